"""Meetings: who met, meets or is to meet whom, where, under whose roof."""

import itertools
import re

from parley.dossier.words import MeetingKind
from parley.reading.context import Report, Sent, is_leader
from parley.reading.cues import cue
from parley.reading.drafts import MeetingDraft
from parley.reading.entities import Mention
from parley.reading.gazetteer import gazetteer
from parley.reading.lexicon import CALENDAR
from parley.reading.seats import Seats, find_seats, name_delegates, nearest_people
from parley.reading.tense import status_of
from parley.reading.weigh import verb_like

_NOUN = cue(
    """(?P<call>(?:tele)?phone (?:call|conversation)s?|telephone (?:call|conversation)s?|
            phone talks|video (?:call|conference|link)|(?:a|the|his|her|their) call (?:with|
            between)|call between|hotline)|(?P<summit>summits?)|(?P<round>(?:(?:peace|treaty|
            direct|indirect|proximity|secret|formal|truce|armistice|ceasefire|high-level|
            technical|exploratory|back-channel|shuttle|face-to-face|preliminary|nuclear|
            follow-up|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|
            next|final|another|new|further|fresh) )*(?:talks|negotiations|consultations|
            rounds?(?! off| up| table)|conferences?|congress of|plenary|parley|discussions))|
            (?P<meet>meetings?|gathering|encounter|sessions?|get-together|audience|
            tête-à-tête|handshake|(?:formal )?signing(?: ceremony)?|ceremony|attempt to
            convene|face-to-face|working lunch|dinner)"""
)
_VERB = cue(
    """(?P<call>telephoned|phoned|telephones|rang|ring the|(?:spoke|speaks|spoken|talked|
            speak) (?:by (?:tele)?phone|on the (?:tele)?phone|by video))|(?P<meet>met|meets?|
            s[ai]t(?:s|ting)? (?:down|across|together|face)|(?:not )?sat down|(?:hold(?:s|
            ing)?|held|opened?|had) (?:talks|discussions|negotiations)|conferred|confers|
            confer|gather(?:s|ed)?|convened?s?|reconvened?|huddled|shut in|sequestered|
            closeted|dined|lunched|shook hands|shaken hands|returned to|assembled|came face to
            face|negotiating face to face|working through the night|(?:are|were|have been|
            been) negotiating|looked on|came together|come together)|(?P<host>received|
            receives|hosts|hosted|welcomed .{3,60}? (?:to|at|in)|keeps|kept|brought (?:the
            two|both|them|together)|brings (?:the two|both|them|together)|returns the visit|
            returned the visit|invited .{3,50}? to|presided over)|(?P<visit>(?:flew|flies|fly|
            travelled|traveled|went|goes|sent out|come|came|arrived|arrives|expected
            (?:back)?in|visited|visits|dispatched|shuttled|shuttles|is in \\w+|was in
            \\w+).{0,60}? \\b(?:to (?:see|meet|press|brief|persuade|talk|consult|confer|join)|
            between|for talks|for a meeting|and (?:meets|met|saw|sees)))|(?P<saw>(?:saw|sees|
            will see|called on|calls on|briefed|briefs|handed) (?=(?:the |president |king |
            prime)?[A-Z]))|(?P<sign>(?:sign(?:ed|s)?|initial(?:led|ed|s)?|settled on|agreed|
            concluded|struck|reached|put their names)\\b)"""
)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|aboard|on|to)\s+(?:the )?(?:[a-z]+ )?"
    r"(?:(?:capital|city|town|port|village|resort|palace|castle|manor|hotel|headquarters) )?"
    r"([A-Z][\w'.-]*(?:(?: (?:of|de|la|el|le|the|am|sur))? [A-Z][\w'.-]*){0,4}"
    r"(?:(?: [a-z]+)? (?:manor|castle|palace|hotel|headquarters|capital|house))?"
    r"(?:, [A-Z]\w*(?: [A-Z]\w*)?)?)"
)
_HOST = re.compile(
    r"(?:hosted by|chaired by|patronage of|convened by|mediated by|auspices of|invitation of|"
    r"brokered by|sponsored by|good offices of|roof of|presided over by|facilitated by|eyes of|"
    r"invited by|under)\s+(?:the )?$",
    re.IGNORECASE,
)
_HOST_AFTER = re.compile(
    r"^(?:'s)?(?:,[^,]{2,60},)? (?:is|was|as|will be|is to be)?\s*(?:the |a |its )?"
    r"(?:host\b|hosts?\b|hosted|chaired|chairs|keeps|kept|convened|mediated|receives|received|"
    r"brought|had invited|invited|-led|-brokered|-mediated|-hosted|-sponsored|-chaired|in the "
    r"chair|"
    r"presides|presided)",
    re.IGNORECASE,
)
_OFFICIALS = re.compile(
    r"\b(?:ministers?|officials|generals|envoys|delegates|negotiators|commanders|experts|secretary|"
    r"secretaries|diplomats|officers|representatives|ambassadors|aides?|advisers?|"
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
    r"\b(?:outcome of|future of|resumption of|progress in|end of|start of|risk|since the|left "
    r"out of|"
    r"during|breakdown of|collapse of|failure of|position in|return to|preparing for|kept out of|"
    r"(?:welcom|hail|prais|criticis|condemn|dismiss|applaud)(?:e[ds]?|s|es|ing)|accounts? of|"
    r"follows|for|through|towards?|word among|track of|the word|out of|how|whether|"
    r"(?:hand|weight|leverage|stance|say|stake|role) in|(?:how|whether|ways?) to (?:open|start|"
    r"begin|launch|resume|hold|restart)) (?:the |these |any |his |her |its |their )?"
    r"(?:new |planned |coming |proposed )?$",
    re.IGNORECASE,
)
_SOON = re.compile(r"(?:before|ahead of|until)\b", re.IGNORECASE)
_PRESENT = re.compile(r"(?:receives|meets?|hosts|sees|visits)\b.*", re.IGNORECASE)
_APART = re.compile(
    r"(?:before|prior to|ahead of|after|following) (?:this|that|then|it|the summit|the meeting)\b|"
    r"(?:beforehand|afterwards|first),",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"(?:the|this|that|their|its) (?:\w+ )?$", re.IGNORECASE)
