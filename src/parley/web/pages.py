"""The data of each page, documented where it is made; templates read nothing else."""

from __future__ import annotations

import dataclasses

from markupsafe import Markup

from parley.brief.sources import MarkedSource, marked
from parley.dossier.schema import Dossier, Issue
from parley.outlook.document import EvidenceView, Outlook
from parley.outlook.record import evidence_views, seat_name, source_views

KINDS = {
    "parties": "Parties",
    "people": "People",
    "issues": "Issues",
    "positions": "Positions",
    "levers": "Levers",
    "constraints": "Constraints",
    "meetings": "Meetings",
    "assessments": "Accounts and expectations",
    "parallels": "Parallels",
    "moves": "Moves",
    "preferences": "Preferences",
}
"""Lists of the dossier that have a section, with their headings."""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a page stands: the process, its title and its sources, for the navigation."""

    name: str
    title: str
    sources: tuple[tuple[str, str], ...]
    """Id and title of each source."""


@dataclasses.dataclass(frozen=True)
class ProcessCard:
    """A process on the home page."""

    name: str
    title: str
    as_of: str | None
    entries: int
    waiting: int
    """Entries proposed and not yet reviewed."""
    headline: str | None
    """The outlook's answer, or why there is none; None while it has not been run."""
    problem: str | None
    """Why the dossier cannot be read, or the models not be run."""


@dataclasses.dataclass(frozen=True)
class HomePage:
    """Every process of the workspace."""

    title: str
    cards: tuple[ProcessCard, ...]
    place: Place | None = None


@dataclasses.dataclass(frozen=True)
class OutlookPage:
    """The outlook on a process; `body` is the content of its brief, None while it is run."""

    title: str
    place: Place
    body: Markup | None


@dataclasses.dataclass(frozen=True)
class Row:
    """An entry on the dossier page or beside a source."""

    id: str
    kind: str
    name: str
    facts: tuple[str, ...]
    review: str
    evidence: tuple[EvidenceView, ...]


@dataclasses.dataclass(frozen=True)
class ReaderPage:
    """A source with its evidence marked, and the entries that rest on it."""

    title: str
    place: Place
    source: MarkedSource
    rows: tuple[Row, ...]


@dataclasses.dataclass(frozen=True)
class Cell:
    """Where a party stands on an issue: the latest position on record."""

    option: str
    says: str | None
    entry: str


@dataclasses.dataclass(frozen=True)
class DossierPage:
    """A dossier: who stands where on each issue, then every entry by kind."""

    title: str
    place: Place
    columns: tuple[str, ...]
    """Names of the parties that fight or hold a position."""
    matrix: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    """Question of each issue, and a cell for each column."""
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    """Heading and entries of each kind."""


@dataclasses.dataclass(frozen=True)
class ErrorPage:
    """What went wrong, in one sentence."""

    title: str
    message: str
    place: Place | None = None


Page = HomePage | OutlookPage | ReaderPage | DossierPage | ErrorPage


def place(name: str, dossier: Dossier) -> Place:
    """Where the pages of a process stand."""
    sources = tuple((s.id, s.title or s.id) for s in dossier.sources)
    return Place(name, dossier.process.title, sources)


def card(
    name: str, dossier: Dossier, outlook: Outlook | None, *, problem: str | None = None
) -> ProcessCard:
    """Return a process for the home page, or why it has no outlook."""
    entries = dossier.entries()
    said = None
    if outlook is not None:
        said = outlook.headline.says if outlook.headline else outlook.why
    return ProcessCard(
        name=name,
        title=dossier.process.title,
        as_of=str(dossier.process.as_of) if dossier.process.as_of else None,
        entries=len(entries),
        waiting=sum(e.review == "proposed" for e in entries),
        headline=said,
        problem=problem,
    )


def unreadable(name: str, problem: str) -> ProcessCard:
    """Return a process whose files break a rule, for the home page."""
    return ProcessCard(name, name, None, 0, 0, None, problem)


def reader(name: str, dossier: Dossier, source: str) -> ReaderPage:
    """Return a source with what rests on it.

    Raises
    ------
    KeyError
        If the dossier has no such source.
    """
    view = {s.id: s for s in source_views(dossier)}[source]
    evidence = [e for e in evidence_views(dossier) if e.source == source]
    rows = [r for _, group in _groups(dossier) for r in group]
    own = tuple(r for r in rows if any(e.source == source for e in r.evidence))
    return ReaderPage(
        title=view.title or view.id,
        place=place(name, dossier),
        source=marked(view, evidence),
        rows=tuple(
            sorted(own, key=lambda r: min(e.start for e in r.evidence if e.source == source))
        ),
    )


def record(name: str, dossier: Dossier) -> DossierPage:
    """Return a dossier as a page."""
    asked = {p for side in dossier.process.sides for p in side} | {
        x.party for x in dossier.positions
    }
    parties = [p for p in dossier.parties if p.id in asked]
    return DossierPage(
        title="Dossier",
        place=place(name, dossier),
        columns=tuple(p.name for p in parties),
        matrix=tuple(
            (i.question, tuple(_cell(dossier, i, p.id) for p in parties)) for i in dossier.issues
        ),
        groups=_groups(dossier),
    )


def _cell(dossier: Dossier, issue: Issue, party: str) -> Cell | None:
    """The latest position of a party on an issue that nobody rejected."""
    found = [
        p
        for p in dossier.positions
        if p.issue == issue.id and p.party == party and p.review != "rejected"
    ]
    if not found:
        return None
    last = max(found, key=lambda p: str(p.as_of or ""))
    labels = {o.id: o.label for o in issue.options}
    return Cell(labels.get(last.preferred or "", "no preference stated"), last.says, last.id)


def _groups(dossier: Dossier) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Entries by kind, kinds without entries left out."""
    views = {e.id: e for e in evidence_views(dossier)}
    out = []
    for kind, heading in KINDS.items():
        rows = tuple(
            Row(
                id=e.id,
                kind=kind,
                name=_name(dossier, kind, e),
                facts=_facts(dossier, e),
                review=e.review,
                evidence=tuple(views[x.id] for x in e.evidence),
            )
            for e in getattr(dossier, kind)
        )
        if rows:
            out.append((heading, rows))
    return tuple(out)


def _name(dossier: Dossier, kind: str, entry: object) -> str:
    """What an entry is called."""
    if kind == "positions":
        party, issue = (dossier.name_of(getattr(entry, k)) for k in ("party", "issue"))
        return f"{party}: {issue}"
    if kind == "assessments":
        by = str(getattr(entry, "by"))  # noqa: B009 - the entry's kind is known by its list
        return "The source" if by == "source" else seat_name(dossier, by)
    for field in ("name", "question", "label", "statement"):
        if hasattr(entry, field):
            return str(getattr(entry, field))
    return str(getattr(entry, "id", ""))


FACTS = (
    "kind", "role", "office", "party", "status", "when", "place", "host", "agenda", "instrument",
    "state", "holder", "target", "condition", "polarity", "claim", "says", "demand_class", "binds",
)  # fmt: skip
"""Fields shown below an entry's name, in this order."""
NAMED = ("party", "host", "holder", "target", "binds")


def _facts(dossier: Dossier, entry: object) -> tuple[str, ...]:
    """The fields of an entry that say more than its name."""
    out = []
    for field in FACTS:
        value = getattr(entry, field, None)
        if value in (None, "", ()):
            continue
        shown = dossier.name_of(str(value)) if field in NAMED else str(value)
        out.append(f"{field.replace('_', ' ')}: {shown.replace('_', ' ')}")
    return tuple(out)
