"""`parley whatif --scenario/--save` and `parley scenarios`."""

import json
from pathlib import Path

import pytest

from cli.calling import SMALL, call, folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return folder(tmp_path)


def test_a_scenario_is_kept_listed_run_and_removed(source: Path) -> None:
    kept = call("whatif", source, "--set", "arms=0.5", "--save", "half", "--note", "why", *SMALL)
    assert kept.code == 0, kept.err
    listed = json.loads(call("scenarios", source, "--json").out)
    assert listed["scenarios"] == [{"id": "half", "settings": {"arms": 0.5}, "note": "why"}]
    assert "arms deliveries = 0.5 (why)" in call("scenarios", source).out
    spelled = json.loads(call("whatif", source, "--set", "arms=0.5", "--json", *SMALL).out)
    named = json.loads(call("whatif", source, "--scenario", "half", "--json", *SMALL).out)
    assert named["difference"] == spelled["difference"]
    assert call("scenarios", source, "--remove", "half").code == 0
    assert json.loads(call("scenarios", source, "--json").out) == {"scenarios": []}
    assert call("check", source).code == 0


def test_several_side_by_side(source: Path) -> None:
    made = call(
        "whatif", source, "--scenario", "hold: arms=on_hold", "--scenario",
        "both: arms=on_hold, summit=cancelled", "--json", *SMALL,
    )  # fmt: skip
    assert made.code == 0, made.err
    document = json.loads(made.out)
    assert [s["name"] for s in document["scenarios"]] == ["hold", "both"]
    assert [(b["from"], b["to"]) for b in document["between"]] == [("hold", "both")]
    assert document["set"] == {"arms": "on_hold"}


def test_positions_and_red_lines(source: Path) -> None:
    made = call(
        "whatif", source, "--set", "position:EL:cape=line", "--set", "redline:WL:cape:east=on",
        "--json", *SMALL,
    )  # fmt: skip
    assert made.code == 0, made.err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "nothing is set otherwise"),
        (("--scenario", "ghost"), "no scenario 'ghost' is kept"),
        (("--scenario", "a=b"), "a scenario is NAME"),
        (("--save", "x"), "nothing to keep"),
        (("--set", "arms=active", "--save", "a b"), "scenario 'a b'"),
        (("--set", "position:WL:cape=moon"), "no option of 'cape'"),
        (("--set", "ministers=cancelled", "--set", "summit=held"), "contradiction"),
        (("--scenario", "a: arms=0.1", "--scenario", "a: arms=0.2"), "given twice"),
    ],
)
def test_a_bad_call_is_one_line(source: Path, args: tuple[str, ...], says: str) -> None:
    before = {p: p.read_bytes() for p in source.rglob("*") if p.is_file()}
    assert call("whatif", source, *args, *SMALL).is_one_line_about(says)
    assert {p: p.read_bytes() for p in source.rglob("*") if p.is_file()} == before
