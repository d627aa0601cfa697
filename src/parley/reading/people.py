"""People: which capitalised runs are persons, their offices, and whom they act for."""

import re
from dataclasses import dataclass
from typing import Any

from parley.reading.entities import Entity, Registry
from parley.reading.lexicon import (
    ACT,
    CALENDAR,
    COMMON,
    DEAL_NOUNS,
    FORMER,
    OFFICE_HEADS,
    OFFICE_MODIFIERS,
    OFFICE_PLURALS,
    ORG_TAILS,
    PARTICLES,
    PLACE_NOUNS,
)
from parley.reading.lexicon import (
    words as wordset,
)
from parley.reading.offices import apposition, office_start, office_text, singular
from parley.reading.text import Sentence

_LOCATIVE = wordset("""in at near to into outside from around of""")
_WITH = wordset(
    """with by between met meets invited told under meet see saw replaced whose bring brings
    brought received receives hosted sent sends named appointed dispatched joined asked"""
)
_FATE = wordset(
    """death murder assassination arrest resignation election appointment house hands person men
    team camp faction killing return capture departure funeral leadership chairmanship removal"""
)
_RELATIVES = wordset("who whom better known the a an his her himself herself then now aged also")
_ALIAS = re.compile(
    r",? ?(?:whom \w+ calls?|(?:better |also |widely )?known as|alias|who goes by|called|"
    r"nicknamed) ([A-Z][\w'-]+)"
)
_STRIPPED = OFFICE_HEADS | OFFICE_MODIFIERS | COMMON | OFFICE_PLURALS
_NO_NAME = CALENDAR | DEAL_NOUNS | OFFICE_HEADS | {"states", "nations", "parties", "powers"}
_NAME_PLACES = PLACE_NOUNS - {"park", "hill", "north", "lake", "hall", "fort"}
_ANY_OFFICE = OFFICE_HEADS | OFFICE_PLURALS


@dataclass
class Candidate:
    """A capitalised run, words `a` to `b` of a sentence, that may be a person."""

    number: int
    sentence: Sentence
    a: int
    b: int
    last: Any
    """The item named just before it in the sentence, if any."""

    @property
    def name(self) -> str:
        """The words of the run."""
        return " ".join(w.text for w in self.sentence.words[self.a : self.b])


@dataclass
class Reading:
    """What the surroundings say of a run: its office words, its party phrase, how sure."""

    name: list[str]
    office: str | None
    office_words: tuple[int, int] | None
    possessor: bool
    evidence: int
    plural: bool = False


def settle_people(
    candidates: list[Candidate],
    registry: Registry,
) -> None:
    """Make a person of each run that its surroundings show to be one."""
    counts = _surname_counts(candidates)
    previous: tuple[Candidate, Reading] | None = None
    waiting: Candidate | None = None
    full: list[tuple[Candidate, Reading]] = []
    single: list[tuple[Candidate, Reading]] = []
    for c in candidates:
        r = _read_run(c, previous, counts)
        if r is None:
            waiting = c
            continue
        partner = waiting and _joined_before(waiting, c)
        if partner and len(r.name) > 1:
            full.append((partner, Reading(partner_name(partner), r.office if r.plural else None,
                                          None, False, 1, r.plural)))  # fmt: skip
        (full if len(r.name) > 1 else single).append((c, r))
        previous = (c, r)
    by_word: dict[str, list[Entity]] = {}
    for c, r in full + single:
        _register(c, r, registry, by_word)


def _joined_before(first: Candidate, second: Candidate) -> Candidate | None:
    """The run before "and NAME", when it can be a name of two words or more itself."""
    if first.number != second.number:
        return None
    words = first.sentence.words
    if [w.text for w in words[first.b : second.a]] != ["and"]:
        return None
    lows = {w.lower() for w in partner_name(first)}
    bad = CALENDAR | DEAL_NOUNS | OFFICE_HEADS | ORG_TAILS | PLACE_NOUNS | COMMON
    before = words[first.a - 1].text.lower() if first.a else ""
    return first if len(lows) > 1 and not lows & bad and before not in _LOCATIVE | {"the"} else None


def partner_name(c: Candidate) -> list[str]:
    """Words of a run, without full stops."""
    return [w.text for w in c.sentence.words[c.a : c.b] if w.text != "."]


def _surname_counts(candidates: list[Candidate]) -> dict[str, int]:
    """How often each word stands alone as a subject."""
    counts: dict[str, int] = {}
    for c in candidates:
        words = c.sentence.words
        if c.b - c.a == 1 or words[c.a].text.lower() in COMMON:
            word = words[c.b - 1].text
            nxt = words[c.b].text.lower() if c.b < len(words) else ""
            prev = words[c.b - 2].text.lower() if c.b > 1 else ""
            if nxt in ACT or nxt == "'s" or prev in _WITH or prev == "and":
                counts[word] = counts.get(word, 0) + 1
    return counts


