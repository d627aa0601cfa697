"""The record as event data: who did what to whom, in PLOVER and CAMEO codes, each with its words.

Only what a report tells as an event becomes one. A meeting called off without a word on who called
it off, a seat that is open between two people, a law, a judgement on the talks are none; they are
counted, so that nothing goes silently.
"""

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import combinations
from typing import Any

from parley.dossier import plover
from parley.dossier.plover import Code
from parley.dossier.schema import Dossier, Entry, Evidence, Lever, Meeting, Position

_REFUSAL = re.compile(
    r"\b(?:refus|reject|rul(?:es?|ed|ing) out|declin|never|will not|would not|won't|cannot accept|"
    r"oppos|unacceptable|no to\b)",
    re.I,
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Event:
    """One event between two actors, and the words of the report that tell of it.

    `date` is the day of the event where the report gives it (`dated` "event"), else the day of the
    report ("report"). Codes of actors are ISO 3166 alpha-3 for states, the id in the record for
    others; empty where the report does not name one. `reports` and `publishers` name all that tell
    of it; `quote`, `start`, `end` the first.
    """

    event_id: str
    date: str
    dated: str
    source: str
    source_code: str
    source_sector: str
    target: str
    target_code: str
    target_sector: str
    event: str
    mode: str
    context: str
    quad: str
    cameo: str
    place: str
    entry: str
    review: str
    proposed_by: str
    quote: str
    report: str
    start: int | None
    end: int | None
    reports: str
    publishers: str
    address: str
    sha256: str


COLUMNS = tuple(f.name for f in fields(Event))


def events(dossier: Dossier) -> tuple[tuple[Event, ...], Counter[str]]:
    """Code a dossier as events.

    Parameters
    ----------
    dossier : Dossier
        Its entries as they are; leave out beforehand what shall not count (`reviewed()`).

    Returns
    -------
    tuple of Event, Counter
        Events by date, then by entry; and what was not coded, with the reason, counted.

    Notes
    -----
    Meetings held are CONSULT, one event for each pair of parties: by telephone, at one of the two
    (a visit, from guest to host), at a third place, or negotiation. Meetings to come are AGREE
    (intent to meet). A demand is REQUEST, a refusal REJECT, towards who holds what is asked for,
    else the other side. Levers go by instrument and state (`parley.dossier.plover`), warrants are
    COERCE, a truce in force is RETREAT between the sides.

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> events(Dossier(process=Process(title="x")))
    ((), Counter())
    """
    coder = _Coder(dossier)
    found = sorted(coder.all(), key=lambda e: (e.date or "9999", e.event_id))
    return tuple(found), coder.left


def to_csv(found: Iterable[Event]) -> str:
    """Events as CSV with a header; no cell begins as a formula does in a spreadsheet.

    Examples
    --------
    >>> to_csv([]).split(",")[:3]
    ['event_id', 'date', 'dated']
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for event in found:
        writer.writerow([_cell(getattr(event, name)) for name in COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula: such text gets a quote mark in front."""
    if isinstance(value, str):
        flat = " ".join(value.split())
        return f"'{flat}" if flat.startswith(_FORMULA) else flat
    return "" if value is None else value


class _Coder:
    """One pass over a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.d = dossier
        self.left: Counter[str] = Counter()
        self._parties = {p.id: p for p in dossier.parties}
        self._homes = {p.id: p.party for p in dossier.people}
        self._sources = {s.id: s for s in dossier.sources}
        self._holders = {i.id: i.holders for i in dossier.issues}
        self._classes = {i.id: i.demand_class for i in dossier.issues}

    def all(self) -> Iterator[Event]:
        """Every event, kind by kind."""
        for m in self.d.meetings:
            yield from self._meeting(m)
        for p in self.d.positions:
            yield from self._position(p)
        for v in self.d.levers:
            yield from self._lever(v)
        yield from self._constraints()
        yield from self._truce()
        self.left["assessments: judgements are no events"] += len(self.d.assessments)
        self.left = +self.left

    def _meeting(self, m: Meeting) -> Iterator[Event]:
        if m.status in ("postponed", "cancelled"):
            self.left["meetings postponed or cancelled: by whom is not recorded"] += 1
            return
        who = list(dict.fromkeys(
            home for s in m.seats if len(s.any_of) == 1 and (home := self._home(s.any_of[0]))
        ))  # fmt: skip
        if len(who) < 2:
            self.left["meetings without two definite parties"] += 1
            return
        host = self._home(m.host) if m.host else None
        for n, (a, b) in enumerate(combinations(who, 2), 1):
            code = _meeting_code(m, len(who), host, (a, b))
            a, b = (b, a) if code == plover.VISIT and a == host else (a, b)
            yield self._event(m, f"{m.id}.{n}", a, b, code, day=m.date, place=m.place)

    def _position(self, p: Position) -> Iterator[Event]:
        others = [k for side in self.d.process.sides for k in side if p.party not in side]
        on_a_side = any(p.party in side for side in self.d.process.sides)
        holders = [k for k in self._holders.get(p.issue, ()) if k != p.party]
        target = holders[0] if holders else others[0] if on_a_side and others else None
        words = " ".join(e.quote for e in p.evidence[:1]) or p.says or ""
        refused = bool(p.red_lines) or bool(_REFUSAL.search(words))
        code = plover.demand(self._classes.get(p.issue, "other"), refused=refused)
        yield self._event(p, p.id, p.party, target, code)

    def _lever(self, v: Lever) -> Iterator[Event]:
        code = plover.LEVERS.get((v.instrument, v.state))
        if code is None:
            self.left["levers in a state that is no event"] += 1
            return
        yield self._event(v, v.id, self._home(v.holder), self._home(v.target), code)

    def _constraints(self) -> Iterator[Event]:
        courts = [p.id for p in self.d.parties if p.kind == "court"]
        for c in self.d.constraints:
            if c.kind != "warrant":
                self.left["laws, resolutions and regimes: rules are no events"] += 1
                continue
            for n, bound in enumerate((c.binds, *c.also), 1):
                if bound is not None:
                    by = courts[0] if len(courts) == 1 else None
                    yield self._event(c, f"{c.id}.{n}", by, bound, plover.WARRANT)

    def _truce(self) -> Iterator[Event]:
        process = self.d.process
        if not (process.quiet and len(process.sides) == 2 and process.ceasefire_evidence):
            return
        made = Entry(id="truce", evidence=process.ceasefire_evidence)
        a, b = process.sides[0][0], process.sides[1][0]
        yield self._event(made, "truce", a, b, plover.TRUCE, day=process.ceasefire_since)

    def _home(self, key: str | None) -> str | None:
        """The party itself, or the one a person acts for."""
        if key is None or key in self._parties:
            return key
        return self._homes.get(key) or key

    def _actor(self, key: str | None) -> tuple[str, str, str]:
        """Name, code and sector of an actor."""
        party = self._parties.get(self._home(key) or "")
        if key is None:
            return "", "", ""
        if party is None:
            return self.d.name_of(key), key, ""
        name = party.name if key == party.id else f"{self.d.name_of(key)} ({party.name})"
        return name, party.iso3 or party.id, plover.SECTOR[party.kind]

    def _event(
        self, entry: Entry, key: str, a: str | None, b: str | None, code: Code,
        day: datetime.date | None = None, place: str | None = None,
    ) -> Event:  # fmt: skip
        first: Evidence | None = entry.evidence[0] if entry.evidence else None
        told = [self._sources[k] for k in dict.fromkeys(e.source for e in entry.evidence)
                if k in self._sources]  # fmt: skip
        source = told[0] if told else None
        date = day or min((s.date for s in told if s.date), default=None)
        by, to = self._actor(a), self._actor(b)
        return Event(
            event_id=key, date=date.isoformat() if date else "",
            dated="event" if day else "report" if date else "",
            source=by[0], source_code=by[1], source_sector=by[2],
            target=to[0], target_code=to[1], target_sector=to[2],
            event=code.event, mode=code.mode, context=code.context, quad=plover.QUAD[code.event],
            cameo=code.cameo, place=place or "", entry=entry.id, review=entry.review,
            proposed_by=entry.rule or ("" if entry.judgement is None else "judgement"),
            quote=first.quote if first else (entry.judgement.why if entry.judgement else ""),
            report=first.source if first else "",
            start=first.start if first else None, end=first.end if first else None,
            reports="; ".join(s.id for s in told),
            publishers="; ".join(dict.fromkeys(p for s in told for p in s.publishers)),
            address=(source.address or "") if source else "",
            sha256=source.sha256 if source else "",
        )  # fmt: skip


def _meeting_code(m: Meeting, size: int, host: str | None, pair: tuple[str, str]) -> Code:
    """Code of a meeting for one pair of those who came."""
    if m.status == "planned":
        return plover.INTENT_TO_MEET
    if m.kind == "call":
        return plover.PHONE
    if host in pair:
        return plover.VISIT
    if host is not None:
        return plover.THIRD
    return plover.MULTILATERAL if size > 2 and m.kind != "round" else plover.NEGOTIATE
