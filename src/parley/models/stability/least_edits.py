"""The fewest edits of preference statements that make a wanted state an equilibrium.

Every set of few edits is tried, smaller sets first, many at a time in the forward solver.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from parley.models.stability.expressions import Expression, negated, parse, spell
from parley.models.stability.individual import CONCEPTS, check_concepts, stable_cells
from parley.models.stability.model import ConflictModel, check_state
from parley.models.stability.moves import moves_of
from parley.models.stability.preferences import Statement, Statements, ranks_of

BATCH = 4096  # candidate edits solved together


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
