"""First-level hypergames: each decision maker plays its own picture of the conflict.

A decision maker may misperceive what another prefers. It decides by its own picture, so a state is
stable for it when it is stable for it there; a hypergame equilibrium is stable for each in its own
picture.

Source: Bennett (1977), Toward a theory of hypergames, Omega 5(6), 749-751; Wang, Hipel & Fraser
(1988), Modeling misperceptions in games, Behavioral Science 33(3), 207-223.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from parley.errors import StabilityError
from parley.models.stability.individual import CONCEPTS, StabilityResult, stability
from parley.models.stability.model import AnyModel
from parley.models.stability.preferences import Preference


@dataclass(frozen=True)
class HypergameResult:
    """Stability with misperceptions, beside what it would be without.

    Attributes
    ----------
    perceived : StabilityResult
        Row i of each table is stability for i in its own picture.
    actual : StabilityResult
        Stability under everyone's true preferences.
    pictures : dict of str to StabilityResult
        The full result in the picture of each decision maker that misperceives.
    """

    perceived: StabilityResult
    actual: StabilityResult
    pictures: dict[str, StabilityResult]

    def by_mistake(self, concept: str) -> tuple[int, ...]:
        """Return equilibria, from 1, that only hold because somebody is mistaken; maybe none."""
        true = set(self.actual.equilibria(concept))
        return tuple(s for s in self.perceived.equilibria(concept) if s not in true)


def hypergame(
    model: AnyModel,
    views: Mapping[str, Mapping[str, Preference]],
    concepts: Sequence[str] = CONCEPTS,
) -> HypergameResult:
    """Return stability when decision makers misperceive each other's preferences.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict with everyone's true preferences.
    views : mapping of str to mapping of str to Preference
        `views[viewer][viewed]`: what the viewer takes the viewed to prefer. Whoever is left out
        sees truly.
    concepts : sequence of str
        Some of nash, gmr, smr, seq, sseq.

    Returns
    -------
    HypergameResult

    Raises
    ------
    StabilityError
        If somebody named is no decision maker, or is said to misperceive itself.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Statement, Statements
    >>> model = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("strike", "A"), Option("reply", "B")),
    ...     (
    ...         Statements((Statement("not reply"), Statement("strike"))),
    ...         Statements((Statement("not reply"),)),
    ...     ),
    ... )
    >>> feared = Statements((Statement("reply iff strike"),))
    >>> hypergame(model, {"A": {"B": feared}}).by_mistake("seq")
    (1,)
    """
    people = model.decision_makers
    actual = stability(model, concepts)
    tables = {c: actual.stable[c].copy() for c in concepts}
    pictures = {}
    for viewer, view in views.items():
        for name in (viewer, *view):
            if name not in people:
                raise StabilityError(f"hypergame: no decision maker is named '{name}'")
        if viewer in view:
            raise StabilityError(f"hypergame: {viewer} cannot misperceive its own preferences")
        seen = tuple(view.get(n, p) for n, p in zip(people, model.preferences, strict=True))
        picture = stability(replace(model, preferences=seen), concepts)
        pictures[viewer] = picture
        row = people.index(viewer)
        for c in concepts:
            tables[c][row] = picture.stable[c][row]
    perceived = StabilityResult(
        model, tuple(concepts), {c: np.asarray(t) for c, t in tables.items()}
    )
    return HypergameResult(perceived, actual, pictures)
