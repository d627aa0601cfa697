"""A batch goes on past what cannot be read, and says so."""

import tracemalloc
from pathlib import Path

import pytest

from parley.errors import ReportError
from parley.reports import Tally, gather
from parley.reports.fetch import Fetcher, Page
from reports import made
from reports.made import WORDS


class Shelf(Fetcher):
    """A fetcher that has some pages at hand."""

    def get(self, address: str) -> Page:
        if "gazette" in address or "ok" in address:
            page = f"<html><body><article><p>{WORDS * 4}</p></article></body></html>"
            return Page(page.encode(), address)
        raise ReportError(f"report {address!r}: the server answered 404")


def test_a_folder_with_everything_in_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("hidden")
    for name, data in {
        "1.txt": WORDS.encode(), "2.pdf": made.pdf(WORDS), "3.docx": made.docx(WORDS),
        "4.eml": made.MAIL, "5.xml": made.RSS, "b/6.rtf": made.RTF, "b/7.txt": b"",
        "b/8.pdf": made.pdf(""), "b/9.png": b"\x89PNG", "b/~10.txt": WORDS.encode(),
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(data)
    tally = Tally()
    reports = list(gather([tmp_path], tally))
    assert [r.name for r in reports] == ["1", "2", "3", "4", "5-1", "5-3", "6", "10"]
    assert [line.split("': ")[1] for line in tally.failed] == [
        "is empty", "no text layer: run OCR first",
    ]  # fmt: skip
    assert tally.line() == (
        "8 reports read, 2 could not be read, 1 files of other kinds passed over"
    )


def test_addresses_are_left_alone_unless_asked(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(
        "# to read\nhttps://ok.example/a.html\n\nhttps://no.example/b\n"
    )
    tally = Tally()
    assert list(gather([tmp_path / "list.txt", Path("https://ok.example/c")], tally)) == []
    assert len(tally.failed) == 3
    assert all("--fetch" in line for line in tally.failed)
    tally = Tally()
    reports = list(gather([tmp_path / "list.txt", Path("https://ok.example/c")], tally, Shelf()))
    assert [r.address for r in reports] == ["https://ok.example/a.html", "https://ok.example/c"]
    assert tally.failed == ["report 'https://no.example/b': the server answered 404"]


def test_an_entry_that_is_only_a_notice_is_fetched_when_asked(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(made.RSS)
    first, second = gather([tmp_path], None, Shelf())
    assert first.text.count(WORDS) >= 3
    assert (first.title, first.publisher, first.address) == (
        "Talks open", "The Gazette", "https://gazette.example/1",
    )  # fmt: skip
    assert "left" in second.text


@pytest.mark.parametrize("name", ["no.txt", "a\x00b", "x" * 300])
def test_what_is_not_there(name: str) -> None:
    tally = Tally()
    assert list(gather([name], tally)) == []
    assert len(tally.failed) == 1


def test_a_dossier_is_no_folder_of_reports(tmp_path: Path) -> None:
    (tmp_path / "process.yaml").write_text("title: x")
    tally = Tally()
    assert list(gather([tmp_path], tally)) == []
    assert "is a dossier folder" in tally.failed[0]


def test_memory_holds_one_report_at_a_time(tmp_path: Path) -> None:
    for n in range(60):
        (tmp_path / f"{n:03d}.txt").write_text(f"{n} {WORDS}\n" * 3000)
    tracemalloc.start()
    for number, report in enumerate(gather([tmp_path])):
        if number == 5:
            early = tracemalloc.get_traced_memory()[0]
        late = tracemalloc.get_traced_memory()[0]
        del report
    tracemalloc.stop()
    assert late < early + 1_000_000
