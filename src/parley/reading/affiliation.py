"""For whom each person acts."""

import re

from parley.reading.context import Report, Sent, leads
from parley.reading.entities import Entity, Mention
from parley.reading.lexicon import FORMER, OFFICE_HEADS, OFFICE_PLURALS
from parley.reading.lexicon import words as wordset

_STATE_OFFICES = wordset(
    "president premier minister king queen emperor chancellor emir supreme vice-president"
)


def affiliate(report: Report) -> None:
    """For whom each person acts."""
    registry = report.registry
    for person in registry.people:
        for m in person.mentions:
            sent = _sent_at(report, m.start)
            if sent is None:
                continue
            key = _beside(report, sent, person, m) or _sender(report, sent, m)
            if key:
                person.party = key
                break
    heads: dict[tuple[str, str], str] = {
        (p.party, p.head): p.key for p in registry.people if p.party and p.head
    }
    for person in sorted(registry.people, key=lambda p: " " in p.name):
        if person.party or not person.office or person.former or not person.mentions:
            continue
        if "UN" in registry.entities and _UNITED_NATIONS.search(person.office):
            person.party = "UN"
            continue
        if person.office.lower().endswith("secretary of state") and "US" in registry.entities:
            person.party = "US"
            continue
        if not set(person.office.lower().split()) & _STATE_OFFICES:
            continue
        plain_president = person.office.lower() == "president" and " " not in person.name
        if plain_president and "US" in registry.entities and ("US", "president") not in heads:
            key = "US"
        else:
            key = _nearby_state(report, person, heads)
        if key:
            person.party = key
            heads[key, person.head] = person.key


_UNITED_NATIONS = re.compile(
    r"\b[Ss]ecretary-[Gg]eneral\b|\bSpecial (?:Envoy|Representative|Adviser)|\bPersonal Envoy"
)


def _sent_at(report: Report, at: int) -> Sent | None:
    i = report.number_at(at)
    return report.sents[i] if i >= 0 else None


_SENDS = re.compile(r"\b(?:sends?|sent|dispatch(?:es|ed)?|be represented by)\b[^;:.]*$")


def _sender(report: Report, sent: Sent, m: Mention) -> str | None:
    """Who sends the person: "Kenya is to send either A or B"."""
    lead = sent.text[: m.start - sent.start]
    verb = _SENDS.search(lead)
    parties = [x for x in sent.mentions if report.registry.entities[x.key].sort == "party"]
    if verb is None or any(sent.start + verb.start() <= x.start < m.start for x in parties):
        return None
    before = [x for x in parties if x.end <= sent.start + verb.start()]
    first = next((x for x in before if x.form != "place"), None)
    return first.key if first and first.start - sent.start < 20 else None


_AFTER_NAME = re.compile(
    r"^,?(?: (?:signed|spoke|speaking|acting|negotiating|negotiated|sat|stood in|attended|"
    r"replied|leads?|led|speaks|signs|negotiates|sits|mediates|mediated|talks))?"
    r" (?:for|of|from|representing|on behalf of|to represent)(?: the)?"
    r"(?: (federal|central|national|military|interim|transitional))?(?: (government|state))?"
)  # fmt: skip


def _beside(report: Report, sent: Sent, person: Entity, m: Mention) -> str | None:
    """Party named in the office, right before the name, or right after it with "for", "of"."""
    parties = [x for x in sent.mentions if report.registry.entities[x.key].sort == "party"]
    if not person.former:
        span = person.office_span
        if span and sent.start <= span[0] < sent.sentence.end:
            for x in parties:
                if span[0] <= x.start < span[1]:
                    return x.key
            for x in parties:
                gap = report.text[x.end : span[0]]
                if (
                    x.end <= span[0]
                    and gap.strip() in ("", "'s", "’s", "'", "’")
                    and span[0] <= m.end
                ):
                    return x.key
        before = [x for x in parties if x.end <= m.start]
        if before:
            gap = report.text[before[-1].end : m.start].replace("’", "'")
            words = set(gap.lower().split())
            if gap.strip() == ", whose":
                return before[-1].key
            if gap.strip() in ("'s", "", "'") or (
                len(words) <= 6 and words - {"'s"} and words <= _OFFICE_GAP
            ):
                return None if words & FORMER or "ex-" in gap else before[-1].key
    tail = sent.text[m.end - sent.start :]
    found = _AFTER_NAME.match(tail)
    if found:
        at = m.end + found.end()
        for x in parties:
            if 0 <= x.start - at <= 1 and x.form != "place":
                return x.key
        if found.group(2):
            return government(report)
    return None


_OFFICE_GAP = OFFICE_HEADS | OFFICE_PLURALS | {
    "'s", "prime", "foreign", "defence", "defense", "chief", "special", "vice", "deputy", "of",
    "state", "interior", "former", "ex", "national", "security",
}  # fmt: skip


def government(report: Report) -> str | None:
    """The state most spoken of: what "the government" means in a civil war.

    The title counts, and an army or a government of its own. Hosts and mediators are named as well,
    but seldom with these.
    """
    weight: dict[str, float] = {}
    for e in report.registry.parties:
        if e.kind == "state" and e.mentions:
            early = sum(m.start < 400 for m in e.mentions)
            told = sum(bool(_RULES.match(report.text[m.end : m.end + 40])) for m in e.mentions)
            weight[e.key] = e.acting + min(early, 3) + told - (2.0 if e.key == "US" else 0.0)
    title = next((s for s in report.sents if s.sentence.kind == "title"), None)
    for m in title.mentions if title else ():
        if m.key in weight:
            weight[m.key] += 1.5
    for p in report.registry.people:
        if p.party in weight and leads(p):
            weight[p.party] += 1.0
    best = max(weight, key=lambda k: weight[k], default=None)
    return best if best and weight[best] > 0 else None


_RULES = re.compile(
    r"(?:'s|’s)? (?:\w+ )?(?:government|army|armed forces|constitution|parliament|troops|"
    r"authorities|"
    r"rebels|regime|civil war)\b"
)


def _nearby_state(report: Report, person: Entity, heads: dict[tuple[str, str], str]) -> str | None:
    """The last state named before the person whose office is still free."""
    at = person.mentions[0].start
    sent = _sent_at(report, at)
    if sent is None:
        return None
    taken = {report.party(m.key) for m in sent.mentions if m.key[0] == "@"}
    for s in (sent, *(report.sents[i] for i in (sent.number - 1,) if i >= 0)):
        for m in reversed([x for x in s.mentions if x.start < at]):
            entity = report.registry.entities[m.key]
            free = (m.key, person.head) not in heads and m.key not in taken
            if entity.kind == "state" and free and entity.acting >= 0.6:
                return m.key
    free_states = [e for e in report.registry.parties
                   if e.kind == "state" and (e.key, person.head) not in heads
                   and e.acting >= 1.0 and e.key != "US"]  # fmt: skip
    best = max(free_states, key=lambda e: e.acting, default=None)
    return best.key if best else None
