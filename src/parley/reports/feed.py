"""A feed (RSS, Atom) stored in a file or fetched: each entry is a report."""

import datetime
import io
import re
from typing import TYPE_CHECKING, Any

from parley.errors import ReportError

if TYPE_CHECKING:
    from parley.reports.report import Report

MOST_ENTRIES = 5000
_ROOT = re.compile(
    rb"\A\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,500}>\s*"
    rb"|<!DOCTYPE[^>]{0,500}>\s*)*<(?:rss|feed|(?:\w{1,10}:)?rdf)\b",
    re.I | re.S,
)


def is_feed(head: bytes) -> bool:
    """Whether a file begins as a feed does.

    Examples
    --------
    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0">'), is_feed(b"<html><body>")
    (True, False)
    """
    return bool(_ROOT.match(head.removeprefix(b"\xef\xbb\xbf")))


def read_feed(data: bytes, name: str) -> "tuple[Report, ...]":
    """Read every entry of a feed that holds words, as a report, in the order of the feed.

    An entry's text is its title and its content, else its summary; publisher is the feed's title
    (or the entry's own source), address the entry's link. Nothing is fetched.

    Raises
    ------
    ReportError
        When the file is no feed, holds no entry with words, or more than `MOST_ENTRIES`.
    """
    import feedparser

    try:
        found: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False)
        entries = list(found.entries)
        publisher = _words(found.feed.get("title"))
        language = _words(found.feed.get("language"))
        known = bool(found.version)
    except Exception as error:  # broken XML makes the parsers below raise anything
        raise ReportError(f"report {name!r}: is not a feed that can be read") from error
    if not known and not entries:
        raise ReportError(f"report {name!r}: is not a feed (RSS or Atom)")
    if len(entries) > MOST_ENTRIES:
        raise ReportError(f"report {name!r}: the feed has more than {MOST_ENTRIES:,} entries")
    reports = [_entry(e, n, name, publisher, language) for n, e in enumerate(entries, 1)]
    kept = tuple(r for r in reports if r is not None)
    if not kept:
        raise ReportError(f"report {name!r}: the feed has no entry with words in it")
    return kept


def _entry(
    entry: Any, number: int, name: str, publisher: str | None, language: str | None
) -> "Report | None":
    """One entry as a report; None when it holds no words."""
    from pathlib import Path

    from parley.reports.page import visible_text
    from parley.reports.report import from_text

    bodies = [str(c.get("value", "")) for c in entry.get("content", ())]
    body = max([*bodies, str(entry.get("summary", ""))], key=len)
    text = visible_text(body) if "<" in body or "&" in body else body.strip()
    title = _words(entry.get("title"))
    whole = f"{title}\n\n{text}" if title and not text.startswith(title) else text
    source = entry.get("source") or {}
    try:
        return from_text(
            whole, name=f"{Path(name).stem}-{number}", title=title,
            publisher=_words(source.get("title")) or publisher, author=_words(entry.get("author")),
            date=_date(entry), address=str(entry.get("link") or "") or None,
            language=(language or "")[:2].lower() or None,
        )  # fmt: skip
    except ReportError:
        return None


def _words(value: Any) -> str | None:
    """A short field on one line, without marks."""
    from parley.reports.page import visible_text

    text = str(value or "")
    text = visible_text(text) if "<" in text or "&" in text else text
    return " ".join(text.split())[:300] or None


def _date(entry: Any) -> datetime.date | None:
    """When an entry was published, else updated."""
    for key in ("published_parsed", "updated_parsed"):
        try:
            year, month, day = dict.__getitem__(entry, key)[:3]
            return datetime.date(year, month, day)
        except (KeyError, TypeError, ValueError):
            continue
    return None
