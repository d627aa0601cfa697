"""What the rules propose, before it is put in order as a dossier."""

import bisect
from dataclasses import dataclass, field

from parley.dossier.words import (
    ConstraintKind,
    DemandClass,
    Instrument,
    LeverState,
    MeetingKind,
    MeetingStatus,
    Polarity,
)

Span = tuple[int, int]


@dataclass
class MeetingDraft:
    """A meeting: seats are tuples of keys, several keys where the report leaves it open."""

    kind: MeetingKind
    status: MeetingStatus
    seats: list[tuple[str, ...]]
    place: str | None
    host: str | None
    spans: list[Span]
    sentence: int
    at: int
    when: str | None = None
    rule: str = "meeting"
    confidence: float = 0.6
    noun: str = ""
    assumed: bool = False
    """Whether the seats are the two sides for want of anyone named."""


@dataclass
class OrderDraft:
    """One meeting stands before another."""

    before: MeetingDraft
    after: MeetingDraft
    span: Span


@dataclass
class DemandDraft:
    """What a party asks for or refuses."""

    party: str
    span: Span
    says: str
    catalogue: DemandClass
    refusal: bool = False
    issue: str | None = None
    option: str | None = None
    rule: str = "demand"
    confidence: float = 0.6


class Asked:
    """Demands by where they stand, to ask quickly whether a place lies in one."""

    def __init__(self, demands: list[DemandDraft]) -> None:
        self._demands = sorted(demands, key=lambda d: d.span)
        self._starts = [d.span[0] for d in self._demands]

    def at(self, place: int) -> list[DemandDraft]:
        """Demands whose words cover an offset of the text."""
        end = bisect.bisect_right(self._starts, place)
        return [d for d in self._demands[max(0, end - 12) : end] if place < d.span[1]]


@dataclass
class LeverDraft:
    """What a holder can give or withhold."""

    holder: str
    target: str
    instrument: Instrument
    state: LeverState
    condition: str | None
    span: Span
    rule: str = "lever"
    confidence: float = 0.5
    name: str | None = None
    """What is given or withheld, in the report's own words."""


@dataclass
class ConstraintDraft:
    """A rule that binds somebody."""

    kind: ConstraintKind
    binds: str | None
    also: list[str]
    span: Span
    rule: str = "constraint"
    confidence: float = 0.6
    name: str | None = None
    """What binds, in the report's own words."""


@dataclass
class AssessmentDraft:
    """Who says how it goes."""

    by: str
    polarity: Polarity
    span: Span
    rule: str = "assessment"
    confidence: float = 0.6


@dataclass
class ParallelDraft:
    """Another process that the report compares with."""

    name: str
    parties: list[str]
    span: Span


@dataclass
class Findings:
    """All proposals of one report."""

    meetings: list[MeetingDraft] = field(default_factory=list)
    order: list[OrderDraft] = field(default_factory=list)
    demands: list[DemandDraft] = field(default_factory=list)
    levers: list[LeverDraft] = field(default_factory=list)
    constraints: list[ConstraintDraft] = field(default_factory=list)
    assessments: list[AssessmentDraft] = field(default_factory=list)
    parallels: list[ParallelDraft] = field(default_factory=list)
