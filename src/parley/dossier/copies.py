"""Texts that print the same report: wire copies, cut or with a head of their own.

Two texts count as one when at least `SAME` of the runs of five words of the shorter one stand in
the longer one too (containment; Broder 1997, On the resemblance and containment of documents).
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable

SAME = 0.8
"""Share of the shorter text's runs of words that the longer one must hold."""
RUN = 5
FEWEST = 30
"""Runs of words below which a text is too short to be told a copy."""
_SKETCH = 48
_SHARED = 3
_WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> set[int]:
    """Every run of five words of a text, as numbers; case and marks do not count.

    Examples
    --------
    >>> len(runs("The envoys met in Oslo today.")), runs("Too short")
    (2, set())
    """
    words = [w.encode() for w in _WORD.findall(text.casefold())]
    return {zlib.crc32(b" ".join(words[i : i + RUN])) for i in range(len(words) - RUN + 1)}


def share(a: str, b: str) -> float:
    """Share of the shorter text's runs of words that the other holds too; 0 when it has none.

    Examples
    --------
    >>> share("The envoys of both sides met in Oslo.", "The envoys of both sides met. So.") > 0.6
    True
    """
    first, second = runs(a), runs(b)
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 0.0


class Copies:
    """Texts seen so far, asked for one that a new text is a copy of.

    Only the smallest 48 run numbers of each text are kept (a bottom sketch), so that memory grows
    by some hundred numbers a report; texts that share three of them are compared in full.

    Examples
    --------
    >>> wire = "The envoys met in Oslo. " + " ".join(f"Point {i} was put." for i in range(9))
    >>> seen = Copies()
    >>> seen.add("s1", wire)
    >>> seen.match("GAZETTE. " + wire, {"s1": wire}.get), seen.match("Else.", {"s1": wire}.get)
    ('s1', None)
    """

    def __init__(self) -> None:
        self._owners: dict[int, tuple[str, ...]] = {}

    def add(self, key: str, text: str) -> None:
        """Remember a text under a key."""
        for number in sorted(runs(text))[:_SKETCH]:
            self._owners[number] = (*self._owners.get(number, ()), key)[:8]

    def match(self, text: str, text_of: Callable[[str], str | None]) -> str | None:
        """Key of the text that this one is most a copy of; `text_of` gives the text of a key."""
        mine = runs(text)
        if len(mine) < FEWEST:
            return None
        found = Counter(k for n in sorted(mine)[:_SKETCH] for k in self._owners.get(n, ()))
        best, most = None, SAME
        for key, shared in found.most_common(5):
            if shared < _SHARED:
                break
            theirs = runs(text_of(key) or "")
            if len(theirs) < FEWEST:
                continue
            part = len(mine & theirs) / min(len(mine), len(theirs))
            if part > most or (part == most and best is None):
                best, most = key, part
        return best
