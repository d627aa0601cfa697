"""When weights and reservation values are not known: what holds across their draws.

SMAA-2 (Lahdelma & Salminen, Operations Research 49, 2001) for rank acceptability; each party's
acceptance and the chance of a zone with their Monte Carlo errors.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parley.errors import DealError
from parley.models.deals.model import DealModel
from parley.models.deals.nondominated import nondominated
from parley.models.deals.zone import needed_parties

MOST_PACKAGES = 200_000
MANY = 5_000_000
KINDS = ("uniform", "normal", "point", "triangular")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """A number not known: uniform(low, high), normal(mean, sd), triangular(low, mode, high).

    Examples
    --------
    >>> Spread("uniform", (0.2, 0.4)).draw(np.random.default_rng(0), 2).round(3).tolist()
    [0.327, 0.254]
    """

    kind: str
    parameters: tuple[float, ...]

    def __post_init__(self) -> None:
        wanted = {"uniform": 2, "normal": 2, "point": 1, "triangular": 3}
        if self.kind not in wanted:
            raise DealError(f"spread: kind must be one of {', '.join(KINDS)}, got '{self.kind}'")
        p = self.parameters
        if len(p) != wanted[self.kind] or not np.isfinite(p).all():
            raise DealError(
                f"spread {self.kind}: {wanted[self.kind]} finite numbers needed, got {p}"
            )
        ordered = p[1] >= 0 if self.kind == "normal" else list(p) == sorted(p)
        if not ordered:
            raise DealError(f"spread {self.kind}: numbers must go from low to high, got {p}")

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """Return n draws."""
        p = self.parameters
        if self.kind == "uniform":
            return rng.uniform(p[0], p[1], n)
        if self.kind == "normal":
            return rng.normal(p[0], p[1], n)
        if self.kind == "triangular" and p[2] > p[0]:
            return rng.triangular(p[0], p[1], p[2], n)
        return np.full(n, p[0])


@dataclass(frozen=True)
class Spreads:
    """What is uncertain in a model.

    reservation : {party index: Spread} on the party's own scale
    weights : {(party index, issue index): Spread}; that issue's worths are multiplied by the draw,
        and then all of the party's drawn weights by one factor, so that their mean total is kept
    dirichlet : concentration of weights drawn around the given ones for every party, or None
    """

    reservation: Mapping[int, Spread] = field(default_factory=dict)
    weights: Mapping[tuple[int, int], Spread] = field(default_factory=dict)
    dirichlet: float | None = None


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What `acceptability` found over the draws.

    Attributes
    ----------
    draws : number of them
    zone : chance that the zone of agreement is not empty; zone_error : its Monte Carlo error
    accepts : (n_packages, n_parties) chance that the party strictly prefers the package to no deal
    all_accept : (n_packages,) chance that all whose consent it needs do
    on_frontier : (n_packages,) share of draws in which no package beats it
    first_rank : (n_packages, n_parties) SMAA first-rank acceptability for each party
    expected_rank : (n_packages, n_parties) mean rank, 1 is best
    error : largest Monte Carlo error (one standard error) of these shares
    """

    draws: int
    zone: float
    zone_error: float
    accepts: Floats
    all_accept: Floats
    on_frontier: Floats
    first_rank: Floats
    expected_rank: Floats
    error: float


