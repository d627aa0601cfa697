"""A PDF file: the text of its pages, without running heads and hyphens at line ends."""

import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from parley.errors import ReportError

if TYPE_CHECKING:
    from parley.reports.report import Report

MOST_PAGES = 2000
MOST_TEXT = 5_000_000
"""Characters of text after which a file is refused."""
_JUNK = re.compile(r"untitled|microsoft word|\.(?:docx?|indd|qxd|pdf|rtf|pub)$|^\W*$", re.I)
_HYPHEN = re.compile(r"(?<=[a-zà-ÿа-яё])[-\u00ad\u2010]\n(?=[a-zà-ÿа-яё])")


def read_pdf(data: bytes, name: str) -> "Report":
    """Read the text layer of a PDF file as a report.

    Lines that head or foot most pages (running titles, page numbers) are left out, and words cut
    at a line end are joined. Title and author come from the file's own data where they make sense.

    Raises
    ------
    ReportError
        When the file is broken, encrypted, has no text layer, or more than `MOST_PAGES` pages.
    """
    import logging

    import pypdf

    from parley.reports.report import from_text

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError(f"report {name!r}: is encrypted; save a copy without the password")
        number = len(reader.pages)
        if number > MOST_PAGES:
            raise ReportError(f"report {name!r}: has {number:,} pages, more than {MOST_PAGES:,}")
        pages = _pages(reader, name)
        about = reader.metadata or {}
        title, author = (_said(about.get(key)) for key in ("/Title", "/Author"))
    except ReportError:
        raise
    except Exception as error:  # a broken file makes pypdf raise anything
        raise ReportError(f"report {name!r}: is not a PDF file that can be read") from error
    text = "\n\n".join(p for p in _without_heads(pages) if p.strip())
    if sum(c.isalpha() for c in text) < 20:
        raise ReportError(f"report {name!r}: no text layer: run OCR first")
    return from_text(_HYPHEN.sub("", text), name=name, title=title, author=author)


def _pages(reader: Any, name: str) -> list[str]:
    """Text of every page; a page that cannot be read is empty."""
    found, size = [], 0
    for page in reader.pages:
        try:
            text = str(page.extract_text() or "")
        except Exception:  # one broken page does not spoil the others
            text = ""
        size += len(text)
        if size > MOST_TEXT:
            raise ReportError(f"report {name!r}: more than {MOST_TEXT:,} characters of text")
        found.append(text)
    return found


def _without_heads(pages: list[str]) -> list[str]:
    """Pages without first and last lines that most of them share, numbers aside."""
    split = [[line.rstrip() for line in page.strip().split("\n")] for page in pages]
    if len(split) < 3:
        return ["\n".join(lines) for lines in split]

    def form(line: str) -> str:
        return re.sub(r"\d+", "#", " ".join(line.split()))

    edges = Counter(form(x) for lines in split for x in {*lines[:2], *lines[-2:]})
    common = {line for line, n in edges.items() if n > 0.5 * len(split)}
    kept = []
    for lines in split:
        last = len(lines) - 3
        inner = [x for i, x in enumerate(lines) if 1 < i <= last or form(x) not in common]
        kept.append("\n".join(inner))
    whole = ["\n".join(lines) for lines in split]
    return kept if sum(map(len, kept)) > 0.7 * sum(map(len, whole)) else whole


def _said(value: Any) -> str | None:
    """A field of the file's data, unless it is what a program put there."""
    text = " ".join(str(value or "").split())
    return None if not text or _JUNK.search(text) or len(text) > 300 else text
