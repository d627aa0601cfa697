"""What the record itself says, as views: no model is asked."""

from parley.bridges.coding import Coding
from parley.dossier.schema import Dossier, Entry, Issue, Lever, Meeting, Position
from parley.outlook.document import (
    AssessmentView,
    ConstraintView,
    EvidenceView,
    IssueView,
    LeverView,
    MeetingView,
    OptionView,
    ParallelView,
    PartyView,
    PersonView,
    PositionView,
    ProcessView,
    SeatView,
    SourceView,
)

GIVES = {
    "arms": "deliver or hold back arms",
    "aid": "give or hold back aid",
    "sanctions": "impose or ease sanctions",
    "trade": "open or close trade",
    "recognition": "recognise or not",
    "peacekeepers": "send or keep back peacekeepers",
    "other": "give or withhold",
}


def process_view(dossier: Dossier) -> ProcessView:
    """What the outlook is about."""
    p = dossier.process
    months = None
    if p.started is not None and p.as_of is not None:
        months = max(0, (p.as_of.year - p.started.year) * 12 + p.as_of.month - p.started.month)
    return ProcessView(
        title=p.title,
        question=p.question,
        sides=[[dossier.name_of(x) for x in side] for side in p.sides],
        side_ids=[list(side) for side in p.sides],
        type=p.type,
        started=p.started,
        intensity=p.intensity,
        horizon=p.horizon,
        months_fought=months,
    )


def evidence_views(dossier: Dossier) -> list[EvidenceView]:
    """Every piece of evidence once, in order of first use."""
    return [
        EvidenceView(id=k, source=e.source, start=e.start, end=e.end, quote=e.quote)
        for k, e in dossier.evidence().items()
    ]


def source_views(dossier: Dossier) -> list[SourceView]:
    """Every source with its text."""
    return [
        SourceView(
            **s.model_dump(exclude={"copies", "publisher"}),
            publisher="; ".join(s.publishers) or None,
        )
        for s in dossier.sources
    ]


def party_views(dossier: Dossier) -> list[PartyView]:
    """Every party: what it wants, can do and cannot accept."""
    sides = {p: n for n, side in enumerate(dossier.process.sides) for p in side}
    questions = {i.id: i for i in dossier.issues}
    out = []
    for party in dossier.parties:
        own = [p for p in dossier.positions if p.party == party.id and p.issue in questions]
        out.append(
            PartyView(
                id=party.id,
                name=party.name,
                kind=party.kind,
                role=party.role,
                side=sides.get(party.id),
                people=[
                    PersonView(id=p.id, name=p.name, office=p.office, party=p.party)
                    for p in dossier.people
                    if p.party == party.id
                ],
                wants=list(
                    dict.fromkeys(_wants(p, questions[p.issue]) for p in own if p.preferred)
                ),
                can_do=[_can_do(x, dossier) for x in dossier.levers if x.holder == party.id],
                cannot_accept=[
                    f"{questions[p.issue].question} — {_label(questions[p.issue], o)}"
                    for p in own
                    for o in p.red_lines
                ],
                evidence=evidence_ids(party),
                review=party.review,
            )
        )
    return out


def meeting_views(dossier: Dossier) -> list[MeetingView]:
    """Meetings in order: held first, dated first, then by what must come before; no chances."""
    before: dict[str, list[str]] = {}
    for o in dossier.order:
        before.setdefault(o.after, []).append(o.before)
    out = []
    for m in _in_order(dossier):
        names = {x.id: x.name for x in dossier.meetings}
        bound = [c.id for c in dossier.constraints if m.id in c.meetings]
        out.append(
            MeetingView(
                id=m.id,
                name=m.name,
                kind=m.kind,
                status=m.status,
                seats=[SeatView(any_of=[seat_name(dossier, x) for x in s.any_of]) for s in m.seats],
                place=m.place,
                host=dossier.name_of(m.host) if m.host else None,
                when=m.when,
                date=m.date,
                agenda=m.agenda,
                after=[b for b in before.get(m.id, []) if b in names],
                constraints=bound,
                chance=None,
                why=None,
                evidence=evidence_ids(m),
                review=m.review,
            )
        )
    return out


def lever_views(dossier: Dossier) -> list[LeverView]:
    """Every lever as recorded, without effects."""
    return [
        LeverView(
            id=x.id,
            name=x.name,
            holder=dossier.name_of(x.holder),
            target=dossier.name_of(x.target),
            instrument=x.instrument,
            state=x.state,
            condition=x.condition,
            alternative=None,
            effects=None,
            says="",
            evidence=evidence_ids(x),
            review=x.review,
        )
        for x in dossier.levers
    ]


