"""Parts of a join: texts that are one, ids that follow, entries that gather evidence."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from parley.dossier.copies import Copies
from parley.dossier.quote import locate
from parley.dossier.references import ACTOR, ANY, FIELDS, OPERATORS, PARTY
from parley.dossier.same import Verdict
from parley.dossier.schema import Copy, Dossier, Evidence, Process, Seat, Source

KEPT = 40
"""Pieces of evidence that a party, person or issue gathers; more would tell nothing new."""
_MANY = ("parties", "people", "issues", "parallels")
_LOOKED_AT = 200
"""Latest entries under one key that a new one is compared with."""
MODEL = "llm "
"""How the rule of an entry begins that a language model proposed."""
Move = Callable[[Evidence], Evidence]


class Texts:
    """The sources of a join: each text once, copies noted with the first."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {s.id: s for s in sources}
        self._by_text = {s.text: s.id for s in reversed(sources)}
        self._taken = {s.id.casefold() for s in sources}
        self._seen: Copies | None = None

    def sources(self) -> tuple[Source, ...]:
        """All sources, in the order they came."""
        return tuple(self._sources.values())

    def date(self, key: str) -> datetime.date | None:
        """Date of a source."""
        found = self._sources.get(key)
        return found.date if found is not None else None

    def take(self, new: Sequence[Source]) -> Move:
        """Take in sources; a function that puts evidence where it now belongs."""
        to: dict[str, tuple[str, Source | None]] = {}
        for s in new:
            home = self._by_text.get(s.text)
            if home is not None:
                to[s.id] = (home, None)
                self._note(home, s)
                continue
            home = self._copies().match(s.text, lambda k: self._sources[k].text)
            if home is not None:
                to[s.id] = (home, s)
                self._note(home, s)
            else:
                to[s.id] = (self._own(s), None)

        def move(e: Evidence) -> Evidence:
            home, copy = to.get(e.source, (e.source, None))
            if copy is None:
                return e.model_copy(update={"source": home})
            span = locate(self._sources[home].text, e.quote)
            if span is None:
                own = self._own(copy)
                to[e.source] = (home, copy)
                return e.model_copy(update={"source": own})
            a, b = span
            quote = self._sources[home].text[a:b]
            return Evidence(source=home, start=a, end=b, quote=quote)

        return move

    def _own(self, s: Source) -> str:
        """Keep a text as a source of its own; its id from now on."""
        known = self._by_text.get(s.text)
        if known is not None:
            return known
        key, n = s.id, 2
        while key.casefold() in self._taken:
            key, n = f"{s.id}-{n}", n + 1
        self._taken.add(key.casefold())
        self._sources[key] = s.model_copy(update={"id": key})
        self._by_text[s.text] = key
        self._copies().add(key, s.text)
        return key

    def _copies(self) -> Copies:
        """What is known of the texts, made when a text comes that is not one of them."""
        if self._seen is None:
            self._seen = Copies()
            for s in self._sources.values():
                self._seen.add(s.id, s.text)
        return self._seen

    def _note(self, home: str, s: Source) -> None:
        """Note who else printed a text, once."""
        first = self._sources[home]
        here = Copy(
            publisher=s.publisher, title=s.title, date=s.date, address=s.address, sha256=s.sha256
        )
        mine = (first.publisher, first.address, first.sha256)
        known = {mine, *((c.publisher, c.address, c.sha256) for c in first.copies)}
        fresh = []
        for c in (here, *s.copies):
            nameless = c.sha256 == first.sha256 and not (c.publisher or c.address)
            if (c.publisher, c.address, c.sha256) not in known and not nameless:
                fresh.append(c)
        if fresh:
            whole = first.model_copy(update={"copies": (*first.copies, *fresh)})
            self._sources[home] = whole


