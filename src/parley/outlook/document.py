"""What an outlook says, as data: the one document that brief, web, JSON and assistants all show.

Everything a reader sees is here; a room that shows it makes no text of its own beyond headings.
Chances are between 0 and 1; horizons are months after `as_of`; ids are the dossier's.
"""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import Field

from parley.bridges.finding import Finding
from parley.dossier.estimate import Estimate
from parley.dossier.words import (
    Claim,
    ConstraintKind,
    Instrument,
    LeverState,
    MeetingKind,
    MeetingStatus,
    Origin,
    PartyKind,
    Polarity,
    Review,
    Role,
)
from parley.outlook.number import LEVEL as LEVEL
from parley.outlook.number import ByHorizon as ByHorizon
from parley.outlook.number import Frozen as _Frozen
from parley.outlook.number import Number as Number
from parley.outlook.views import ChangedView, GainView, GapView, OpeningView, PairView

EXCLUSIVE = ("settlement", "ceasefire_holding", "war_continues", "collapse")
"""States at a month; their chances sum to 1."""
EVER = ("signed_by", "ceasefire_collapsed", "escalation")
"""Ever by a month; `escalation` is left out until its threshold is fitted."""
HORIZONS = (3, 6, 12, 24, 60)


class EvidenceView(_Frozen):
    """A verbatim piece of a source."""

    id: str
    source: str
    start: int
    end: int
    quote: str


class SourceView(_Frozen):
    """A source with its text, so that a sentence can be shown where it stands."""

    id: str
    title: str | None
    publisher: str | None
    author: str | None
    date: datetime.date | None
    address: str | None
    language: str | None
    sha256: str
    text: str


class ProcessView(_Frozen):
    """What the outlook is about."""

    title: str
    question: str | None
    sides: list[list[str]]
    """Names of the parties of each side; empty when no two sides were found."""
    side_ids: list[list[str]]
    type: str | None
    started: datetime.date | None
    intensity: float | None
    horizon: int
    months_fought: int | None


class PersonView(_Frozen):
    """Somebody named in the record."""

    id: str
    name: str
    office: str | None
    party: str | None


class PartyView(_Frozen):
    """A party: what it wants, can do and cannot accept, as the record has it."""

    id: str
    name: str
    kind: PartyKind
    role: Role | None
    side: int | None
    """0 or 1 for a belligerent, None otherwise."""
    people: list[PersonView]
    wants: list[str]
    can_do: list[str]
    cannot_accept: list[str]
    evidence: list[str]
    review: Review


class SeatView(_Frozen):
    """A seat: one name, or several where the record leaves it open which."""

    any_of: list[str]


class MeetingView(_Frozen):
    """A meeting held or to come, with the chance that it takes place."""

    id: str
    name: str
    kind: MeetingKind
    status: MeetingStatus
    seats: list[SeatView]
    place: str | None
    host: str | None
    when: str | None
    date: datetime.date | None
    agenda: str | None
    after: list[str]
    """Ids of meetings that must come first."""
    constraints: list[str]
    chance: Number | None
    """None for a meeting that is over or when there is no outlook."""
    why: str | None
    evidence: list[str]
    review: Review


class LeverView(_Frozen):
    """A lever and what setting it otherwise does to each outcome."""

    id: str
    name: str
    holder: str
    target: str
    instrument: Instrument
    state: LeverState
    condition: str | None
    alternative: LeverState | None
    """The state the effects compare with the state now."""
    effects: dict[str, ByHorizon] | None
    """Outcome -> horizon -> paired difference in chance; None when the lever was not run."""
    says: str
    evidence: list[str]
    review: Review


class PositionView(_Frozen):
    """Where one party stands on one issue."""

    party: str
    preferred: str | None
    acceptable: list[str]
    red_lines: list[str]
    says: str | None
    origin: Origin
    """`default` when the record holds no position and the model draws one."""
    evidence: list[str]
    as_of: datetime.date | None


class OptionView(_Frozen):
    """An option of an issue, its chance in the best package and in the positions model."""

    id: str
    label: str
    in_deal: float | None
    """Share of draws whose best package contains it."""
    forecast: float | None
    """Chance by the positions model alone."""


