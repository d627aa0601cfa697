"""A conflict in graph form: states and moves given directly."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parley.errors import StabilityError
from parley.models.stability.preferences import Preference, great_floor, ranks_of


@dataclass(frozen=True)
class GraphModel:
    """A conflict in graph form: states and arcs given directly.

    Parameters
    ----------
    decision_makers : tuple of str
    state_names : tuple of str
        All different.
    arcs : tuple of tuple of (int, int)
        For each decision maker the moves, from state to state, counted from 0. One arc is one move:
        nothing is added to make moves transitive.
    preferences : tuple of Payoffs or Ranking
        One per decision maker.
    name : str

    Raises
    ------
    StabilityError
        If lengths disagree, an arc leaves the states, or starts and ends at one state.

    Examples
    --------
    >>> from parley.models.stability.preferences import Payoffs
    >>> model = GraphModel(("A",), ("war", "peace"), (((0, 1),),), (Payoffs((0, 1)),))
    >>> model.payoffs.tolist()
    [[0, 1]]
    """

    decision_makers: tuple[str, ...]
    state_names: tuple[str, ...]
    arcs: tuple[tuple[tuple[int, int], ...], ...]
    preferences: tuple[Preference, ...]
    name: str = ""

    def __post_init__(self) -> None:
        for what, given in (("arcs", self.arcs), ("preferences", self.preferences)):
            if len(given) != len(self.decision_makers):
                raise StabilityError(
                    f"model '{self.name}': {len(given)} {what} for "
                    f"{len(self.decision_makers)} decision makers"
                )
        unique(self.decision_makers, "decision maker")
        unique(self.state_names, "state")
        if not self.state_names:
            raise StabilityError(f"model '{self.name}': no states")
        for who, arcs in zip(self.decision_makers, self.arcs, strict=True):
            for arc in arcs:
                if arc[0] == arc[1] or not all(0 <= s < self.n_states for s in arc):
                    raise StabilityError(f"arc {arc} of {who}: not a move between two states")
        _ = self.payoffs

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.state_names)

    @cached_property
    def payoffs(self) -> NDArray[np.int32]:
        """Rank of each state for each decision maker, shape (decision makers, states)."""
        return np.stack([ranks_of(*each) for each in self._given()])

    @cached_property
    def great_floors(self) -> NDArray[np.int32]:
        """Highest rank greatly less preferred than each state; -1 for none."""
        return np.stack([great_floor(*each) for each in self._given()])

    def _given(self) -> list[tuple[Preference, NDArray[np.int64], Mapping[str, int], str]]:
        """The preferences with what reads them."""
        states = np.arange(self.n_states, dtype=np.int64)
        return [
            (p, states, {}, f"preferences of {who}")
            for who, p in zip(self.decision_makers, self.preferences, strict=True)
        ]

    def labels(self) -> tuple[str, ...]:
        """Return the names of the states."""
        return self.state_names


def unique(names: tuple[str, ...], what: str) -> None:
    """Refuse names of which one stands twice."""
    for name in names:
        if names.count(name) > 1:
            raise StabilityError(f"{what} '{name}' stands {names.count(name)} times")
