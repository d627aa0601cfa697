"""Inverse analysis: which preferences would make a wanted state stable.

Whether a state s is stable for i depends on i's preferences only through the set of states i
prefers to s, and taking a state out of that set never makes s less stable. So the question has an
exact answer: the largest sets under which s is stable, the number of rankings with such a set, and
the smallest change.

Source of the question: Kinsara, Kilgour & Hipel (2015), Inverse approach to the graph model for
conflict resolution, IEEE Transactions on Systems, Man, and Cybernetics: Systems 45(5), 734-742.
The counts there are of all rankings; ours agree with trying each ranking (see the tests).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.individual import CONCEPTS, check_concepts
from parley.models.stability.model import AnyModel, check_state
from parley.models.stability.moves import moves_of, reachable, sequences

FEW_STATES = 20  # other states up to which every set is tried
FEW_RANKINGS = 8  # states up to which rankings are listed one by one


@dataclass(frozen=True)
class Demands:
    """What stability of a state asks of one decision maker's preferences.

    `gains`: states it could move to. `answers[k]`: for gain k, alternatives, each a set of states
    none of which may be preferred for the answer to deter; an empty set always deters.
    """

    state: int
    n_states: int
    gains: tuple[int, ...]
    answers: tuple[tuple[frozenset[int], ...], ...]

    def met_by(self, preferred: NDArray[np.int64], bit: dict[int, int]) -> NDArray[np.bool_]:
        """Whether the state is stable for each set of preferred states, given as bit patterns."""
        fine = np.ones(len(preferred), dtype=bool)
        for gain, ways in zip(self.gains, self.answers, strict=True):
            held = (preferred >> bit[gain]) & 1 == 0
            for way in ways:
                held |= preferred & sum(1 << bit[t] for t in way) == 0
            fine &= held
        return fine


@dataclass(frozen=True)
class InverseResult:
    """Every preference of one decision maker that makes a state stable for it.

    Attributes
    ----------
    decision_maker : str
    state : int
        The wanted state, counted from 0.
    concept : str
    count, total : int
        Strict rankings of all states under which it is stable, and strict rankings in all.
    largest : tuple of frozenset of int
        The largest sets of states (from 0) that may be preferred to the wanted one: it is stable
        exactly when the states preferred to it lie within one of these. Empty when no preference
        will do, which cannot happen: the empty set always does.
    """

    decision_maker: str
    state: int
    concept: str
    count: int
    total: int
    largest: tuple[frozenset[int], ...]


def demands(model: AnyModel, state: int, who: int, concept: str) -> Demands:
    """Return what stability of a state asks of one decision maker, the others as they are.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    state : int
        Counted from 0.
    who : int
        Position of the decision maker.
    concept : str
        One of nash, gmr, smr, seq, sseq.

    Returns
    -------
    Demands

    Raises
    ------
    StabilityError
        If the concept or the state does not exist.
    """
    check_concepts([concept], CONCEPTS)
    check_state(model, state)
    moves = moves_of(model)
    others = [j for j in range(len(model.decision_makers)) if j != who]
    own = moves.matrices[who]
    gains = tuple(int(t) for t in np.flatnonzero(own[state]))
    if concept == "nash":
        return Demands(state, model.n_states, gains, tuple(() for _ in gains))
    if concept in ("gmr", "smr"):
        reach = reachable(moves, others)
    else:
        better = [p[None, :] > p[:, None] for p in model.payoffs]
        steps = [moves.matrices[j] & better[j] for j in others]
        reach = sequences(steps, model.n_states, moves.transitive)
    answers = []
    for gain in gains:
        ways = set()
        for end in np.flatnonzero(reach[gain]).tolist():
            after = np.flatnonzero(own[end]).tolist() if concept in ("smr", "sseq") else []
            ways.add(frozenset({end, *after} - {state}))
        answers.append(tuple(sorted(ways, key=lambda way: (len(way), sorted(way)))))
    return Demands(state, model.n_states, gains, tuple(answers))


def inverse(model: AnyModel, state: int, who: int, concept: str) -> InverseResult:
    """Return every preference of one decision maker that makes a state stable.

    The others' preferences stay as they are.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict; the preferences of `who` in it do not matter.
    state : int
        The wanted state, counted from 0.
    who : int
        Position of the decision maker.
    concept : str
        One of nash, gmr, smr, seq, sseq.

    Returns
    -------
    InverseResult

    Raises
    ------
    StabilityError
        If the question involves more than 20 other states: ask for `least_change` instead.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Ranking
    >>> dilemma = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A", "cooperate"), Option("b", "B", "cooperate")),
    ...     (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    ... )
    >>> found = inverse(dilemma, 3, 0, "seq")
    >>> found.count, found.total
    (16, 24)
    """
    asked = demands(model, state, who, concept)
    relevant = sorted({*asked.gains, *(t for ways in asked.answers for way in ways for t in way)})
    if len(relevant) > FEW_STATES:
        raise StabilityError(
            f"inverse of state {state + 1}: {len(relevant)} other states matter, at most "
            f"{FEW_STATES}"
        )
    bit = {t: k for k, t in enumerate(relevant)}
    sets = np.arange(1 << len(relevant), dtype=np.int64)
    stable = asked.met_by(sets, bit)
    largest = stable.copy()
    for k in range(len(relevant)):
        smaller = sets[sets >> k & 1 == 0]
        largest[smaller] &= ~stable[smaller | 1 << k]
    free = frozenset(range(model.n_states)) - {state, *relevant}
    found = tuple(
        free | {t for t in relevant if code >> bit[t] & 1} for code in sets[largest].tolist()
    )
    sizes = np.bincount(
        np.sum(sets[stable][:, None] >> np.arange(len(relevant)) & 1, axis=1),
        minlength=len(relevant) + 1,
    )
    m, n = len(relevant), model.n_states
    # Rankings of the relevant states and the wanted one, times the places of the states that do
    # not matter: every order of those m + 1 extends to the same number of orders of all n.
    few = sum(int(c) * factorial(k) * factorial(m - k) for k, c in enumerate(sizes))
    count = few * factorial(n) // factorial(m + 1)
    who_name = model.decision_makers[who]
    return InverseResult(who_name, state, concept, count, factorial(n), found)


def rankings(model: AnyModel, state: int, who: int, concept: str) -> Iterator[tuple[int, ...]]:
    """Yield each strict ranking that makes a state stable for one decision maker.

    Parameters
    ----------
    model, state, who, concept
        As in `inverse`; at most 8 states.

    Yields
    ------
    tuple of int
        States counted from 0, best first.

    Raises
    ------
    StabilityError
        If there are more than 8 states.
    """
    n = model.n_states
    if n > FEW_RANKINGS:
        raise StabilityError(f"rankings of {n} states: at most {FEW_RANKINGS} are listed")
    asked = demands(model, state, who, concept)
    for order in permutations(range(n)):
        above = sum(1 << t for t in order[: order.index(state)])
        if asked.met_by(np.array([above]), {t: t for t in range(n)})[0]:
            yield order
