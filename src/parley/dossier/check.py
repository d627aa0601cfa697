"""Rules that span entries: what in a dossier contradicts, and what is missing.

An *error* makes the dossier unfit to compute with; a *warning* says what is not known and what
knowing it would give. Rejected entries are left aside, except that nothing may rest on one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from parley.dossier import catalogue
from parley.dossier.ahead import ahead, far_proposals
from parley.dossier.missing import missing
from parley.dossier.references import ANY, name_of_entry, references
from parley.dossier.schema import Dossier, Entry, Evidence, Meeting, Position
from parley.dossier.settings import complaints
from parley.errors import DossierError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (error) or missing (warning).

    `where` names the entry, `says` the rule and the value; `rule` is a short stable name.
    """

    severity: Literal["error", "warning"]
    rule: str
    where: str
    says: str

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


_Found = Iterator[tuple[str, str, str]]


def check(dossier: Dossier) -> list[Problem]:
    """List what contradicts and what is missing.

    Parameters
    ----------
    dossier : Dossier
        The record, rejected entries included.

    Returns
    -------
    list of Problem
        Errors first, then warnings, each in file order; empty when there is nothing to say.

    Examples
    --------
    >>> from parley.dossier.schema import Dossier, Person, Process
    >>> d = Dossier(process=Process(title="x"), people=(Person(id="p", name="P", party="A"),))
    >>> print(check(d)[0])
    person 'p': party: no such entry 'A' among parties
    """
    live = dossier.without_rejected()
    rules = (_duplicates, _sides, _quotes, _dangling, _unbacked, _options, _positions, _statuses,
             _order, _estimates, _scenarios, ahead)  # fmt: skip
    errors = [Problem("error", *found) for rule in rules for found in rule(live)]
    errors += [Problem("error", *found) for found in _on_rejected(dossier)]
    soft = (
        *far_proposals(live),
        *_same_id_elsewhere(live),
        *_proposed_backing(live),
        *missing(live),
    )
    return errors + [Problem("warning", *found) for found in soft]


def require_valid(dossier: Dossier) -> None:
    """Raise DossierError with the first error of `check`, in one line; warnings pass.

    Examples
    --------
    >>> from parley.dossier.schema import Dossier, Process
    >>> require_valid(Dossier(process=Process(title="x")))
    """
    problems = [p for p in check(dossier) if p.severity == "error"]
    if problems:
        more = f" (and {len(problems) - 1} more: `parley check`)" if len(problems) > 1 else ""
        raise DossierError(f"{problems[0]}{more}")


def _entries(dossier: Dossier) -> Iterator[tuple[str, Entry]]:
    """Every entry with the name messages use."""
    for kind in ANY:
        for entry in getattr(dossier, kind):
            yield name_of_entry(kind, entry), entry


def _duplicates(dossier: Dossier) -> _Found:
    """Two entries of a kind with one id."""
    for kind in (*ANY, "sources", "estimates", "scenarios"):
        counts = Counter(e.id for e in getattr(dossier, kind))
        for key, n in counts.items():
            if n > 1:
                yield "duplicate-id", f"{kind}.yaml", f"id {key!r} is used {n} times"


def _same_id_elsewhere(dossier: Dossier) -> _Found:
    """One id for entries of two kinds: allowed, but a reference to it may be read either way."""
    owners: dict[str, list[str]] = {}
    for kind in ANY:
        for key in dict.fromkeys(e.id for e in getattr(dossier, kind)):
            owners.setdefault(key, []).append(kind)
    for key, kinds in owners.items():
        if len(kinds) > 1:
            yield "shared-id", f"id {key!r}", f"is used in {' and '.join(kinds)}"


def _sides(dossier: Dossier) -> _Found:
    """Two sides, none empty, nobody on both."""
    sides = dossier.process.sides
    if len(sides) not in (0, 2):
        yield "sides", "process", f"sides: must be two lists of parties or none, got {len(sides)}"
    for i, side in enumerate(sides):
        if not side:
            yield "sides", "process", f"sides: side {i + 1} has no party"
        for key, n in Counter(side).items():
            if n > 1:
                yield "sides", "process", f"sides: party {key!r} stands {n} times on side {i + 1}"
    for first, second in combinations(sides, 2):
        for key in sorted(set(first) & set(second)):
            yield "sides", "process", f"sides: party {key!r} is on both sides"


