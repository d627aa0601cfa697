"""`parley export`, and `parley brief -o` in each form."""

import json
import zipfile
from pathlib import Path

import pytest

from cli.calling import PEACE, SMALL, call, folder


def test_export_writes_the_record_too(tmp_path: Path) -> None:
    done = call("export", folder(tmp_path / "d"), "-o", tmp_path / "out.zip", *SMALL)
    assert done.code == 0, done.err
    assert done.out == ""
    with zipfile.ZipFile(tmp_path / "out.zip") as made:
        names = set(made.namelist())
        document = json.loads(made.read("brief.json"))
    assert {"brief.pdf", "dossier/process.yaml", "meetings.ics", "network.graphml"} <= names
    assert document["draws"] == 20


def test_a_report_is_enough(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(PEACE, encoding="utf-8")
    done = call("export", tmp_path / "r.txt", "-o", tmp_path / "out", *SMALL)
    assert done.code == 0, done.err
    assert (tmp_path / "out" / "brief.docx").is_file()
    assert not (tmp_path / "out" / "dossier").exists()


def test_a_folder_that_is_no_export_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    done = call("export", folder(tmp_path / "d"), "-o", tmp_path / "mine", *SMALL)
    assert done.is_one_line_about("letter.txt", "name another folder")


@pytest.mark.parametrize(("name", "start"), [("b.pdf", b"%PDF-"), ("b.docx", b"PK")])
def test_the_ending_of_a_brief_names_its_form(tmp_path: Path, name: str, start: bytes) -> None:
    (tmp_path / "r.txt").write_text(PEACE, encoding="utf-8")
    done = call("brief", tmp_path / "r.txt", "-o", tmp_path / name, *SMALL)
    assert done.code == 0, done.err
    assert (tmp_path / name).read_bytes().startswith(start)


def test_what_no_font_has_is_told(tmp_path: Path) -> None:
    text = PEACE + "The mediator, 東 Haile, said the talks would go on.\n"
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    title = "Peace talks 東京 resumed between Ethiopia and Eritrea\n\n"
    (tmp_path / "r.txt").write_text(title + text, encoding="utf-8")
    done = call("brief", tmp_path / "r.txt", "-o", tmp_path / "b.pdf", *SMALL)
    assert done.code == 0, done.err
    assert "U+6771" in done.err