class Ids:
    """Where the ids of one dossier lead after the join, kind by kind."""

    def __init__(self, new: Dossier) -> None:
        self.now: dict[tuple[str, str], str] = {}
        self._kinds: dict[str, list[str]] = {}
        for kind in ANY:
            for e in getattr(new, kind):
                self._kinds.setdefault(e.id, []).append(kind)

    def of(self, key: str | None, lists: Iterable[str]) -> Any:
        """The id from now on of what an entry calls `key`, which stands in one of the lists."""
        for kind in lists:
            if key is not None and (kind, key) in self.now:
                return self.now[kind, key]
        return key

    def follow(self, kind: str, entry: Any, move: Move) -> Any:
        """The entry with its evidence where it belongs and its references led on."""
        update: dict[str, Any] = {"evidence": tuple(dict.fromkeys(map(move, entry.evidence)))}
        for field, lists in FIELDS.get(kind, {}).items():
            value = getattr(entry, field)
            if isinstance(value, tuple):
                update[field] = tuple(dict.fromkeys(self.of(v, lists) for v in value))
            else:
                update[field] = self.of(value, lists)
        if kind == "meetings":
            update["seats"] = tuple(
                Seat(any_of=tuple(dict.fromkeys(self.of(k, ACTOR) for k in s.any_of)))
                for s in entry.seats
            )
        elif kind == "issues":
            update["options"] = tuple(
                o.model_copy(update={"consent": tuple(self.of(k, PARTY) for k in o.consent)})
                for o in entry.options
            )
        elif kind == "assessments" and entry.by != "source":
            update["by"] = self.of(entry.by, ACTOR)
        elif kind == "preferences":
            spaced = entry.statement.replace("(", " ( ").replace(")", " ) ").split()
            update["statement"] = " ".join(
                w if w.lower() in OPERATORS else self.of(w, ("moves",)) for w in spaced
            )
        elif kind == "order":
            update["before"] = self.of(entry.before, ("meetings",))
            update["after"] = self.of(entry.after, ("meetings",))
        if kind != "order":
            update["differs_from"] = tuple(self.of(k, (kind,)) for k in entry.differs_from)
        return entry.model_copy(update=update)


class Record:
    """The entries of one kind as they grow, found by keys."""

    def __init__(
        self, kind: str, entries: Iterable[Any], key: Callable[[str, Any], list[str]]
    ) -> None:
        self.kind, self.entries, self.rejected = kind, list[Any](), set[str]()
        self._key = key
        self._at: dict[str, list[int]] = {}
        self._ids: dict[str, int] = {}
        self._known: list[set[Evidence]] = []
        for e in entries:
            self.append(e)

    def append(self, entry: Any) -> None:
        """Add an entry under its keys."""
        at = len(self.entries)
        self.entries.append(entry)
        self._known.append(set(entry.evidence))
        self._ids[entry.id] = at
        if entry.review == "rejected":
            self.rejected.add(entry.id)
        self._index(entry, at)

    def _index(self, entry: Any, at: int) -> None:
        for key in self._key(self.kind, entry):
            places = self._at.setdefault(key, [])
            if not places or places[-1] != at:
                places.append(at)

    def get(self, key: str) -> Any:
        """The entry of an id; None when there is none."""
        at = self._ids.get(key)
        return self.entries[at] if at is not None else None

    def decided(self, at: int) -> bool:
        """Whether somebody accepted or rejected the entry."""
        return bool(self.entries[at].review != "proposed")

    def candidates(self, entry: Any) -> list[int]:
        """Places of entries the new one may be the same as, by its keys, strongest first."""
        found: dict[int, None] = {}
        at = self._ids.get(entry.id)
        if at is not None and self.kind not in ("parties", "people"):
            found[at] = None
        for key in self._key(self.kind, entry):
            found |= dict.fromkeys(self._at.get(key, ())[-_LOOKED_AT:])
        if at is not None:
            found.setdefault(at)
        return list(found)

    def differ(self, at: int, other: str) -> None:
        """Note that another entry tells it otherwise."""
        e = self.entries[at]
        if other not in e.differs_from:
            self.entries[at] = e.model_copy(update={"differs_from": (*e.differs_from, other)})

    def more(
        self, at: int, new: Any, verdict: Verdict, told: Callable[[Any], datetime.date | None]
    ) -> None:
        """Let an entry rest on what a further report says; fill and update what is undecided."""
        old, known = self.entries[at], self._known[at]
        fresh = tuple(e for e in dict.fromkeys(new.evidence) if e not in known)
        if self.kind in _MANY:
            fresh = fresh[: max(0, KEPT - len(old.evidence))]
        update: dict[str, Any] = {}
        if old.review == "proposed":
            update = _filled(self.kind, old, new)
            if verdict == "later":
                update |= _told_later(self.kind, old, new, told)
            if new.rule and new.rule.startswith(MODEL) and new.rule not in (old.rule or ""):
                update["rule"] = f"{old.rule} + {new.rule}" if old.rule else new.rule
        if fresh:
            update["evidence"] = (*old.evidence, *fresh)
            known.update(fresh)
        if update:
            self.entries[at] = old.model_copy(update=update)
            self._index(self.entries[at], at)


