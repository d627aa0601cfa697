"""Reader: a report with what was read in it marked; each entry accepted, edited or rejected."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from parley.brief.sources import Piece, marked
from parley.dossier.schema import LISTS, Dossier, Entry, Order
from parley.outlook.document import EvidenceView, SourceView
from parley.outlook.record import source_views
from parley.web.screens.common import Place, Row, place, row


@dataclasses.dataclass(frozen=True)
class SourceLink:
    """A source in the list beside the reader."""

    id: str
    title: str
    date: str | None
    waiting: int
    """Entries that rest on it and wait for review."""
    total: int


@dataclasses.dataclass(frozen=True)
class ReaderPage:
    """A source with its evidence marked, and the entries that rest on it."""

    title: str
    place: Place
    source: SourceView
    paragraphs: tuple[tuple[Piece, ...], ...]
    """The text cut at the spans of its evidence; marks open and close around pieces."""
    starts: tuple[int, ...]
    """Where in the source's text each paragraph begins."""
    unplaced: tuple[EvidenceView, ...]
    states: dict[str, str]
    """Review state by evidence id: proposed while any entry that rests on it waits."""
    rows: tuple[Row, ...]
    sources: tuple[SourceLink, ...]
    before: str | None
    after: str | None
    """Sources before and after this one."""


@dataclasses.dataclass(frozen=True)
class SourcesPage:
    """Every source with what waits in it."""

    title: str
    place: Place
    sources: tuple[SourceLink, ...]


def reader(name: str, dossier: Dossier, source: str, around: int = 6) -> ReaderPage:
    """Return a source with what rests on it.

    Parameters
    ----------
    name, dossier : the process
    source : id of the source
    around : how many neighbours of it are listed on either side

    Raises
    ------
    KeyError
        If the dossier has no such source.
    """
    ids = [s.id for s in dossier.sources]
    if source not in ids:
        raise KeyError(source)
    at = ids.index(source)
    (view,) = source_views(dossier.model_copy(update={"sources": (dossier.sources[at],)}))
    rows = []
    for kind, entry in _entries(dossier):
        if any(e.source == source for e in entry.evidence):
            rows.append(row(dossier, kind, entry))
    rows.sort(key=lambda r: min(e.start for e in r.evidence if e.source == source))
    evidence = {e.id: e for r in rows for e in r.evidence if e.source == source}
    states: dict[str, str] = {}
    for r in rows:
        for e in r.evidence:
            if states.get(e.id) != "proposed":
                states[e.id] = r.review
    cut = marked(view, list(evidence.values()))
    links = source_links(dossier)
    return ReaderPage(
        title=view.title or view.id,
        place=place(name, dossier, "reader"),
        source=view.model_copy(update={"text": ""}),
        paragraphs=cut.paragraphs,
        starts=_starts(view.text, cut.paragraphs),
        unplaced=cut.unplaced,
        states=states,
        rows=tuple(rows),
        sources=links[max(0, at - around) : at + around + 1],
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at + 1 < len(ids) else None,
    )


def sources(name: str, dossier: Dossier) -> SourcesPage:
    """Return every source with what waits in it."""
    return SourcesPage("Reports", place(name, dossier, "reader"), source_links(dossier))


def source_links(dossier: Dossier) -> tuple[SourceLink, ...]:
    """Every source, with how many entries rest on it and how many of them wait."""
    total: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for _, entry in _entries(dossier):
        for s in {e.source for e in entry.evidence}:
            total[s] = total.get(s, 0) + 1
            waiting[s] = waiting.get(s, 0) + (entry.review == "proposed")
    return tuple(
        SourceLink(
            s.id, s.title or s.id, str(s.date) if s.date else None,
            waiting.get(s.id, 0), total.get(s.id, 0),
        )
        for s in dossier.sources
    )  # fmt: skip


def _entries(dossier: Dossier) -> Iterator[tuple[str, Entry | Order]]:
    """Every entry with the name of its list."""
    for kind in LISTS:
        for entry in getattr(dossier, kind):
            yield kind, entry


def _starts(text: str, paragraphs: tuple[tuple[Piece, ...], ...]) -> tuple[int, ...]:
    """Where each paragraph begins in the text it was cut from."""
    out, at = [], 0
    for pieces in paragraphs:
        words = "".join(p.text for p in pieces)
        at = text.index(words, at)
        out.append(at)
        at += len(words)
    return tuple(out)
