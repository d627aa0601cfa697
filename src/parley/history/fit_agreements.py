"""How long agreements stay in force, from the UCDP Peace Agreement Dataset."""

from typing import Any

from parley.history.files import dates, library, need
from parley.history.survival import AGREEMENT_EDGES, DAYS_A_MONTH, curve_rows, hazard_rows

SOURCE = "ucdp-agreements"
KINDS = {1: "full", 2: "partial", 3: "process"}


def agreement_times(frame: Any) -> Any:
    """Return the frame with `signed`, `months` in force and `ended` (the event).

    An agreement has ended when the data set gives the date it did; the others are censored at the
    end of the last year covered. An end dated before the signature counts as on the day.

    Raises
    ------
    HistoryError
        If a column is missing.
    """
    pandas = library("pandas")
    frame = need(frame, SOURCE).copy()
    signed = dates(frame, "pa_date")
    over = dates(frame, "duration")
    last = pandas.Timestamp(int(signed.dt.year.max()), 12, 31)
    frame["signed"], frame["ended"] = signed, over.notna()
    frame["months"] = ((over.fillna(last) - signed).dt.days / DAYS_A_MONTH).clip(lower=0.0)
    return frame


def agreement_groups(frame: Any) -> dict[str, Any]:
    """Row masks of the groups whose survival is shipped, by name."""
    full, truce = frame["pa_type"] == 1, frame["cease"] == 1
    return {
        "all agreements": frame["paid"].notna(),
        "full": full,
        "partial": frame["pa_type"] == 2,
        "process": frame["pa_type"] == 3,
        "ceasefire provision": truce,
        "no ceasefire provision": frame["cease"] == 0,
        "ceasefire provision, not full": truce & ~full,
        "ceasefire provision, full": truce & full,
        "peacekeeping provision": frame["pko"] == 1,
        "no peacekeeping provision": frame["pko"] == 0,
        "third party signed": frame["pa_3rd"].notna(),
        "no third party signed": frame["pa_3rd"].isna(),
        "all opponents included": frame["inclusive"] == 1,
        "some opponents included": frame["inclusive"] == 2,
    }


def fit_agreements(frame: Any) -> dict[str, list[dict[str, object]]]:
    """Return survival and hazard rows for each group of agreements.

    Parameters
    ----------
    frame : DataFrame
        The UCDP Peace Agreement Dataset, one row per agreement.

    Returns
    -------
    dict of str to list of dict
        Rows for `survival.csv` and `hazards.csv`.
    """
    timed = agreement_times(frame)
    curves: list[dict[str, object]] = []
    hazards: list[dict[str, object]] = []
    for group, mask in agreement_groups(timed).items():
        part = timed[mask]
        times, ended = part["months"].to_numpy(), part["ended"].to_numpy()
        curves += curve_rows("agreement", group, times, ended, SOURCE)
        hazards += hazard_rows("agreement", group, times, ended, AGREEMENT_EDGES, SOURCE)
    return {"survival.csv": curves, "hazards.csv": hazards}
