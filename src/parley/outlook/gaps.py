"""What is not known of a process, and which missing fact would narrow the answers most."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parley.bridges.estimates import field_ids, side_key
from parley.dossier.schema import Dossier
from parley.outlook.information import Known, shuffled, variance_removed, width_after
from parley.outlook.joined import Joined, Sample, Size, prepare, simulate_scenario
from parley.outlook.names import question
from parley.outlook.number import Number
from parley.outlook.scenarios import frequencies, horizons
from parley.outlook.spread import of_draws, of_halves, path_noise
from parley.outlook.today import Today, today
from parley.outlook.views import GapKind, GapView
from parley.outlook.words import months, percent, row

Array = NDArray[np.float64]
ZONE = "zone"
"""The answer that is the surplus of the best package today."""
LEAST = 0.02
"""Smallest share of an answer's variance for which a gap is listed."""
TABLE = (
    ("course", "how much a wider zone, and doubt that deals hold, move the parties to sign",
     ("theta_z", "theta_m", "relapse_feared")),
    ("field", "how a war of attrition runs (swings, sudden ends, what arms and sanctions do)",
     ("swing", "tilt", "sudden_share", "front_gain", "arms_shield", "arms_strength",
      "sanctions_drain", "clock", "regain")),
    ("tired", "whether exhaustion by itself brings agreements, and strength breaks truces",
     ("weariness", "strength_breaks", "monitoring", "cost_growth", "optimism_weight")),
)  # fmt: skip
"""Assumptions that no report on one war can settle."""
RATES = (
    "rate.negotiated", "rate.negotiated_later", "rate.settlement_share", "sudden", "rate.break",
    "rate.relapse", "rate.class", "rate.class_share", "rate.class_falls", "talks_worth",
    "talks_start", "talks_fail", "truce_to_settlement",
)  # fmt: skip


@dataclass(frozen=True)
class Gap:
    """A fact that is not known, and the drawn numbers it would settle."""

    id: str
    name: str
    kind: GapKind
    columns: tuple[str, ...]
    of_class: bool = False
    """Whether it would settle which historical class the war belongs to."""


def gaps(joined: Joined, base: Sample, here: Today) -> list[GapView]:
    """Return the gaps that matter, those a report could fill first, most telling first.

    Parameters
    ----------
    joined : the prepared run
    base : paths as things stand
    here : where the table stands today

    Returns
    -------
    list of GapView
        Of every gap of the record, each group of assumptions, and history's sampling error: those
        that carry at least `LEAST` of some answer's variance beyond their noise. Empty when
        nothing stands out.

    Notes
    -----
    Answers are the four exclusive outcomes at the headline and the last horizon, and the zone's
    surplus today. A
    gap is ranked by the largest of its shares. Shares of different gaps may be added: the numbers
    are drawn independently, and joint effects are in none of them. Where the class of the war is
    unknown, history's share is what is left once it is known.
    """
    answers, noise = _answers(joined, base, here)
    asked = _asked(joined, answers, noise)
    found, classes = [], None
    for gap in listed(joined):
        known = _known(joined, gap, asked)
        if gap.of_class:
            classes = known
        if gap.kind == "history" and classes is not None:
            both = _known(joined, replace(gap, of_class=True), asked)
            known = Known(np.maximum(both.share - classes.share, 0), both.noise)
        if known.share.max(initial=0.0) >= LEAST:
            found.append(_view(joined, gap, known, answers))
    order = ("record", "assumption", "history")
    return sorted(found, key=lambda v: (order.index(v.kind), -max(v.shares.values()), v.id))


def find_gaps(
    dossier: Dossier, *, seed: int = 1, draws: int = 500, paths: int = 200
) -> tuple[str, list[GapView]]:
    """Return what to find out next in words, and the gaps, as an outlook of this size has them.

    Raises
    ------
    OutlookError
        If the process has no two sides.
    """
    joined = prepare(dossier, Size(draws=draws, paths=paths, seed=seed))
    base = simulate_scenario(joined, {}, joined.base)
    found = gaps(joined, base, today(joined, joined.base))
    return summary(joined, found), found


def headline(joined: Joined) -> int:
    """The horizon of the answers: a year, or the last inside the dossier's own."""
    return 12 if 12 in horizons(joined) else horizons(joined)[-1]


