"""The chain behind each number: finding, then estimates, then sentences."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable

from parley.bridges.finding import Finding
from parley.dossier.estimate import Estimate
from parley.outlook.document import (
    ConstraintView,
    EvidenceView,
    IssueView,
    LeverView,
    MeetingView,
    Number,
    Outlook,
    ParallelView,
    ZoneView,
)

DRIVERS = 8
"""How many of the headline's drivers stand behind a joined number."""


HEADS = ("stick", "position", "lever", "meeting", "claim-lever_strengthens")
"""What stands before an entry's id in the ids of findings on it."""


@dataclasses.dataclass(frozen=True)
class Chain:
    """What one number rests on, link by link."""

    anchor: str
    title: str
    """The finding's sentence, or what the number is about."""
    number: Finding | None
    """The finding whose own chain this is, for its value and interval."""
    findings: tuple[Finding, ...]
    estimates: tuple[tuple[Estimate, float | None], ...]
    """Each with its share of the headline's variance, where it is among the drivers."""
    entries: tuple[tuple[str, str], ...]
    """Ids and names of the entries of the record on the way."""
    evidence: tuple[EvidenceView, ...]
    unknown: tuple[str, ...]
    """Ids the document does not hold."""


@dataclasses.dataclass(frozen=True)
class _Entry:
    """An entry of the record as a link of a chain."""

    id: str
    name: str
    evidence: tuple[str, ...]


class ChainBook:
    """Every chain of an outlook, by anchor, and the names of entries.

    Parameters
    ----------
    outlook : Outlook
        The document whose ids are followed. A cycle between findings is walked once.

    Examples
    --------
    >>> ChainBook.anchor("meeting", "summit 2")
    'why-meeting-summit-2'
    """

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.estimates = {e.id: e for e in outlook.estimates}
        self.evidence = {e.id: e for e in outlook.evidence}
        self.findings = {f.id: f for f in outlook.findings}
        self.entries = {e.id: e for e in _entries(outlook)}
        self.drivers = dict(outlook.headline.drivers) if outlook.headline else {}
        self.all: dict[str, Chain] = {}
        for finding in outlook.findings:
            anchor = self.anchor("finding", finding.id)
            self.all[anchor] = self._chain(anchor, finding.says, [finding.id], finding)
        for anchor, title, ids, about, joined in _subjects(self):
            self.all[anchor] = self._chain(anchor, title, [*about, *ids], None, joined)

    @staticmethod
    def anchor(kind: str, key: str = "") -> str:
        """Id in the page of the chain behind a number of this kind about this key."""
        return "why-" + "-".join(re.sub(r"[^\w.]+", "-", x) for x in (kind, key) if x)

    def name(self, key: str) -> str:
        """Name of an entry; the text itself when it is no id."""
        return self.entries[key].name if key in self.entries else key

    def about(self, key: str, numbers: Iterable[Number] = ()) -> list[str]:
        """Ids of the findings on an entry: named after it, led by it, or with its number."""
        wanted = [(n.value, n.interval) for n in numbers]
        named = {key, *(f"{head}-{key}" for head in HEADS)}
        return [
            f.id
            for f in self.outlook.findings
            if f.id in named or f.rests_on[:1] == (key,) or _same(f, wanted)
        ]

    def with_number(self, numbers: Iterable[Number]) -> list[str]:
        """Ids of the findings that give one of these numbers."""
        wanted = [(n.value, n.interval) for n in numbers]
        return [f.id for f in self.outlook.findings if _same(f, wanted)]

    def says(self, sentence: str) -> bool:
        """Whether a finding says exactly this, so that its number's chain gives it."""
        return any(f.says == sentence for f in self.outlook.findings)

    def quotes(self, ids: Iterable[str]) -> list[EvidenceView]:
        """The evidence of these ids, without pieces that lie within another of them."""
        found = [self.evidence[i] for i in ids if i in self.evidence]
        return [e for e in found if not any(_within(e, other) for other in found)]

    def _chain(
        self,
        anchor: str,
        title: str,
        start: list[str],
        number: Finding | None,
        joined: bool = False,
    ) -> Chain:
        """Follow every id from `start`, breadth first; add the drivers to a joined number."""
        seen: dict[str, None] = {}
        queue = list(start)
        while queue:
            key = queue.pop(0)
            if key in seen:
                continue
            seen[key] = None
            queue += self._next(key)
        if joined and not any(k in self.estimates for k in seen):
            seen |= dict.fromkeys(k for k in list(self.drivers)[:DRIVERS] if k in self.estimates)
            seen |= {e: None for k in list(seen) for e in self._next(k) if k in self.estimates}
        known = (self.findings, self.estimates, self.entries, self.evidence)
        return Chain(
            anchor,
            title,
            number,
            tuple(self.findings[k] for k in seen if k in self.findings and not _is(number, k)),
            tuple((self.estimates[k], self.drivers.get(k)) for k in seen if k in self.estimates),
            tuple((k, self.entries[k].name) for k in seen if k in self.entries),
            tuple(self.quotes(seen)),
            tuple(k for k in seen if not any(k in d for d in known)),
        )

    def _next(self, key: str) -> tuple[str, ...]:
        """Ids one link further on."""
        if key in self.findings:
            return self.findings[key].rests_on
        if key in self.estimates:
            return self.estimates[key].evidence
        return self.entries[key].evidence if key in self.entries else ()


