"""Findings on a decision-maker's questions: gains, openings, lever pairs, what to find out next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from parley.bridges.finding import Finding
from parley.outlook.gaps import RATES, summary
from parley.outlook.joined import Joined
from parley.outlook.names import lever_basis
from parley.outlook.scenarios import horizons
from parley.outlook.views import GainView, GapView, OpeningView, PairView

if TYPE_CHECKING:
    from parley.outlook.readings import Readings


def answers(joined: Joined, r: Readings) -> Iterator[Finding]:
    """Yield the findings, in the order of the questions."""
    for gain in r.gains:
        yield _gain(joined, gain)
    yield _opening(joined, r.opening)
    for pair in r.pairs:
        yield _pair(joined, pair)
    yield Finding(
        id="next-fact", says=summary(joined, r.gaps), model="joined",
        rests_on=tuple(dict.fromkeys([*(e for g in r.gaps for e in g.estimates), *RATES[:1]])),
    )  # fmt: skip
    for gap in r.gaps:
        yield _gap(gap)


def _gain(joined: Joined, v: GainView) -> Finding:
    """What a party gains over fighting on; rests on its own numbers and its positions' words."""
    known = {e.id for e in joined.draws.estimates}
    own = [f"near.{v.party}", "clock"]
    for x in v.by_issue:
        own += [f"{head}.{v.party}.{x.issue}" for head in ("stance", "weight", "middle")]
    said = [e.id for p in joined.dossier.positions if p.party == v.party for e in p.evidence]
    return Finding(
        id=f"gain-{v.party}", says=v.says, value=v.gain.value if v.gain else None,
        unit="share of stake" if v.gain else None, interval=v.gain.interval if v.gain else None,
        model="deals", rests_on=(v.party, *(k for k in own if k in known), *said),
    )  # fmt: skip


def _opening(joined: Joined, v: OpeningView) -> Finding:
    """Whether there is a zone, and what would open one."""
    near = [f"near.{p}" for p in joined.coding.parties]
    known = {e.id for e in joined.draws.estimates}
    stances = [f"stance.{c.party}.{c.issue}" for c in v.changes if c.issue is not None]
    rests = dict.fromkeys(k for k in (*stances, *near, "clock") if k in known)
    return Finding(
        id="opening", says=v.says, value=v.closed, unit="share of draws", model="deals",
        rests_on=tuple(rests),
    )  # fmt: skip


def _pair(joined: Joined, v: PairView) -> Finding:
    """Two levers at once, at the last horizon; rests on what each does alone."""
    n = v.together[v.told][horizons(joined)[-1]]
    a, b = v.levers
    rests = [*lever_basis(joined, a), *lever_basis(joined, b)]
    return Finding(
        id=f"pair-{a}-{b}", says=v.says, value=n.value, unit="difference of chance",
        interval=n.interval, model="joined", rests_on=tuple(dict.fromkeys(rests)),
    )  # fmt: skip


def _gap(v: GapView) -> Finding:
    """A gap: the share of the answer it narrows most."""
    share = next(iter(v.shares.values()))
    return Finding(
        id=f"gap-{v.id}", says=v.says, value=share, unit="share of variance", model="joined",
        rests_on=tuple(v.estimates or RATES[:3]),
    )  # fmt: skip
