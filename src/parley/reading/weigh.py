"""How much the place of a name in a sentence makes it an actor rather than a mere place."""

from dataclasses import dataclass

from parley.reading.lexicon import (
    ACT,
    MOTION,
    OFFICE_HEADS,
    OFFICE_MODIFIERS,
    OFFICE_PLURALS,
    PARTNER_PREPOSITIONS,
    PLACE_NOUNS,
    PLACE_PREPOSITIONS,
    STATE_NOUNS,
)
from parley.reading.lexicon import words as wordset
from parley.reading.text import Word

_GOVERNS = STATE_NOUNS | OFFICE_HEADS | OFFICE_PLURALS
_OFFICES = OFFICE_HEADS | OFFICE_MODIFIERS
_HEADS = OFFICE_HEADS | STATE_NOUNS
_WHERE = PLACE_PREPOSITIONS | {"of"}


@dataclass
class Item:
    """A stretch of words that names something: words `a` to `b` of the sentence."""

    a: int
    b: int
    key: str
    form: str
    acting: float


def verb_like(word: str) -> bool:
    """Whether a lower-case word can be the verb of the name before it."""
    return word in ACT or (word.endswith("ed") and len(word) > 4)


def weigh(words: list[Word], i: int, j: int, form: str, out: list[Item]) -> float:
    """How much the place of a name, words i to j, makes it an actor: 0 a place, 1 a subject."""
    k = j
    while k + 1 < len(words) and words[k].text in _ADVERBS:
        k += 1
    nxt = words[k].text.lower() if k < len(words) else ""
    prev = words[i - 1].text.lower() if i else ""
    at = i - 1
    if prev in ("the", "its", "and", ",") and i > 1:
        at = i - 2 if prev == "the" else i - 1
        prev = words[at].text.lower()
    if form == "adjective":
        return _weigh_adjective(words, i, j, nxt, prev)
    if nxt == ":" and i == 0:
        return 1.0
    beyond = [w.text for w in words[j + 1 : j + 4]]
    told = beyond == ["for", "its", "part"] or beyond[:1] in (["which"], ["whose"])
    if nxt == "," and told and prev not in _WHERE:
        return 1.0
    starts = i == 0 or words[i - 1].text in ";.:"
    if (form != "capital" or starts) and prev not in _WHERE and _beyond_comma(words, k):
        return 1.0
    lone = nxt.endswith("s") and len(nxt) > 4 and k + 1 < len(words) and words[k + 1].text in ".;,"
    if lone and i < 2 and nxt not in _HEADS:
        return 1.0
    if nxt in ("'s", "'"):
        after = words[j + 1].text if j + 1 < len(words) else ""
        low = after.lower()
        if low.startswith("ex-") or low in ("former", "late", "capital", *PLACE_NOUNS):
            return 0.0
        if after[:1].isupper() and low not in _OFFICES:
            return 0.6
        return 0.7
    inside = prev in PLACE_PREPOSITIONS
    after = words[k + 1].text if k + 1 < len(words) else ""
    acts = verb_like(nxt) or (nxt.endswith("s") and len(nxt) > 3 and after in _OBJECTS)
    if acts and not inside and prev != "of":
        return 1.0
    if prev in ("and", ","):
        near = [it for it in out if it.b == at]
        if near:
            return near[-1].acting
        return 0.0 if form == "capital" else (0.6 if prev == "and" else 0.3)
    if prev == "to" and form != "capital":
        around = {w.text.lower() for w in words[max(0, at - 4) : at]}
        return 0.0 if around & MOTION else 0.6
    if inside:
        return 0.0
    if prev in PARTNER_PREPOSITIONS:
        return 0.7
    if prev == "on":
        return 0.2 if words[at - 1].text.lower() in _ABOUT else 0.7
    if prev == "of":
        head = words[at - 1].text.lower() if at else ""
        around = {w.text.lower() for w in words[max(0, at - 4) : at]}
        if head in _HEADS:
            return 0.0 if "former" in around or "ex" in around or "ex-" + head in around else 1.0
        return 0.2 if form != "capital" else 0.0
    return {"capital": 0.0, "people": 0.5, "seat": 0.3}.get(form, 0.3)


def _beyond_comma(words: list[Word], k: int) -> bool:
    """Whether the name takes a verb after an apposition: "X, the third guarantor, offered"."""
    if k >= len(words) or words[k].text != "," or k + 1 >= len(words):
        return False
    if words[k + 1].capital or words[k + 1].text in ("and", "where", "when", "but"):
        return False
    for m in range(k + 2, min(k + 14, len(words) - 1)):
        if words[m].text == ",":
            return verb_like(words[m + 1].text.lower())
    return False


_ABOUT = wordset(
    """talks consultations conference negotiations question war debate session meeting resolution
    agreement accord note briefing discussion discussions report file dispute round"""
)
_ADVERBS = wordset(
    "both also still now then never each all again already only long later soon once "
    "therefore too first "
    "reluctantly publicly quietly formally openly meanwhile today yesterday alone"
)
_OBJECTS = wordset("to that the a an any its no every neither not it them him her nothing")


def _weigh_adjective(words: list[Word], i: int, j: int, nxt: str, prev: str) -> float:
    """An adjective acts through the noun it goes with."""
    if prev in ("former", "ex", "ex-", "late"):
        return 0.0
    if nxt.startswith("ex-") or nxt in ("former", "exiled", "late"):
        return 0.0
    if nxt in _GOVERNS:
        return 1.0
    alone = nxt == "," and _beyond_comma(words, j)
    if i and words[i - 1].text.lower() == "the" and (verb_like(nxt) or alone):
        return 1.0
    if verb_like(nxt) and prev not in PLACE_PREPOSITIONS:
        return 0.6
    return 0.25
