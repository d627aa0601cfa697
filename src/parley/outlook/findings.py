"""Readings → findings: one sentence each, its number and interval, and what it rests on."""

from collections.abc import Iterator, Sequence

from parley.bridges.conditions import in_words
from parley.bridges.finding import Finding
from parley.outlook.answers import answers
from parley.outlook.claims import claim_findings
from parley.outlook.document import EXCLUSIVE, ByHorizon, Number
from parley.outlook.joined import Joined
from parley.outlook.names import lever_basis, option, question
from parley.outlook.readings import Readings
from parley.outlook.sides import sides
from parley.outlook.words import months, percent, point_span, points, rounded, span

SAYS = {
    "settlement": "A settlement is in force {when} on",
    "ceasefire_holding": "A ceasefire holds {when} on",
    "war_continues": "The war goes on {when} on",
    "collapse": "One side has collapsed {when} on",
    "signed_by": "A settlement is signed within {when}",
    "ceasefire_collapsed": "A ceasefire is signed and breaks within {when}",
}
DRIVERS = 6
"""Estimates a chance lists as what carries it, at most."""


def findings(joined: Joined, r: Readings) -> list[Finding]:
    """Return every finding, those that move a decision first."""
    return [
        *_outcomes(joined, r),
        *_truce(joined, r),
        *_meetings(joined, r),
        *_table(joined, r),
        *_levers(joined, r),
        *answers(joined, r),
        *_moves(joined, r),
        *_positions(joined, r),
        *_claims(joined, r),
        *sides(joined),
    ]


def truce_name(joined: Joined) -> str:
    """The truce whose chances are told: the one in force, else one signed now."""
    return "the truce in force" if joined.dossier.process.quiet else "a truce signed now"


def record_ids(joined: Joined) -> list[str]:
    """What the record gives the models: stated positions and levers, with their evidence."""
    out: list[str] = []
    for party, row in zip(joined.coding.parties, joined.coding.stances, strict=True):
        for issue, stance in zip(joined.coding.issues, row, strict=True):
            if stance.preferred is not None:
                out += [f"stance.{party}.{issue.id}", *stance.evidence]
    for lever in joined.dossier.levers:
        out += [lever.id, *(e.id for e in lever.evidence)]
    return list(dict.fromkeys(out))


def _outcomes(joined: Joined, r: Readings) -> Iterator[Finding]:
    """Each outcome at each horizon."""
    record = record_ids(joined)
    for name, by in r.outcomes.items():
        carries = [d[0] for d in r.drivers[name].drivers[:DRIVERS]] if name in r.drivers else []
        base = ["rate.negotiated", "rate.settlement_share"]
        base += ["rate.break"] if "ceasefire" in name else []
        base = ["sudden"] if name == "collapse" else base
        for h, number in by.items():
            yield _chance(
                f"{name}-{h}",
                SAYS[name].format(when=months(h)),
                number,
                "joined",
                [*dict.fromkeys([*carries, *base]), *record],
            )


def _truce(joined: Joined, r: Readings) -> Iterator[Finding]:
    """How long a truce signed now holds, beside history."""
    which = truce_name(joined).capitalize()
    for h, number in r.truce.items():
        past = r.alone["truce"][h]["history"]
        says = (
            f"{which} still holds, or has become a settlement, {months(h)} on in "
            f"{percent(number.value)} of runs ({span(number)}); history: {percent(past)}"
        )
        yield Finding(
            id=f"truce-{h}", says=f"{says}.", value=number.value, unit="chance",
            interval=number.interval, model="course",
            rests_on=("rate.break", "theta_m", "truce_to_settlement", "strength_breaks"),
        )  # fmt: skip