def _quotes(dossier: Dossier) -> _Found:
    """Every quote verbatim at its span of a source that is there."""
    texts = {s.id: s.text for s in dossier.sources}
    owned: list[tuple[str, tuple[Evidence, ...]]] = [
        ("process", dossier.process.sides_evidence),
        ("process", dossier.process.ceasefire_evidence),
        *((where, e.evidence) for where, e in _entries(dossier)),
        *((f"order {o.before!r} before {o.after!r}", o.evidence) for o in dossier.order),
    ]
    for where, pieces in owned:
        for e in pieces:
            if e.source not in texts:
                yield "dangling", where, f"evidence: no such source {e.source!r}"
            elif e.start >= e.end:
                yield "quote", where, f"evidence: start must be below end, got {e.start}-{e.end}"
            elif texts[e.source][e.start : e.end] != e.quote:
                shown = e.quote if len(e.quote) <= 60 else e.quote[:57] + "..."
                yield (
                    "quote",
                    where,
                    f"evidence: quote not found verbatim in source {e.source!r} "
                    f"at {e.start}-{e.end}: {shown!r}",
                )


def _dangling(dossier: Dossier) -> _Found:
    """Every id that is given is there, in a list where it may be."""
    known = {kind: {e.id for e in getattr(dossier, kind)} for kind in ANY}
    for ref in references(dossier):
        if not any(ref.id in known[kind] for kind in ref.lists):
            place = "any list" if ref.lists == ANY else " or ".join(ref.lists)
            yield "dangling", ref.where, f"{ref.field}: no such entry {ref.id!r} among {place}"
    names = {i.id for i in catalogue.load().issues}
    for issue in dossier.issues:
        if issue.catalogue is not None and issue.catalogue not in names:
            says = f"catalogue: the catalogue has no issue {issue.catalogue!r}"
            yield "dangling", f"issue {issue.id!r}", says


def _on_rejected(dossier: Dossier) -> _Found:
    """Nothing accepted may rest on something rejected."""
    states = {kind: {e.id: e.review for e in getattr(dossier, kind)} for kind in ANY}
    for ref in references(dossier):
        if ref.by is None or ref.by.review != "accepted":
            continue
        found = {states[kind].get(ref.id) for kind in ref.lists} - {None}
        if found == {"rejected"}:
            yield "on-rejected", ref.where, f"{ref.field}: accepted, but {ref.id!r} is rejected"


def _proposed_backing(dossier: Dossier) -> _Found:
    """What is accepted but names something still proposed, which a run leaves out."""
    states = {kind: {e.id: e.review for e in getattr(dossier, kind)} for kind in ANY}
    for ref in references(dossier):
        if ref.by is None or ref.by.review != "accepted":
            continue
        found = {states[kind].get(ref.id) for kind in ref.lists} - {None}
        if found == {"proposed"}:
            says = f"{ref.field}: accepted, but {ref.id!r} is only proposed: accept or replace it"
            yield "on-proposed", ref.where, says


def _unbacked(dossier: Dossier) -> _Found:
    """An accepted entry rests on a quote or is marked as somebody's judgement."""
    for where, entry in _entries(dossier):
        if entry.review == "accepted" and not entry.evidence and entry.judgement is None:
            yield "unbacked", where, "accepted with neither evidence nor judgement"


def _options(dossier: Dossier) -> _Found:
    """Options that positions name are options of the issue."""
    options = {i.id: [o.id for o in i.options] for i in dossier.issues}
    for p in dossier.positions:
        for field in ("preferred", "acceptable", "red_lines"):
            value = getattr(p, field)
            for key in value if isinstance(value, tuple) else (value,):
                if key is not None and key not in options.get(p.issue, [key]):
                    says = f"{field}: must be an option of issue {p.issue!r} {options[p.issue]}"
                    yield "option", f"position {p.id!r}", f"{says}, got {key!r}"


