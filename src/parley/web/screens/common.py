"""What several screens show: where a page stands, an entry with its quotes."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from typing import Any

from parley.dossier.review import key_of
from parley.dossier.schema import Dossier, Entry, Order
from parley.outlook.document import EvidenceView
from parley.outlook.record import seat_name
from parley.web.edits import version_of

KINDS = {
    "parties": "Parties",
    "people": "People",
    "issues": "Issues",
    "positions": "Positions",
    "levers": "Levers",
    "constraints": "Constraints",
    "meetings": "Meetings",
    "order": "Order of meetings",
    "assessments": "Accounts and expectations",
    "parallels": "Parallels",
    "moves": "Moves",
    "preferences": "Preferences",
}
"""Lists of the dossier, with their headings."""
ONE = {
    "parties": "Party", "people": "Person", "issues": "Issue", "positions": "Position",
    "levers": "Lever", "constraints": "Constraint", "meetings": "Meeting", "order": "Order",
    "assessments": "Account", "parallels": "Parallel", "moves": "Move", "preferences": "Preference",
}  # fmt: skip
"""The same, for one entry."""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a page stands: the process, its title, the screen, and what waits for review."""

    name: str
    title: str
    screen: str
    first_source: str | None
    waiting: int
    """Entries proposed and not yet reviewed."""


@dataclasses.dataclass(frozen=True)
class Row:
    """An entry as the pages show it."""

    key: str
    """`LIST/ID`, as in the log."""
    id: str
    kind: str
    name: str
    facts: tuple[str, ...]
    review: str
    version: str
    """Digest of all it says; a change must name it."""
    judgement: str | None
    evidence: tuple[EvidenceView, ...]


_NAMED: OrderedDict[int, tuple[Dossier, dict[str, str]]] = OrderedDict()
MOST_NAMED = 8


def names_of(dossier: Dossier) -> dict[str, str]:
    """Name of every entry that has one, as `Dossier.name_of` gives it; kept for a few records."""
    found = _NAMED.get(id(dossier))
    if found is not None and found[0] is dossier:
        return found[1]
    names = {i.id: i.question for i in reversed(dossier.issues)}
    groups: tuple[tuple[Any, ...], ...] = (
        dossier.constraints, dossier.levers, dossier.meetings, dossier.people, dossier.parties,
    )  # fmt: skip
    for group in groups:
        names |= {e.id: str(e.name) for e in reversed(group)}
    _NAMED[id(dossier)] = (dossier, names)
    while len(_NAMED) > MOST_NAMED:
        _NAMED.popitem(last=False)
    return names


def called(dossier: Dossier, key: str) -> str:
    """The name to show for the id of an entry; the id itself when there is none."""
    return names_of(dossier).get(key, key)


def place(name: str, dossier: Dossier, screen: str) -> Place:
    """Where a page of a process stands."""
    return Place(
        name=name,
        title=dossier.process.title,
        screen=screen,
        first_source=dossier.sources[0].id if dossier.sources else None,
        waiting=sum(e.review == "proposed" for e in dossier.entries()),
    )


def row(dossier: Dossier, kind: str, entry: Entry | Order) -> Row:
    """Return an entry of a list as a page shows it."""
    judged = getattr(entry, "judgement", None)
    return Row(
        key=key_of(kind, entry),
        id=getattr(entry, "id", ""),
        kind=kind,
        name=name_of(dossier, kind, entry),
        facts=facts(dossier, entry),
        review=entry.review,
        version=version_of(entry),
        judgement=f"{judged.who}: {judged.why}" if judged else None,
        evidence=tuple(
            EvidenceView(id=e.id, source=e.source, start=e.start, end=e.end, quote=e.quote)
            for e in entry.evidence
        ),
    )


def name_of(dossier: Dossier, kind: str, entry: Any) -> str:
    """What an entry is called."""
    if kind == "positions":
        return f"{called(dossier, entry.party)}: {called(dossier, entry.issue)}"
    if kind == "assessments":
        return "The source" if entry.by == "source" else seat_name(dossier, entry.by)
    if kind == "order":
        return f"{called(dossier, entry.before)}, then {called(dossier, entry.after)}"
    for field in ("name", "question", "label", "statement"):
        if hasattr(entry, field):
            return str(getattr(entry, field))
    return str(getattr(entry, "id", ""))


FACTS = (
    "kind", "role", "office", "party", "status", "date", "when", "place", "host", "agenda",
    "instrument", "state", "holder", "target", "condition", "polarity", "claim", "preferred",
    "says", "as_of", "demand_class", "binds", "now",
)  # fmt: skip
"""Fields shown below an entry's name, in this order."""
NAMED = ("party", "host", "holder", "target", "binds")


def facts(dossier: Dossier, entry: Any) -> tuple[str, ...]:
    """The fields of an entry that say more than its name."""
    out = []
    for field in FACTS:
        value = getattr(entry, field, None)
        if value in (None, "", (), False):
            continue
        shown = called(dossier, str(value)) if field in NAMED else str(value)
        if field == "preferred":
            shown = option_label(dossier, entry.issue, str(value))
        out.append(f"{field.replace('_', ' ')}: {shown.replace('_', ' ')}")
    seats = getattr(entry, "seats", ())
    if seats:
        names = [" or ".join(seat_name(dossier, s) for s in seat.any_of) for seat in seats]
        out.append("seats: " + "; ".join(names))
    return tuple(out)


def option_label(dossier: Dossier, issue: str, option: str | None) -> str:
    """The words of an option of an issue; its id when the issue is not there."""
    for found in dossier.issues:
        if found.id == issue:
            for o in found.options:
                if o.id == option:
                    return o.label
    return option or "no preference stated"
