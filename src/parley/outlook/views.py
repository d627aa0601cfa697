"""Views of an outlook that answer a decision-maker's questions: gains, pairs, gaps, openings."""

from typing import Literal

from parley.dossier.words import LeverState
from parley.outlook.number import ByHorizon, Frozen, Number

GapKind = Literal["record", "assumption", "history"]


class IssueGain(Frozen):
    """What the best package changes for a party on one issue, against things as they stand."""

    issue: str
    gain: Number
    """Share of all that is at stake for the party."""


class GainView(Frozen):
    """What a party gains and loses; all on its own scale, where 1 is all that is at stake for it.

    Scales of different parties are not compared.
    """

    party: str
    name: str
    side: int | None
    """0 or 1 for a belligerent, None for a third party."""
    fighting_on: Number
    deal: Number | None
    """Worth of the best package; None when no package is on the table."""
    now: Number
    own_side_falls: Number | None
    """Worth of the terms when its own side falls; None for a third party."""
    other_side_falls: Number | None
    gain: Number | None
    """Worth of the best package less fighting on, draw by draw."""
    better: float | None
    """Share of draws in which the best package beats fighting on."""
    by_issue: list[IssueGain]
    """Largest gain first, largest loss last; issues the package leaves alone are left out."""
    says: str


class PairView(Frozen):
    """Two levers set otherwise at once."""

    levers: tuple[str, str]
    states: tuple[LeverState, LeverState]
    together: dict[str, ByHorizon]
    """Outcome -> horizon -> paired difference from things as they stand."""
    interplay: dict[str, ByHorizon]
    """What the two do together less the sum of what each does alone."""
    told: str
    """Outcome that the two move most at the last horizon, which `says` is about."""
    draws: int
    """Draws it was computed on: the first so many of the run."""
    says: str


class GapView(Frozen):
    """A fact that is not known, and by how much knowing it would narrow the answers."""

    id: str
    name: str
    kind: GapKind
    """`record`: a report could tell it; `assumption`: only research could; `history`: more wars."""
    estimates: list[str]
    """Ids of the numbers that the fact would settle."""
    shares: dict[str, float]
    """Answer -> share of its variance over the draws that knowing the fact would remove."""
    noise: float
    """Share that a fact without any effect would show with one standard error."""
    before: dict[str, tuple[float, float]]
    """Answer -> its interval now."""
    after: dict[str, float]
    """Answer -> width its interval would have on average."""
    says: str


class Change(Frozen):
    """One change of the table, and in how many of the draws without a zone it would open one."""

    kind: Literal["position", "red line", "reservation"]
    party: str
    issue: str | None
    option: str | None
    opens: float
    """Share of the draws without a zone that it opens."""
    size: Number | None
    """By how much the party's worth moves, as a share of all that is at stake for it."""
    says: str


class OpeningView(Frozen):
    """Whether a zone of agreement exists, and the smallest changes that would open it."""

    closed: float
    """Share of draws without a zone."""
    changes: list[Change]
    """Those that open it in most draws first, the smaller first among equals."""
    says: str


class ChangedView(Frozen):
    """What changed since an earlier state of the record."""

    since: str
    groups: list[str]
    """Changes that a chance may hang on."""
    silent: list[str]
    """Changes that none can hang on."""
    moved: list[str]
    """Ids of the findings on the chances that moved, the largest move first."""
    says: str
