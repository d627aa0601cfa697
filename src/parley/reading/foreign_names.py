"""Names of states and organisations in French, Spanish, Russian, Ukrainian and Arabic."""

import functools
import re
import unicodedata
from dataclasses import dataclass

from parley.reading.gazetteer import NOT_STATES, gazetteer
from parley.reading.languages import table
from parley.reading.lexicon import words as wordset

_ENDINGS = wordset(
    """
    а я у ю е и ы о й ь і ї є ой ей ом ем ою ею ью ам ям ах ях ами ями ов ев ей ий ый ая яя ое
    ее ие ые их ых им ым ими ыми его ого ому ему ую юю ію ією ії ів ям ями ой ому ою ими ями ьої
    ою ий ій ого ої
    """
) | {""}
_ADJECTIVE = re.compile(
    r"(?:ийск|йск|ьск|анск|янск|инск|ск|ійськ|йськ|анськ|янськ|инськ|ськ|зьк|цьк)(?:[а-яіїє]{1,3})$"
)
_INDECLINABLE = tuple("иіоуюе")
_MARKS = re.compile(r"[\u064b-\u0652\u0640\u200e\u200f\u202a-\u202e]")
_FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the table: whose it is, in what form, and its words reduced."""

    key: str
    form: str
    parts: tuple[str, ...]


def fold_arabic(word: str) -> str:
    """An Arabic word without vowel signs, with one form for letters that are written in several.

    Examples
    --------
    >>> fold_arabic("إثيوبيا") == fold_arabic("اثيوبيا")
    True
    """
    return _MARKS.sub("", word).translate(_FOLD)


def bare_arabic(word: str) -> list[str]:
    """Readings of an Arabic word: as it is, and without prefixes (and, with, to, the).

    Examples
    --------
    >>> fold_arabic("سودان") in bare_arabic("والسودان")
    True
    """
    base = fold_arabic(word)
    heads = [p for p in ("و", "ف", "ب", "ل", "ك", "وب", "ول") if base.startswith(p)]
    found = [base, *(base[len(p) :] for p in heads if len(base) > len(p) + 2)]
    cut = [w[2:] for w in found if w.startswith(("ال", "لل")) and len(w) > 4]
    return list(dict.fromkeys([*found, *cut]))


def stem_cyrillic(word: str) -> str:
    """A Russian or Ukrainian name without its ending; as it is when it does not change.

    Examples
    --------
    >>> stem_cyrillic("Россия"), stem_cyrillic("Перу"), stem_cyrillic("ООН")
    ('Росси', 'Перу', 'ООН')
    """
    if word.isupper() or word.endswith(_INDECLINABLE) or len(word) < 4:
        return word
    if word.endswith(("ая", "яя", "ий", "ый", "ой", "ое")) and len(word) > 5:
        return word[:-2]
    return word[:-1] if word[-1] in "аяйьєї" else word


@functools.cache
def names(code: str) -> dict[str, list[Entry]]:
    """All names in a language, by a key of their first word, the longest first."""
    from babel import Locale

    found: dict[str, list[Entry]] = {}

    def add(name: str, key: str, form: str) -> None:
        parts = tuple(_words(name))
        if not parts:
            return
        parts = tuple(_reduced(code, w) for w in parts)
        found.setdefault(_head(code, parts[0]), []).append(Entry(key, form, parts))

    facts = table()[code]
    locale = Locale(code)
    for key, name in locale.territories.items():
        if len(key) == 2 and key.isalpha() and key not in NOT_STATES:
            add(re.sub(r"\s*\(.*\)", "", str(name)), key, "name")
    for key, spellings in facts["names"].items():
        for name in spellings:
            add(name, key, "name")
    for key, spellings in facts["bodies"].items():
        for name in spellings:
            add(name, key, "name")
    for key, city in _capitals(code):
        add(city, key, "capital")
    for entries in found.values():
        entries.sort(key=lambda e: -len(e.parts))
    return found


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[-.][^\W_]+)*\.?", unicodedata.normalize("NFC", name))


def _reduced(code: str, word: str) -> str:
    if code == "ar":
        return bare_arabic(word)[-1] if word.startswith("ال") else fold_arabic(word)
    if code not in ("ru", "uk"):
        return word
    stem = stem_cyrillic(word)
    return stem + "=" if stem == word and word.endswith(_INDECLINABLE) else stem


def _head(code: str, part: str) -> str:
    """Key of a first word: its first letters, which no ending changes."""
    return part[:3] if code in ("ru", "uk") else part


def _capitals(code: str) -> list[tuple[str, str]]:
    """Capitals in a language, by CLDR's names of the cities that time zones are called by."""
    from babel import Locale

    english, local = Locale("en").time_zones, Locale(code).time_zones
    cities: dict[str, str] = {}
    for zone, entry in local.items():
        if "city" in entry:
            cities[zone.split("/")[-1].replace("_", " ").lower()] = str(entry["city"])
            there = english.get(zone, {}).get("city")
            if there:
                cities[str(there).lower()] = str(entry["city"])
    found = []
    for first, entries in gazetteer().index.items():
        for rest, known in entries:
            if known.form == "capital" and known.kind == "state":
                city = cities.get(" ".join((first, *rest)).lower())
                if city:
                    found.append((known.key, city))
    return found


