"""The inputs of the graph model: who decides, over what, and what each would rather see.

Two forms. `ConflictModel` is the option form: each decision maker holds yes/no options, a state is
one choice of all options that no rule forbids, and a move changes options of one owner.
`GraphModel` is the graph form: states and moves are listed. Every analysis takes either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.expressions import Expression, evaluate, negated, parse, pattern, spell
from parley.models.stability.graph_model import GraphModel, unique
from parley.models.stability.preferences import Payoffs, Preference, great_floor, ranks_of

MOST_OPTIONS = 24  # 2^24 states is the largest cube the kernels are made for

Direction = Literal["both", "forward", "back"]


@dataclass(frozen=True)
class Option:
    """A yes/no choice of one decision maker.

    `direction` says which moves exist: "both" ways, only "forward" (not taken to taken: it cannot
    be undone) or only "back" (taken to not taken). `name` is what a reader sees; the id when
    empty.
    """

    id: str
    owner: str
    name: str = ""
    direction: Direction = "both"

    @property
    def label(self) -> str:
        """The name, or the id when there is none."""
        return self.name or self.id


@dataclass(frozen=True)
class ConflictModel:
    """A conflict in option form.

    Parameters
    ----------
    decision_makers : tuple of str
        Names, all different.
    options : tuple of Option
        At most 24; option 0 is the lowest bit of a state.
    preferences : tuple of Preference
        One per decision maker, in their order.
    rules : tuple of str or Expression
        What must hold in every feasible state, for example "not both accept and escalate".
    name : str

    Raises
    ------
    StabilityError
        If names repeat, an owner or option does not exist, a rule or preference cannot be read, no
        state is feasible, or the options do not fit.

    Notes
    -----
    States are numbered from 1 in increasing order of their bit pattern, feasible states only.
    Source: Fang, Hipel & Kilgour (1993), Interactive Decision Making: The Graph Model for Conflict
    Resolution, Wiley.

    Examples
    --------
    >>> from parley.models.stability.preferences import Statement, Statements
    >>> model = ConflictModel(
    ...     decision_makers=("A", "B"),
    ...     options=(Option("attack", "A"), Option("yield", "B")),
    ...     preferences=(Statements((Statement("yield"),)), Statements((Statement("not attack"),))),
    ...     rules=("not both attack and yield",),
    ... )
    >>> model.state_names
    ('NN', 'YN', 'NY')
    >>> model.payoffs.tolist()
    [[0, 0, 1], [1, 0, 1]]
    """

    decision_makers: tuple[str, ...]
    options: tuple[Option, ...]
    preferences: tuple[Preference, ...]
    rules: tuple[str | Expression, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        _check_names(self.decision_makers, self.options)
        if len(self.preferences) != len(self.decision_makers):
            raise StabilityError(
                f"model '{self.name}': {len(self.preferences)} preferences for "
                f"{len(self.decision_makers)} decision makers"
            )
        if not self.feasible.any():
            rules = "; ".join(self.rule_texts)
            raise StabilityError(
                f"model '{self.name}': no state is feasible under the rules: {rules}"
            )
        _ = self.payoffs

    @cached_property
    def names(self) -> Mapping[str, int]:
        """Position of each option under every name it may be called by."""
        labels = [o.label for o in self.options]
        found = {str(k + 1): k for k in range(len(self.options))}
        found |= {o.label: k for k, o in enumerate(self.options) if labels.count(o.label) == 1}
        found |= {f"{o.owner}: {o.label}": k for k, o in enumerate(self.options)}
        return found | {o.id: k for k, o in enumerate(self.options)}

    @cached_property
    def constraints(self) -> tuple[Expression, ...]:
        """The rules, parsed."""
        return tuple(parse(r, self.names, "rule") if isinstance(r, str) else r for r in self.rules)

    @cached_property
    def rule_texts(self) -> tuple[str, ...]:
        """The rules as text, as given or spelt out with the options' ids."""
        ids = [o.id for o in self.options]
        return tuple(r if isinstance(r, str) else spell(r, ids) for r in self.rules)

    @cached_property
    def feasible(self) -> NDArray[np.bool_]:
        """Whether each of the 2^k bit patterns breaks no rule."""
        codes = np.arange(1 << len(self.options), dtype=np.int64)
        holds = np.ones(len(codes), dtype=bool)
        for rule in self.constraints:
            holds &= evaluate(rule, codes)
        return holds

    @cached_property
    def states(self) -> NDArray[np.int64]:
        """The feasible states as bit patterns, increasing."""
        return np.flatnonzero(self.feasible).astype(np.int64)

    @cached_property
    def state_names(self) -> tuple[str, ...]:
        """Each state as Y and N, option 0 first."""
        width = range(len(self.options))
        return tuple(
            "".join("Y" if c >> k & 1 else "N" for k in width) for c in self.states.tolist()
        )

    @cached_property
    def payoffs(self) -> NDArray[np.int32]:
        """Rank of each state, shape (decision makers, states); more is better."""
        return np.stack(
            [
                ranks_of(p, self.states, self.names, f"preferences of {who}")
                for who, p in zip(self.decision_makers, self.preferences, strict=True)
            ]
        )

    @cached_property
    def great_floors(self) -> NDArray[np.int32]:
        """Highest rank greatly less preferred than each state; -1 for none."""
        return np.stack(
            [
                great_floor(p, self.states, self.names, f"preferences of {who}")
                for who, p in zip(self.decision_makers, self.preferences, strict=True)
            ]
        )

    @property
    def n_states(self) -> int:
        """Number of feasible states."""
        return len(self.states)

    def owned(self, who: int) -> tuple[int, ...]:
        """Return the positions of the options of a decision maker."""
        return tuple(k for k, o in enumerate(self.options) if o.owner == self.decision_makers[who])

    def truth(self, expression: str) -> NDArray[np.bool_]:
        """Return at which feasible states an expression holds."""
        return evaluate(parse(expression, self.names), self.states)

    def position(self, taken: Mapping[str, bool] | str) -> int:
        """Return the index of a state given as Y and N, or as the options taken (the others not).

        Raises
        ------
        StabilityError
            If the state is not feasible or an option does not exist.
        """
        if isinstance(taken, str):
            bits = {k: c == "Y" for k, c in enumerate(taken)}
            if len(taken) != len(self.options) or set(taken) - {"Y", "N"}:
                raise StabilityError(f"state '{taken}': give {len(self.options)} letters, Y or N")
        else:
            bits = {_known(name, self.names): value for name, value in taken.items()}
        code = sum(1 << k for k, value in bits.items() if value)
        if not self.feasible[code]:
            raise StabilityError(f"state '{taken}': the rules forbid it")
        return int(np.searchsorted(self.states, code))

    def labels(self) -> tuple[str, ...]:
        """Return a readable label for each state: the options taken."""
        return tuple(
            " + ".join(o.label for k, o in enumerate(self.options) if c >> k & 1) or "nothing taken"
            for c in self.states.tolist()
        )


