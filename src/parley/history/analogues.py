"""Past wars most like a given one, and what became of them."""

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from parley.errors import HistoryError
from parley.history.classes import HIGH
from parley.history.tables import TYPES

AGREEMENT_KINDS = ("none", "process", "partial", "full")
RULE = (
    "Gower's distance: the mean, over the attributes known of both wars, of type (0 same, 0.5 "
    "civil against internationalised, 1 else), length (0 when the past war lasted at least as "
    "long, else the log of the ratio of lengths over log 10, at most 1), intensity (difference in "
    "the share of years with 1,000 or more deaths), mediation (0 same, 1 else) and kind of "
    "agreement signed (steps apart on none, process, partial, full, over 3). Ties: more "
    "attributes compared first, then the later war, then id."
)


@dataclass(frozen=True)
class PastWar:
    """One war episode between a pair of opponents, and how it ended.

    Attributes
    ----------
    id : str
        `ucdp-` and the UCDP dyad and episode number.
    place, side_a, side_b : str
        As UCDP names them.
    type : str
        interstate, civil or internationalised, in most of its years.
    first_year, last_year, years, years_high : int
        Active years, their number, and how many had 1,000 or more deaths.
    mediated : bool or None
        Whether a mediation began in the country during it (CWM); None when not covered.
    agreement : str or None
        Fullest kind signed between the two during it or the year after; None when not covered.
    ending : str or None
        One of ENDINGS; None when it was still being fought at the end of the data (2020).
    months_to_recurrence : float or None
        Months until the two fought again; None when they did not.
    """

    id: str
    place: str
    side_a: str
    side_b: str
    type: str
    first_year: int
    last_year: int
    years: int
    years_high: int
    mediated: bool | None
    agreement: str | None
    ending: str | None
    months_to_recurrence: float | None
    source: str


@dataclass(frozen=True)
class Analogue:
    """A past war, its distance (0 alike, 1 unlike), and the attributes the distance compares."""

    war: PastWar
    distance: float
    compared: tuple[str, ...]


@dataclass(frozen=True)
class Analogues:
    """The nearest past wars, nearest first; how they ended; and the rule of the distance.

    `endings` counts the endings of the listed wars (`still fought` for those not ended), and
    `recurred` of those ended how many flared up again within five years.
    """

    nearest: tuple[Analogue, ...]
    endings: dict[str, int]
    recurred: int
    candidates: int
    rule: str = RULE


def analogues(
    war_type: str | None = None,
    age_years: float | None = None,
    deaths_per_year: float | None = None,
    mediated: bool | None = None,
    agreement: str | None = None,
    *,
    count: int = 10,
    before: int | None = None,
    wars: Sequence[PastWar] | None = None,
) -> Analogues:
    """Return the past wars most like the one given.

    Parameters
    ----------
    war_type : str or None
        interstate, civil or internationalised.
    age_years : float or None
        Years fought so far.
    deaths_per_year : float or None
        Deaths in battle a year; 1,000 or more counts as high intensity throughout.
    mediated : bool or None
        Whether a third party mediates.
    agreement : str or None
        none, process, partial or full: fullest kind of agreement signed or in sight.
    count : int
        How many to return.
    before : int or None
        Only wars whose first year is earlier than this (leaves out the war at hand).
    wars : sequence of PastWar, optional
        The shipped table when None.

    Returns
    -------
    Analogues
        Empty when nothing is known of the war (every past war would be equally far) or `count` is
        0.

    Raises
    ------
    HistoryError
        If a word is none of those listed, or a number is negative or not finite.

    Notes
    -----
    Source: Gower (1971), Biometrics 27(4), 857-871. The table holds every episode of three or more
    active years, or with 1,000 deaths in one, whatever its ending. Likeness on five attributes is
    no forecast: the spread of endings is.

    Examples
    --------
    >>> found = analogues("interstate", age_years=3, deaths_per_year=20_000, count=3)
    >>> [(a.war.place, a.war.ending) for a in found.nearest[:2]]
    [('Eritrea, Ethiopia', 'agreement'), ('Iran, Iraq', 'ceasefire')]
    """
    _check(war_type, age_years, deaths_per_year, agreement, count)
    pool = [
        w
        for w in (load_wars() if wars is None else wars)
        if before is None or w.first_year < before
    ]
    high = None if deaths_per_year is None else float(deaths_per_year >= HIGH)
    known = {
        "type": war_type,
        "length": age_years,
        "intensity": high,
        "mediation": mediated,
        "agreement": agreement,
    }
    if all(v is None for v in known.values()):
        return Analogues((), {}, 0, len(pool))
    ranked = sorted(
        (_analogue(w, known) for w in pool),
        key=lambda a: (a.distance, -len(a.compared), -a.war.last_year, a.war.id),
    )
    return _counted(tuple(a for a in ranked if a.compared)[:count], len(pool))


