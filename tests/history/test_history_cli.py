"""`parley history show | fit | like`."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import makers
from parley.cli.app import build
from parley.dossier.store import save
from parley.errors import HistoryError, UsageError


def call(*args: str) -> str:
    result = CliRunner().invoke(build(), ["history", *args], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_show() -> None:
    shown = json.loads(
        call("show", "--type", "interstate", "--age", "3.6", "--deaths", "30000", "--json")
    )
    classes = shown["reference_class"]["classes"]
    assert [6, 103] in [[c["events"], c["n"]] for c in classes]
    assert {r["name"] for r in shown["base_rates"]} >= {"intensity.ar1.phi"}
    assert all(r["n"] > 0 and r["source"] in shown["sources"] for r in shown["base_rates"])
    assert "mixed over unknown type, age, intensity" in call("show")


def test_like() -> None:
    found = json.loads(call("like", "--type", "civil", "--age", "5", "--count", "3", "--json"))
    assert len(found["nearest"]) == 3
    assert "rule" in found
    assert "fought" in call("like", "--type", "civil", "--count", "40")
    assert "equally like" in call("like")


def test_fit(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "icb.csv").write_text("crisno,mediate,forout,viol\n1,4,1,4\n2,1,4,4\n")
    document = json.loads(call("fit", str(data), "--json"))
    assert document["used"] == ["icb"]
    assert document["tables"]["base_rates.csv"][0]["n"] == 1
    assert "base_rates.csv: 4 rows" in call("fit", str(data), "--output", str(tmp_path / "out"))
    assert (tmp_path / "out" / "base_rates.csv").is_file()


def test_wrong_calls() -> None:
    with pytest.raises(UsageError, match="takes a folder"):
        call("fit")
    with pytest.raises(UsageError, match="takes none"):
        call("show", "somewhere")
    with pytest.raises(HistoryError, match="war type"):
        call("show", "--type", "cold")


def test_like_takes_what_a_dossier_knows(tmp_path: Path) -> None:
    save(makers.dossier(), tmp_path / "d")
    found = json.loads(call("like", str(tmp_path / "d"), "--count", "3", "--json"))
    years = (date(2024, 5, 2) - date(2021, 3, 1)).days / 365.25
    age = str(int(years * 12) / 12)
    told = call(
        "like", "--type", "interstate", "--age", age, "--deaths", "5000", "--count", "3", "--json"
    )
    assert found == json.loads(told)