def drawn_tables(
    model: DealModel, spreads: Spreads, draws: int, rng: np.random.Generator | int | None = None
) -> tuple[list[Floats], Floats]:
    """Draw worths [issue] (draws, n_parties, n_options) and reservations (draws, n_parties).

    With `dirichlet`, each party's issue weights (its range on each issue) are drawn from a
    Dirichlet distribution with their mean and that concentration.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> tables, held = drawn_tables(make_model([[[0, 1]]], [0]), Spreads(dirichlet=9), 3, rng=0)
    >>> tables[0].shape, held.shape
    ((3, 1, 2), (3, 1))
    """
    rng = np.random.default_rng(rng)
    n, issues = model.n_parties, len(model.issues)
    factor = np.ones((draws, n, issues))
    if spreads.dirichlet is not None:
        span = np.array([np.ptp(np.asarray(t, float), axis=1) for t in model.tables]).T
        for i in range(n):
            live = np.flatnonzero(span[i] > 0)
            if live.size:
                share = span[i, live] / span[i, live].sum()
                factor[:, i, live] = rng.dirichlet(spreads.dirichlet * share, draws) / share
    for i in range(n):
        mine = sorted(k for who, k in spreads.weights if who == i)
        if mine:
            drawn = np.stack([spreads.weights[i, k].draw(rng, draws) for k in mine], axis=1)
            if (drawn < 0).any():
                raise DealError(f"weight of party '{model.parties[i]}': a draw is negative")
            total = drawn.sum(axis=1, keepdims=True)
            drawn = drawn * np.where(total > 0, total.mean() / np.where(total > 0, total, 1), 1)
            factor[:, i, mine] *= drawn
    tables = [t[None] * factor[:, :, k, None] for k, t in enumerate(model.tables)]
    held = np.tile(np.asarray(model.reservation, float), (draws, 1))
    for i in sorted(spreads.reservation):
        held[:, i] = spreads.reservation[i].draw(rng, draws)
    return tables, held


def acceptability(
    model: DealModel,
    spreads: Spreads,
    *,
    draws: int = 1000,
    ranks: bool = True,
    time_limit: float = float("inf"),
    rng: np.random.Generator | int | None = None,
) -> Acceptability:
    """Chances over draws of weights and reservation values, for every package.

    Parameters
    ----------
    model : DealModel
        At most 200,000 packages. Weights act on the worths of single issues; what issues are worth
        jointly stays as given.
    spreads : Spreads
        What is uncertain.
    draws : int
        Number of draws.
    ranks : bool
        Also rank every package for every party in every draw (SMAA); zeros when not.
    time_limit : float
        Seconds after which no further draw is taken; `draws` of the result says how many were.
    rng : Generator, int or None
        Source of the draws; the same seed gives the same bytes.

    Raises
    ------
    DealError
        If there are too many packages.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[0.0, 1.0], [1.0, 0.2]]], [0.1, 0.1])
    >>> found = acceptability(model, Spreads(reservation={1: Spread("uniform", (0, 0.4))}), rng=1)
    >>> found.all_accept.round(1).tolist(), round(found.zone, 1)
    ([0.0, 0.5], 0.5)
    """
    if model.n_packages > MOST_PACKAGES:
        raise DealError(f"packages: at most {MOST_PACKAGES} are followed, got {model.n_packages}")
    if draws < 1:
        raise DealError(f"draws: at least 1 is needed, got {draws}")
    deadline = time.monotonic() + time_limit
    tables, held = drawn_tables(model, spreads, draws, rng)
    options = np.indices(model.sizes).reshape(len(model.sizes), -1).T
    needs, crossed = _says(model, options)
    size = (len(options), model.n_parties)
    accepts, first, rank = np.zeros(size), np.zeros(size), np.zeros(size)
    both, front, some = np.zeros(size[0]), np.zeros(size[0]), 0
    label = needs @ (1 << np.arange(model.n_parties, dtype=np.int64))
    legal = ~(needs & crossed).any(axis=1)
    together = _joint_worths(model, options)
    for d in range(draws):
        if d and time.monotonic() > deadline:
            draws = d
            break
        u = together + sum(t[d].T[options[:, k]] for k, t in enumerate(tables))
        yes = (u > held[d]) & ~crossed
        fine = (yes | ~needs).all(axis=1)
        if model.quorum is not None:
            fine &= yes[:, sorted(model.quorum.parties)].sum(axis=1) >= model.quorum.at_least
        accepts += yes
        both += fine
        some += bool(fine.any())
        _, equal = nondominated(np.asarray(u)[legal], label[legal])
        front[legal] += equal >= 0
        if ranks:
            place = _ranks(np.asarray(u))
            first += place == 1
            rank += place
    chance = some / draws
    return Acceptability(
        draws, chance, float(np.sqrt(chance * (1 - chance) / draws)), accepts / draws, both / draws,
        front / draws, first / draws, rank / draws, 0.5 / float(np.sqrt(draws)),
    )  # fmt: skip


