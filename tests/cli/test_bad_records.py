"""A record that a run cannot mean anything by gives one line that names the entry."""

from pathlib import Path

import pytest

import makers
from cli.calling import call, folder

OWN = {
    "id": "potential.WL", "name": "x", "unit": "1", "origin": "judgement", "who": "a", "why": "b",
    "distribution": {"family": "point", "numbers": [-0.3]},
}  # fmt: skip


def entry(kind, **changes):
    first = {k: v for k, v in (makers.plain()[kind][0] | changes).items() if v is not None}
    return {kind: [first, *makers.plain()[kind][1:]]}


def process(**changes):
    return {"process": makers.plain()["process"] | changes}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (process(sides=[["WL"], []]), "sides: side 2 has no party"),
        (entry("levers", holder="nobody"), "lever 'arms': holder: no such entry 'nobody'"),
        (entry("meetings", date="2032-01-01"), "meeting 'ministers': date: must be within"),
        ({"estimates": [OWN]}, "estimate 'potential.WL': must be above 0 and at most 1, got -0.3"),
        (entry("levers", schedule=[{"date": "2032-01-01", "state": "active"}]),
         "lever 'arms': schedule: must be in the horizon"),
        (entry("levers", otherwise="active"), "lever 'arms': otherwise: 'active' needs a spell"),
    ],
)  # fmt: skip
def test_one_line_names_the_entry(changes, says, tmp_path: Path) -> None:
    called = call("outlook", folder(tmp_path, **makers.plain(**changes)))
    assert called.is_one_line_about(says), called
    assert called.code == 1


def test_a_lever_that_nobody_holds_is_named(tmp_path: Path) -> None:
    source = folder(tmp_path, **makers.plain())
    file = source / "levers.yaml"
    file.write_text(file.read_text().replace("  holder: NL\n", "", 1))
    assert call("outlook", source).is_one_line_about("entry 'arms': field 'holder' is missing")
