"""Two dossiers of one process made one: what new reports propose, added to what is known."""

from collections.abc import Mapping
from typing import Any

from parley.dossier.references import ANY, OPERATORS
from parley.dossier.schema import LISTS, Dossier, Evidence, Source

_REFERS = {
    "party", "issue", "holders", "holder", "target", "binds", "also", "meetings", "issues", "host",
    "by", "about", "before", "after", "any_of", "consent",
}  # fmt: skip
"""Fields that hold ids of entries."""


def join(old: Dossier, new: Dossier) -> Dossier:
    """Add a newly read dossier to an older one; nothing of the older is changed or lost.

    Parameters
    ----------
    old : Dossier
        What is known, reviewed or not.
    new : Dossier
        What was read since.

    Returns
    -------
    Dossier
        The old entries, then the new. A source with the text of an old one is the same source. A
        party, person or parallel with a name or alias (or code) of an old one, and an issue of the
        same catalogue entry, is the same entry, and lends it its evidence; so is an entry with the
        id of an old one and no evidence that the old one lacks (a report read twice adds nothing).
        Other ids that are taken get a number. Fields of the process that were unknown are filled;
        `as_of` is the later date.

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
    texts = {s.text: s.id for s in old.sources}
    taken = {s.id for s in old.sources}
    source_ids: dict[str, str] = {}
    for s in new.sources:
        source_ids[s.id] = texts.get(s.text) or _free(s.id, taken)
        taken.add(source_ids[s.id])
    ids = _ids(old, new, source_ids)
    lists: dict[str, Any] = {"sources": (*old.sources, *_added(new, source_ids, taken_by=old))}
    for name in LISTS:
        lists[name] = _joined(name, old, new, ids, source_ids)
    known = {e.id for e in old.estimates}
    lists["estimates"] = (*old.estimates, *(e for e in new.estimates if e.id not in known))
    return old.model_copy(update={**lists, "process": _process(old, new, ids, source_ids)})


def _added(new: Dossier, ids: Mapping[str, str], *, taken_by: Dossier) -> tuple[Source, ...]:
    """The sources the old dossier lacks, under their new ids."""
    there = {s.id for s in taken_by.sources}
    return tuple(
        s.model_copy(update={"id": ids[s.id]}) for s in new.sources if ids[s.id] not in there
    )


def _names(entry: Any) -> set[str]:
    """What tells an entry of the same kind as the same: names, code, catalogue issue."""
    found = {getattr(entry, "name", None), *getattr(entry, "aliases", ())}
    names = {f"name {n.casefold()}" for n in found if n}
    names |= {f"iso3 {entry.iso3}"} if getattr(entry, "iso3", None) else set()
    return names | (
        {f"catalogue {entry.catalogue}"} if getattr(entry, "catalogue", None) else set()
    )


def _ids(old: Dossier, new: Dossier, source_ids: Mapping[str, str]) -> dict[str, str]:
    """New id of each entry of the new dossier."""
    taken = {e.id for kind in ANY for e in getattr(old, kind)}
    ids: dict[str, str] = {}
    for kind in ANY:
        rests_on = {e.id: set(e.evidence) for e in getattr(old, kind)}
        there = {e.id: e for e in getattr(old, kind)}
        same = {}
        if kind in ("parties", "people", "parallels", "issues"):
            same = {n: e.id for e in reversed(getattr(old, kind)) for n in _names(e)}
        for entry in getattr(new, kind):
            match = next((same[n] for n in sorted(_names(entry)) if n in same), None)
            pieces = set(_evidence(entry, source_ids))
            if match is None and pieces and pieces <= rests_on.get(entry.id, set()):
                match = entry.id
            if match is None and entry.id in there and _alike(there[entry.id], entry):
                match = entry.id
            ids[entry.id] = match or _free(entry.id, taken)
            taken.add(ids[entry.id])
    return ids


def _alike(a: Any, b: Any) -> bool:
    """Whether two entries say the same, their review and evidence aside."""
    same = {"review": b.review, "evidence": b.evidence}
    return type(a) is type(b) and a.model_copy(update=same) == b


def _free(key: str, taken: set[str]) -> str:
    """The id, or the id with the lowest number from 2 that nobody has."""
    if key not in taken:
        return key
    n = 2
    while f"{key}-{n}" in taken:
        n += 1
    return f"{key}-{n}"


def _renamed(value: Any, field: str, ids: Mapping[str, str]) -> Any:
    """Plain data with every reference renamed."""
    if isinstance(value, dict):
        return {k: _renamed(v, k, ids) for k, v in value.items() if k != "evidence"}
    if isinstance(value, list | tuple):
        return tuple(_renamed(v, field, ids) for v in value)
    if field == "statement":
        words = value.replace("(", " ( ").replace(")", " ) ").split()
        return " ".join(w if w.lower() in OPERATORS else ids.get(w, w) for w in words)
    return ids.get(value, value) if field in _REFERS and isinstance(value, str) else value


def _evidence(entry: Any, source_ids: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Evidence under the new ids of its sources."""
    return tuple(
        e.model_copy(update={"source": source_ids.get(e.source, e.source)}) for e in entry.evidence
    )


def _joined(
    name: str, old: Dossier, new: Dossier, ids: Mapping[str, str], source_ids: Mapping[str, str]
) -> tuple[Any, ...]:
    """One list of both dossiers."""
    kept = list(getattr(old, name))
    place = {e.id: i for i, e in enumerate(kept)} if name != "order" else {}
    pairs = {(e.before, e.after) for e in kept} if name == "order" else set()
    for entry in getattr(new, name):
        data = _renamed(entry.model_dump(), "", ids)
        if name != "order":
            data["id"] = ids[entry.id]
        moved = type(entry).model_validate({**data, "evidence": _evidence(entry, source_ids)})
        if name == "order":
            if (moved.before, moved.after) not in pairs:
                kept.append(moved)
        elif moved.id in place:
            i = place[moved.id]
            fresh = tuple(e for e in moved.evidence if e not in kept[i].evidence)
            kept[i] = kept[i].model_copy(update={"evidence": (*kept[i].evidence, *fresh)})
        else:
            kept.append(moved)
    return tuple(kept)


def _process(
    old: Dossier, new: Dossier, ids: Mapping[str, str], source_ids: Mapping[str, str]
) -> Any:
    """The old process, its unknown fields filled from the new one."""
    fields: dict[str, Any] = {}
    for field in ("question", "type", "started", "intensity", "ceasefire_since"):
        if getattr(old.process, field) is None:
            fields[field] = getattr(new.process, field)
    if new.process.in_ceasefire and not old.process.quiet:
        fields["in_ceasefire"] = True
        fields["ceasefire_evidence"] = tuple(
            e.model_copy(update={"source": source_ids.get(e.source, e.source)})
            for e in new.process.ceasefire_evidence
        )
    dates = [d for d in (old.process.as_of, new.process.as_of) if d is not None]
    fields["as_of"] = max(dates, default=None)
    if not old.process.sides and new.process.sides:
        fields["sides"] = tuple(tuple(ids.get(p, p) for p in s) for s in new.process.sides)
        fields["sides_evidence"] = tuple(
            e.model_copy(update={"source": source_ids.get(e.source, e.source)})
            for e in new.process.sides_evidence
        )
    return old.process.model_copy(update=fields)
