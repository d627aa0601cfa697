"""`parley deals`: the contract's JSON, files in and out, one-line errors."""

import json

import pytest
from typer.testing import CliRunner

from parley.cli.app import build
from parley.errors import DealError

SCENARIO = {
    "issues": [
        {"name": "line", "values": ["here", "there"]},
        {"name": "aid", "values": ["no", "yes"]},
    ],
    "tables": [[[3, 0], [0, 2]], [[1, 0], [0, 4]]],
    "reserved_values": [1, 2],
}


def call(*arguments):
    result = CliRunner().invoke(build(), ["deals", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "border.json"
    file.write_text(json.dumps(SCENARIO))
    return file


def test_json_keeps_the_contract(path):
    found = json.loads(call(path, "--json"))
    assert (found["packages"], found["rational"], found["zone"]) == (4, 2, 1)
    assert found["frontier"]["points"] == 1
    assert found["frontier"]["packages"] == 1
    assert found["frontier"]["worths"] == [[3, 4]]
    for concept in ("nash", "kalai", "ks", "egalitarian", "utilitarian"):
        assert found[concept] == [3, 4]
    assert found["solutions"]["nash"]["package"] == {"line": "here", "aid": "yes"}
    assert found["findings"][0].startswith("Of 4 deals, 1 (25.0%) is better than no deal")


def test_integers_stay_integers_in_the_text(path):
    assert '"worths": [\n   [\n    3,\n    4\n   ]' in call(path, "--json")


def test_empty_zone_is_null_with_the_reason(path):
    found = json.loads(call(path, "--json", "--reserved", 9, "--reserved", 2, "--advice"))
    assert (found["zone"], found["nash"]) == (0, None)
    assert found["why_empty"] == "no deal is worth more to party 1 than no deal"
    assert found["advice"]["openings"][0]["kind"] == "reservation"


def test_table_and_picture_for_a_person(path, tmp_path):
    text = call(path, "--advice", "--draft", "line=there; aid=no", "--plot", tmp_path / "f.svg")
    assert "The Nash deal is line: here, aid: yes" in text
    assert "the draft can be improved" in text
    assert "line: there -> here; aid: no -> yes" in text
    assert (tmp_path / "f.svg").read_text().startswith("<svg")


def test_draft_section_in_json(path):
    found = json.loads(call(path, "--json", "--draft", "line=there; aid=no"))
    assert found["draft"]["improvements"][0]["terms"] == 2
    assert found["draft"]["path"][-1]["deal"] == {"line": "here", "aid": "yes"}
    assert found["draft"]["trades"]


@pytest.mark.parametrize("name", ["out.json", "out.yaml", "out.csv", "out.xml"])
def test_export_can_be_read_again(path, tmp_path, name):
    call(path, "--json", "--export", tmp_path / name)
    files = sorted(tmp_path.glob("out_party*"))
    profiles = [a for f in files for a in ("--profile", f)]
    found = json.loads(call(tmp_path / name, *profiles, "--json"))
    assert found["zone"] == 1


def test_uncertain_numbers_give_chances_and_the_same_bytes(path):
    path.write_text(json.dumps(SCENARIO | {"uncertain": {"reserved_values": {"party 2": [3, 5]}}}))
    one, two = (call(path, "--json", "--draws", 200, "--seed", 3) for _ in range(2))
    assert one == two
    found = json.loads(one)["uncertain"]
    assert found["draws"] == 200
    assert found["zone"] == pytest.approx(0.5, abs=0.15)
    assert "chance of a zone" in call(path, "--draws", 50)


def test_consent_and_quorum_are_read(path):
    more = {"consent": [[[0], [1]], [[], []]], "quorum": {"at_least": 1}}
    path.write_text(json.dumps(SCENARIO | more))
    found = json.loads(call(path, "--json"))
    assert found["zone"] == 3
    assert ["party 1"] in found["frontier"]["needs"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--draft", "line=there"], "issue 'aid'"),
        (["--draft", "line"], "--draft"),
        (["--draft", "line=there; aid=maybe"], "option 'maybe' is unknown"),
        (["--reserved", 1], "--reserved: 2 values"),
        (["--export", "x.doc"], "suffix"),
        (["--export", "/nowhere/x.csv"], "cannot write"),
    ],
)
def test_wrong_calls_are_named(path, arguments, says):
    with pytest.raises(DealError, match=says):
        call(path, *arguments)


def test_missing_file_is_one_line(tmp_path):
    with pytest.raises(DealError, match="cannot read"):
        call(tmp_path / "none.json")