def drawn_frontiers(
    model: DealModel,
    spreads: Spreads,
    *,
    draws: int = 1000,
    rng: np.random.Generator | int | None = None,
) -> list[NDArray[np.int64]]:
    """Packages on the frontier in each draw, by merge: one ascending array of rows per draw.

    Rows count packages with the last issue fastest (`decode_package`). Consent and red lines are
    left aside; of packages with equal worths one stands for all.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 0], [0, 2]], [[1, 2], [4, 4]]], [0, 0])
    >>> [rows.tolist() for rows in drawn_frontiers(model, Spreads(), draws=1)]
    [[1, 3]]
    """
    if model.interactions:
        raise DealError("interactions: not taken with uncertain weights")
    tables, _ = drawn_tables(model, spreads, draws, rng)
    if draws * model.n_packages > MANY:
        return _compiled_frontiers(model, tables)
    order = sorted(range(len(tables)), key=lambda k: model.sizes[k])
    strides = np.cumprod([1, *model.sizes[:0:-1]])[::-1]
    out = []
    for d in range(draws):
        worths, rows = np.zeros((1, model.n_parties)), np.zeros(1, np.int64)
        for k in order:
            option = tables[k][d].T
            worths = (worths[:, None] + option[None]).reshape(-1, model.n_parties)
            rows = (rows[:, None] + strides[k] * np.arange(len(option))[None]).ravel()
            kept, _ = nondominated(worths)
            worths, rows = worths[kept], rows[kept]
        out.append(np.sort(rows))
    return out


def _compiled_frontiers(model: DealModel, tables: list[Floats]) -> list[NDArray[np.int64]]:
    """The same in compiled loops."""
    from parley.models.deals.kernels import merged_draws

    order = sorted(range(len(tables)), key=lambda k: model.sizes[k])
    strides = np.cumprod([1, *model.sizes[:0:-1]])[::-1]
    most, draws = max(model.sizes), len(tables[0])
    padded = np.zeros((draws, len(order), most, model.n_parties))
    for j, k in enumerate(order):
        padded[:, j, : model.sizes[k]] = np.swapaxes(tables[k], 1, 2)
    sizes = np.array([model.sizes[k] for k in order])
    rows, start = merged_draws(padded, sizes, strides[order].copy())
    return [rows[start[d] : start[d + 1]] for d in range(draws)]


def decode_package(model: DealModel, row: int) -> tuple[int, ...]:
    """Option indices of a row of `Acceptability`: last issue fastest.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> decode_package(make_model([[[1, 2]], [[1, 2, 3]]], [0]), 4)
    (1, 1)
    """
    return tuple(int(o) for o in np.unravel_index(row, model.sizes))


def _says(
    model: DealModel, options: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whose consent each package needs, and whose red lines it crosses."""
    needed_parties(model)
    needs = np.zeros((len(options), model.n_parties), bool)
    needs[:, sorted(model.veto)] = True
    for k, consent in enumerate(model.consent):
        for o, who in enumerate(consent):
            needs[np.ix_(options[:, k] == o, sorted(who))] = True
    crossed = np.zeros_like(needs)
    for red in model.red_lines:
        crossed[options[:, red.issue] == red.option, red.party] = True
    return needs, crossed


def _joint_worths(model: DealModel, options: NDArray[np.int64]) -> Floats:
    """What each package adds to every party's worth by its interactions."""
    total = np.zeros((len(options), model.n_parties))
    for joint in model.interactions:
        total += np.moveaxis(joint.worths, 0, -1)[tuple(options[:, k] for k in joint.issues)]
    return total


def _ranks(u: Floats) -> NDArray[np.int64]:
    """Rank of each row in each column, 1 for the largest; equal worths share the better rank."""
    out = np.empty(u.shape, np.int64)
    for i in range(u.shape[1]):
        out[:, i] = 1 + len(u) - np.searchsorted(np.sort(u[:, i]), u[:, i], side="right")
    return out
