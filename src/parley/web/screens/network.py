"""Timeline and network: meetings in order with their seats, and who deals with whom."""

from __future__ import annotations

import dataclasses
from itertools import combinations
from typing import Any
from urllib.parse import quote

from parley.dossier.schema import Dossier, Meeting
from parley.outlook.record import seat_name
from parley.web.screens.common import Place, called, place

MOST_NODES = 60
"""Parties drawn: those with most ties first."""
MOST_MEETINGS = 60
"""Meetings listed; the latest of those held, and all to come before them."""


@dataclasses.dataclass(frozen=True)
class Step:
    """A meeting on the timeline."""

    id: str
    name: str
    kind: str
    status: str
    when: str | None
    where: str | None
    seats: tuple[str, ...]
    """Each seat in words; "A or B" where the record leaves it open."""
    after: tuple[str, ...]
    """Names of the meetings it must follow."""
    href: str


@dataclasses.dataclass(frozen=True)
class Tie:
    """What two parties have to do with each other: meetings they share, levers between them."""

    one: str
    two: str
    meetings: int
    levers: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class NetworkPage:
    """Meetings in order, and the network of parties."""

    title: str
    place: Place
    held: tuple[Step, ...]
    coming: tuple[Step, ...]
    order: dict[str, Any]
    """Meetings and their order as cytoscape.js reads them."""
    network: dict[str, Any]
    """Parties and their ties, likewise."""
    ties: tuple[Tie, ...]
    parties: tuple[tuple[str, str], ...]
    """Name and page of each party drawn."""
    left_out: int
    """Parties not drawn."""


def network_page(name: str, dossier: Dossier) -> NetworkPage:
    """Return the timeline and network of a process."""
    live = dossier.without_rejected()
    steps = [_step(name, live, m) for m in _in_order(live)]
    held = [s for s in steps if s.status in ("held", "cancelled")]
    coming = [s for s in steps if s.status not in ("held", "cancelled")]
    ties = _ties(live)
    degree: dict[str, int] = {p: 1000 for side in live.process.sides for p in side}
    for (a, b), t in ties.items():
        for p in (a, b):
            degree[p] = degree.get(p, 0) + t.meetings + len(t.levers)
    shown = sorted(degree, key=lambda p: -degree[p])[:MOST_NODES]
    known = {p.id for p in live.parties}
    shown = [p for p in shown if p in known]
    return NetworkPage(
        title="Timeline and network",
        place=place(name, dossier, "network"),
        held=tuple(held[-MOST_MEETINGS:]),
        coming=tuple(coming[:MOST_MEETINGS]),
        order=_order(live, coming[:MOST_MEETINGS]),
        network=_network(name, live, ties, shown),
        ties=tuple(t for (a, b), t in ties.items() if a in shown and b in shown),
        parties=tuple((called(live, p), _href(name, p)) for p in shown),
        left_out=len(live.parties) - len(shown),
    )


def _href(name: str, party: str) -> str:
    return f"/p/{quote(name)}/entries/parties/{quote(party)}"


def _in_order(dossier: Dossier) -> list[Meeting]:
    """Meetings by date, then so that each follows those it must follow."""
    left = sorted(dossier.meetings, key=lambda m: (m.status != "held", str(m.date or "9")))
    before: dict[str, set[str]] = {}
    for o in dossier.order:
        before.setdefault(o.after, set()).add(o.before)
    out: list[Meeting] = []
    done: set[str] = set()
    waiting = {m.id for m in left}
    while left:
        free = next((m for m in left if not (before.get(m.id, set()) & waiting - {m.id})), left[0])
        left.remove(free)
        waiting.discard(free.id)
        done.add(free.id)
        out.append(free)
    return out


def _step(name: str, dossier: Dossier, m: Meeting) -> Step:
    """A meeting in words."""
    after = tuple(called(dossier, o.before) for o in dossier.order if o.after == m.id)
    when = " · ".join(x for x in (str(m.date) if m.date else "", m.when or "") if x)
    return Step(
        id=m.id,
        name=m.name,
        kind=m.kind,
        status=m.status,
        when=when or None,
        where=m.place,
        seats=tuple(" or ".join(seat_name(dossier, x) for x in s.any_of) for s in m.seats),
        after=after,
        href=f"/p/{quote(name)}/entries/meetings/{quote(m.id)}",
    )


def _seated(dossier: Dossier, m: Meeting) -> list[set[str]]:
    """Parties that may sit on each seat: of a person, the party."""
    party = {p.id: p.party for p in dossier.people}
    return [{party.get(x, x) or x for x in s.any_of} for s in m.seats]


def _ties(dossier: Dossier) -> dict[tuple[str, str], Tie]:
    """Pairs of parties with the meetings they share and the levers between them."""
    known = {p.id for p in dossier.parties}
    meetings: dict[tuple[str, str], int] = {}
    levers: dict[tuple[str, str], list[str]] = {}
    for m in dossier.meetings:
        present = sorted(set().union(*_seated(dossier, m)) & known) if m.seats else []
        for pair in combinations(present, 2):
            meetings[pair] = meetings.get(pair, 0) + 1
    for x in dossier.levers:
        if x.holder in known and x.target in known and x.holder != x.target:
            one, two = sorted((x.holder, x.target))
            levers.setdefault((one, two), []).append(x.name)
    return {
        pair: Tie(
            called(dossier, pair[0]), called(dossier, pair[1]),
            meetings.get(pair, 0), tuple(levers.get(pair, ())),
        )
        for pair in sorted({*meetings, *levers})
    }  # fmt: skip


def _order(dossier: Dossier, coming: list[Step]) -> dict[str, Any]:
    """Meetings to come from left to right, arrows from what must come first."""
    tied = {x for o in dossier.order for x in (o.before, o.after)}
    coming = [s for s in coming if s.id in tied]
    ids = {s.id for s in coming}
    nodes = [
        {
            "data": {"id": s.id, "label": s.name, "href": s.href},
            "position": {"x": 200 * n, "y": 60 * (n % 2)},
            "classes": "planned",
        }
        for n, s in enumerate(coming)
    ]
    edges = [
        {"data": {"source": o.before, "target": o.after}, "classes": "arrow"}
        for o in dossier.order
        if o.before in ids and o.after in ids
    ]
    return {"nodes": nodes, "edges": edges}


def _network(
    name: str, dossier: Dossier, ties: dict[tuple[str, str], Tie], shown: list[str]
) -> dict[str, Any]:
    """Parties as nodes, lines for meetings shared, arrows for levers."""
    side = {p: f"side-{n}" for n, members in enumerate(dossier.process.sides) for p in members}
    nodes = [
        {
            "data": {"id": p, "label": called(dossier, p), "href": _href(name, p)},
            "classes": side.get(p, ""),
        }
        for p in shown
    ]
    edges: list[dict[str, Any]] = [
        {"data": {"source": a, "target": b, "weight": t.meetings}, "classes": "meets"}
        for (a, b), t in ties.items()
        if t.meetings and a in shown and b in shown
    ]
    drawn = {(x.holder, x.target) for x in dossier.levers if x.holder != x.target}
    edges += [
        {"data": {"source": a, "target": b}, "classes": "arrow either"}
        for a, b in sorted(drawn)
        if a in shown and b in shown
    ]
    return {"nodes": nodes, "edges": edges}
