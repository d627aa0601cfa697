"""What the brief's templates receive: the outlook, arranged for reading; no text is made here."""

from __future__ import annotations

import dataclasses

from markupsafe import Markup

from parley.bridges.finding import Finding
from parley.brief import charts
from parley.brief.chains import ChainBook
from parley.brief.past import Past, past
from parley.brief.placing import placed
from parley.brief.questions import GapRow, changed, gap_rows, pairs, single
from parley.brief.sources import MarkedSource, marked
from parley.brief.words import ORIGINS
from parley.dossier.estimate import Estimate
from parley.outlook.document import (
    AloneView,
    AssessmentView,
    EvidenceView,
    IssueView,
    LeverView,
    MeetingView,
    Number,
    Outlook,
    PositionView,
)

YEAR = 12
SIDES = ("side-0", "side-1")


@dataclasses.dataclass(frozen=True)
class IssueRow:
    """An issue with its picture and, per option, who stands there."""

    issue: IssueView
    picture: Markup
    standing: dict[str, list[tuple[str, str, str]]]
    """Option id -> (party, class, how): `how` is prefers, accepts or rejects."""
    said: list[PositionView]
    more: list[Finding]
    """Findings on the issue besides its own sentence."""


@dataclasses.dataclass(frozen=True)
class LeverRow:
    """A lever with one picture per outcome at the chosen horizon."""

    lever: LeverView
    pictures: list[tuple[str, Number, Markup]]


@dataclasses.dataclass(frozen=True)
class AloneRow:
    """One headline by each model and yardstick, with the joined interval where there is one."""

    view: AloneView
    joined: Number | None
    picture: Markup


@dataclasses.dataclass(frozen=True)
class Panel:
    """An outcome with its chart."""

    key: str
    picture: Markup


@dataclasses.dataclass(frozen=True)
class Page:
    """Everything the templates read (documented page data: also what the web room serves).

    `o` is the outlook itself; the rest arranges parts of it.
    """

    o: Outlook
    book: ChainBook
    horizons: list[int]
    horizon: int
    """The horizon of the pictures: 12 months, or the nearest there is."""
    stacked: tuple[Markup, Markup]
    """The chart over time for wide and for narrow screens."""
    panels: list[Panel]
    held: list[MeetingView]
    coming: list[MeetingView]
    off: list[MeetingView]
    accounts: list[AssessmentView]
    expectations: list[AssessmentView]
    keys: list[str]
    """The outcomes shown as key figures."""
    issues: list[IssueRow]
    sticking: list[IssueRow]
    """Issues with a sticking number, the largest first."""
    some_contested: bool
    levers: list[LeverRow]
    lever_outcomes: list[str]
    alone: list[AloneRow]
    yardsticks: list[str]
    shares: Markup
    estimates: list[tuple[str, list[Estimate]]]
    sources: list[MarkedSource]
    homeless: list[EvidenceView]
    """Evidence whose source the document does not hold."""
    deal_says: list[Finding]
    """Findings that put the zone's numbers in words, besides the zone's own sentence."""
    tried: list[Finding]
    """Findings on changes that no lever of the record shows."""
    rest: list[Finding]
    """Findings no section above them shows."""
    mixed: bool
    """Whether some entries are reviewed and some are not, so that each is marked."""
    changed: list[Finding]
    """Chances that moved since an earlier state of the record, and why."""
    pairs: list[Finding]
    """Levers two at a time."""
    opening: Finding | None
    """What would open the zone of agreement; None where every draw has one."""
    gaps: list[tuple[str, list[GapRow]]]
    """Missing facts under a heading each: who could tell them."""
    next_fact: Finding | None
    """What to find out next, in a sentence."""
    past: Past
    """Past wars most like this one, beside the model."""
    history: dict[tuple[str, int], float]
    """History's own answer to each row of `alone`, by outcome and horizon."""


def page(outlook: Outlook) -> Page:
    """Arrange an outlook for the templates; every text comes from the outlook itself."""
    horizons = sorted({h for row in (outlook.outcomes or {}).values() for h in row})
    horizon = min(horizons, key=lambda h: abs(h - YEAR), default=YEAR)
    lever_outcomes = _lever_outcomes(outlook)
    known = {s.id for s in outlook.sources}
    book = ChainBook(outlook)
    says = placed(book)
    issues = [_issue_row(i, book) for i in outlook.issues]
    alone = {
        (a.outcome, a.horizon): a.rows["history"] for a in outlook.alone if "history" in a.rows
    }
    return Page(
        o=outlook,
        book=book,
        horizons=horizons,
        horizon=horizon,
        stacked=_stacked(outlook),
        panels=_panels(outlook, horizons),
        held=[m for m in outlook.meetings if m.status == "held"],
        coming=[m for m in outlook.meetings if m.status in ("planned", "postponed")],
        off=[m for m in outlook.meetings if m.status == "cancelled"],
        accounts=[a for a in outlook.assessments if not _expects(a)],
        expectations=[a for a in outlook.assessments if _expects(a)],
        keys=_keys(outlook, alone, horizon),
        issues=issues,
        sticking=_sticking(issues),
        some_contested=any(r.issue.contested for r in issues),
        levers=_lever_rows(outlook, lever_outcomes, horizon),
        lever_outcomes=lever_outcomes,
        alone=_alone_rows(outlook),
        yardsticks=_yardsticks(outlook),
        shares=_shares(outlook),
        estimates=_by_origin(outlook),
        sources=[marked(s, outlook.evidence) for s in outlook.sources],
        homeless=[e for e in outlook.evidence if e.source not in known],
        deal_says=says.deal,
        tried=says.tried,
        rest=says.rest,
        mixed=_mixed(outlook),
        changed=changed(outlook),
        pairs=pairs(outlook),
        opening=single(outlook, "opening") if outlook.opening and outlook.opening.closed else None,
        gaps=gap_rows(outlook),
        next_fact=single(outlook, "next-fact"),
        past=past(outlook),
        history=alone,
    )


