import datetime
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import ReportError
from parley.reports import LARGEST, from_text, load

PAGE = """<html><head><title>Old title</title><script>var x="Oslo";</script></head><body>
<nav><a href="/">Home</a><a href="/x">Subscribe to our letter</a></nav>
<article><h1>Envoys meet in the hills</h1><p>12 March 1994</p>
<p>Envoys of the two governments met on Tuesday in a hill town to go over the map once more.
They agreed on little&nbsp;&ndash; but on a date for the next session, which will be in April.</p>
<p>The host said the parties had moved closer on the question of the river crossing, and that a
second text would be put before them when they return, with the help of the observers.</p>
</article><footer>Privacy policy. Contact us.</footer></body></html>"""


def test_page_keeps_the_article_only(tmp_path: Path) -> None:
    path = tmp_path / "a page.html"
    path.write_text(PAGE, encoding="utf-8")
    report = load(path)
    assert "hill town" in report.text
    assert "Subscribe" not in report.text
    assert "Privacy" not in report.text
    assert "var x" not in report.text
    assert report.title == "Envoys meet in the hills"
    assert report.date == datetime.date(1994, 3, 12)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"\x00\x01\x02" * 50, "not plain text"),
        (b"%PDF-1.7 ...", "not a PDF file"),
        (b"GIF89a ...", "not plain text"),
        (b"... --- 123 !!", "no text"),
        (b"x" * (LARGEST + 1), "larger than"),
    ],
)
def test_bad_files_are_one_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(data)
    with pytest.raises(ReportError, match=says) as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_a_folder_and_an_absent_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="folder"):
        load(tmp_path)
    with pytest.raises(ReportError, match="no such file"):
        load(tmp_path / "x.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes("Zürich: talks – naïve".encode(encoding))
    assert load(path).text == "Zürich: talks – naïve"


def test_hidden_and_direction_marks_are_taken_out() -> None:
    report = from_text("Pea\u200bce \u202etalks\u202c \u2066x\u2069")
    assert report.text == "Peace talks x"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO(b"Talks resumed on 3 May 1991.")

    monkeypatch.setattr("sys.stdin", Stream())
    report = load("-")
    assert report.name == "report"
    assert report.date == datetime.date(1991, 5, 3)


def test_the_date_is_never_the_clock() -> None:
    assert from_text("Talks resumed on Monday.").date is None


def test_same_text_same_digest() -> None:
    assert from_text("Talks.\r\n").sha256 == from_text("Talks.\n", name="other").sha256


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".html", ".md"]))
def test_any_bytes_give_a_report_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("r") / f"x{suffix}"
    path.write_bytes(data)
    try:
        report = load(path)
    except ReportError as error:
        message = str(error)
    else:
        message = ""
        assert report.text
    assert "\n" not in message
