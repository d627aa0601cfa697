"""Words that stand for somebody: offices, pronouns, "the rebels", "the government"."""

import re

from parley.reading.affiliation import government
from parley.reading.context import Report, Sent, leads, subject_like
from parley.reading.entities import Mention
from parley.reading.lexicon import OFFICE_HEADS, OFFICE_PLURALS
from parley.reading.text import Word

_PRONOUN = re.compile(r"\b(he|his|him|she|her|it|its|they|their|them)\b", re.IGNORECASE)
TWO_SIDES = re.compile(
    r"\b(?:both|the two|the (?:warring|rival|opposing)|all|each|either|the) "
    r"(sides?|parties|delegations|teams|leaders|presidents|governments|armies|countries|camps|men|"
    r"belligerents|factions|adversaries|foreign ministers)\b",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"\b(?:the|its|their|a) (?:(?:federal|central|national|military|interim|transitional|new|"
    r"elected|"
    r"royal) )?(?:government|authorities|regime|junta|army)\b(?! of\b|'s side)",
    re.IGNORECASE,
)
REBELS = re.compile(
    r"\bthe (?:rebels?|guerrillas?|insurgents|militants|separatists|rebel (?:side|movement|group|"
    r"leaders|commanders|delegation)|guerrilla (?:commanders|leaders|delegation|side)|movement|"
    r"group|front|fighters|armed group|opposition)\b(?! of\b)",
    re.IGNORECASE,
)


def _nouns(report: Report, sent: Sent, armed: str | None, government: str | None) -> list[Mention]:
    """Mentions by a common noun: "the government", "the rebels"."""
    extra = []
    for pattern, key in ((_GOVERNMENT, government), (REBELS, armed)):
        if key is None:
            continue
        for m in pattern.finditer(sent.text):
            a, b = sent.start + m.start(), sent.start + m.end()
            if not any(x.start < b and a < x.end for x in sent.mentions):
                extra.append(Mention(a, b, key, "noun", 0.7, ""))
    return extra


def refer(report: Report) -> None:
    """Add mentions by office ("the Russian president"), pronoun and "the two sides"."""
    groups = [e for e in report.registry.parties if e.kind == "armed group" and e.acting >= 0.6]
    groups.sort(key=lambda e: -e.acting)
    armed = groups[0].key if groups else None
    report.ruling = ruling = government(report) if groups else None
    person: str | None = None
    party: str | None = None
    for sent in report.sents:
        _offices(report, sent)
        if sent.sentence.kind == "title":
            continue
        for x in sent.mentions:
            if report.registry.entities[x.key].kind == "armed group":
                armed = x.key
        sent.mentions += _nouns(report, sent, armed, ruling)
        sent.mentions += _by_office(report, sent)
        sent.mentions.sort(key=lambda x: x.start)
        extra = []
        for m in _PRONOUN.finditer(sent.text):
            word, at = m.group(1).lower(), sent.start + m.start()
            lead = [x for x in sent.mentions if x.end <= at and x.form != "place"]
            here = subject_like(report, sent, lead)
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
        subjects = subject_like(report, sent, [m for m in sent.mentions if m.form != "place"])
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


_THE_OFFICE = re.compile(
    r"\b[Tt]he (?:[\w-]+ ){0,2}?(envoy|mediator|facilitator|negotiator|president|premier|minister|"
    r"secretary-general|chairman|chair|general|ambassador|king|chancellor|moderator|spokesman|"
    r"spokeswoman|adviser|rapporteur|commander|governor|emperor|representative|bishop|"
    r"secretary of state)\b(?! (?:of|for|for|[A-Z]))",
    re.IGNORECASE,
)


def _by_office(report: Report, sent: Sent) -> list[Mention]:
    """Mentions by an office alone: "the Special Envoy" is the envoy named last before."""
    found = []
    for m in _THE_OFFICE.finditer(sent.text):
        a, b = sent.start + m.start(), sent.start + m.end()
        if any(x.start < b and a < x.end for x in sent.mentions):
            continue
        head = m.group(1).lower().split()[-1]
        fits = [
            (max(x.start for x in p.mentions if x.start < a), p.key)
            for p in report.registry.people
            if p.office and head in p.office.lower().split() and not p.former
            and any(x.start < a for x in p.mentions)
        ]  # fmt: skip
        if fits:
            found.append(Mention(a, b, max(fits)[1], "office", 0.6, ""))
    return found


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
        and (head in p.office.lower().split() or (head == "leader" and leads(p)))
        and (rank not in ("foreign", "defence", "defense") or rank in p.office.lower())
    ]  # fmt: skip
    return fits[0].key if fits else None
