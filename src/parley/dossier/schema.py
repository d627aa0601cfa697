"""What is known of a peace process: the entries of a dossier, each with its evidence.

A dossier is one folder of plain YAML (see `parley.dossier.store`); in memory it is a `Dossier`.
Entries are frozen: a change makes a new entry with `model_copy`.
"""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from parley.dossier.estimate import Distribution, Estimate
from parley.dossier.words import (
    Claim,
    ConstraintKind,
    DemandClass,
    Instrument,
    LeverState,
    MeetingKind,
    MeetingStatus,
    PartyKind,
    Polarity,
    Review,
    Role,
    Spell,
    WarType,
)

SCHEMA_VERSION = 1
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=300)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Frozen):
    """A sentence, or part of one, that an entry rests on: verbatim text of a source at its span."""

    source: Id
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    quote: Annotated[str, Field(min_length=1)]

    @property
    def id(self) -> str:
        """Stable id made of source and span."""
        return f"{self.source}:{self.start}-{self.end}"


class Judgement(_Frozen):
    """An analyst's own judgement: who made it and why."""

    who: str
    why: str


class Entry(_Frozen):
    """What every entry carries: id, review state, what it rests on, how it was proposed."""

    id: Id
    review: Review = "proposed"
    evidence: tuple[Evidence, ...] = ()
    judgement: Judgement | None = None
    confidence: Share | None = None
    rule: str | None = None
    """Name of the rule or classifier that proposed the entry; None when a person wrote it."""
    note: str | None = None
    differs_from: tuple[Id, ...] = ()
    """Entries of the same kind that tell the same thing otherwise; each keeps its sources."""


class Copy(_Frozen):
    """Somebody else who printed the same text, or nearly: a wire report is one source."""

    publisher: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    address: str | None = None
    sha256: str


class Source(_Frozen):
    """A report as read: its text and where it comes from. Stored one file per source."""

    id: Id
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: datetime.date | None = None
    address: str | None = None
    language: str | None = None
    copies: tuple[Copy, ...] = ()
    sha256: str
    text: str

    @property
    def publishers(self) -> tuple[str, ...]:
        """Everybody who printed it, each once."""
        named = (self.publisher, *(c.publisher for c in self.copies))
        return tuple(dict.fromkeys(n for n in named if n))


class Party(Entry):
    """A state, armed group, organisation, court or grouping that acts in the process."""

    name: str
    kind: PartyKind
    role: Role | None = None
    iso3: str | None = None
    aliases: tuple[str, ...] = ()


class Person(Entry):
    """Somebody named in the record, with office and the party they act for."""

    name: str
    office: str | None = None
    party: Id | None = None
    aliases: tuple[str, ...] = ()


class Option(_Frozen):
    """One way an issue can be settled."""

    id: Id
    label: str
    consent: tuple[Id, ...] = ()
    """Parties besides the belligerents without whom this option cannot be had."""


class Issue(Entry):
    """A question the process turns on, with its options.

    `ordered` options run from one pole to the other. `now` is the option that describes things as
    they stand. `holders` are the parties that hold what the issue moves when these are not the
    belligerents (the sender of sanctions, the state asked to recognise): moving the issue away from
    `now` needs their consent, and a collapse of one side does not move it.
    """

    question: str
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    ordered: bool = True
    catalogue: str | None = None
    demand_class: DemandClass = "other"
    now: Id | None = None
    holders: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _options_are_distinct(self) -> "Issue":
        ids = [o.id for o in self.options]
        if len(set(ids)) != len(ids):
            raise ValueError(f"issue {self.id!r}: option ids must differ, got {ids}")
        if self.now is not None and self.now not in ids:
            raise ValueError(f"issue {self.id!r}: 'now' must be one of {ids}, got {self.now!r}")
        return self


