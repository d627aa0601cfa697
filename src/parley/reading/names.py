"""Names that the table gives, or that their own form gives away."""

from parley.dossier.words import PartyKind
from parley.reading.entities import Entity, Registry
from parley.reading.gazetteer import Gazetteer, Known, gazetteer
from parley.reading.lexicon import (
    ARMED,
    ARMED_WORDS,
    CALENDAR,
    COMMON,
    DEAL_NOUNS,
    FORCES,
    GROUP_ADJECTIVES,
    GROUP_NOUNS,
    OFFICE_HEADS,
    OFFICE_MODIFIERS,
    ORG_TAILS,
    PLACE_NOUNS,
    STATE_NOUNS,
)
from parley.reading.lexicon import (
    words as wordset,
)
from parley.reading.text import Word, acronym_after, capital_at
from parley.reading.weigh import Item, weigh

_STATE_BODIES = wordset(
    """army forces force armed parliament government guard command navy air ministry cabinet
    senate security defence defense foreign republican national royal congress assembly"""
)

_NOT_FIRST = COMMON - {"islamic"}
_NO_FIGHTERS = OFFICE_HEADS | OFFICE_MODIFIERS | GROUP_ADJECTIVES | CALENDAR | PLACE_NOUNS
_MOVEMENTS = wordset("movement militia faction company")
_REBELLIOUS = ARMED | {"opposition", "exiles"}
_NO_GROUP = CALENDAR | OFFICE_HEADS | OFFICE_MODIFIERS | DEAL_NOUNS | PLACE_NOUNS
_GROUP_NEXT = FORCES | (STATE_NOUNS - {"and"})


