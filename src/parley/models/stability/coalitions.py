"""Stability against coalitions: whether several decision makers may leave a state together.

For a coalition C at state s, with N all decision makers, R_C(s) what C can reach by legal
sequences, R_C⁺⁺(s) those that every member prefers to s, and Φ_C(s) all others (some member does
not gain):

========  ======================================================================================
``cnash`` R_C⁺⁺(s) is empty
``cgmr``  for each s1 in R_C⁺⁺(s), what N without C can reach from s1 meets Φ_C(s)
``csmr``  as cgmr, at a state s2 from which C reaches nothing outside Φ_C(s)
``cseq``  as cgmr, by a sequence of improvements of coalitions within N without C
========  ======================================================================================

A coalition equilibrium is stable for all 2^n - 1 coalitions. A coalition of one has the individual
concept for cnash, cgmr and csmr; in cseq the others may answer jointly, so it can differ from seq.

Sources: Inohara & Hipel (2008), Coalition analysis in the graph model for conflict resolution,
Systems Engineering 11(4), 343-359; Kilgour, Hipel, Fang & Peng (2001), Group Decision and
Negotiation 10.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.individual import check_concepts
from parley.models.stability.model import AnyModel
from parley.models.stability.moves import moves_of, reachable, sequences
from parley.models.stability.relations import held, whole_rows

COALITION_CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
MOST_STATES = 4096

Coalition = tuple[int, ...]
Matrix = NDArray[np.bool_]


@dataclass(frozen=True)
class CoalitionResult:
    """Which states are stable against which coalitions.

    Attributes
    ----------
    model : ConflictModel or GraphModel
    concepts : tuple of str
    coalitions : tuple of tuple of int
        Positions of the members, smaller coalitions first.
    stable : dict of str to array of bool, shape (coalitions, states)
    pareto : bool
        Whether an improvement needs only one member to gain and none to lose.
    """

    model: AnyModel
    concepts: tuple[str, ...]
    coalitions: tuple[Coalition, ...]
    stable: dict[str, Matrix]
    pareto: bool

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """Return the states stable against every coalition solved, counted from 1; maybe none."""
        return tuple(int(s) + 1 for s in np.flatnonzero(self.stable[concept].all(axis=0)))

    def name(self, coalition: Coalition) -> str:
        """Return the names of the members, joined by commas."""
        return ",".join(self.model.decision_makers[i] for i in coalition)


def coalition_stability(
    model: AnyModel,
    concepts: Sequence[str] = COALITION_CONCEPTS,
    *,
    coalitions: Sequence[Coalition] | None = None,
    pareto: bool = False,
) -> CoalitionResult:
    """Return which states are stable against which coalitions.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict, at most 4,096 states.
    concepts : sequence of str
        Some of cnash, cgmr, csmr, cseq.
    coalitions : sequence of tuple of int, optional
        Members by position; all 2^n - 1 when left out.
    pareto : bool
        An improvement is one that no member loses by and one gains by, instead of all gaining.

    Returns
    -------
    CoalitionResult

    Raises
    ------
    StabilityError
        If a concept or member does not exist, or there are too many states.

    Notes
    -----
    Definitions and sources at the top of this module. Cost: about states³ for each coalition.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Ranking
    >>> dilemma = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A", "cooperate"), Option("b", "B", "cooperate")),
    ...     (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    ... )
    >>> coalition_stability(dilemma).equilibria("cseq")
    (4,)
    """
    check_concepts(concepts, COALITION_CONCEPTS)
    people = range(len(model.decision_makers))
    if model.n_states > MOST_STATES:
        raise StabilityError(
            f"coalitions of model '{model.name}': {model.n_states} states, at most {MOST_STATES}"
        )
    chosen = all_coalitions(len(people)) if coalitions is None else tuple(coalitions)
    for c in chosen:
        if not c or not set(c) <= set(people) or len(set(c)) < len(c):
            raise StabilityError(
                f"coalition {c}: members must be decision makers 0 to {people[-1]}"
            )
    solver = _Solver(model, pareto)
    stable = {k: np.empty((len(chosen), model.n_states), dtype=bool) for k in concepts}
    for row, c in enumerate(chosen):
        for concept in concepts:
            stable[concept][row] = solver.stable(concept, c)
    return CoalitionResult(model, tuple(concepts), chosen, stable, pareto)


def all_coalitions(people: int) -> tuple[Coalition, ...]:
    """Return every non-empty coalition of so many decision makers, smaller ones first.

    Examples
    --------
    >>> all_coalitions(2)
    ((0,), (1,), (0, 1))
    """
    return tuple(c for size in range(1, people + 1) for c in combinations(range(people), size))


class _Solver:
    """Remembers what coalitions reach and prefer."""

    def __init__(self, model: AnyModel, pareto: bool) -> None:
        self.moves, self.payoffs, self.pareto = moves_of(model), model.payoffs, pareto
        self.n, self.people = model.n_states, range(len(model.decision_makers))
        self.reach: dict[Coalition, Matrix] = {}

    def reached(self, c: Coalition) -> Matrix:
        if c not in self.reach:
            self.reach[c] = reachable(self.moves, c)
        return self.reach[c]

    def better(self, c: Coalition) -> Matrix:
        """Entry (s, t): the coalition improves from s to t."""
        gains = [self.payoffs[i][None, :] > self.payoffs[i][:, None] for i in c]
        if not self.pareto:
            both: Matrix = np.logical_and.reduce(gains)
            return both
        some: Matrix = np.logical_or.reduce(gains)
        none_loses: Matrix = ~np.logical_or.reduce([gain.T for gain in gains])
        return some & none_loses

    def answers(self, concept: str, c: Coalition) -> Matrix:
        """Entry (s1, s2): those outside the coalition can lead from s1 to s2."""
        rest = tuple(j for j in self.people if j not in c)
        if concept != "cseq":
            return self.reached(rest)
        groups = [tuple(rest[k] for k in g) for g in all_coalitions(len(rest))]
        steps = [self.reached(g) & self.better(g) for g in groups]
        return sequences(steps, self.n, self.moves.transitive)

    def stable(self, concept: str, c: Coalition) -> Matrix:
        """At which states the coalition stays."""
        better = self.better(c)
        improving = self.reached(c) & better
        if concept == "cnash":
            return whole_rows(~improving)
        escape = self.reached(c) if concept == "csmr" else None
        return held(improving, self.answers(concept, c), ~better, escape)