_LINK = re.compile(r"\b(?:ahead of|before|after|following|prior to|as well as)\b")
_DEAL = re.compile(
    r"\b(?:deal|accord|agreement|framework|truce|cease-?fire|treaty|pact|text|protocol|"
    r"armistice)\b",
    re.I,
)
_MARK = cue(
    """open(?:s|ed)?|postponed|called off|dropped|scheduled|resume[ds]?|will|to be held|
            began|ended|reached|after|adjourned|start(?:s|ed)?|expected|cancelled|cancelling|
            canceled|took place|held|is to|would follow|broke (?:up|down|off)|collapsed|
            suspended|planned|pencilled in|fixed for|supposed to|returned|stretched|spent|
            until|on \\d|were to|are to|set for|due"""
)


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
            [*_NOUN.finditer(sent.text), *_VERB.finditer(sent.text)], key=lambda m: m.start()
        )
        for t in triggers[:12]:
            if any(a <= t.start() < b for a, b in used):
                continue
            clause = _bounds(sent, t)
            draft = _draft(report, sent, t, clause)
            if draft is None:
                continue
            used.append(clause)
            name_delegates(report, draft)
            _keep(report, found, seen, draft)
    return found


def _bounds(sent: Sent, t: re.Match[str]) -> tuple[int, int]:
    """The clause of a trigger, cut at words of order on either side."""
    a, b = sent.clause(t.start())
    for m in _LINK.finditer(sent.text, a, b):
        if m.start() >= t.end() and m.start() - a > 8:
            return a, m.start()
        if m.start() < t.start() and t.start() - m.start() < 60 and m.start() > a:
            a = m.start()
    return a, b


def _draft(
    report: Report, sent: Sent, t: re.Match[str], clause: tuple[int, int]
) -> MeetingDraft | None:
    """The meeting that a trigger names, or None when it names none in particular."""
    text = sent.text
    a, b = clause
    group = next(k for k, v in t.groupdict().items() if v)
    noun = t.re is _NOUN.pattern
    if noun and _SKIP.search(text[max(0, t.start() - 40) : t.start()]):
        return None
    if t.group().lower() in ("had talks", "met") and re.match(
        r" (?:its|their|the) (?:demand|"
        r"dead)",
        text[t.end() :],
    ):
        return None
    if noun and group in ("round", "meet") and _bare(text, t, b):
        return None
    mentions = [m for m in sent.within(a, b) if m.form != "place"]
    host = _host(report, sent, mentions)
    seats = find_seats(report, sent, t.span(), (a, b), host)
    place = _place(report, sent, t, a, b)
    status = status_of(text[a:b], t.start() - a)
    if status == "held" and _SOON.match(text, a) and _PRESENT.fullmatch(t.group()):
        status = "planned"
    assumed = False
    if len(seats) < 2:
        named = noun and group in ("round", "meet", "summit")
        marked = _MARK.search(text, a, b)
        if named and not (marked and (place or status != "held" or group != "meet")):
            return None
        if named and group == "meet" and not assumed and "face" in t.group().lower():
            near = nearest_people(report, sent, 2, leaders=False)
            have = {k for s in seats for k in s}
            seats = seats + [(k,) for k in near if k not in have]
        loose = group in ("meet", "visit") and len(seats) == 1 and place
        if not named and not loose and group != "sign":
            return None
        if (
            named
            and len(report.main) == 2
            and (not seats or seats[0][0] in report.main or group == "round")
        ):
            present = {report.party(k) for s in seats for k in s}
            seats = seats + [(k,) for k in report.main if k not in present]
            assumed = not present
        elif not seats:
            if not (
                group == "sign" and place and _DEAL.search(text, a, b) and len(report.main) == 2
            ):
                return None
            seats, assumed = [(k,) for k in report.main], True
    if group == "sign" and (len(seats) < 2 or not (place or host)):
        return None
    if (
        group in ("host", "saw")
        and sum(k.startswith("@") for s in seats for k in s) < 2
        and not place
    ):
        return None
    when = _WHEN.search(text, a, b)
    return MeetingDraft(
        _kind(report, text[a:b], group, seats, bool(host)), status, seats, place, host,
        [_quote(sent, a, b)], sent.number, sent.start + t.start(),
        when.group().removeprefix("on ") if when else None,
        "meeting-noun" if noun else "meeting-verb", 0.75 if len(seats) > 1 and place else 0.6,
        t.group().lower(), assumed,
    )  # fmt: skip