def _read_run(
    c: Candidate, previous: tuple[Candidate, Reading] | None, counts: dict[str, int]
) -> Reading | None:
    words, a, b = c.sentence.words, c.a, c.b
    while a < b and (words[a].text.lower() in _STRIPPED or words[a].text in (".", ",")):
        a += 1
    if a >= b:
        return None
    name = [w.text for w in words[a:b] if w.text != "."]
    lows = {n.lower() for n in name}
    if lows & COMMON and len(name) > 1:
        return None
    if lows & _NO_NAME or any(t.isdigit() for t in name):
        return None
    if lows & ORG_TAILS or lows & _NAME_PLACES:
        return None
    if len(name) == 1 and (len(name[0]) < 2 or name[0].lower() in COMMON):
        return None
    if len(name) == 2 and len(name[0]) == 1 and a and words[a].text in ("M", "D"):
        name = name[1:]
    if a and words[a - 1].text.lower() == "the" and len(name) > 1:
        return None
    if b + 1 < len(words) and words[b].text == "," and words[b + 1].text == "whose":
        return None
    if len(name) > 5 or (name[0].isupper() and len(name[0]) > 3 and len(name) == 1):
        return None
    start = office_start(words, a)
    office, span, plural = office_text(words, start, a)
    evidence = 2 if office else 0
    if not office:
        office, span = apposition(words, a, b)
        evidence = 2 if office else 0
    possessor = a > 1 and words[a - 1].text == "'s"
    nxt = words[b].text.lower() if b < len(words) else ""
    prev = words[a - 1].text.lower() if a else ""
    if not office and previous and previous[0].number == c.number and previous[1].plural:
        gap = [w.text for w in words[previous[0].b : a]]
        if gap in (["and"], [","], [",", "and"], ["or"]):
            office, span, plural, evidence = previous[1].office, previous[1].office_words, True, 2
    if len(name) > 1:
        spoken = counts.get(name[-1], 0) > 0
        if prev in _LOCATIVE and not office and not (prev == "of" and (nxt in ACT or spoken)):
            fate = prev == "of" and words[a - 2].text.lower() in _FATE if a > 1 else False
            if not fate and not (
                prev == "of" and c.last and c.last.b == a - 1 and c.last.form == "name"
            ):
                return None
            evidence += 1
        joined = bool(
            previous
            and previous[0].number == c.number
            and [w.text for w in words[previous[0].b : a]] in (["and"], [","], [",", "and"], ["or"])
        )
        evidence += bool(nxt in ACT or (nxt.endswith("ed") and len(nxt) > 4) or nxt == "who")
        evidence += possessor or prev in _WITH or joined or nxt in ("of", "for", "'s")
        evidence += counts.get(name[-1], 0) > 0 or counts.get(name[0], 0) > 0
        beyond = words[b + 1].text.lower() if b + 1 < len(words) else ""
        evidence += nxt == "," and beyond in _RELATIVES and prev != "the"
    if not evidence and len(name) == 1:
        after = words[b + 1].text.lower() if b + 1 < len(words) else ""
        evidence += nxt == "," and after == "who" and prev != "the"
    if not evidence or (office or "").endswith((" of", " for")):
        return None
    return Reading(name, office, span, possessor, evidence, plural)


def _register(
    c: Candidate, r: Reading, registry: Registry, by_word: dict[str, list[Entity]]
) -> None:
    """Add the person, or the new name and office to the person already known."""
    name = " ".join(r.name)
    entity = registry.entities.get("@" + name) or _same(r.name, by_word)
    if entity is None:
        entity = registry.add(Entity("@" + name, name, "person"))
    elif len(name) > len(entity.name) and entity.name in r.name:
        entity.aliases[entity.name] = None
        entity.name = name
    for word in (*r.name, *(plain_name(w) for w in r.name if "-" in w)):
        if entity not in by_word.setdefault(word, [])[-3:]:
            by_word[word].append(entity)
    tail = " ".join(w.text for w in c.sentence.words[c.b : c.b + 7])
    other = _ALIAS.match(tail)
    if other:
        entity.aliases[other.group(1)] = None
    if r.office and not entity.office:
        entity.office = re.sub(r"\s+", " ", r.office)
        if r.plural:
            entity.office = singular(entity.office)
        entity.former = bool(
            {t.removesuffix("'s") for t in re.split(r"[\s]", entity.office.lower())} & FORMER
            or "ex-" in entity.office.lower()
        )
        words = c.sentence.words
        if r.office_words:
            entity.office_span = (words[r.office_words[0]].start, words[r.office_words[1] - 1].end)


def plain_name(word: str) -> str:
    """A name without the article that Arabic names may have: "al-Bashir" to "Bashir"."""
    return word[3:] if word[:3].lower() in ("al-", "el-", "as-", "ad-", "an-", "ar-") else word


def _same(name: list[str], by_word: dict[str, list[Entity]]) -> Entity | None:
    """A person whose name contains this one, or is contained in it."""
    if len(name) > 1 and name[0].lower() in PARTICLES:
        name = [name[0].lower(), *name[1:]]
    mine = set(name)
    name = [plain_name(w) for w in name]
    for p in [p for word in dict.fromkeys((*mine, *name)) for p in by_word.get(word, [])[:50]]:
        theirs = [plain_name(w) for w in p.name.split()]
        mine = set(name)
        if len(name) == 1 and name[0] in (theirs[-1], theirs[0]):
            return p
        if mine <= set(theirs) or (len(theirs) > 1 and set(theirs) <= mine):
            return p
        if len(name) > 1 and len(theirs) == 1 and theirs[0] == name[-1]:
            return p
    return None
