"""`parley history show | fit | like`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.cli.app import build
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
    with pytest.raises(UsageError, match="take none"):
        call("show", "somewhere")
    with pytest.raises(HistoryError, match="war type"):
        call("show", "--type", "cold")
