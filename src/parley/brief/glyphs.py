"""Which characters the bundled fonts can show, read from the fonts themselves."""

from __future__ import annotations

import functools
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILIES = (
    "Noto Sans",
    "Noto Naskh Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Math",
    "Noto Sans Symbols2",
)
"""In the order in which text looks for a character."""
MARK = "\N{REPLACEMENT CHARACTER}"
"""Stands where no font has the character."""


class Shown:
    """Puts a visible mark in place of characters no font has, and counts them.

    Examples
    --------
    >>> seen = Shown()
    >>> seen.text("Київ 東") == "Київ " + MARK
    True
    >>> seen.warnings()
    ['1 character has no glyph in the bundled fonts and is shown as \ufffd: U+6771 東']
    """

    def __init__(self) -> None:
        self.missing: Counter[str] = Counter()

    def text(self, words: str) -> str:
        """The text with every character a font has, in composed form where that has a glyph."""
        known = coverage()
        if all(ord(c) in known for c in words):
            return words
        words = unicodedata.normalize("NFC", words)
        return "".join(c if ord(c) in known else self._mark(c) for c in words)

    def warnings(self) -> list[str]:
        """One line that names each missing character; empty when there is none."""
        if not self.missing:
            return []
        n = len(self.missing)
        named = ", ".join(f"U+{ord(c):04X} {c}" for c in sorted(self.missing)[:20])
        more = f" and {n - 20} more" if n > 20 else ""
        what = "1 character has" if n == 1 else f"{n} characters have"
        verb = "is" if n == 1 else "are"
        return [f"{what} no glyph in the bundled fonts and {verb} shown as {MARK}: {named}{more}"]

    def _mark(self, c: str) -> str:
        self.missing[c] += 1
        return MARK


@functools.cache
def coverage() -> frozenset[int]:
    """Return every code point that a regular face of the bundled fonts has, and the line break."""
    faces = sorted(FONTS.glob("*-Regular.ttf"))
    return frozenset({10, *(c for path in faces for c in code_points(path.read_bytes()))})


def code_points(font: bytes) -> Iterable[int]:
    """Yield the code points a TrueType font maps to a glyph other than the empty one.

    Parameters
    ----------
    font : bytes
        A font file with a `cmap` table of format 4 or 12 (OpenType 1.9, section cmap).
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    for n in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * n)
        if tag == b"cmap":
            (count,) = struct.unpack_from(">H", font, start + 2)
            for k in range(count):
                _, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * k)
                yield from _subtable(font, start + offset)


def _subtable(font: bytes, at: int) -> Iterable[int]:
    """Code points of one subtable; none for formats other than 4 and 12."""
    (form,) = struct.unpack_from(">H", font, at)
    if form == 12:
        (groups,) = struct.unpack_from(">L", font, at + 12)
        for n in range(groups):
            first, last, glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * n)
            yield from range(first + (glyph == 0), last + 1)
    elif form == 4:
        yield from _segments(font, at)


def _segments(font: bytes, at: int) -> Iterable[int]:
    """Code points of a subtable of format 4."""
    (double,) = struct.unpack_from(">H", font, at + 6)
    row = f">{double // 2}H"
    ends = struct.unpack_from(row, font, at + 14)
    starts = struct.unpack_from(row, font, at + 16 + double)
    deltas = struct.unpack_from(row, font, at + 16 + 2 * double)
    offsets = struct.unpack_from(row, font, at + 16 + 3 * double)
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        place = at + 16 + 3 * double + 2 * n + offsets[n]
        for c in range(first, min(last, 0xFFFE) + 1):
            if offsets[n]:
                (glyph,) = struct.unpack_from(">H", font, place + 2 * (c - first))
            else:
                glyph = (c + deltas[n]) & 0xFFFF
            if glyph:
                yield c
