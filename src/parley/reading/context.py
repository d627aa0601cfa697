"""Each sentence with who is spoken of in it: names, offices, pronouns, the two sides."""

import bisect
import re
from dataclasses import dataclass, field
from functools import cached_property

from parley.reading.entities import Entity, Mention, Registry
from parley.reading.lexicon import FORMER, OFFICE_HEADS, OFFICE_PLURALS
from parley.reading.lexicon import words as wordset
from parley.reading.scan import Scan, scan
from parley.reading.text import Sentence, Word, sentences

_LEADERS = wordset(
    """president premier minister king queen emperor emir sultan chancellor leader chairman
    tsar czar shah regent taoiseach ruler"""
)
MOST = 1_000_000
"""Characters of a report that the rules look at, from its start."""
_STATE_OFFICES = wordset(
    "president premier minister king queen emperor chancellor emir supreme vice-president"
)
_CUTS = re.compile(
    r";|:(?=\s)| [–—-] |, (?:but|while|whereas|although|though|yet|and (?:he|she|it|they|that|"
    r"then))\b"
)
_PRONOUN = re.compile(r"\b(he|his|him|she|her|it|its|they|their|them)\b", re.IGNORECASE)
_TWO = re.compile(
    r"\b(?:both|the two|the (?:warring|rival|opposing)|all|each|either|the) "
    r"(sides?|parties|delegations|teams|leaders|presidents|governments|armies|countries|camps|men|"
    r"belligerents|factions|adversaries|foreign ministers)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|in|with|for|to|from|by|against|between|on|at|over|under|into|about|towards?|and|than)"
    r"(?: (?:the|its|his|their|former|both|a))* ?$",
    re.IGNORECASE,
)


