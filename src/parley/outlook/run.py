"""One call from a dossier to the outlook document."""

import datetime
import hashlib

from parley import __version__
from parley.bridges.finding import Finding
from parley.dossier.schema import Dossier
from parley.history import load_base_rates
from parley.history.fates import wilson
from parley.outlook import record
from parley.outlook.analogues import analogue_finding, analogues_view
from parley.outlook.document import (
    AloneView,
    AnaloguesView,
    AssessmentView,
    BaseRateView,
    Headline,
    IssueView,
    LeverView,
    MeetingView,
    Outlook,
    Question,
)
from parley.outlook.findings import findings, truce_name
from parley.outlook.joined import Joined, Size, prepare
from parley.outlook.readings import Readings, readings
from parley.outlook.warm import settle
from parley.outlook.words import months, percent, points, span

ANSWERS = {
    "settlement": "settlement-{h}",
    "ceasefire_holding": "ceasefire_holding-{h}",
    "escalation": "claim-escalation",
    "war_continues": "war_continues-{h}",
    "collapse": "collapse-{h}",
    "outcome_open": "settlement-{h}",
    "ceasefire_temporary": "claim-ceasefire_temporary",
    "exhaustion_needed": "claim-exhaustion_needed",
}
"""Finding that answers a claim of a source."""
SHOWN_RATES = (
    "mediation.icb.mediated.agreement", "mediation.icb.not_mediated.agreement",
    "mediation.cwm.agreement_within_12_months", "process.reached_ceasefire",
    "process.reached_comprehensive", "sanctions.imposed.settled",
)  # fmt: skip


def run(
    dossier: Dossier,
    *,
    seed: int = 1,
    draws: int = 500,
    paths: int = 200,
    unreviewed: bool = False,
) -> Outlook:
    """Run the four models over a dossier and say what to expect.

    Parameters
    ----------
    dossier : every entry in it is used
    seed : same seed, same document
    draws, paths : parameter draws, and paths for each
    unreviewed : whether entries nobody accepted are among them

    Returns
    -------
    Outlook
        With `outcomes` None and `why` set when the record has no two sides.

    Raises
    ------
    OutlookError
        If sides, levers or estimates of the dossier contradict each other.
    """
    size = Size(draws=draws, paths=paths, seed=seed)
    if len(dossier.process.sides) != 2:
        return _thin(dossier, size, unreviewed)
    joined = prepare(dossier, size)
    settle()
    r = readings(joined)
    past = analogues_view(dossier, r.outcomes, r.truce)
    found = [*findings(joined, r), *analogue_finding(past)]
    return _assemble(joined, r, found, past, unreviewed)


def run_id(dossier: Dossier, size: Size) -> str:
    """Hash of what a run depends on: dossier, sizes, seed and version.

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> len(run_id(Dossier(process=Process(title="t")), Size()))
    16
    """
    text = f"{dossier.model_dump_json(exclude={'scenarios'})}|{size}|{__version__}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _thin(dossier: Dossier, size: Size, unreviewed: bool) -> Outlook:
    """The record alone, and what to add."""
    why = (
        "The record does not say which parties fight on which side. Name them with "
        '--sides "A | B", or set `sides` in process.yaml.'
    )
    return Outlook(
        **_common(dossier, size, unreviewed),
        outcomes=None,
        why=why,
        headline=None,
        months=[],
        phases={},
        truce=None,
        alone=[],
        by_class={},
        zone=None,
        moves=None,
        meetings=record.meeting_views(dossier),
        levers=record.lever_views(dossier),
        issues=record.issue_views(dossier, None),
        assessments=record.assessment_views(dossier),
        history=_history(None),
        questions=[],
        findings=[],
        limits=[],
        estimates=[],
    )


