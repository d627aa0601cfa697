"""`parley changes`: two folders, or one and an earlier day."""

import json
from pathlib import Path

import pytest

import makers
from cli.calling import SMALL, call, folder


def test_two_folders(tmp_path: Path) -> None:
    levers = makers.plain()["levers"]
    levers[0]["state"] = "withdrawn"
    one, two = folder(tmp_path / "a"), folder(tmp_path / "b", levers=levers)
    made = call("changes", one, two, "--json", *SMALL)
    assert made.code == 0, made.err
    document = json.loads(made.out)
    assert [g["id"] for g in document["groups"]] == ["levers/arms"]
    assert {m["outcome"] for m in document["moved"]} >= {"settlement", "collapse"}
    assert made.out == call("changes", one, two, "--json", *SMALL).out
    said = call("changes", one, two, *SMALL)
    assert "arms deliveries: state threatened → withdrawn" in said.out


def test_since_a_day(tmp_path: Path) -> None:
    made = call("changes", folder(tmp_path), "--since", "2024-05-02", *SMALL)
    assert made.code == 0, made.err
    assert "Nothing changed" in made.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "name one thing to compare with"),
        (("--since", "May"), "must be a date"),
        (("--rev", "HEAD"), "git"),
        (("nowhere",), "nowhere"),
    ],
)
def test_a_bad_call_is_one_line(tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    assert call("changes", folder(tmp_path), *args, *SMALL).is_one_line_about(says)


def test_a_brief_against_an_older_folder(tmp_path: Path) -> None:
    levers = makers.plain()["levers"]
    levers[0]["state"] = "withdrawn"
    one, two = folder(tmp_path / "a"), folder(tmp_path / "b", levers=levers)
    made = call("brief", two, "--against", one, "--json", *SMALL)
    assert made.code == 0, made.err
    changed = json.loads(made.out)["changed"]
    assert changed["groups"] == ["arms deliveries: state threatened → withdrawn"]
    both = call("brief", two, "--against", one, "--since", "2024-01-01", "--json", *SMALL)
    assert both.is_one_line_about("exclude each other")
