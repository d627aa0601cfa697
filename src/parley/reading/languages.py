"""Which language a report is in, and what is read of it."""

import functools
import re
import unicodedata
from collections import Counter
from typing import Any

from parley.reading.gazetteer import facts

READ = ("fr", "es", "ru", "uk", "ar")
"""Languages other than English of which something is read."""
_NAMES = {
    "en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "uk": "Ukrainian",
    "ar": "Arabic", "de": "German", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "pl": "Polish", "tr": "Turkish", "fa": "Persian", "he": "Hebrew", "zh": "Chinese",
    "ja": "Japanese", "ko": "Korean", "el": "Greek", "hi": "Hindi", "hy": "Armenian",
    "ka": "Georgian", "am": "Amharic", "th": "Thai", "bg": "another language in Cyrillic letters",
}  # fmt: skip
_SCRIPTS = {
    "HEBREW": "he", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "GREEK": "el",
    "DEVANAGARI": "hi", "ARMENIAN": "hy", "GEORGIAN": "ka", "ETHIOPIC": "am", "THAI": "th",
}  # fmt: skip
SAMPLE = 4_000
"""Characters of a report by which its language is told."""


@functools.cache
def table() -> dict[str, Any]:
    """The words of facts/languages.yaml."""
    return facts("languages.yaml")


def language_of(text: str) -> str:
    """Two-letter code of the language of a text, by its letters and commonest words.

    English when the text is too short to tell.

    Examples
    --------
    >>> language_of("Les délégations se sont réunies dans la capitale pour des pourparlers.")
    'fr'
    >>> language_of("Делегации встретились в столице, и это не последняя встреча.")
    'ru'
    """
    sample = text[:SAMPLE]
    scripts = Counter(_script(c) for c in sample if c.isalpha())
    script = max(scripts, key=lambda k: scripts[k], default="LATIN")
    if script in _SCRIPTS:
        return "ja" if scripts.keys() & {"HIRAGANA", "KATAKANA"} else _SCRIPTS[script]
    if script == "ARABIC":
        return "fa" if len(re.findall("[پچگژ]", sample)) > 0.01 * len(sample) else "ar"
    if script == "CYRILLIC":
        if re.search("[іїєґ]", sample):
            return "uk"
        return "ru" if re.search("[ыэё]", sample) else "bg"
    return _latin(sample)


def _script(c: str) -> str:
    return unicodedata.name(c, "LATIN").split(" ")[0].split("-")[0] if c > "\u024f" else "LATIN"


def _latin(sample: str) -> str:
    """The language whose common words are the most frequent; English unless one is clearly so."""
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    stops = {code: table()[code]["stop"] for code in ("en", "fr", "es")} | table()["others"]
    score = {code: sum(words[w] for w in set(text.split())) for code, text in stops.items()}
    best = max(score, key=lambda k: (score[k], k == "en"))
    return best if score[best] > score["en"] + 1 else "en"


def note(code: str | None) -> str | None:
    """One line on what is read of a report in this language; None for English.

    Examples
    --------
    >>> note("fr")
    'in French: parties, people by office and dates are read; the rest is read in English only'
    >>> note("de")[:40]
    'in German: not read; English is, and par'
    """
    if code in (None, "en"):
        return None
    name = _NAMES.get(code, f"a language with the code {code}")
    if code in READ:
        return (
            f"in {name}: parties, people by office and dates are read; "
            "the rest is read in English only"
        )
    read = "French, Spanish, Russian, Ukrainian and Arabic"
    return f"in {name}: not read; English is, and parties and dates in {read}"
