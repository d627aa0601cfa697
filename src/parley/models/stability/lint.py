"""Traps in a model: things that are allowed and often not meant, each with what shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.models.stability.expressions import evaluate, mentions, parse, spell
from parley.models.stability.model import AnyModel, ConflictModel
from parley.models.stability.moves import Moves, allowed_changes, count_moves, moves_of
from parley.models.stability.preferences import Statements, Weights, parsed_statements

MOST_MOVES = 1 << 24  # moves up to which every one is looked at
TIED = 0.5  # share of pairs of states left tied from which a preference says little


@dataclass(frozen=True)
class Trap:
    """Something in a model that its author may not have meant.

    Attributes
    ----------
    kind : str
        rule spans owners, tied preference, unused option, unreachable state, or held without a
        move.
    says : str
        One sentence with the rule, state or option that shows it.
    states : tuple of int
        States concerned, counted from 1; empty when none in particular.
    """

    kind: str
    says: str
    states: tuple[int, ...] = ()


def lint(model: AnyModel) -> tuple[Trap, ...]:
    """Return the traps in a model.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.

    Returns
    -------
    tuple of Trap
        Empty when nothing was found. Rules that span owners come first. In models of more than
        2^24 moves single states are not looked at.

    Notes
    -----
    A rule that spans two owners can take away the only way out of a state: its owner is then
    locked in and the state looks stable because of the rule, not because of anyone's preferences.

    Examples
    --------
    >>> from parley.models.stability.model import Option
    >>> from parley.models.stability.preferences import Statement, Statements
    >>> model = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A"), Option("b", "B")),
    ...     (Statements((Statement("not a"),)), Statements((Statement("b and a"),))),
    ...     ("a only if b",),
    ... )
    >>> lint(model)[0].says.partition(", so")[0].partition(": ")[2]
    'it leaves A no way out of 1 state (1) and B no way out of 1 state (3)'
    """
    found = list(_tied(model))
    if isinstance(model, ConflictModel):
        found = [*_spanning(model), *_unused(model), *found]
    if count_moves(model) <= MOST_MOVES:
        moves = moves_of(model)
        found += [*_unreachable(model, moves), *_held(model, moves)]
    return tuple(found)


def _spanning(model: ConflictModel) -> Iterator[Trap]:
    """Rules over options of several owners, with the moves they take away."""
    labels = [f"'{o.label}'" for o in model.options]
    for number, (rule, given) in enumerate(zip(model.constraints, model.rules, strict=True)):
        text = given if isinstance(given, str) else spell(rule, labels)
        owners = {model.options[k].owner for k in mentions(rule)}
        if len(owners) < 2:
            continue
        ordered = [who for who in model.decision_makers if who in owners]
        locked, all_states, moves = [], [], 0
        small = count_moves(model) <= MOST_MOVES
        for who in ordered if small else []:
            states, removed = _taken_away(model, number, model.decision_makers.index(who))
            moves += removed
            if states:
                locked.append(f"{who} no way out of {_counted(states)}")
                all_states += states
        cost = (
            f"it leaves {' and '.join(locked)}, so stability there may come from the rule"
            if locked
            else f"it takes away {moves if small else 'some'} moves of one owner because of what "
            "another does"
        )
        says = f'Rule "{text}" spans {", ".join(ordered)}: {cost}.'
        yield Trap("rule spans owners", says, tuple(sorted(set(all_states))))


def _taken_away(model: ConflictModel, rule: int, who: int) -> tuple[list[int], int]:
    """States (from 1) where a rule takes the last move of `who`; how many moves it takes in all."""
    codes = np.arange(len(model.feasible), dtype=np.int64)
    otherwise = np.ones(len(codes), dtype=bool)
    for k, other in enumerate(model.constraints):
        if k != rule:
            otherwise &= evaluate(other, codes)
    own = model.owned(who)
    free = np.zeros(model.n_states, dtype=bool)
    lost = np.zeros(model.n_states, dtype=bool)
    removed = 0
    for subset in range(1, 1 << len(own)):
        changed = sum(1 << k for bit, k in enumerate(own) if subset >> bit & 1)
        target = model.states ^ changed
        allowed = allowed_changes(model, changed)
        free |= allowed & model.feasible[target]
        gone = allowed & otherwise[target] & ~model.feasible[target]
        lost |= gone
        removed += int(gone.sum())
    return [int(s) + 1 for s in np.flatnonzero(lost & ~free)], removed


def _tied(model: AnyModel) -> Iterator[Trap]:
    """Preferences that leave most pairs of states tied."""
    n = model.n_states
    for who, ranks in zip(model.decision_makers, model.payoffs, strict=True):
        sizes = np.bincount(ranks).astype(np.float64)
        share = float((sizes * (sizes - 1)).sum()) / (n * (n - 1)) if n > 1 else 0.0
        if share >= TIED:
            group = int(np.argmax(sizes))
            example = np.flatnonzero(ranks == group)[:2] + 1
            yield Trap(
                "tied preference",
                f"The preferences of {who} leave {share:.0%} of the pairs of states tied, for "
                f"example states {example[0]} and {example[1]}.",
                tuple(int(s) for s in example),
            )


def _unused(model: ConflictModel) -> Iterator[Trap]:
    """Options that nobody's preferences depend on."""
    used: set[int] = set()
    for who, preference in zip(model.decision_makers, model.preferences, strict=True):
        if isinstance(preference, Statements):
            for expression in parsed_statements(preference, model.names, who):
                used |= mentions(expression)
        elif isinstance(preference, Weights):
            for text in preference.weights:
                used |= mentions(parse(text, model.names, who))
        else:
            return
    for k, o in enumerate(model.options):
        if k not in used:
            yield Trap(
                "unused option", f'No preference mentions option "{o.label}" of {o.owner} ({o.id}).'
            )


def _unreachable(model: AnyModel, moves: Moves) -> Iterator[Trap]:
    """States no move leads to."""
    reached: NDArray[np.bool_] = np.zeros(model.n_states + 1, dtype=bool)
    for table in moves.targets:
        reached[table.ravel()] = True
    states = [int(s) + 1 for s in np.flatnonzero(~reached[:-1])]
    if states and model.n_states > 1:
        yield Trap(
            "unreachable state",
            f"No move leads to {_counted(states)}: it can only be where things stand.",
            tuple(states),
        )


def _held(model: AnyModel, moves: Moves) -> Iterator[Trap]:
    """States stable for somebody who prefers others but has no move there."""
    for who, table, ranks in zip(model.decision_makers, moves.targets, model.payoffs, strict=True):
        if not len(table):
            continue
        free = (table < model.n_states).any(axis=0)
        states = [int(s) + 1 for s in np.flatnonzero(~free & (ranks < ranks.max()))]
        if states and free.any():
            yield Trap(
                "held without a move",
                f"{who} has no move from {_counted(states)}: stable there without preferring it.",
                tuple(states),
            )


def _counted(states: list[int]) -> str:
    """A number of states and the first of them."""
    shown = ", ".join(str(s) for s in states[:5]) + (", …" if len(states) > 5 else "")
    return f"{len(states)} state{'s' if len(states) > 1 else ''} ({shown})"
