import datetime
import io

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief import outlooks
from parley.brief import glyphs
from parley.brief.glyphs import MARK, Shown
from parley.brief.pdf import pdf
from parley.outlook.document import Outlook


@pytest.fixture(scope="module")
def made(full: Outlook) -> bytes:
    data, warnings = pdf(full)
    assert warnings == ()
    return data


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def words(data: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in reader(data).pages).split())


def renamed(title: str) -> Outlook:
    """A thin outlook about a process of this name."""
    thin = outlooks.right_to_left()
    return thin.model_copy(
        update={"process": thin.process.model_copy(update={"title": title, "question": None})}
    )


def figures(node: pypdf.generic.PdfObject) -> list[str]:
    """Alternative texts of the figures of the structure tree."""
    node = node.get_object()
    if isinstance(node, pypdf.generic.ArrayObject):
        return [x for child in node for x in figures(child)]
    if not isinstance(node, pypdf.generic.DictionaryObject):
        return []
    own = [str(node["/Alt"])] if node.get("/S") == "/Figure" else []
    return own + (figures(node["/K"]) if "/K" in node else [])


def test_the_file_is_tagged_for_readers(made: bytes, full: Outlook) -> None:
    root = reader(made).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader(made).metadata.title == full.process.title


def test_charts_have_words(made: bytes) -> None:
    said = figures(reader(made).trailer["/Root"]["/StructTreeRoot"])
    assert len(said) >= 5
    assert any(s.startswith("Where it may stand") for s in said)


def test_the_first_page_is_the_summary(made: bytes, full: Outlook) -> None:
    assert full.headline is not None
    first = " ".join(reader(made).pages[0].extract_text().split())
    assert "In short" in first
    assert "4.6 % (2.0–7.9 %)" in first
    assert "Annex" not in first


def test_chapters_are_bookmarks_and_notes_are_links(made: bytes) -> None:
    names = [str(x.title) for x in reader(made).outline if not isinstance(x, list)]
    assert names[0] == "In short"
    assert "Annex: assumptions" in names
    links = [a for p in reader(made).pages for a in p.get("/Annots", [])]
    assert len(links) > 10


def test_every_sentence_of_the_record_is_in_it(made: bytes, full: Outlook) -> None:
    shown = words(made).replace("- ", "-")
    for a in full.assessments:
        assert a.quote in shown
    assert "chance that" in shown
    assert f"Run {full.run_id}" in shown


def test_same_outlook_same_bytes(made: bytes, full: Outlook) -> None:
    assert pdf(full)[0] == made
    assert b"/CreationDate" not in made


def test_only_the_bundled_fonts_are_in_it(made: bytes) -> None:
    names = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in reader(made).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert names
    assert all(n.startswith("/Noto") or n.startswith("Noto") for n in names)


@pytest.mark.parametrize(
    "title",
    [
        "Переговори в Києві",
        "Ειρηνευτικές συνομιλίες",
        "محادثات السلام في القاهرة",
        "שיחות השלום",
        "Đàm phán hoà bình, ≤ 3 → 4 − 1",
    ],
)
def test_five_scripts_have_their_glyphs(title: str) -> None:
    data, warnings = pdf(renamed(title))
    assert warnings == ()
    assert reader(data).metadata.title == title


def test_a_missing_glyph_is_marked_and_named() -> None:
    data, warnings = pdf(renamed("Talks 東京"))
    assert len(warnings) == 1
    assert "U+6771 東, U+4EAC 京" in warnings[0] or "U+4EAC 京, U+6771 東" in warnings[0]
    assert reader(data).metadata.title == f"Talks {MARK}{MARK}"
    assert "U+6771" in words(data)


def test_text_of_a_record_is_no_markup() -> None:
    sharp = '#eval("1+1") *b* $x$ <lab> @ref = h \\ // [x] `c` "q"'
    given = outlooks.full()
    o = given.model_copy(update={"missing": [sharp], "limits": [sharp]})
    data, _ = pdf(o)
    assert '#eval("1+1") *b* $x$ <lab> @ref = h \\ // [x] `c` "q"' in words(data)


def test_any_outlook_is_set(any_outlook: Outlook) -> None:
    data, _ = pdf(any_outlook)
    assert len(reader(data).pages) <= 25


def test_an_undated_record_says_so() -> None:
    assert "undated" in words(pdf(outlooks.no_outlook())[0])


def test_coverage_is_what_the_fonts_hold() -> None:
    tt = pytest.importorskip("fontTools.ttLib")
    for path in sorted(glyphs.FONTS.glob("*.ttf")):
        with tt.TTFont(path) as font:
            best = {c for c, g in font.getBestCmap().items() if g != ".notdef"}
            symbols = {c for t in font["cmap"].tables for c in t.cmap}
        assert set(glyphs.code_points(path.read_bytes())) == best | symbols


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_what_is_shown_has_glyphs(text: str) -> None:
    seen = Shown()
    made = seen.text(text)
    assert all(ord(c) in glyphs.coverage() for c in made)
    assert bool(seen.warnings()) == bool(seen.missing)


def test_the_date_of_the_record_is_the_only_date(full: Outlook) -> None:
    later = full.model_copy(update={"as_of": datetime.date(2031, 4, 1)})
    assert "1 April 2031" in words(pdf(later)[0])
