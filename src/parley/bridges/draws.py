"""Estimates → draws: a quasi-random sample of every uncertain number, one column each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.dossier.estimate import Distribution, Estimate

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Draws:
    """A sample of every estimate.

    Attributes
    ----------
    estimates : the estimates, in order; their ids are the names of the columns
    values : dict id -> array (n,), the drawn numbers in the estimate's own unit
    n : number of draws
    field_of : array (n,), which field draw each draw uses (numbers named in `field` repeat)
    """

    estimates: tuple[Estimate, ...]
    values: dict[str, Array]
    n: int
    field_of: NDArray[np.int64]

    def __getitem__(self, key: str) -> Array:
        return self.values[key]

    def uncertain(self) -> list[str]:
        """Ids of the columns that vary."""
        return [k for k, v in self.values.items() if v.size and float(np.ptp(v)) > 0]


def quantile(distribution: Distribution, u: Array) -> Array:
    """Return the quantiles of a distribution at `u`, each strictly between 0 and 1.

    Parameters
    ----------
    distribution : of any family but `dirichlet`
    u : array of any shape

    Returns
    -------
    array of the shape of `u`

    Raises
    ------
    ValueError
        For a dirichlet, which has no quantile of one number.

    Examples
    --------
    >>> quantile(Distribution(family="uniform", numbers=(2, 4)), np.array([0.25]))
    array([2.5])
    """
    from scipy.special import betaincinv, ndtri

    a = distribution.numbers
    match distribution.family:
        case "point":
            return np.full_like(u, a[0])
        case "uniform":
            return np.asarray(a[0] + (a[1] - a[0]) * u)
        case "normal":
            return np.asarray(a[0] + a[1] * ndtri(u))
        case "half_normal":
            return np.asarray(a[0] * ndtri(0.5 + u / 2))
        case "lognormal":
            return np.asarray(a[0] * np.exp(np.log(a[1]) * ndtri(u)))
        case "beta":
            return np.asarray(betaincinv(a[0], a[1], u))
        case "table":
            place = np.minimum((u * len(a)).astype(int), len(a) - 1)
            return np.asarray(np.asarray(a)[place], dtype=np.float64)
    raise ValueError(f"{distribution.family} has no quantile of one number")


def draw(
    estimates: Sequence[Estimate],
    n: int,
    *,
    field: frozenset[str] = frozenset(),
    field_draws: int | None = None,
    rng: np.random.Generator | int | None = None,
) -> Draws:
    """Draw every estimate `n` times by Latin hypercube sampling.

    Each column is stratified: one value from each of `n` slices of equal probability. Columns named
    in `field` take only `field_draws` distinct rows, jointly, each used equally often, so that the
    costly part of a model that depends on them alone is solved that many times.

    Parameters
    ----------
    estimates : their ids must differ
    n : number of draws, at least 1
    field : ids of the estimates that share rows
    field_draws : distinct rows of those; None for `n`
    rng : generator or seed; None for an unseeded one

    Returns
    -------
    Draws

    Raises
    ------
    ValueError
        If two estimates share an id, or `n` or `field_draws` is below 1.

    Notes
    -----
    Source: McKay, Beckman & Conover (1979), Technometrics 21(2), 239-245. A column's numbers depend
    on the seed, its id and `n` alone, so that adding an estimate leaves the others as they were.

    Examples
    --------
    >>> e = Estimate(id="q", name="chance", unit="1", origin="default", source="example",
    ...              distribution=Distribution(family="uniform", numbers=(0, 1)))
    >>> np.sort((draw([e], 4, rng=1)["q"] * 4).astype(int))
    array([0, 1, 2, 3])
    """
    ids = [e.id for e in estimates]
    if len(set(ids)) != len(ids):
        raise ValueError(
            f"estimate ids must differ, got {sorted(i for i in ids if ids.count(i) > 1)}"
        )
    rows = min(n if field_draws is None else field_draws, n)
    if n < 1 or rows < 1:
        raise ValueError(f"draws must be at least 1, got {n} draws and {rows} field draws")
    seed = int(np.random.default_rng(rng).integers(2**63))
    field_of = np.arange(n) % rows
    values: dict[str, Array] = {}
    for estimate in estimates:
        g = np.random.default_rng([seed, _stable_number(estimate.id)])
        size = rows if estimate.id in field else n
        u = (g.permutation(size) + g.random(size)) / size
        column = quantile(estimate.distribution, np.clip(u, 1e-12, 1 - 1e-12))
        values[estimate.id] = column[field_of] if estimate.id in field else column
    return Draws(tuple(estimates), values, n, field_of)


def _stable_number(text: str) -> int:
    """A number from a text, the same on every machine and in every process."""
    import hashlib

    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
