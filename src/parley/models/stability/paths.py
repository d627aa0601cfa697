"""Shortest legal sequences of moves."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from parley.models.stability.model import AnyModel, ConflictModel
from parley.models.stability.moves import moves_of


@dataclass(frozen=True)
class Step:
    """One move: who makes it, between which states (counted from 0), and whether the mover gains.

    `gain` is the change of the mover's rank; `chosen` and `given_up` are labels of options.
    """

    mover: str
    source: int
    target: int
    gain: int
    chosen: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()

    @property
    def improves(self) -> bool:
        """Whether the mover prefers where the move leads."""
        return self.gain > 0


def make_step(model: AnyModel, mover: int, source: int, target: int) -> Step:
    """Describe a move between two states."""
    gain = int(model.payoffs[mover, target]) - int(model.payoffs[mover, source])
    who = model.decision_makers[mover]
    if not isinstance(model, ConflictModel):
        return Step(who, source, target, gain)
    before, after = int(model.states[source]), int(model.states[target])
    chosen = tuple(o.label for k, o in enumerate(model.options) if after & ~before & 1 << k)
    given_up = tuple(o.label for k, o in enumerate(model.options) if before & ~after & 1 << k)
    return Step(who, source, target, gain, chosen, given_up)


def shortest_path(
    model: AnyModel,
    start: int,
    targets: Collection[int],
    members: Sequence[int],
    *,
    improving: bool = False,
) -> tuple[Step, ...] | None:
    """Return a shortest legal sequence of moves from a state to one of several.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    start : int
        State, counted from 0.
    targets : collection of int
        States, counted from 0.
    members : sequence of int
        Who may move; nobody moves twice in a row.
    improving : bool
        Only moves that their mover prefers.

    Returns
    -------
    tuple of Step or None
        None when no target can be reached; empty when the start is a target. Among shortest
        sequences the one whose movers come first in the order of `members`.

    Examples
    --------
    >>> from parley.models.stability.model import Option
    >>> from parley.models.stability.preferences import Statements
    >>> blank = Statements(())
    >>> model = ConflictModel(("A", "B"), (Option("a", "A"), Option("b", "B")), (blank, blank))
    >>> [step.mover for step in shortest_path(model, 0, [3], [0, 1])]
    ['A', 'B']
    """
    tables = moves_of(model).targets
    goal, n = frozenset(targets), model.n_states
    came: dict[tuple[int, int], tuple[int, int]] = {}
    queue: deque[tuple[int, int]] = deque([(start, -1)])
    if start in goal:
        return ()
    while queue:
        node = queue.popleft()
        state, last = node
        for j in members:
            if j == last:
                continue
            payoff = model.payoffs[j]
            for target in tables[j][:, state].tolist():
                if target in (n, start) or (target, j) in came:
                    continue
                if improving and payoff[target] <= payoff[state]:
                    continue
                came[target, j] = node
                if target in goal:
                    return _walk_back(model, came, (target, j))
                queue.append((target, j))
    return None


def _walk_back(
    model: AnyModel, came: dict[tuple[int, int], tuple[int, int]], node: tuple[int, int]
) -> tuple[Step, ...]:
    """Follow the links from the target to the start."""
    steps: list[Step] = []
    while node in came:
        before = came[node]
        steps.append(make_step(model, node[1], before[0], node[0]))
        node = before
    return tuple(reversed(steps))
