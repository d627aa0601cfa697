"""The brief's sections on a decision-maker's questions: rows only; every text is the outlook's."""

from __future__ import annotations

import dataclasses

from parley.bridges.finding import Finding
from parley.outlook.document import Outlook
from parley.outlook.gaps import ZONE, answer_name
from parley.outlook.views import GapView

HEADINGS = {
    "record": "What a report could tell",
    "assumption": "What only research could tell",
    "history": "What more wars would tell",
}
OWN = ("gain-", "pair-", "gap-", "change-")
SINGLE = ("next-fact", "opening")


@dataclasses.dataclass(frozen=True)
class GapRow:
    """A missing fact and the answer it would narrow most."""

    name: str
    answer: str
    now: str
    then: str
    share: float
    finding: str


def has_own_section(finding: Finding) -> bool:
    """Whether a finding stands in a section of its own."""
    return finding.id.startswith(OWN) or finding.id in SINGLE


def gap_rows(o: Outlook) -> list[tuple[str, list[GapRow]]]:
    """Missing facts by who could tell them, each with the answer it would narrow most."""
    groups: dict[str, list[GapRow]] = {}
    for g in o.gaps:
        groups.setdefault(HEADINGS[g.kind], []).append(_row(g))
    return list(groups.items())


def pairs(o: Outlook) -> list[Finding]:
    """Findings on levers two at a time."""
    return [f for f in o.findings if f.id.startswith("pair-")]


def changed(o: Outlook) -> list[Finding]:
    """Findings on what moved since an earlier state of the record."""
    return [f for f in o.findings if f.id.startswith("change-")]


def single(o: Outlook, key: str) -> Finding | None:
    """A finding by its id, if the outlook has it."""
    return next((f for f in o.findings if f.id == key), None)


def _row(g: GapView) -> GapRow:
    """One missing fact; widths as points of chance, or as a share of a stake."""
    key, share = next(iter(g.shares.items()))
    low, high = g.before[key]
    many, places = (1, 3) if key == ZONE else (100, 1)
    now, then = (f"{many * v:.{places}f}" for v in (high - low, g.after[key]))
    name = f"{g.name[:1].upper()}{g.name[1:]}"
    return GapRow(name, answer_name(key), now, then, share, f"gap-{g.id}")


__all__ = ["GapRow", "changed", "gap_rows", "has_own_section", "pairs", "single"]
