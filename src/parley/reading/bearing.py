"""What a constraint bears on: meetings to come and issues told of beside it."""

import bisect

from parley.dossier.schema import Issue, Meeting
from parley.reading.drafts import ConstraintDraft

BESIDE = 80
"""Characters between a constraint and a demand that are told of together."""


class Bearing:
    """Meetings and issues of one report, to ask which of them a constraint bears on."""

    def __init__(self, meetings: tuple[Meeting, ...], issues: tuple[Issue, ...]) -> None:
        self._open = [
            m for m in meetings if m.status in ("planned", "postponed") and m.kind != "call"
        ]
        self._sanctions = tuple(i.id for i in issues if i.demand_class == "sanctions")
        self._places = sorted((e.start, e.end, i.id) for i in issues for e in i.evidence)
        self._longest = max((b - a for a, b, _ in self._places), default=0)

    def meetings(self, d: ConstraintDraft, bound: set[str]) -> tuple[str, ...]:
        """A warrant makes harder what is to come abroad with the one it names."""
        if d.kind != "warrant":
            return ()
        return tuple(m.id for m in self._open if any(bound & set(s.any_of) for s in m.seats))

    def issues(self, d: ConstraintDraft) -> tuple[str, ...]:
        """Sanctions bear on the issue of sanctions, other rules on what stands beside them."""
        if d.kind == "sanctions_regime":
            return self._sanctions
        if d.kind == "warrant":
            return ()
        first = bisect.bisect_left(self._places, (d.span[0] - BESIDE - self._longest, 0, ""))
        last = bisect.bisect_left(self._places, (d.span[1] + BESIDE, 0, ""))
        near = [key for _, end, key in self._places[first:last] if d.span[0] - BESIDE < end]
        return tuple(dict.fromkeys(near))