class Names:
    """Reads one name at a time: a state, a body, an organisation, fighters, a grouping."""

    def __init__(self, registry: Registry) -> None:
        self.gazetteer: Gazetteer = gazetteer()
        self.registry = registry
        self.armed_first: dict[str, Entity] = {}

    def at(self, words: list[Word], i: int, out: list[Item]) -> Item | None:
        """The name that starts at word i, or None."""
        return (
            self.government(words, i)
            or self.organisation(words, i)
            or self.table(words, i, out)
            or self.armed(words, i)
            or self.grouping(words, i)
        )

    def may_start(self, text: str) -> bool:
        """Whether a name can start with this word though it has no capital letter."""
        if text in self.gazetteer.index or text in ("countries", "states"):
            return True
        return "-" in text and all(h in self.gazetteer.index for h in text.split("-"))

    def government(self, words: list[Word], i: int) -> Item | None:
        """The state behind "Government of X", "Republic of X", "State of X"."""
        if words[i].text not in ("Government", "Republic", "State", "Kingdom", "Governments"):
            return None
        at = i + 2 if i + 1 < len(words) and words[i + 1].text == "of" else 0
        at += bool(at) and at < len(words) and words[at].text == "the"
        found = self.known(words, at) if 0 < at < len(words) else None
        if not found or found[1].kind != "state" or found[1].form != "name":
            return None
        self.body(found[1].key)
        return Item(i, found[0], found[1].key, "name", 1.0)

    def known(self, words: list[Word], i: int) -> tuple[int, Known] | None:
        """Longest name of the table that starts at word i."""
        if words[i].text == "House" and (not i or words[i - 1].text.lower() != "the"):
            return None
        for rest, known in self.gazetteer.index.get(words[i].text, ()):
            j = i + 1 + len(rest)
            if j <= len(words) and all(
                words[i + 1 + k].text == part for k, part in enumerate(rest)
            ):
                return j, known
        return None

    def organisation(self, words: list[Word], i: int, add: bool = True) -> Item | None:
        """A run of capitalised words that ends, or starts, in the head of an organisation."""
        low = words[i].text.lower()
        if not words[i].capital or low in _NOT_FIRST or low in OFFICE_HEADS:
            return None
        end, tail, j = 0, "", i
        while j < len(words) and j < i + 10:
            w = words[j]
            if w.capital:
                if w.text.lower() in ORG_TAILS:
                    end, tail = j + 1, w.text.lower()
                j += 1
            elif w.text == "'s" or w.text == "'":
                j += 1
            elif w.text in ("of", "for") and j + 1 < len(words) and tail and end == j:
                k = j + 2 if words[j + 1].text == "the" else j + 1
                if not capital_at(words, k):
                    break
                unknown = w.text == "of" and not self.known(words, k)
                if unknown and capital_at(words, k + 1) and not acronym_after(words, k):
                    break
                end = k
                while end < len(words) and words[end].capital:
                    end += 1
                j = end
            elif (w.text in ("of", "for", "the", "de") and capital_at(words, j + 1)) or (
                w.text == "and"
                and words[j - 1].text.endswith(("ic", "al", "ist", "ive"))
                and capital_at(words, j + 1)
                and not self.known(words, j - 1)
            ):
                j += 1
            else:
                break
        if end - i < 2 or (end < len(words) and words[end].text == "One"):
            return None
        if capital_at(words, end) and words[end].text.lower() in PLACE_NOUNS:
            return None
        known = self.known(words, i)
        if known and known[0] >= end:
            return None
        if known and known[1].key == "UN":
            self.body("UN")
            return Item(i, end, "UN", "name", 1.0)
        texts = [w.text for w in words[i:end]]
        lows = [t.lower() for t in texts]
        if any(t in OFFICE_HEADS for t in lows):
            return None
        if known and known[1].kind == "state":
            rest = [t for t in lows[known[0] - i :] if t != "'s"]
            if all(t in _STATE_BODIES for t in rest):
                self.body(known[1].key)
                return Item(i, end, known[1].key, "adjective", 1.0)
        if "'s" in texts and not {"people", "workers", "women", "children"} & set(lows):
            return None
        name = " ".join(texts).replace(" 's", "'s")
        if {"court", "tribunal"} & set(lows):
            kind = "court"
        else:
            kind = "armed group" if ARMED_WORDS & set(lows) else "organisation"
        if add:
            self.registry.add(Entity(name, name, "party", kind))  # type: ignore[arg-type]
        return Item(i, end, name, "name", 1.0)

    def table(self, words: list[Word], i: int, out: list[Item]) -> Item | None:
        """A name of the gazetteer, weighed by its surroundings."""
        word = words[i]
        found = self.known(words, i)
        if not found and "-" in word.text:
            halves = word.text.split("-")
            if len(halves) == 2 and all(h in self.gazetteer.index for h in halves):
                return self.pair(word, i, halves, out)
        if not found:
            return None
        j, known = found
        if self.gazetteer.bodies[known.key].home and self.abroad(words, i, j, known):
            return None
        if known.form == "name" and j < len(words) and known.kind == "state" and known.key != "US":
            nxt = words[j]
            if nxt.capital and nxt.text.lower() in PLACE_NOUNS and len(nxt.text) > 3:
                return None
        second = self.known(words, j) if j < len(words) else None
        if (
            known.form == "adjective"
            and second
            and second[1].form in ("people", "adjective")
            and second[1].key != known.key
        ):
            stem = words[second[0] - 1].text.removesuffix("s")
            name = " ".join([*(w.text for w in words[i:j]), stem]) + "s"
            self.registry.add(Entity(name, name, "party", "armed group"))
            return Item(i, second[0], name, "people", 1.0)
        low = words[j].text if j < len(words) else ""
        if known.form == "adjective" and low in _REBELLIOUS:
            name = " ".join(w.text for w in words[i : j + 1])
            self.registry.add(Entity(name, name, "party", "armed group"))
            return Item(i, j + 1, name, "name", 1.0)
        self.body(known.key)
        return Item(i, j, known.key, known.form, weigh(words, i, j, known.form, out))

    def abroad(self, words: list[Word], i: int, j: int, known: Known) -> bool:
        """Whether a legislature is that of another state: "Congress in Manila"."""
        home = self.gazetteer.bodies[known.key].home
        near = [self.known(words, k) for k in (i - 1, j + 1) if 0 <= k < len(words)]
        beside = j < len(words) and words[j].text in ("in", "of")
        return any(
            f and f[1].key not in (home, known.key) and (n == 0 or beside)
            for n, f in enumerate(near)
        )

    def pair(self, word: Word, i: int, halves: list[str], out: list[Item]) -> Item | None:
        """Two states joined by a hyphen, as in "X-Y dialogue"."""
        found = [self.gazetteer.index[h][-1] for h in halves]
        if any(rest or k.kind == "court" for rest, k in found):
            return None
        first, second = found[0][1], found[1][1]
        self.body(first.key)
        self.body(second.key)
        out.append(Item(i, i + 1, first.key, "pair", 0.4))
        return Item(i, i + 1, second.key, "pair", 0.4)

    def body(self, key: str) -> Entity:
        """The entity of a body of the table."""
        b = self.gazetteer.bodies[key]
        if b.home:
            self.body(b.home)
        return self.registry.add(Entity(key, b.name, "party", b.kind, b.iso3, b.home))

    def fighters(self, words: list[Word], j: int) -> bool:
        """Whether word j is named by the word for fighters after it."""
        return j + 1 < len(words) and words[j + 1].text in _MOVEMENTS

    def armed(self, words: list[Word], i: int) -> Item | None:
        """Take an unknown name with a word for fighters: "Contra rebels"."""
        if not words[i].capital or words[i].text.lower() in COMMON or i + 1 >= len(words):
            return None
        low = words[i + 1].text
        if low not in ARMED and low not in FORCES and low not in _MOVEMENTS:
            return None
        if words[i].text.lower() in _NO_FIGHTERS or (low in _MOVEMENTS and len(words[i].text) < 3):
            return None
        if low in FORCES and words[i].text.isupper():
            return None
        base = words[i].text
        name = f"{base} {low}"
        entity = self.armed_first.get(base.rstrip("s")) or self.registry.add(
            Entity(name, name, "party", "armed group")
        )
        self.armed_first.setdefault(base.rstrip("s"), entity)
        entity.aliases[base] = None
        entity.aliases[name] = None
        return Item(i, i + 2, entity.key, "name", 1.0)

    def grouping(self, words: list[Word], i: int) -> Item | None:
        """Take groups without a proper name: "European leaders"."""
        low = words[i].text.lower()
        nxt = words[i + 1].text if i + 1 < len(words) else ""
        if low in GROUP_ADJECTIVES and words[i].capital and nxt in GROUP_NOUNS:
            name = f"{words[i].text} {nxt}"
            entity = self.registry.add(Entity(name, name, "party", "group"))
            entity.aliases[words[i].text] = None
            return Item(i, i + 2, name, "name", 1.0)
        if low in ("countries", "states") and nxt.endswith("ing") and i + 3 < len(words):
            end = i + 4 if words[i + 2].capital else i + 3
            name = " ".join(w.text for w in words[i:end])
            self.registry.add(Entity(name, name, "party", "group"))
            return Item(i, i + 1, name, "name", 1.0)
        return None

    def bracketed(self, words: list[Word], i: int, j: int) -> Item | None:
        """A run of capitalised words with a short name in brackets: "Ansar Allah (the Houthis)"."""
        while i < j and words[i].text.lower() in COMMON | OFFICE_HEADS | OFFICE_MODIFIERS:
            i += 1
        inside = [w.text for w in words[j : j + 4]]
        if j - i < 1 or inside[:1] != ["("] or self.known(words, i):
            return None
        acronym = len(inside) > 2 and inside[2] == ")" and inside[1].isupper() and inside[1] != "R"
        article = len(inside) > 3 and inside[3] == ")" and inside[1] == "the"
        if not (
            (acronym and j - i > 1 and len(inside[1]) > 1) or (article and inside[2].istitle())
        ):
            return None
        name = " ".join(w.text for w in words[i:j])
        armed = article or ARMED_WORDS & set(name.lower().split())
        kind: PartyKind = "armed group" if armed else "organisation"
        entity = self.registry.add(Entity(name, name, "party", kind))
        return Item(i, j, entity.key, "name", 1.0)

    def owns_people(self, words: list[Word], i: int, j: int) -> bool:
        """Whether a run is a body by what follows: "X, whose leaders", "X's A. Surname"."""
        rest = [w.text for w in words[j : j + 3]]
        whose = rest[:2] == [",", "whose"]
        at = j + 2 if whose else j + 1
        if j - i > 2 or not (whose or rest[:1] in (["'s"], ["'"])):
            return False
        both = capital_at(words, at) and capital_at(words, at + 1)
        return both and not self.organisation(words, at, add=False) and not self.known(words, at)

    def brackets(self, words: list[Word], i: int, item: Item) -> int:
        """An acronym in brackets after a name becomes its short name."""
        if i + 2 < len(words) and words[i].text == "(":
            at = i + 2 if words[i + 1].text == "the" else i + 1
            short = words[at].text
            closed = at + 1 < len(words) and words[at + 1].text == ")"
            if closed and short[:1].isupper() and len(short) <= 14:
                self.registry.entities[item.key].aliases[short] = None
                return at + 2
        return i
