"""Find names in a report: states, organisations, armed groups, groupings and people."""

import itertools
from dataclasses import dataclass, field

from parley.reading.entities import Mention, Registry
from parley.reading.lexicon import COMMON, ORG_TAILS, PARTICLES, PLACE_PREPOSITIONS
from parley.reading.names import Names
from parley.reading.people import Candidate, settle_people
from parley.reading.text import Sentence, Word, capital_at
from parley.reading.unknown import Unknown
from parley.reading.weigh import Item, weigh

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
    told = {a for e in scanner.registry.parties for a in (*e.aliases, e.name)}
    people = [c for c in scanner.candidates if c.name not in scanner.bodies | told]
    settle_people(people, scanner.registry)
    scanner.unknown.settle()
    scanner.names = _by_name(scanner.registry)
    for number, sentence in enumerate(sentences):
        scanner.pass_two(number, sentence)
    return Scan(scanner.registry, scanner.items)


def _by_name(registry: Registry) -> dict[str, str]:
    """Every name of a party, and the singular of a plural short name, to its key."""
    found: dict[str, str] = {}
    for e in registry.parties:
        for name in (*e.aliases, e.name):
            found[name] = e.key
            if name.endswith("s") and len(name) > 5 and " " not in name and e.kind != "state":
                found.setdefault(name[:-1], e.key)
    return found


class _Scanner:
    """The two passes over a report and what they share."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.registry = Registry()
        self.reader = Names(self.registry)
        self.unknown = Unknown(self.reader, sentences)
        self.items: list[list[Item]] = [[] for _ in sentences]
        self.candidates: list[Candidate] = []
        self.bodies: set[str] = set()
        self.tails: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.free: list[list[tuple[int, int]]] = [[] for _ in sentences]

    def pass_one(self, number: int, sentence: Sentence) -> None:
        """Names that the table or their form give away; the rest is kept as free runs."""
        words, i, out = sentence.words, 0, self.items[number]
        while i < len(words):
            word = words[i]
            if not word.text[0].isalnum():
                i += 1
                continue
            if not word.capital and not self.reader.may_start(word.text):
                i += 1
                continue
            item = self.reader.at(words, i, out)
            if item:
                out.append(item)
                self.note_tail(words, item)
                i = item.b
                i = self.reader.brackets(words, i, item)
                continue
            if not word.capital:
                i += 1
                continue
            if word.text.lower() in _OPENERS and word.text != word.text.upper():
                i += 1
                continue
            j = self.run_end(words, i)
            named = self.reader.bracketed(words, i, j)
            if named:
                out.append(named)
                i = self.reader.brackets(words, named.b, named)
                continue
            if self.reader.owns_people(words, i, j):
                self.bodies.add(" ".join(w.text for w in words[i:j]))
            if sentence.kind not in ("title", "heading"):
                self.free[number].append((i, j))
                self.candidates.append(Candidate(number, sentence, i, j, out[-1:] and out[-1]))
                self.unknown.note(words, i, j)
            i = j

    def note_tail(self, words: list[Word], item: Item) -> None:
        """Keep the last word of a body's name: "the Council" is the one named before."""
        last = words[item.b - 1].text
        entity = self.registry.entities[item.key]
        if item.b - item.a > 1 and last.lower() in ORG_TAILS and entity.kind != "state":
            self.tails[last] = item.key

    def run_end(self, words: list[Word], i: int) -> int:
        """End of the run of capitalised words (particles and initials inside) that starts at i."""
        j = i + 1
        while j < len(words):
            w = words[j]
            if w.capital and not w.text.isdigit():
                if self.reader.known(words, j) or self.reader.fighters(words, j):
                    break
                j += 1
            elif (w.text == "." and len(words[j - 1].text) == 1 and capital_at(words, j + 1)) or (
                w.text.lower() in PARTICLES and w.text.islower() and capital_at(words, j + 1)
            ):
                j += 1
            elif w.text in PARTICLES and j + 1 < len(words) and words[j + 1].text in PARTICLES:
                if not capital_at(words, j + 2):
                    break
                j += 2
            else:
                break
        return j

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
            first = self.registry.people[0].name.split()[0] if self.registry.people else ""
            for p in self.registry.people:
                for t in {
                    *(w for w in p.name.split() if len(w) > 3),
                    p.name.split()[0],
                    *p.aliases,
                }:
                    if self._solo.setdefault(t, p.key) != p.key and t != first:
                        clash.add(t)
            for p in reversed(self.registry.people):
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
        if t in self.tails and k and words[k - 1].text.lower() == "the":
            return Item(k, k + 1, self.tails[t], "name", weigh(words, k, k + 1, "name", []))
        if t in people:
            return Item(k, k + 1, people[t], "person", 1.0)
        if "-" in t and all(h in people for h in t.split("-")):
            return Item(k, k + 1, people[t.split("-")[0]], "person", 1.0)
        return None


def _even_out(words: list[Word], items: list[Item]) -> None:
    """Names in one enumeration weigh the same: the most that any of them has."""
    for x, y in itertools.pairwise(items):
        gap = [w.text for w in words[x.b : y.a]]
        before = words[x.a - 1].text.lower() if x.a else ""
        named = x.form in _NOUNS and y.form in _NOUNS and y.acting >= 1.0
        if named and gap in _ANDS and before not in PLACE_PREPOSITIONS | {"of"}:
            x.acting = max(x.acting, 1.0)
    chain: list[Item] = []
    for it in [*items, None]:
        link = [w.text for w in words[chain[-1].b : it.a]] if chain and it else None
        if it and link in _LINKS:
            chain.append(it)
            continue
        if len(chain) > 2 or (len(chain) == 2 and chain[0].a < 2):
            most = max(c.acting for c in chain)
            lead = words[chain[0].a - 1].text if chain[0].a else ""
            if len(chain) > 2 and (
                lead in _OPEN or (lead == "the" and words[chain[0].a - 2].text in _OPEN)
            ):
                most = max(most, 0.7)
            if chain[0].a < 2 and all(c.form != "capital" for c in chain):
                most = max(most, 0.6)
            for c in chain:
                c.acting = max(c.acting, most)
        chain = [it] if it else []


_OPEN = (",", ":", "(", "-", "--", "–", "—")
_ANDS = (["and"], ["and", "the"])
_NOUNS = ("name", "capital", "people")
_LINKS = ([","], ["and"], [",", "and"], [",", "the"], ["and", "the"], [",", "and", "the"])
