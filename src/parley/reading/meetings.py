"""Meetings: who met, meets or is to meet whom, where, under whose roof, in which order."""

import re

from parley.dossier.words import MeetingKind
from parley.reading.context import TWO_SIDES, Report, Sent, is_leader
from parley.reading.drafts import MeetingDraft
from parley.reading.entities import Mention
from parley.reading.lexicon import CALENDAR
from parley.reading.tense import status_of

_NOUN = re.compile(
    r"\b(?P<call>(?:tele)?phone (?:call|conversation)s?|telephone (?:call|conversation)s?|"
    r"phone talks|video (?:call|conference|link)|(?:a|the|his|her|their) call (?:with|between)|"
    r"call between|hotline)\b"
    r"|\b(?P<summit>summit)\b"
    r"|\b(?P<round>(?:peace |treaty |direct |indirect |proximity |secret |formal |truce |"
    r"armistice |"
    r"ceasefire |high-level |technical |exploratory |back-channel |shuttle |face-to-face |"
    r"preliminary |nuclear )?(?:talks|negotiations|consultations)|(?:follow-up |new |first |"
    r"second |third |"
    r"fourth |fifth |sixth |last |next |final |another |\w+ )?round\b(?! off| up)|"
    r"(?:peace |donor |international )?conference|congress of|plenary|parley)\b"
    r"|\b(?P<meet>meeting|gathering|encounter|session|get-together|audience|tête-à-tête|handshake|"
    r"signing(?: ceremony)?|attempt to convene|face-to-face)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?P<call>telephoned|phoned|(?:spoke|speaks|spoken|talked|speak) (?:by (?:tele)?phone|"
    r"on the "
    r"(?:tele)?phone|by video))\b"
    r"|\b(?P<meet>met|meets?|sat down|sits? down|sat across|"
    r"hold(?:s|ing)? (?:talks|discussions)|held (?:talks|discussions)|conferred|confers|"
    r"gather(?:s|ed)?|convened?s?|reconvened?|huddled|shut in|sequestered|closeted|dined|"
    r"shook hands)\b"
    r"|\b(?P<host>received|receives|hosts|hosted|welcomed .{3,60}? (?:to|at|in)|keeps|kept|"
    r"brought together|brings together|returns the visit|returned the visit)\b"
    r"|\b(?P<visit>(?:flew|flies|fly|travelled|traveled|went|goes|sent out|come|came|arrived|"
    r"arrives|"
    r"back in \w+ today|expected (?:back )?in \w+|visited|visits|dispatched|shuttled|"
    r"shuttles).{0,60}?"
    r"\b(?:to (?:see|meet|press|brief|persuade|talk)|between|for talks|for a meeting|and "
    r"(?:meets|met)))\b"
    r"|\b(?P<sign>(?:signed|initialled|initialed|settled on|agreed|concluded|struck|"
    r"reached)\b.{1,70}?"
    r"\b(?:at|in) (?=[A-Z]))",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|aboard|on)\s+(?:the )?(?:(?:capital|city|town|port|village|resort) )?"
    r"([A-Z][\w'.-]*(?:(?: (?:of|de|la|el|le|the|am|sur))? [A-Z][\w'.-]*){0,4}"
    r"(?:, [A-Z]\w*(?: [A-Z]\w*)?)?)"
)
_HOST = re.compile(
    r"(?:hosted by|chaired by|patronage of|convened by|mediated by|auspices of|invitation of|"
    r"brokered by|sponsored by|good offices of|roof of|presided over by|facilitated by|"
    r"under)\s+(?:the )?$",
    re.IGNORECASE,
)
_HOST_AFTER = re.compile(
    r"^(?:'s)?(?:,[^,]{2,60},)? (?:is|was|as|will be|is to be)?\s*(?:the |a |its )?"
    r"(?:host\b|hosts?\b|hosted|chaired|chairs|keeps|kept|convened|mediated|receives|received|"
    r"brought|had invited|invited|-led|-brokered|-mediated|-hosted|-sponsored|-chaired)",
    re.IGNORECASE,
)
_OFFICIALS = re.compile(
    r"\b(?:ministers?|officials|generals|envoys|delegates|negotiators|commanders|experts|secretary|"
    r"secretaries|diplomats|officers|representatives|ambassadors|aides?|advisers?|delegations|"
    r"plenipotentiaries|emissaries)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?:on )?(?:\d{1,2}(?:[-–]\d{1,2})? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|"
    r"Dec)\w*\.?"
    r"(?: \d{4})?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d{1,2}(?:, \d{4})?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|"
    r"(?:last|next|this) (?:week|month|year|spring|summer|autumn|winter)|yesterday|today|tomorrow|"
    r"within \w+ (?:days|weeks|months))\b"
)
_SKIP = re.compile(
    r"\b(?:outcome of|future of|resumption of|progress in|end of|start of|risk|since the|"
    r"during|breakdown of|collapse of|failure of|position in) (?:the |these |any |his |her )?$",
    re.IGNORECASE,
)
_GUESTS = re.compile(r"\b(?:observers?|as observers|sat in|witness(?:es|ed)?|guarantors?)\b")


