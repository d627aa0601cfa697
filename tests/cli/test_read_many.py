"""`parley read` over real files: folders, feeds, lines, standard input."""

import io
import json
from pathlib import Path

import pytest

from cli.calling import PEACE, call
from parley.dossier import store
from reports import made


def shelf(path: Path) -> Path:
    path.mkdir()
    (path / "1.txt").write_text("3 May 1999\n\n" + PEACE)
    (path / "2.docx").write_bytes(made.docx("5 May 1999", PEACE.replace("Monday", "Tuesday")))
    (path / "3.pdf").write_bytes(made.pdf(""))
    (path / "4.txt").write_text("The club signed a striker. The league said so on Friday.\n" * 9)
    return path


def test_a_folder_of_reports(tmp_path: Path) -> None:
    called = call("read", shelf(tmp_path / "shelf"), "-o", tmp_path / "d", "--json")
    assert called.code == 1
    assert {"Ethiopia", "Eritrea"} <= {p["name"] for p in json.loads(called.out)["parties"]}
    assert "3.pdf': no text layer: run OCR first" in called.err
    assert called.err.splitlines()[-1] == "parley: 3 reports read, 1 could not be read"
    assert len(store.load(tmp_path / "d").sources) >= 1


def test_a_line_of_json_for_each_report(tmp_path: Path) -> None:
    called = call("read", shelf(tmp_path / "shelf"), "--lines")
    found = [json.loads(line) for line in called.out.splitlines()]
    assert [f["report"]["name"] for f in found] == ["1", "2", "4"]
    assert [f["about_peace_process"] for f in found] == [True, True, False]
    assert found[0]["report"]["date"] == "1999-05-03"


def test_a_brief_takes_every_format(tmp_path: Path) -> None:
    (tmp_path / "r.docx").write_bytes(made.docx(PEACE))
    assert call("read", tmp_path / "r.docx", "--json").code == 0
    assert call("assumptions", tmp_path / "r.docx", "--json").code == 0


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO(made.docx(PEACE))

    monkeypatch.setattr("sys.stdin", Stream())
    called = call("read", "-", "--json")
    assert called.code == 0, called.err


def test_an_address_is_not_fetched_unless_asked() -> None:
    called = call("read", "https://example.org/a")
    assert called.is_one_line_about("https://example.org/a", "--fetch")


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    assert call("read", tmp_path).is_one_line_about("no report found", "1 file")
