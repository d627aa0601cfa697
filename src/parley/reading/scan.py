"""Find names in a report: states, organisations, armed groups, groupings and people."""

from dataclasses import dataclass, field

from parley.reading.entities import Entity, Mention, Registry
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
    PARTICLES,
    PLACE_NOUNS,
    STATE_NOUNS,
)
from parley.reading.lexicon import (
    words as wordset,
)
from parley.reading.people import Candidate, settle_people
from parley.reading.text import Sentence, Word
from parley.reading.weigh import Item, verb_like, weigh

_STATE_BODIES = wordset(
    """army forces force armed parliament government guard command navy air ministry cabinet
    senate security defence defense foreign republican national royal congress assembly"""
)

_NOT_FIRST = COMMON - {"islamic"}
_NO_FIGHTERS = OFFICE_HEADS | GROUP_ADJECTIVES | CALENDAR
_REBELLIOUS = ARMED | {"opposition", "exiles"}
_NO_GROUP = CALENDAR | OFFICE_HEADS | OFFICE_MODIFIERS | DEAL_NOUNS | PLACE_NOUNS
_GROUP_NEXT = FORCES | (STATE_NOUNS - {"and"})
_OPENERS = COMMON - set(
    ["north", "south", "east", "west", "western", "eastern", "northern", "southern", "middle"]
)


@dataclass
class Scan:
    """What was found: entities, and the items of each sentence in order."""

    registry: Registry
    items: list[list[Item]] = field(default_factory=list)


def scan(sentences: list[Sentence]) -> Scan:
    """Names in all sentences; entities get their mentions.

    Cost: linear in the number of words.
    """
    scanner = _Scanner(sentences)
    for number, sentence in enumerate(sentences):
        scanner.pass_one(number, sentence)
    settle_people(scanner.candidates, scanner.registry, scanner.solo)
    scanner.settle_unknown()
    scanner.names = {a: e.key for e in scanner.registry.parties for a in (*e.aliases, e.name)}
    for number, sentence in enumerate(sentences):
        scanner.pass_two(number, sentence)
    return Scan(scanner.registry, scanner.items)


