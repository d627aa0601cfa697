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


def test_a_plot_and_a_ktab_table_are_written(table: Path, tmp_path: Path) -> None:
    out, plot = tmp_path / "out.csv", tmp_path / "plot.svg"
    run(str(table), "--ktab", str(out), "--plot", str(plot))
    assert plot.read_text().startswith("<svg ")
    doc = json.loads(run(str(out), "--json"))
    assert [a["position"] for a in doc["actors"]] == [0, 40, 100]
    assert doc["weighted_mean"] == pytest.approx(140 / 3)
    with pytest.raises(PositionError, match="cannot write"):
        run(str(table), "--plot", str(tmp_path / "absent" / "plot.svg"))


def test_several_plots_are_numbered(tmp_path: Path) -> None:
    run(str(_two(tmp_path)), "--plot", str(tmp_path / "s.svg"))
    assert sorted(p.name for p in tmp_path.glob("*.svg")) == ["s-1.svg", "s-2.svg"]


def test_exploratory_models_come_only_when_asked(tmp_path: Path) -> None:
    path = str(_two(tmp_path))
    assert "exploratory" not in json.loads(run(path, "--json"))["T 1"]
    docs = json.loads(run(path, "--explore", "--json"))
    for doc in docs.values():
        low, high = doc["exploratory"]["expected_utility"]["last_median_range"]
        assert 0 <= low <= high <= 100
        assert len(doc["exploratory"]["spatial"]) == 6
    [trade] = docs["T 1"]["exploratory"]["exchange"]["trades"]
    assert trade == {"first": "A", "second": "B", "on": "T 1", "for": "T 2"}
    assert "exploratory: expected utility" in run(path, "--explore")


def test_too_much_salience_leaves_the_spatial_model_out(table: Path, tmp_path: Path) -> None:
    assert len(json.loads(run(str(table), "--explore", "--json"))["exploratory"]["spatial"]) == 6
    path = tmp_path / "loud.csv"
    path.write_text(_two(tmp_path).read_text().replace(",60,", ",95,"))
    doc = json.loads(run(str(path), "--explore", "--json"))["T 1"]
    assert doc["exploratory"]["spatial"] == []


def test_inputs_are_drawn_from_the_seed(table: Path) -> None:
    args = (str(table), "--uncertain", "--draws", "50", "--json")
    one, two = run(*args, "--seed", "3"), run(*args, "--seed", "4")
    assert one == run(*args, "--seed", "3")
    assert one != two
    doc = json.loads(one)["uncertain"]
    assert (doc["draws"], doc["seed"]) == (50, 3)
    assert "inputs drawn" in run(str(table), "--uncertain", "--draws", "20")


def _two(folder: Path) -> Path:
    path = folder / "two.csv"
    path.write_text(
        "T,,2,2\nActor,Description,Power,Pstn1,Sal1,Pstn2,Sal2\n"
        "A,,1,0,60,0,10\nB,,1,100,10,100,60\n"
    )
    return path


def _write(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text)
    return path
