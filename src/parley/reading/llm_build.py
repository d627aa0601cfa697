"""From what a language model proposes to entries of a dossier; what lacks a quote is dropped."""

from dataclasses import dataclass, field
from typing import Any

from parley.dossier.quote import locate
from parley.dossier.same import fold
from parley.dossier.schema import (
    Assessment,
    Constraint,
    Dossier,
    Evidence,
    Issue,
    Lever,
    Meeting,
    Parallel,
    Party,
    Person,
    Position,
    Process,
    Seat,
    Source,
)
from parley.reading.claims import claim_of
from parley.reading.drafts import DemandDraft
from parley.reading.issues import make_issue, place_demand, short, slug
from parley.reading.llm_words import Proposals, Said, SaidDemand, SaidMeeting

_CODE_LENGTH = 3


@dataclass
class ModelBuilder:
    """Turns the proposals for one passage of a source into a dossier."""

    source: Source
    rule: str
    start: int = 0
    end: int | None = None
    dropped: int = 0
    kept: int = 0
    _ids: dict[str, str] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def dossier(self, said: Proposals) -> Dossier:
        """The entries of the proposals whose quote stands in the passage and whose names lead."""
        parties, people = self._parties(said), self._people(said)
        issues, positions = self._positions(said)
        names = [[self._ids.get(fold(n)) for n in side] for side in said.sides]
        sides = tuple(tuple(n for n in side if n) for side in names)
        known = {p.id for p in parties}
        fit = len(sides) == 2 and all(sides) and all(n in known for s in sides for n in s)
        fit = fit and not set(sides[0]) & set(sides[1])
        return Dossier(
            process=Process(
                title=self.source.title or "Peace process", as_of=self.source.date,
                sides=sides if fit else (),
            ),
            sources=(self.source,), parties=parties, people=people, issues=issues,
            positions=positions, meetings=self._meetings(said), levers=self._levers(said),
            constraints=self._constraints(said), assessments=self._assessments(said),
            parallels=self._parallels(said),
        )  # fmt: skip

    def _basis(self, said: Said, wish: str) -> dict[str, Any] | None:
        """Id, evidence and rule of an item; None, and counted, when its quote is not there."""
        passage = self.source.text[self.start : self.end]
        span = locate(passage, said.quote)
        if span is None:
            self._drop()
            return None
        a, b = span[0] + self.start, span[1] + self.start
        proof = Evidence(source=self.source.id, start=a, end=b, quote=self.source.text[a:b])
        self.kept += 1
        return {"id": self._fresh(wish), "evidence": (proof,), "rule": self.rule}

    def _drop(self) -> None:
        """Count an item that is dropped."""
        self.dropped += 1

    def _fresh(self, wish: str) -> str:
        """The id wished for, with a number when it is taken."""
        key, n = wish[:60], 2
        while key.casefold() in self._used:
            key, n = f"{wish[:60]}-{n}", n + 1
        self._used.add(key.casefold())
        return key

    def _id(self, name: str) -> str | None:
        """Id of the party or person of a name, None when it was not listed."""
        return self._ids.get(fold(name))

    def _called(self, key: str, names: list[str]) -> None:
        """Remember what an id is called; the first to have a name keeps it."""
        for name in names:
            if fold(name):
                self._ids.setdefault(fold(name), key)

    def _parties(self, said: Proposals) -> tuple[Party, ...]:
        found = []
        for p in said.parties:
            code = (p.iso3 or "").upper()
            code = code if len(code) == _CODE_LENGTH and code.isascii() and code.isalpha() else ""
            if not p.name.strip() or self._id(p.name):
                self._drop()
            elif (basis := self._basis(p, slug(p.name))) is not None:
                self._called(basis["id"], [p.name, *p.aliases])
                aliases = tuple(a for a in dict.fromkeys(p.aliases) if a and a != p.name)[:12]
                found.append(Party(
                    **basis, name=p.name, kind=p.kind, aliases=aliases, role=p.role,
                    iso3=code or None if p.kind == "state" else None,
                ))  # fmt: skip
        return tuple(found)

    def _people(self, said: Proposals) -> tuple[Person, ...]:
        found = []
        for p in said.people:
            if not p.name.split() or self._id(p.name):
                self._drop()
            elif (basis := self._basis(p, slug(p.name.split()[-1]))) is not None:
                home = self._id(p.party or "")
                self._called(basis["id"], [p.name, p.name.split()[-1]])
                found.append(Person(**basis, name=p.name, office=p.office or None, party=home))
        return tuple(found)

    def _meetings(self, said: Proposals) -> tuple[Meeting, ...]:
        found = []
        for n, m in enumerate(said.meetings, 1):
            seats = self._seats(m)
            if not seats:
                self._drop()
            elif (
                basis := self._basis(m, f"meeting-{n}-{slug(m.place or m.kind, 24)}")
            ) is not None:
                found.append(Meeting(
                    **basis, name=_name(m), kind=m.kind, status=m.status, seats=seats,
                    place=m.place or None, host=self._id(m.host or ""), when=m.when or None,
                ))  # fmt: skip
        return tuple(found)

    def _seats(self, m: SaidMeeting) -> tuple[Seat, ...]:
        """Seats of those who are listed; empty when none is."""
        seats = []
        for names in m.participants:
            ids = tuple(dict.fromkeys(k for n in names if (k := self._id(n))))
            if ids:
                seats.append(Seat(any_of=ids))
        return tuple(seats)

    def _positions(self, said: Proposals) -> tuple[tuple[Issue, ...], tuple[Position, ...]]:
        issues: dict[str, Issue] = {}
        found = []
        for n, d in enumerate(said.demands, 1):
            party = self._id(d.party)
            if party is None or not d.issue.strip():
                self._drop()
            elif (basis := self._basis(d, f"position-{n}-{party}")) is not None:
                key, option, red = place_demand(self._draft(d, party))
                issue = issues.get(key) or make_issue(key, self._draft(d, party))
                proof = (*issue.evidence, *basis["evidence"])
                issues[key] = issue.model_copy(update={"evidence": proof, "rule": self.rule})
                found.append(Position(
                    **basis, party=party, issue=key, preferred=option, red_lines=red,
                    says=short(d.issue)[:160], as_of=self.source.date,
                ))  # fmt: skip
        return tuple(issues.values()), tuple(found)

    def _draft(self, d: SaidDemand, party: str) -> DemandDraft:
        """The demand in the form the rules use, to be placed on the catalogue."""
        return DemandDraft(
            party=party, span=(0, 0), says=d.issue, catalogue=d.catalogue, refusal=d.refused,
            rule=self.rule,
        )  # fmt: skip

    def _levers(self, said: Proposals) -> tuple[Lever, ...]:
        found = []
        for n, v in enumerate(said.levers, 1):
            holder, target = self._id(v.holder), self._id(v.target)
            if holder is None or target is None:
                self._drop()
            elif (basis := self._basis(v, f"lever-{n}-{v.instrument}-{target}")) is not None:
                found.append(Lever(
                    **basis, holder=holder, target=target, instrument=v.instrument, state=v.state,
                    name=short(v.name) or v.instrument, condition=v.condition or None,
                ))  # fmt: skip
        return tuple(found)

    def _constraints(self, said: Proposals) -> tuple[Constraint, ...]:
        found = []
        for n, c in enumerate(said.constraints, 1):
            bound = [k for name in (c.binds, *c.also) if (k := self._id(name))]
            if not bound:
                self._drop()
            elif (basis := self._basis(c, f"constraint-{n}-{slug(c.kind)}")) is not None:
                found.append(Constraint(
                    **basis, kind=c.kind, binds=bound[0], also=tuple(dict.fromkeys(bound[1:])),
                    name=short(c.name) or c.kind,
                ))  # fmt: skip
        return tuple(found)

    def _assessments(self, said: Proposals) -> tuple[Assessment, ...]:
        found = []
        for n, a in enumerate(said.assessments, 1):
            by = "source" if fold(a.by) in ("source", "report") else self._id(a.by)
            if by is None:
                self._drop()
            elif (basis := self._basis(a, f"assessment-{n}-{by}")) is not None:
                words = basis["evidence"][0].quote
                found.append(Assessment(**basis, by=by, polarity=a.polarity, claim=claim_of(words)))
        return tuple(found)

    def _parallels(self, said: Proposals) -> tuple[Parallel, ...]:
        found = []
        for n, p in enumerate(said.parallels, 1):
            if (basis := self._basis(p, f"parallel-{n}")) is not None:
                found.append(Parallel(**basis, name=short(p.name), parties=tuple(p.parties)))
        return tuple(found)


def _name(m: SaidMeeting) -> str:
    """What a meeting is called: its kind, who comes, where."""
    who = ", ".join(" or ".join(names) for names in m.participants[:4])
    return f"{m.kind.capitalize()}: {who}{f' ({m.place})' if m.place else ''}"
