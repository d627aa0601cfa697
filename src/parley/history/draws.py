"""Draws of historical rates with their sampling uncertainty, for an outlook's draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parley.errors import HistoryError
from parley.history.classes import (
    ReferenceClass,
    band_of,
    count,
    expected,
    pooling_strength,
    total,
)
from parley.history.tables import AGE_BANDS, Cell, Hazard, load_cells

Floats = NDArray[np.float64]
Rng = np.random.Generator | int | None


@dataclass(frozen=True)
class RateDraws:
    """Draws of an annual chance by year of war.

    Attributes
    ----------
    end : str
        Which way of ending (a key of ENDS).
    rates : array, shape (draws, years)
        Chance that a year of war ends so (for `settlement_share`: share of negotiated ends).
    chosen : array of int, shape (draws,)
        Index into the reference class's `classes` of the class each draw took.
    years_of_war : array of int, shape (draws, years)
        Year of war of each column; rows differ only when the age was unknown.
    """

    end: str
    rates: Floats
    chosen: NDArray[np.int64]
    years_of_war: NDArray[np.int64]


def draw_classes(reference: ReferenceClass, draws: int, rng: Rng = None) -> NDArray[np.int64]:
    """Return which class each draw takes, by weight, shape (draws,).

    Draws once and hand the result to `draw_rates` for each way of ending, so that one draw means
    one class throughout.

    Examples
    --------
    >>> from parley.history.classes import reference_class
    >>> draw_classes(reference_class("civil", 0.5, 200), 4, rng=0).tolist()
    [2, 0, 0, 0]
    """
    generator = np.random.default_rng(rng)
    edges = np.cumsum([c.weight for c in reference.classes])
    found = np.searchsorted(edges, generator.random(draws) * edges[-1], side="right")
    return np.asarray(np.minimum(found, len(edges) - 1), np.int64)


def draw_rates(
    reference: ReferenceClass,
    end: str = "negotiated",
    draws: int = 500,
    *,
    horizon_years: int = 6,
    chosen: ArrayLike | int | None = None,
    cells: Sequence[Cell] | None = None,
    rng: Rng = None,
) -> RateDraws:
    """Draw the annual chance of a way of ending, year of war by year of war.

    Parameters
    ----------
    reference : ReferenceClass
        From `reference_class`.
    end : str
        A key of ENDS: `negotiated`, `victory`, `collapse`, `settlement_share` ...
    draws : int
        Rows.
    horizon_years : int
        Columns: this year of war and those after it.
    chosen : array of int, int, or None
        Class of each draw: one index for all (the headline under that class), an array, or None to
        draw from the weights.
    cells : sequence of Cell, optional
        The table the reference was made from; the shipped one when None.
    rng : numpy Generator, int or None

    Returns
    -------
    RateDraws

    Raises
    ------
    HistoryError
        If `end` is unknown, `draws` or `horizon_years` is below 1, or `chosen` names no class.

    Notes
    -----
    Partial pooling: the rate of all wars in an age band is drawn from Beta(events + 1/2, n -
    events + 1/2). A class of a type and intensity has over all its ages a rate q from Beta(m p +
    events, m (1 - p) + n - events), p the rate its ages alone would give and m the pooling
    strength; the odds of every band are multiplied by odds(q) / odds(p). So a class keeps the
    common shape over age and has its own level. Bands are independent given q; years in one band
    share a draw.

    Examples
    --------
    >>> from parley.history.classes import reference_class
    >>> war = reference_class("interstate", age_years=3.6, deaths_per_year=30_000)
    >>> drawn = draw_rates(war, "negotiated", 2000, horizon_years=3, rng=1)
    >>> drawn.rates.shape, [round(float(r), 3) for r in drawn.rates.mean(0)]
    ((2000, 3), [0.091, 0.091, 0.075])
    """
    if draws < 1 or horizon_years < 1:
        raise HistoryError(f"draws and years must be at least 1, got {draws} and {horizon_years}")
    generator = np.random.default_rng(rng)
    index = _chosen(reference, draws, chosen, generator)
    ages, levels = _posteriors(reference, end, _table(reference, cells))
    common = generator.beta(ages[:, 0], ages[:, 1], size=(draws, len(AGE_BANDS)))
    level = generator.beta(levels[index, 0], levels[index, 1])
    rates = _shift(common, _ratio(level, levels[index, 2])[:, None])
    start = np.array([_first_year(reference, k) for k in range(len(reference.classes))])[index]
    years = start[:, None] + np.arange(horizon_years)
    columns = np.array([band_of(y) for y in range(1, int(years.max()) + 1)])[years - 1]
    return RateDraws(end, np.take_along_axis(rates, columns, axis=1), index, years)


def expected_rates(
    reference: ReferenceClass,
    end: str = "negotiated",
    horizon_years: int = 6,
    cells: Sequence[Cell] | None = None,
) -> Floats:
    """Return the pooled rate of each class by year of war, shape (classes, years).

    Each part is at its mean; the classes' weights times this is close to the mean of the draws.

    Examples
    --------
    >>> from parley.history.classes import reference_class
    >>> war = reference_class("interstate", age_years=3.6, deaths_per_year=30_000)
    >>> expected_rates(war, horizon_years=1).shape
    (4, 1)
    """
    ages, levels = _posteriors(reference, end, _table(reference, cells))
    common = ages[:, 0] / ages.sum(axis=1)
    level = levels[:, 0] / (levels[:, 0] + levels[:, 1])
    means = _shift(common, _ratio(level, levels[:, 2])[:, None])
    rows = []
    for k in range(len(reference.classes)):
        first = _first_year(reference, k)
        rows.append([means[k, band_of(first + j)] for j in range(horizon_years)])
    return np.array(rows)


def draw_hazards(hazard: Hazard, draws: int = 500, rng: Rng = None) -> Floats:
    """Draw the pieces of a hazard with their sampling uncertainty.

    Parameters
    ----------
    hazard : Hazard
        From `load_hazards`: agreement breaks by kind, recurrence by termination type.
    draws : int
        Rows.
    rng : numpy Generator, int or None

    Returns
    -------
    array, shape (draws, pieces)
        Events per month in each piece: Gamma(events + 1/2, 1 / months at risk), Jeffreys'
        posterior for a Poisson rate. A piece in which nothing was at risk repeats the piece before
        it (0 for the first).

    Examples
    --------
    >>> from parley.history.tables import load_hazards
    >>> truce = load_hazards()["agreement", "ceasefire provision, not full"]
    >>> draw_hazards(truce, 4000, rng=0).mean(0)[:2].round(3).tolist()
    [0.066, 0.075]
    """
    if draws < 1:
        raise HistoryError(f"draws must be at least 1, got {draws}")
    generator = np.random.default_rng(rng)
    columns: list[Floats] = []
    for events, months in zip(hazard.events, hazard.months_at_risk, strict=True):
        draw = generator.standard_gamma(events + 0.5, draws)
        if months > 0:
            columns.append(draw / months)
        else:
            columns.append(columns[-1] if columns else np.zeros(draws))
    return np.stack(columns, axis=1)


def survival_at(edges: Sequence[int | None], rates: ArrayLike, months: ArrayLike) -> Floats:
    """Return the share still free of the event at given months under piecewise constant hazards.

    Parameters
    ----------
    edges : sequence of int or None
        Edges of the pieces in months; the last may be None (open).
    rates : array, shape (..., pieces)
        Events per month.
    months : array, shape (k,)

    Returns
    -------
    array, shape (..., k)
        exp of minus the hazard added up to that month.

    Examples
    --------
    >>> survival_at([0, 10, None], [0.1, 0.0], [0, 10, 99]).round(3).tolist()
    [1.0, 0.368, 0.368]
    """
    low = np.array([float(e or 0) for e in edges[:-1]])
    high = np.array([np.inf if e is None else float(e) for e in edges[1:]])
    at = np.asarray(months, float)[:, None]
    spent = np.clip(np.minimum(at, high) - low, 0.0, None)
    return np.asarray(np.exp(-np.asarray(rates, float) @ spent.T))


@cache
def _table_since(since_1990: bool) -> tuple[Cell, ...]:
    """The shipped table, whole or from 1990 on."""
    return tuple(c for c in load_cells() if c.since_1990 or not since_1990)


def _table(reference: ReferenceClass, cells: Sequence[Cell] | None) -> tuple[Cell, ...]:
    """The cells a reference class counts."""
    if cells is None:
        return _table_since(reference.since_1990)
    return tuple(c for c in cells if c.since_1990 or not reference.since_1990)


def _posteriors(
    reference: ReferenceClass, end: str, cells: tuple[Cell, ...]
) -> tuple[Floats, Floats]:
    """Beta parameters of bands' rates (bands, 2); of classes' levels, and odds(p) (classes, 3).

    odds(p) is 0 for a class of all types and intensities, whose level is not shifted.
    """
    strength = pooling_strength(cells, end)
    ages = np.empty((len(AGE_BANDS), 2))
    for band in range(len(AGE_BANDS)):
        years, ends = total(cells, None, None, band)
        events, n = count(ends, years, end)
        ages[band] = events + 0.5, n - events + 0.5
    levels = np.ones((len(reference.classes), 3))
    for k, c in enumerate(reference.classes):
        events, n, common = expected(cells, c.type, c.high_intensity, end)
        p = common / n if n else 0.0
        if (c.type is None and c.high_intensity is None) or not 0.0 < p < 1.0:
            levels[k, 2] = 0.0
        else:
            levels[k] = strength * p + events, strength * (1 - p) + n - events, p / (1 - p)
    return ages, levels


def _odds(rate: Floats) -> Floats:
    """Odds of a rate, kept finite."""
    kept = np.clip(rate, 1e-12, 1 - 1e-12)
    return np.asarray(kept / (1 - kept))


def _ratio(level: Floats, against: Floats) -> Floats:
    """Odds of a level over the odds `against`; 1 where those are 0 (no shift)."""
    known = against > 0
    return np.where(known, _odds(level) / np.where(known, against, 1.0), 1.0)


def _shift(rate: Floats, ratio: Floats) -> Floats:
    """The rate whose odds are `ratio` times those of `rate`."""
    odds = _odds(rate) * ratio
    return np.asarray(odds / (1 + odds))


def _first_year(reference: ReferenceClass, k: int) -> int:
    """Year of war now: as given, or where unknown the first of the class's age band."""
    return reference.classes[k].age_from if reference.year_of_war is None else reference.year_of_war


def _chosen(
    reference: ReferenceClass, draws: int, chosen: ArrayLike | int | None, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Class of each draw, checked."""
    if chosen is None:
        return draw_classes(reference, draws, rng)
    index = np.broadcast_to(np.asarray(chosen, np.int64), (draws,)).copy()
    if index.min() < 0 or index.max() >= len(reference.classes):
        raise HistoryError(f"class index must be in 0..{len(reference.classes) - 1}, got {chosen}")
    return index
