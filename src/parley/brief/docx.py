"""The brief as a Word document: real headings, tables and lists, charts with alternative text."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from parley.brief.blocks import (
    Block,
    Bullets,
    Heading,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Picture,
    Said,
    Table,
    Text,
)
from parley.brief.docx_parts import (
    header_row,
    into_bookmark,
    light_borders,
    link_in,
    link_out,
    page_number,
    right_to_left_paragraph,
)
from parley.brief.palette import colours
from parley.brief.paper import paper
from parley.brief.pictures import png
from parley.brief.plain_text import right_to_left
from parley.errors import MissingLibraryError
from parley.outlook.document import Outlook

EPOCH = datetime.datetime(2000, 1, 1)
"""Stands for the time of making, so that the same outlook gives the same bytes."""
LINE = 16.5
"""Width of the text in centimetres."""
TALLEST = 23.0
"""Height of the text in centimetres."""
STYLES = {"lead": "Lead", "note": "Small", "kicker": "Small", "body": "Normal"}


def docx(outlook: Outlook) -> bytes:
    """Return the brief as a Word document.

    Parameters
    ----------
    outlook : Outlook
        The document.

    Returns
    -------
    bytes
        Sentences that a passage rests on stand numbered at the end; their numbers are links. No
        time of making is in the file: the same outlook gives the same bytes.

    Raises
    ------
    MissingLibraryError
        When python-docx or vl-convert-python is not installed.
    """
    try:
        import docx as library
    except ImportError as error:
        raise MissingLibraryError("a Word document needs the library python-docx") from error
    made = library.Document()
    p = paper(outlook)
    _look(made, p)
    made.add_paragraph(p.kicker, style="Small")
    made.add_paragraph(p.title, style="Title")
    if p.question:
        made.add_paragraph(p.question, style="Subtitle")
    for block in p.blocks:
        _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return fixed(out.getvalue())


def fixed(data: bytes) -> bytes:
    """Return a zip file with every time in it set to the first that zip can hold.

    Examples
    --------
    >>> out = io.BytesIO()
    >>> with zipfile.ZipFile(out, "w") as z: z.writestr("a", "b")
    >>> zipfile.ZipFile(io.BytesIO(fixed(out.getvalue()))).infolist()[0].date_time
    (1980, 1, 1, 0, 0, 0)
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, old.read(item.filename))
    return out.getvalue()


def _look(made: Any, p: Paper) -> None:
    """Properties, page, and the styles that the brief adds."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    core = made.core_properties
    core.title, core.author, core.subject = p.title[:255], "Parley", p.subject[:255]
    core.language, core.last_modified_by, core.comments = p.language, "Parley", ""
    core.created = core.modified = EPOCH
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm((21 - LINE) / 2)
    page.top_margin = page.bottom_margin = Cm(2)
    page_number(page.footer.paragraphs[0])
    c = {k: RGBColor.from_string(_six(v)) for k, v in colours().items()}
    for name, size in (("Normal", 10), ("Heading 1", 14), ("Heading 2", 11), ("Title", 22)):
        style = made.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.color.rgb = c["ink"]
    made.styles["Subtitle"].font.color.rgb = c["soft"]
    for name, points, ink in (("Lead", 13, "ink"), ("Small", 8.5, "soft")):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.font.size, style.font.color.rgb = Pt(points), c[ink]
    made.styles["Normal"].paragraph_format.space_after = Pt(5)


def _six(colour: str) -> str:
    """A colour of six hexadecimal digits."""
    bare = colour.lstrip("#")
    return (bare if len(bare) == 6 else "".join(2 * x for x in bare)).upper()


def _add(made: Any, b: Block) -> None:
    """Add one block."""
    if isinstance(b, Heading):
        made.add_heading(b.text, level=b.level)
    elif isinstance(b, Paragraph):
        _write(made.add_paragraph(style=STYLES[b.style]), b.runs)
    elif isinstance(b, Bullets):
        for item in b.items:
            _write(made.add_paragraph(style="List Bullet"), item)
    elif isinstance(b, Said):
        _write(made.add_paragraph(), b.lead)
        _quote(made, b.quote, b.rtl)
    elif isinstance(b, Table):
        _table(made, b)
    elif isinstance(b, Picture):
        _picture(made, b)
    elif isinstance(b, Note):
        _note(made, b)
    elif isinstance(b, NewPage):
        made.add_page_break()


def _write(paragraph: Any, runs: Text) -> None:
    """Add runs to a paragraph; one that begins right to left runs that way."""
    for r in runs:
        if r.address:
            link_out(paragraph, r.text, r.address)
        elif r.text:
            run = paragraph.add_run(r.text)
            run.bold = r.strong or None
            run.font.rtl = right_to_left(r.text) or None
        for n in r.notes:
            link_in(paragraph, f" {n}", f"note-{n}")
    if runs and right_to_left("".join(r.text for r in runs)):
        right_to_left_paragraph(paragraph)


def _quote(made: Any, words: str, rtl: bool) -> None:
    """A quote on its own line, in its own direction."""
    paragraph = made.add_paragraph(style="Quote")
    run = paragraph.add_run(words if rtl else f"“{words}”")
    if rtl:
        run.font.rtl = True
        right_to_left_paragraph(paragraph)


def _table(made: Any, b: Table) -> None:
    """A table whose first row repeats on every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table = made.add_table(rows=0, cols=len(b.head))
    table.autofit = False
    light_borders(table, _six(colours()["line"]))
    widths = [Cm(LINE * w / sum(b.widths)) for w in b.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for n, row in enumerate(((), *b.rows)):
        cells = table.add_row().cells
        for k, cell in enumerate(cells):
            cell.width = widths[k]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            if n == 0:
                paragraph.add_run(b.head[k]).bold = True
            else:
                _write(paragraph, row[k])
            for run in paragraph.runs:
                run.font.size = Pt(8 if b.small else 9)
            if k in b.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    header_row(table, b.caption)
    made.add_paragraph().paragraph_format.space_after = Pt(2)


def _picture(made: Any, b: Picture) -> None:
    """A chart with its sentence as alternative text."""
    from docx.shared import Cm

    drawn = png(b.chart.spec, scale=2)
    wide, high = (int.from_bytes(drawn[k : k + 4], "big") / 2 for k in (16, 20))
    width = min(LINE, LINE * wide / 720, TALLEST * wide / high)
    shape = made.add_picture(io.BytesIO(drawn), width=Cm(width))
    properties = shape._inline.docPr
    properties.set("descr", b.chart.says)
    properties.set("title", b.chart.title)


def _note(made: Any, b: Note) -> None:
    """A numbered sentence that its numbers in the text link to."""
    paragraph = made.add_paragraph(style="Small")
    into_bookmark(paragraph, f"{b.number}", f"note-{b.number}", b.number)
    if b.rtl:
        _quote(made, b.quote, rtl=True)
        made.add_paragraph(b.place, style="Small")
    else:
        paragraph.add_run(f" “{b.quote}” ")
        paragraph.add_run(b.place).italic = True
