"""Meetings: who met, meets or is to meet whom, where, under whose roof."""

import re

from parley.reading.context import Report, Sent
from parley.reading.drafts import MeetingDraft
from parley.reading.meeting_place import PLACE, find_host, find_place, kind_of
from parley.reading.meeting_same import keep
from parley.reading.meeting_words import (
    DEAL,
    LINK,
    MARK,
    NO_TALKS,
    NOUN,
    OWN,
    PRESENT,
    SKIP,
    SOON,
    VERB,
    WHEN,
)  # fmt: skip
from parley.reading.seats import Seats, find_seats, name_delegates, nearest_people
from parley.reading.tense import status_of, told_as
from parley.reading.weigh import verb_like


def find_meetings(report: Report) -> list[MeetingDraft]:
    """Meetings told by the report; the same one told twice is kept once, with both places."""
    found: list[MeetingDraft] = []
    seen: dict[frozenset[str], list[MeetingDraft]] = {}
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading") or sent.text.rstrip().endswith("?"):
            continue
        if not any(verb_like(w.text.lower()) for w in sent.sentence.words):
            continue
        used: list[tuple[int, int]] = []
        triggers = sorted(
            [*NOUN.finditer(sent.text), *VERB.finditer(sent.text)], key=lambda m: m.start()
        )
        for t in triggers[:12]:
            if any(a <= t.start() < b for a, b in used):
                continue
            clause = _bounds(sent, t)
            draft = _draft(report, sent, t, clause, found)
            if draft is None:
                continue
            used.append(clause)
            name_delegates(report, draft)
            keep(report, found, seen, draft)
            people = [s[0] for s in draft.seats if s[0].startswith("@")]
            if not report.pair and draft.kind == "summit" and len(people) == 2:
                report.pair = people
    return found


def _bounds(sent: Sent, t: re.Match[str]) -> tuple[int, int]:
    """The clause of a trigger, cut at words of order on either side."""
    a, b = sent.clause(t.start())
    for m in LINK.finditer(sent.text, a, b):
        if m.start() >= t.end() and m.start() - a > 8:
            return a, m.start()
        if m.start() < t.start() and t.start() - m.start() < 60 and m.start() > a:
            a = m.start()
    return a, b


def _draft(
    report: Report,
    sent: Sent,
    t: re.Match[str],
    clause: tuple[int, int],
    found: list[MeetingDraft],
) -> MeetingDraft | None:
    """The meeting that a trigger names, or None when it names none in particular."""
    text, (a, b) = sent.text, clause
    group = next(k for k, v in t.groupdict().items() if v)
    noun = t.re is NOUN.pattern
    if _no_meeting(text, t, b, group, noun):
        return None
    mentions = [m for m in sent.within(a, b) if m.form != "place"]
    host = find_host(report, sent, mentions)
    seats = find_seats(report, sent, t.span(), (a, b), host)
    place = find_place(report, sent, t, a, b)
    status = status_of(text[a:b], t.start() - a)
    if not noun:
        status = told_as(text[a:b], t.start() - a, t.group()) or status
    if status == "held" and SOON.match(text, a) and PRESENT.fullmatch(t.group()):
        status = "planned"
    assumed = False
    if len(seats) < 2:
        filled = _fill(report, sent, t, (a, b), group, seats, place, status, found)
        if filled is None:
            return None
        seats, assumed = filled
    if group == "sign" and (len(seats) < 2 or not (place or host)):
        return None
    people = sum(k.startswith("@") for s in seats for k in s)
    if group in ("host", "saw") and people < 2 and not place:
        return None
    when = WHEN.search(text, a, b)
    return MeetingDraft(
        kind_of(report, text[a:b], group, seats, bool(host)), status, seats, place, host,
        [_quote(sent, a, b)], sent.number, sent.start + t.start(),
        when.group().removeprefix("on ") if when else None,
        "meeting-noun" if noun else "meeting-verb", 0.75 if len(seats) > 1 and place else 0.6,
        t.group().lower(), assumed,
    )  # fmt: skip


