"""Which meeting comes before which, where the report says so."""

import itertools
import re

from parley.reading.context import Report
from parley.reading.drafts import MeetingDraft, OrderDraft

_INSIDE = re.compile(
    r"\b(?P<ahead>ahead of|before|prior to|on the eve of|preceding|in preparation for|to prepare|"
    r"paving the way for|followed by|leading to)\b|\b(?P<behind>after|following|preceded by|"
    r"in the wake of|"
    r"on the heels of|weeks? later|days? later)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^(?:before (?:this|that|then|the|it|any)|prior to (?:this|that)|beforehand|earlier|"
    r"first,|ahead of (?:this|that|it|the)|a (?:first|previous|preparatory|preliminary|prior)\b)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"^(?:after (?:this|that|the|it|which)|afterwards|following (?:this|that|the)|later|"
    r"a (?:follow-up|second|further|third)\b|then\b|this (?:was|will be) followed|the next)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\bwould (?:then )?follow\b|\breturn(?:s|ed) the visit\b", re.IGNORECASE)


def find_order(report: Report, meetings: list[MeetingDraft]) -> list[OrderDraft]:
    """Orders stated between two meetings of one sentence, or of a sentence and the one before."""
    found: list[OrderDraft] = []
    by_sentence: dict[int, list[MeetingDraft]] = {}
    for m in meetings:
        for a, _ in m.spans:
            for sent in report.sents:
                if sent.start <= a < sent.sentence.end:
                    by_sentence.setdefault(sent.number, []).append(m)
    for sent in report.sents:
        here = by_sentence.get(sent.number, [])
        span = (sent.start, sent.sentence.end)
        for x, y in itertools.pairwise(here):
            a, b = _at(x, span), _at(y, span)
            link = _INSIDE.search(sent.text, a - sent.start, b - sent.start)
            if link and x is not y:
                followed = link.group().lower() in ("followed by", "leading to")
                first = x if link.group("ahead") or followed else y
                _add(found, first, y if first is x else x, span)
        if not here:
            continue
        last = next(
            (m for n in range(sent.number - 1, max(-1, sent.number - 6), -1)
             for m in reversed(by_sentence.get(n, [])) if m not in here),
            None,
        )  # fmt: skip
        if last is None:
            continue
        near = any(
            m is last for n in (sent.number - 1, sent.number - 2) for m in by_sentence.get(n, [])
        )
        if _EARLIER.match(sent.text) and near:
            _add(found, here[0], last, span)
        elif (_LATER.match(sent.text) and near) or _CONDITION.search(sent.text):
            _add(found, last, here[0], span)
    return found


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
