"""What python-docx has no call for: links, bookmarks, page numbers, direction, header rows."""

from __future__ import annotations

from typing import Any


def element(name: str, /, **attributes: str) -> Any:
    """An element of the Word namespace with attributes of that namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def link_in(paragraph: Any, words: str, name: str) -> None:
    """A raised link to a bookmark of the document."""
    _link(paragraph, element("hyperlink", anchor=name), words, raised=True)


def link_out(paragraph: Any, words: str, address: str) -> None:
    """A link to an address."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    link = element("hyperlink")
    to = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), to)
    _link(paragraph, link, words, raised=False)


def _link(paragraph: Any, link: Any, words: str, *, raised: bool) -> None:
    """Put a run inside a link and the link at the end of a paragraph."""
    run = paragraph.add_run(words)
    run.font.superscript = raised or None
    run.font.underline = None if raised else True
    link.append(run._r)
    paragraph._p.append(link)


def into_bookmark(paragraph: Any, words: str, name: str, number: int) -> None:
    """A run that links can lead to."""
    paragraph._p.append(element("bookmarkStart", id=str(number), name=name))
    paragraph.add_run(words).bold = True
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def page_number(paragraph: Any) -> None:
    """The number of the page, filled in by the reader's program."""
    field = element("fldSimple", instr="PAGE")
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def right_to_left_paragraph(paragraph: Any) -> None:
    """Set a paragraph from right to left."""
    after = ("spacing", "ind", "contextualSpacing", "jc", "rPr", "sectPr")
    settings = paragraph._p.get_or_add_pPr()
    settings.insert_element_before(element("bidi"), *(f"w:{name}" for name in after))


def header_row(table: Any, caption: str) -> None:
    """Mark the first row as the head, repeated on each page, and name the table."""
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(element("tblHeader"))
    for tr in table.rows:
        tr._tr.get_or_add_trPr().append(element("cantSplit"))
    table._tbl.tblPr.append(element("tblCaption", val=caption))


def light_borders(table: Any, colour: str) -> None:
    """Lines below rows only, in one colour."""
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color=colour))
    settings = table._tbl.tblPr
    settings.insert_element_before(borders, "w:tblLayout", "w:tblCellMar", "w:tblLook")
