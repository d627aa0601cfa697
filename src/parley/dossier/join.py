"""Dossiers of one process made one: what new reports propose, added to what is known."""

import datetime
from typing import Any

from parley.dossier import same
from parley.dossier.joining import Ids, Record, Texts, unknown_filled
from parley.dossier.references import ANY
from parley.dossier.same import Verdict
from parley.dossier.schema import Dossier

_FIRST = ("parties", "people", "parallels", "issues", "meetings")
_NAMED = ("parties", "people", "parallels", "issues")
_KINDS = (*_FIRST, *(k for k in ANY if k not in _FIRST and k != "assessments"), "assessments")
"""The kinds in an order in which each refers only to kinds before it."""


def join(old: Dossier, *new: Dossier) -> Dossier:
    """Add newly read dossiers to an older one; nothing that was decided is changed or lost.

    Parameters
    ----------
    old : Dossier
        What is known, reviewed or not.
    new : Dossier
        What was read since, one after another.

    Returns
    -------
    Dossier
        The old entries, then the new ones that are about something else. By kind:

        - A source with the text of an old one is the same source; one that prints most of it (see
          `parley.dossier.copies`) becomes one of its `copies`, and what it says is found in the old
          text. Only sentences of its own keep it as a source beside.
        - A party, person or parallel with a name (or code) of an old one, and an issue of the same
          catalogue entry or question, is that entry, and lends it its evidence.
        - A meeting of the same parties at the same place and time, a lever of the same holder on
          the same target, a constraint on the same actor, a position restated: one entry with the
          evidence of both.
        - Where two accounts differ (held, postponed), a later report changes a proposed entry,
          which keeps the earlier evidence and notes what it said; an entry somebody decided on is
          never changed. Accounts of one day, or that contradict, stand side by side, each with its
          sources and the other's id in `differs_from`.
        - A party's position that changed is a further position with its date.
        - What refers to an entry that was rejected is rejected with it, and says so.

        Ids that are taken, in any kind, get a number. Unknown fields of entries not yet decided
        on, and of the process, are filled; `as_of` is the later date. A report read twice adds
        nothing.

    Examples
    --------
    >>> from parley.dossier.schema import Party, Process
    >>> old = Dossier(process=Process(title="x"), parties=(
    ...     Party(id="A", name="Aland", kind="state"),))
    >>> new = Dossier(process=Process(title="y"), parties=(
    ...     Party(id="A", name="Boria", kind="state"), Party(id="L", name="ALAND", kind="state")))
    >>> [(p.id, p.name) for p in join(old, new).parties]
    [('A', 'Aland'), ('A-2', 'Boria')]
    """
    if not new:
        return old
    joiner = Joiner(old)
    for dossier in new:
        joiner.add(dossier)
    return joiner.dossier()