class Position(Entry):
    """Where a party stands on an issue at a date; several over time make its history.

    A demand is a position with `says`: the demand in a few words of the source.
    """

    party: Id
    issue: Id
    preferred: Id | None = None
    acceptable: tuple[Id, ...] = ()
    red_lines: tuple[Id, ...] = ()
    salience: Share | None = None
    as_of: datetime.date | None = None
    says: str | None = None


class Step(_Frozen):
    """Where a lever stands from a date on, as announced."""

    date: datetime.date
    state: LeverState
    level: Share | None = None
    """Strength from then on, 0 to 1; None: read from the state."""


class Lever(Entry):
    """What a holder can give or withhold to move a target."""

    holder: Id
    target: Id
    instrument: Instrument
    state: LeverState
    name: str
    condition: str | None = None
    level: Share | None = None
    """Strength now from 0 (nothing) to 1 (in full); None: read from `state`."""
    issue: Id | None = None
    """The issue whose option the lever is (sanctions relief, say), where there is one."""
    during: Spell | None = None
    """What the condition says, where the state holds for a spell only: `talks` while talks go on,
    `war` while there is war and no talks. At other times `otherwise` holds."""
    otherwise: LeverState | None = None
    """State outside the spell; None: in force (on hold for a lever in force during it)."""
    schedule: tuple[Step, ...] = ()
    """Steps to come, each from its date on, in order; a what-if of the lever takes their place."""


class Constraint(Entry):
    """A rule that binds a meeting, an issue or a party: a warrant, a sanctions regime, a law."""

    kind: ConstraintKind
    binds: Id | None = None
    also: tuple[Id, ...] = ()
    name: str
    meetings: tuple[Id, ...] = ()
    """Meetings it makes harder."""
    issues: tuple[Id, ...] = ()
    """Issues whose settlement it bears on."""


class Seat(_Frozen):
    """One seat at a meeting: one id, or several where the record leaves it open which."""

    any_of: Annotated[tuple[Id, ...], Field(min_length=1)]


class Meeting(Entry):
    """An encounter of two or more sides or people about the process, held or to come."""

    name: str
    kind: MeetingKind
    status: MeetingStatus
    seats: tuple[Seat, ...] = ()
    place: str | None = None
    host: Id | None = None
    date: datetime.date | None = None
    when: str | None = None
    """The date in the source's own words."""
    agenda: str | None = None


class Order(_Frozen):
    """One meeting must come, or came, before another."""

    before: Id
    after: Id
    evidence: tuple[Evidence, ...] = ()
    review: Review = "proposed"


class Assessment(Entry):
    """Who said how it went or what is likely; `by` is a party, a person, or "source"."""

    by: str
    polarity: Polarity
    about: tuple[Id, ...] = ()
    claim: Claim | None = None
    """What it speaks to that the models answer too."""


class Parallel(Entry):
    """Another process the source compares with; its parties are not parties here."""

    name: str
    parties: tuple[str, ...] = ()


class Move(Entry):
    """An option of a party in the stability model, with preference statements that mention it."""

    party: Id
    label: str
    now: bool = False
    reversible: bool = True
    excludes: tuple[Id, ...] = ()
    """Other moves that cannot be taken together with this one."""


class Preference(Entry):
    """One preference statement of a party for the stability model, by `rank`, 0 first."""

    party: Id
    statement: str
    """Logical expression over move ids: `not`, `and`, `or`, `if`, `iff`, parentheses."""
    rank: int = 0


class Scenario(_Frozen):
    """A what-if kept by name: what `parley whatif` sets otherwise."""

    id: Id
    settings: Annotated[dict[Key, Share | Id], Field(min_length=1)]
    """Key and state of each thing set otherwise, as `--set KEY=STATE` takes them."""
    note: str | None = None


