"""From text to text in a process (PA-X); from a mediation's start to an agreement (CWM)."""

import re
from typing import Any

import numpy as np

from parley.history.files import dates, need
from parley.history.fit_agreements import agreement_times
from parley.history.survival import DAYS_A_MONTH, curve_rows, share_row

PAX = "pa-x"
CWM = "cwm"
WINDOWS = (3, 6, 12)
# Spellings of CWM's countries that differ from UCDP's after the words in brackets are dropped.
SAME_COUNTRY = {
    "bosnia and herzegovina": "bosnia-herzegovina",
    "congo/zaire": "dr congo",
    "congo-brazzaville": "congo",
    "democratic republic of congo": "dr congo",
    "macedonia": "macedonia, fyr",
    "rhodesia": "zimbabwe",
    "uk": "united kingdom",
    "yemen north": "yemen",
    "yemen south": "yemen",
}


def fit_transitions(frame: Any) -> dict[str, list[dict[str, object]]]:
    """Return curves of months from one kind of text to the next in the same process (PA-X).

    Local agreements and texts of no process are left out. Time runs to the first text of the
    wanted kind dated strictly later; censored at the date of the latest text. Also the share of
    processes with pre-negotiation texts that reached a ceasefire or a comprehensive text later.
    """
    frame = need(frame, PAX)
    texts = frame[(frame["Agtp"] != "IntraLocal") & frame["PP"].notna()].copy()
    texts["day"] = dates(texts, "Dat")
    texts = texts.sort_values(["PP", "day"], kind="stable")
    last = dates(frame, "Dat").max()
    truce, pre = texts["Stage"] == "Cea", texts["Stage"] == "Pre"
    whole = texts["Stage"] == "SubComp"
    substance = whole | (texts["Stage"] == "SubPar")
    first_pre = pre & (texts[pre].groupby("PP").cumcount().reindex(texts.index) == 0)
    wanted: list[tuple[str, Any, Any]] = [
        ("ceasefire text to next ceasefire text", truce, truce),
        *(
            (
                f"ceasefire text ({label}) to next ceasefire text",
                truce & (texts["StageSub"] == s),
                truce,
            )
            for s, label in (("Ceas", "ceasefire"), ("Rel", "related"), ("CeaMix", "mixed"))
        ),
        ("ceasefire text to next substantive text", truce, substance),
        ("ceasefire text to comprehensive text", truce, whole),
        ("first pre-negotiation text to substantive text", first_pre, substance),
        ("first pre-negotiation text to comprehensive text", first_pre, whole),
        ("first pre-negotiation text to ceasefire text", first_pre, truce),
        (
            "comprehensive text to renewal or ceasefire text",
            whole,
            truce | (texts["Stage"] == "Ren"),
        ),
    ]
    curves: list[dict[str, object]] = []
    for group, start, target in wanted:
        times, happened = _times_to_next(texts, start, target, last)
        curves += curve_rows("transition", group, times, happened, PAX)
    return {"survival.csv": curves, "base_rates.csv": _reached(texts, pre, truce, whole)}


