"""`parley update`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import makers
from parley.cli.app import build
from parley.dossier.store import save
from parley.errors import OutlookError, UsageError

SMALL = ["--draws", "20", "--particles", "2000", "--unreviewed"]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    save(makers.dossier(), tmp_path / "d")
    return str(tmp_path / "d")


def call(*args: str) -> str:
    result = CliRunner().invoke(build(), ["update", *args], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_before_and_after(folder: str) -> None:
    said = call(folder, "--observe", "6=war", *SMALL)
    assert "Observed: month 6: war." in said
    assert "Effective particles" in said
    found = json.loads(call(folder, "--observe", "6=war", "--json", *SMALL))
    assert found["refused"] is None
    assert found["effective_draws"] <= found["draws"] == 20
    assert set(found["after"]["settlement"]) <= set(found["before"]["settlement"])


def test_a_refusal_is_an_error_with_its_reason(folder: str) -> None:
    with pytest.raises(OutlookError, match="too unlikely"):
        call(folder, "--observe", "1=collapse:WL", "--observe", "2=war", *SMALL)


def test_bad_calls(folder: str) -> None:
    with pytest.raises(OutlookError, match="nothing observed"):
        call(folder, *SMALL)
    with pytest.raises(UsageError, match="must be a date"):
        call(folder, "--since", "May", *SMALL)
