"""The least change of preferences that makes a wanted state an equilibrium.

Two ways to change: rankings, by a mixed-integer programme over pairs of states; or preference
statements, by trying every few edits of them. Each answer is checked with the forward solver.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.models.stability.expressions import Expression, negated, parse, spell
from parley.models.stability.individual import CONCEPTS, check_concepts, stability, stable_cells
from parley.models.stability.inverse import demands
from parley.models.stability.model import AnyModel, ConflictModel, check_state, with_payoffs
from parley.models.stability.moves import moves_of
from parley.models.stability.preferences import Statement, Statements, ranks_of

MOST_PAIRS = 300  # states above the wanted one up to which every pair is weighed
BATCH = 4096  # candidate edits solved together


@dataclass(frozen=True)
class RankingChange:
    """The least change of rankings that makes a state an equilibrium.

    Attributes
    ----------
    state : int
        Counted from 0.
    concept : str
    lowered : dict of str to tuple of int
        For each decision maker that must change, the states (from 0) that move down to just below
        the wanted one, keeping their order.
    pairs : int
        Number of pairs of states whose order changes, over all decision makers.
    model : ConflictModel or GraphModel
        The model with the changed rankings; the forward solver finds the state an equilibrium in
        it.
    """

    state: int
    concept: str
    lowered: dict[str, tuple[int, ...]]
    pairs: int
    model: AnyModel


@dataclass(frozen=True)
class Edit:
    """One edit of a decision maker's list of statements.

    `kind` is "drop", "reverse" (prefer the opposite) or "lower" (change places with the next);
    `position` counts from 0.
    """

    decision_maker: str
    kind: str
    position: int
    statement: str

    def __str__(self) -> str:
        """Say what to change."""
        verb = {
            "drop": f'no longer cared about "{self.statement}"',
            "reverse": f'preferred the opposite of "{self.statement}"',
            "lower": f'put "{self.statement}" one place lower',
        }
        return f"{self.decision_maker} {verb[self.kind]}"


@dataclass(frozen=True)
class StatementChange:
    """A smallest set of edits of statements that makes a state an equilibrium.

    Attributes
    ----------
    state : int
        Counted from 0.
    concept : str
    edits : tuple of Edit
        Empty when the state already is an equilibrium.
    model : ConflictModel
        The model with the edits made.
    """

    state: int
    concept: str
    edits: tuple[Edit, ...]
    model: ConflictModel


def least_change(model: AnyModel, state: int, concept: str) -> RankingChange | None:
    """Return the least change of rankings that makes a state an equilibrium.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    state : int
        The wanted state, counted from 0.
    concept : str
        One of nash, gmr, smr, seq, sseq.

    Returns
    -------
    RankingChange or None
        Each decision maker's change has the fewest pairs of states whose order changes (by
        mixed-integer programming). The result is checked with the forward solver; None when it
        fails, which can happen for seq and sseq only, where one's change can take away another's
        answer.

    Raises
    ------
    StabilityError
        If the state or concept does not exist.

    Notes
    -----
    For nash, gmr and smr the least change of each is the least change of all. For seq and sseq the
    decision makers are changed in turn, each against the others' changed preferences, and the
    result is a change that works, least at each turn.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Ranking
    >>> dilemma = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A", "cooperate"), Option("b", "B", "cooperate")),
    ...     (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    ... )
    >>> change = least_change(dilemma, 3, "nash")
    >>> change.lowered, change.pairs
    ({'A': (2,), 'B': (1,)}, 2)
    """
    check_state(model, state)
    people = model.decision_makers
    changed = model
    lowered: dict[str, tuple[int, ...]] = {}
    for _ in range(len(people) + 1):
        stable = stability(changed, [concept]).stable[concept][:, state]
        if stable.all():
            pairs = _pairs(model.payoffs, changed.payoffs)
            return RankingChange(state, concept, lowered, pairs, changed)
        who = int(np.argmin(stable))
        down = _lower(changed, state, who, concept)
        ranks = changed.payoffs.copy()
        ranks[who] = _moved_below(ranks[who], state, down)
        changed = with_payoffs(changed, ranks)
        lowered[people[who]] = tuple(sorted({*lowered.get(people[who], ()), *down}))
    return None


def _lower(model: AnyModel, state: int, who: int, concept: str) -> list[int]:
    """The states to put below the wanted one: a mixed-integer programme."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    asked = demands(model, state, who, concept)
    ranks = model.payoffs[who]
    above = np.flatnonzero(ranks > ranks[state]).tolist()
    column = {t: k for k, t in enumerate(above)}
    rows: list[dict[int, float]] = []
    lower: list[float] = []
    width = len(above)
    for gain, ways in zip(asked.gains, asked.answers, strict=True):
        if gain not in column or any(not way & column.keys() for way in ways):
            continue
        choice = {column[gain]: 1.0}
        for way in ways:
            choice[width] = 1.0
            for t in way & column.keys():
                rows.append({column[t]: 1.0, width: -1.0})
                lower.append(0.0)
            width += 1
        rows.append(choice)
        lower.append(1.0)
    cost = [1.0 + float((ranks == ranks[state]).sum() - 1)] * len(above)
    cost += [0.0] * (width - len(above))
    if len(above) <= MOST_PAIRS:
        for t in above:
            for u in above:
                if t != u and ranks[u] <= ranks[t]:
                    rows.append({column[t]: -1.0, column[u]: 1.0, width: 1.0})
                    lower.append(0.0)
                    cost.append(1.0)
                    width += 1
    matrix = np.zeros((len(rows), width))
    for r, row in enumerate(rows):
        for k, v in row.items():
            matrix[r, k] = v
    answer = milp(
        np.array(cost),
        constraints=LinearConstraint(matrix, lower, np.inf),
        integrality=np.array([1] * len(cost)),
        bounds=Bounds(0, 1),
    )
    return [t for t in above if answer.x[column[t]] > 0.5]


