"""What changed between two states of a record, in groups that can be applied one by one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from parley.dossier.references import references
from parley.dossier.review import key_of
from parley.dossier.schema import LISTS, Dossier, Process

Kind = Literal["added", "removed", "changed"]
NAMED = (*LISTS, "estimates")
"""Lists whose entries are compared by id; sources and kept what-ifs move nothing by themselves."""
SILENT_LISTS = frozenset({"assessments", "parallels", "moves", "preferences"})
SILENT_FIELDS = frozenset({
    "evidence", "judgement", "confidence", "rule", "note", "review", "name", "aliases", "says",
    "when", "agenda", "place", "label", "office", "condition", "iso3", "question", "title",
    "sides_evidence", "ceasefire_evidence", "schema_version",
})  # fmt: skip
"""Lists and fields that no outcome's chance hangs on."""
CALENDAR = frozenset({"meetings", "order", "constraints"})


@dataclass(frozen=True)
class EntryChange:
    """One entry, or one field of the process, that differs.

    key : `LIST/ID`, or `process/FIELD`; kind; fields : those that differ, for a changed entry;
    says : in words
    """

    key: str
    kind: Kind
    fields: tuple[str, ...]
    says: str

    @property
    def silent(self) -> bool:
        """Whether no chance hangs on it."""
        head = self.key.split("/")[0]
        told = self.kind == "changed" and set(self.fields) <= SILENT_FIELDS
        return head in SILENT_LISTS or told


@dataclass(frozen=True)
class Group:
    """Changes that only make sense together: a new issue with the positions on it, say."""

    id: str
    says: str
    changes: tuple[EntryChange, ...]

    @property
    def silent(self) -> bool:
        """Whether no chance hangs on any of them."""
        return all(c.silent for c in self.changes)

    @property
    def calendar(self) -> bool:
        """Whether they touch nothing but the calendar of meetings."""
        return all(c.key.split("/")[0] in CALENDAR for c in self.changes)


def difference(old: Dossier, new: Dossier) -> tuple[Group, ...]:
    """List what changed, grouped.

    Parameters
    ----------
    old, new : two states of one record, of each only the entries that count

    Returns
    -------
    tuple of Group
        One for each changed entry or field of the process, in file order. An entry that is added or
        removed is in one group with what refers to it and is added, removed or changed too. Empty
        when nothing differs.

    Examples
    --------
    >>> from parley.dossier.schema import Meeting
    >>> m = Meeting(id="m", name="Summit", kind="summit", status="planned")
    >>> one = Dossier(process=Process(title="x"), meetings=(m,))
    >>> two = one.model_copy(update={"meetings": (m.model_copy(update={"status": "postponed"}),)})
    >>> [g.says for g in difference(one, two)]
    ['Summit: status planned → postponed']
    """
    found = {c.key: c for c in (*_process(old, new), *_entries(old, new))}
    head = {k: k for k in found}

    def root(key: str) -> str:
        while head[key] != key:
            key = head[key]
        return key

    moved = {k for k, c in found.items() if c.kind != "changed" and not k.startswith("order/")}
    for d in (old, new):
        for user, used in _links(d):
            if user in found and used in moved and user != used:
                first, second = sorted((root(user), root(used)), key=list(found).index)
                head[second] = first
    groups: dict[str, list[EntryChange]] = {}
    for key in found:
        groups.setdefault(root(key), []).append(found[key])
    return tuple(_group(members) for members in groups.values())


def with_groups(
    old: Dossier, new: Dossier, groups: Collection[Group], chosen: Collection[str]
) -> Dossier:
    """Return the old record with some groups of changes applied.

    Parameters
    ----------
    old, new : the two states
    groups : `difference(old, new)`, or those of it that matter
    chosen : ids of the groups to apply; with all of them the new record is returned, with none the
        old one
    """
    taken = {c.key for g in groups if g.id in chosen for c in g.changes}
    if all(g.id in chosen for g in groups):
        return new
    if not taken:
        return old
    update: dict[str, Any] = {name: _merged(old, new, name, taken) for name in NAMED}
    fields = {f: getattr(new.process, f) for f in Process.model_fields if f"process/{f}" in taken}
    update["process"] = old.process.model_copy(update=fields)
    return old.model_copy(update=update)


