"""Where a meeting is, who receives, and of what kind it is."""

import itertools
import re

from parley.dossier.words import MeetingKind
from parley.reading.context import Report, Sent, is_leader
from parley.reading.entities import Mention
from parley.reading.lexicon import CALENDAR
from parley.reading.meeting_words import LINK, NOUN, SESSIONS
from parley.reading.seats import Seats

PLACE = re.compile(
    r"\b(?:in|at|near|outside|aboard|to)\s+(?:the )?(?:[a-z]+ )?"
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


def find_host(report: Report, sent: Sent, mentions: list[Mention]) -> str | None:
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


def find_place(report: Report, sent: Sent, t: re.Match[str], a: int, b: int) -> str | None:
    """Where: "in X", "at X" nearest after the trigger, else before; or a seat before the noun."""
    best: tuple[int, str] | None = None
    people = report.name_words
    whole = b - a < 400 and not LINK.match(sent.text, b)
    for m in PLACE.finditer(sent.text, a, len(sent.text) if whole else b):
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
    if lead and t.re is NOUN.pattern:
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


def kind_of(report: Report, clause: str, group: str, seats: Seats, hosted: bool) -> MeetingKind:
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
    if group == "trip":
        return "other"
    if group == "round" and not re.search(r"held talks|hold talks", clause):
        if people and not leaders and _OFFICIALS.search(clause) and "talks" not in clause:
            return "officials"
        return "round"
    if len(seats) < 2 or (leaders and group != "sign"):
        return "other"
    if SESSIONS.search(clause) or re.search(r"\b(?:sessions?|consultations)\b", clause):
        return "round"
    if _OFFICIALS.search(clause) or people:
        return "officials"
    return "officials" if group in ("sign", "meet") else "round"