def _moved_below(ranks: NDArray[np.int32], state: int, down: list[int]) -> NDArray[np.int32]:
    """The ranks with some states moved to just below another, keeping their order."""
    spread = ranks.astype(np.int64) * 2 * (len(ranks) + 1)
    order = np.unique(ranks[down], return_inverse=True)[1]
    spread[down] = spread[state] - (len(ranks) + 1) + order
    return np.unique(spread, return_inverse=True)[1].astype(np.int32)


def _pairs(before: NDArray[np.int32], after: NDArray[np.int32]) -> int:
    """How many pairs of states change their order."""
    signs = [np.sign(p[:, :, None].astype(np.int64) - p[:, None, :]) for p in (before, after)]
    return int((signs[0] != signs[1]).sum()) // 2


def least_edits(
    model: ConflictModel, state: int, concept: str, most: int = 2
) -> tuple[StatementChange, ...]:
    """Return every smallest set of edits of statements that makes a state an equilibrium.

    Parameters
    ----------
    model : ConflictModel
        The conflict; preferences that are no statements stay as they are.
    state : int
        The wanted state, counted from 0.
    concept : str
        One of nash, gmr, smr, seq, sseq.
    most : int
        Number of edits to try up to; at most one edit of each statement.

    Returns
    -------
    tuple of StatementChange
        All with the same number of edits, in the order of decision makers and statements; empty
        when that many edits do not do. Each holds in the forward solver, which is how it was
        found.

    Raises
    ------
    StabilityError
        If the state or concept does not exist.

    Examples
    --------
    >>> from parley.models.stability.model import Option
    >>> model = ConflictModel(
    ...     ("A",), (Option("a", "A"),), (Statements((Statement("a", "judgement"),)),)
    ... )
    >>> [str(edit) for change in least_edits(model, 0, "nash") for edit in change.edits]
    ['A no longer cared about "a"', 'A preferred the opposite of "a"']
    """
    check_concepts([concept], CONCEPTS)
    check_state(model, state)
    choices = [
        (who, kind, k)
        for who, preference in enumerate(model.preferences)
        if isinstance(preference, Statements)
        for k in range(len(preference.statements))
        for kind in ("drop", "reverse", "lower")
        if kind != "lower" or k + 1 < len(preference.statements)
    ]
    for size in range(most + 1):
        found = tuple(
            _change(model, state, concept, edits)
            for edits in _working(model, state, concept, choices, size)
        )
        if found:
            return found
    return ()