def _is(finding: Finding | None, key: str) -> bool:
    return finding is not None and finding.id == key


def _within(inner: EvidenceView, outer: EvidenceView) -> bool:
    """Whether a piece of evidence is a true part of another."""
    return (
        inner.source == outer.source
        and outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )


def _same(finding: Finding, wanted: list[tuple[float, tuple[float, float]]]) -> bool:
    """Whether the finding gives one of the numbers."""
    if finding.value is None or finding.interval is None:
        return False
    mine = (finding.value, *finding.interval)
    if mine == (0.0, 0.0, 0.0):
        return False  # Says nothing of what it belongs to.
    return any(
        all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
            for a, b in zip(mine, (v, *i), strict=True)
        )
        for v, i in wanted
    )


def _entries(o: Outlook) -> Iterable[_Entry]:
    """Every entry of the record with its name."""
    for p in o.parties:
        yield _Entry(p.id, p.name, tuple(p.evidence))
        yield from (_Entry(x.id, x.name, ()) for x in p.people)
    views: list[MeetingView | LeverView | ConstraintView | ParallelView] = [
        *o.meetings, *o.levers, *o.constraints, *o.parallels,
    ]  # fmt: skip
    for named in views:
        yield _Entry(named.id, named.name, tuple(named.evidence))
    for i in o.issues:
        own = [*i.evidence, *(e for p in i.positions for e in p.evidence)]
        yield _Entry(i.id, i.question, tuple(dict.fromkeys(own)))
    for a in o.assessments:
        yield _Entry(a.id, f"{a.by}: {a.quote}", tuple(a.evidence))


Subject = tuple[str, str, list[str], list[str], bool]


def _subjects(book: ChainBook) -> Iterable[Subject]:
    """Anchor, title, ids, findings about it, and whether the joined run gives the number."""
    o, anchor = book.outlook, book.anchor
    from parley.brief.words import label, outcome

    for key, row in (o.outcomes or {}).items():
        found = book.with_number(row.values()) or book.about(key)
        yield anchor("outcome", key), outcome(key), [], found, True
    views: list[MeetingView | LeverView | IssueView] = [*o.meetings, *o.levers, *o.issues]
    for entry in views:
        numbers = _numbers(entry)
        if numbers:
            ids = [entry.id, *_estimates_about(book, entry.id)]
            about = book.about(entry.id, numbers)
            yield anchor("entry", entry.id), book.name(entry.id), ids, about, True
    if o.truce:
        yield anchor("truce"), o.truce_label, [], book.with_number(o.truce.values()), True
    if o.zone:
        found = book.about("zone", zone_numbers(o.zone))
        yield anchor("zone"), "The zone of agreement", [], found, True
    if o.moves:
        chances = [n for s in o.moves.states for n in s.chances.values()]
        yield anchor("moves"), "Who could walk away", [], book.about("moves", chances), True
    for q in o.questions:
        number = Number(value=q.value, interval=q.interval)
        yield anchor("question", q.id), q.text, [], book.about(q.id, [number]), True
    for name, row in o.by_class.items():
        yield anchor("class", name), label(name), [], book.with_number(row.values()), True


def _numbers(entry: MeetingView | LeverView | IssueView) -> list[Number]:
    """The numbers the joined run gives on an entry."""
    if isinstance(entry, MeetingView):
        return [entry.chance] if entry.chance else []
    if isinstance(entry, LeverView):
        return [n for row in (entry.effects or {}).values() for n in row.values()]
    shares = [x for o in entry.options for x in (o.in_deal, o.forecast) if x is not None]
    found = [Number(value=x, interval=(x, x)) for x in shares]
    return [entry.sticking, *found] if entry.sticking else found


def zone_numbers(z: ZoneView) -> list[Number]:
    """The numbers that findings put the zone in words with."""
    return [z.chance, z.surplus, z.margin_now, z.trend, z.months_of_war]


def _estimates_about(book: ChainBook, key: str) -> list[str]:
    return [e.id for e in book.outlook.estimates if key in e.about]