def match(code: str, words: list[str], i: int) -> tuple[int, str, str] | None:
    """End, key and form of the longest name that starts at word i; None when none does.

    Examples
    --------
    >>> match("ru", ["в", "Судане"], 1)
    (2, 'SD', 'name')
    >>> match("ar", ["والسودان"], 0)
    (1, 'SD', 'name')
    """
    index = names(code)
    heads = bare_arabic(words[i]) if code == "ar" else [_head(code, words[i])]
    for head in heads:
        for entry in index.get(head, ()):
            j = i + len(entry.parts)
            if j <= len(words) and all(
                _is(code, words[i + n], part, n == 0) for n, part in enumerate(entry.parts)
            ):
                return j, entry.key, entry.form
    return None


def _is(code: str, word: str, part: str, first: bool) -> bool:
    """Whether a word of the text is a form of a word of a name."""
    if code == "ar":
        return part in bare_arabic(word)
    if code in ("ru", "uk"):
        if word == part.rstrip("="):
            return True
        if part.isupper() or part[-1] == "=" or not word.startswith(part):
            return False
        return word[len(part) :] in _ENDINGS and (first is False or word[0].isupper())
    return word == part or (not first and word.lower() == part.lower())


@functools.cache
def _demonyms(code: str) -> list[tuple[str, str]]:
    """Beginnings of adjectives of states with their keys, the longest first."""
    found = [
        (fold_arabic(w) if code == "ar" else w, key)
        for key, words in table()[code].get("demonyms", {}).items()
        for w in words.split()
    ]
    if code in ("ru", "uk", "ar"):
        for entries in names(code).values():
            for e in entries:
                known = gazetteer().bodies.get(e.key)
                if e.form == "name" and len(e.parts) == 1 and known and known.kind == "state":
                    found += [(s, e.key) for s in _adjectival(code, e.parts[0])]
    return sorted(found, key=lambda t: -len(t[0]))


def _adjectival(code: str, part: str) -> list[str]:
    """From what the adjective of a state starts: its name without the ending."""
    if part.isupper() and code != "ar":
        return []
    if code == "ar":
        base = re.sub("(?:يا|ا|ه)$", "", part)
        return [base + "ي"] if len(base) > 2 else []
    low = part.lower().rstrip("=")
    return [low, low.rstrip("иі")] if len(low.rstrip("иі")) > 3 else [low]


def adjective(code: str, word: str) -> str | None:
    """Key of the state whose adjective a word is, or None.

    Examples
    --------
    >>> adjective("uk", "українська"), adjective("ar", "المصري"), adjective("fr", "syriens")
    ('UA', 'EG', 'SY')
    """
    if code == "ar":
        forms = bare_arabic(word)
        ends = ("", "ه", "ين", "ون", "تين")
        return next(
            (
                k
                for s, k in _demonyms(code)
                for f in forms
                if f.startswith(s) and f[len(s) :] in ends
            ),
            None,
        )
    low = word.lower()
    if code in ("ru", "uk"):
        if not _ADJECTIVE.search(low):
            return None
        return next(
            (k for s, k in _demonyms(code)
             if low.startswith(s) and (_ADJECTIVE.fullmatch(low[len(s) :]) or s[-1] == "к"
                                       or s.endswith("ськ"))), None
        )  # fmt: skip
    stripped = re.sub(r"(?:nes?|es|e|s|a|as|os|o)$", "", low)
    return next((k for s, k in _demonyms(code) if _like(low, stripped, s)), None)


def _like(low: str, stripped: str, s: str) -> bool:
    """Whether a French or Spanish word is a form of an adjective: gender and number aside."""
    if low == s:
        return True
    root = re.sub(r"(?:[eoa]|é|í|és)$", "", s)
    return len(root) > 3 and low.startswith(root) and len(low) - len(root) <= 4 and (
        low.startswith(s[:-1]) or stripped == root
    )  # fmt: skip
