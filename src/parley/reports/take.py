"""From a file, or standard input, to reports: what it is, how large it may be, who reads it."""

import re
import sys
from pathlib import Path
from typing import BinaryIO

from parley.errors import ReportError
from parley.reports.decode import decode
from parley.reports.feed import is_feed, read_feed
from parley.reports.mail import is_mail, read_mail
from parley.reports.report import Report, from_text

LARGEST = 5_000_000
"""Bytes of the largest text, page or feed that is read."""
LARGEST_FILE = 50_000_000
"""Bytes of the largest PDF, docx, rtf or mail, which hold pictures beside words."""
_ENDINGS = "txt text md markdown html htm xhtml pdf docx rtf eml rss atom rdf xml urls"
SUFFIXES = frozenset(f".{ending}" for ending in _ENDINGS.split())
"""Endings of files that a folder is searched for."""
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_LARGE = ("pdf", "docx", "rtf", "mail")
_HEAD = 8192


def load(source: str | Path) -> Report:
    """Read one report from a file, or from "-" for standard input.

    Parameters
    ----------
    source : path or "-"
        Plain text, Markdown, a web page (the article's text is kept), PDF, docx, rtf or a saved
        mail; told apart by their first bytes, then by the ending of the name. The encoding of text
        is found from its bytes (`parley.reports.decode`).

    Returns
    -------
    Report

    Raises
    ------
    ReportError
        When the file is absent, empty, binary or larger than `LARGEST` bytes (`LARGEST_FILE` for
        those that hold pictures), or cannot be read for what it is; a feed of several entries is
        for `take`.

    Examples
    --------
    >>> load("no-such-file.txt")
    Traceback (most recent call last):
    parley.errors.ReportError: report 'no-such-file.txt': no such file
    """
    found = take(source)
    if len(found) > 1:
        raise ReportError(f"report {str(source)!r}: is a feed of {len(found)} entries")
    return found[0]


def take(source: str | Path) -> tuple[Report, ...]:
    """Read every report of a file: one, or one for each entry of a feed. Arguments as `load`."""
    path, label = Path(source), str(source)
    if label == "-":
        return from_bytes(_stream(sys.stdin.buffer, "standard input"), "standard input")
    if "\x00" in label:
        raise ReportError(f"report {label!r}: no such file")
    try:
        if path.is_dir():
            raise ReportError(f"report {label!r}: is a folder, not a file")
        with path.open("rb") as file:
            data = _stream(file, label, path.suffix.lower())
    except FileNotFoundError as error:
        raise ReportError(f"report {label!r}: no such file") from error
    except OSError as error:
        raise ReportError(f"report {label!r}: cannot be read ({error.strerror})") from error
    return from_bytes(data, label)


def from_bytes(data: bytes, label: str, encoding: str | None = None) -> tuple[Report, ...]:
    """Reports of the bytes of a file, page or feed; `label` is its name or address.

    Examples
    --------
    >>> [r.text for r in from_bytes(b"<html><body><p>Talks go on.</body>", "a.html")]
    ['Talks go on.']
    """
    suffix = Path(re.split(r"[?#]", label)[0] if "://" in label else label).suffix.lower()
    kind = kind_of(data[:_HEAD], suffix)
    if kind == "pdf":
        from parley.reports.pdf import read_pdf

        return (read_pdf(data, label),)
    if kind in ("docx", "rtf"):
        from parley.reports import office

        return ((office.read_docx if kind == "docx" else office.read_rtf)(data, label),)
    if kind == "mail":
        return (read_mail(data, label),)
    if kind == "feed":
        return read_feed(data, label)
    text = decode(data, label, encoding)
    if kind == "page" or _HTML.match(text[:4000]):
        from parley.reports.page import article

        return (article(text, label),)
    if kind == "markdown":
        from parley.reports.markdown import front_matter, strip_marks

        return (from_text(strip_marks(text), name=label, **front_matter(text)),)
    return (from_text(text, name=label),)


def kind_of(head: bytes, suffix: str) -> str:
    r"""What a file is, by its first bytes and the ending of its name.

    Examples
    --------
    >>> kind_of(b"%PDF-1.7", ".txt"), kind_of(b"Talks", ".md"), kind_of(b"{\\rtf1", "")
    ('pdf', 'markdown', 'rtf')
    """
    if b"%PDF-" in head[:1024] and head.lstrip()[:1] != b"<":
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if suffix == ".docx" or b"word/" in head else "binary"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if is_feed(head) or suffix in (".rss", ".atom", ".rdf"):
        return "feed"
    if suffix == ".eml" or is_mail(head):
        return "mail"
    if suffix in (".html", ".htm", ".xhtml"):
        return "page"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _stream(file: BinaryIO, label: str, suffix: str = "") -> bytes:
    """Bytes of a file, read no further than a file of its kind may be large."""
    head = file.read(_HEAD)
    most = LARGEST_FILE if kind_of(head, suffix) in _LARGE else LARGEST
    data = head + file.read(most + 1 - len(head))
    if len(data) > most:
        raise ReportError(f"report {label!r}: larger than {most:,} bytes")
    return data
