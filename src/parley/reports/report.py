"""A report as taken in: plain text, and what is known of where it comes from."""

import datetime
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from parley.dossier.schema import Copy
from parley.errors import ReportError
from parley.reports.dates import head_date
from parley.reports.decode import clean

_WIRE = re.compile(r"\A.{0,200}?\(([A-Z][\w.&' -]{1,40})\)\s*(?:[-\u2013\u2014]{1,2})\s", re.S)
_BYLINE = re.compile(r"^(?:By|BY)[ \t]+((?:[^\W\d_][\w.'’-]*[ \t]*){1,5})(?:,.*)?$", re.M)


@dataclass(frozen=True)
class Report:
    """One report: its text and where it comes from; unknown fields are None.

    `text` is what every quote and span refers to. `sha256` is of that text in UTF-8, so that the
    same report taken in twice is one source. `name` is short and readable, made of the file name.
    `copies` are those who printed the same text.
    """

    text: str
    name: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: datetime.date | None = None
    address: str | None = None
    language: str | None = None
    copies: tuple[Copy, ...] = ()


def from_text(
    text: str,
    *,
    name: str = "report",
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    date: datetime.date | None = None,
    address: str | None = None,
    language: str | None = None,
) -> Report:
    r"""Make a report of text already in hand.

    Parameters
    ----------
    text : str
        The report. Zero-width and bidirectional control characters are taken out, line ends made
        plain; nothing else is changed.
    name : str
        A short name; letters, digits, dots, dashes are kept.
    title, publisher, author, date, address, language
        What is known. Without a date, one written in the first lines is used; never the clock.
        Without a publisher, the agency of a dateline ("OSLO, 3 May (Name) -"); without an author, a
        line "By Name" near the top.

    Returns
    -------
    Report

    Raises
    ------
    ReportError
        When no letters are left.

    Examples
    --------
    >>> r = from_text("Talks resume\n\nOslo, 3 May 1993. Envoys met.", name="a b.txt")
    >>> r.name, r.date.isoformat(), r.title
    ('a-b', '1993-05-03', 'Talks resume')
    """
    text = clean(text)
    if not any(c.isalpha() for c in text):
        raise ReportError(f"report {name!r}: no text in it")
    name = "report" if name == "standard input" else name
    short = re.sub(r"[^\w.-]+", "-", Path(name).stem or name).strip("-._") or "report"
    return Report(
        text=text,
        name=short[:60],
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title or _first_line(text),
        publisher=publisher or _agency(text),
        author=author or _byline(text),
        date=date or head_date(text),
        address=address,
        language=language or _language(text),
    )


def _agency(text: str) -> str | None:
    """The agency of a dateline in one of the first lines."""
    for line in text[:1500].split("\n")[:8]:
        found = _WIRE.match(line)
        if found and any(c.isupper() for c in line[: found.start(1)]):
            return found.group(1).strip()
    return None


def _byline(text: str) -> str | None:
    """Who a line near the top says wrote it."""
    found = _BYLINE.search(text[:600])
    name = found.group(1).strip() if found else ""
    return name if name and all(w[0].isupper() for w in name.split()) else None


def _first_line(text: str) -> str | None:
    """First line, when it is short enough for a title; a breadcrumb is passed over."""
    for line in text.split("\n"):
        line = line.strip()
        if not line or re.search(r"\s[>›»]\s", line):
            continue
        return line[:200] if len(line) < 200 and line[-1] not in ".!?" else None
    return None


def _language(text: str) -> str | None:
    """English, or one of a few other languages, by its small words; None when unsure."""
    words = re.findall(r"[^\W\d_]+", text[:20000].lower())
    if not words:
        return None
    share = {k: sum(w in v for w in words) / len(words) for k, v in _SMALL.items()}
    best = max(share, key=lambda k: share[k])
    return best if share[best] > 0.08 else None


_SMALL = {
    "en": {"the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "by", "on"},
    "fr": {"le", "la", "les", "des", "et", "du", "une", "dans", "est", "pour", "qui", "au"},
    "es": {"el", "los", "las", "del", "que", "una", "por", "con", "para", "en", "y", "se"},
    "ru": {"и", "в", "на", "что", "с", "по", "не", "из", "для", "о"},
    "uk": {"і", "в", "на", "що", "з", "та", "не", "до", "від", "про", "у"},
    "ar": {"في", "من", "على", "إلى", "أن", "عن", "مع", "هذا", "التي", "بين"},
}