Choice = tuple[int, str, int]


def _working(
    model: ConflictModel, state: int, concept: str, choices: list[Choice], size: int
) -> Iterator[tuple[Choice, ...]]:
    """Sets of so many edits under which the state is an equilibrium, solved in batches."""
    known: dict[tuple[Choice, ...], NDArray[np.int32]] = {}
    people = range(len(model.decision_makers))
    moves = moves_of(model)

    def ranks(edits: tuple[Choice, ...], who: int) -> NDArray[np.int32]:
        mine = tuple(e for e in edits if e[0] == who)
        if not mine:
            unchanged: NDArray[np.int32] = model.payoffs[who]
            return unchanged
        if mine not in known:
            where = model.decision_makers[who]
            edited = _edited(model, who, mine)
            known[mine] = ranks_of(edited, model.states, model.names, where)
        return known[mine]

    def solve(batch: list[tuple[Choice, ...]]) -> Iterator[tuple[Choice, ...]]:
        sheets = np.stack([np.stack([ranks(e, i) for e in batch], axis=1) for i in people])
        works = stable_cells(moves, sheets, [concept])[concept][:, state].all(axis=0)
        yield from (batch[k] for k in np.flatnonzero(works))

    batch: list[tuple[Choice, ...]] = []
    for edits in combinations(choices, size):
        if len({(who, k) for who, _, k in edits}) == size:
            batch.append(edits)
        if len(batch) == BATCH:
            yield from solve(batch)
            batch = []
    if batch:
        yield from solve(batch)


def _edited(model: ConflictModel, who: int, edits: tuple[Choice, ...]) -> Statements:
    """A decision maker's statements with some edits made; drops come last, so that places hold."""
    given = model.preferences[who]
    assert isinstance(given, Statements)
    statements = list(given.statements)
    order = list(range(len(statements)))
    for _, kind, k in edits:
        if kind == "reverse":
            opposite = negated(_parsed(model, statements[k]))
            statements[k] = replace(statements[k], expression=opposite, origin="judgement", note="")
        elif kind == "lower":
            at = order.index(k)
            order[at : at + 2] = reversed(order[at : at + 2])
    dropped = {k for _, kind, k in edits if kind == "drop"}
    return Statements(tuple(statements[k] for k in order if k not in dropped))


def _parsed(model: ConflictModel, statement: Statement) -> Expression:
    """The expression of a statement."""
    given = statement.expression
    return parse(given, model.names) if isinstance(given, str) else given


def _change(
    model: ConflictModel, state: int, concept: str, edits: tuple[Choice, ...]
) -> StatementChange:
    """Describe a set of edits that works."""
    ids = [o.id for o in model.options]
    preferences = list(model.preferences)
    told = []
    for who, kind, k in edits:
        given = model.preferences[who]
        assert isinstance(given, Statements)
        text = spell(_parsed(model, given.statements[k]), ids)
        told.append(Edit(model.decision_makers[who], kind, k, text))
    for who in {e[0] for e in edits}:
        preferences[who] = _edited(model, who, tuple(e for e in edits if e[0] == who))
    changed = replace(model, preferences=tuple(preferences))
    return StatementChange(state, concept, tuple(told), changed)
