"""Whether a truce or a signed agreement between the sides is in force at the report's date."""

import re
from collections.abc import Iterable, Sequence

from parley.reading.context import Report, Sent
from parley.reading.cues import cue

_TRUCE = (
    r"(?:truce|cease-?fire|armistice|cessation of hostilities|(?:peace )?(?:accords?|treaty|"
    r"agreement|deal)|frameworks?)"
)
_SIGNED = re.compile(
    r"\b(?:signed|reached|concluded|agreed (?:to|on)) (?:a|an|the|two|their) (?:\w+ ){0,3}?"
    rf"{_TRUCE}\b|\b{_TRUCE} (?:\w+ ){{0,2}}?(?:is|are|was|were|has been|have been) (?:signed|"
    rf"reached|concluded)|\b{_TRUCE} (?:\w+ ){{0,2}}?(?:is in force|is holding|holds|has held|"
    r"came into force|took effect|went into effect)|\bagreed? to stop (?:the )?fighting\b",
    re.IGNORECASE,
)
_DOUBT = cue(
    """if|unless|may|might|could|would|should|will|once|until|before|when|whether|not|no|never|
            without|refus\\w+|reject\\w+|fail\\w*|draft|propos\\w+|call(?:s|ed)? for|demand\\w*|
            want\\w*|hope\\w*|plan\\w*|toward|towards|to be"""
)
_BROKEN = cue(
    """(?:truce|cease-?fire|armistice|accord|agreement|deal) (?:has |had )?(?:collapsed|broke
            down|broken down|lapsed|unravelled|was broken|fell apart)|fighting (?:has |had )?
            (?:resumed|flared|broken out again)|renewed fighting"""
)
_NAMED = cue(
    """truces?|cease-?fires?|armistice|cessation|accords?|treaty|agreement|agreed?|deal|frameworks?|
            fighting"""
)
BEFORE = 30
"""Characters before a match in which a word of doubt undoes it."""


def truce_in_force(
    report: Report, sides: Sequence[Sequence[str]], apart: Iterable[tuple[int, int]] = ()
) -> tuple[int, int] | None:
    """Return the span of the words that tell of a truce in force; None when nothing does.

    Parameters
    ----------
    report : Report
    sides : sequence of sequences of str
        Keys of the belligerents; without two sides there is no truce between them.
    apart : iterable of (int, int)
        Spans about other processes.

    Notes
    -----
    The last such words count, unless later ones tell that it broke. Words of doubt just before, and
    a subject that is a state or armed group of neither side, undo a match.
    """
    if len(sides) != 2:
        return None
    ours, away = {k for side in sides for k in side}, list(apart)
    found: tuple[int, int] | None = None
    for sent in report.sents:
        if not _NAMED.search(sent.text):
            continue
        if _BROKEN.search(sent.text):
            found = None
        for m in _SIGNED.finditer(sent.text):
            start, end = sent.start + m.start(), sent.start + m.end()
            if any(a <= start < b for a, b in away):
                continue
            if _DOUBT.search(sent.text[max(0, m.start() - BEFORE) : m.start()]):
                continue
            if _of_others(report, sent, m.start(), ours):
                continue
            found = (start, end)
    return found


def _of_others(report: Report, sent: Sent, at: int, ours: set[str]) -> bool:
    """Whether those who sign are a state or armed group of neither side."""
    subject = report.subject(sent, at)
    party = report.party(subject.key) if subject else None
    if party is None or party in ours:
        return False
    return report.registry.entities[party].kind in ("state", "armed group")