def _mixed(o: Outlook) -> bool:
    """Whether entries differ in review state."""
    groups = (o.parties, o.meetings, o.levers, o.issues, o.assessments, o.constraints)
    return len({entry.review for group in groups for entry in group}) > 1


def _expects(assessment: AssessmentView) -> bool:
    """Whether it says what is likely, rather than how something went."""
    return assessment.claim is not None or assessment.by == "the source"


def _stacked(o: Outlook) -> tuple[Markup, Markup]:
    phases = {k: o.phases[k] for k in o.exclusive if k in o.phases}
    return charts.stacked(o.months, phases), charts.stacked(o.months, phases, width=360)


def _panels(o: Outlook, horizons: list[int]) -> list[Panel]:
    return [
        Panel(k, charts.band(o.months, k, o.phases[k], horizons))
        for k in o.exclusive
        if k in o.phases
    ]


def _shares(o: Outlook) -> Markup:
    if o.headline is None:
        return Markup("")
    return charts.shares([(k, share) for k, share in o.headline.shares.items()])


def _by_origin(o: Outlook) -> list[tuple[str, list[Estimate]]]:
    """Estimates by origin, the record first, each group by share of the headline."""
    share = dict(o.headline.drivers) if o.headline else {}
    groups = [
        (k, sorted((e for e in o.estimates if e.origin == k), key=lambda e: -share.get(e.id, 0)))
        for k in ORIGINS
    ]
    return [(k, g) for k, g in groups if g]


def _lever_outcomes(o: Outlook) -> list[str]:
    """The exclusive outcomes that levers act on."""
    found = {k for x in o.levers for k in (x.effects or {})}
    return [k for k in o.exclusive if k in found]


def _lever_rows(o: Outlook, outcomes: list[str], horizon: int) -> list[LeverRow]:
    """Levers, the strongest first; every picture on one scale."""
    run = [x for x in o.levers if x.effects]
    at = {x.id: {k: e[horizon] for k, e in (x.effects or {}).items() if horizon in e} for x in run}
    ends = [v for row in at.values() for n in row.values() for v in (n.value, *n.interval)]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    run.sort(key=lambda x: -max((abs(n.value) for n in at[x.id].values()), default=0.0))
    return [
        LeverRow(
            x,
            [
                (k, at[x.id][k], charts.whisker(at[x.id][k], low, high, key=k, zero=True))
                for k in outcomes
                if k in at[x.id]
            ],
        )
        for x in run
    ]


def _keys(o: Outlook, past: dict[tuple[str, int], float], horizon: int) -> list[str]:
    """The exclusive outcomes, then those that history answers at the same horizon."""
    known = o.outcomes or {}
    keys = [k for k in o.exclusive if k in known]
    return keys + [k for k in known if k not in keys and (k, horizon) in past]


def _yardsticks(o: Outlook) -> list[str]:
    """Every model and yardstick that answers some headline alone."""
    return list(dict.fromkeys(k for a in o.alone for k in a.rows))


def _alone_rows(o: Outlook) -> list[AloneRow]:
    """Answers side by side, each row from 0; answers beyond thrice the joined one stay in words."""
    out = []
    for a in o.alone:
        joined = (o.outcomes or {}).get(a.outcome, {}).get(a.horizon)
        number = joined or Number(value=a.joined, interval=(a.joined, a.joined))
        reach = 3 * number.interval[1]
        top = max([number.interval[1], *(v for v in a.rows.values() if v <= reach)]) * 1.1
        marks = [(k, a.rows.get(k)) for k in _yardsticks(o)]
        out.append(AloneRow(a, joined, charts.whisker(number, 0, top, key=a.outcome, marks=marks)))
    return out


def _issue_row(issue: IssueView, book: ChainBook) -> IssueRow:
    o = book.outlook
    side = {p.name: SIDES[p.side] for p in o.parties if p.side is not None and p.side < 2}
    place = {x.id: n / max(1, len(issue.options) - 1) for n, x in enumerate(issue.options)}
    standing: dict[str, list[tuple[str, str, str]]] = {x.id: [] for x in issue.options}
    for p in issue.positions:
        kind = side.get(p.party, "other")
        for how, options in (
            ("prefers", [p.preferred] if p.preferred else []),
            ("accepts", [x for x in p.acceptable if x != p.preferred]),
            ("rejects", p.red_lines),
        ):
            for option in options:
                standing.setdefault(option, []).append((p.party, kind, how))
    spots = [
        (p.party, side.get(p.party, "other"), place.get(p.preferred or ""))
        for p in issue.positions
        if p.preferred
    ]
    picture = charts.spectrum(spots, place.get(issue.now or "")) if issue.ordered else Markup("")
    more = [book.findings[f] for f in book.about(issue.id) if book.findings[f].says != issue.says]
    return IssueRow(issue, picture, standing, [p for p in issue.positions if p.says], more)


def _sticking(rows: list[IssueRow]) -> list[IssueRow]:
    """Issues that block, the one that blocks most first."""
    size = [(r.issue.sticking.value if r.issue.sticking else 0.0, r) for r in rows]
    size.sort(key=lambda pair: -pair[0])
    return [r for _, r in size if r.issue.sticking is not None]