def listed(joined: Joined) -> Iterator[Gap]:
    """Yield every gap of a run, what a report could tell first."""
    used = set(joined.draws.uncertain())
    for gap in (*_process(joined), *_stances(joined), *_sides(joined), *_calendar(joined)):
        kept = tuple(c for c in gap.columns if c in used)
        if kept or gap.of_class:
            yield Gap(gap.id, gap.name, gap.kind, kept, gap.of_class)
    for key, name, columns in TABLE:
        kept = tuple(c for c in columns if c in used)
        if kept:
            yield Gap(f"assumed-{key}", name, "assumption", kept)
    yield Gap("history", "how wars of these classes end",
              "history", tuple(c for c in RATES if c in used))  # fmt: skip


def _process(joined: Joined) -> Iterator[Gap]:
    """Type, start and intensity of the war, where unknown: the historical class hangs on them."""
    p = joined.dossier.process
    words = {"type": p.type, "start": p.started, "deaths a year": p.intensity}
    unknown = [k for k, v in words.items() if v is None]
    if unknown and np.ptp(joined.ground.rates.chosen) > 0:
        yield Gap("war", f"the {row(unknown)} of the war", "record", (), True)


def _stances(joined: Joined) -> Iterator[Gap]:
    """What a silent party wants on an issue; how each party weighs its issues."""
    coding, d = joined.coding, joined.dossier
    for i, party in enumerate(coding.parties):
        for k, issue in enumerate(coding.issues):
            tail = f"{party}.{issue.id}"
            if coding.stances[i][k].preferred is None:
                name = f"the position of {d.name_of(party)} on “{question(joined, issue.id)}”"
                columns = (f"stance.{tail}", f"middle.{tail}")
                yield Gap(f"position-{party}-{issue.id}", name, "record", columns)
        weights = tuple(f"weight.{party}.{x.id}" for x in coding.issues)
        yield Gap(f"weights-{party}", f"what matters most to {d.name_of(party)}", "record", weights)
        middles = tuple(
            f"middle.{party}.{x.id}" for k, x in enumerate(coding.issues)
            if coding.stances[i][k].preferred is not None
        )  # fmt: skip
        name = f"how far {d.name_of(party)} would meet others halfway"
        yield Gap(f"halfway-{party}", name, "record", middles)


def _sides(joined: Joined) -> Iterator[Gap]:
    """What each belligerent can bear, has left, and believes."""
    coding, d = joined.coding, joined.dossier
    for i, party in enumerate(coding.parties):
        if coding.side_of[i] is not None:
            name = f"how near {d.name_of(party)} is to giving in"
            yield Gap(f"near-{party}", name, "record", (f"near.{party}",))
    for side in (0, 1):
        key = side_key(coding, side)
        who = row([d.name_of(p) for p in coding.sides[side]])
        name = f"how much strength {who} has left, and how fast it drains"
        yield Gap(f"strength-{key}", name, "record", (f"potential.{key}", f"drain.{key}"))
        name = f"how far {who} overrates its own prospects"
        yield Gap(f"belief-{key}", name, "record", (f"optimism.{key}",))
    for lever in coding.levers:
        name = f"how far {d.name_of(lever.id)} goes as things stand"
        yield Gap(f"level-{lever.id}", name, "record", (f"level.{lever.id}",))


def _calendar(joined: Joined) -> Iterator[Gap]:
    """Whether each meeting to come takes place."""
    for m in joined.dossier.meetings:
        bound = [c.id for c in joined.dossier.constraints if m.id in c.meetings]
        columns = (f"takes_place.{m.id}", f"postponed.{m.id}", *(f"binding.{c}" for c in bound))
        yield Gap(f"meeting-{m.id}", f"how likely it is that {m.name} takes place", "record",
                  columns)  # fmt: skip


def _answers(
    joined: Joined, base: Sample, here: Today
) -> tuple[dict[str, tuple[Array, Number]], Array]:
    """Answer -> (per draw, number), and the share of each one's variance that is path noise."""
    out: dict[str, tuple[Array, Number]] = {}
    noise, shares = [], frequencies(base)
    for name in ("settlement", "ceasefire_holding", "war_continues", "collapse"):
        for month in dict.fromkeys((headline(joined), horizons(joined)[-1])):
            halves = shares[name][:, :, month]
            out[f"{name}-{month}"] = (halves.mean(axis=0), of_halves(halves, base.sizes))
            noise.append(path_noise(halves, base.sizes))
    out[ZONE] = (here.surplus, of_draws(here.surplus))
    return out, np.array([*noise, 0.0])


