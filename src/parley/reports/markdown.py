"""Markdown without its marks: the words a reader sees."""

import re

_RULES = (
    (re.compile(r"\A---\n.*?\n---\n", re.S), ""),
    (re.compile(r"^```.*?^```[ \t]*$", re.S | re.M), ""),
    (re.compile(r"!\[[^\]\[\n]{0,400}\]\([^)(\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\[\n]{0,400})\]\([^)(\n]{0,2000}\)"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$", re.M), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?", re.M), ""),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]{1,400}?\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](?=\S)([^\n*_]{1,400}?)(?<=\S)[*_](?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def strip_marks(text: str) -> str:
    r"""Plain text of a Markdown document; lists keep their dashes.

    Examples
    --------
    >>> strip_marks("# Talks\n\n**Oslo** hosts [envoys](http://x.example).")
    'Talks\n\nOslo hosts envoys.'
    """
    text = _without_comments(text.replace("\r\n", "\n"))
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _without_comments(text: str) -> str:
    """Text without what stands between comment marks; an opening mark that never closes stays."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join(parts) + text[at:]
