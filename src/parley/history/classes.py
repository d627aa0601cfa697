"""Which historical classes a war belongs to, and how much each counts.

One war is at once an interstate war, a war in its fourth year, and a war with thousands of deaths
a year; history has a rate for each of these and they differ. The class is therefore itself an
estimate: a written rule lists the classes that match and weighs them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from parley.errors import HistoryError
from parley.history.tables import AGE_BANDS, ENDINGS, INTENSITIES, TYPES, Cell, load_cells

HIGH = 1000.0  # deaths a year; UCDP's line between minor conflict and war
RULE = (
    "Four classes match a war of known type, year of war and intensity: all three; type, year; "
    "intensity, year; year alone. A class weighs (attributes matched) x n / (n + m): n the years "
    "of war of its type and intensity at any age, m the pooling strength, so a class that matches "
    "more and has more data counts more. An attribute that is not known takes each value in the "
    "table in turn, weighted by its years of war."
)
# Ways a year of war can end: (counted, out of); out of None is every year of war.
ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...] | None]] = {
    "negotiated": (("agreement", "ceasefire"), None),
    "agreement": (("agreement",), None),
    "ceasefire": (("ceasefire",), None),
    "victory": (("victory_a", "victory_b"), None),
    "victory_a": (("victory_a",), None),
    "victory_b": (("victory_b",), None),
    "collapse": (("victory_a", "victory_b", "actor_ceases"), None),
    "low_activity": (("low_activity",), None),
    "settlement_share": (("agreement",), ("agreement", "ceasefire")),
}


@dataclass(frozen=True)
class HistoricalClass:
    """One class of past wars that the war at hand matches.

    Attributes
    ----------
    name : str
        In words, for display.
    type : str or None
        Type of war, None for all types.
    high_intensity : bool or None
        1,000 or more deaths a year, fewer, or None for any.
    age_from, age_to : int, int or None
        Years of war covered; None is open.
    years : int
        Years of war in the class, at these ages (n).
    ends : tuple of int
        How many ended in each of ENDINGS.
    years_any_age : int
        Years of war of its type and intensity at any age; how far the class stands on its own data.
    weight : float
        Share of the mixture; the weights of a reference class sum to 1.
    """

    name: str
    type: str | None
    high_intensity: bool | None
    age_from: int
    age_to: int | None
    years: int
    ends: tuple[int, ...]
    years_any_age: int
    weight: float

    def counts(self, end: str) -> tuple[int, int]:
        """Return (events, n) for a way of ending named in ENDS."""
        return count(self.ends, self.years, end)


@dataclass(frozen=True)
class ReferenceClass:
    """The classes that match a war, heaviest first, and how they were chosen.

    `assumed` names the attributes that were not known and were mixed over; `origin` is
    `historical` when none was, else `default`. `strength` is the pooling strength m in years of
    war; `year_of_war` counts from 1, None when unknown. `since_1990` says whether older wars were
    left out.
    """

    type: str | None
    year_of_war: int | None
    high_intensity: bool | None
    classes: tuple[HistoricalClass, ...]
    assumed: tuple[str, ...]
    origin: str
    strength: float
    since_1990: bool
    rule: str = RULE


def reference_class(
    war_type: str | None = None,
    age_years: float | None = None,
    deaths_per_year: float | None = None,
    *,
    since_1990: bool = False,
    cells: Sequence[Cell] | None = None,
) -> ReferenceClass:
    """Return the historical classes a war belongs to, with their data and weights.

    Parameters
    ----------
    war_type : str or None
        interstate, civil or internationalised; None when unknown.
    age_years : float or None
        Years since the war began, 0 or more; the year of war is its whole part plus one.
    deaths_per_year : float or None
        Deaths in battle a year; 1,000 divides the two intensities.
    since_1990 : bool
        Count only years of war from 1990 on.
    cells : sequence of Cell, optional
        Table to use; the shipped one when None.

    Returns
    -------
    ReferenceClass
        Classes without any year of war in the table are left out.

    Raises
    ------
    HistoryError
        If the type is unknown to the table, a number is negative or not finite, or nothing matches.

    Notes
    -----
    The rule is in `RULE`. UCDP counts active calendar years of an episode, so year of war here and
    age in months can differ by up to a year.

    Examples
    --------
    >>> found = reference_class("interstate", age_years=3.6, deaths_per_year=30_000)
    >>> [(*c.counts("negotiated"), round(c.weight, 2)) for c in found.classes]
    [(6, 103, 0.3), (1, 6, 0.3), (2, 13, 0.25), (19, 385, 0.15)]
    >>> found.classes[0].name
    '1,000 or more deaths a year, war years 4-5'
    >>> reference_class().assumed
    ('type', 'age', 'intensity')
    """
    _check(war_type, age_years, deaths_per_year)
    table = tuple(
        c for c in (load_cells() if cells is None else cells) if c.since_1990 or not since_1990
    )
    high = None if deaths_per_year is None else deaths_per_year >= HIGH
    year = None if age_years is None else int(age_years) + 1
    strength = pooling_strength(table)
    weights: dict[tuple[str | None, bool | None, int], float] = {}
    for share, kind, hot, band in _candidates(table, war_type, high, year):
        for t, i in ((kind, hot), (kind, None), (None, hot), (None, None)):
            n = total(table, t, i, None)[0] if total(table, t, i, band)[0] else 0
            matched = 1 + (t is not None) + (i is not None)
            key = (t, i, band)
            weights[key] = weights.get(key, 0.0) + share * matched * n / (n + strength)
    whole = sum(weights.values())
    if whole <= 0.0:
        raise HistoryError(f"no year of war in the table matches {war_type}, year {year}")
    classes = [_class(table, t, i, b, w / whole) for (t, i, b), w in weights.items() if w > 0.0]
    asked = (("type", war_type), ("age", age_years), ("intensity", deaths_per_year))
    assumed = tuple(name for name, given in asked if given is None)
    return ReferenceClass(
        type=war_type,
        year_of_war=year,
        high_intensity=high,
        classes=tuple(sorted(classes, key=lambda c: (-c.weight, c.name))),
        assumed=assumed,
        origin="default" if assumed else "historical",
        strength=strength,
        since_1990=since_1990,
    )


def count(ends: Sequence[int], years: int, end: str) -> tuple[int, int]:
    """Return (events, n) of a way of ending from counts by ENDINGS and years of war.

    Raises
    ------
    HistoryError
        If the way of ending is none of ENDS.

    Examples
    --------
    >>> ends = (4, 2, 1, 0, 3, 0)
    >>> count(ends, 100, "negotiated"), count(ends, 100, "settlement_share")
    ((6, 100), (4, 6))
    """
    if end not in ENDS:
        raise HistoryError(f"end must be one of {', '.join(ENDS)}; got '{end}'")
    counted, out_of = ENDS[end]
    by_name = dict(zip(ENDINGS, ends, strict=True))
    events = sum(by_name[e] for e in counted)
    return events, years if out_of is None else sum(by_name[e] for e in out_of)


def total(
    cells: Sequence[Cell], war_type: str | None, high: bool | None, band: int | None
) -> tuple[int, tuple[int, ...]]:
    """Return years of war and counts by ENDINGS over matching cells; None matches all."""
    chosen = [
        c
        for c in cells
        if war_type in (None, c.type)
        and high in (None, c.high_intensity)
        and (band is None or c.age_from == AGE_BANDS[band][0])
    ]
    ends = tuple(sum(c.ends[k] for c in chosen) for k in range(len(ENDINGS)))
    return sum(c.years for c in chosen), ends


def expected(
    cells: Sequence[Cell], war_type: str | None, high: bool | None, end: str
) -> tuple[int, int, float]:
    """Return (events, n, events expected at the rates of all wars of the same ages) over all ages.

    Indirect standardisation: a class is compared with what its own mix of ages would have brought.
    """
    events = n = 0
    at_common_rates = 0.0
    for band in range(len(AGE_BANDS)):
        own_years, own_ends = total(cells, war_type, high, band)
        all_years, all_ends = total(cells, None, None, band)
        own, own_n = count(own_ends, own_years, end)
        common, common_n = count(all_ends, all_years, end)
        events, n = events + own, n + own_n
        at_common_rates += own_n * common / common_n if common_n else 0.0
    return events, n, at_common_rates


@cache
def pooling_strength(cells: tuple[Cell, ...], end: str = "negotiated") -> float:
    """Return how many years of war the common rate is worth to a class of one type and intensity.

    Empirical Bayes: the m between 1 and 1,000 that makes the events of the type x intensity
    classes most likely, each rate drawn from Beta(m p, m (1 - p)) around the rate p that its ages
    alone would give (beta-binomial; Casella 1985, The American Statistician 39(2), 83-87). Small
    m: classes truly differ; large m: age tells all.
    """
    grid = np.geomspace(1.0, 1000.0, 121)
    score = np.zeros(len(grid))
    for kind, high in product(TYPES, (False, True)):
        events, n, common = expected(cells, kind, high, end)
        if 0.0 < common < n:
            p = common / n
            score += [_log_beta_binomial(events, n, m * p, m * (1 - p)) for m in grid]
    return round(float(grid[int(np.argmax(score))]), 1)


def band_of(year: int) -> int:
    """Return the index in AGE_BANDS of a year of war, counted from 1.

    Examples
    --------
    >>> [band_of(y) for y in (1, 4, 5, 6, 40)]
    [0, 3, 3, 4, 5]
    """
    return next(i for i, (low, high) in enumerate(AGE_BANDS) if low <= year <= (high or year))


def class_name(war_type: str | None, high: bool | None, band: int) -> str:
    """Return a class in words."""
    start, stop = AGE_BANDS[band]
    words = [w for w in (war_type, None if high is None else INTENSITIES[int(high)]) if w]
    when = f"war year {start}" if start == stop else f"war years {start}-{stop}"
    return f"{', '.join(words) or 'all wars'}, {when if stop else f'war years {start} and later'}"


def _candidates(
    cells: Sequence[Cell], war_type: str | None, high: bool | None, year: int | None
) -> list[tuple[float, str, bool, int]]:
    """Every (share, type, intensity, band) the war may be; shares of the years that match."""
    kinds = TYPES if war_type is None else (war_type,)
    heats = (False, True) if high is None else (high,)
    bands = tuple(range(len(AGE_BANDS))) if year is None else (band_of(year),)
    options = list(product(kinds, heats, bands))
    if len(options) == 1:
        return [(1.0, *options[0])]
    years = [total(cells, *o)[0] for o in options]
    return [(y / max(sum(years), 1), *o) for y, o in zip(years, options, strict=True) if y]


def _class(
    cells: Sequence[Cell], war_type: str | None, high: bool | None, band: int, weight: float
) -> HistoricalClass:
    """A historical class with its counts."""
    years, ends = total(cells, war_type, high, band)
    return HistoricalClass(
        name=class_name(war_type, high, band),
        type=war_type,
        high_intensity=high,
        age_from=AGE_BANDS[band][0],
        age_to=AGE_BANDS[band][1],
        years=years,
        ends=ends,
        years_any_age=total(cells, war_type, high, None)[0],
        weight=weight,
    )


def _log_beta_binomial(events: int, n: int, a: float, b: float) -> float:
    """Log chance of a given order of events out of n when the rate is Beta(a, b)."""
    return (
        math.lgamma(events + a) + math.lgamma(n - events + b) - math.lgamma(n + a + b)
        + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    )  # fmt: skip


def _check(war_type: str | None, age_years: float | None, deaths_per_year: float | None) -> None:
    """Refuse a type the table does not have, and numbers that are negative or not finite."""
    if war_type is not None and war_type not in TYPES:
        raise HistoryError(f"war type must be one of {', '.join(TYPES)}; got '{war_type}'")
    for name, value in (("age in years", age_years), ("deaths a year", deaths_per_year)):
        if value is not None and not (math.isfinite(value) and value >= 0.0):
            raise HistoryError(f"{name} must be 0 or more, got {value}")
