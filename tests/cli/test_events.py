import csv
import io
import json
from pathlib import Path

from cli.calling import PEACE, call, folder


def test_events_of_a_folder_as_a_table(tmp_path: Path) -> None:
    called = call("events", folder(tmp_path / "d"), "-o", tmp_path / "e.csv")
    assert (called.code, called.out) == (0, "")
    assert called.err == "8 events\n"
    data = (tmp_path / "e.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {r["event"] for r in rows} == {"AGREE", "REQUEST", "THREATEN", "COERCE"}


def test_only_accepted_entries_count_unless_asked(tmp_path: Path) -> None:
    folder(tmp_path, accepted=False)
    assert call("events", tmp_path).is_one_line_about("no entry is accepted")
    assert len(call("events", tmp_path, "--unreviewed").out.splitlines()) == 9


def test_events_of_a_report_as_json(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("3 May 1999\n\n" + PEACE)
    called = call("events", tmp_path / "r.txt", "--json")
    document = json.loads(called.out)
    assert {e["event"] for e in document["events"]} >= {"REQUEST"}
    assert all(e["quote"] in PEACE for e in document["events"])


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    called = call("events", folder(tmp_path / "d"), "-o", tmp_path / "no" / "e.csv")
    assert called.is_one_line_about("e.csv", "cannot be written")
