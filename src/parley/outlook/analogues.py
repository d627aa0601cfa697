"""Past wars most like this one, what became of them, and where the model's answer parts from it."""

from collections.abc import Mapping, Sequence

from parley.bridges.finding import Finding
from parley.bridges.history import months_fought
from parley.dossier.schema import Dossier
from parley.history.analogues import AGREEMENT_KINDS, Analogue, analogues, load_wars
from parley.history.fates import DATA_END, STATES, Share, fates, kept, lasted, wilson
from parley.outlook.document import (
    AnaloguesView,
    ByHorizon,
    FateView,
    Number,
    PastWarView,
    SignedView,
)
from parley.outlook.words import months, percent, row, span

USED = 30
"""Nearest past wars that are counted: few enough to be alike, enough to bear an interval."""
SHOWN = 10
"""Nearest past wars that are listed."""
OUTCOME = {"settlement": "settlement", "ceasefire": "ceasefire_holding", "collapse": "collapse"}
SAYS = {
    "settlement": "a settlement in force",
    "ceasefire_holding": "a ceasefire in force",
    "collapse": "a side defeated or gone",
    "war_continues": "war without a text in force",
    "truce_holds": "the truce unbroken",
}
WHY = {
    "settlement": "the model takes the level from whole classes of wars, these among many others",
    "ceasefire_holding": "in the model a ceasefire soon breaks or becomes a settlement; the data "
    "count one that held for a year of quiet",
    "collapse": "the model anchors defeats to whole classes of wars, and exhaustion alone brings "
    "nobody down within a year",
    "war_continues": "the model has no word for a war that fades without a text, and takes its "
    "other ends from whole classes of wars",
    "truce_holds": "the data see a return to war only after a year of quiet, so that early breaks "
    "count as no end at all",
}
"""Why the model may part from the past wars on an outcome."""


def analogues_view(
    dossier: Dossier, outcomes: Mapping[str, ByHorizon], truce: ByHorizon
) -> AnaloguesView | None:
    """Return the past wars most like this one beside the model's numbers.

    Parameters
    ----------
    dossier : its type, age, intensity and mediation are compared
    outcomes : the model's chances by outcome and horizon
    truce : its chance that a truce signed now, or the one in force, holds

    Returns
    -------
    AnaloguesView or None
        None when nothing is known of the war that past wars could be compared by.

    Notes
    -----
    At war, only past wars that were still fought at this age count, from that age on. With a
    truce in force, only past wars ended by agreement or ceasefire count, from their end on. What
    was signed is no ground for likeness: it is part of what became of a war.
    """
    age, p = months_fought(dossier), dossier.process
    years = None if age is None else age / 12
    mediated = True if any(x.role == "mediator" for x in dossier.parties) else None
    before = p.started or p.as_of
    pool = [w for w in load_wars() if before is None or w.first_year < before.year]
    if p.quiet:
        pool = [w for w in pool if w.ending in ("agreement", "ceasefire")]
    elif years is not None:
        pool = [w for w in pool if lasted(w, years)]
    found = analogues(p.type, years, p.intensity, mediated, count=USED, wars=pool)
    if not found.nearest:
        return None
    wars = [a.war for a in found.nearest]
    if p.quiet:
        rows = _kept(kept(wars, _held(dossier), sorted(truce)), truce)
    else:
        some = next(iter(outcomes.values()), {})
        rows = _fates(fates(wars, years or 0.0, sorted(some)), outcomes)
    return AnaloguesView(
        asked=_asked(dossier, years, mediated),
        candidates=found.candidates,
        used=len(wars),
        nearest=[_past(a) for a in found.nearest[:SHOWN]],
        fates=rows,
        signed=_signed(found.nearest),
        rule=found.rule,
        says=_says(rows, len(wars), quiet=p.quiet),
    )


def analogue_finding(view: AnaloguesView | None) -> list[Finding]:
    """The comparison as a finding, its number the share of past wars at the last horizon."""
    if view is None:
        return []
    told = [f for f in view.fates if f.outcome in ("settlement", "truce_holds") and f.n]
    last = told[-1] if told else None
    return [
        Finding(
            id="analogues", says=view.says, value=last.share if last else None,
            unit="chance" if last else None, interval=last.interval if last else None,
            model="history", rests_on=("rate.negotiated", "rate.settlement_share"),
        )
    ]  # fmt: skip


def _held(dossier: Dossier) -> int:
    """Months the truce in force has held; 0 when a date is unknown."""
    since, now = dossier.process.ceasefire_since, dossier.process.as_of
    if since is None or now is None:
        return 0
    return max(0, (now.year - since.year) * 12 + now.month - since.month)