def _meetings(joined: Joined, r: Readings) -> Iterator[Finding]:
    """The chance of each meeting to come."""
    d = joined.dossier
    for m in d.meetings:
        if m.id not in r.meetings:
            continue
        first = [d.name_of(o.before) for o in d.order if o.after == m.id and o.before in r.meetings]
        bound = [c for c in d.constraints if m.id in c.meetings]
        why = f", which needs {first[0]} first" if first else ""
        why += f", bound by {bound[0].name}" if bound else ""
        rests = [f"takes_place.{m.id}", *(f"binding.{c.id}" for c in bound), m.id]
        rests += [e.id for x in (m, *bound) for e in x.evidence]
        yield _chance(
            f"meeting-{m.id}", f"{m.name}{why}, takes place", r.meetings[m.id], "course", rests
        )


def _table(joined: Joined, r: Readings) -> Iterator[Finding]:
    """The zone, who binds, and what would widen it."""
    z, record = r.zone, record_ids(joined)
    near = [
        f"near.{p}"
        for p, s in zip(joined.coding.parties, joined.coding.side_of, strict=True)
        if s is not None
    ]
    yield Finding(
        id="zone", says=z.says, value=z.surplus.value, unit="share of stake",
        interval=z.surplus.interval, model="deals", rests_on=(*near, "clock", *record),
    )  # fmt: skip
    yield Finding(
        id="margin-now",
        says=(
            "Things as they stand leave the worse-placed side "
            f"{rounded(z.margin_now.value)} of its stake better off than fighting on "
            f"({' to '.join(rounded(v) for v in z.margin_now.interval)}); below 0 it would rather "
            "fight."
        ),
        value=z.margin_now.value, unit="share of stake", interval=z.margin_now.interval,
        model="deals", rests_on=(*near, "clock", *record),
    )  # fmt: skip
    yield Finding(
        id="ripeness",
        says=(
            f"About {z.months_of_war.value:.0f} months of war are still expected "
            f"({z.months_of_war.interval[0]:.0f}–{z.months_of_war.interval[1]:.0f}); "
            + "; ".join(
                f"a month costs {name} {100 * n.value:.2f} % of its stake, and it sees a chance of "
                f"{percent(z.own_odds[name].value)} that the other side falls"
                for name, n in z.hurt_per_month.items()
            )
            + "."
        ),
        value=z.months_of_war.value, unit="months", interval=z.months_of_war.interval,
        model="course", rests_on=("clock", *near, "cost_growth"),
    )  # fmt: skip
    if z.premium is not None:
        low, high = z.premium.interval
        yield Finding(
            id="premium",
            says=(
                f"Waiting for a later deal is worth {rounded(z.premium.value)} of its stake to "
                f"each party today ({rounded(low)} to {rounded(high)}): reported, and not fed back."
            ),
            value=z.premium.value, unit="share of stake", interval=z.premium.interval,
            model="course", rests_on=("theta_z", "rate.negotiated", "clock"),
        )  # fmt: skip
    for issue, (gain, party) in sorted(r.stuck.items(), key=lambda row: -row[1][0].value):
        name = joined.dossier.name_of(joined.coding.parties[party])
        way = "widens" if gain.value > 0 else "would not widen"
        yield Finding(
            id=f"stick-{issue}",
            says=(
                f"One step by {name} on “{question(joined, issue)}” {way} the zone"
                + (f" by {rounded(gain.value)}." if gain.value > 0 else ".")
            ),
            value=gain.value, unit="share of stake", interval=gain.interval, model="deals",
            rests_on=tuple(_stances(joined, issue)),
        )  # fmt: skip


def _levers(joined: Joined, r: Readings) -> Iterator[Finding]:
    """What each lever set otherwise does to a settlement, and to a collapse where that is "
    "larger.
    """
    for key, by in sorted(r.effects.items(), key=_largest):
        last = max(by["settlement"])
        what = scenario_name(joined, r, key)
        number = by["settlement"][last]
        other = by["collapse"][last]
        more = f" One side collapsing: {points(other.value)} ({point_span(other)})."
        told = " ".join(in_words(x) for x in joined.coding.levers if x.id == key)
        more += f" As recorded: {told[:1].lower() + told[1:]}" if told else ""
        yield Finding(
            id=f"lever-{key}",
            says=(
                f"{what}: a settlement {months(last)} on {points(number.value)} "
                f"({point_span(number)}), on the same draws.{more}"
            ),
            value=number.value, unit="difference of chance", interval=number.interval,
            model="joined", rests_on=tuple(lever_basis(joined, key)),
        )  # fmt: skip