class IssueView(_Frozen):
    """An issue: options, who stands where, who is silent, and how it blocks."""

    id: str
    question: str
    demand_class: str
    ordered: bool
    now: str | None
    now_origin: Origin
    options: list[OptionView]
    positions: list[PositionView]
    silent: list[str]
    """Parties with a say whose position the record does not hold."""
    holders: list[str]
    contested: bool
    """Whether it is among the issues the joined run treats."""
    sticking: Number | None
    """By how much the surplus grows if the party that binds moved one option on this issue."""
    says: str | None
    evidence: list[str]
    review: Review


class AssessmentView(_Frozen):
    """Who said how it went or what is likely; `answer` is what the models say to it."""

    id: str
    by: str
    polarity: Polarity
    claim: Claim | None
    quote: str
    about: list[str]
    answer: str | None
    """Id of the finding that answers it."""
    evidence: list[str]
    review: Review


class ConstraintView(_Frozen):
    """A rule that binds, and which meetings and issues it bears on."""

    id: str
    kind: ConstraintKind
    name: str
    binds: list[str]
    meetings: list[str]
    issues: list[str]
    evidence: list[str]
    review: Review


class ParallelView(_Frozen):
    """Another process the source compares with."""

    id: str
    name: str
    parties: list[str]
    evidence: list[str]


class BaseRateView(_Frozen):
    """What history says, with n and source."""

    name: str
    value: float
    interval: tuple[float, float] | None
    unit: str
    n: int
    source: str


class AloneView(_Frozen):
    """One headline as each model and yardstick has it; where they part, why."""

    outcome: str
    horizon: int
    joined: float
    rows: dict[str, float]
    """For example history, coin, and the joined run with one link cut."""
    says: str


class PastWarView(_Frozen):
    """A past war like this one, named as in its data set."""

    id: str
    name: str
    first_year: int
    last_year: int
    distance: float
    """0 alike in all that is compared, 1 unlike."""
    compared: list[str]
    ended: str
    signed: str | None
    """Fullest kind of agreement signed: none, process, partial, full; None when not covered."""
    months_to_recurrence: float | None
    source: str


class FateView(_Frozen):
    """Past wars in one state at a horizon, counted from this war's age, beside the model.

    `faded` (part of `war_continues`) is fighting below 25 deaths a year without a text.
    """

    outcome: str
    horizon: int
    happened: int
    n: int
    share: float
    interval: tuple[float, float] | None
    """Wilson's 95 % interval."""
    model: Number | None
    parts: bool
    """Whether the two intervals do not meet."""


class SignedView(_Frozen):
    """Of the past wars that signed this kind of agreement, how many fought again in five years."""

    kind: str
    n: int
    recurred: int
    interval: tuple[float, float] | None


class AnaloguesView(_Frozen):
    """Past wars most like this one, what became of them, and where the model parts from that."""

    asked: dict[str, str]
    candidates: int
    used: int
    nearest: list[PastWarView]
    fates: list[FateView]
    signed: list[SignedView]
    rule: str
    says: str


class ClaimView(_Frozen):
    """A claim put to the test: what its mechanism does, and the assumption that hangs on."""

    id: str
    """Id of the finding that says it."""
    claim: Claim
    question: str
    verdict: str
    horizon: int
    at_none: Number | None
    """Chance with the mechanism at none; None for the effect of a lever."""
    effect: Number
    """Paired difference: the mechanism in full less none, or the lever set otherwise less now."""
    unit: str
    mechanism: str
    prior: str
    """What the run assumes of the mechanism; always includes none."""
    hangs_on: list[str]
    made_by: list[str]
    """Ids of the assessments of the record that make the claim; empty when none does."""
    says: str


class UncertaintyView(_Frozen):
    """What makes an outcome uncertain at the headline horizon; the two shares sum to 1."""

    outcome: str
    horizon: int
    chance: float
    """Share of the variance of whether it comes about that is chance with every number known."""
    parameters: float
    """Share that is not knowing the numbers."""
    says: str


class PhaseBand(_Frozen):
    """Chance of one exclusive outcome month by month: mean and 10-90 % band."""

    mean: list[float]
    low: list[float]
    high: list[float]


