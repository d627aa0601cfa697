"""Dossier: who stands where on each issue, and every entry by kind, to be read and mended."""

from __future__ import annotations

import dataclasses

from parley.dossier.schema import Dossier, Entry, Order, Position
from parley.web.forms import Field, fields_of
from parley.web.screens.common import KINDS, ONE, Place, Row, called, option_label, place, row

PAGE = 40
"""Entries on one page of a list."""
MOST_COLUMNS = 12
"""Parties of the matrix; those with most positions first, in the order of the record."""


@dataclasses.dataclass(frozen=True)
class Cell:
    """Where a party stands on an issue: the latest position on record."""

    option: str
    says: str | None
    key: str
    review: str
    count: int
    """Positions on record, over time."""


@dataclasses.dataclass(frozen=True)
class Line:
    """One issue of the matrix."""

    id: str
    question: str
    now: str | None
    cells: tuple[Cell | None, ...]


@dataclasses.dataclass(frozen=True)
class Group:
    """One kind of entry: its list, heading, how many there are and how many wait."""

    kind: str
    heading: str
    count: int
    waiting: int


@dataclasses.dataclass(frozen=True)
class DossierPage:
    """A dossier: the matrix, then one list of entries at a time."""

    title: str
    place: Place
    columns: tuple[tuple[str, str], ...]
    """Id and name of the parties that fight or hold a position."""
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    kind: str
    """The list that is open."""
    query: str
    rows: tuple[Row, ...]
    start: int
    found: int
    """Entries that the query finds, over all pages."""
    size: int = PAGE


@dataclasses.dataclass(frozen=True)
class EntryPage:
    """One entry: what it says, the sentences it rests on, and a form to change it."""

    title: str
    place: Place
    row: Row
    fields: tuple[Field, ...]
    history: tuple[Row, ...]
    """For a position: the others of the same party on the same issue."""
    log: tuple[str, ...]
    """Decisions on it, oldest first, in words."""


def record(
    name: str, dossier: Dossier, kind: str = "", query: str = "", start: int = 0
) -> DossierPage:
    """Return a dossier as a page.

    Parameters
    ----------
    name, dossier : the process
    kind : which list is open; the first that holds anything when it is none
    query : words that the entries' names, facts or quotes must hold, in any case
    start : where in the list the page begins
    """
    groups = tuple(
        Group(k, heading, len(items), sum(e.review == "proposed" for e in items))
        for k, heading in KINDS.items()
        if (items := getattr(dossier, k))
    )
    known = [g.kind for g in groups]
    kind = kind if kind in known else (known[0] if known else "")
    columns = _columns(dossier)
    entries = list(getattr(dossier, kind, ())) if kind else []
    words = query.casefold().split()
    if words:
        entries = [e for e in entries if _holds(dossier, kind, e, words)]
    start = max(0, min(start, max(0, len(entries) - 1)) // PAGE * PAGE)
    rows = [row(dossier, kind, e) for e in entries[start : start + PAGE]]
    return DossierPage(
        title="Dossier",
        place=place(name, dossier, "dossier"),
        columns=tuple((p, called(dossier, p)) for p in columns),
        lines=_lines(dossier, columns),
        groups=groups,
        kind=kind,
        query=query,
        rows=tuple(rows),
        start=start,
        found=len(entries),
    )


def entry(name: str, dossier: Dossier, key: str, log: tuple[str, ...]) -> EntryPage:
    """Return one entry with its form.

    Raises
    ------
    DossierError
        When no entry has the key.
    """
    from parley.dossier.review import entry_of

    found, kind = entry_of(dossier, key), key.partition("/")[0]
    shown = row(dossier, kind, found)
    others: tuple[Row, ...] = ()
    if isinstance(found, Position):
        same = [
            p for p in dossier.positions
            if (p.party, p.issue) == (found.party, found.issue) and p.id != found.id
        ]  # fmt: skip
        same.sort(key=lambda p: str(p.as_of or ""))
        others = tuple(row(dossier, kind, p) for p in same)
    return EntryPage(
        title=f"{ONE[kind]}: {shown.name}",
        place=place(name, dossier, "dossier"),
        row=shown,
        fields=fields_of(dossier, found),
        history=others,
        log=log,
    )


def _columns(dossier: Dossier) -> list[str]:
    """The parties of the matrix: who fights or holds a position, at most `MOST_COLUMNS`."""
    held: dict[str, int] = {p: 10_000 for side in dossier.process.sides for p in side}
    for x in dossier.positions:
        held[x.party] = held.get(x.party, 0) + 1
    ids = [p.id for p in dossier.parties if p.id in held]
    kept = sorted(ids, key=lambda p: -held[p])[:MOST_COLUMNS]
    return [p for p in ids if p in kept]


def _lines(dossier: Dossier, columns: list[str]) -> tuple[Line, ...]:
    """Every issue with the latest position of each party that nobody rejected."""
    latest: dict[tuple[str, str], Position] = {}
    count: dict[tuple[str, str], int] = {}
    for p in dossier.positions:
        if p.review == "rejected":
            continue
        at = (p.issue, p.party)
        count[at] = count.get(at, 0) + 1
        if at not in latest or str(p.as_of or "") >= str(latest[at].as_of or ""):
            latest[at] = p
    out = []
    for issue in dossier.issues:
        if issue.review == "rejected":
            continue
        cells = []
        for party in columns:
            p = latest.get((issue.id, party))  # type: ignore[assignment]
            cells.append(
                None if p is None else Cell(
                    option_label(dossier, issue.id, p.preferred), p.says, f"positions/{p.id}",
                    p.review, count[issue.id, party],
                )
            )  # fmt: skip
        now = option_label(dossier, issue.id, issue.now) if issue.now else None
        out.append(Line(issue.id, issue.question, now, tuple(cells)))
    return tuple(out)


def _holds(dossier: Dossier, kind: str, entry: Entry | Order, words: list[str]) -> bool:
    """Whether an entry's name, facts or quotes hold all of these words."""
    r = row(dossier, kind, entry)
    text = " ".join([r.key, r.name, *r.facts, *(e.quote for e in r.evidence)]).casefold()
    return all(w in text for w in words)