def _moves(joined: Joined, r: Readings) -> Iterator[Finding]:
    """Which outcomes hold by themselves and with the answers of others."""
    if r.moves is None:
        return
    yield Finding(
        id="moves", says=r.moves.says, model="stability", rests_on=tuple(record_ids(joined))
    )
    for n, state in enumerate(r.moves.states):
        number = state.chances["seq"]
        yield Finding(
            id=f"state-{n}",
            says=f"{state.label}. " + " ".join(state.says),
            value=number.value, unit="chance of an equilibrium (SEQ)", interval=number.interval,
            model="stability", rests_on=tuple(record_ids(joined)),
        )  # fmt: skip


def _positions(joined: Joined, r: Readings) -> Iterator[Finding]:
    """What the positions model alone expects on each issue, beside the best package."""
    for issue, chances in r.forecast.items():
        top = max(chances, key=lambda o: (chances[o], o))
        deal = r.in_deal[issue]
        best = max(deal, key=lambda o: (deal[o], o))
        yield Finding(
            id=f"position-{issue}",
            says=(
                f"On “{question(joined, issue)}” the positions model alone expects "
                f"“{option(joined, issue, top)}” ({percent(chances[top])}); the best package has "
                f"“{option(joined, issue, best)}” in {percent(deal[best])} of draws. The "
                "positions "
                "model is fitted on law-making in the European Union, not on war."
            ),
            value=chances[top], unit="chance", model="positions",
            rests_on=tuple(_stances(joined, issue)),
        )  # fmt: skip


def _claims(joined: Joined, r: Readings) -> Iterator[Finding]:
    """Answers to claims, also when it is "no support"."""
    asked = {a.claim for a in joined.dossier.assessments}
    if "escalation" in asked:
        h = r.headline
        n = r.outcomes["war_continues"][h]
        yield Finding(
            id="claim-escalation",
            says=(
                "Escalation is not forecast: monthly deaths are at hand for one past war only, in "
                "which 1 of 60 months had more than twice the mean of the year before, too few to "
                "fit a threshold or a rate. "
                f"The war itself goes on {months(h)} on in {percent(n.value)} of runs ({span(n)})."
            ),
            value=n.value, unit="chance", interval=n.interval, model="joined",
            rests_on=("rate.negotiated", "rate.settlement_share", "sudden"),
        )  # fmt: skip
    yield from claim_findings(r.claims)


def _largest(effect: tuple[str, dict[str, ByHorizon]]) -> float:
    """Sort key: the largest effect on an exclusive outcome at the last horizon first."""
    return -max(abs(by[max(by)].value) for k, by in effect[1].items() if k in EXCLUSIVE)


def scenario_name(joined: Joined, r: Readings, key: str) -> str:
    """A scenario in words."""
    if key == "meetings":
        return "All planned meetings called off"
    name = joined.dossier.name_of(key)
    name = name[:1].upper() + name[1:]
    state = r.alternatives.get(key)
    return f"{name}: {state.replace('_', ' ')}" if state else f"{name}: lifted"


def _stances(joined: Joined, issue: str) -> list[str]:
    """The issue's entry, the estimates of who wants what on it, and the sentences behind them."""
    known = {i.id for i in joined.dossier.issues}
    out = [issue] if issue in known else []
    for k, coded in enumerate(joined.coding.issues):
        if coded.id == issue:
            out += [coded.offer] if coded.offer else []
            for p, row in zip(joined.coding.parties, joined.coding.stances, strict=True):
                out += [f"stance.{p}.{issue}", *row[k].evidence]
    return out


def _chance(key: str, says: str, number: Number, model: str, rests_on: Sequence[str]) -> Finding:
    """A finding that is a chance with its interval."""
    return Finding(
        id=key, says=f"{says}: {percent(number.value)} ({span(number)}).", value=number.value,
        unit="chance", interval=number.interval, model=model, rests_on=tuple(rests_on),
    )  # fmt: skip