def _assemble(
    joined: Joined,
    r: Readings,
    found: list[Finding],
    past: AnaloguesView | None,
    unreviewed: bool,
) -> Outlook:
    """The whole document."""
    d, by_id = joined.dossier, {f.id: f for f in found}
    return Outlook(
        **_common(d, joined.size, unreviewed),
        outcomes=r.outcomes,
        why=None,
        headline=_headline(joined, r),
        months=list(range(d.process.horizon + 1)),
        phases=r.phases,
        truce=r.truce,
        truce_label=truce_name(joined).capitalize(),
        alone=_alone(r),
        by_class=r.by_class,
        analogues=past,
        claims=r.claims,
        uncertainty=r.uncertainty,
        zone=r.zone,
        moves=r.moves,
        gains=r.gains,
        opening=r.opening,
        pairs=r.pairs,
        gaps=r.gaps,
        meetings=[_with_chance(m, r, by_id) for m in record.meeting_views(d)],
        levers=[_with_effects(v, joined, r, by_id) for v in record.lever_views(d)],
        issues=[_with_deals(v, r, by_id) for v in record.issue_views(d, joined.coding)],
        assessments=[_answered(a, r, by_id, joined) for a in record.assessment_views(d)],
        history=_history(joined),
        questions=_questions(joined, r),
        findings=found,
        limits=list(joined.coding.limits),
        estimates=list(joined.draws.estimates),
    )


def _common(dossier: Dossier, size: Size, unreviewed: bool) -> dict[str, object]:
    """What the document says with or without an outlook."""
    return {
        "process": record.process_view(dossier),
        "as_of": dossier.process.as_of,
        "seed": size.seed,
        "version": __version__,
        "run_id": run_id(dossier, size),
        "unreviewed": unreviewed,
        "draws": size.draws,
        "field_draws": min(size.field_draws, size.draws),
        "paths": size.paths,
        "parties": record.party_views(dossier),
        "constraints": record.constraint_views(dossier),
        "parallels": record.parallel_views(dossier),
        "missing": record.missing(dossier),
        "evidence": record.evidence_views(dossier),
        "sources": record.source_views(dossier),
    }


def _headline(joined: Joined, r: Readings) -> Headline:
    """The answer in one breath: the likeliest state, a settlement, how a truce would hold."""
    h, by = r.headline, r.outcomes
    likeliest = max(r.phases, key=lambda name: by[name][h].value)
    words = {
        "war_continues": "War most likely goes on",
        "settlement": "A settlement is likeliest",
        "ceasefire_holding": "A ceasefire is likeliest",
        "collapse": "The collapse of one side is likeliest",
    }
    settled, carried = by["settlement"][h], r.drivers["settlement"]
    default = carried.groups.get("default", 0.0)
    record_share = carried.groups.get("stated", 0.0) + carried.groups.get("judgement", 0.0)
    past = r.alone["signed_by"][h]["history"]
    says = (
        f"{words[likeliest]}: a settlement in force in {months(h)} has a chance of "
        f"{percent(settled.value)} ({span(settled)}), and {truce_name(joined)} would still hold "
        f"{months(h)} on in {percent(r.truce[h].value)} of runs."
    )
    note = (
        "Chances are a model's, from a record of what sources say and from history; intervals hold "
        f"80 % of the parameter draws. Of what makes the draws of this headline differ, "
        f"{percent(default)} is default assumption, "
        f"{percent(carried.groups.get('historical', 0.0))} history's sampling error and "
        f"{percent(record_share)} the record. History alone has a settlement signed within "
        f"{months(h)} in {percent(past)} of such wars."
    )
    if default > 0.5:
        note = "More than half of this answer rests on default assumptions. " + note
    shares = {
        k: carried.groups.get(k, 0.0) for k in ("stated", "historical", "judgement", "default")
    }
    drivers = [(name, share) for name, share, _ in carried.drivers]
    return Headline(says=says, note=note, shares=shares, drivers=drivers)


def _alone(r: Readings) -> list[AloneView]:
    """Each headline as each yardstick has it, at the headline horizon and the last."""
    out = []
    for name, by in r.alone.items():
        if name == "truce":
            continue
        for h in dict.fromkeys([r.headline, max(by)]):
            rows = dict(by[h])
            joint = rows.pop("joined")
            apart = {k: v - joint for k, v in rows.items() if k != "coin"}
            far = max(apart, key=lambda k: abs(apart[k]))
            says = (
                f"{far.capitalize()}: {points(apart[far])} from the joined answer."
                if abs(apart[far]) >= 0.005
                else "All within half a point of the joined answer, the coin apart."
            )
            out.append(AloneView(outcome=name, horizon=h, joined=joint, rows=rows, says=says))
    return out


def _with_chance(m: MeetingView, r: Readings, by_id: dict[str, Finding]) -> MeetingView:
    """A planned meeting with its chance."""
    if m.id not in r.meetings:
        return m
    return m.model_copy(update={"chance": r.meetings[m.id], "why": by_id[f"meeting-{m.id}"].says})


