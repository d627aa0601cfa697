"""Which meeting comes before which, where the report says so."""

import itertools
import re

from parley.reading.context import Report
from parley.reading.drafts import MeetingDraft, OrderDraft

_INSIDE = re.compile(
    r"\b(?P<ahead>ahead of|before|prior to|on the eve of|preceding|in preparation for|to prepare|"
    r"paving the way for|followed by|leading to|and will be back|adjourned until|and again in|"
    r"and then)\b|"
    r"\b(?P<behind>after|following|preceded by|in the wake of|on the heels of|weeks? later|"
    r"days? later|the first since|as (?:they|it) had|first since)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^(?:before (?:this|that|then|the|it|any)|prior to (?:this|that)|beforehand|earlier|"
    r"first,|ahead of (?:this|that|it|the)|(?:an?|the) (?:first|previous|preparatory|"
    r"preliminary|prior|earlier)\b)|\bhad met\b.{0,60}\b(?:before|earlier|since)\b|"
    r"\b(?:a|the) (?:week|month|day|year)s? (?:before|earlier)\b|"
    r"\bthe way there\b|\bhad (?:first |secretly |already )?(?:met|shaken|dined|seen|signed|"
    r"held|put|spent|sat|talked|spoken|failed|broken)\b|"
    r"\b(?:a|two|three|four|some) (?:day|week|month)s? ago\b|"
    r"\bmet (?:first|for the first time)\b|\bfirst met\b|\blast (?:year|month|spring|summer|autumn|"
    r"winter|january|february|march|april|may|june|july|august|september|october|november|"
    r"december)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"^(?:after (?:this|that|the|it|which)|afterwards|following (?:this|that|the)|later|"
    r"(?:a|the) (?:follow-up|second|third|fourth|further|new|next|final|fresh)\b|then\b|"
    r"this (?:was|will be) followed|from \w+ the)|\bmeet again\b|\bresumed?\b|\breconvened?\b|"
    r"\b(?:a|the) (?:second|third|fourth|further|next|follow-up) (?:round|session|meeting|summit)",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\b(?:would|will|is to|to) (?:then )?follow\b|\breturn(?:s|ed) the visit\b|\bto seal\b|"
    r"\b(?:signing|signature|ceremony)\b.{0,60}\b(?:pencilled|planned|scheduled|fixed|set|"
    r"follow|expected|due|"
    r"would|will|is to)\b|\b(?:supposed|due|expected) to (?:open|begin|start)\b|^if "
    r".{3,60}\bwould be signed\b|\bthe next test\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\bafter\b.{0,40}\b(?:signed|sealed|agreed|concluded|reached)\b", re.IGNORECASE)
_THIS = re.compile(
    r"(?:before|prior to|ahead of|after|following) (?:this|that|then|the|it|any)\b|beforehand|"
    r"first,",
    re.IGNORECASE,
)
_RETURN = re.compile(r"\breturn(?:s|ed) the visit\b", re.IGNORECASE)
_TABLE = ("round", "summit", "officials")


def find_order(report: Report, meetings: list[MeetingDraft]) -> list[OrderDraft]:
    """Orders stated between two meetings of one sentence, or of a sentence and an earlier one.

    "Had met", "an earlier attempt", "a third round will follow" set a meeting against the one the
    report is about: the first told that is no such aside itself.
    """
    found: list[OrderDraft] = []
    place: dict[int, list[MeetingDraft]] = {}
    for m in meetings:
        for a, _ in m.spans:
            place.setdefault(report.number_at(a), []).append(m)
    for sent in report.sents:
        here = place.get(sent.number, [])
        if not here:
            continue
        span = (sent.start, sent.sentence.end)
        for x, y in itertools.pairwise(here):
            a, b = _at(x, span), _at(y, span)
            link = _INSIDE.search(sent.text, max(0, a - sent.start), b - sent.start + 12)
            if link and x is not y:
                first = y if link.group("behind") else x
                _add(found, first, y if first is x else x, span)
        _across(report, place, sent.number, here, span, found)
    return found


def _across(
    report: Report,
    place: dict[int, list[MeetingDraft]],
    number: int,
    here: list[MeetingDraft],
    span: tuple[int, int],
    found: list[OrderDraft],
) -> None:
    """Orders between a meeting and one told in a sentence near it."""
    text = report.sents[number].text
    back = [m for n in range(number - 1, max(-1, number - 9), -1)
            for m in reversed(place.get(n, [])) if m not in here]  # fmt: skip
    ahead = [m for n in range(number + 1, number + 4) for m in place.get(n, []) if m not in here]
    main = _main(report, place, here)
    early = _EARLIER.search(text)
    if early and (here[0].status != "planned" or _THIS.match(text)):
        near = [*back, *ahead[:1]]
        other = next(iter(near), None) if _THIS.match(text) else main or next(iter(near), None)
        if other:
            _add(found, here[0], other, span)
    elif _LATER.search(text) or _FOLLOWS.search(text):
        held = [m for m in back if m.kind in _TABLE and m.status == "held"]
        if _FOLLOWS.search(text) and not _RETURN.search(text):
            held = [main] if main else held
        other = next(iter(held), None) or main or next(iter(back), None)
        if other:
            _add(found, other, here[-1], span)
    elif _DONE.search(text) and here[0].status == "planned":
        done = [m for m in [*back[:2], *ahead] if m.status == "held"]
        if done:
            _add(found, done[0], here[0], span)


def _main(
    report: Report, place: dict[int, list[MeetingDraft]], here: list[MeetingDraft]
) -> MeetingDraft | None:
    """The meeting that the report is about: the first at the table that is no aside."""
    for number, told in place.items():
        for m in told:
            aside = _EARLIER.search(report.sents[number].text)
            if m not in here and m.kind in _TABLE and m.status == "held" and not aside:
                return m
    return None


def _at(m: MeetingDraft, span: tuple[int, int]) -> int:
    return next((a for a, _ in m.spans if span[0] <= a < span[1]), m.at)


def _add(
    found: list[OrderDraft], before: MeetingDraft, after: MeetingDraft, span: tuple[int, int]
) -> None:
    if before is after or any(
        {id(o.before), id(o.after)} == {id(before), id(after)} for o in found
    ):
        return
    found.append(OrderDraft(before, after, span))