class ZoneView(_Frozen):
    """The zone of agreement today."""

    chance: Number
    """Share of draws in which some package beats no deal for all whose consent it needs."""
    surplus: Number
    """Gain of the worst-placed veto party in the best package; 1 is all that is at stake for it."""
    margin_now: Number
    """The same for things as they stand."""
    binding: dict[str, float]
    """Party name -> share of draws in which it is the worst placed."""
    trend: Number
    """Change of the surplus over six months on paths still at war."""
    months_of_war: Number
    hurt_per_month: dict[str, Number]
    own_odds: dict[str, Number]
    """Per side: chance that the other side falls before the war ends otherwise."""
    premium: Number | None
    """Premium on waiting for a later deal (reported, never fed back)."""
    says: str


class StateView(_Frozen):
    """One outcome of the moves: who could leave it and who could answer."""

    label: str
    now: bool
    options: dict[str, bool]
    """Move label -> taken."""
    chances: dict[str, Number]
    """Stability concept (nash, gmr, smr, seq) -> chance that the state is an equilibrium."""
    says: list[str]
    """One sentence for each decision maker."""


class MovesView(_Frozen):
    """The stability model's part of the outlook."""

    decision_makers: list[str]
    moves: list[str]
    held: list[str]
    """Moves left out by the limit and held as they stand."""
    states: list[StateView]
    says: str


class Headline(_Frozen):
    """The answer in one breath, and how much of it is assumption."""

    says: str
    note: str
    shares: dict[Origin, float]
    """Share of the headline's variance carried by estimates of each origin; sums to 1."""
    drivers: list[tuple[str, float]]
    """Estimate id and its share, largest first."""


class Question(_Frozen):
    """A forecastable question with its resolution rule and date."""

    id: str
    text: str
    resolves: str
    by: datetime.date | None
    value: float
    interval: tuple[float, float]
    base_rate: float | None


class Outlook(_Frozen):
    """The outlook on one process (CONTRACTS.md, "Outlook document")."""

    process: ProcessView
    as_of: datetime.date | None
    seed: int
    version: str
    run_id: str
    unreviewed: bool
    """True when entries were used that nobody has accepted."""
    draws: int
    field_draws: int
    paths: int
    level: float = LEVEL
    exclusive: list[str] = Field(default_factory=lambda: list(EXCLUSIVE))
    outcomes: dict[str, ByHorizon] | None
    why: str | None
    """Why there is no outlook, and what to add; None when there is one."""
    headline: Headline | None
    months: list[int]
    phases: dict[str, PhaseBand]
    truce: ByHorizon | None
    """Chance that a truce signed now still holds, or became a settlement, by months."""
    truce_label: str = "A truce signed now"
    """The truce whose chances `truce` holds: one signed now, or the one in force."""
    alone: list[AloneView]
    by_class: dict[str, ByHorizon]
    """Chance of a settlement under each matching historical class."""
    analogues: AnaloguesView | None = None
    """Past wars most like this one; None when nothing is known to compare by."""
    claims: list[ClaimView] = Field(default_factory=list)
    """Claims put to the test, whether or not a source makes them."""
    uncertainty: list[UncertaintyView] = Field(default_factory=list)
    """Chance and parameters apart, by exclusive outcome."""
    zone: ZoneView | None
    moves: MovesView | None
    gains: list[GainView] = Field(default_factory=list)
    """What each party gains and loses."""
    opening: OpeningView | None = None
    """The smallest change that would open the zone of agreement."""
    pairs: list[PairView] = Field(default_factory=list)
    """Levers two at a time: those that move most."""
    gaps: list[GapView] = Field(default_factory=list)
    """What is not known, and what knowing it would narrow, most first."""
    changed: ChangedView | None = None
    """What changed since an earlier state of the record; None when none was given."""
    meetings: list[MeetingView]
    levers: list[LeverView]
    issues: list[IssueView]
    parties: list[PartyView]
    assessments: list[AssessmentView]
    constraints: list[ConstraintView]
    parallels: list[ParallelView]
    history: list[BaseRateView]
    questions: list[Question]
    findings: list[Finding]
    missing: list[str]
    """What the record does not say, and what it would give."""
    limits: list[str]
    """Simplifications that bite in this run."""
    estimates: list[Estimate]
    evidence: list[EvidenceView]
    sources: list[SourceView]

    def to_json(self) -> dict[str, Any]:
        """The document as plain JSON data, dates as ISO strings, horizons as strings."""
        return self.model_dump(mode="json")
