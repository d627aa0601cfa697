"""Mediation in crises (ICB), outcomes of sanctions (TIES), moves of monthly deaths (UCDP)."""

from typing import Any

import numpy as np

from parley.history.files import dates, library, need
from parley.history.survival import number_row, share_row

ICB = "icb"
TIES = "ties"
EVENTS = "ucdp-events"
FULL_WAR = 4
MEDIATED, NOT_MEDIATED = 4, 1
AGREED = (1, 2)  # ICB forout: formal, semi-formal agreement
MULTIPLES = (1.5, 2.0, 3.0)
SANCTION_ENDS = {
    "acquiesced": ((6, 7), "the target gave in, wholly or in part"),
    "settled": ((10,), "a settlement was negotiated"),
    "sender_gave_in": ((8,), "the sender gave in"),
    "stalemate": ((9,), "ended in stalemate"),
}


def fit_crises(frame: Any) -> dict[str, list[dict[str, object]]]:
    """Return the share of crises that end by agreement, mediated and not (ICB, system level).

    Crises with mediation of another kind (still on, or failed to begin) are left out. The
    difference is selection as well as effect: mediators choose crises.
    """
    frame = need(frame, ICB)
    number = {c: _numbers(frame[c]) for c in ("mediate", "forout", "viol")}
    agreed = number["forout"].isin(AGREED)
    rows = []
    for label, code in (("mediated", MEDIATED), ("not_mediated", NOT_MEDIATED)):
        for scope, extra, words in (
            ("", number["viol"].notna() | number["viol"].isna(), "crises"),
            (".full_war", number["viol"] == FULL_WAR, "crises with full-scale war"),
        ):
            mask = (number["mediate"] == code) & extra
            rows.append(
                share_row(
                    f"mediation.icb.{label}{scope}.agreement",
                    int((mask & agreed).sum()),
                    int(mask.sum()),
                    f"{words}, {label.replace('_', ' ')}: ended by formal or semi-formal agreement",
                    ICB,
                )
            )
    return {"base_rates.csv": rows}


def fit_sanctions(frame: Any) -> dict[str, list[dict[str, object]]]:
    """Return how imposed sanctions ended (outcomes after imposition), and their median length.

    The median is Kaplan-Meier's over cases with a start year, those without an end date censored
    at the start of 2006, the end of coverage. Many of these are cases whose end is merely not
    dated, so the median is an upper reading; `sanctions.imposed.median_months_dated` takes only
    the dated ones, a lower reading.
    """
    frame = need(frame, TIES)
    imposed = frame[_numbers(frame["imposition"]) == 1]
    outcome = _numbers(imposed["finaloutcome"])
    known = int(outcome.between(6, 10).sum())
    rows = [
        share_row(
            f"sanctions.imposed.{name}",
            int(outcome.isin(codes).sum()),
            known,
            f"imposed sanctions with a known final outcome: {words}",
            TIES,
        )
        for name, (codes, words) in SANCTION_ENDS.items()
    ]
    start = _month_index(imposed, "sancimpositionstart", 1)
    end = _month_index(imposed, "end", 12)
    over = end.notna()
    months = end.fillna(2006 * 12 + 1) - start
    used = months.notna() & (months >= 0)
    fit = library("lifelines").KaplanMeierFitter().fit(months[used].clip(lower=0.03), over[used])
    rows.append(
        number_row(
            "sanctions.imposed.median_months",
            float(fit.median_survival_time_),
            int(used.sum()),
            "months",
            "median length of imposed sanctions, those with no end date still on in 2006",
            TIES,
        )
    )
    rows.append(
        number_row(
            "sanctions.imposed.median_months_dated",
            float(months[used & over].median()) if (used & over).any() else 0.0,
            int((used & over).sum()),
            "months",
            "median length of imposed sanctions whose start and end are dated",
            TIES,
        )
    )
    return {"base_rates.csv": rows}


def fit_intensity(frame: Any) -> dict[str, list[dict[str, object]]]:
    """Return the first-order autoregression of log monthly deaths in a UCDP events file.

    Deaths (best estimate) are summed by month over the whole file; the longest unbroken run of
    months with deaths is used, and log(1 + deaths) regressed on its value a month before. Give a
    file of one war. Also the share of months deadlier than some multiples of the mean of the 12
    before: what an escalation would be fitted from, given many wars.
    """
    pandas = library("pandas")
    frame = need(frame, EVENTS)
    month = dates(frame, "date_start").dt.to_period("M")
    deaths = _numbers(frame["best"]).fillna(0.0).groupby(month).sum()
    every = pandas.period_range(deaths.index.min(), deaths.index.max(), freq="M")
    months = deaths.reindex(every, fill_value=0.0).to_numpy(dtype=float)
    run = longest_run(months)
    if len(run) < 12:
        return {"base_rates.csv": []}
    phi, spread = autoregression(np.log1p(run))
    words = "log(1 + deaths in a month) on its value a month before"
    return {
        "base_rates.csv": [
            number_row(
                "intensity.ar1.phi", phi, len(run), "per month", f"slope of {words}", EVENTS
            ),
            number_row(
                "intensity.ar1.residual_sd",
                spread,
                len(run),
                "log deaths",
                f"residual of {words}",
                EVENTS,
            ),
            *_jumps(months),
        ]
    }


def _jumps(months: np.ndarray[Any, Any]) -> list[dict[str, object]]:
    """How many months were deadlier than some multiples of the mean of the 12 before."""
    before = np.convolve(months, np.ones(12) / 12, "valid")[:-1]
    return [
        share_row(
            f"intensity.months_above_{multiple:g}_times",
            int((months[12:] > multiple * before).sum()),
            len(before),
            f"months of one war with more than {multiple:g} times the mean deaths of the 12 before",
            EVENTS,
        )
        for multiple in MULTIPLES
    ]


def longest_run(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the longest stretch of values above 0, the first of a tie; empty for none.

    Examples
    --------
    >>> longest_run(np.array([3, 0, 1, 2, 0, 5, 5])).tolist()
    [1, 2]
    """
    above = np.concatenate([[0], (np.asarray(values) > 0).astype(int), [0]])
    edges = np.flatnonzero(np.diff(above))
    starts, stops = edges[::2], edges[1::2]
    if len(starts) == 0:
        return np.asarray(values)[:0]
    longest = int(np.argmax(stops - starts))
    return np.asarray(values)[starts[longest] : stops[longest]]


def autoregression(series: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Return slope and residual standard deviation of a series on its own previous value.


    Ordinary least squares with an intercept; the deviation divides by the pairs less two.

    Examples
    --------
    >>> phi, spread = autoregression(np.array([8.0, 4.0, 2.0, 1.0, 0.5]))
    >>> round(phi, 6), round(spread, 6)
    (0.5, 0.0)
    """
    before, after = series[:-1], series[1:]
    design = np.column_stack([np.ones(len(before)), before])
    weights = np.linalg.lstsq(design, after, rcond=None)[0]
    left = after - design @ weights
    return float(weights[1]), float(np.sqrt(left @ left / (len(before) - 2)))


def _numbers(column: Any) -> Any:
    """A column as numbers, missing where the text is none."""
    return library("pandas").to_numeric(column, errors="coerce")


def _month_index(frame: Any, stem: str, default: int) -> Any:
    """Months since year 0 from a year and a month column; a missing month counts as `default`."""
    year, month = _numbers(frame[f"{stem}year"]), _numbers(frame[f"{stem}month"])
    return year * 12 + month.fillna(default).clip(1, 12)
