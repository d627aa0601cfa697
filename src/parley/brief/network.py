"""Who deals with whom: parties, people and meetings of a dossier as one graph."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from parley.brief.plain_text import one_line
from parley.dossier.schema import Dossier, Entry
from parley.errors import MissingLibraryError


@dataclasses.dataclass(frozen=True)
class Node:
    """A party, a person or a meeting; `kind` is its kind there, `evidence` ids of its sentences."""

    id: str
    label: str
    group: str
    """party, person or meeting."""
    kind: str = ""
    evidence: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Link:
    """A relation between two nodes.

    `relation` is `acts_for` (person to party), `at` (to a meeting), `may_be_at` (a seat left open
    between several), `hosts`, `before` (meeting to meeting), `fights` (side to side), or a
    lever's instrument (holder to target).
    """

    source: str
    target: str
    relation: str
    label: str = ""
    evidence: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Network:
    """The graph: nodes by id, links between them."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def network(dossier: Dossier) -> Network:
    """Return who deals with whom.

    Parameters
    ----------
    dossier : Dossier
        Rejected entries are left out. A link to something that is no party, person or meeting of
        the record is left out too.

    Examples
    --------
    >>> from parley.dossier.schema import Meeting, Party, Process, Seat
    >>> d = Dossier(process=Process(title="x"), parties=(Party(id="A", name="Ay", kind="state"),),
    ...             meetings=(Meeting(id="m", name="Talks", kind="officials", status="held",
    ...                               seats=(Seat(any_of=("A",)),)),))
    >>> [(x.source, x.relation, x.target) for x in network(d).links]
    [('A', 'at', 'm')]
    """
    d = dossier.without_rejected()
    nodes = {n.id: n for n in _nodes(d)}
    links = [x for x in _links(d) if x.source in nodes and x.target in nodes]
    return Network(tuple(nodes.values()), tuple(dict.fromkeys(links)))


def graphml(graph: Network) -> bytes:
    """Return a network as GraphML; evidence ids are one attribute, set apart by spaces.

    Raises
    ------
    MissingLibraryError
        When networkx is not installed.
    """
    try:
        import networkx
    except ImportError as error:
        raise MissingLibraryError("GraphML needs the library networkx") from error
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for n in graph.nodes:
        made.add_node(
            n.id,
            label=one_line(n.label),
            group=n.group,
            kind=one_line(n.kind),
            evidence=" ".join(n.evidence),
        )
    for k, x in enumerate(graph.links):
        about = {
            "relation": x.relation,
            "label": one_line(x.label),
            "evidence": " ".join(x.evidence),
        }
        made.add_edge(x.source, x.target, key=f"e{k}", **about)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (head + "\n".join(networkx.generate_graphml(made)) + "\n").encode()


def _ids(entry: Entry) -> tuple[str, ...]:
    return tuple(e.id for e in entry.evidence)


def _nodes(d: Dossier) -> Iterator[Node]:
    for p in d.parties:
        yield Node(p.id, p.name, "party", p.role or p.kind, _ids(p))
    for x in d.people:
        yield Node(x.id, x.name, "person", x.office or "", _ids(x))
    for m in d.meetings:
        yield Node(m.id, m.name, "meeting", m.status, _ids(m))


def _links(d: Dossier) -> Iterable[Link]:
    for x in d.people:
        if x.party:
            yield Link(x.id, x.party, "acts_for", x.office or "", _ids(x))
    for m in d.meetings:
        for seat in m.seats:
            how = "at" if len(seat.any_of) == 1 else "may_be_at"
            yield from (Link(who, m.id, how, m.status, _ids(m)) for who in seat.any_of)
        if m.host:
            yield Link(m.host, m.id, "hosts", "", _ids(m))
    for o in d.order:
        yield Link(o.before, o.after, "before", "", tuple(e.id for e in o.evidence))
    for lever in d.levers:
        yield Link(lever.holder, lever.target, lever.instrument, lever.name, _ids(lever))
    if len(d.process.sides) == 2:
        ids = tuple(e.id for e in d.process.sides_evidence)
        first, second = d.process.sides
        yield from (Link(a, b, "fights", "", ids) for a in first for b in second)