def _positions(dossier: Dossier) -> _Found:
    """No position that refuses what it accepts; no two at one date that want different things."""
    for p in dossier.positions:
        wanted = {*p.acceptable, *([p.preferred] if p.preferred else [])}
        for key in sorted(wanted & set(p.red_lines)):
            says = f"option {key!r} is both wanted or acceptable and a red line"
            yield "contradiction", f"position {p.id!r}", says
    groups: dict[tuple[object, ...], list[Position]] = {}
    for p in dossier.positions:
        if p.review == "accepted":
            groups.setdefault((p.party, p.issue, p.as_of), []).append(p)
    for (party, issue, _), held in groups.items():
        for a, b in combinations(held, 2):
            if a.preferred and b.preferred and a.preferred != b.preferred:
                says = f"{party!r} on {issue!r} prefers {a.preferred!r} here, {b.preferred!r} in "
                yield "contradiction", f"position {a.id!r}", f"{says}position {b.id!r}, same date"


def _statuses(dossier: Dossier) -> _Found:
    """No lever in two states at once, no meeting both held and to come."""
    levers = [e for e in dossier.levers if e.review == "accepted"]
    for a, b in combinations(levers, 2):
        same = (a.holder, a.target, a.instrument, a.name) == (
            b.holder,
            b.target,
            b.instrument,
            b.name,
        )
        if same and a.state != b.state:
            says = f"state {a.state!r} here, {b.state!r} in lever {b.id!r}, otherwise the same"
            yield "contradiction", f"lever {a.id!r}", says
    meetings = [m for m in dossier.meetings if m.review == "accepted"]
    for m, n in combinations(meetings, 2):
        dated = m.date is not None and m.date == n.date
        same = dated and (m.kind, m.seats, m.place) == (n.kind, n.seats, n.place)
        if same and m.status != n.status:
            says = f"status {m.status!r} here, {n.status!r} in meeting {n.id!r}, otherwise the same"
            yield "contradiction", f"meeting {m.id!r}", says
    as_of = dossier.process.as_of
    for m in dossier.meetings:
        if as_of is not None and m.status == "held" and m.date is not None and m.date > as_of:
            yield "contradiction", f"meeting {m.id!r}", f"held on {m.date}, after as_of {as_of}"


def _order(dossier: Dossier) -> _Found:
    """The order of meetings has no circle and agrees with dates and statuses."""
    meetings: dict[str, Meeting] = {m.id: m for m in dossier.meetings}
    after: dict[str, list[str]] = {}
    for o in dossier.order:
        after.setdefault(o.before, []).append(o.after)
        where = f"order {o.before!r} before {o.after!r}"
        first, second = meetings.get(o.before), meetings.get(o.after)
        if first is None or second is None:
            continue
        if first.date is not None and second.date is not None and first.date > second.date:
            yield "order-dates", where, f"dates say the contrary: {first.date} and {second.date}"
        if first.status == "planned" and second.status == "held":
            yield "order-status", where, "the first is still planned, the second was held"
    circle = _circle(after)
    if circle:
        yield "order-circle", "order", f"meetings in a circle: {' before '.join(circle)}"


def _circle(after: dict[str, list[str]]) -> list[str]:
    """One circle of the relation, its first member repeated at the end; empty when none."""
    done: set[str] = set()
    for start in after:
        path: list[str] = []
        stack = [(start, iter(after.get(start, ())))] if start not in done else []
        path += [start] if stack else []
        while stack:
            rest = stack[-1][1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                done.add(path.pop())
            elif following in path:
                return [*path[path.index(following) :], following]
            elif following not in done:
                path.append(following)
                stack.append((following, iter(after.get(following, ()))))
    return []


def _scenarios(dossier: Dossier) -> _Found:
    """Settings of kept what-ifs that cannot be carried out."""
    for scenario in dossier.scenarios:
        for says in complaints(dossier, scenario.settings):
            yield "scenario", f"scenario {scenario.id!r}", says


def _estimates(dossier: Dossier) -> _Found:
    """Estimates stated by the record point at spans of its sources; all are about something."""
    lengths = {s.id: len(s.text) for s in dossier.sources}
    known = {e.id for kind in ANY for e in getattr(dossier, kind)}
    for estimate in dossier.estimates:
        where = f"estimate {estimate.id!r}"
        for key in estimate.evidence:
            source, _, span = key.rpartition(":")
            ends = span.split("-")
            fits = len(ends) == 2 and all(e.isdecimal() for e in ends) and source in lengths
            if not fits or not int(ends[0]) < int(ends[1]) <= lengths[source]:
                yield "dangling", where, f"evidence: no such span of a source {key!r}"
        for key in estimate.about:
            if key not in known:
                yield "dangling", where, f"about: no such entry {key!r}"
