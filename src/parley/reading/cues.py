"""Cue phrases: many alternatives as one pattern that is tried only where a word fits.

A plain pattern of a hundred alternatives is tried at each letter. A `Cue` knows with which letters
its alternatives can start and is tried only at words that start so; what it finds is the same.
"""

import functools
import itertools
import re
from collections.abc import Iterator

_DEPTH = 5
_WORDS = re.compile(r"\b\w")


class Cue:
    r"""Alternatives that match whole words, whatever their case.

    Parameters
    ----------
    alternatives : str
        Regular expression of alternatives, over several lines. Line breaks and the spaces around
        them are layout: after `|` or an opening bracket they are dropped, elsewhere they stand for
        one space. Each alternative starts with a letter or a digit.
    whole : bool
        Whether a match ends where a word ends; False where alternatives are only beginnings.

    Examples
    --------
    >>> cue = Cue("peace\n    talks|truces?")
    >>> [m.group() for m in cue.finditer("Peace talks; a truce.")]
    ['Peace talks', 'truce']
    """

    def __init__(self, alternatives: str, whole: bool = True) -> None:
        text = re.sub(r"(?<=[|(])\s*\n\s*", "", alternatives.strip())
        text = re.sub(r"\s*\n\s*(?=[|)])", "", text)
        text = re.sub(r"[ ]*\n[ ]*", " ", text)
        end = r"\b" if whole else ""
        self.pattern = re.compile(rf"\b(?:{text}){end}", re.IGNORECASE)
        starts = first_letters(text)
        self._any = "" in starts
        self._bit = _register(starts)

    def finditer(self, text: str, pos: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Matches from left to right that do not overlap, as `re.Pattern.finditer` gives them."""
        end = len(text) if end is None else end
        if self._any:
            yield from self.pattern.finditer(text, pos, end)
            return
        every, places = _index(text)
        bit, match = self._bit, self.pattern.match
        if not every & bit:
            return
        for at, mask in places:
            if not mask & bit or at < pos:
                continue
            if at >= end:
                return
            m = match(text, at, end)
            if m:
                yield m
                pos = m.end()

    def search(self, text: str, pos: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match, or None."""
        return next(self.finditer(text, pos, end), None)

    def count(self, text: str, pos: int = 0, end: int | None = None) -> int:
        """How many matches there are."""
        return sum(1 for _ in self.finditer(text, pos, end))

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """A match that starts at `pos`, or None."""
        return self.pattern.match(text, pos)


def cue(alternatives: str) -> Cue:
    """Short for `Cue(alternatives)`."""
    return Cue(alternatives)


_bits: dict[str, int] = {}
"""Start of an alternative, one to `_DEPTH` letters, to the bits of the cues that have it."""
_count = itertools.count()


def _register(starts: set[str]) -> int:
    """Give a cue its bit, and enter it under all its starts."""
    bit = 1 << next(_count)
    for s in starts:
        _bits[s] = _bits.get(s, 0) | bit
    _mask.cache_clear()
    _index.cache_clear()
    return bit


@functools.lru_cache(maxsize=65536)
def _mask(head: str) -> int:
    """Bits of the cues that can start with these first letters of a word."""
    return functools.reduce(lambda a, n: a | _bits.get(head[:n], 0), range(1, len(head) + 1), 0)


@functools.lru_cache(maxsize=12_000)
def _index(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Starts of words with the bits of the cues that can match there, and all these bits."""
    places: list[tuple[int, int]] = []
    every = 0
    low = text.lower()
    if len(low) != len(text):
        low = text
    for m in _WORDS.finditer(text):
        at = m.start()
        mask = _mask(low[at : at + _DEPTH])
        if mask:
            places.append((at, mask))
            every |= mask
    return every, places


def first_letters(pattern: str) -> set[str]:
    """With which letters, up to five, a match of the pattern can start.

    A shorter string means that anything may follow; the empty string, that anything may start.

    Examples
    --------
    >>> sorted(first_letters("peace talks|(?:re)?open|w[ai]r"))
    ['open', 'peace', 'reope', 'war', 'wir']
    """
    found, _ = _alternatives(pattern, 0)
    return {s.rstrip("\0").lower() for s in found}


def _alternatives(p: str, i: int) -> tuple[set[str], int]:
    """Starts of the alternatives from offset i to the closing bracket or the end.

    A trailing NUL marks a start after which anything may follow.
    """
    found: set[str] = set()
    current = {""}
    while i < len(p) and p[i] != ")":
        if p[i] == "|":
            found |= current
            current, i = {""}, i + 1
            continue
        piece, i = _piece(p, i)
        least, i = _repeat(p, i)
        if least == 0:
            piece = piece | {""}
        elif least > 1:
            piece = {s + "\0" for s in piece}
        current = {_add(a, b) for a in current for b in piece}
    return found | current, i + 1


def _add(a: str, b: str) -> str:
    if a.endswith("\0") or len(a) >= _DEPTH:
        return a
    return (a + b)[:_DEPTH]


def _repeat(p: str, i: int) -> tuple[int, int]:
    """Read a quantifier: 0 the piece may be absent, 2 it may come again, else 1; and its end."""
    if i >= len(p) or p[i] not in "?*+{":
        return 1, i
    least = 0 if p[i] in "?*" else 2
    if p[i] == "{":
        close = p.index("}", i)
        least = 0 if p[i + 1] == "0" else 2
        i = close
    i += 1
    return least, i + 1 if i < len(p) and p[i] == "?" else i


def _piece(p: str, i: int) -> tuple[set[str], int]:
    """Starts of the group, class, escape or letter at offset i, and where it ends."""
    c = p[i]
    if c == "(":
        if p.startswith(("(?=", "(?!", "(?<"), i) and not p.startswith("(?P<", i):
            _, end = _alternatives(p, i + (4 if p.startswith("(?<", i) else 3))
            return {""}, end
        if p.startswith("(?:", i):
            return _alternatives(p, i + 3)
        return _alternatives(p, p.index(">", i) + 1 if p.startswith("(?P<", i) else i + 1)
    if c == "[":
        end = p.index("]", i + 2)
        inside = p[i + 1 : end]
        plain = inside.isalpha() and len(inside) < 6
        return (set(inside) if plain else {"\0"}), end + 1
    if c == "\\":
        if p[i + 1] == "b":
            return {""}, i + 2
        return ({p[i + 1]} if not p[i + 1].isalnum() else {"\0"}), i + 2
    return ({"\0"} if c == "." else {c}), i + 1