def _filled(kind: str, old: Any, new: Any) -> dict[str, Any]:
    """Fields of an undecided entry that a further report fills."""
    fields = {
        "parties": ("role", "iso3"), "people": ("office", "party"), "issues": (),
        "meetings": ("place", "host", "date", "when", "agenda"), "levers": ("condition", "issue"),
        "positions": ("says",), "constraints": (), "assessments": ("claim",),
    }.get(kind, ())  # fmt: skip
    update = {
        f: getattr(new, f)
        for f in fields
        if getattr(old, f) is None and getattr(new, f) is not None
    }
    for f in ("aliases", "holders", "also"):
        mine = getattr(old, f, ())
        extra = [x for x in dict.fromkeys(getattr(new, f, ())) if x not in mine]
        if extra and f == "aliases":
            extra = [x for x in extra if x != old.name][: max(0, 20 - len(mine))]
        if extra:
            update[f] = (*mine, *extra)
    if kind == "people" and len(new.name) > len(old.name) and new.name != old.name:
        update |= {"name": new.name, "aliases": (*update.get("aliases", old.aliases), old.name)}
    if kind == "positions" and new.as_of and (old.as_of is None or new.as_of > old.as_of):
        update["as_of"] = new.as_of
    if new.confidence is not None and new.confidence > (old.confidence or 0):
        update["confidence"] = new.confidence
    return update


def _told_later(
    kind: str, old: Any, new: Any, told: Callable[[Any], datetime.date | None]
) -> dict[str, Any]:
    """What the later of two reports says of a meeting or lever, with a note of the earlier."""
    field = {"meetings": "status", "levers": "state"}[kind]
    before, after = told(old), told(new)
    first, last = (old, new) if (before or after) <= (after or before) else (new, old)  # type: ignore[operator]
    note = (
        f"{getattr(first, field)} as told {min(d for d in (before, after) if d)}, "
        f"{getattr(last, field)} as told {max(d for d in (before, after) if d)}"
    )
    return {field: getattr(last, field), "note": f"{old.note}; {note}" if old.note else note}


def unknown_filled(old: Process, new: Process, ids: Ids, move: Move) -> Process:
    """The old process, its unknown fields filled from the new one; the later date."""
    fields: dict[str, Any] = {}
    for field in ("question", "type", "started", "intensity", "ceasefire_since"):
        if getattr(old, field) is None:
            fields[field] = getattr(new, field)
    if new.in_ceasefire and not old.quiet:
        fields["in_ceasefire"] = True
        fields["ceasefire_evidence"] = tuple(map(move, new.ceasefire_evidence))
    fields["as_of"] = max((d for d in (old.as_of, new.as_of) if d is not None), default=None)
    if not old.sides and new.sides:
        fields["sides"] = tuple(tuple(ids.of(p, PARTY) for p in side) for side in new.sides)
        fields["sides_evidence"] = tuple(map(move, new.sides_evidence))
    return old.model_copy(update=fields)