class _Scanner:
    """The two passes over a report and what they share."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.gazetteer: Gazetteer = gazetteer()
        self.registry = Registry()
        self.items: list[list[Item]] = [[] for _ in sentences]
        self.candidates: list[Candidate] = []
        self.solo: dict[str, list[tuple[int, int, float]]] = {}
        self.unknown: dict[str, float] = {}
        self.names: dict[str, str] = {}
        self.armed_first: dict[str, Entity] = {}
        self.unknown_armed: set[str] = set()
        self.unknown_group: set[str] = set()
        self.free: list[list[tuple[int, int]]] = [[] for _ in sentences]
        self.lower = {
            w.text
            for s in sentences
            if s.kind != "title"
            for w in s.words
            if w.text.islower() and len(w.text) > 2
        }

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

    # -- first pass -------------------------------------------------------------------------

    def pass_one(self, number: int, sentence: Sentence) -> None:
        """Names that the table or their form give away; the rest is kept as free runs."""
        words, i, out = sentence.words, 0, self.items[number]
        while i < len(words):
            word = words[i]
            if not word.text[0].isalnum():
                i += 1
                continue
            item = (
                self.organisation(words, i)
                or self.table(words, i, out)
                or self.armed(words, i)
                or self.grouping(words, i)
            )
            if item:
                out.append(item)
                i = item.b
                i = self.brackets(words, i, item)
                continue
            if not word.capital:
                i += 1
                continue
            if word.text.lower() in _OPENERS and word.text != word.text.upper():
                i += 1
                continue
            j = self.run_end(words, i)
            if sentence.kind not in ("title", "heading"):
                self.free[number].append((i, j))
                self.candidates.append(Candidate(number, sentence, i, j, out[-1:] and out[-1]))
                self.note_unknown(words, i, j)
            i = j

    def run_end(self, words: list[Word], i: int) -> int:
        """End of the run of capitalised words (particles and initials inside) that starts at i."""
        j = i + 1
        while j < len(words):
            w = words[j]
            if w.capital and not w.text.isdigit():
                if self.known(words, j):
                    break
                j += 1
            elif (w.text == "." and len(words[j - 1].text) == 1 and _capital_at(words, j + 1)) or (
                w.text.lower() in PARTICLES and w.text.islower() and _capital_at(words, j + 1)
            ):
                j += 1
            elif w.text in PARTICLES and j + 1 < len(words) and words[j + 1].text in PARTICLES:
                if not _capital_at(words, j + 2):
                    break
                j += 2
            else:
                break
        return j

    def organisation(self, words: list[Word], i: int) -> Item | None:
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
                if not _capital_at(words, k):
                    break
                unknown = w.text == "of" and not self.known(words, k)
                if unknown and _capital_at(words, k + 1) and not _acronym_after(words, k):
                    break
                end = k
                while end < len(words) and words[end].capital:
                    end += 1
                j = end
            elif (w.text in ("of", "for", "the", "de") and _capital_at(words, j + 1)) or (
                w.text == "and"
                and words[j - 1].text.endswith(("ic", "al", "ist", "ive"))
                and _capital_at(words, j + 1)
                and not self.known(words, j - 1)
            ):
                j += 1
            else:
                break
        if end - i < 2:
            return None
        if _capital_at(words, end) and words[end].text.lower() in PLACE_NOUNS:
            return None
        known = self.known(words, i)
        if known and known[0] >= end:
            return None
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
        entity = self.registry.add(Entity(name, name, "party", kind))  # type: ignore[arg-type]
        return Item(i, end, entity.key, "name", 1.0)

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
        return self.registry.add(Entity(key, b.name, "party", b.kind, b.iso3, b.home))

    def armed(self, words: list[Word], i: int) -> Item | None:
        """Take an unknown name with a word for fighters: "Contra rebels"."""
        if not words[i].capital or words[i].text.lower() in COMMON or i + 1 >= len(words):
            return None
        low = words[i + 1].text
        if low not in ARMED and low not in FORCES:
            return None
        if words[i].text.lower() in _NO_FIGHTERS:
            return None
        if low in FORCES and words[i].text.isupper():
            return None
        base = words[i].text
        self.unknown_armed.add(base)
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

    def brackets(self, words: list[Word], i: int, item: Item) -> int:
        """An acronym in brackets after a name becomes its short name."""
        if i + 2 < len(words) and words[i].text == "(" and words[i + 2].text == ")":
            short = words[i + 1].text
            if short[:1].isupper() and len(short) <= 12:
                self.registry.entities[item.key].aliases[short] = None
                return i + 3
        return i

    # -- names that nothing gives away -----------------------------------------------------------

    def note_unknown(self, words: list[Word], i: int, j: int) -> None:
        """Weigh a capitalised run of one or two words as the name of a group."""
        while i < j and (words[i].text.lower() in COMMON or words[i].text.lower() in self.lower):
            i += 1
        if not 1 <= j - i <= 2:
            return
        texts = [w.text for w in words[i:j]]
        lows = [t.lower() for t in texts]
        if set(lows) & (_NO_GROUP):
            return
        name = " ".join(texts)
        nxt = words[j].text if j < len(words) else ""
        prev = words[i - 1].text.lower() if i else ""
        if (len(name) < 3 and not name.isupper()) or (name.isupper() and nxt in "/(,-" and i == 0):
            return
        if nxt in ARMED or (nxt in _GROUP_NEXT and j - i == 1):
            self.unknown_group.add(name)
        if prev == "the" and (verb_like(nxt) or nxt in ("'s", "'", ",")):
            self.unknown_group.add(name)
        if nxt == "," and j + 1 < len(words) and words[j + 1].text == "whose":
            self.unknown_group.add(name)
            self.unknown[name] = self.unknown.get(name, 0.0) + 1.0
        if name.isupper() and j - i == 1 and 2 < len(name) < 9:
            self.unknown_group.add(name)
        weight = weigh(words, i, j, "name", [])
        if name.isupper() and weight >= 0.3 and not nxt[:1].islower():
            weight = max(weight, 0.5)
        if weight >= 0.5:
            self.unknown[name] = self.unknown.get(name, 0.0) + weight

    def settle_unknown(self) -> None:
        """Accept as groups the unknown names that act like one and are no person's."""
        taken = {t for p in self.registry.people for t in p.name.split()}
        short = {a: e for e in self.registry.parties for a in e.aliases}
        armed = {w[:5]: e for e in reversed(self.registry.parties) if e.kind == "armed group"
                 for w in e.name.split() if len(w) > 4 and w[0].isupper()}  # fmt: skip
        for name in sorted(self.unknown_group):
            if (
                name in short
                or self.unknown.get(name, 0) < (0.5 if name.isupper() else 0.9)
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

    # -- second pass ------------------------------------------------------------------------

    def pass_two(self, number: int, sentence: Sentence) -> None:
        """Resolve free runs to people and groups now known; write all mentions."""
        words, items = sentence.words, self.items[number]
        names, people = self.names, self.solo_index()
        runs = self.free[number]
        if sentence.kind in ("title", "heading"):
            runs = [(i, i + 1) for i, w in enumerate(words) if w.capital]
        _even_out(words, items)
        covered = {k for it in items for k in range(it.a, it.b)}
        for i, j in runs:
            k = i
            while k < j:
                if k in covered:
                    k += 1
                    continue
                item = self.resolve(words, k, j, names, people)
                if item:
                    items.append(item)
                    k = item.b
                else:
                    k += 1
        items.sort(key=lambda t: t.a)
        for it in items:
            a, b = words[it.a].start, words[it.b - 1].end
            before = words[it.a - 1].text.lower() if it.a else ""
            self.registry.entities[it.key].mentions.append(
                Mention(a, b, it.key, it.form, it.acting, before)
            )

    def solo_index(self) -> dict[str, str]:
        """Single names that point to one person."""
        if not hasattr(self, "_solo"):
            self._solo: dict[str, str] = {}
            clash = set()
            for p in self.registry.people:
                for t in {
                    *(w for w in p.name.split() if len(w) > 3),
                    p.name.split()[0],
                    *p.aliases,
                }:
                    if self._solo.setdefault(t, p.key) != p.key:
                        clash.add(t)
            for p in self.registry.people:
                self._solo[p.name.split()[-1]] = p.key
                clash.discard(p.name.split()[-1])
            for t in clash:
                self._solo.pop(t, None)
        return self._solo

    def resolve(
        self, words: list[Word], k: int, j: int, names: dict[str, str], people: dict[str, str]
    ) -> Item | None:
        """The person or group whose name starts at word k."""
        for end in range(min(j, k + 8), k, -1):
            name = " ".join(w.text for w in words[k:end])
            if name in names:
                return Item(k, end, names[name], "name", weigh(words, k, end, "name", []))
            person = self.registry.entities.get("@" + name)
            if person:
                return Item(k, end, person.key, "person", 1.0)
        t = words[k].text
        if t in people:
            return Item(k, k + 1, people[t], "person", 1.0)
        if "-" in t and all(h in people for h in t.split("-")):
            return Item(k, k + 1, people[t.split("-")[0]], "person", 1.0)
        return None


def _even_out(words: list[Word], items: list[Item]) -> None:
    """Names in one enumeration weigh the same: the most that any of them has."""
    chain: list[Item] = []
    for it in [*items, None]:
        gap = [w.text for w in words[chain[-1].b : it.a]] if chain and it else None
        if it and gap in _LINKS:
            chain.append(it)
            continue
        if len(chain) > 2 or (len(chain) == 2 and chain[0].a < 2):
            most = max(c.acting for c in chain)
            if chain[0].a < 2 and all(c.form != "capital" for c in chain):
                most = max(most, 0.6)
            for c in chain:
                c.acting = max(c.acting, most)
        chain = [it] if it else []


_LINKS = ([","], ["and"], [",", "and"], [",", "the"], ["and", "the"], [",", "and", "the"])


def _acronym_after(words: list[Word], k: int) -> bool:
    """Whether the run of capitalised words at k is followed by an acronym in brackets."""
    while k < len(words) and words[k].capital:
        k += 1
    return k + 1 < len(words) and words[k].text == "(" and words[k + 1].text.isupper()


def _capital_at(words: list[Word], i: int) -> bool:
    return i < len(words) and words[i].capital
