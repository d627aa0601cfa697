"""Home: the processes of the workspace, their latest outlook, what changed since the one before."""

from __future__ import annotations

import dataclasses

from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook
from parley.web.kept import Shift, Snapshot, shifts
from parley.web.screens.common import Place


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
    runs: tuple[tuple[str, str], ...]
    """Id and time of the outlooks kept, newest first."""
    changes: tuple[Shift, ...]
    """What moved between the last two, largest first."""


@dataclasses.dataclass(frozen=True)
class HomePage:
    """Every process of the workspace."""

    title: str
    cards: tuple[ProcessCard, ...]
    place: Place | None = None


@dataclasses.dataclass(frozen=True)
class ComparePage:
    """Two outlooks on one process side by side: each chance, what changed in the record between."""

    title: str
    place: Place
    runs: tuple[tuple[str, str], ...]
    before: str
    after: str
    rows: tuple[Shift, ...]
    record: tuple[str, ...]
    """Entries added, gone or changed between the two, in words."""


def card(
    name: str,
    dossier: Dossier,
    outlook: Outlook | None,
    kept: tuple[Snapshot, ...] = (),
    problem: str | None = None,
) -> ProcessCard:
    """Return a process for the home page, or why it has no outlook."""
    entries = dossier.entries()
    said = kept[0].says if kept else None
    if outlook is not None:
        said = outlook.headline.says if outlook.headline else outlook.why
    moved = shifts(kept[1], kept[0]) if len(kept) > 1 else ()
    moved = tuple(s for s in moved if abs(s.by) >= 0.005)[:3]
    return ProcessCard(
        name=name,
        title=dossier.process.title,
        as_of=str(dossier.process.as_of) if dossier.process.as_of else None,
        entries=len(entries),
        waiting=sum(e.review == "proposed" for e in entries),
        headline=said,
        problem=problem,
        runs=tuple((s.run, s.made) for s in kept),
        changes=moved,
    )


def unreadable(name: str, problem: str) -> ProcessCard:
    """Return a process whose files break a rule, for the home page."""
    return ProcessCard(name, name, None, 0, 0, None, problem, (), ())


def compare(
    where: Place, kept: tuple[Snapshot, ...], before: Snapshot, after: Snapshot
) -> ComparePage:
    """Return two outlooks side by side."""
    old, new = before.entries, after.entries
    words = [f"added: {k}" for k in new if k not in old]
    words += [f"gone: {k}" for k in old if k not in new]
    words += [f"changed: {k}" for k in new if k in old and new[k] != old[k]]
    return ComparePage(
        title="What changed",
        place=where,
        runs=tuple((s.run, s.made) for s in kept),
        before=before.run,
        after=after.run,
        rows=shifts(before, after),
        record=tuple(words),
    )