class Process(_Frozen):
    """What the dossier is about. Unknown stays None; nothing is taken from the clock."""

    schema_version: int = SCHEMA_VERSION
    title: str
    question: str | None = None
    as_of: datetime.date | None = None
    sides: tuple[tuple[Id, ...], ...] = ()
    """Which parties fight on which side: two tuples of party ids, or empty when not found."""
    sides_evidence: tuple[Evidence, ...] = ()
    horizon: Annotated[int, Field(ge=1, le=240)] = 60
    """Months ahead the outlook looks."""
    type: WarType | None = None
    started: datetime.date | None = None
    intensity: Annotated[float, Field(ge=0)] | None = None
    """Deaths a year."""
    in_ceasefire: bool = False
    """Whether a truce or a signed agreement is in force at `as_of`."""
    ceasefire_since: datetime.date | None = None
    """When it was signed, where known; implies `in_ceasefire`."""
    ceasefire_evidence: tuple[Evidence, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether the guns are silent by agreement at `as_of`."""
        return self.in_ceasefire or self.ceasefire_since is not None


class Dossier(_Frozen):
    """One process, in memory: everything its folder holds.

    Raises
    ------
    ValueError
        From pydantic, when an entry breaks a rule of its own. Rules that span entries (dangling
        ids, quotes that are not in their source) are for `parley.dossier.check`.
    """

    process: Process
    sources: tuple[Source, ...] = ()
    parties: tuple[Party, ...] = ()
    people: tuple[Person, ...] = ()
    issues: tuple[Issue, ...] = ()
    positions: tuple[Position, ...] = ()
    levers: tuple[Lever, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    order: tuple[Order, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    parallels: tuple[Parallel, ...] = ()
    moves: tuple[Move, ...] = ()
    preferences: tuple[Preference, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    """Numbers an analyst sets in place of the models' defaults, by estimate id."""
    scenarios: tuple[Scenario, ...] = ()
    """What-ifs kept by name; they change nothing in things as they stand."""

    def entries(self) -> tuple[Entry, ...]:
        """Every entry that has an id and a review state, in file order."""
        groups: tuple[tuple[Entry, ...], ...] = (
            self.parties, self.people, self.issues, self.positions, self.levers, self.constraints,
            self.meetings, self.assessments, self.parallels, self.moves, self.preferences,
        )  # fmt: skip
        return tuple(e for g in groups for e in g)

    def reviewed(self) -> "Dossier":
        """Only the accepted entries (and the orders between accepted meetings)."""
        kept = {
            name: tuple(e for e in getattr(self, name) if e.review == "accepted") for name in LISTS
        }
        return self.model_copy(update=kept)

    def without_rejected(self) -> "Dossier":
        """All but the rejected entries: what `brief REPORT` works on."""
        kept = {
            name: tuple(e for e in getattr(self, name) if e.review != "rejected") for name in LISTS
        }
        return self.model_copy(update=kept)

    def evidence(self) -> dict[str, Evidence]:
        """Every piece of evidence by its id, in order of first use."""
        found = {e.id: e for e in self.process.sides_evidence}
        found |= {e.id: e for e in self.process.ceasefire_evidence}
        for entry in self.entries():
            found |= {e.id: e for e in entry.evidence}
        for order in self.order:
            found |= {e.id: e for e in order.evidence}
        return found

    def name_of(self, key: str) -> str:
        """The name to show for the id of an entry; the id itself when there is none."""
        for group in (self.parties, self.people, self.meetings, self.levers, self.constraints):
            for entry in group:
                if entry.id == key:
                    return str(entry.name)
        return next((i.question for i in self.issues if i.id == key), key)


LISTS = (
    "parties", "people", "issues", "positions", "levers", "constraints", "meetings", "order",
    "assessments", "parallels", "moves", "preferences",
)  # fmt: skip
"""Names of the fields of a dossier that hold reviewed things."""

__all__ = [
    "LISTS", "SCHEMA_VERSION", "Assessment", "Constraint", "Copy", "Distribution", "Dossier",
    "Entry", "Estimate", "Evidence", "Issue", "Judgement", "Lever", "Meeting", "Move", "Option",
    "Order",
    "Parallel", "Party", "Person", "Position", "Preference", "Process", "Scenario", "Seat",
    "Source", "Step",
]  # fmt: skip
