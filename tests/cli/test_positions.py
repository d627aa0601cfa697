"""`parley positions`: what it prints, and what it refuses."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from parley.cli.positions import VERBS
from parley.errors import PositionError

TABLE = "Actor,Capability,Position,Salience\nA,1,0,1\nB,1,40,1\nC,2,100,0.5\n"


def run(*args: str) -> str:
    app = typer.Typer()
    app.command("positions")(VERBS["positions"])
    result = CliRunner().invoke(app, list(args))
    if result.exception is not None:
        raise result.exception
    return result.stdout


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tax.csv"
    path.write_text(TABLE)
    return path


def test_json_holds_the_contract(table: Path) -> None:
    doc = json.loads(run(str(table), "--json"))
    assert doc["issue"] == "tax"
    assert doc["mean"] == pytest.approx(140 / 3)
    assert doc["weighted_mean"] == pytest.approx(140 / 3)
    assert doc["weighted_median"] == 40
    lo, hi = doc["forecast"]["interval80"]
    assert 0 <= lo < doc["forecast"]["mean"] < hi <= 100
    assert sum(doc["forecast"]["density"]) == pytest.approx(1)
    assert run(str(table), "--json") == run(str(table), "--json")


def test_options_get_chances(table: Path) -> None:
    doc = json.loads(run(str(table), "--options", "none | some | all", "--json"))
    assert list(doc["forecast"]["options"]) == ["none", "some", "all"]
    assert sum(doc["forecast"]["options"].values()) == pytest.approx(1)


def test_a_person_sees_the_baselines_and_the_warning(table: Path) -> None:
    text = run(str(table), "--status-quo", "0", "--options", "none|all")
    for words in ("weighted median", "status quo", "80 % interval", "bargaining in war may differ"):
        assert words in text


def test_several_dimensions_give_one_entry_each(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("T,,1,2\nActor,Description,Power,Pstn1,Sal1,Pstn2,Sal2\nA,,1,10,50,90,50\n")
    assert list(json.loads(run(str(path), "--json"))) == ["T 1", "T 2"]


def test_an_unreadable_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(PositionError, match="cannot read"):
        run(str(tmp_path / "absent.csv"))
    with pytest.raises(PositionError, match="must be in"):
        run(str(_write(tmp_path, TABLE)), "--high", "50")


def _write(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text)
    return path