def _asked(dossier: Dossier, years: float | None, mediated: bool | None) -> dict[str, str]:
    """What is known of this war that past wars are compared by, in words."""
    p = dossier.process
    known = {
        "type": p.type,
        "length": None if years is None else f"{years:.1f} years",
        "intensity": None if p.intensity is None else f"{p.intensity:,.0f} deaths a year",
        "mediation": "mediated" if mediated else None,
    }
    return {k: v for k, v in known.items() if v is not None}


def _past(a: Analogue) -> PastWarView:
    """A past war for reading."""
    w = a.war
    return PastWarView(
        id=w.id,
        name=f"{w.place}: {w.side_a} and {w.side_b}",
        first_year=w.first_year,
        last_year=w.last_year,
        distance=a.distance,
        compared=list(a.compared),
        ended=(w.ending or "still fought in 2020").replace("_", " "),
        signed=w.agreement,
        months_to_recurrence=w.months_to_recurrence,
        source=w.source,
    )


def _fates(
    shares: Mapping[str, Mapping[int, Share]], outcomes: Mapping[str, ByHorizon]
) -> list[FateView]:
    """Each exclusive outcome at each horizon, past wars beside the model."""
    out = []
    assert set(shares) == set(STATES)
    for h, war in shares["war"].items():
        for state, name in OUTCOME.items():
            out.append(_fate(name, h, shares[state][h], outcomes[name].get(h)))
        faded = shares["faded"][h]
        quiet = Share(war.happened + faded.happened, war.n)
        out.append(_fate("war_continues", h, quiet, outcomes["war_continues"].get(h)))
        out.append(_fate("faded", h, faded, None))
    return out


def _kept(shares: Mapping[int, Share], truce: ByHorizon) -> list[FateView]:
    """A truce in force at each horizon, past ones beside the model."""
    return [_fate("truce_holds", h, s, truce.get(h)) for h, s in shares.items()]


def _fate(name: str, h: int, share: Share, model: Number | None) -> FateView:
    """One outcome at one horizon; the two part when their intervals do not meet."""
    ends = share.interval
    apart = (
        ends is not None
        and model is not None
        and (ends[1] < model.interval[0] or model.interval[1] < ends[0])
    )
    return FateView(
        outcome=name, horizon=h, happened=share.happened, n=share.n, share=share.value,
        interval=ends, model=model, parts=apart,
    )  # fmt: skip


def _signed(nearest: Sequence[Analogue]) -> list[SignedView]:
    """Of the past wars, by the fullest kind of agreement signed, how many were fought again."""
    out = []
    for kind in AGREEMENT_KINDS:
        ended = [a.war for a in nearest if a.war.agreement == kind and a.war.ending is not None]
        seen = [w for w in ended if w.last_year + 5.5 <= DATA_END]
        again = sum((w.months_to_recurrence or 1e9) <= 60 for w in seen)
        if seen:
            out.append(
                SignedView(
                    kind=kind, n=len(seen), recurred=again, interval=wilson(again, len(seen))
                )
            )
    return out


def _says(rows: Sequence[FateView], used: int, *, quiet: bool) -> str:
    """What became of them, and where the model parts from it."""
    shown = [r for r in rows if r.model is not None and r.n]
    if not shown:
        return f"What became of the {used} past wars most like this one is not known so far ahead."
    what = "truces after wars" if quiet else "past wars that lasted as long, those"
    lead = "truce_holds" if quiet else "settlement"
    ends = [r for r in shown if r.outcome == lead]
    told = [_told(r) for r in ({r.horizon: r for r in (ends[0], ends[-1])}.values())]
    text = f"Of the {used} {what} most like this one, {row(told)}. "
    apart = [r for r in shown if r.parts]
    if not apart:
        r = max(shown, key=lambda r: abs(r.share - r.model.value) if r.model else 0)
        assert r.model is not None
        return text + (
            f"The widest gap, {SAYS[r.outcome]} {months(r.horizon)} on "
            f"({percent(r.share)} of them, {percent(r.model.value)} in the model), is within what "
            "so few cases allow."
        )
    worst = max(apart, key=lambda r: abs(r.share - (r.model.value if r.model else 0)))
    assert worst.model is not None
    way = "above" if worst.model.value > worst.share else "below"
    return text + (
        f"They part most on {SAYS[worst.outcome]} {months(worst.horizon)} on: the model's "
        f"{percent(worst.model.value)} ({span(worst.model)}) is {way} their "
        f"{percent(worst.share)}; {WHY[worst.outcome]}."
    )


def _told(r: FateView) -> str:
    """One share with its count and interval, and the model's number."""
    assert r.interval is not None
    assert r.model is not None
    ends = span(Number(value=r.share, interval=r.interval))
    return (
        f"{r.happened} of {r.n} ({percent(r.share)}, {ends}) had {SAYS[r.outcome]} "
        f"{months(r.horizon)} on, where the model says {percent(r.model.value)}"
    )
