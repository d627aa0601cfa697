"""Times until an event, some still waiting: Kaplan-Meier curves, piecewise constant hazards."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from parley.history.files import library

MONTHS = (1, 3, 6, 12, 24, 60, 120)
AGREEMENT_EDGES = (0, 1, 3, 6, 12, 24, 60, 120, None)
RECURRENCE_EDGES = (0, 12, 24, 36, 60, 120, None)
DAYS_A_MONTH = 30.4375
SHORTEST = 0.03  # months; an event on the day itself still counts as time at risk


def curve_rows(
    table: str, group: str, times: Any, happened: Any, source: str
) -> list[dict[str, object]]:
    """Return one row per month of MONTHS: the Kaplan-Meier share still free of the event.

    Parameters
    ----------
    table, group, source : str
        Labels written into each row.
    times : array, shape (n,)
        Months until the event, or until the case was last seen.
    happened : array of bool, shape (n,)
        Whether the event happened; False is censored.

    Returns
    -------
    list of dict
        Empty when there are no cases. `low` and `high` are the 95 % interval on the log(-log)
        scale.

    Notes
    -----
    Source: Kaplan & Meier (1958), JASA 53, 457-481; interval: Kalbfleisch & Prentice (1980).
    Times below 0.03 months count as 0.03.
    """
    if len(times) == 0:
        return []
    fit = library("lifelines").KaplanMeierFitter()
    fit.fit(np.maximum(np.asarray(times, float), SHORTEST), np.asarray(happened, bool))
    shares = fit.predict(list(MONTHS)).to_numpy()
    bounds = fit.confidence_interval_
    at = np.searchsorted(bounds.index.to_numpy(), MONTHS, side="right") - 1
    median = float(fit.median_survival_time_)
    return [
        {
            "table": table,
            "group": group,
            "n": len(times),
            "events": int(np.sum(happened)),
            "median": round(median, 1) if np.isfinite(median) else "",
            "month": month,
            "survival": round(float(shares[i]), 4),
            "low": round(float(bounds.iloc[at[i], 0]), 4),
            "high": round(float(bounds.iloc[at[i], 1]), 4),
            "source": source,
        }
        for i, month in enumerate(MONTHS)
    ]


def hazard_rows(
    table: str,
    group: str,
    times: Any,
    happened: Any,
    edges: Sequence[int | None],
    source: str,
) -> list[dict[str, object]]:
    """Return one row per piece: events in it and months at risk in it.

    A piece runs from just after its lower edge up to and including its upper edge.
    """
    t = np.maximum(np.asarray(times, float), SHORTEST)
    event = np.asarray(happened, bool)
    rows: list[dict[str, object]] = []
    for start, stop in pairwise(edges):
        low, high = float(start or 0), float("inf") if stop is None else float(stop)
        inside = event & (t > low) & (t <= high)
        rows.append(
            {
                "table": table,
                "group": group,
                "from_month": start,
                "to_month": "" if stop is None else stop,
                "events": int(inside.sum()),
                "months_at_risk": round(
                    float(np.clip(np.minimum(t, high) - low, 0, None).sum()), 1
                ),
                "source": source,
            }
        )
    return rows


def wilson(events: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson interval of a share; (0, 1) when n is 0.

    Source: Wilson (1927), JASA 22, 209-212.

    Examples
    --------
    >>> [round(x, 3) for x in wilson(6, 103)]
    [0.027, 0.121]
    """
    if n == 0:
        return 0.0, 1.0
    z, share = 1.959963984540054, events / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def share_row(name: str, events: int, n: int, says: str, source: str) -> dict[str, object]:
    """One row of base_rates.csv for a share, with its Wilson interval; 0 of 0 is 0 [0, 1]."""
    low, high = wilson(events, n)
    return {
        "name": name,
        "figure": round(events / n, 6) if n else 0.0,
        "low": round(low, 4),
        "high": round(high, 4),
        "events": events,
        "n": n,
        "unit": "share",
        "says": says,
        "source": source,
    }


def number_row(
    name: str, figure: float, n: int, unit: str, says: str, source: str
) -> dict[str, object]:
    """One row of base_rates.csv for a number that is no share; without an interval."""
    return {
        "name": name,
        "figure": round(figure, 4),
        "low": "",
        "high": "",
        "events": "",
        "n": n,
        "unit": unit,
        "says": says,
        "source": source,
    }