def _with_effects(
    v: LeverView, joined: Joined, r: Readings, by_id: dict[str, Finding]
) -> LeverView:
    """A lever with what it does."""
    if v.id not in r.effects:
        return v.model_copy(
            update={"says": "The models know no way in which this lever acts here."}
        )
    return v.model_copy(
        update={
            "alternative": r.alternatives[v.id],
            "effects": r.effects[v.id],
            "says": by_id[f"lever-{v.id}"].says,
        }
    )


def _with_deals(v: IssueView, r: Readings, by_id: dict[str, Finding]) -> IssueView:
    """An issue with what a deal would have on it, what is forecast, and how it sticks."""
    if v.id not in r.in_deal:
        return v
    options = [
        o.model_copy(
            update={
                "in_deal": r.in_deal[v.id].get(o.id),
                "forecast": r.forecast.get(v.id, {}).get(o.id),
            }
        )
        for o in v.options
    ]
    stuck = r.stuck.get(v.id)
    said = by_id.get(f"stick-{v.id}")
    return v.model_copy(
        update={
            "options": options,
            "sticking": stuck[0] if stuck else None,
            "says": said.says if said else None,
        }
    )


def _answered(
    a: AssessmentView, r: Readings, by_id: dict[str, Finding], joined: Joined
) -> AssessmentView:
    """A claim of a source with the id of the finding that answers it."""
    if a.claim is None:
        return a
    if a.claim == "lever_strengthens":
        key = next((k for k in by_id if k.startswith("claim-lever_strengthens")), None)
    else:
        key = ANSWERS[a.claim].format(h=r.headline)
    return a.model_copy(update={"answer": key if key in by_id else None})


def _history(joined: Joined | None) -> list[BaseRateView]:
    """Base rates: the classes this war belongs to, and what became of mediations and talks."""
    out = []
    if joined is not None:
        for c in joined.ground.rates.reference.classes:
            events, n = c.counts("negotiated")
            out.append(
                BaseRateView(
                    name=f"a year of war ended by agreement or truce: {c.name}",
                    value=events / n if n else 0.0,
                    interval=wilson(events, n),
                    unit="share",
                    n=n,
                    source="UCDP Conflict Termination v3-2021 (Kreutz 2010)",
                )
            )
    rates = load_base_rates()
    for key in SHOWN_RATES:
        b = rates[key]
        interval = (b.low, b.high) if b.low is not None and b.high is not None else None
        out.append(
            BaseRateView(
                name=b.says, value=b.figure, interval=interval, unit=b.unit, n=b.n,
                source=b.source.citation,
            )
        )  # fmt: skip
    return out


def _questions(joined: Joined, r: Readings) -> list[Question]:
    """Forecastable questions with a rule and a date; none without a date to count from."""
    start, d = joined.dossier.process.as_of, joined.dossier
    if start is None:
        return []
    out = []
    for m in d.meetings:
        if m.id in r.meetings:
            by = max(_plus(start, 3), m.date or start)
            n = r.meetings[m.id]
            out.append(
                Question(
                    id=f"q-{m.id}", text=f"Will this take place by {by}: {m.name}?",
                    resolves="Yes when two independent publishers report that it was held.",
                    by=by, value=n.value, interval=n.interval, base_rate=None,
                )
            )  # fmt: skip
    for name, text in (
        ("signed_by", "Will a settlement of the war be signed by {by}?"),
        ("ceasefire_holding", "Will a general ceasefire be in force on {by}?"),
    ):
        for h in sorted({min(6, r.headline), r.headline}):
            if h not in r.outcomes[name]:
                continue
            n, by = r.outcomes[name][h], _plus(start, h)
            past = r.alone[name][h].get("history")
            out.append(
                Question(
                    id=f"q-{name}-{h}", text=text.format(by=by),
                    resolves="Yes when the text is public or both sides confirm it.",
                    by=by, value=n.value, interval=n.interval, base_rate=past,
                )
            )  # fmt: skip
    return out


def _plus(start: datetime.date, count: int) -> datetime.date:
    """The same day some months on, or the month's last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    for day in range(start.day, 27, -1):
        try:
            return datetime.date(year, month + 1, day)
        except ValueError:
            continue
    return datetime.date(year, month + 1, min(start.day, 28))