@dataclass(frozen=True)
class _Asked:
    """The answers per draw, their noise, and both in random orders: of draws, and of blocks."""

    outcomes: Array
    noise: Array
    alone: Array
    in_blocks: Array
    rows: int


def _asked(joined: Joined, answers: dict[str, tuple[Array, Number]], noise: Array) -> _Asked:
    """What every gap is looked at with."""
    y, rows = np.stack([v for v, _ in answers.values()], axis=1), joined.ground.rows
    seed = [joined.size.seed, 6]
    alone = shuffled(y, rng=np.random.default_rng(seed))
    in_blocks = shuffled(y, blocks=rows, rng=np.random.default_rng(seed))
    return _Asked(y, noise, alone, in_blocks, rows)


def _known(joined: Joined, gap: Gap, asked: _Asked) -> Known:
    """What knowing a gap would do to each answer."""
    d = joined.draws
    field = field_ids(d.estimates)
    shared = gap.of_class or any(c in field or c == "sudden" for c in gap.columns)
    whole = shared and gap.kind != "history"
    return variance_removed(
        asked.outcomes,
        [d[c] for c in gap.columns],
        classes=joined.ground.rates.chosen if gap.of_class else None,
        noise_share=asked.noise,
        blocks=asked.rows if whole else None,
        luck=asked.in_blocks if whole else asked.alone,
    )


def _view(
    joined: Joined, gap: Gap, known: Known, answers: dict[str, tuple[Array, Number]]
) -> GapView:
    """One gap with what it would narrow."""
    shares = {k: float(s) for k, s in zip(answers, known.share, strict=True) if s >= LEAST}
    shares = dict(sorted(shares.items(), key=lambda pair: -pair[1]))
    before = {k: answers[k][1].interval for k in shares}
    after = {k: width_after(before[k], s) for k, s in shares.items()}
    return GapView(
        id=gap.id,
        name=gap.name,
        kind=gap.kind,
        estimates=[c for c in gap.columns if c in joined.draws.values],
        shares=shares,
        noise=float(known.noise.max(initial=0.0)),
        before=before,
        after=after,
        says=_says(gap.name, gap.kind, shares, before, after),
    )


ANSWERS = {
    "settlement": "a settlement", "ceasefire_holding": "a ceasefire that holds",
    "war_continues": "the war going on", "collapse": "one side collapsing",
}  # fmt: skip


def answer_name(key: str) -> str:
    """An answer in words.

    Examples
    --------
    >>> answer_name("settlement-12"), answer_name("zone")
    ('a settlement a year on', 'what the best deal gains the worst-placed party')
    """
    if key == ZONE:
        return "what the best deal gains the worst-placed party"
    name, _, month = key.rpartition("-")
    return f"{ANSWERS[name]} {months(int(month))} on"


def _says(
    name: str,
    kind: GapKind,
    shares: dict[str, float],
    before: dict[str, tuple[float, float]],
    after: dict[str, float],
) -> str:
    """A gap in words: what knowing it would narrow, from how wide to how wide."""
    parts = []
    for key in list(shares)[:2]:
        widths = (before[key][1] - before[key][0], after[key])
        unit = " of its stake" if key == ZONE else " points"
        was, then = (f"{v:.3f}" if key == ZONE else f"{100 * v:.1f}" for v in widths)
        parts.append(f"{answer_name(key)} from {was} to about {then}{unit}")
    verb = {
        "record": "Knowing",
        "assumption": "Research that settled",
        "history": "Knowing exactly",
    }[kind]
    top = next(iter(shares.values()))
    return (
        f"{verb} {name} would narrow the interval of {' and of '.join(parts)}: it carries "
        f"{percent(top)} of what makes the draws of {'the first' if len(parts) > 1 else 'it'} "
        "differ."
    )


def summary(joined: Joined, found: list[GapView]) -> str:
    """Return what to find out next in two sentences, and how far any report could help."""
    key = f"settlement-{headline(joined)}"
    told = [v for v in found if v.kind == "record"]
    share = sum(v.shares.get(key, 0.0) for v in told)
    past = sum(v.shares.get(key, 0.0) for v in found if v.kind == "history")
    if not told:
        first = "No single missing fact that a report could give would narrow an answer by much."
    else:
        first = f"The missing fact that would narrow an answer most is {told[0].name}."
    rest = "under 1 %" if share < LEAST else percent(share)
    return (
        f"{first} All that reports could tell carries {rest} of what makes the draws of "
        f"{answer_name(key)} differ; history's few cases carry {percent(past)}, which no report "
        "on this war removes."
    )
