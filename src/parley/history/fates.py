"""What became of past wars some months after the age of the war at hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from parley.history.analogues import PastWar

STATES = ("settlement", "ceasefire", "collapse", "faded", "war")
"""State of a past war at a month: by an agreement or a ceasefire in force, a side's defeat or end,
fighting below 25 deaths a year without a text, or war (again)."""
DATA_END = 2021.0
"""First moment the termination data no longer cover."""
HALF_YEAR = 0.5
"""An episode of Y active years is taken to end in the middle of the last: its data are yearly."""
_STATE_OF = {
    "agreement": "settlement", "ceasefire": "ceasefire", "victory_a": "collapse",
    "victory_b": "collapse", "actor_ceases": "collapse", "low_activity": "faded",
}  # fmt: skip


@dataclass(frozen=True)
class Share:
    """A count out of n known cases, and Wilson's 95 % interval (None without cases)."""

    happened: int
    n: int

    @property
    def value(self) -> float:
        """The share; 0 without cases."""
        return self.happened / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval."""
        return wilson(self.happened, self.n)


def wilson(happened: int, n: int) -> tuple[float, float] | None:
    """Return Wilson's 95 % interval of a share; None without cases.

    Notes
    -----
    Source: Wilson (1927), Journal of the American Statistical Association 22(158), 209-212.

    Examples
    --------
    >>> wilson(0, 0), tuple(round(v, 3) for v in wilson(5, 10))
    (None, (0.237, 0.763))
    """
    if n == 0:
        return None
    z2, p = 1.96**2, happened / n
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = 1.96 / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def lasted(war: PastWar, age_years: float) -> bool:
    """Whether a past war was still fought at this age.

    Examples
    --------
    >>> from parley.history.analogues import load_wars
    >>> [lasted(load_wars()[1], a) for a in (2, 3.4, 3.6)]
    [True, True, False]
    """
    return war.years - HALF_YEAR > age_years


def state_at(war: PastWar, age_years: float, months: float) -> str | None:
    """Return the state of a past war `months` after it was `age_years` old.

    Parameters
    ----------
    war : still fought at that age
    age_years : its age to count from
    months : months later

    Returns
    -------
    str or None
        One of STATES; None when the data end before that moment.

    Examples
    --------
    >>> from parley.history.analogues import load_wars
    >>> greece = load_wars()[2]
    >>> greece.place, state_at(greece, 2, 12), state_at(greece, 2, 24)
    ('Greece', 'war', 'collapse')
    """
    end, then = war.years - HALF_YEAR, age_years + months / 12
    if war.last_year + HALF_YEAR + then - end > DATA_END:
        return None
    if then < end or war.ending is None:
        return "war" if then < end else None
    back = war.months_to_recurrence
    if back is not None and then >= end + back / 12:
        return "war"
    return _STATE_OF[war.ending]


def fates(
    wars: Sequence[PastWar], age_years: float, months: Sequence[int]
) -> dict[str, dict[int, Share]]:
    """Return the share of past wars in each state, counted from the age of the war at hand.

    Parameters
    ----------
    wars : those not fought at that age are left out
    age_years : age of the war at hand
    months : horizons; below 12 they are left out, since the data are yearly

    Returns
    -------
    dict state -> horizon -> Share
        At each horizon the wars whose state is known are counted.

    Examples
    --------
    >>> from parley.history.analogues import load_wars
    >>> {k: s[12].happened for k, s in fates(load_wars()[:40], 3, [6, 12]).items()}
    {'settlement': 0, 'ceasefire': 0, 'collapse': 2, 'faded': 3, 'war': 20}
    """
    at_risk = [w for w in wars if lasted(w, age_years)]
    out: dict[str, dict[int, Share]] = {s: {} for s in STATES}
    for h in (m for m in months if m >= 12):
        found = [s for s in (state_at(w, age_years, h) for w in at_risk) if s is not None]
        for s in STATES:
            out[s][h] = Share(found.count(s), len(found))
    return out


def kept(wars: Sequence[PastWar], held_months: float, months: Sequence[int]) -> dict[int, Share]:
    """Return the share of ended wars not fought again, counted from a peace already so old.

    Parameters
    ----------
    wars : only those ended by agreement or ceasefire count
    held_months : months the peace at hand has held
    months : horizons after that; together below 12 they are left out (yearly data)

    Examples
    --------
    >>> from parley.history.analogues import load_wars
    >>> kept(load_wars(), 0, [60])[60].value > kept(load_wars(), 0, [120])[120].value
    True
    """
    ended = [w for w in wars if w.ending in ("agreement", "ceasefire")]
    ended = [
        w for w in ended if w.months_to_recurrence is None or w.months_to_recurrence > held_months
    ]
    out = {}
    for h in (m for m in months if m + held_months >= 12):
        known = [w for w in ended if w.last_year + HALF_YEAR + (held_months + h) / 12 <= DATA_END]
        still = [w for w in known if (w.months_to_recurrence or 1e9) > held_months + h]
        out[h] = Share(len(still), len(known))
    return out
