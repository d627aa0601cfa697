"""Peacekeepers and observers told of as a force that is there, will come or may go."""

import re

from parley.dossier.words import LeverState
from parley.reading.context import Report, Sent
from parley.reading.drafts import LeverDraft
from parley.reading.entities import Mention
from parley.reading.lever_words import FORCE_OF

_STAYS = re.compile(
    r"\b(?:has|have|keeps) \d|\b(?:remain|stay|patrol|keep|watch|drive|operat|guard|monitor)\w*\b|"
    r"\b(?:has|"
    r"have) been (?:in|on|at|"
    r"along|deployed)|\b(?:is|are) (?:in|on|at|along|deployed|stationed|there)\b|\bextended\b|"
    r"\bin place\b",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"\b(?:will|would|is to|are to|to be|may|could|planned|proposed|promised|pledged|offered|"
    r"authori[sz]\w*|"
    r"expected)\b",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"\b(?:withdraw\w*|withdrawn|pull(?:ed)? out|expire[sd]?|renewal|recall\w*|sent home|leave|"
    r"cut)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:demand|reject|refus|want|insist|call(?:s|ed) for|oppos|accept|ask)\w*", re.IGNORECASE
)


def find_forces(report: Report, sent: Sent) -> list[LeverDraft]:
    """Levers of the organisation or state whose force it is; none where it is only asked for."""
    m = FORCE_OF.search(sent.text)
    if m is None:
        return []
    a, b = sent.clause(m.start())
    near = sent.text[a:b]
    state = _state(near)
    holder = _owner(report, sent, m, a)
    if state is None or holder is None or _ASKED.search(near):
        return []
    target = next(
        (k for x in sent.within(a, b) if (k := report.party(x.key)) in report.main and k != holder),
        next(iter(report.main), None),
    )
    if target is None or target == holder:
        return []
    while b > a and sent.text[b - 1] in " .,;":
        b -= 1
    while a < b and sent.text[a] in " .,;:":
        a += 1
    return [
        LeverDraft(holder, target, "peacekeepers", state, None,
                   (sent.start + a, sent.start + b), "lever-force", 0.5, m.group())
    ]  # fmt: skip


def _state(words: str) -> LeverState | None:
    """Whether the force is there, is to come, or may go; None when nothing says so."""
    if _GOES.search(words):
        return "threatened"
    if _COMES.search(words) and not re.search(r"\bremain|\bstay", words):
        return "offered"
    return "active" if _STAYS.search(words) else None


def _owner(report: Report, sent: Sent, m: re.Match[str], a: int) -> str | None:
    """The organisation or state named with the force, or before it; the UN when it is named."""
    kinds = ("organisation", "state")
    here = [x for x in sent.within(max(a, m.start() - 70), m.end() + 30) if _fits(report, x, kinds)]
    first = next((x for x in here if _fits(report, x, ("organisation",))), None)
    if first is None and not re.match(r"peacekeep|blue", m.group(), re.IGNORECASE):
        first = next((x for x in here if x.form != "place"), None)
    if first is not None:
        return report.party(first.key)
    return "UN" if "UN" in report.registry.entities else None


def _fits(report: Report, x: Mention, kinds: tuple[str, ...]) -> bool:
    return report.registry.entities[x.key].kind in kinds
