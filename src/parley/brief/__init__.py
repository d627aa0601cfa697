"""An outlook on paper: HTML, PDF, DOCX, Markdown, a few lines for the terminal, and its parts.

All of them show the same `Outlook` document and make no text of their own beyond headings and
labels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from parley.outlook.document import Outlook

__all__ = ["html", "markdown", "summary", "write"]


def html(outlook: Outlook) -> str:
    """Return the brief as one self-contained HTML file (see `parley.brief.render.html`)."""
    from parley.brief import render

    return render.html(outlook)


def markdown(outlook: Outlook) -> str:
    """Return the brief as Markdown (see `parley.brief.markdown_text.markdown`)."""
    from parley.brief import markdown_text

    return markdown_text.markdown(outlook)


def summary(outlook: Outlook, *, width: int = 100, markup: bool = False) -> str:
    """Return the outlook in at most 40 lines of text (see `parley.brief.terminal.summary`)."""
    from parley.brief import terminal

    return terminal.summary(outlook, width=width, markup=markup)


def write(outlook: Outlook, path: Path) -> tuple[str, ...]:
    """Write the brief in the form its ending names (see `parley.brief.files.write`)."""
    from parley.brief import files

    return files.write(outlook, path)