def _counted(nearest: tuple[Analogue, ...], candidates: int) -> Analogues:
    """The nearest wars with how they ended and how many flared up again."""
    endings: dict[str, int] = {}
    for a in nearest:
        label = a.war.ending or "still fought"
        endings[label] = endings.get(label, 0) + 1
    again = [a.war.months_to_recurrence for a in nearest]
    return Analogues(nearest, endings, sum(m is not None and m <= 60 for m in again), candidates)


@cache
def load_wars() -> tuple[PastWar, ...]:
    """Return the shipped past wars.

    Examples
    --------
    >>> len(load_wars())
    372
    """
    text = files("parley.history").joinpath("tables", "wars.csv").read_text(encoding="utf-8")
    return tuple(
        PastWar(
            id=r["id"],
            place=r["place"],
            side_a=r["side_a"],
            side_b=r["side_b"],
            type=r["type"],
            first_year=int(r["first_year"]),
            last_year=int(r["last_year"]),
            years=int(r["years"]),
            years_high=int(r["years_high"]),
            mediated={"yes": True, "no": False}.get(r["mediated"]),
            agreement=r["agreement"] or None,
            ending=r["ending"] or None,
            months_to_recurrence=float(r["months_to_recurrence"])
            if r["months_to_recurrence"]
            else None,
            source=r["source"],
        )
        for r in csv.DictReader(text.splitlines())
    )


def _analogue(war: PastWar, known: Mapping[str, object]) -> Analogue:
    """A past war with its mean difference over the attributes known of both."""
    parts = {
        "type": _type_gap(known["type"], war.type),
        "length": _length_gap(known["length"], war.years),
        "intensity": _gap(known["intensity"], war.years_high / war.years),
        "mediation": _gap(known["mediation"], war.mediated),
        "agreement": _kind_gap(known["agreement"], war.agreement),
    }
    seen = {k: v for k, v in parts.items() if v is not None}
    distance = sum(seen.values()) / len(seen) if seen else 1.0
    return Analogue(war, round(distance, 6), tuple(seen))


def _gap(asked: object, past: object) -> float | None:
    """Difference of two numbers in [0, 1] or two yes-or-no answers; None when unknown."""
    if asked is None or past is None:
        return None
    return abs(float(asked) - float(past))  # type: ignore[arg-type]


def _type_gap(asked: object, past: str) -> float | None:
    """0 for the same type, one half within wars inside a state, 1 else."""
    if asked is None:
        return None
    return 0.0 if asked == past else 1.0 if "interstate" in (asked, past) else 0.5


def _length_gap(asked: object, past: int) -> float | None:
    """0 when the past war lasted at least as long, else log10 of the ratio, at most 1."""
    if asked is None:
        return None
    years = max(float(asked), 1.0)  # type: ignore[arg-type]
    return min(1.0, math.log10(years / past)) if past < years else 0.0


def _kind_gap(asked: object, past: str | None) -> float | None:
    """Steps between two kinds of agreement over the longest way."""
    if asked is None or past is None:
        return None
    order = AGREEMENT_KINDS
    return abs(order.index(str(asked)) - order.index(past)) / (len(order) - 1)


def _check(
    war_type: str | None,
    age_years: float | None,
    deaths_per_year: float | None,
    agreement: str | None,
    count: int,
) -> None:
    """Refuse unknown words and impossible numbers."""
    if war_type is not None and war_type not in TYPES:
        raise HistoryError(f"war type must be one of {', '.join(TYPES)}; got '{war_type}'")
    if agreement is not None and agreement not in AGREEMENT_KINDS:
        raise HistoryError(
            f"agreement must be one of {', '.join(AGREEMENT_KINDS)}; got '{agreement}'"
        )
    for name, value in (
        ("age in years", age_years),
        ("deaths a year", deaths_per_year),
        ("count", count),
    ):
        if value is not None and not (math.isfinite(value) and value >= 0):
            raise HistoryError(f"{name} must be 0 or more, got {value}")
