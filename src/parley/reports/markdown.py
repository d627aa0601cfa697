"""Markdown without its marks: the words a reader sees."""

import datetime
import re
from typing import Any

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


_FRONT = re.compile(r"\A---[ \t]*\n(.{0,4000}?)\n---[ \t]*\n", re.S)
_FIELD = re.compile(
    r"^(title|publisher|author|date|address|url|language)[ \t]*:[ \t]*(.+)$", re.M | re.I
)


def front_matter(text: str) -> dict[str, Any]:
    r"""What lines between dashes at the top say of a report; fields of `Report`, none when absent.

    Examples
    --------
    >>> front_matter("---\ntitle: \"Talks\"\ndate: 1993-05-03\ntags: x\n---\nThey met.")
    {'title': 'Talks', 'date': datetime.date(1993, 5, 3)}
    """
    head = _FRONT.match(text.replace("\r\n", "\n")[:5000])
    found: dict[str, Any] = {}
    for name, value in _FIELD.findall(head.group(1)) if head else ():
        field = {"url": "address"}.get(name.lower(), name.lower())
        said = value.strip().strip("\"'").strip()
        if field == "date":
            try:
                found[field] = datetime.date.fromisoformat(said[:10])
            except ValueError:
                continue
        elif said:
            found[field] = said
    return found


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
