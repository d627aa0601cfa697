"""What is wrong gives one line that names it, or an honest thin brief; no file is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import makers
from cli.calling import PEACE, SMALL, call, folder

SOURCES = Path(__file__).parents[2] / "src"
FOOTBALL = (
    "United sign striker in record transfer\n\nThe club said on Friday that it has signed the "
    "striker from Rovers for a record fee. The player scored 24 goals last season and agreed a "
    "five-year contract after a medical. The manager said the team needed goals.\n"
)
ARABIC = "استؤنفت محادثات السلام بين إثيوبيا وإريتريا يوم الاثنين في الجزائر العاصمة.\n"
DASH = chr(0x2014)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("zeros.txt", bytes(range(256)) * 20, "is not plain text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(300), "is not plain text"),
        ("marks.txt", b"123 456 ... !!!\n", "no text in it"),
        ("football.txt", FOOTBALL.encode(), "no peace process"),
    ],
)
@pytest.mark.parametrize("verb", ["brief", "outlook", "read"])
def test_a_report_that_is_none(
    verb: str, name: str, data: bytes, says: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    called = call(verb, path)
    assert called.is_one_line_about(says), called
    assert called.code == 1
    assert path.read_bytes() == data
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_report_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 5_000_001)
    assert call("brief", path).is_one_line_about("long.txt", "larger than 5,000,000 bytes")


def test_five_megabytes_of_words_are_read_or_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes((FOOTBALL * (4_900_000 // len(FOOTBALL))).encode())
    assert call("read", path).is_one_line_about("no peace process")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", PEACE),
        ("utf-16", PEACE),
        ("utf-16-le", "\ufeff" + PEACE),
        ("latin-1", PEACE.replace("mediator", "médiateur")),
        ("cp1252", PEACE.replace("Monday.", f"Monday {DASH} “at last”.")),
    ],
)
def test_any_common_encoding_is_read(encoding: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    called = call("read", path, "--json")
    assert called.code == 0, called.err
    found = json.loads(called.out)
    assert {"Ethiopia", "Eritrea"} <= {p["name"] for p in found["parties"]}


def test_mixed_encodings_in_one_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(PEACE.encode() + "Le médiateur\n".encode("latin-1") + "Zürich\n".encode())
    assert call("read", path, "--json").code == 0


@pytest.mark.parametrize("text", [ARABIC, PEACE + "\n" + ARABIC, "\u202e" + PEACE + "\u202c"])
def test_right_to_left_text_is_read_or_refused_in_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    called = call("brief", path, "--json", *SMALL)
    if called.code == 0:
        for e in json.loads(called.out)["evidence"]:
            assert e["quote"]
            assert not set("\u202e\u202c") & set(e["quote"])
    else:
        assert called.is_one_line_about("report"), called


def test_one_bad_report_of_several_is_named(tmp_path: Path) -> None:
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(PEACE)
    two.write_text("")
    assert call("brief", one, two).is_one_line_about("b.txt", "is empty")


Break = Callable[[dict[str, list[dict[str, object]]]], None]


def dangling(data: dict[str, list[dict[str, object]]]) -> None:
    data["positions"][0]["party"] = "nobody"


def misquoted(data: dict[str, list[dict[str, object]]]) -> None:
    data["positions"][0]["evidence"][0]["quote"] = "Westland demands nothing at all"  # type: ignore[index]


def on_both_sides(data: dict[str, list[dict[str, object]]]) -> None:
    data["process"]["sides"] = [["WL"], ["EL", "WL"]]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(dangling, "nobody"), (misquoted, "quote"), (on_both_sides, "WL")],
    ids=lambda v: getattr(v, "__name__", str(v)),
)
@pytest.mark.parametrize(
    "verb", [("outlook",), ("assumptions",), ("whatif", "--set", "arms=active")], ids=lambda v: v[0]
)
def test_a_folder_that_contradicts_itself(
    verb: tuple[str, ...], spoil: Break, says: str, tmp_path: Path
) -> None:
    data = makers.plain()
    spoil(data)
    source = folder(tmp_path, **data)
    before = {p: p.read_bytes() for p in source.rglob("*") if p.is_file()}
    called = call(verb[0], source, *verb[1:])
    assert called.is_one_line_about(says), called
    assert called.code == 1
    assert {p: p.read_bytes() for p in source.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["whatif", "--set", "nothing=active"], 1, "'nothing' is no lever"),
        (["whatif", "--set", "arms"], 1, "must be ID=STATE"),
        (["whatif", "--set", "arms=often"], 1, "state must be one of"),
        (["whatif", "--set", "arms=2"], 1, "0 to 1"),
        (["whatif", "--set", "arms=0", "--set", "arms=1"], 1, "set twice"),
        (["whatif", "--set", "summit=on_hold"], 1, "summit"),
        (["outlook", "--sides", "Westland"], 2, "two sides"),
        (["outlook", "--sides", "Westland |"], 2, "two sides"),
        (["outlook", "--sides", "Westland | Nowhere"], 2, "'Nowhere' is no party"),
        (["outlook", "--sides", "Westland | Westland"], 1, "WL"),
        (["outlook", "--as-of", "soon"], 2, "must be a date"),
    ],
)
def test_a_call_that_cannot_be_carried_out(
    args: list[str], code: int, says: str, tmp_path: Path
) -> None:
    called = call(args[0], folder(tmp_path), *args[1:], *SMALL)
    assert called.is_one_line_about(says), called
    assert called.code == code


@pytest.mark.parametrize("verb", ["brief", "outlook", "assumptions"])
def test_nothing_there(verb: str, tmp_path: Path) -> None:
    assert call(verb, tmp_path / "no.txt").is_one_line_about("no.txt", "no such file")
    (tmp_path / "folder").mkdir()
    assert call(verb, tmp_path / "folder").is_one_line_about("folder", "process.yaml")


def thin(path: Path) -> Path:
    return folder(path, process={**makers.plain()["process"], "sides": []})


def test_an_output_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    source, gone = thin(tmp_path / "d"), tmp_path / "gone" / "b.html"
    assert call("brief", source, "-o", gone).is_one_line_about(str(gone), "no such folder")
    assert not gone.parent.exists()


def test_an_output_that_is_a_folder_is_left_alone(tmp_path: Path) -> None:
    source, taken = thin(tmp_path / "d"), tmp_path / "b.html"
    taken.mkdir()
    assert call("brief", source, "-o", taken).is_one_line_about("b.html", "cannot be written")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.html", "d"]


def test_an_unknown_ending_is_the_call(tmp_path: Path) -> None:
    called = call("brief", thin(tmp_path), "-o", tmp_path / "b.xlsx")
    assert called.is_one_line_about("b.xlsx", ".html")
    assert called.code == 2


def test_a_failed_brief_leaves_the_old_one(tmp_path: Path) -> None:
    old = tmp_path / "brief.html"
    old.write_text("the old brief")
    report = tmp_path / "football.txt"
    report.write_text(FOOTBALL)
    assert call("brief", report, "-o", old).code == 1
    assert old.read_text() == "the old brief"


@pytest.mark.parametrize(
    ("args", "code"),
    [(["--help"], 0), (["outlook", "no-such-file.txt"], 1), (["outlook", "--nope"], 2)],
)
def test_exit_codes_of_the_process(args: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from parley.cli import main; main()", *args],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )  # fmt: skip
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert (done.stderr == "") == (code == 0)


@pytest.mark.parametrize("verb", ["deals", "stability", "positions", "course", "outlook", "brief"])
def test_a_folder_above_a_dossier_is_named(verb: str, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "process.yaml").write_text("title: x\n")
    assert call(verb, tmp_path).is_one_line_about("no dossier", f"did you mean {tmp_path}/inner?")
