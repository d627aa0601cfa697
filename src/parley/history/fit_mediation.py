"""From a mediation's start to the end of the war by signature (CWM, UCDP termination)."""

from typing import Any

from parley.history.files import library, need
from parley.history.fit_termination import TYPE_NAMES, war_years
from parley.history.fit_texts import country_key, start_day
from parley.history.survival import share_row

CWM = "cwm"
SOURCE = "cwm-termination"
WINDOWS = (3, 6, 12)
FIRST_YEAR, LAST_YEAR = 1975, 2004
SIGNED = ("agreement", "ceasefire")


def fit_mediation_ends(mediations: Any, termination: Any) -> dict[str, list[dict[str, object]]]:
    """Return the share of civil wars ended by signature after a mediation's start, and a placebo.

    Parameters
    ----------
    mediations : DataFrame
        Civil War Mediation data (CWM), one row per mediation or unmediated episode.
    termination : DataFrame
        UCDP Conflict Termination, dyads.

    Returns
    -------
    dict of str to list of dict
        Rows for `base_rates.csv`: of the pairs of opponents at war in the country in the year a
        mediation began there, how many saw their episode end by agreement or ceasefire within 3, 6,
        12 months of its start; and within 12 months of the same day a year earlier. Also the share
        of their years of war in which a mediation began.

    Notes
    -----
    Mediations are matched by country, since CWM and UCDP spell the opponents differently; where
    several pairs fight in one country each counts, which lowers the share. From 1975 on.
    """
    pandas = library("pandas")
    need(mediations, CWM)
    wars = war_years(termination)
    wars = wars[
        wars["type_of_conflict"].isin([k for k, v in TYPE_NAMES.items() if v != "interstate"])
    ]
    wars = wars.assign(
        country=wars["location"].map(country_key),
        over=pandas.to_datetime(wars["ependdate"], errors="coerce"),
    )
    dated = zip(mediations["country"], mediations["med.begins"], strict=True)
    days = [(country_key(c), start_day(text)) for c, text in dated]
    starts = [(c, pandas.Timestamp(day)) for c, day in days if day is not None]
    signed = wars[wars["ending"].isin(SIGNED)].groupby("episode")["over"].max()
    at_war = {key: part for key, part in wars.groupby("country")}
    rows = []
    for months in WINDOWS:
        events, n = _ended(starts, at_war, signed, months, 0)
        rows.append(
            share_row(
                f"mediation.cwm.war_ended_within_{months}_months", events, n,
                "pairs of opponents at war in a country in which a mediation began: their fighting "
                f"ended by agreement or ceasefire within {months} months of it", SOURCE,
            )
        )  # fmt: skip
    events, n = _ended(starts, at_war, signed, 12, 1)
    rows.append(
        share_row(
            "mediation.cwm.war_ended_placebo", events, n,
            "the same countries, the 12 months from 1 year before the mediation's start: fighting "
            "ended by agreement or ceasefire", SOURCE,
        )
    )  # fmt: skip
    return {"base_rates.csv": [*rows, _began(starts, wars)]}


def _began(starts: list[tuple[str, Any]], wars: Any) -> dict[str, object]:
    """The share of years of war in which a mediation began, over the years that CWM covers."""
    known = {(country, day.year) for country, day in starts}
    covered = wars[wars["year"].between(FIRST_YEAR, LAST_YEAR)]
    events = sum(p in known for p in zip(covered["country"], covered["year"], strict=True))
    return share_row(
        "mediation.cwm.began_in_a_year_of_war", events, len(covered),
        "years of war of a pair of opponents in a civil war in which a mediation began in the "
        "country", SOURCE,
    )  # fmt: skip


def _ended(
    starts: list[tuple[str, Any]], at_war: dict[str, Any], signed: Any, months: int, back: int
) -> tuple[int, int]:
    """How many pairs at war on a start (moved back some years) ended in time, and of how many."""
    pandas = library("pandas")
    events = n = 0
    for country, day in starts:
        start = day - pandas.DateOffset(years=back)
        if start.year < FIRST_YEAR or country not in at_war:
            continue
        part = at_war[country]
        active = part[(part["year"] == start.year) & ~(part["over"] < start)]["episode"].unique()
        ends = signed.reindex(active).dropna()
        last = start + pandas.DateOffset(months=months)
        n += len(active)
        events += int(((ends > start) & (ends <= last)).sum())
    return events, n
