"""Several reports in one dossier: the same party, person or meeting becomes one entry."""

from typing import Any, TypeVar

from parley.dossier.schema import Dossier, Entry, Evidence, Issue, Meeting, Order, Seat

E = TypeVar("E", bound=Entry)


def merge(dossiers: list[Dossier]) -> Dossier:
    """Put dossiers of the same process together; the first keeps its ids.

    Parties are the same when ids, or a name, agree; people when the surname and the party do, or
    the full name; meetings when kind, status, seats agree and no place or date differs. All else
    is kept side by side. Cost: linear in the number of entries, times entries of the same kind.
    """
    whole = dossiers[0]
    for other in dossiers[1:]:
        whole = _join(whole, _renamed_sources(other))
    dates = [s.date for s in whole.sources if s.date]
    began = [d.process.started for d in dossiers if d.process.started]
    process = whole.process.model_copy(
        update={"as_of": max(dates, default=None), "started": min(began, default=None)}
    )
    return whole.model_copy(update={"process": process})


def _renamed_sources(d: Dossier) -> Dossier:
    return d


def _join(a: Dossier, b: Dossier) -> Dossier:
    """Entries of b added to a."""
    names: dict[str, str] = {}
    taken = {e.id.lower() for e in a.entries()}
    parties = {p.id: p for p in a.parties}
    by_name = {n.lower(): p.id for p in a.parties for n in (p.name, *p.aliases)}
    for p in b.parties:
        same = (
            p.id
            if p.id in parties and parties[p.id].kind == p.kind
            else by_name.get(p.name.lower())
        )
        if same:
            names[p.id] = same
            old = parties[same]
            parties[same] = _more(old, p).model_copy(
                update={
                    "aliases": tuple(dict.fromkeys((*old.aliases, *p.aliases))),
                    "role": old.role or p.role,
                }
            )
        else:
            names[p.id] = _fresh(p.id, taken)
            parties[names[p.id]] = p.model_copy(update={"id": names[p.id]})
    people = {p.id: p for p in a.people}
    for q in b.people:
        last = q.name.split()[-1].lower()
        home = names.get(q.party) if q.party else None
        found = next(
            (x for x in people.values()
             if x.name.lower() == q.name.lower()
             or (x.name.split()[-1].lower() == last and (x.party == home or not home or not x.party)
                 and (len(x.name.split()) == 1 or len(q.name.split()) == 1))),
            None,
        )  # fmt: skip
        if found:
            names[q.id] = found.id
            longer = q.name if len(q.name) > len(found.name) else found.name
            people[found.id] = _more(found, q).model_copy(
                update={
                    "name": longer,
                    "office": found.office or q.office,
                    "party": found.party or home,
                }
            )
        else:
            names[q.id] = _fresh(q.id, taken)
            people[names[q.id]] = q.model_copy(update={"id": names[q.id], "party": home})
    issues = {i.id: i for i in a.issues}
    for i in b.issues:
        names[i.id] = i.id if i.id in issues else _fresh(i.id, taken)
        new = i.model_copy(
            update={"id": names[i.id], "holders": tuple(names.get(h, h) for h in i.holders)}
        )
        issues[names[i.id]] = _join_issue(issues[i.id], new) if i.id in issues else new
    meetings = list(a.meetings)
    for m in b.meetings:
        meetings = _add_meeting(meetings, m, names, taken)
    order = list(a.order)
    for o in b.order:
        moved = Order(before=names[o.before], after=names[o.after], evidence=o.evidence)
        known = {(x.before, x.after) for x in order}
        if moved.before != moved.after and (moved.before, moved.after) not in known:
            order.append(moved)
    update: dict[str, Any] = {
        "sources": (*a.sources, *b.sources), "parties": tuple(parties.values()),
        "people": tuple(people.values()), "issues": tuple(issues.values()),
        "meetings": tuple(meetings), "order": tuple(order),
    }  # fmt: skip
    for group in ("positions", "levers", "constraints", "assessments", "parallels"):
        update[group] = (*getattr(a, group), *(_moved(e, names, taken) for e in getattr(b, group)))
    if not a.process.sides and b.process.sides:
        update["process"] = a.process.model_copy(update={
            "sides": tuple(tuple(names[k] for k in s) for s in b.process.sides),
            "sides_evidence": b.process.sides_evidence, "type": b.process.type,
        })  # fmt: skip
    return a.model_copy(update=update)


def _fresh(wish: str, taken: set[str]) -> str:
    key, n = wish, 2
    while key.lower() in taken:
        key, n = f"{wish}-{n}", n + 1
    taken.add(key.lower())
    return key


def _evidence(a: Entry, b: Entry) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys((*a.evidence, *b.evidence)))


def _more(a: E, b: E) -> E:
    """Entry a with the evidence of both."""
    best = max(x.confidence or 0.0 for x in (a, b)) or None
    return a.model_copy(update={"evidence": _evidence(a, b), "confidence": best})


def _join_issue(a: Issue, b: Issue) -> Issue:
    holders = tuple(dict.fromkeys((*a.holders, *b.holders)))
    return _more(a, b).model_copy(update={"holders": holders, "now": a.now or b.now})


def _add_meeting(
    meetings: list[Meeting], m: Meeting, names: dict[str, str], taken: set[str]
) -> list[Meeting]:
    """The meeting as a new entry, or as more evidence of one already there."""
    seats = tuple(Seat(any_of=tuple(names.get(k, k) for k in s.any_of)) for s in m.seats)
    moved = m.model_copy(
        update={"seats": seats, "host": names.get(m.host, m.host) if m.host else None}
    )
    mine = {k for s in seats for k in s.any_of}
    for n, old in enumerate(meetings):
        theirs = {k for s in old.seats for k in s.any_of}
        if (
            mine and mine == theirs and old.kind == m.kind and old.status == m.status
            and (not old.place or not m.place or old.place == m.place)
            and (not old.when or not m.when or old.when == m.when)
        ):  # fmt: skip
            names[m.id] = old.id
            joined = _more(old, moved).model_copy(
                update={
                    "place": old.place or m.place,
                    "when": old.when or m.when,
                    "host": old.host or moved.host,
                }
            )
            return [*meetings[:n], joined, *meetings[n + 1 :]]
    names[m.id] = _fresh(m.id, taken)
    return [*meetings, moved.model_copy(update={"id": names[m.id]})]


_REFERENCES = ("party", "issue", "holder", "target", "binds", "by")
_LISTS = ("also", "meetings", "issues", "about")


def _moved(e: Entry, names: dict[str, str], taken: set[str]) -> Entry:
    """The entry with a free id and references that follow the merged entries."""
    update: dict[str, Any] = {"id": _fresh(e.id, taken)}
    for name in _REFERENCES:
        value = getattr(e, name, None)
        if isinstance(value, str):
            update[name] = names.get(value, value)
    for name in _LISTS:
        value = getattr(e, name, None)
        if isinstance(value, tuple):
            update[name] = tuple(names.get(k, k) for k in value)
    return e.model_copy(update=update)