class Joiner:
    """A dossier that grows by others; the cost of each is that of its own entries."""

    def __init__(self, old: Dossier) -> None:
        self._old = old
        self._process = old.process
        self._texts = Texts(old.sources)
        self._records: dict[str, Record] = {}
        for kind in _KINDS:
            self._records[kind] = Record(kind, getattr(old, kind), self._key)
        self._order = list(old.order)
        self._estimates = {e.id: e for e in old.estimates}
        self._taken = {e.id.casefold() for kind in _KINDS for e in self._records[kind].entries}

    def dossier(self) -> Dossier:
        """The whole as it stands."""
        lists: dict[str, Any] = {k: tuple(r.entries) for k, r in self._records.items()}
        return self._old.model_copy(update={
            **lists, "order": tuple(self._order), "sources": self._texts.sources(),
            "estimates": tuple(self._estimates.values()), "process": self._process,
        })  # fmt: skip

    def add(self, new: Dossier) -> None:
        """Add one dossier."""
        moved = self._texts.take(new.sources)
        ids = Ids(new)
        for kind in _KINDS:
            for entry in getattr(new, kind):
                fresh = ids.follow(kind, entry, moved)
                ids.now[kind, entry.id] = self._place(kind, fresh)
        for order in new.order:
            self._add_order(ids.follow("order", order, moved))
        self._process = unknown_filled(self._process, new.process, ids, moved)
        for e in new.estimates:
            self._estimates.setdefault(e.id, e)

    def _place(self, kind: str, entry: Any) -> str:
        """Put an entry where it belongs; the id it has from now on."""
        record = self._records[kind]
        entry = self._spared(kind, entry)
        differing = []
        for at in record.candidates(entry):
            verdict = self._verdict(kind, record.entries[at], entry)
            if verdict == "differs" or (verdict == "later" and record.decided(at)):
                differing.append(at)
            elif verdict is not None:
                record.more(at, entry, verdict, self._told)
                return str(record.entries[at].id)
        key = self._free(entry.id)
        others = tuple(record.entries[at].id for at in differing)
        record.append(entry.model_copy(update={"id": key, "differs_from": others}))
        for at in differing:
            record.differ(at, key)
        return key

    def _verdict(self, kind: str, old: Any, new: Any) -> Verdict | None:
        """How a new entry stands to an old one of its kind that shares a key."""
        if _alike(old, new) and (kind in _NAMED or set(new.evidence) <= set(old.evidence)):
            return "same"
        told = (self._told(old), self._told(new))
        found: Verdict | None = None
        if not set(self._key(kind, old)) & set(self._key(kind, new)):
            pass
        elif kind == "meetings":
            found = same.compare_meetings(old, new, (self._who(old), self._who(new)), told)
        elif kind == "levers":
            found = same.compare_levers(old, new, told)
        elif kind == "positions":
            found = same.compare_positions(old, new)
        else:
            test: Any = _TESTS.get(kind)
            found = "same" if test is not None and test(old, new) else None
        if found is None and new.id == old.id and new.evidence:
            known = set(old.evidence)
            found = "same" if all(e in known for e in new.evidence) else None
        return found

    def _key(self, kind: str, e: Any) -> list[str]:
        """Keys under which an entry is looked for, strongest first."""
        if kind == "parties":
            return list(same.party_keys(e))
        if kind == "people":
            return [same.fold(e.name).rpartition(" ")[2]]
        if kind == "parallels":
            return [same.fold(e.name)]
        if kind == "issues":
            return [e.catalogue or same.fold(e.question)]
        if kind == "meetings":
            return [f"with {k}" for k in sorted(self._who(e))]
        parts = {
            "positions": ("party", "issue"), "levers": ("holder", "target", "instrument"),
            "constraints": ("binds", "kind"), "assessments": ("by",), "moves": ("party",),
            "preferences": ("party", "rank"),
        }[kind]  # fmt: skip
        return [" ".join(str(self._home(str(getattr(e, p)))) for p in parts)]

    def _who(self, m: Any) -> frozenset[str]:
        """Parties at a meeting, people counted for theirs; of an open seat the first."""
        return frozenset(self._home(key) for seat in m.seats for key in seat.any_of[:1])

    def _home(self, key: str) -> str:
        """The party a person acts for; else the id itself."""
        found = self._records["people"].get(key)
        return (found.party or key) if found is not None else key

    def _told(self, entry: Any) -> datetime.date | None:
        """Date of the latest report that an entry rests on."""
        dates = [self._texts.date(e.source) for e in entry.evidence]
        return max((d for d in dates if d), default=None)

    def _spared(self, kind: str, entry: Any) -> Any:
        """The entry without, or rejected with, what somebody rejected; options that there are."""
        gone = {k for r in (self._records["parties"], self._records["people"]) for k in r.rejected}
        issues = self._records["issues"]
        if kind == "people" and entry.party in gone:
            return entry.model_copy(update={"party": None})
        if kind == "meetings" and gone:
            seats = tuple(s for s in entry.seats if not gone & set(s.any_of))
            host = None if entry.host in gone else entry.host
            return entry.model_copy(update={"seats": seats, "host": host})
        if kind == "positions" and (issue := issues.get(entry.issue)) is not None:
            known = {o.id for o in issue.options}
            entry = entry.model_copy(update={
                "preferred": entry.preferred if entry.preferred in known else None,
                "acceptable": tuple(o for o in entry.acceptable if o in known),
                "red_lines": tuple(o for o in entry.red_lines if o in known),
            })  # fmt: skip
        asked = [getattr(entry, f, None) for f in ("party", "holder", "target", "binds", "by")]
        asked += [getattr(entry, "issue", None)] if kind == "positions" else []
        lost = next((a for a in asked if a in gone or a in issues.rejected), None)
        if lost is None or kind in ("people", "meetings") or entry.review == "rejected":
            return entry
        note = f"refers to {lost}, which was rejected"
        return entry.model_copy(update={"review": "rejected", "note": note})

    def _add_order(self, order: Any) -> None:
        """A stated order, once, unless it would close a circle with those told before."""
        for at, known in enumerate(self._order):
            if (known.before, known.after) == (order.before, order.after):
                fresh = tuple(e for e in order.evidence if e not in known.evidence)
                whole = known.model_copy(update={"evidence": (*known.evidence, *fresh)})
                self._order[at] = whole
                return
        reached, ahead = {order.after}, [order.after]
        while ahead:
            here = ahead.pop()
            onward = {o.after for o in self._order if o.before == here} - reached
            reached |= onward
            ahead += onward
        if order.before not in reached:
            self._order.append(order)

    def _free(self, wish: str) -> str:
        """The id, or the id with the lowest number from 2 that nothing has."""
        key, n = wish, 2
        while key.casefold() in self._taken:
            key, n = f"{wish}-{n}", n + 1
        self._taken.add(key.casefold())
        return key


_TESTS: dict[str, Any] = {
    "parties": same.same_party,
    "people": same.same_person,
    "parallels": lambda a, b: same.fold(a.name) == same.fold(b.name),
    "issues": same.same_issue,
    "constraints": same.same_constraint,
    "assessments": same.same_assessment,
}


def _alike(a: Any, b: Any) -> bool:
    """Whether two entries with one id say the same, their review and evidence aside."""
    if a.id != b.id:
        return False
    aside = {"review": b.review, "evidence": b.evidence, "differs_from": b.differs_from}
    return bool(a.model_copy(update=aside) == b)
