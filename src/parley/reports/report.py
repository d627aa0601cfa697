"""A report as taken in: plain text, and what is known of where it comes from."""

import datetime
import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from parley.errors import ReportError
from parley.reports.dates import head_date
from parley.reports.decode import clean, decode

LARGEST = 5_000_000
"""Bytes of the largest file that is read."""
_MARKDOWN = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S
)


@dataclass(frozen=True)
class Report:
    """One report: its text and where it comes from; unknown fields are None.

    `text` is what every quote and span refers to. `sha256` is of that text in UTF-8, so that the
    same report taken in twice is one source. `name` is short and readable, made of the file name.
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
    short = re.sub(r"[^\w.-]+", "-", Path(name).stem or name).strip("-._") or "report"
    return Report(
        text=text,
        name=short[:60],
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title or _first_line(text),
        publisher=publisher,
        author=author,
        date=date or head_date(text),
        address=address,
        language=language or _language(text),
    )


def load(source: str | Path) -> Report:
    """Read a report from a file: .txt, .md, .html, or "-" for standard input.

    Parameters
    ----------
    source : path or "-"
        The file. Its encoding is found from its bytes (a byte-order mark, UTF-8, else
        Windows-1252); of a page only the article's text is kept.

    Returns
    -------
    Report

    Raises
    ------
    ReportError
        When the file is absent, empty, binary or larger than `LARGEST` bytes.

    Examples
    --------
    >>> load("no-such-file.txt")
    Traceback (most recent call last):
    parley.errors.ReportError: report 'no-such-file.txt': no such file
    """
    path = Path(source)
    label = str(source)
    if label == "-":
        data = sys.stdin.buffer.read(LARGEST + 1)
        label = "standard input"
    elif path.is_dir():
        raise ReportError(f"report {label!r}: is a folder, not a file")
    else:
        try:
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except FileNotFoundError as error:
            raise ReportError(f"report {label!r}: no such file") from error
        except OSError as error:
            raise ReportError(f"report {label!r}: cannot be read ({error.strerror})") from error
    if len(data) > LARGEST:
        raise ReportError(f"report {label!r}: larger than {LARGEST:,} bytes")
    text = decode(data, label)
    name = "report" if label == "standard input" else path.name
    if _HTML.match(text[:4000]) or path.suffix.lower() in (".html", ".htm", ".xhtml"):
        from parley.reports.page import article

        return article(text, name)
    if _MARKDOWN.search(name):
        from parley.reports.markdown import strip_marks

        text = strip_marks(text)
    return from_text(text, name=name)


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