def forbid(values: Mapping[int, bool]) -> Expression:
    """Return the rule that no state has these values of options together.

    Examples
    --------
    >>> evaluate(forbid({0: True, 1: True}), np.arange(4)).tolist()
    [True, True, True, False]
    """
    return negated(pattern(values))


AnyModel = ConflictModel | GraphModel


def with_payoffs(model: AnyModel, payoffs: NDArray[np.int32]) -> AnyModel:
    """Return the model with other payoffs, one row per decision maker; moves stay as they are."""
    from dataclasses import replace

    rows = tuple(Payoffs(tuple(float(v) for v in row)) for row in payoffs)
    return replace(model, preferences=rows)


def check_state(model: AnyModel, state: int) -> None:
    """Refuse a state, counted from 0, that the model does not have."""
    if not 0 <= state < model.n_states:
        raise StabilityError(f"state {state + 1}: the model has {model.n_states} states")


def _known(name: str, names: Mapping[str, int]) -> int:
    """Position of a named option."""
    if name not in names:
        raise StabilityError(f"state: no option is named '{name}'")
    return names[name]


def _check_names(decision_makers: tuple[str, ...], options: tuple[Option, ...]) -> None:
    """Check that names are unique, owners exist and the options fit."""
    if not decision_makers:
        raise StabilityError("model: no decision makers")
    if len(options) > MOST_OPTIONS:
        rest = ", ".join(o.id for o in options[MOST_OPTIONS:])
        raise StabilityError(
            f"model: {len(options)} options, at most {MOST_OPTIONS} fit; too many by: {rest}"
        )
    unique(decision_makers, "decision maker")
    unique(tuple(o.id for o in options), "option id")
    for o in options:
        if o.owner not in decision_makers:
            raise StabilityError(f"option '{o.id}': no decision maker is named '{o.owner}'")
        if o.direction not in ("both", "forward", "back"):
            raise StabilityError(f"option '{o.id}': direction must be both, forward or back")