def issue_views(dossier: Dossier, coding: Coding | None) -> list[IssueView]:
    """Every issue with who stands where and who is silent; contested ones first."""
    order = {i.id: n for n, i in enumerate(coding.issues)} if coding else {}
    fighting = [p for side in dossier.process.sides for p in side]
    issues = sorted(dossier.issues, key=lambda i: order.get(i.id, len(order)))
    out = []
    for issue in issues:
        positions = [p for p in dossier.positions if p.issue == issue.id]
        holds = {p.party for p in positions}
        coded = coding.issues[order[issue.id]] if coding and issue.id in order else None
        holders = [coding.parties[h] for h in coded.holders] if coding and coded else issue.holders
        now = coded.options[coded.now] if coded else issue.now
        out.append(
            IssueView(
                id=issue.id,
                question=issue.question,
                demand_class=issue.demand_class,
                ordered=issue.ordered,
                now=now,
                now_origin=coded.now_origin if coded else "default",
                options=[
                    OptionView(id=o.id, label=o.label, in_deal=None, forecast=None)
                    for o in issue.options
                ],
                positions=[_position(p, dossier) for p in positions],
                silent=[dossier.name_of(p) for p in (*fighting, *holders) if p not in holds],
                holders=[dossier.name_of(h) for h in holders],
                contested=coded is not None,
                sticking=None,
                says=None,
                evidence=evidence_ids(issue),
                review=issue.review,
            )
        )
    return out


def assessment_views(dossier: Dossier) -> list[AssessmentView]:
    """Who said how it went or what is likely, each with its words."""
    return [
        AssessmentView(
            id=a.id,
            by="the source" if a.by == "source" else seat_name(dossier, a.by),
            polarity=a.polarity,
            claim=a.claim,
            quote=a.evidence[0].quote if a.evidence else (a.judgement.why if a.judgement else ""),
            about=list(a.about),
            answer=None,
            evidence=evidence_ids(a),
            review=a.review,
        )
        for a in dossier.assessments
    ]


def constraint_views(dossier: Dossier) -> list[ConstraintView]:
    """What binds whom, and which meetings and issues it bears on."""
    return [
        ConstraintView(
            id=c.id,
            kind=c.kind,
            name=c.name,
            binds=[seat_name(dossier, b) for b in (c.binds, *c.also) if b is not None],
            meetings=list(c.meetings),
            issues=list(c.issues),
            evidence=evidence_ids(c),
            review=c.review,
        )
        for c in dossier.constraints
    ]


def parallel_views(dossier: Dossier) -> list[ParallelView]:
    """Other processes the sources compare with."""
    return [
        ParallelView(id=p.id, name=p.name, parties=list(p.parties), evidence=evidence_ids(p))
        for p in dossier.parallels
    ]


def missing(dossier: Dossier) -> list[str]:
    """What the record does not say, and what saying it would give."""
    out, p = [], dossier.process
    if len(p.sides) != 2:
        out.append("Which parties fight on which side: without two sides there is no outlook.")
    fighting = [x for side in p.sides for x in side]
    for issue in dossier.issues:
        holds = {x.party for x in dossier.positions if x.issue == issue.id}
        silent = [dossier.name_of(x) for x in fighting if x not in holds]
        if silent and (holds or len(fighting) > 0):
            out.append(f"{issue.question} No position of {_and(silent)}: drawn from a wide range.")
    for value, what in (
        (
            p.type,
            "The type of the war (interstate, civil, internationalised): sets the base rates.",
        ),
        (p.started, "When the war began: base rates fall with its age."),
        (p.intensity, "Deaths a year: intense wars end differently from low ones."),
        (p.as_of, "A date: the outlook is undated, and its months count from an unknown day."),
    ):
        if value is None:
            out.append(what)
    return out


def evidence_ids(entry: Entry) -> list[str]:
    """Ids of an entry's pieces of evidence."""
    return [e.id for e in entry.evidence]


def seat_name(dossier: Dossier, key: str) -> str:
    """Name of a party, or of a person with the office: "President Jane Doe"."""
    for p in dossier.people:
        if p.id == key:
            return f"{p.office} {p.name}" if p.office else p.name
    return dossier.name_of(key)


def _wants(position: Position, issue: Issue) -> str:
    """A position in words: the source's own few words, else question and option."""
    if position.says:
        return position.says
    return f"{issue.question} — {_label(issue, position.preferred or '')}"


def _label(issue: Issue, option: str) -> str:
    return next((o.label for o in issue.options if o.id == option), option)


def _can_do(lever: Lever, dossier: Dossier) -> str:
    """A lever in words, from its holder's side."""
    return f"{GIVES[lever.instrument]} ({dossier.name_of(lever.target)}): {lever.name}"


def _position(p: Position, dossier: Dossier) -> PositionView:
    return PositionView(
        party=dossier.name_of(p.party),
        preferred=p.preferred,
        acceptable=list(p.acceptable),
        red_lines=list(p.red_lines),
        says=p.says,
        origin="stated" if p.evidence else "judgement",
        evidence=evidence_ids(p),
        as_of=p.as_of,
    )


def _in_order(dossier: Dossier) -> list[Meeting]:
    """Held first, then planned; within each by date and stated order, ties in file order."""
    follows = {(o.before, o.after) for o in dossier.order}
    left, out = list(dossier.meetings), []
    left.sort(key=lambda m: (m.status in ("planned", "postponed"), str(m.date or "9999")))
    while left:
        ids = {m.id for m in left}
        free = [m for m in left if not any(b in ids for b, a in follows if a == m.id)]
        out.append((free or left)[0])
        left.remove(out[-1])
    return out


def _and(names: list[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
