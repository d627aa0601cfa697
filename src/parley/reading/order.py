"""Which meeting comes before which, where the report says so."""

import itertools
import re

from parley.reading.context import Report
from parley.reading.drafts import MeetingDraft, OrderDraft

_INSIDE = re.compile(
    r"\b(?P<ahead>ahead of|before|prior to|on the eve of|preceding|in preparation for|to prepare|"
    r"paving the way for|followed by|leading to|and will be back|adjourned until)\b|"
    r"\b(?P<behind>after|following|preceded by|in the wake of|on the heels of|weeks? later|"
    r"days? later)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"^(?:before (?:this|that|then|the|it|any)|prior to (?:this|that)|beforehand|earlier|"
    r"first,|ahead of (?:this|that|it|the)|(?:a|the) (?:first|previous|preparatory|"
    r"preliminary|prior|"
    r"earlier)\b)|\bhad met\b.{0,60}\b(?:before|earlier)\b|\b(?:a|the) (?:week|month|day|"
    r"year)s? (?:before|earlier)\b|"
    r"\bthe way there\b|\bhad (?:first |secretly |already )?(?:met|shaken|dined|seen|signed|"
    r"held|put|"
    r"spent|sat|talked|spoken)\b|\b(?:a|two|three|four|some) (?:day|week|month)s? ago\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"^(?:after (?:this|that|the|it|which)|afterwards|following (?:this|that|the)|later|"
    r"a (?:follow-up|second|further|third|new)\b|then\b|this (?:was|will be) followed|the next)",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"\b(?:would|will|is to|to) (?:then )?follow\b|\breturn(?:s|ed) the visit\b|\bto seal\b|"
    r"\b(?:signing|signature|ceremony)\b.{0,60}\b(?:pencilled|planned|scheduled|fixed|set|"
    r"follow|expected|due|"
    r"would|will|is to)\b|\b(?:supposed|due|expected) to (?:open|begin|start)\b|^if "
    r".{3,60}\bwould be signed\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\bafter\b.{0,40}\b(?:signed|sealed|agreed|concluded|reached)\b", re.IGNORECASE)


def find_order(report: Report, meetings: list[MeetingDraft]) -> list[OrderDraft]:
    """Orders stated between two meetings of one sentence, or of a sentence and one near it."""
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
                followed = link.group().lower() in ("followed by", "leading to", "adjourned until")
                first = x if link.group("ahead") or followed else y
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
    near = next(
        (m for n in (number - 1, number - 2) for m in place.get(n, []) if m not in here), None
    )
    if _EARLIER.search(text) and (near or back):
        _add(found, here[0], near or back[0], span)
    elif (_LATER.match(text) and near) or (_FOLLOWS.search(text) and back):
        rank = {"round": 0, "summit": 1, "officials": 2}
        rounds = [m for m in back if m.kind in rank and m.status == "held"]
        rounds.sort(key=lambda m: rank[m.kind])
        _add(
            found,
            rounds[0] if _FOLLOWS.search(text) and rounds else (near or back[0]),
            here[0],
            span,
        )
    elif _DONE.search(text) and here[0].status == "planned":
        done = [m for m in [*back[:2], *ahead] if m.status == "held"]
        if done:
            _add(found, done[0], here[0], span)


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
