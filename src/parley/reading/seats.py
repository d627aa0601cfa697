"""Seats of a meeting: who sits there, alternatives in one seat, delegates named beside it."""

import itertools
import re

from parley.reading.context import Report, Sent, is_leader
from parley.reading.drafts import MeetingDraft
from parley.reading.entities import Mention
from parley.reading.reference import TWO_SIDES

Seats = list[tuple[str, ...]]
_TOPIC = re.compile(
    r"\b(?:to (?:discuss|talk about|work out|consider|review|end|settle|go over|hear)|about|"
    r"over the|"
    r"on the (?:war|future|status|question)|aimed at|focus\w*|regarding|concerning|where|saying|"
    r"that would|in order to|so that|because|when|whose|on how)\b"
)
_ABSENT = re.compile(
    r"\b(?:without|instead of|rather than|in the absence of|on behalf of|kept out|excluding|"
    r"not with|war (?:in|with|between|against)|future of|on support for|representing|"
    r"represent|ambassador to|"
    r"invasion of|withdrawal from|attack on)(?: the| either)? (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\b(?:the |both )?(?:two )?(?P<who>men|leaders|presidents|prime ministers|premiers|"
    r"signatories|"
    r"generals|envoys|negotiators|foreign ministers|ministers|commanders|rivals|principals)\b|"
    r"\beach other\b|\bbetween them\b|\bthe (?:two|pair)\b",
    re.IGNORECASE,
)
_DELEGATES = re.compile(
    r"\b(?:led|leads?|head(?:s|ed)?|represent(?:s|ed)?|signed for|sign(?:s|ed)? on behalf|"
    r"chair(?:s|ed)|speaks? for|sends?|sent|dispatch(?:es|ed)?|"
    r"spoke for|presid(?:es|ed)|mediat(?:es|ed)|co-chairs?|carr(?:ies|ied)|act(?:s|ed)? as|"
    r"sat on|sits? in|"
    r"sit in|on the one side|facilitat(?:es|ed)|shuttl(?:es|ed)|came and went|come and go|"
    r"flanked)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(?:all |the )?(two|three|four|both)\b(?: \w+)? (?:presidents|leaders|men|"
                    r"ministers|heads|rulers|kings)|\binvited all (two|three|four)\b",
                    re.IGNORECASE)  # fmt: skip
_PRINCIPALS = ("men", "leaders", "presidents", "rivals", "principals")
_NUMBER = {"two": 2, "both": 2, "three": 3, "four": 4}


def find_seats(
    report: Report, sent: Sent, at: tuple[int, int], span: tuple[int, int], host: str | None
) -> Seats:
    """Who sits at a meeting named at `at`, from the mentions in `span` of the sentence.

    People stand before parties: the party of a person who is seated gets no seat of its own.
    """
    a, b = span
    text, registry = sent.text, report.registry
    topic = _TOPIC.search(text, at[1], b)
    fit: list[Mention] = []
    for m in sent.within(a, b):
        start, end = m.start - sent.start, m.end - sent.start
        if m.form == "place" or (topic and start > topic.start() and not _with(text, start)):
            continue
        entity = registry.entities[m.key]
        if m.form == "its" and not _own_meeting(text, end, at):
            continue
        if entity.sort == "party":
            weak = m.acting < 0.6 and m.form not in ("pair", "pronoun", "its", "noun")
            if weak or entity.kind == "court" or entity.home:
                continue
        if _ABSENT.search(text[max(0, start - 40) : start]):
            continue
        if m.key == host and re.search(
            r"(?:patronage|auspices|invitation|roof|hosted by|offices) ",
            text[max(a, start - 60) : start],
        ):
            continue
        fit.append(m)
    seats = _group(text, sent.start, a, fit)
    seats = _pairs(report, sent, (at, span), seats)
    people = {report.party(k) for s in seats for k in s if k.startswith("@")}
    return [s for s in seats if not (len(s) == 1 and s[0] in people)]


def _with(text: str, start: int) -> bool:
    return bool(
        re.search(r"\b(?:with|between|and) (?:\w+ ){0,4}$", text[max(0, start - 30) : start])
    )


def _own_meeting(text: str, end: int, at: tuple[int, int]) -> bool:
    """Whether "his" or "their" owns the meeting: "his meeting with"."""
    return 0 <= at[0] - end < 25 or bool(
        re.match(r" (?:\w+ ){0,2}(?:meeting|talks|call|visit|conversation|counterpart)", text[end:])
    )