def find_meetings(report: Report) -> list[MeetingDraft]:
    """Meetings told by the report; the same one told twice is kept once, with both places."""
    found: list[MeetingDraft] = []
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        used: list[tuple[int, int]] = []
        triggers = sorted(
            [*_NOUN.finditer(sent.text), *_VERB.finditer(sent.text)], key=lambda m: m.start()
        )
        for t in triggers:
            clause = sent.clause(t.start())
            if any(a <= t.start() < b for a, b in used):
                continue
            draft = _draft(report, sent, t, clause)
            if draft is None:
                continue
            used.append(_reach(sent, t, clause, draft))
            _keep(found, draft)
    return found


def _reach(
    sent: Sent, t: re.Match[str], clause: tuple[int, int], draft: MeetingDraft
) -> tuple[int, int]:
    """Part of the sentence that one meeting takes up: up to a connective of order."""
    cut = re.compile(r"\b(?:ahead of|before|after|following|as well as)\b").search(
        sent.text, t.end(), clause[1]
    )
    return (clause[0], cut.start() if cut else clause[1])


def _draft(
    report: Report, sent: Sent, t: re.Match[str], clause: tuple[int, int]
) -> MeetingDraft | None:
    """The meeting that a trigger names, or None when it names none in particular."""
    text = sent.text
    a, b = clause
    for m in re.finditer(r"\b(?:ahead of|before|after|following|prior to|as well as)\b", text[a:b]):
        cut = a + m.start()
        if cut >= t.end():
            b = cut
            break
        if cut < t.start() and t.start() - cut < 60:
            a = cut
    group = next(k for k, v in t.groupdict().items() if v)
    noun = t.re is _NOUN
    if noun and _SKIP.search(text[max(0, t.start() - 40) : t.start()]):
        return None
    mentions = [m for m in sent.within(a, b) if m.form != "place"]
    host = _host(report, sent, mentions)
    seats = _seats(report, sent, t, a, b, mentions, host)
    place = _place(report, sent, t, a, b)
    people = [s for s in seats if any(k.startswith("@") for k in s)]
    status = status_of(text[a:b], t.start() - a)
    if len(seats) < 2:
        named = noun and (place or status != "held") and group in ("round", "meet", "summit")
        if not (named and (place or _MARK.search(text[a:b]))) and not (
            group in ("meet", "visit") and len(seats) == 1 and place
        ):
            return None
        if named and not seats and group in ("round", "meet", "summit") and len(report.main) == 2:
            seats = [(k,) for k in report.main]
        elif not seats:
            return None
    if group in ("sign",) and len(seats) < 2:
        return None
    kind = _kind(report, text[a:b], group, seats, people, place)
    when = _WHEN.search(text, a, b)
    return MeetingDraft(
        kind, status, seats, place, host, [_quote(sent, a, b)], sent.number,
        sent.start + t.start(), when.group().removeprefix("on ") if when else None,
        "meeting-noun" if noun else "meeting-verb", 0.75 if len(seats) > 1 and place else 0.6,
        t.group().lower(),
    )  # fmt: skip


_MARK = re.compile(
    r"\b(?:open(?:s|ed)?|postponed|called off|dropped|scheduled|resume[ds]?|will|to be held|began|"
    r"ended|reached|after|adjourned|start(?:s|ed)?|expected|cancelled|took place|held|is to|"
    r"would follow|broke (?:up|down|off)|collapsed)\b",
    re.IGNORECASE,
)


def _quote(sent: Sent, a: int, b: int) -> tuple[int, int]:
    """Span in the report of a stretch of the sentence, without edges of space and commas."""
    while a < b and sent.text[a] in " ,;:–—-":
        a += 1
    while b > a and sent.text[b - 1] in " ,;:–—-.":
        b -= 1
    return sent.start + a, sent.start + b


def _host(report: Report, sent: Sent, mentions: list[Mention]) -> str | None:
    for m in mentions:
        lead = sent.text[: m.start - sent.start]
        words = re.sub(r"(?:\b[\w'-]+ ){0,4}$", "", lead[-70:]) if m.key.startswith("@") else lead
        if _HOST.search(lead[-40:]) or (m.key.startswith("@") and _HOST.search(words[-40:])):
            return m.key
        if _HOST_AFTER.match(sent.text[m.end - sent.start :][:90]):
            return m.key
    return None


