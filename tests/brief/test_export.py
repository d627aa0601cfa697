import datetime
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from brief import outlooks
from parley.brief import export, pictures
from parley.brief.export import Bundle, bundle, dossier_files, require_free, write, zipped
from parley.dossier.schema import Dossier, Process
from parley.errors import InputError
from parley.ledger import Forecast, Question, Resolution
from parley.outlook.document import Outlook

FILES = {"a.txt": b"1", "sub/b.txt": b"2"}
SMALL = Bundle(FILES | {export.MANIFEST: json.dumps({"files": [*FILES, export.MANIFEST]}).encode()})


@pytest.fixture(scope="module")
def made() -> Bundle:
    return bundle(outlooks.full(), Dossier(process=Process(title="x")))


def test_an_export_holds_every_form(made: Bundle, full: Outlook) -> None:
    named = ("meetings.ics", "network.graphml", "citation.txt", "citation.bib", "citation.csl.json")
    for name in (*(f"brief{ending}" for ending in export.FORMS), *named):
        assert made.files[name]
    for chart in pictures.charts(full):
        assert made.files[f"charts/{chart.name}.svg"].startswith(b"<svg")
        assert made.files[f"charts/{chart.name}.png"].startswith(b"\x89PNG")
        assert json.loads(made.files[f"charts/{chart.name}.vl.json"]) == chart.spec
    assert set(json.loads(made.files[export.MANIFEST])["files"]) == set(made.files)
    assert any(n.startswith("tables/") for n in made.files)


def test_a_zip_is_the_same_each_time(made: Bundle) -> None:
    data = zipped(made.files)
    assert zipped(dict(reversed(made.files.items()))) == data
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert {n: opened.read(n) for n in opened.namelist()} == made.files


def test_a_folder_or_a_zip_by_the_name(tmp_path: Path) -> None:
    write(SMALL, tmp_path / "out")
    write(SMALL, tmp_path / "out.zip")
    assert (tmp_path / "out" / "sub" / "b.txt").read_bytes() == b"2"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "out.zip"]


def test_an_earlier_export_is_replaced_whole(tmp_path: Path) -> None:
    write(SMALL, tmp_path / "out")
    fewer = {"a.txt": b"new", export.MANIFEST: b'{"files": ["a.txt", "export.json"]}'}
    write(Bundle(fewer), tmp_path / "out")
    there = {p.name for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert there == {"a.txt", export.MANIFEST}


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    write(SMALL, tmp_path / "out")
    (tmp_path / "out" / "mine.txt").write_text("keep")
    with pytest.raises(InputError, match=r"mine\.txt"):
        write(SMALL, tmp_path / "out")
    assert (tmp_path / "out" / "mine.txt").read_text() == "keep"


def test_a_place_that_is_taken_is_known_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "d.zip").mkdir()
    for name, why in (("file", "a file"), ("d.zip", "a folder"), ("no/where", "no such folder")):
        with pytest.raises(InputError, match=why):
            require_free(tmp_path / name)
    require_free(tmp_path / "new")


def test_a_failed_write_keeps_the_old_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(SMALL, tmp_path / "out")

    def fail(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(export, "_write_all", fail)
    with pytest.raises(InputError, match="no space"):
        write(Bundle({}), tmp_path / "out")
    assert (tmp_path / "out" / "a.txt").read_bytes() == b"1"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_dossiers_files_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("no")
    root = tmp_path / "d"
    (root / "sources").mkdir(parents=True)
    (root / "process.yaml").write_text("title: x\n")
    (root / "sources" / "s.md").write_text("text")
    (root / "sources" / "link.md").symlink_to(tmp_path / "secret.txt")
    assert set(dossier_files(root)) == {"dossier/process.yaml", "dossier/sources/s.md"}


def test_a_failed_swap_keeps_the_old_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(SMALL, tmp_path / "out")
    real = os.replace

    def fail(source: Path, target: Path) -> None:
        if Path(source).name == "new":
            raise OSError(5, "input/output error")
        real(source, target)

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(InputError, match="input/output"):
        write(SMALL, tmp_path / "out")
    assert (tmp_path / "out" / "a.txt").read_bytes() == b"1"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_resolved_forecasts_are_plotted(full: Outlook) -> None:
    by = datetime.date(2031, 7, 1)
    asked = Question(full.process.title, "q", "Will it?", "Two reports.", by)
    given = Forecast(question=asked, value=0.5, recorded="2031-03-01T00:00:00+00:00")
    known = Resolution(asked, "yes", by, recorded="2031-07-02T00:00:00+00:00")
    files = export._ledger(full, (given,), (known,))
    assert files["charts/calibration.svg"].startswith(b"<svg")


def test_forecasts_of_other_processes_stay_out(full: Outlook) -> None:
    by = datetime.date(2031, 7, 1)
    rows = [
        Forecast(question=Question(p, "q", "Will it?", "Two reports.", by), value=0.5)
        for p in (full.process.title, "Another")
    ]
    text = export._ledger(full, tuple(rows), ())["ledger.csv"].decode("utf-8-sig")
    assert full.process.title in text
    assert "Another" not in text