def _bare(text: str, t: re.Match[str], b: int) -> bool:
    """Whether "the talks" are only mentioned: nothing near says where, when or with whom."""
    if not re.search(r"\b(?:the|these|those|any|all) $", text[max(0, t.start() - 8) : t.start()]):
        return False
    tail = text[t.end() : min(b, t.end() + 45)]
    return not (
        _MARK.search(tail)
        or _PLACE.search(tail)
        or re.match(
            r",? (?:between|with|among|have|"
            r"were)",
            tail,
        )
    )


def _quote(sent: Sent, a: int, b: int) -> tuple[int, int]:
    """Span in the report of a stretch of the sentence, without edges of space and commas."""
    while a < b and sent.text[a] in " ,;:–—-":
        a += 1
    while b > a and sent.text[b - 1] in " ,;:–—-.":
        b -= 1
    return sent.start + a, sent.start + b


def _host(report: Report, sent: Sent, mentions: list[Mention]) -> str | None:
    """Who receives: after "hosted by", before "chaired"; the person rather than his state."""
    for m, after in itertools.zip_longest(mentions, mentions[1:]):
        lead = sent.text[: m.start - sent.start]
        words = re.sub(r"(?:\b[\w'-]+ ){0,4}$", "", lead[-70:]) if m.key.startswith("@") else lead
        if _HOST.search(lead[-40:]) or (m.key.startswith("@") and _HOST.search(words[-40:])):
            person = after and after.key.startswith("@") and report.party(after.key) == m.key
            return after.key if after and person and after.start - m.end < 40 else m.key
        if _HOST_AFTER.match(sent.text[m.end - sent.start :][:90]):
            return m.key
    return None


def _place(report: Report, sent: Sent, t: re.Match[str], a: int, b: int) -> str | None:
    """Where: "in X", "at X" nearest after the trigger, else before; or a seat before the noun."""
    best: tuple[int, str] | None = None
    people = report.name_words
    whole = b - a < 400 and not _LINK.match(sent.text, b)
    for m in _PLACE.finditer(sent.text, a, len(sent.text) if whole else b):
        name = m.group(1).strip(" ,.")
        words = name.lower().replace(",", "").split()
        if not words or words[0].strip(".") in CALENDAR or words[0].isdigit():
            continue
        if name.split()[0] in people or re.search(
            r"\b(?:war|conflict|fighting|troops|forces|invested|ambassador) $",
            sent.text[max(a, m.start() - 12) : m.start()],
        ):
            continue
        if m.group().startswith("to ") and not re.search(
            r"\b(?:fl[ei]w?s?|went|travel\w*|return\w*|came|come|back|invited .{2,40}|moved|"
            r"visit|home) $",
            sent.text[max(a, m.start() - 50) : m.start()],
        ):
            continue
        gap = m.start() - t.start() if m.start() >= t.start() else 2 * (t.start() - m.start())
        if best is None or gap < best[0]:
            best = (gap, name.split(" and ")[0])
    lead = re.search(r"((?:[A-Z][\w'-]+ ){1,3})$", sent.text[a : t.start()])
    if lead and t.re is _NOUN.pattern:
        name = lead.group(1).strip().removeprefix("The ")
        for seat in sent.within(a, t.start()):
            if seat.form in ("seat", "capital") and report.text[seat.start : seat.end] in name:
                return report.text[seat.start : seat.end]
        if (
            best is None
            and name
            and name.split()[-1] not in people
            and not sent.within(t.start() - len(lead.group(1)), t.start())
        ):
            return name if name.lower() not in CALENDAR and len(name) > 3 else None
    if best and best[0] < 160:
        return re.sub(r"'s?$", "", best[1])
    return None


