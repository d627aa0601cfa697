"""The states the moves lead between: which hold, why, and how they are reached from today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.situation import Scenario
from parley.errors import OutlookError
from parley.models.stability import ConflictModel, EquilibriumProbability, explain_state
from parley.models.stability.moves import moves_of
from parley.models.stability.paths import Step, shortest_path
from parley.outlook.joined import Joined, scenario_values
from parley.outlook.moves import (
    CONCEPTS,
    conflict,
    own_moves,
    pick_states,
    sentence,
    state_label,
)
from parley.outlook.scenarios import alternative
from parley.outlook.today import fight_today, today

Array = NDArray[np.float64]


@dataclass(frozen=True)
class State:
    """One state: what is taken in it, and the chance that it is left alone, by concept."""

    number: int
    label: str
    now: bool
    taken: tuple[str, ...]
    chances: dict[str, float]


@dataclass(frozen=True)
class Arc:
    """A move between two states shown: who makes it, and whether the mover gains by it."""

    source: int
    target: int
    mover: str
    gains: bool


@dataclass(frozen=True)
class Way:
    """How a state is reached from today: by gains alone where that can be, else by any moves."""

    target: int
    by_gains: bool
    steps: tuple[str, ...]
    states: tuple[int, ...]


class Graph:
    """The conflict of a prepared run, solved; None of the models' draws are drawn again.

    Parameters
    ----------
    joined : the run

    Raises
    ------
    OutlookError
        If nobody in it has a move.
    """

    def __init__(self, joined: Joined) -> None:
        self._joined = joined
        if joined.dossier.moves:
            own = own_moves(joined)
            self.model: ConflictModel = own.model
            self._chances: EquilibriumProbability = own.chances
            self.today, self.picked = own.today, tuple(own.pick())
            self._labels = tuple(
                f"{joined.dossier.name_of(m.party)}: {m.label}" for m in joined.dossier.moves
            )
            self._settled = np.zeros(self.model.n_states, bool)
            self.held: tuple[str, ...] = ()
            return
        self._from_run(joined)

    def states(self, more: Sequence[int] = ()) -> tuple[State, ...]:
        """The states shown: today's, the likeliest equilibria, and any others asked for."""
        return tuple(self.state(k) for k in dict.fromkeys([*self.picked, *more]))

    def state(self, k: int) -> State:
        """One state by its number.

        Raises
        ------
        OutlookError
            If there is no such state.
        """
        if not 0 <= k < self.model.n_states:
            raise OutlookError(f"state: must be from 0 to {self.model.n_states - 1}, got {k}")
        taken = np.array([c == "Y" for c in self.model.state_names[k]])
        chances = {c: float(self._chances.equilibrium[c][k]) for c in CONCEPTS}
        chosen = tuple(n for n, t in zip(self._labels, taken, strict=True) if t)
        label = "; ".join(chosen) if self._joined.dossier.moves else ""
        label = label or state_label(self._labels, taken, bool(self._settled[k]))
        return State(k, label, k == self.today, chosen, chances)

    def says(self, k: int) -> tuple[str, ...]:
        """Why each decision maker stays at a state or leaves it, in words."""
        self.state(k)
        return tuple(sentence(e) for e in explain_state(self.model, k))

    def arcs(self, shown: Sequence[int]) -> tuple[Arc, ...]:
        """The moves between states shown, each once for each mover."""
        table, payoffs = moves_of(self.model), self.model.payoffs
        known = set(shown)
        out = []
        for j, mover in enumerate(self.model.decision_makers):
            for source in shown:
                for target in sorted(set(map(int, table.targets[j][:, source])) & known):
                    gains = bool(payoffs[j, target] > payoffs[j, source])
                    out.append(Arc(source, target, mover, gains))
        return tuple(out)

    def way(self, goal: int) -> Way | None:
        """A shortest way from today to a state; None when no moves lead there."""
        everybody = range(len(self.model.decision_makers))
        for gains in (True, False):
            path = shortest_path(self.model, self.today, [goal], everybody, improving=gains)
            if path is not None:
                states = (self.today, *(s.target for s in path))
                return Way(goal, gains, tuple(map(_in_words, path)), states)
        return None

    def _from_run(self, joined: Joined) -> None:
        """The moves the run itself codes: who signs, who concedes, which lever is set otherwise."""
        here = today(joined, joined.base)
        used = {x.id: other for x in joined.coding.levers if (other := alternative(x)) is not None}
        effects = {k: _fight(joined, {k: v}) - here.fight for k, v in used.items()}
        moves, self.model, worth = conflict(joined, here, used, effects)
        if not moves.moves:
            raise OutlookError("moves: nobody on record has one")
        self._chances = chances = _solved(self.model, worth)
        bits = moves.states()
        accept = [m for m, x in enumerate(moves.moves) if x.kind == "accept"]
        self._settled = np.asarray(bits[:, accept].all(axis=1))
        self._labels, self.held = tuple(x.label for x in moves.moves), moves.held
        order = pick_states(chances, moves, self._settled, bits)
        rows = ["".join("Y" if b else "N" for b in bits[k]) for k in order]
        self.picked = tuple(self.model.state_names.index(r) for r in rows)
        self.today = self.picked[0]


def _fight(joined: Joined, scenario: Scenario) -> Array:
    """The value of fighting on today under a scenario, (n, parties)."""
    v = scenario_values(joined, scenario)
    return fight_today(joined, v, v.stakes)[0]


def _solved(model: ConflictModel, worth: Array) -> EquilibriumProbability:
    from parley.models.stability import equilibrium_probability

    return equilibrium_probability(model, worth, CONCEPTS)


def _in_words(step: Step) -> str:
    """One move of a way."""
    done = [*step.chosen, *(f"takes back “{x}”" for x in step.given_up)]
    gain = "gains" if step.gain > 0 else "loses" if step.gain < 0 else "neither gains nor loses"
    return f"{step.mover}: {'; '.join(done) or 'moves'} ({gain} by it)"
