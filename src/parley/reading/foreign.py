"""Reports in French, Spanish, Russian, Ukrainian and Arabic: parties, people by their office."""

import functools
import re

from parley.dossier.schema import Dossier, Source
from parley.dossier.words import PartyKind
from parley.reading.build import Builder
from parley.reading.context import Report, Sent
from parley.reading.drafts import Findings
from parley.reading.entities import Entity, Mention, Registry
from parley.reading.foreign_names import adjective, fold_arabic, match
from parley.reading.gazetteer import gazetteer
from parley.reading.languages import table
from parley.reading.lexicon import words as wordset
from parley.reading.scan import Scan
from parley.reading.sides import Sides
from parley.reading.text import Sentence, sentences

_TOKEN = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_LATIN_PARTICLES = wordset(
    """
    de del la el al ben bin ibn von van da dos
    """
)
_ARABIC_FIRST = ("عبد", "ابو", "بن")
_ARABIC_STOP = wordset(
    """
    في من على الي ان عن مع التي الذي قال اعلن اكد ان بعد قبل وقد الذين خلال امس اليوم
    """
)
EARLY = 300
_ARABIC_OFFICE = wordset("الوزراء الخارجيه الدفاع العام الخاص الداخليه الاممي الدوله")
ENOUGH = 3
"""Words of war and of talks, together, that a report of a peace process has at the least."""


def read_foreign(source: Source, code: str) -> Dossier | None:
    """Parties and people of a report in one of the languages of `languages.READ`.

    States and organisations by CLDR's names and a short table, with the endings and prefixes of the
    language; people by an office before their name. None when the report is about no peace process.
    Cost: linear in the length of the text.
    """
    text = source.text
    sents = [Sent(s, i) for i, s in enumerate(sentences(text))]
    registry = Registry()
    for sent in sents:
        _read_sentence(code, sent.sentence, registry)
    acting = sum(e.acting >= 0.6 for e in registry.parties)
    if acting < 2 or not _of_peace(code, text):
        return None
    report = Report(text, Scan(registry), sents, registry)
    return Builder(report, Findings(), Sides(), source).dossier()


@functools.cache
def _stems(code: str, kind: str) -> tuple[re.Pattern[str], ...]:
    words = (fold_arabic(w) if code == "ar" else w for w in table()[code][kind].split())
    start = r"(?:^|[\s\"«(]|\b)(?:و|ب|ل|ال|وال|بال|لل)?" if code == "ar" else r"\b"
    return tuple(re.compile(start + w, re.IGNORECASE) for w in words)


def _of_peace(code: str, text: str) -> bool:
    """Whether words of war and words of talks are both there, thick enough."""
    sample = text[:60_000]
    sample = fold_arabic(sample) if code == "ar" else sample
    war, talks = (sum(len(p.findall(sample)) for p in _stems(code, k)) for k in ("war", "talks"))
    return war >= 1 and talks >= 1 and war + talks >= max(ENOUGH, len(sample.split()) / 60)


def _read_sentence(code: str, sentence: Sentence, registry: Registry) -> None:
    """Add the parties and people that a sentence names."""
    found = list(_TOKEN.finditer(sentence.text))
    words = [m.group() for m in found]
    where = set(table()[code]["where"].split())
    i = 0
    while i < len(words):
        person = _person(code, words, i, registry)
        if person is not None:
            a, j, entity = person
            start, end = sentence.start + found[a].start(), sentence.start + found[j - 1].end()
            entity.mentions.append(Mention(start, end, entity.key, "person", 1.0))
            for k in range(i, a):
                _party(code, words, k, where, sentence, found, registry)
            i = j
            continue
        i = _party(code, words, i, where, sentence, found, registry)


def _party(
    code: str,
    words: list[str],
    i: int,
    where: set[str],
    sentence: Sentence,
    found: list[re.Match[str]],
    registry: Registry,
) -> int:
    """Add the party named at word i, if any; the word to go on with."""
    hit = match(code, words, i)
    key = adjective(code, words[i]) if hit is None else None
    if hit is None and key is None:
        _acronym(code, words, i, sentence, found, registry)
        return i + 1
    j, key, form = hit or (i + 1, str(key), "adjective")
    before = words[i - 1].lower() if i else ""
    inside = before in where or (code == "ar" and _prefixed_in(words[i]))
    tail = sentence.text[found[j - 1].end() : found[j - 1].end() + 3].lstrip()
    heads = i == 0 and form == "capital" and tail[:1] in (",", "،", "-", "–", "—", ".")
    acting = _acting(form, inside or heads, sentence.start)
    entity = _entity(registry, key)
    start, end = sentence.start + found[i].start(), sentence.start + found[j - 1].end()
    entity.mentions.append(Mention(start, end, key, "place" if inside else form, acting, before))
    return j


