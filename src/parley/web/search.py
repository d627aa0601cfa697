"""Full-text search in the sources of a dossier (SQLite's FTS5, held in memory)."""

from __future__ import annotations

import dataclasses
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence

from parley.dossier.schema import Source
from parley.errors import InputError

LONGEST = 400
"""Characters of a passage; a longer paragraph is cut at a sentence's end, or a space."""


@dataclasses.dataclass(frozen=True)
class Hit:
    """A passage that holds what was asked for, with its place in the source."""

    source: str
    start: int
    end: int
    text: str


class SourceIndex:
    """Passages of sources, found by their words.

    Parameters
    ----------
    sources : sequence of Source
        Case and accents do not count; a word ending in `*` stands for all that begin so. Several
        words must all be in a passage; words in double quotes must follow one another.

    Examples
    --------
    >>> s = Source(id="s", sha256="0", text="They met in Café Ruž. Nothing was signed.")
    >>> index = SourceIndex([s])
    >>> [(h.start, h.text) for h in index.search("cafe sign*")]
    [(0, 'They met in Café Ruž. Nothing was signed.')]
    >>> index.search("treaty")
    []
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE passage USING fts5"
            "(text, source UNINDEXED, start UNINDEXED, stop UNINDEXED, tokenize = 'unicode61')"
        )
        self._texts = {s.id: s.text for s in sources}
        rows = (
            (folded(text[a:b]), key, a, b)
            for key, text in self._texts.items()
            for a, b in passages(text)
        )
        self._base.executemany("INSERT INTO passage VALUES (?, ?, ?, ?)", rows)

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Passages that hold every word, the best first; ties in the order of the record.

        Raises
        ------
        InputError
            When there is no word to search for.
        """
        asked = _asked(words)
        if not asked:
            raise InputError(f"search {words!r}: name at least one word")
        found = self._base.execute(
            "SELECT source, start, stop FROM passage WHERE passage MATCH ? "
            "ORDER BY bm25(passage), rowid LIMIT ?",
            (asked, limit),
        )
        return [Hit(key, a, b, self._texts[key][a:b]) for key, a, b in found]


def folded(text: str) -> str:
    """Text without case, accents and vowel points, for comparing.

    Examples
    --------
    >>> folded("Ruž"), folded("ΣΥΝΟΜΙΛΊΕΣ") == folded("συνομιλίες")
    ('ruz', True)
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


def passages(text: str) -> Iterable[tuple[int, int]]:
    r"""Spans of the paragraphs of a text, long ones cut between sentences.

    Examples
    --------
    >>> list(passages("One.\n\nTwo."))
    [(0, 4), (6, 10)]
    """
    for found in re.finditer(r"[^\n]+", text):
        start, end = found.span()
        while end - start > LONGEST:
            piece = text[start : start + LONGEST]
            cut = max(piece.rfind(mark) + 1 for mark in (". ", "! ", "? ", "؟ ", "。"))
            cut = cut if cut > LONGEST // 4 else piece.rfind(" ") + 1
            cut = cut if cut > 0 else LONGEST
            yield start, start + cut
            start += cut
        if text[start:end].strip():
            yield start, end


def _asked(words: str) -> str:
    """The query in FTS5's own form: each word or phrase in quotes, so that none is an operator."""
    out = []
    for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words):
        bare = re.sub(r"[^\w\s]", " ", folded(phrase or word)).strip()
        if re.search(r"\w", bare):
            out.append(f'"{bare}"' + ("*" if word.endswith("*") else ""))
    return " ".join(out)