@dataclass
class Sent:
    """A sentence and the mentions in it, in order."""

    sentence: Sentence
    number: int
    mentions: list[Mention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentence with plain spaces and quotes; same length as in the report."""
        return self.sentence.text

    @property
    def start(self) -> int:
        """Where the sentence starts in the report."""
        return self.sentence.start

    @cached_property
    def cuts(self) -> list[int]:
        """Offsets in the sentence at which a new clause starts, with 0 and the length."""
        return [0, *(m.start() for m in _CUTS.finditer(self.text)), len(self.text)]

    def clause(self, at: int) -> tuple[int, int]:
        """Span, in the sentence, of the clause around offset `at`."""
        a = max(c for c in self.cuts if c <= at)
        b = min((c for c in self.cuts if c > at), default=len(self.text))
        return a, b

    def within(self, a: int, b: int) -> list[Mention]:
        """Mentions between two offsets of the sentence."""
        return [m for m in self.mentions if a <= m.start - self.start < b]


@dataclass
class Report:
    """All that the rules need to know of one report."""

    text: str
    scan: Scan
    sents: list[Sent]
    registry: Registry
    main: list[str] = field(default_factory=list)
    """Keys of the two parties most spoken of as fighting or talking."""

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sents]

    def number_at(self, at: int) -> int:
        """Number of the sentence around an offset of the text; -1 before the first."""
        return bisect.bisect_right(self._starts, at) - 1

    @cached_property
    def name_words(self) -> set[str]:
        """Every word of the name of a person."""
        return {w for p in self.registry.people for w in p.name.split()}

    @cached_property
    def people_of(self) -> dict[str | None, list[Entity]]:
        """People by the party they act for."""
        found: dict[str | None, list[Entity]] = {}
        for p in self.registry.people:
            found.setdefault(p.party, []).append(p)
        return found

    def party(self, key: str | None) -> str | None:
        """Party behind a mention."""
        return self.registry.party_of(key) if key else None

    def subject(self, sent: Sent, at: int) -> Mention | None:
        """Who does what stands at offset `at`: the nearest fitting mention before it."""
        a, _ = sent.clause(at)
        best = None
        for lower in (a, 0):
            near = [m for m in sent.within(lower, at) if m.form not in ("place", "pair")]
            for m in reversed(near):
                lead = sent.text[: m.start - sent.start]
                if not _PREPOSITION.search(lead[-24:]):
                    return m
                best = best or m
            if best:
                return best
        return None


def understand(text: str) -> Report:
    """Sentences, names and references of a report; what stands after `MOST` is not read."""
    found = sentences(text[:MOST])
    scanned = scan(found)
    registry = scanned.registry
    sents = [Sent(s, i) for i, s in enumerate(found)]
    bounds = {}
    for n, s in enumerate(found):
        bounds[n] = (s.start, s.end)
    _spread(registry, sents)
    if _REBELS.search(text):
        _name_rebels(registry)
    report = Report(text, scanned, sents, registry)
    _affiliate(report)
    report.main = _main(report)
    _refer(report)
    return report


_MOVEMENTS = wordset(
    "movement front party alliance congress union tigers organisation organization"
)


def _name_rebels(registry: Registry) -> None:
    """Where rebels are spoken of and no armed group is named, the movement named most is theirs."""
    if any(e.kind == "armed group" and e.acting >= 0.6 for e in registry.parties):
        return
    movements = [e for e in registry.parties if e.kind == "organisation" and e.key == e.name
                 and set(e.name.lower().split()) & _MOVEMENTS]  # fmt: skip
    best = max(movements, key=lambda e: e.acting, default=None)
    if best is not None:
        best.kind = "armed group"


def _spread(registry: Registry, sents: list[Sent]) -> None:
    """Give each sentence the mentions that lie in it; idle capitals become places."""
    every = sorted(
        (m for e in registry.entities.values() for m in e.mentions), key=lambda m: (m.start, -m.end)
    )
    k = 0
    for s in sents:
        end = s.sentence.end
        while k < len(every) and every[k].start < end:
            m = every[k]
            idle = m.acting <= 0 and m.form in ("capital", "name")
            entity = registry.entities[m.key]
            if idle and entity.kind == "state" and entity.sort == "party":
                m = Mention(m.start, m.end, m.key, "place", 0.0, m.before)
            s.mentions.append(m)
            k += 1


def _affiliate(report: Report) -> None:
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
    for person in registry.people:
        if person.party or not person.office or person.former or not person.mentions:
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
    r"replied))?"
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
            return _government(report)
    return None


_OFFICE_GAP = OFFICE_HEADS | OFFICE_PLURALS | {
    "'s", "prime", "foreign", "defence", "defense", "chief", "special", "vice", "deputy", "of",
    "state", "interior", "former", "ex", "national", "security",
}  # fmt: skip


def _government(report: Report) -> str | None:
    """The state most spoken of: what "the government" means in a civil war."""
    weight: dict[str, float] = {}
    for e in report.registry.parties:
        if e.kind == "state" and e.mentions:
            early = sum(m.start < 400 for m in e.mentions)
            weight[e.key] = e.acting + min(early, 3) - (2.0 if e.key == "US" else 0.0)
    for p in report.registry.people:
        if p.party in weight and _leader(p):
            weight[p.party] += 1.0
    best = max(weight, key=lambda k: weight[k], default=None)
    return best if best and weight[best] > 0 else None


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
                   and e.acting >= 1.0]  # fmt: skip
    best = max(free_states, key=lambda e: e.acting, default=None)
    return best.key if best else None


def _main(report: Report) -> list[str]:
    """Two parties most often named as acting; people count for their party."""
    weight: dict[str, float] = {}
    for e in report.registry.entities.values():
        key = e.key if e.sort == "party" else e.party
        if key and report.registry.entities[key].kind in ("state", "armed group"):
            weight[key] = weight.get(key, 0.0) + sum(m.acting for m in e.mentions)
    return sorted(weight, key=lambda k: -weight[k])[:2]


_GOVERNMENT = re.compile(
    r"\b(?:the|its|their|a) (?:(?:federal|central|national|military|interim|transitional|new|"
    r"elected|"
    r"royal) )?(?:government|authorities|regime|junta|army)\b(?! of\b|'s side)",
    re.IGNORECASE,
)
_REBELS = re.compile(
    r"\bthe (?:rebels?|guerrillas?|insurgents|militants|separatists|rebel (?:side|movement|group|"
    r"leaders|commanders|delegation)|guerrilla (?:commanders|leaders|delegation|side)|movement|"
    r"group|front|fighters|armed group|opposition)\b(?! of\b)",
    re.IGNORECASE,
)


def _nouns(report: Report, sent: Sent, armed: str | None, government: str | None) -> list[Mention]:
    """Mentions by a common noun: "the government", "the rebels"."""
    extra = []
    for pattern, key in ((_GOVERNMENT, government), (_REBELS, armed)):
        if key is None:
            continue
        for m in pattern.finditer(sent.text):
            a, b = sent.start + m.start(), sent.start + m.end()
            if not any(x.start < b and a < x.end for x in sent.mentions):
                extra.append(Mention(a, b, key, "noun", 0.7, ""))
    return extra


def _refer(report: Report) -> None:
    """Add mentions by office ("the Russian president"), pronoun and "the two sides"."""
    groups = [e for e in report.registry.parties if e.kind == "armed group" and e.acting >= 0.6]
    groups.sort(key=lambda e: -e.acting)
    armed = groups[0].key if groups else None
    government = _government(report) if groups else None
    person: str | None = None
    party: str | None = None
    for sent in report.sents:
        _offices(report, sent)
        if sent.sentence.kind == "title":
            continue
        for x in sent.mentions:
            if report.registry.entities[x.key].kind == "armed group":
                armed = x.key
        sent.mentions += _nouns(report, sent, armed, government)
        sent.mentions.sort(key=lambda x: x.start)
        extra = []
        for m in _PRONOUN.finditer(sent.text):
            word, at = m.group(1).lower(), sent.start + m.start()
            lead = [x for x in sent.mentions if x.end <= at and x.form != "place"]
            here = _subject_like(report, sent, lead)
            who = None
            if word in ("he", "his", "him", "she", "her"):
                near = [x for x in here if report.registry.entities[x.key].sort == "person"]
                if word == "him" and near and person not in (None, near[-1].key):
                    near = []
                owner = word in ("his", "her") and _MEETS.match(sent.text, m.end())
                who = (near[0] if owner else near[-1]).key if near else person
            elif word in ("it", "its"):
                if word == "it" and re.match(
                    r"it (?:was|is|remains?|has been|will be) (?:\w+ )?(?:announced|unclear|clear|"
                    r"expected|hoped|said|agreed|not|too|likely|unlikely|possible|reported)",
                    sent.text[m.start() :], re.IGNORECASE,
                ):  # fmt: skip
                    continue
                near = [x for x in here if report.registry.entities[x.key].sort == "party"]
                who = near[0].key if near else party
            else:
                near = [x for x in here if report.registry.entities[x.key].kind in
                        ("group", "armed group", "organisation")]  # fmt: skip
                several = [x for x in here if report.registry.entities[x.key].sort == "party"]
                near = near or (several[:1] if len(several) > 1 else [])
                who = near[-1].key if near else party
            if who:
                form = "pronoun" if word in ("he", "she", "it", "they", "him", "them") else "its"
                extra.append(Mention(at, sent.start + m.end(), who, form, 0.5, ""))
        sent.mentions = sorted(sent.mentions + extra, key=lambda x: x.start)
        subjects = _subject_like(report, sent, [m for m in sent.mentions if m.form != "place"])
        for x in subjects or sent.mentions[:1]:
            if report.registry.entities[x.key].sort == "person":
                person = x.key
                break
        for x in subjects or sent.mentions[:1]:
            if report.registry.entities[x.key].sort == "party":
                party = x.key
                break


_MEETS = re.compile(
    r" (?:\w+ ){0,2}(?:meeting|talks|visit|trip|call|conversation|summit|counterpart|journey)\b"
)


def _subject_like(report: Report, sent: Sent, mentions: list[Mention]) -> list[Mention]:
    """Mentions that do not hang on a preposition."""
    return [m for m in mentions if not _PREPOSITION.search(sent.text[: m.start - sent.start][-24:])]


def _offices(report: Report, sent: Sent) -> None:
    """Turn "the Russian president", "the US and Russian presidents" into the people meant."""
    registry = report.registry
    out = []
    words = sent.sentence.words
    at = {w.start: i for i, w in enumerate(words)}
    for m in sent.mentions:
        entity = registry.entities[m.key]
        if entity.sort == "party" and m.form in ("adjective", "capital", "name", "seat"):
            i = at.get(m.start)
            person = _office_holder(report, words, i, m) if i is not None else None
            if person:
                out.append(Mention(m.start, m.end, person, "office", 1.0, m.before))
                continue
        out.append(m)
    sent.mentions = out


def _office_holder(report: Report, words: list[Word], i: int, m: Mention) -> str | None:
    """The person meant by an office with an adjective of state, when named elsewhere."""
    j = i
    while j < len(words) and words[j].start < m.end:
        j += 1
    if j < len(words) and words[j].text == "'s":
        j += 1
    k, steps = j, 0
    while k < len(words) and steps < 5:
        low = words[k].text.lower()
        if low in OFFICE_PLURALS or low in OFFICE_HEADS:
            break
        if low not in ("and", "prime", "foreign", "defence", "defense", "vice") and not (
            words[k].capital and steps
        ):
            return None
        k, steps = k + 1, steps + 1
    else:
        return None
    if k >= len(words):
        return None
    low = words[k].text.lower()
    plural = low in OFFICE_PLURALS
    head = low[:-1] if plural and not low.endswith("ries") else low
    if not plural and k + 1 < len(words) and words[k + 1].capital and low != "leader":
        return None
    if plural and "and" not in [w.text for w in words[max(0, i - 2) : k]]:
        return None
    rank = " ".join(w.text.lower() for w in words[k - 1 : k])
    fits = [
        p for p in report.people_of.get(m.key, ())
        if p.office and not p.former
        and (head in p.office.lower().split() or (head == "leader" and _leader(p)))
        and (rank not in ("foreign", "defence", "defense") or rank in p.office.lower())
    ]  # fmt: skip
    return fits[0].key if fits else None


def _leader(person: Entity) -> bool:
    """Whether the office is that of a head of state, government or movement."""
    office = (person.office or "").lower().split()
    if not set(office) & _LEADERS:
        return False
    return not set(office) & {"foreign", "defence", "defense", "deputy", "vice", "interior"}


def is_leader(report: Report, key: str) -> bool:
    """Whether the key is a head of state, government or movement."""
    entity = report.registry.entities.get(key)
    return entity is not None and entity.sort == "person" and not entity.former and _leader(entity)


TWO_SIDES = _TWO