def _kind(report: Report, clause: str, group: str, seats: Seats, hosted: bool) -> MeetingKind:
    """Kind by the word used and by the rank of who sits there."""
    if group == "call" or re.search(r"\b(?:tele)?phone|by video\b", clause):
        return "call"
    people = [s for s in seats if any(k.startswith("@") for k in s)]
    leaders = [s for s in seats if all(is_leader(report, k) for k in s)]
    offices = [report.registry.entities[k].office for s in people for k in s]
    nameless = sum(o is None for o in offices)
    if leaders and len(leaders) + nameless >= 2 and len(leaders) + nameless >= len(people) - hosted:
        return "summit"
    if group == "summit":
        return "summit"
    if group == "round" and not re.search(r"held talks|hold talks", clause):
        if people and not leaders and _OFFICIALS.search(clause) and "talks" not in clause:
            return "officials"
        return "round"
    if len(seats) < 2 or (leaders and group != "sign"):
        return "other"
    if _SESSIONS.search(clause):
        return "round"
    if _OFFICIALS.search(clause) or people:
        return "officials"
    return "officials" if group in ("sign", "meet") else "round"


_SESSIONS = cue(
    """negotiating|working through the night|sat down again|delegations?|
                plenipotentiaries|adjourned|shut in|sequestered|since (?:january|february|
                march|april|may|june|july|august|september|october|november|december|monday|
                friday|last)|every day|days of|weeks of|months of|annex|by turns"""
)


def _first(report: Report, new: MeetingDraft) -> bool:
    """Whether the sentence sets its meeting apart: "Before that, officials will meet"."""
    return bool(_APART.match(report.sents[new.sentence].text))


def _again(report: Report, old: MeetingDraft, new: MeetingDraft) -> bool:
    """Whether "the summit" right after a meeting told without a place is that meeting."""
    sent = report.sents[new.sentence]
    lead = sent.text[: new.at - sent.start][-24:]
    return (
        0 < new.sentence - old.sentence <= 2
        and not (old.place and new.place)
        and old.rule == "meeting-verb"
        and new.noun.startswith(("summit", "meeting", "encounter", "session"))
        and bool(_DEFINITE.search(lead))
        and {k for s in new.seats for k in s} <= {new.host, *(k for s in old.seats for k in s)}
    )


def _seat_of(place: str) -> tuple[str, str] | None:
    """State and form of a place that is a capital or the seat of a government."""
    first, *rest = place.split()
    for words, known in gazetteer().index.get(first, ()):
        if words == tuple(rest) and known.form in ("capital", "seat"):
            return known.key, known.form
    return None


def _same_place(a: str | None, b: str | None) -> bool:
    """Whether two places can be one: a house of government lies in its capital."""
    if a is None or b is None or a in b or b in a:
        return True
    x, y = _seat_of(a), _seat_of(b)
    return x is not None and y is not None and x[0] == y[0] and "seat" in (x[1], y[1])


def _nearer(a: str | None, b: str | None) -> str | None:
    """The place that says more."""
    if a and b and (seat := _seat_of(b)) and seat[1] == "seat":
        return b
    return a or b


def _keep(
    report: Report,
    found: list[MeetingDraft],
    seen: dict[frozenset[str], list[MeetingDraft]],
    new: MeetingDraft,
) -> None:
    """Add the meeting, or its place in the text to one that is the same."""
    mine = {k for s in new.seats for k in s}
    for old in [*seen.get(frozenset(mine), ())[-6:], *found[-8:]]:
        theirs = {k for s in old.seats for k in s}
        near = new.sentence - old.sentence <= 2
        parties = {report.party(k) for k in mine} <= {report.party(k) for k in theirs}
        same = mine == theirs or (near and len(mine & theirs) >= 2 and mine <= theirs)
        same = same or (near and new.assumed) or (
            old.status == new.status == "planned" and parties and len(mine) >= 2 and near
        )  # fmt: skip
        same = (same or _again(report, old, new)) and not _first(report, new)
        place = _same_place(old.place, new.place)
        kind = (old.kind == "call") == (new.kind == "call")
        if same and place and kind and (old.status == new.status) and (
            not (old.when and new.when) or old.when == new.when
        ):  # fmt: skip
            old.spans += new.spans
            old.place = _nearer(old.place, new.place)
            old.host = old.host or new.host
            old.kind = "summit" if "summit" in (old.kind, new.kind) else old.kind
            old.when = old.when or new.when
            return
    found.append(new)
    seen.setdefault(frozenset(mine), []).append(new)