def fit_mediation_starts(mediations: Any, agreements: Any) -> dict[str, list[dict[str, object]]]:
    """Return the share of civil-war mediations followed by an agreement, beside a placebo.

    Parameters
    ----------
    mediations : DataFrame
        Civil War Mediation data (CWM), one row per mediation or unmediated episode.
    agreements : DataFrame
        UCDP Peace Agreement Dataset, whose first year bounds the mediations used.

    Returns
    -------
    dict of str to list of dict
        Rows for `base_rates.csv`: within 3, 6, 12 months of the start, and within 12 months of the
        same day one, two and three years earlier (what a month without a start looks like; windows
        that overlap an earlier agreement of a long process raise it).
    """
    signed = agreement_times(agreements)
    country = signed["conflict_name"].astype(str).str.split(":").str[0].map(country_key)
    days = {
        key: np.sort(part.to_numpy(dtype="datetime64[D]"))
        for key, part in signed["signed"].groupby(country)
    }
    first = signed["signed"].min().to_datetime64().astype("datetime64[Y]").astype("datetime64[D]")
    need(mediations, CWM)
    dated = zip(mediations["country"], mediations["med.begins"], strict=True)
    starts = [(country_key(c), day) for c, text in dated if (day := start_day(text)) is not None]
    starts = [(c, day) for c, day in starts if day >= first]
    rows = [
        share_row(
            f"mediation.cwm.agreement_within_{w}_months",
            sum(_signed_within(days.get(c), day, w) for c, day in starts),
            len(starts),
            f"mediations of civil wars after whose start an agreement was signed in that country "
            f"within {w} months",
            CWM,
        )
        for w in WINDOWS
    ]
    for back in (1, 2, 3):
        earlier = [(c, day - np.timedelta64(365 * back, "D")) for c, day in starts]
        rows.append(
            share_row(
                f"mediation.cwm.placebo_{back}_years_earlier",
                sum(_signed_within(days.get(c), day, 12) for c, day in earlier),
                len(earlier),
                f"the same countries, the 12 months from {back} year{'s' * (back > 1)} before the "
                "mediation's start: an agreement was signed",
                CWM,
            )
        )
    return {"base_rates.csv": rows}


def country_key(name: object) -> str:
    """Return a country's name for matching: lower case, words in brackets dropped, one spelling.

    Examples
    --------
    >>> country_key("Russia (Soviet Union)"), country_key("UK")
    ('russia', 'united kingdom')
    """
    key = re.sub(r"\(.*?\)", "", str(name)).strip().lower()
    return SAME_COUNTRY.get(key, key)


def start_day(text: object) -> np.datetime64 | None:
    """Return the day of a month/day/year text (year of two or four figures), None for no date.

    A missing day counts as the 15th; two figures below 46 are this century.

    Examples
    --------
    >>> start_day("3//1996"), start_day("?")
    (np.datetime64('1996-03-15'), None)
    """
    found = re.fullmatch(r"\s*(\d{1,2})/(\d{0,2})/+(\d{2}|\d{4})\s*", str(text))
    if not found:
        return None
    month, day, year = int(found[1]), int(found[2] or 15), int(found[3])
    year += 0 if year >= 100 else 2000 if year < 46 else 1900
    try:
        return np.datetime64(f"{year:04d}-{month:02d}-{day:02d}")
    except ValueError:
        return None


def _signed_within(days: Any, start: np.datetime64, months: int) -> bool:
    """Whether an agreement was signed after `start` and within so many months."""
    if days is None:
        return False
    stop = start + np.timedelta64(int(months * DAYS_A_MONTH), "D")
    return bool(((days > start) & (days <= stop)).any())


def _times_to_next(
    texts: Any, start: Any, target: Any, last: Any
) -> tuple[list[float], list[bool]]:
    """Months from each start text to the first later target text of its process."""
    times: list[float] = []
    happened: list[bool] = []
    goals = {p: part.to_numpy() for p, part in texts[target].groupby("PP")["day"]}
    for process, day in zip(texts[start]["PP"], texts[start]["day"], strict=True):
        days = goals.get(process, np.array([], dtype="datetime64[ns]"))
        later = days[days > day.to_datetime64()]
        happened.append(len(later) > 0)
        times.append(((later.min() if len(later) else last) - day).days / DAYS_A_MONTH)
    return times, happened


def _reached(texts: Any, pre: Any, truce: Any, whole: Any) -> list[dict[str, object]]:
    """Shares of processes with pre-negotiation texts that have a text of a further kind at all."""
    began = set(texts[pre]["PP"])
    return [
        share_row(
            f"process.reached_{name}",
            len(began & set(texts[mask]["PP"])),
            len(began),
            f"processes with pre-negotiation texts that have a {name} text",
            PAX,
        )
        for name, mask in (("ceasefire", truce), ("comprehensive", whole))
    ]
