"""How wars end, and whether they come back, from the UCDP Conflict Termination Dataset (dyads)."""

from typing import Any

from parley.history.files import dates, library, need
from parley.history.survival import DAYS_A_MONTH, RECURRENCE_EDGES, curve_rows, hazard_rows
from parley.history.tables import AGE_BANDS, ENDINGS

SOURCE = "ucdp-termination"
EXTRASYSTEMIC = 1
TYPE_NAMES = {2: "interstate", 3: "civil", 4: "internationalised"}
OUTCOMES = {
    1: "agreement",
    2: "ceasefire",
    3: "victory_a",
    4: "victory_b",
    5: "low_activity",
    6: "actor_ceases",
}
GROUPS = {
    "agreement": "peace agreement",
    "ceasefire": "ceasefire",
    "victory_a": "victory of side A (the government, mostly)",
    "victory_b": "victory of side B",
    "low_activity": "low activity",
    "actor_ceases": "a side ceases to exist",
}


def war_years(frame: Any) -> Any:
    """Return the dyad-years in order, with `episode`, year of war `age`, and the dyad's next start.

    An episode is one unbroken run of active years of a pair of opponents; `age` counts its active
    years from 1. `next_start` is when the pair next fought after this row's year (missing when
    never again).

    Raises
    ------
    HistoryError
        If a column is missing.
    """
    frame = need(frame, SOURCE).sort_values(["dyad_id", "year"]).reset_index(drop=True)
    frame["episode"] = frame["dyad_id"].astype(str) + "-" + frame["dyadepisode"].astype(str)
    frame["age"] = frame.groupby("episode").cumcount() + 1
    frame["start"] = dates(frame, "start_date2")
    frame["next_start"] = frame.groupby("dyad_id")["start"].shift(-1)
    frame["ending"] = frame["outcome"].map(OUTCOMES).where(frame["dyadterm"] == 1)
    return frame


def fit_termination(frame: Any) -> dict[str, list[dict[str, object]]]:
    """Return annual-end cells, recurrence curves and recurrence hazards.

    Parameters
    ----------
    frame : DataFrame
        UCDP Conflict Termination Dataset, dyad version: one row per dyad and active year.

    Returns
    -------
    dict of str to list of dict
        Rows for `annual_ends.csv`, `survival.csv` and `hazards.csv`.
    """
    years = war_years(frame)
    recurrence = recurrence_times(years)
    curves: list[dict[str, object]] = []
    hazards: list[dict[str, object]] = []
    for group, mask in _recurrence_groups(recurrence).items():
        part = recurrence[mask]
        times, again = part["months"].to_numpy(), part["again"].to_numpy()
        curves += curve_rows("recurrence", group, times, again, SOURCE)
        hazards += hazard_rows("recurrence", group, times, again, RECURRENCE_EDGES, SOURCE)
    return {
        "annual_ends.csv": annual_cells(years),
        "survival.csv": curves,
        "hazards.csv": hazards,
    }


def annual_cells(years: Any) -> list[dict[str, object]]:
    """Return one row per type, age band, intensity and period that has years of war.

    Left out: extrasystemic (colonial) wars, and years of the last year covered in wars still
    active then, whose end is not known.
    """
    known = years[years["dyadterm"].notna() & (years["type_of_conflict"] != EXTRASYSTEMIC)]
    rows: list[dict[str, object]] = []
    for code, name in TYPE_NAMES.items():
        for start, stop in AGE_BANDS:
            for high in (0, 1):
                for recent in (0, 1):
                    part = known[
                        (known["type_of_conflict"] == code)
                        & (known["age"] >= start)
                        & (known["age"] <= (stop or 10_000))
                        & ((known["intensity_level"] == 2) == bool(high))
                        & ((known["year"] >= 1990) == bool(recent))
                    ]
                    if len(part):
                        ends = part["ending"].value_counts()
                        rows.append(
                            {
                                "type": name,
                                "age_from": start,
                                "age_to": stop or "",
                                "high_intensity": high,
                                "since_1990": recent,
                                "years": len(part),
                                **{e: int(ends.get(e, 0)) for e in ENDINGS},
                                "source": SOURCE,
                            }
                        )
    return rows


def recurrence_times(years: Any) -> Any:
    """Return the ended episodes with `months` until the pair fought again and `again` (the event).

    Time runs from the episode's end date (the last day of its year where none is given) to the
    first battle of the next; censored on the last day of the last year covered. Since an episode
    ends by a year without activity, almost nothing can recur within 12 months.
    """
    pandas = library("pandas")
    ended = years[years["dyadterm"] == 1].copy()
    year_end = pandas.to_datetime(ended["year"].astype(str) + "-12-31")
    ended["end"] = dates(ended, "ependdate").fillna(year_end)
    last = pandas.Timestamp(int(years["year"].max()), 12, 31)
    ended["again"] = ended["next_start"].notna()
    gap = ended["next_start"].fillna(last) - ended["end"]
    ended["months"] = (gap.dt.days / DAYS_A_MONTH).clip(lower=0.0)
    return ended


def _recurrence_groups(ended: Any) -> dict[str, Any]:
    """Row masks by how the episode ended, its type, and the period."""
    groups = {"all dyad episodes": ended["episode"].notna()}
    groups |= {name: ended["ending"] == ending for ending, name in GROUPS.items()}
    groups |= {name: ended["type_of_conflict"] == code for code, name in TYPE_NAMES.items()}
    recent = ended["year"] >= 1990
    for ending in ("agreement", "ceasefire", "low_activity"):
        groups[f"{GROUPS[ending]} since 1990"] = (ended["ending"] == ending) & recent
    return groups