def _no_meeting(text: str, t: re.Match[str], b: int, group: str, noun: bool) -> bool:
    """Whether the trigger only speaks of talks in general, or means something else."""
    lead = text[max(0, t.start() - 40) : t.start()]
    if noun and (SKIP.search(lead) or NO_TALKS.search(lead)) and not OWN.search(lead):
        return True
    if t.group().lower() in ("had talks", "met"):
        tail = text[t.end() : t.end() + 12]
        if re.match(r" (?:its|their|the) (?:demand|dead)", tail):
            return True
        if re.search(r"\b(?:is|are|was|were|be|been|being)(?: \w+){0,2} $", lead):
            return True
    return noun and group in ("round", "meet") and _bare(text, t, b)


def _fill(
    report: Report,
    sent: Sent,
    t: re.Match[str],
    clause: tuple[int, int],
    group: str,
    seats: Seats,
    place: str | None,
    status: str,
    found: list[MeetingDraft],
) -> tuple[Seats, bool] | None:
    """Seats of a meeting told with fewer than two names, and whether all are assumed.

    "The talks", "a third round", "they": those of the last round told, else the two sides. None
    when the words tell of no meeting of its own.
    """
    text, (a, b) = sent.text, clause
    named = t.re is NOUN.pattern and group in ("round", "meet", "summit")
    if named and OWN.search(text[max(0, t.start() - 20) : t.start()]):
        return (seats, False) if MARK.search(text, a, b) else None
    if named:
        if not MARK.search(text, a, b) or not (place or status != "held" or group != "meet"):
            return None
        if "face" in t.group().lower():
            near = nearest_people(report, sent, 2, leaders=False)
            have = {k for s in seats for k in s}
            return seats + [(k,) for k in near if k not in have], False
        if seats and group == "meet" and report.party(seats[0][0]) not in report.main:
            return (seats, False) if place else None
    elif group in ("meet", "visit", "trip") and len(seats) == 1 and place:
        return seats, False
    elif group == "sign":
        if seats or not (place and DEAL.search(text, a, b)):
            return None
    elif group != "meet" or seats or not place:
        return None
    table = _table(report, sent, found)
    present = {report.party(k) for s in seats for k in s}
    whole = seats + [(k,) for k in table if report.party(k) not in present]
    return (whole, not seats) if len(whole) > 1 else None


def _table(report: Report, sent: Sent, found: list[MeetingDraft]) -> list[str]:
    """Who sat at the last round told before, by party; the two sides when none was."""
    for m in reversed(found[-12:]):
        keys = [report.party(k) or k for s in m.seats for k in s]
        ours = not report.main or set(keys) & set(report.main)
        if len(set(keys)) > 1 and ours and m.kind in ("round", "summit", "officials"):
            return list(dict.fromkeys(keys))
    return list(report.main) if len(report.main) == 2 else []


def _bare(text: str, t: re.Match[str], b: int) -> bool:
    """Whether "the talks" are only mentioned: nothing near says where, when or with whom."""
    if not re.search(r"\b(?:the|these|those|any|all) $", text[max(0, t.start() - 8) : t.start()]):
        return False
    tail = text[t.end() : min(b, t.end() + 45)]
    linked = re.match(r",? (?:between|with|among|have|were|led by|on|which)", tail)
    return not (MARK.search(tail) or PLACE.search(tail) or linked)


def _quote(sent: Sent, a: int, b: int) -> tuple[int, int]:
    """Span in the report of a stretch of the sentence, without edges of space and commas."""
    while a < b and sent.text[a] in " ,;:–—-":
        a += 1
    while b > a and sent.text[b - 1] in " ,;:–—-.":
        b -= 1
    return sent.start + a, sent.start + b
