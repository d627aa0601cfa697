"""Moves: the states the moves lead between, which hold and why, and the ways from today."""

from __future__ import annotations

import dataclasses
from typing import Any

from parley.dossier.schema import Dossier
from parley.outlook.graph import Graph, State, Way
from parley.web.screens.common import Place, place

MOST_WAYS = 6
"""Ways from today that are shown."""
STABLE = 0.5
"""Chance from which a state is drawn as one that holds."""


@dataclasses.dataclass(frozen=True)
class MovesPage:
    """The graph of states; `state` is running, none (with `why`), or ready."""

    title: str
    place: Place
    state: str
    why: str | None
    states: tuple[State, ...]
    graph: dict[str, Any]
    """Nodes and edges as cytoscape.js reads them."""
    ways: tuple[tuple[State, Way], ...]
    makers: tuple[str, ...]
    held: tuple[str, ...]
    """Moves left out by the limit and held as they stand."""
    count: int
    """States in all; those shown are today's, the likeliest to hold, and those on the ways."""


@dataclasses.dataclass(frozen=True)
class StatePage:
    """One state: what is taken in it, why each stays or leaves, how it is reached."""

    title: str
    place: Place
    found: State
    says: tuple[str, ...]
    way: Way | None


def moves_page(
    name: str, dossier: Dossier, graph: Graph | None, why: str | None = None
) -> MovesPage:
    """Return the graph of states; `graph` None while it is made or when there is none."""
    where = place(name, dossier, "moves")
    if graph is None:
        return MovesPage("Moves", where, "none" if why else "running", why, (), {}, (), (), (), 0)
    ways = [w for k in graph.picked if k != graph.today and (w := graph.way(k)) is not None]
    ways = ways[:MOST_WAYS]
    states = graph.states([s for w in ways for s in w.states])
    return MovesPage(
        title="Moves",
        place=where,
        state="ready",
        why=None,
        states=states,
        graph=_drawn(name, graph, states, ways),
        ways=tuple((graph.state(w.target), w) for w in ways),
        makers=tuple(graph.model.decision_makers),
        held=graph.held,
        count=graph.model.n_states,
    )


def state_page(name: str, dossier: Dossier, graph: Graph, number: int) -> StatePage:
    """Return one state.

    Raises
    ------
    OutlookError
        If there is no such state.
    """
    found = graph.state(number)
    way = graph.way(number) if number != graph.today else None
    return StatePage(
        f"State {number}", place(name, dossier, "moves"), found, graph.says(number), way
    )


def _drawn(name: str, graph: Graph, states: tuple[State, ...], ways: list[Way]) -> dict[str, Any]:
    """Nodes in columns by how many moves from today they are, and the moves between them."""
    from urllib.parse import quote

    depth = {graph.today: 0}
    on_way = {(a, b) for w in ways for a, b in zip(w.states, w.states[1:], strict=False)}
    for w in ways:
        for n, k in enumerate(w.states):
            depth[k] = min(depth.get(k, n), n)
    column: dict[int, int] = {}
    nodes = []
    for s in states:
        at = depth.get(s.number, 1)
        row = column[at] = column.get(at, -1) + 1
        kinds = ["now"] if s.now else []
        kinds += ["stable"] if s.chances.get("seq", 0) >= STABLE else []
        nodes.append(
            {
                "data": {
                    "id": str(s.number), "label": f"{s.number}" + (" now" if s.now else ""),
                    "href": f"/p/{quote(name)}/moves/{s.number}",
                },
                "position": {"x": 120 * row + 60 * (at % 2), "y": 130 * at},
                "classes": " ".join(kinds),
            }
        )  # fmt: skip
    makers = list(graph.model.decision_makers)
    edges = []
    for arc in graph.arcs([s.number for s in states]):
        path = (arc.source, arc.target) in on_way
        if not (arc.gains or path):
            continue
        side = {0: "side-0", 1: "side-1"}.get(makers.index(arc.mover), "")
        edges.append(
            {
                "data": {"source": str(arc.source), "target": str(arc.target), "mover": arc.mover},
                "classes": f"arrow {side}{' path' if path else ''}",
            }
        )
    return {"nodes": nodes, "edges": edges}
