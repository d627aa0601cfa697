"""The brief as PDF: tagged (PDF/UA-1), set by typst with the bundled fonts alone."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import Any

from parley.brief.blocks import (
    Block,
    Bullets,
    Heading,
    Note,
    Paper,
    Paragraph,
    Picture,
    Run,
    Said,
    Table,
    Text,
)
from parley.brief.glyphs import FAMILIES, Shown
from parley.brief.palette import colours
from parley.brief.paper import paper
from parley.brief.pictures import svg
from parley.brief.plain_text import right_to_left
from parley.brief.typeset import typeset
from parley.outlook.document import Outlook

LINE = 600.0
"""Pixels of a chart that fill the line."""
TALLEST = 820.0
"""Pixels, at the width of the line, that fill a page."""


def pdf(outlook: Outlook) -> tuple[bytes, tuple[str, ...]]:
    """Return the brief as PDF, with warnings.

    Parameters
    ----------
    outlook : Outlook
        The document; its text is data to the typesetter, never markup.

    Returns
    -------
    bytes
        They depend on the outlook alone: no date, no path, no font of the machine.
    tuple of str
        Names each character that no bundled font has; it stands as U+FFFD, and the first page
        says so too. Empty when every character has its glyph.

    Raises
    ------
    MissingLibraryError
        When typst or vl-convert-python is not installed.
    """
    shown = Shown()
    data = _data(paper(outlook), shown)
    given = data | {"warnings": [shown.text(w) for w in shown.warnings()]}
    template = resources.files("parley.brief").joinpath("templates/brief.typ").read_bytes()
    text = json.dumps(given, ensure_ascii=False)
    made = typeset(template, {"paper": text}, "pdf", pdf_standards=["ua-1"])
    return made, tuple(shown.warnings())


def _data(p: Paper, shown: Shown) -> dict[str, Any]:
    """What the template reads."""
    question = shown.text(p.question) if p.question else None
    return {
        "title": shown.text(p.title) or "Brief",
        "kicker": shown.text(p.kicker),
        "question": question,
        "question_rtl": right_to_left(p.question or ""),
        "subject": shown.text(p.subject),
        "language": p.language,
        "fonts": list(FAMILIES),
        "colours": colours(),
        "blocks": [_block(b, shown) for b in p.blocks],
    }


def _block(b: Block, shown: Shown) -> dict[str, Any]:
    """One block as plain data."""
    out: dict[str, Any] = {"kind": b.kind}
    if isinstance(b, Heading):
        return out | {"level": b.level, "text": shown.text(b.text)}
    if isinstance(b, Paragraph):
        return out | {"style": b.style, "runs": _runs(b.runs, shown)}
    if isinstance(b, Bullets):
        return out | {"items": [{"runs": _runs(i, shown)} for i in b.items]}
    if isinstance(b, Said):
        return out | {"lead": _runs(b.lead, shown)} | _quote(b.quote, b.rtl, shown)
    if isinstance(b, Note):
        place = {"number": b.number, "place": shown.text(b.place)}
        return out | place | _quote(b.quote, b.rtl, shown)
    if isinstance(b, Table):
        rows = [[{"runs": _runs(cell, shown)} for cell in row] for row in b.rows]
        head = [shown.text(h) for h in b.head]
        look = {"widths": b.widths, "right": b.right, "small": b.small}
        return out | {"head": head, "rows": rows} | look
    if isinstance(b, Picture):
        drawn = shown.text(svg(b.chart.spec))
        wide, high = (re.search(rf'{side}="([\d.]+)"', drawn) for side in ("width", "height"))
        size = {"width": float(wide[1]) if wide else LINE, "height": float(high[1]) if high else 0}
        share = min(size["width"] / LINE, 1.0)
        if size["height"] * share * (LINE / size["width"]) > TALLEST:
            share = TALLEST * size["width"] / (size["height"] * LINE)
        return out | {"svg": drawn, "says": shown.text(b.chart.says), "share": share}
    return out


def _quote(words: str, rtl: bool, shown: Shown) -> dict[str, Any]:
    """A quote with its direction and a language that goes with its script."""
    return {"quote": shown.text(words), "rtl": rtl, "language": _language(words)}


def _runs(runs: Text, shown: Shown) -> list[dict[str, Any]]:
    return [_run(r, shown) for r in runs]


def _run(r: Run, shown: Shown) -> dict[str, Any]:
    rtl = right_to_left(r.text)
    look = {"strong": r.strong, "soft": r.soft, "notes": r.notes, "address": r.address}
    return {"text": shown.text(r.text), "rtl": rtl, "language": _language(r.text)} | look


def _language(words: str) -> str:
    """Language for shaping: Hebrew for its own letters, Arabic for other right-to-left text."""
    return "he" if any("\u0590" <= c <= "\u05ff" for c in words) else "ar"
