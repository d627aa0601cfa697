"""Text as documents can hold it: no control characters, nothing that turns its direction."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that override the direction of what follows."""
UNFIT = ("Cc", "Cs", "Co", "Zl", "Zp")
"""Categories of Unicode that have no place on a page."""


def one_line(words: str) -> str:
    r"""Text without line breaks, control characters and marks that turn its direction.

    Examples
    --------
    >>> one_line("a\n b\x07\u202ec")
    'a b c'
    """
    kept = "".join(" " if _unfit(c) else c for c in words)
    return re.sub(" {2,}", " ", kept).strip(" ")


def fit(value: Any) -> Any:
    r"""Plain data with every text in it fit for XML: as `one_line`, but line breaks stay.

    Examples
    --------
    >>> fit({"a": ["x\x07y\nz", 1]})
    {'a': ['x y\nz', 1]}
    """
    if isinstance(value, str):
        return "".join(" " if c != "\n" and _unfit(c) else c for c in value)
    if isinstance(value, dict):
        return {k: fit(v) for k, v in value.items()}
    return [fit(v) for v in value] if isinstance(value, list | tuple) else value


def right_to_left(words: str) -> bool:
    """Whether text runs from right to left: what its first letter says.

    Examples
    --------
    >>> right_to_left("1. שלום"), right_to_left("Hello שלום"), right_to_left("12")
    (True, False, False)
    """
    for c in words:
        way = unicodedata.bidirectional(c)
        if way in ("L", "R", "AL"):
            return way != "L"
    return False


def _unfit(c: str) -> bool:
    """Whether a character is left out: controls, private use, what turns text, no characters."""
    return unicodedata.category(c) in UNFIT or c in TURNS or ord(c) & 0xFFFE == 0xFFFE
