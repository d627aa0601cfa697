"""From what the rules propose to the entries of a dossier."""

import datetime
import re
from dataclasses import dataclass, field

from parley.dossier.schema import (
    Assessment,
    Constraint,
    Dossier,
    Evidence,
    Issue,
    Lever,
    Meeting,
    Order,
    Parallel,
    Party,
    Person,
    Position,
    Process,
    Seat,
    Source,
)
from parley.reading.bearing import Bearing
from parley.reading.claims import claim_of
from parley.reading.context import Report
from parley.reading.drafts import Findings, LeverDraft, Span
from parley.reading.entities import Entity
from parley.reading.issues import make_issue, place_demand, short, slug, with_holders
from parley.reading.labels import INSTRUMENT, meeting_name
from parley.reading.nouns import without_verb
from parley.reading.sides import Sides
from parley.reading.spells import spell


@dataclass
class Builder:
    """Turns the findings of one report into entries whose ids are unique."""

    report: Report
    findings: Findings
    sides: Sides
    source: Source
    ids: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def dossier(self) -> Dossier:
        """All entries, proposed, each with its evidence."""
        self.name_everyone()
        parties, people = self.parties(), self.people()
        meetings, order = self.meetings()
        issues, positions = self.issues()
        levers = self.levers(issues)
        constraints = self.constraints(meetings, issues)
        sides = tuple(tuple(self.ids[k] for k in s if k in self.ids) for s in self.sides.sides)
        process = Process(
            title=self.source.title or "Peace process",
            as_of=self.source.date,
            sides=sides,
            sides_evidence=tuple(self.evidence(s) for s in self.sides.spans[:4]),
            type=self.sides.type,
            started=self.started(),
            in_ceasefire=self.sides.truce is not None,
            ceasefire_evidence=(self.evidence(self.sides.truce),) if self.sides.truce else (),
        )
        return Dossier(
            process=process, sources=(self.source,), parties=parties, people=people,
            issues=with_holders(issues, levers, constraints, sides),
            positions=positions, levers=levers, constraints=constraints, meetings=meetings,
            order=order, assessments=self.assessments(), parallels=self.parallels(),
        )  # fmt: skip

    def started(self) -> datetime.date | None:
        """When the war began, unless the report is older than that."""
        began, today = self.sides.began, self.source.date
        return None if began and today and began > today else began

    def evidence(self, span: Span) -> Evidence:
        """The words of a span, as they stand in the source."""
        a, b = span
        text = self.source.text
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        return Evidence(source=self.source.id, start=a, end=b, quote=text[a:b])

    def fresh(self, wish: str) -> str:
        """The id wished for, with a number when it is taken."""
        key, n = wish, self.tries.get(wish, 2)
        while key.lower() in self.used:
            key, n = f"{wish}-{n}", n + 1
        self.tries[wish] = n
        self.used.add(key.lower())
        return key

    # -- who ------------------------------------------------------------------------------

    def name_everyone(self) -> None:
        """Ids for the parties and people that are kept."""
        needed = self._needed()
        for e in self.report.registry.parties:
            if not (_acts(e) or e.key in needed):
                continue
            if e.kind == "state" or (
                e.key.isascii() and re.fullmatch(r"[A-Z0-9]{2,7}(-\w+)?", e.key)
            ):
                wish = e.key
            else:
                short = next(
                    (a for a in e.aliases if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]", a)), None
                )
                wish = short or slug(e.name)
            self.ids[e.key] = self.fresh(wish)
        for p in self.report.registry.people:
            self.ids[p.key] = self.fresh(slug(p.name.split()[-1]))
        self.names = {v: self.report.registry.entities[k].name for k, v in self.ids.items()}

    def _needed(self) -> set[str]:
        """Parties that some entry refers to."""
        f, party = self.findings, self.report.party
        keys = {k for m in f.meetings for s in m.seats for k in s} | {m.host for m in f.meetings}
        keys |= {d.party for d in f.demands}
        keys |= {k for lever in f.levers for k in (lever.holder, lever.target)}
        keys |= {a.by for a in f.assessments}
        keys |= {k for c in f.constraints for k in (c.binds, *c.also)}
        keys |= {k for s in self.sides.sides for k in s}
        return {p for k in keys if k and (p := party(k))}

    def parties(self) -> tuple[Party, ...]:
        """Parties with the names the report uses for them."""
        out = []
        for e in self.report.registry.parties:
            if e.key not in self.ids:
                continue
            best = sorted(e.mentions, key=lambda m: (-m.acting, m.start))[:3]
            aliases = dict.fromkeys([*e.aliases, *(self._said(m.start, m.end) for m in e.mentions)])
            out.append(Party(
                id=self.ids[e.key], name=e.name, kind=e.kind or "group", iso3=e.iso3,
                role=self.sides.roles.get(e.key),
                aliases=tuple(a for a in aliases if a != e.name)[:12],
                evidence=tuple(self._sentence(m.start, m.end) for m in best),
                confidence=round(min(0.95, 0.4 + 0.15 * e.acting), 2), rule=f"party-{e.kind}",
            ))  # fmt: skip
        return tuple(out)

    def _said(self, a: int, b: int) -> str:
        return re.sub(r"\s+", " ", self.source.text[a:b])

    def _sentence(self, a: int, b: int) -> Evidence:
        """The sentence around a mention, shortened to the mention when it is very long."""
        sents = self.report.sents
        i = self.report.number_at(a)
        if i >= 0 and sents[i].sentence.end >= b and sents[i].sentence.end - sents[i].start < 600:
            return self.evidence((sents[i].start, sents[i].sentence.end))
        return self.evidence((a, b))

    def people(self) -> tuple[Person, ...]:
        """People with office and the party they act for."""
        out = []
        for p in self.report.registry.people:
            where = [self._sentence(m.start, m.end) for m in p.mentions[:2]]
            if not where:
                continue
            home = self.report.registry.entities.get(p.party) if p.party else None
            out.append(Person(
                id=self.ids[p.key], name=p.name, office=p.office,
                party=self.ids.get(home.key) if home else None,
                aliases=tuple(p.aliases), evidence=tuple(dict.fromkeys(where)),
                confidence=0.85 if p.office else 0.65, rule="person",
            ))  # fmt: skip
        return tuple(out)

    # -- what -----------------------------------------------------------------------------

    def meetings(self) -> tuple[tuple[Meeting, ...], tuple[Order, ...]]:
        """Meetings in the order of the text, and the stated orders between them."""
        out: list[Meeting] = []
        named: dict[int, str] = {}
        for n, m in enumerate(self.findings.meetings, 1):
            seats = []
            for s in m.seats:
                ids = tuple(dict.fromkeys(self.ids[k] for k in s if k in self.ids))
                if ids:
                    seats.append(Seat(any_of=ids))
            tag = slug(
                m.place or "-".join(x for s in seats[:2] for x in s.any_of[:1]) or m.kind, 24
            )
            key = self.fresh(f"meeting-{n}-{tag}")
            named[id(m)] = key
            who = ", ".join(" or ".join(s.any_of) for s in seats)
            out.append(Meeting(
                id=key, name=meeting_name(self.names, m.kind, seats, m.place) or who, kind=m.kind,
                status=m.status, seats=tuple(seats), place=m.place,
                host=self.ids.get(m.host) if m.host else None, when=m.when,
                evidence=tuple(dict.fromkeys(self.evidence(s) for s in m.spans)),
                confidence=m.confidence, rule=m.rule,
            ))  # fmt: skip
        order = tuple(
            Order(before=named[id(o.before)], after=named[id(o.after)],
                  evidence=(self.evidence(o.span),))
            for o in self.findings.order
        )  # fmt: skip
        return tuple(out), order

    def issues(self) -> tuple[tuple[Issue, ...], tuple[Position, ...]]:
        """Issues that the demands turn on, and where the parties stand on them."""
        issues: dict[str, Issue] = {}
        positions = []
        for n, d in enumerate(self.findings.demands, 1):
            if d.party not in self.ids:
                continue
            key, option, red = place_demand(d)
            proof = self.evidence(d.span)
            issue = issues.get(key) or make_issue(key, d)
            issues[key] = issue.model_copy(update={"evidence": (*issue.evidence, proof)})
            self.used.add(key.lower())
            positions.append(Position(
                id=self.fresh(f"position-{n}-{self.ids[d.party]}"),
                party=self.ids[d.party], issue=key,
                preferred=option, red_lines=red, says=without_verb(d.says)[:160],
                as_of=self.source.date, evidence=(proof,), confidence=d.confidence, rule=d.rule,
            ))  # fmt: skip
        return tuple(issues.values()), tuple(positions)

    def levers(self, issues: tuple[Issue, ...]) -> tuple[Lever, ...]:
        """Levers with the issue they are the option of, where there is one."""
        linked = {"sanctions": "sanctions", "trade": "trade_energy", "recognition": "recognition"}
        out: list[Lever] = []
        for n, d in enumerate(self.findings.levers, 1):
            if d.holder not in self.ids or d.target not in self.ids:
                continue
            wanted = linked.get(d.instrument)
            issue = next((i.id for i in issues if i.demand_class == wanted), None)
            holder, target = self.ids[d.holder], self.ids[d.target]
            proof = self.evidence(d.span)
            out.append(Lever(
                id=self.fresh(f"lever-{n}-{d.instrument}-{target}"), holder=holder, target=target,
                instrument=d.instrument, state=d.state, condition=d.condition, issue=issue,
                name=self._lever_name(d, out), during=spell(d.instrument, d.state, proof.quote),
                evidence=(proof,), confidence=d.confidence, rule=d.rule,
            ))  # fmt: skip
        return tuple(out)

    def _lever_name(self, d: LeverDraft, before: list[Lever]) -> str:
        """The report's own words; holder and target are added when they do not tell it apart."""
        who = f"{self._name(d.holder)} towards {self._name(d.target)}"
        if d.name is None:
            return f"{INSTRUMENT[d.instrument]} of {who}"
        name = short(d.name)
        alone = " " in name and all(x.name != name for x in before)
        return name if alone else f"{name} ({who})"

    def _name(self, key: str) -> str:
        return self.report.registry.entities[key].name

    def constraints(
        self, meetings: tuple[Meeting, ...], issues: tuple[Issue, ...]
    ) -> tuple[Constraint, ...]:
        """Constraints with the meetings and issues each bears on."""
        out = []
        near = Bearing(meetings, issues)
        for n, d in enumerate(self.findings.constraints, 1):
            bound = [self.ids[k] for k in (d.binds, *d.also) if k in self.ids]
            if not bound:
                continue
            out.append(Constraint(
                id=self.fresh(f"constraint-{n}-{d.kind.replace('_', '-')}"), kind=d.kind,
                binds=bound[0], also=tuple(bound[1:]),
                name=short(d.name or self.source.text[d.span[0] : d.span[1]]),
                meetings=near.meetings(d, set(bound)), issues=near.issues(d),
                evidence=(self.evidence(d.span),), confidence=d.confidence, rule=d.rule,
            ))  # fmt: skip
        return tuple(out)

    def assessments(self) -> tuple[Assessment, ...]:
        """Judgements, each with the claim it makes when that is one the models answer."""
        out = []
        for n, d in enumerate(self.findings.assessments, 1):
            by = "source" if d.by == "source" else self.ids.get(d.by)
            if by is None:
                continue
            words = self.source.text[d.span[0] : d.span[1]]
            out.append(Assessment(
                id=self.fresh(f"assessment-{n}-{by}"), by=by,
                polarity=d.polarity, claim=claim_of(words),
                evidence=(self.evidence(d.span),), confidence=d.confidence, rule=d.rule,
            ))  # fmt: skip
        return tuple(out)

    def parallels(self) -> tuple[Parallel, ...]:
        """Comparisons with other processes."""
        return tuple(
            Parallel(id=self.fresh(f"parallel-{n}"), name=short(d.name), parties=tuple(d.parties),
                     evidence=(self.evidence(d.span),), confidence=0.6, rule="parallel")
            for n, d in enumerate(self.findings.parallels, 1)
        )  # fmt: skip


def _acts(e: Entity) -> bool:
    if e.kind in ("organisation", "court") and not e.home:
        return bool(e.mentions)
    return e.acting >= (0.3 if e.home else 0.6)
