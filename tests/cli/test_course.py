"""`parley course` on a parameter file: the document of the contract, and one-line errors."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from parley.cli.app import build
from parley.errors import CourseError

PHASES = ["war", "talks", "ceasefire", "settlement", "collapse_A", "collapse_B"]
BASE = {
    "months": 24,
    "draws": 8,
    "field_draws": 2,
    "fought": 30,
    "start": {"phase": "mixed", "r_A": {"uniform": [0.4, 0.7]}, "r_B": 0.5},
    "history": {
        "negotiated": [{"beta": [6.5, 97.5]}, 0.04],
        "sudden": [0.05],
        "ceasefire": {"ages": [3], "hazard": [0.06, 0.02]},
    },
    "meetings": [{"month": 1, "chance": {"beta": [6, 2]}}, {"month": 3, "chance": 0.5, "after": 0}],
    "levers": [{"month": 6, "drain_B": 1.2}, {"in_talks": True, "strength_B": 0.8}],
}
STAKES = {
    "parties": [
        {"id": "north", "side": "A", "A_falls": 0, "B_falls": 1, "now": 0.45, "slope": 0.2,
         "nearness": {"beta": [2, 3]}, "kappa": 1, "optimism": {"half_normal": [0.0015]}},
        {"id": "south", "side": "B", "A_falls": 1, "B_falls": 0, "now": 0.5, "slope": -0.2,
         "nearness": 0.4},
        {"id": "patron", "A_falls": 0.6, "B_falls": 0.2, "now": 0.4},
    ],
    "packages": [
        {"id": "freeze", "worths": [0.55, 0.5, 0.5]},
        {"id": "trade", "worths": [0.7, 0.45, 0.45], "consent": ["north", "south", "patron"]},
        {"id": "line", "worths": [0.5, 0.55, 0.5], "keeps_line": True},
    ],
}  # fmt: skip


def write(folder: Path, document) -> str:
    path = folder / "parameters.yaml"
    path.write_text(document if isinstance(document, str) else yaml.safe_dump(document))
    return str(path)


def run(folder, document, *options):
    result = CliRunner().invoke(build(), ["course", write(folder, document), *options])
    if result.exception:
        raise result.exception
    return result.stdout


def test_document_of_the_contract(tmp_path):
    text = run(tmp_path, BASE, "--json", "--paths", "800", "--seed", "3")
    out = json.loads(text)
    assert out["horizon"] == 24
    assert list(out["phases"]) == PHASES
    for month in range(25):
        assert sum(out["phases"][p][month] for p in PHASES) == pytest.approx(1)
        for p in PHASES:
            assert out["intervals"][p]["low"][month] <= out["intervals"][p]["high"][month]
    assert out["ended"]["war"] == out["phases"]["war"][24]
    assert out["ever"]["negotiated_end"][24] > 0
    assert len(out["meetings"]) == 2
    assert out["meetings"][1] < 0.6 * out["meetings"][0]
    assert run(tmp_path, BASE, "--json", "--paths", "800", "--seed", "3") == text


def test_stakes_and_anchors(tmp_path):
    document = {**BASE, "months": 60, "stakes": STAKES, "anchors": {"collapse": 0.25}}
    document["history"] = {**BASE["history"], "sudden": [0.03, 0.02]}
    out = json.loads(run(tmp_path, document, "--json", "--paths", "400"))
    assert out["anchor"]["met"]
    worth = out["fighting_on"]
    assert (
        -1 <= worth["surplus"]["low"] <= worth["surplus"]["value"] <= worth["surplus"]["high"] <= 1
    )
    assert set(worth["parties"]) == {"north", "south", "patron"}
    assert worth["parties"]["patron"]["hurt"]["value"] == 0
    assert worth["parties"]["north"]["months"]["value"] > 5


def test_forced_ceasefire(tmp_path):
    out = json.loads(run(tmp_path, BASE, "--json", "--paths", "800", "--truce-at", "2"))
    assert out["truce"]["holding"][2] == 1
    assert 0.3 < out["truce"]["holding"][14] < 0.9


def test_table_for_people(tmp_path):
    assert "settlement" in run(tmp_path, BASE, "--paths", "80")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"history": {}}, "history.negotiated: must be given"),
        ({"wars": 1}, "wars: no such entry"),
        ({"field": {"swng": 0.1}}, "field.swng: no such entry"),
        ({"field": {"swing": {"uniform": [0.1]}}}, "field.swing: uniform needs 2 numbers"),
        ({"field": {"swing": {"beta": [-1, 2]}}}, "field.swing: beta cannot have"),
        ({"field": {"swing": "wide"}}, "field.swing: must be a number or one of"),
        ({"field": {"swing": 0}}, "swing: draw 0 must be in"),
        ({"start": {"r_A": -0.2}}, "r_A: draw 0 must be in"),
        ({"meetings": [{"month": 40, "chance": 0.5}]}, "meeting 0: month must be in 0..23"),
        ({"meetings": [{"chance": 0.5}]}, "meetings[0].month: must be given"),
        ({"draws": 0}, "draws: must be a whole number"),
        ({"levers": [{"month": 99}]}, "levers[0].month"),
        ({"stakes": {**STAKES, "parties": STAKES["parties"][:1]}}, "side B has no party"),
        ({"stakes": {**STAKES, "packages": []}}, "needs at least one package"),
        ({"stakes": {**STAKES, "packages": [{"id": "x", "worths": [1]}]}}, "needs one number for"),
        ({"anchors": {"collapse": 1.5}}, "collapse target: must be in (0, 1)"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(tmp_path, change, says):
    with pytest.raises(CourseError) as caught:
        run(tmp_path, {**BASE, **change}, "--json")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(CourseError, match="not YAML at line"):
        run(tmp_path, "months: [1")
    with pytest.raises(CourseError, match="must be a mapping"):
        run(tmp_path, "- 1")
    with pytest.raises(CourseError, match="cannot be read"):
        CliRunner().invoke(build(), ["course", str(tmp_path / "none.yaml")], catch_exceptions=False)
    with pytest.raises(CourseError, match="--paths"):
        run(tmp_path, BASE, "--paths", "0")


def test_the_documented_file_runs(tmp_path):
    page = Path(__file__).parents[2] / "docs" / "reference" / "course-parameters.md"
    text = page.read_text().split("```yaml\n")[1].split("```")[0]
    out = json.loads(run(tmp_path, text, "--json", "--paths", "200"))
    assert out["draws"] == 100
    assert out["anchor"]["targets"] == [0.219]


def test_every_entry_is_documented():
    from parley.models.course.schema import SECTIONS, TOP

    page = (Path(__file__).parents[2] / "docs" / "reference" / "course-parameters.md").read_text()
    for entry in TOP | {key for section in SECTIONS.values() for key in section}:
        assert entry in page, entry
