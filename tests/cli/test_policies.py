"""`parley policies`."""

import json
from pathlib import Path

import pytest

from cli.calling import SMALL, call, folder


def test_the_document_holds_policies_and_aims(tmp_path: Path) -> None:
    args = ("--holder", "NL", "--policy", "wait: arms=on_hold@6", "--at-least", "settlement=0.1")
    made = call("policies", folder(tmp_path), *args, "--json", *SMALL)
    assert made.code == 0, made.err
    document = json.loads(made.out)
    assert [p["id"] for p in document["policies"]] == ["as-things-stand", "wait"]
    assert document["policies"][1]["steps"] == {"arms": [[6, "on_hold"]]}
    assert {a["id"]: a["enough"] for a in document["aims"]}["settlement"] == 0.1
    said = call("policies", folder(tmp_path / "b"), *args, *SMALL)
    assert "arms deliveries on hold after 6 months" in said.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--holder", "WL"), "WL holds no lever"),
        (("--holder", "NL", "--policy", "arms=active"), "--policy: must be NAME"),
        (("--holder", "NL", "--policy", "x: arms=on_hold@soon"), "whole number"),
        (("--holder", "NL", "--policy", "x: arms=often"), "state must be one of"),
        (("--holder", "NL", "--at-least", "settlement=much"), "AIM=VALUE"),
    ],
)
def test_a_bad_call_is_one_line(tmp_path: Path, args: tuple[str, ...], says: str) -> None:
    assert call("policies", folder(tmp_path), *args, *SMALL).is_one_line_about(says)
