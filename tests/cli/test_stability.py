import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.cli.app import build
from parley.errors import StabilityError, UsageError

DILEMMA = {
    "name": "Dilemma",
    "dms": ["A", "B"],
    "options": [
        {"name": "cooperate", "owner": "A", "dir": "both"},
        {"name": "cooperate", "owner": "B", "dir": "both"},
    ],
    "infeasible": [],
    "ranking": {"A": [3, 4, 1, 2], "B": [2, 4, 1, 3]},
}
OURS = """
name: Strait
decision_makers: [North, South]
options:
  - {id: strike, owner: North, name: Strike first}
  - {id: close, owner: South, name: Close the strait}
rules: [not both strike and close]
preferences:
  North: {statements: [not close, strike]}
  South: {statements: [close if strike]}
"""


def run(*words: str) -> str:
    result = CliRunner().invoke(build(), ["stability", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.fixture
def dilemma(tmp_path: Path) -> str:
    path = tmp_path / "dilemma.json"
    path.write_text(json.dumps(DILEMMA))
    return str(path)


def test_json_has_states_stability_and_equilibria(dilemma: str) -> None:
    found = json.loads(run(dilemma, "--json"))
    assert found["states"] == ["NN", "YN", "NY", "YY"]
    assert found["equilibria"] == {
        "nash": [1], "gmr": [1, 4], "smr": [1, 4], "seq": [1, 4], "sseq": [1, 4],
    }  # fmt: skip
    assert found["stable"]["nash"] == [[True, False, True, False], [True, True, False, False]]
    assert run(dilemma, "--json") == run(dilemma, "--json")


def test_coalitions_are_added(dilemma: str) -> None:
    found = json.loads(run(dilemma, "--json", "--coalitions"))
    assert found["equilibria"]["cnash"] == []
    assert found["equilibria"]["cseq"] == [4]
    assert found["stable"]["cnash"] == found["stable"]["nash"]
    assert found["coalitions"]["cnash"]["A,B"] == [False, True, True, True]
    assert json.loads(run(dilemma, "--json", "--ahead", "2"))["equilibria"]["l_2"] == [1, 4]


def test_yaml_is_read_and_reasons_are_given(tmp_path: Path) -> None:
    path = tmp_path / "strait.yaml"
    path.write_text(OURS)
    shown = run(str(path), "--why", "1")
    assert "Strait: 3 states" in shown
    assert "North could move from here to" in shown
    assert 'Rule "not both strike and close" spans North, South' in shown
    assert "Strait:" not in run(str(path), "--lint")


def test_the_graph_is_written(dilemma: str, tmp_path: Path) -> None:
    import xml.etree.ElementTree as ET

    for suffix, start in ((".svg", "<svg"), (".graphml", "<?xml"), (".dot", "digraph")):
        target = tmp_path / f"graph{suffix}"
        run(dilemma, "-o", str(target))
        assert target.read_text().startswith(start)
        if suffix != ".dot":
            ET.fromstring(target.read_text())
    with pytest.raises(UsageError, match="must end in"):
        run(dilemma, "-o", str(tmp_path / "graph.png"))


def test_ways_to_equilibria_and_needs_of_a_goal(dilemma: str) -> None:
    found = json.loads(run(dilemma, "--json", "--from", "1", "--goal", "4"))
    assert [r["state"] for r in found["evolution"]] == [1, 4]
    assert found["evolution"][0]["by_improvements"] == []
    assert found["evolution"][1]["by_improvements"] is None
    assert [(n["who"], n["kind"]) for n in found["goal"]["needs"]] == [
        ("B", "prefer"),
        ("A", "prefer"),
    ]
    assert found["goal"]["steps"][0]["to"] == 3
    assert "? B must come to prefer this step" in run(dilemma, "--from", "1", "--goal", "4")
    with pytest.raises(UsageError, match="--goal needs --from"):
        run(dilemma, "--goal", "4")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "{", "cannot be read as a model"),
        ("a.yaml", "a: [", "cannot be read as a model"),
        ("a.json", json.dumps(DILEMMA | {"infeasible": [{}]}), "no state is feasible"),
        ("a.yaml", OURS.replace("close if strike", "close if strik"), "no option is named 'strik'"),
        (
            "a.yaml",
            OURS.replace("[not both strike and close]", "[strike, not strike]"),
            "no state is",
        ),
    ],
)
def test_bad_files_are_named(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(StabilityError, match=says) as error:
        run(str(path))
    assert "\n" not in str(error.value)
    with pytest.raises(StabilityError, match="no such file"):
        run(str(tmp_path / "absent.json"))
