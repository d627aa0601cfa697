"""A web page: the article's text, without navigation, scripts and other boilerplate."""

import datetime
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from parley.errors import ReportError

if TYPE_CHECKING:
    from parley.reports.report import Report

_DEEP = 3000


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCK = _tags(
    "p div li ul ol h1 h2 h3 h4 h5 br tr td th blockquote section article main title dd dt"
)
_DROP = _tags("script style head nav footer aside form noscript template button")


class _Visible(HTMLParser):
    """Text of a page when nothing in it looks like an article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _DROP
        if tag in _BLOCK:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in _DROP))
        if tag in _BLOCK:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def visible_text(page: str) -> str:
    r"""Text of a page or a piece of one as a reader sees it, paragraphs on lines of their own.

    Examples
    --------
    >>> visible_text("<p>Talks <b>go</b> on.<script>x()</script><p>They met &amp; left.")
    'Talks go on.\nThey met & left.'
    """
    visible = _Visible()
    try:
        visible.feed(page)
        visible.close()
    except AssertionError:  # html.parser on marked sections that never close
        visible.parts.append(re.sub(r"<[^<>]*>?", " ", page))
    return re.sub(r"\s*\n\s*", "\n", "".join(visible.parts)).strip()


def article(page: str, name: str) -> "Report":
    """The article of a page as a report; title, publisher, author and date from its metadata.

    The address is the one the page names as its own, if any.

    Raises
    ------
    ReportError
        When the page holds no text.
    """
    from parley.reports.report import from_text

    text: str | None = None
    meta: dict[str, str] = {}
    if page.count("<") < 200_000 and _depth(page) < _DEEP:
        text, meta = _extract(page)
    if not text or len(text) < 200:
        whole = visible_text(page)
        text = whole if len(whole) > len(text or "") else text
    if not text or not any(c.isalpha() for c in text):
        raise ReportError(f"report {name!r}: the page holds no text")
    return from_text(
        text, name=name, title=meta.get("title"), publisher=meta.get("publisher"),
        author=meta.get("author"), date=_date(meta.get("date")), address=meta.get("address"),
    )  # fmt: skip


def _extract(page: str) -> tuple[str | None, dict[str, str]]:
    """Text and metadata by trafilatura; nothing when it cannot make sense of the page."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = trafilatura.extract(
            page, include_comments=False, favor_recall=True, deduplicate=False
        )
        found = trafilatura.extract_metadata(page)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None, {}
    meta = {}
    for ours, theirs in (("title", "title"), ("publisher", "sitename"), ("date", "date"),
                         ("author", "author"), ("address", "url")):  # fmt: skip
        value = getattr(found, theirs, None)
        if value:
            meta[ours] = str(value)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page[:200_000], re.I | re.S)
    if title:
        words = re.sub(r"<[^>]*>|\s+", " ", title.group(1)).strip()
        meta["title"] = words or meta.get("title", "")
    if not re.search(
        r'name=["\']author|rel=["\']author|itemprop=["\']author', page[:200_000], re.I
    ):
        meta.pop("author", None)
    return text, meta


def _depth(page: str) -> int:
    """Rough depth of nesting, to spare the parser a page made to exhaust it."""
    depth = deepest = 0
    for m in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]{0,300}(/?)>", page):
        if m.group(3) or m.group(2).lower() in (
            "br",
            "img",
            "meta",
            "link",
            "input",
            "hr",
            "p",
            "li",
        ):
            continue
        depth += -1 if m.group(1) else 1
        deepest = max(deepest, depth)
    return deepest


def _date(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
