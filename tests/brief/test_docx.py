import io
import zipfile

import docx as library
import pytest

from brief import outlooks
from parley.brief.docx import docx
from parley.outlook.document import Outlook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made(full: Outlook) -> bytes:
    return docx(full)


def test_headings_are_headings(made: bytes, full: Outlook) -> None:
    opened = library.Document(io.BytesIO(made))
    styles = [(p.style.name, p.text) for p in opened.paragraphs]
    assert ("Title", full.process.title) in styles
    assert ("Heading 1", "In short") in styles
    assert opened.core_properties.title == full.process.title


def test_tables_repeat_their_head(made: bytes) -> None:
    opened = library.Document(io.BytesIO(made))
    assert len(opened.tables) > 5
    for table in opened.tables:
        assert table.rows[0]._tr.find(f".//{W}tblHeader") is not None


def test_charts_have_words(made: bytes) -> None:
    opened = library.Document(io.BytesIO(made))
    said = [s._inline.docPr.get("descr") for s in opened.inline_shapes]
    assert len(said) >= 5
    assert all(said)


def test_every_number_leads_to_its_sentence(made: bytes) -> None:
    body = library.Document(io.BytesIO(made)).element.body
    targets = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    links = {h.get(f"{W}anchor") for h in body.iter(f"{W}hyperlink")} - {None}
    assert links
    assert links == targets


def test_same_outlook_same_bytes(made: bytes, full: Outlook) -> None:
    assert docx(full) == made
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {i.date_time for i in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_right_to_left_quotes_run_that_way() -> None:
    opened = library.Document(io.BytesIO(docx(outlooks.right_to_left())))
    quotes = [p for p in opened.paragraphs if p.style.name == "Quote"]
    assert quotes
    assert all(p._p.find(f".//{W}bidi") is not None for p in quotes)


def test_any_outlook_is_set(any_outlook: Outlook) -> None:
    opened = library.Document(io.BytesIO(docx(any_outlook)))
    assert any_outlook.process.title in "\n".join(p.text for p in opened.paragraphs)
