"""Groups that only the place of their name gives away: they act, and are no person's."""

from parley.reading.entities import Entity
from parley.reading.lexicon import (
    ARMED,
    CALENDAR,
    COMMON,
    DEAL_NOUNS,
    FORCES,
    OFFICE_HEADS,
    OFFICE_MODIFIERS,
    ORG_TAILS,
    PLACE_NOUNS,
    STATE_NOUNS,
)
from parley.reading.lexicon import words as wordset
from parley.reading.names import Names
from parley.reading.text import Sentence, Word
from parley.reading.weigh import verb_like, weigh

_REBELLIOUS = ARMED | {"opposition", "exiles"}
_NO_GROUP = CALENDAR | OFFICE_HEADS | OFFICE_MODIFIERS | DEAL_NOUNS | PLACE_NOUNS
_GROUP_NEXT = FORCES | (STATE_NOUNS - {"and"})

_BODY_NOUNS = wordset(
    """party movement group faction organisation organization militia union alliance federation
    coalition bloc front force guerrillas rebels guerrilla rebel splinter breakaway"""
)
_FAITHS = wordset(
    """christian christians muslim muslims moslem moslems jew jews jewish catholic catholics
    protestant protestants sunni sunnis shia shi'ite shi'ites shiite shiites hindu hindus orthodox
    maronite maronites copts buddhist buddhists socialists communists liberals"""
)
_HOLDS = wordset("claims demands rejects insists denies disputes boycotts")
_ENDS = wordset("of led headed in for that which who whose , . ; )")


class Unknown:
    """Weighs capitalised runs that nothing names; the weighty ones become armed groups."""

    def __init__(self, names: Names, sentences: list[Sentence]) -> None:
        self.names = names
        self.registry = names.registry
        self.weight: dict[str, float] = {}
        self.group: set[str] = set()
        self.lower = {
            w.text
            for s in sentences
            if s.kind != "title"
            for w in s.words
            if w.text.islower() and len(w.text) > 2
        }

    def note(self, words: list[Word], i: int, j: int) -> None:
        """Weigh a capitalised run of one or two words as the name of a group."""
        while i < j and (words[i].text.lower() in COMMON or words[i].text.lower() in self.lower):
            i += 1
        if not 1 <= j - i <= 2:
            return
        texts = [w.text for w in words[i:j]]
        lows = [t.lower() for t in texts]
        if set(lows) & _NO_GROUP or (j - i == 1 and set(lows) & (ORG_TAILS | _FAITHS)):
            return
        name = " ".join(texts)
        nxt = words[j].text if j < len(words) else ""
        prev = words[i - 1].text.lower() if i else ""
        dateline = name.isupper() and (prev == "/" or "." in name or (nxt in "/(,-" and i == 0))
        if (len(name) < 3 and not name.isupper()) or dateline:
            return
        if prev == "(":
            return
        if self.acts_as_body(words, i, j):
            self.group.add(name)
            self.weight[name] = self.weight.get(name, 0.0) + 1.0
        if nxt in ARMED or (nxt in _GROUP_NEXT and j - i == 1):
            self.group.add(name)
        if prev == "the" and (verb_like(nxt) or nxt in ("'s", "'", ",")):
            self.group.add(name)
        if nxt == "," and j + 1 < len(words) and words[j + 1].text == "whose":
            self.group.add(name)
            self.weight[name] = self.weight.get(name, 0.0) + 1.0
        if name.isupper() and j - i == 1 and 2 < len(name) < 9:
            self.group.add(name)
        weight = weigh(words, i, j, "name", [])
        if name.isupper() and weight >= 0.3 and not nxt[:1].islower():
            weight = max(weight, 0.5)
        if weight >= 0.5:
            self.weight[name] = self.weight.get(name, 0.0) + weight

    def acts_as_body(self, words: list[Word], i: int, j: int) -> bool:
        """Whether a name is told to be a party, or stands beside a state as its like."""
        nxt = words[j].text if j < len(words) else ""
        lead = [w.text.lower() for w in words[max(0, i - 3) : i]]
        if lead[-2:] == ["of", "the"] and lead[0] in ARMED | FORCES:
            return True
        if " ".join(w.text for w in words[i:j]).isupper() and nxt in ("party", "men", "movement"):
            return True
        if nxt == "men" and j - i == 1:
            return True
        if nxt in _HOLDS and j - i == 1 and (i == 0 or words[i - 1].text in ";:."):
            return True
        if nxt == ",":
            told = [w.text.lower() for w in words[j + 1 : j + 7]]
            stop = next((k for k, t in enumerate(told) if t in _ENDS), len(told))
            return told[:1] in (["the"], ["a"], ["an"]) and bool(set(told[:stop]) & _BODY_NOUNS)
        if nxt == "and" and j + 1 < len(words):
            other = self.names.known(words, j + 1)
        else:
            before = i > 1 and words[i - 1].text == "and"
            other = self.names.known(words, i - 2) if before else None
        return other is not None and other[1].form == "name" and j - i == 1 and nxt != "'s"

    def settle(self) -> None:
        """Accept as groups the unknown names that act like one and are no person's."""
        taken = {t for p in self.registry.people for t in p.name.split()}
        short = {a: e for e in self.registry.parties for a in e.aliases}
        armed = {w[:5]: e for e in reversed(self.registry.parties) if e.kind == "armed group"
                 for w in e.name.split() if len(w) > 4 and w[0].isupper()}  # fmt: skip
        for name in sorted(self.group):
            if (
                name in short
                or self.weight.get(name, 0) < (0.5 if name.isupper() else 0.9)
                or set(name.split()) & taken
            ):
                continue
            stem = name[: max(5, len(name) - 3)]
            home = armed.get(stem[:5])
            if home and not any(
                stem.startswith(w) or w.startswith(stem) for w in home.name.split()
            ):
                home = None
            if home and not name.isupper():
                home.aliases[name] = None
                continue
            self.registry.add(Entity(name, name, "party", "armed group"))
