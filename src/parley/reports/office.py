"""Files of word processors: docx and rtf."""

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from parley.errors import ReportError

if TYPE_CHECKING:
    from parley.reports.report import Report

MOST_UNPACKED = 200_000_000
"""Bytes that the parts of a docx may come to when unpacked."""
MOST_WORDS = 40_000_000
"""Bytes of its main part."""
_MAIN = "word/document.xml"


def is_docx(data: bytes) -> bool:
    """Whether a zip file holds the main part of a docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _MAIN in parts.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def read_docx(data: bytes, name: str) -> "Report":
    """Read a docx: paragraphs and cells of tables in order; title and author from its properties.

    Raises
    ------
    ReportError
        When the file is broken, holds no text, or unpacks to more than a document can be (a zip
        bomb); sizes are looked at before anything is unpacked.
    """
    from parley.reports.report import from_text

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            sizes = {p.filename: p.file_size for p in parts.infolist()}
        if sum(sizes.values()) > MOST_UNPACKED or sizes.get(_MAIN, 0) > MOST_WORDS:
            raise ReportError(f"report {name!r}: unpacks to more than a document can hold")
        import docx

        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(_blocks(document))
        about = document.core_properties
        title, author = about.title or None, about.author or None
    except ReportError:
        raise
    except Exception as error:  # a broken file makes python-docx, lxml or zipfile raise anything
        raise ReportError(f"report {name!r}: is not a docx file that can be read") from error
    if author in ("python-docx", "Unknown"):
        author = None
    return from_text(text, name=name, title=title, author=author)


def _blocks(part: Any) -> list[str]:
    """Paragraphs, and the rows of tables as lines, in the order of the document."""
    found: list[str] = []
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(c.text.split()) for c in row.cells)
                found.append(" | ".join(c for c in cells if c))
        else:
            found.append(str(block.text))
    return [x for x in found if x.strip()]


def read_rtf(data: bytes, name: str) -> "Report":
    r"""Read an rtf file as a report; its title is the one it names, else its first line.

    Raises
    ------
    ReportError
        When the file is broken or holds no text.

    Examples
    --------
    >>> read_rtf(rb"{\rtf1\ansi{\info{\title Talks}}They met in Gen\'e8ve.\par}", "x").text
    'They met in Genève.'
    """
    from striprtf.striprtf import rtf_to_text

    from parley.reports.report import from_text

    raw = data.decode("cp1252", errors="replace")
    title = re.search(r"\{\\title ([^{}\\]{1,300})\}", raw[:20_000])
    try:
        text = rtf_to_text(raw, errors="replace")
    except Exception as error:  # a broken file makes striprtf raise anything
        raise ReportError(f"report {name!r}: is not an rtf file that can be read") from error
    return from_text(text.strip(), name=name, title=title.group(1).strip() if title else None)
