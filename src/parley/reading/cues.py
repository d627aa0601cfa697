"""Cue phrases: alternatives written over several lines become one pattern."""

import re


def cue(alternatives: str) -> re.Pattern[str]:
    r"""Compile alternatives into one pattern that matches whole words, whatever their case.

    Line breaks and the spaces that follow them are layout. After a `|` or an opening bracket they
    are dropped; elsewhere they stand for one space.

    Examples
    --------
    >>> bool(cue("peace\n    talks|truce").search("the Peace talks"))
    True
    """
    text = re.sub(r"(?<=[|(])\s*\n\s*", "", alternatives.strip())
    text = re.sub(r"\s*\n\s*(?=[|)])", "", text)
    text = re.sub(r"[ ]*\n[ ]*", " ", text)
    return re.compile(rf"\b(?:{text})\b", re.IGNORECASE)