def _seats(
    report: Report,
    sent: Sent,
    t: re.Match[str],
    a: int,
    b: int,
    mentions: list[Mention],
    host: str | None,
) -> list[tuple[str, ...]]:
    """Who sits there: people before parties, alternatives in one seat."""
    text, registry = sent.text, report.registry
    fit: list[Mention] = []
    for m in mentions:
        if m.form == "its" and t.re is _NOUN and m.end - sent.start < t.start() - 25:
            continue
        lead = text[a : m.start - sent.start]
        if m.key == host and re.search(
            r"(?:patronage|auspices|invitation|roof|hosted by|offices) ", lead[-60:]
        ):
            continue
        entity = registry.entities[m.key]
        if entity.sort == "party" and m.acting < 0.6 and m.form not in ("pair", "pronoun", "its"):
            continue
        if entity.sort == "party" and entity.kind == "court":
            continue
        if m.form == "its" and not re.match(
            r" (?:\w+ ){0,2}(?:meeting|talks|call|visit|conversation|counterpart)",
            text[m.end - sent.start :],
        ):
            continue
        fit.append(m)
    seats: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for i, m in enumerate(fit):
        if m.key in seen:
            continue
        gap = text[fit[i - 1].end - sent.start : m.start - sent.start] if i else ""
        either = re.search(r"\beither\b", text[a : m.start - sent.start][-60:])
        if i and seats and re.match(r"^,? or\b[^,;.]{0,60}$", gap) and (either or len(gap) < 40):
            seats[-1] = (*seats[-1], m.key)
        else:
            seats.append((m.key,))
        seen.add(m.key)
    both = TWO_SIDES.search(text, a, b)
    if both and len(seats) < 2 and len(report.main) == 2:
        for k in report.main:
            if k not in seen and not any(report.party(x) == k for s in seats for x in s):
                seats.append((k,))
    people = {report.party(k) for s in seats for k in s if k.startswith("@")}
    return [s for s in seats if not (len(s) == 1 and s[0] in people)]


def _place(report: Report, sent: Sent, t: re.Match[str], a: int, b: int) -> str | None:
    """Where: "in X", "at X" nearest after the trigger, else before; or a seat before the noun."""
    best: tuple[int, str] | None = None
    for m in _PLACE.finditer(sent.text, a, len(sent.text) if b - a < 400 else b):
        name = m.group(1).strip(" ,.")
        words = name.lower().replace(",", "").split()
        if not words or words[0] in CALENDAR or words[0].strip(".") in CALENDAR:
            continue
        if words[0].isdigit():
            continue
        gap = m.start() - t.start() if m.start() >= t.start() else 2 * (t.start() - m.start())
        if best is None or gap < best[0]:
            best = (gap, name.split(" and ")[0])
    if best and best[0] < 160:
        return re.sub(r"'s?$", "", best[1])
    lead = re.search(r"((?:[A-Z][\w'-]+ ){1,3})$", sent.text[a : t.start()])
    if lead:
        name = lead.group(1).strip()
        for seat in sent.within(a, t.start()):
            if seat.form in ("seat", "capital") and report.text[seat.start : seat.end] in name:
                return report.text[seat.start : seat.end]
    return None


def _kind(
    report: Report,
    clause: str,
    group: str,
    seats: list[tuple[str, ...]],
    people: list[tuple[str, ...]],
    place: str | None,
) -> MeetingKind:
    if group == "call" or re.search(r"\b(?:tele)?phone|by video\b", clause):
        return "call"
    leaders = [s for s in seats if all(is_leader(report, k) for k in s)]
    if group == "round" and not re.search(r"held talks|hold talks", clause):
        if _OFFICIALS.search(clause) and people and not leaders:
            return "officials"
        return "round"
    if len(leaders) >= 2 and len(leaders) >= len(people) - 1:
        return "summit"
    if group == "summit":
        return "summit"
    if len(seats) < 2:
        return "other"
    if leaders and len(people) > len(leaders):
        return "other"
    if leaders:
        return "other"
    if _OFFICIALS.search(clause) or people:
        return "officials"
    return "officials" if group in ("sign", "meet") else "round"


def _keep(found: list[MeetingDraft], new: MeetingDraft) -> None:
    """Add the meeting, or its place in the text to one that is the same."""
    mine = {k for s in new.seats for k in s}
    for old in found:
        theirs = {k for s in old.seats for k in s}
        same = mine == theirs or (
            new.sentence - old.sentence <= 1 and len(mine & theirs) >= 2 and mine <= theirs
        )
        place = not (old.place and new.place) or old.place == new.place
        kind = (old.kind == "call") == (new.kind == "call")
        if same and place and kind and (old.status == new.status) and (
            not (old.when and new.when) or old.when == new.when
        ):  # fmt: skip
            old.spans += new.spans
            old.place, old.host = old.place or new.place, old.host or new.host
            old.when = old.when or new.when
            return
    found.append(new)