def _merged(old: Dossier, new: Dossier, name: str, taken: set[str]) -> tuple[Any, ...]:
    """One list with the taken changes applied, new entries where the new record has them."""
    before = {key_of(name, e): e for e in getattr(old, name)}
    after = {key_of(name, e): e for e in getattr(new, name)}
    order = list(before)
    last = -1
    for key in after:
        if key in before:
            last = order.index(key)
        else:
            last += 1
            order.insert(last, key)
    kept = ((after if key in taken else before).get(key) for key in order)
    return tuple(e for e in kept if e is not None)


def _process(old: Dossier, new: Dossier) -> Iterator[EntryChange]:
    """Fields of the process that differ."""
    for field in Process.model_fields:
        was, now = getattr(old.process, field), getattr(new.process, field)
        if was != now:
            head = "time passing:" if field == "as_of" else field.replace("_", " ")
            words = f"{head} {_short(was)} → {_short(now)}"
            yield EntryChange(f"process/{field}", "changed", (field,), words)


def _entries(old: Dossier, new: Dossier) -> Iterator[EntryChange]:
    """Entries that differ."""
    for name in NAMED:
        before = {key_of(name, e): e for e in getattr(old, name)}
        after = {key_of(name, e): e for e in getattr(new, name)}
        for key in dict.fromkeys([*after, *before]):
            was, now = before.get(key), after.get(key)
            if was == now:
                continue
            title = _title(now if now is not None else was, new, old)
            if was is None or now is None:
                kind: Kind = "added" if was is None else "removed"
                yield EntryChange(key, kind, (), f"{title} ({kind})")
            else:
                fields = tuple(
                    f for f in type(now).model_fields if getattr(was, f) != getattr(now, f)
                )
                yield EntryChange(key, "changed", fields, _changed(title, was, now, fields))


def _changed(title: str, was: Any, now: Any, fields: tuple[str, ...]) -> str:
    """A changed entry in words: the fields that matter, from what to what."""
    loud = [f for f in fields if f not in SILENT_FIELDS]
    if not loud:
        return f"{title}: {', '.join(f.replace('_', ' ') for f in fields)} (words only)"
    parts = [
        f"{f.replace('_', ' ')} {_short(getattr(was, f))} → {_short(getattr(now, f))}" for f in loud
    ]
    return f"{title}: {'; '.join(parts)}"


def _title(entry: Any, *records: Dossier) -> str:
    """How an entry is named."""
    for field in ("name", "question", "label", "statement"):
        if (found := getattr(entry, field, None)) is not None:
            return str(found)
    if hasattr(entry, "issue") and hasattr(entry, "party"):
        named = {i.id: i.question for d in records for i in d.issues}
        who = next((n for d in records if (n := d.name_of(entry.party)) != entry.party), None)
        return f"{who or entry.party} on “{named.get(entry.issue, entry.issue)}”"
    if hasattr(entry, "before"):
        return f"{entry.before} before {entry.after}"
    return str(entry.id)


def _short(value: Any) -> str:
    """A value in few characters."""
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return ", ".join(_short(v) for v in value) or "none"
    text = str(getattr(value, "id", value)).replace("_", " ")
    return text if len(text) <= 40 else f"{text[:39]}…"


def _links(d: Dossier) -> Iterator[tuple[str, str]]:
    """(entry that refers, entry referred to) as keys."""
    lists = {id(e): name for name in NAMED for e in getattr(d, name)}
    place = {(n, e.id): key_of(n, e) for n in LISTS if n != "order" for e in getattr(d, n)}
    for r in references(d):
        user = "process/sides" if r.by is None else None
        if r.by is not None and id(r.by) in lists:
            user = key_of(lists[id(r.by)], r.by)
        for name in r.lists:
            if user is not None and (name, r.id) in place:
                yield user, place[name, r.id]


def _group(members: list[EntryChange]) -> Group:
    """Changes as one group, named after its first added or removed entry."""
    lead = next((c for c in members if c.kind != "changed"), members[0])
    rest = len(members) - 1
    more = f", with {rest} {'entry' if rest == 1 else 'entries'} that rest on it" if rest else ""
    return Group(lead.key, lead.says + more, tuple(members))