def _group(text: str, offset: int, a: int, fit: list[Mention]) -> Seats:
    """One seat a mention; "either A or B" share one."""
    seats: Seats = []
    seen: set[str] = set()
    for i, m in enumerate(fit):
        if m.key in seen:
            continue
        gap = text[fit[i - 1].end - offset : m.start - offset] if i else ""
        either = re.search(r"\beither\b", text[a : m.start - offset][-60:])
        joined = re.match(r"^(?:, \w[^,;.]{0,40})?,? or\b[^,;.]{0,60}$", gap)
        if i and seats and joined and (either or len(gap) < 40):
            seats[-1] = (*seats[-1], m.key)
        else:
            seats.append((m.key,))
        seen.add(m.key)
    return seats


def _pairs(
    report: Report,
    sent: Sent,
    where: tuple[tuple[int, int], tuple[int, int]],
    seats: Seats,
) -> Seats:
    """Fill in "the two leaders", "all three presidents", "both sides"."""
    a, b = where[1]
    text = sent.text
    count = _COUNT.search(text, a, b)
    pair = _PAIR.search(text, a, b)
    seen = {k for s in seats for k in s}
    if count:
        n = _NUMBER[(count.group(1) or count.group(2)).lower()]
        near = nearest_people(report, sent, n, leaders=n > 2 or "leader" in count.group())
        if len(near) == n:
            return seats + [(k,) for k in near if k not in seen]
    elif pair and len(seats) < 2:
        who = (pair.group("who") or "men").lower()
        near = list(report.pair) if who in _PRINCIPALS else []
        near = near or nearest_people(
            report, sent, 2, leaders=who in ("leaders", "presidents", "prime ministers")
        )
        if len(near) == 2:
            return seats + [(k,) for k in near if k not in seen]
    if TWO_SIDES.search(text, a, b) and len(seats) < 2 and len(report.main) == 2:
        for k in report.main:
            if k not in seen and not any(report.party(x) == k for s in seats for x in s):
                seats = [*seats, (k,)]
    return seats


def nearest_people(report: Report, sent: Sent, n: int, leaders: bool) -> list[str]:
    """The last n people named before the sentence, or the first after it, of different parties."""
    for numbers in (range(sent.number - 1, max(-1, sent.number - 5), -1),
                    range(sent.number + 1, min(len(report.sents), sent.number + 3))):  # fmt: skip
        found: list[str] = []
        for i in numbers:
            mentions = report.sents[i].mentions
            joined = _joined(report, report.sents[i], leaders) if n == 2 and not found else []
            if joined:
                return joined
            for m in reversed(mentions) if numbers.step < 0 else mentions:
                entity = report.registry.entities[m.key]
                if entity.sort != "person" or m.key in found or entity.former:
                    continue
                if leaders and entity.office and not is_leader(report, m.key):
                    continue
                if entity.party and any(report.party(k) == entity.party for k in found):
                    continue
                found.append(m.key)
                if len(found) == n:
                    return list(reversed(found)) if numbers.step < 0 else found
    return []


_AND = re.compile(r" and (?:the )?(?:[\w'.-]+ ){0,5}$")


def _joined(report: Report, sent: Sent, leaders: bool) -> list[str]:
    """Two people of different parties named in one breath: "A and B spoke"."""
    people = [m for m in sent.mentions if report.registry.entities[m.key].sort == "person"]
    for x, y in itertools.pairwise(people):
        gap = sent.text[x.end - sent.start : y.start - sent.start]
        if "its" in (x.form, y.form) or not _AND.fullmatch(gap) or _VERBAL.search(gap):
            continue
        if report.party(x.key) == report.party(y.key):
            continue
        if leaders and not all(is_leader(report, k) for k in (x.key, y.key)):
            continue
        return [x.key, y.key]
    return []


_VERBAL = re.compile(r"\b\w+ed\b|\b(?:met|said|told|saw|will|was|is|to|that|of)\b")


def name_delegates(report: Report, draft: MeetingDraft) -> None:
    """Seat the delegates that the next two sentences name where only parties were seated."""
    if draft.kind not in ("round", "officials") or any(
        k.startswith("@") for s in draft.seats for k in s
    ):
        return
    here = report.sents[draft.sentence]
    people: list[str] = []
    seats: Seats = []
    for i in range(draft.sentence, min(len(report.sents), draft.sentence + 4)):
        sent = report.sents[i]
        if sent.sentence.paragraph > here.sentence.paragraph + 1:
            break
        if i == draft.sentence or not _DELEGATES.search(sent.text):
            continue
        named = [m for m in sent.mentions if m.key[0] == "@" and m.form == "person"]
        seats += _group(sent.text, sent.start, 0, [m for m in named if m.key not in people])
        people += [m.key for m in named]
    people = list(dict.fromkeys(people))
    if len(people) >= 2:
        held = {report.party(k) for k in people}
        left = [s for s in draft.seats if s[0] not in held and not draft.assumed]
        both = len(held - {None}) >= 2
        draft.seats = seats + ([] if both else left)
