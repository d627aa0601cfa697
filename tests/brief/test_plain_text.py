import io
import unicodedata

import docx as library
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from brief import outlooks
from parley.brief import pictures
from parley.brief.blocks import Table
from parley.brief.docx import docx
from parley.brief.paper import paper
from parley.brief.pdf import pdf
from parley.brief.plain_text import fit, one_line, right_to_left
from parley.outlook.document import Outlook

SHARP = "a\x07\u202eb\ufffe \x00<&>\u2028'\"\n\tc" + "x" * 300


def sharp() -> Outlook:
    """An outlook in which every kind of name holds what XML and typesetters choke on."""
    o = outlooks.full()
    return o.model_copy(
        update={
            "process": o.process.model_copy(update={"title": SHARP, "question": SHARP}),
            "issues": [i.model_copy(update={"question": SHARP}) for i in o.issues],
            "meetings": [m.model_copy(update={"name": SHARP, "when": SHARP}) for m in o.meetings],
            "levers": [x.model_copy(update={"name": SHARP}) for x in o.levers],
            "parties": [p.model_copy(update={"name": SHARP}) for p in o.parties],
            "limits": [SHARP],
        }
    )


def test_no_name_breaks_a_document() -> None:
    o = sharp()
    data, warnings = pdf(o)
    assert data.startswith(b"%PDF")
    assert warnings == ()
    library.Document(io.BytesIO(docx(o)))
    for chart in pictures.charts(o):
        etree.fromstring(pictures.svg(chart.spec).encode())


@settings(max_examples=300)
@given(st.text())
def test_one_line_is_one_line_of_xml(text: str) -> None:
    made = one_line(text)
    assert one_line(made) == made
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in made)
    etree.fromstring(f"<a>{made.replace('&', '').replace('<', '')}</a>".encode())
    assert fit([text])[0].replace("\n", " ").split() == made.split()


def test_direction_is_that_of_the_first_letter() -> None:
    assert right_to_left("“שלום” (hello)")
    assert not right_to_left("3 – hello שלום")
    assert not right_to_left("")


def test_no_cell_holds_more_than_one_line(any_outlook: Outlook) -> None:
    for block in paper(any_outlook).blocks:
        if isinstance(block, Table):
            for row in block.rows:
                assert len(row) == len(block.head) == len(block.widths)
                assert all("\n" not in run.text for cell in row for run in cell)
