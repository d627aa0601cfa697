"""Derived facts of past wars, one row per episode, for finding analogues (UCDP, CWM)."""

from typing import Any

import numpy as np

from parley.history.fit_agreements import KINDS, agreement_times
from parley.history.fit_termination import SOURCE, TYPE_NAMES, recurrence_times, war_years
from parley.history.fit_texts import country_key, start_day

SHORTEST_YEARS = 3


def fit_wars(
    termination: Any, agreements: Any | None, mediations: Any | None
) -> dict[str, list[dict[str, object]]]:
    """Return one row per war episode of three or more active years, or with 1,000 deaths in one.

    The rule looks at size and length alone, never at how the episode ended, so the endings of the
    rows are a fair sample of wars of that size. Extrasystemic wars are left out.

    Parameters
    ----------
    termination, agreements, mediations : DataFrame or None
        UCDP Conflict Termination (dyads), UCDP Peace Agreements, CWM. Without the last two the
        columns `agreement` and `mediated` are empty (unknown).

    Returns
    -------
    dict of str to list of dict
        Rows for `wars.csv`.
    """
    years = war_years(termination)
    years = years[years["type_of_conflict"].isin(TYPE_NAMES)]
    after = recurrence_times(years)
    signed = _agreements_by_dyad(agreements)
    mediated = _mediations_by_country(mediations)
    rows: list[dict[str, object]] = []
    for episode, part in years.groupby("episode", sort=False):
        high = int((part["intensity_level"] == 2).sum())
        if len(part) < SHORTEST_YEARS and high == 0:
            continue
        last, first = part.iloc[-1], part.iloc[0]
        ended = last.name in after.index
        months = float(after.at[last.name, "months"]) if ended else float("nan")
        again = bool(after.at[last.name, "again"]) if ended else False
        rows.append(
            {
                "id": f"ucdp-{episode}",
                "place": str(last["location"]),
                "side_a": str(last["side_a"]),
                "side_b": str(last["side_b"]),
                "type": TYPE_NAMES[int(part["type_of_conflict"].mode().iloc[0])],
                "first_year": int(first["year"]),
                "last_year": int(last["year"]),
                "years": len(part),
                "years_high": high,
                "mediated": _was_mediated(mediated, part),
                "agreement": _kind_signed(signed, int(first["dyad_id"]), part),
                "ending": last["ending"] if ended else "",
                "months_to_recurrence": round(months, 1) if again else "",
                "source": SOURCE,
            }
        )
    return {"wars.csv": rows}


def _agreements_by_dyad(frame: Any | None) -> dict[int, list[tuple[int, str]]] | None:
    """Year and kind of every agreement by dyad id; None when the data set was not given."""
    if frame is None:
        return None
    timed = agreement_times(frame)
    found: dict[int, list[tuple[int, str]]] = {}
    for dyads, day, kind in zip(timed["dyad_id"], timed["signed"], timed["pa_type"], strict=True):
        for dyad in str(dyads).split(","):
            if dyad.strip().isdigit() and kind in KINDS:
                found.setdefault(int(dyad), []).append((int(day.year), KINDS[kind]))
    return found


def _kind_signed(signed: dict[int, list[tuple[int, str]]] | None, dyad: int, part: Any) -> str:
    """Fullest kind of agreement signed in the episode or the year after; `none` for none."""
    if signed is None or int(part["year"].max()) < 1975:
        return ""
    span = range(int(part["year"].min()), int(part["year"].max()) + 2)
    kinds = {kind for year, kind in signed.get(dyad, []) if year in span}
    return next((k for k in KINDS.values() if k in kinds), "none")


def _mediations_by_country(frame: Any | None) -> tuple[dict[str, list[int]], int, int] | None:
    """Years in which mediations began by country, and the years covered; None when not given."""
    if frame is None:
        return None
    found: dict[str, list[int]] = {}
    for country, text in zip(frame["country"], frame["med.begins"], strict=True):
        day = start_day(text)
        if day is not None:
            year = int(day.astype("datetime64[Y]").astype(int)) + 1970
            found.setdefault(country_key(country), []).append(year)
    every = [y for years in found.values() for y in years]
    return (found, int(np.min(every)), int(np.max(every))) if every else None


def _was_mediated(known: tuple[dict[str, list[int]], int, int] | None, part: Any) -> str:
    """`yes` or `no`: a mediation began in the country during the episode; empty for unknown."""
    if known is None or (part["type_of_conflict"] == 2).all():
        return ""
    found, first, last = known
    low, high = int(part["year"].min()), int(part["year"].max())
    if low < first or high > last:
        return ""
    years = found.get(country_key(part.iloc[-1]["location"]), [])
    return "yes" if any(low <= y <= high for y in years) else "no"