def _prefixed_in(word: str) -> bool:
    """Whether an Arabic name carries the prefix for "in": the rest is a name without it."""
    low = fold_arabic(word)
    return low.startswith("ب") and match("ar", [low[1:]], 0) is not None


_ARTICLES = wordset(
    """
    les des la las los le l el del du aux
    """
)


def _acronym(
    code: str,
    words: list[str],
    i: int,
    sentence: Sentence,
    found: list[re.Match[str]],
    registry: Registry,
) -> None:
    """A body known only by its capitals after an article: "les FARC", "las FARC"."""
    word = words[i]
    if code not in ("fr", "es") or not word.isupper() or not 3 <= len(word) <= 9:
        return
    if word.isdigit() or not i or words[i - 1].lower() not in _ARTICLES:
        return
    entity = registry.add(Entity(word, word, "party", "armed group"))
    start, end = sentence.start + found[i].start(), sentence.start + found[i].end()
    entity.mentions.append(Mention(start, end, word, "name", 0.7))


def _acting(form: str, idle: bool, at: int) -> float:
    """Weight of a mention: a subject 0.7, an adjective or a place 0.3, a city none.

    The state that a report starts by naming is where the war is, and counts in full.
    """
    if idle and form == "name":
        return 0.6 if at < EARLY else 0.35
    if idle:
        return 0.0
    return 0.3 if form == "adjective" else 0.7


def _entity(registry: Registry, key: str) -> Entity:
    body = gazetteer().bodies[key]
    kind: PartyKind = body.kind
    return registry.add(Entity(key, body.name, "party", kind, body.iso3, body.home))


def _person(
    code: str, words: list[str], i: int, registry: Registry
) -> tuple[int, int, Entity] | None:
    """The person whose office starts at word i: first and last word of the name, and the entity."""
    low = fold_arabic(words[i]) if code == "ar" else words[i].lower()
    if not _is_office(code, low):
        return None
    a = i + 1
    key = None
    while a < len(words) and a - i < 7 and not _name_at(code, words, a):
        hit = match(code, words, a)
        key = key or (hit[1] if hit else adjective(code, words[a]))
        a = hit[0] if hit else a + 1
    j = a
    while j < len(words) and j - a < 4 and (
        _name_at(code, words, j) or (j > a and words[j] in _LATIN_PARTICLES)
    ):  # fmt: skip
        j += 1
    if code == "ar":
        parts = [fold_arabic(w) for w in words[a:j]]
        long = parts[:1] and (parts[0] in _ARABIC_FIRST or "بن" in parts[1:2])
        j = min(j, a + (3 if long else 2))
    while j > a and words[j - 1] in _LATIN_PARTICLES:
        j -= 1
    if j - a < 2:
        return None
    name = " ".join(words[a:j])
    same = next((p for p in registry.people if _same_person(code, p.name, name)), None)
    entity = same or registry.add(Entity("@" + name, name, "person"))
    entity.office = entity.office or " ".join(words[i:a])
    entity.party = entity.party or key
    return a, j, entity


@functools.cache
def _offices(code: str) -> frozenset[str]:
    words = table()[code]["office"].split()
    return frozenset(fold_arabic(w) if code == "ar" else w for w in words)


def _is_office(code: str, low: str) -> bool:
    """Whether a word is an office, whatever its ending."""
    if low in _offices(code):
        return True
    if code in ("ru", "uk"):
        return any(low.startswith(w) and len(low) - len(w) <= 4 for w in _offices(code))
    return code == "ar" and low[:1] in "وبل" and low[1:] in _offices(code)


def _name_at(code: str, words: list[str], i: int) -> bool:
    """Whether a word can be part of a person's name."""
    word = words[i]
    if code == "ar":
        low = fold_arabic(word)
        plain = not _is_office(code, low) and low not in _ARABIC_STOP and len(low) > 1
        known = match(code, words, i) is not None or adjective(code, word) is not None
        return plain and not known and low not in _ARABIC_OFFICE
    if not word[0].isupper() or word.isupper() or match(code, words, i) is not None:
        return False
    return not _is_office(code, word.lower()) and word.lower() not in _NO_NAME


_NO_NAME = wordset(
    """
    affaires étrangères asuntos exteriores relaciones défense defensa état estado général mid
    иностранных дел обороны закордонних справ оборони
    """
)


def _same_person(code: str, a: str, b: str) -> bool:
    """Whether two names are forms of one: the same beginnings of both words."""
    if a == b:
        return True
    x, y = a.split(), b.split()
    if code not in ("ru", "uk") or len(x) != len(y):
        return x[-1] == y[-1] and x[0] == y[0]
    return all(p[: max(3, min(len(p), len(q)) - 3)] == q[: max(3, min(len(p), len(q)) - 3)]
               for p, q in zip(x, y, strict=True))  # fmt: skip
