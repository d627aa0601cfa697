from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from parley.cli.app import build
from parley.errors import DossierError, UsageError


def test_it_binds_to_loopback_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: seen.update(options, app=app))
    result = CliRunner().invoke(build(), ["serve", str(tmp_path), "--port", "9001"])
    assert result.exit_code == 0, result.output
    assert seen["host"] == "127.0.0.1"
    assert seen["port"] == 9001
    assert "http://127.0.0.1:9001" in result.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(build(), ["serve", str(tmp_path / "none")])
    assert isinstance(result.exception, DossierError)
    assert "no such folder" in str(result.exception)


@pytest.mark.parametrize(
    "options",
    [
        ["--host", "0.0.0.0"],
        ["--host", "0.0.0.0", "--token", "a long enough token"],
        ["--behind-proxy"],
        ["--token", "short"],
    ],
)
def test_beyond_this_machine_it_needs_a_lock(tmp_path: Path, options: list[str]) -> None:
    result = CliRunner().invoke(build(), ["serve", str(tmp_path), *options])
    assert isinstance(result.exception, UsageError)


def test_behind_a_proxy_it_asks_for_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **options: seen.update(options, app=app))
    given = ["--host", "0.0.0.0", "--behind-proxy", "--name", "Talks.example"]
    given += ["--token", "a long enough token"]
    result = CliRunner().invoke(build(), ["serve", str(tmp_path), *given])
    assert result.exit_code == 0, result.output
    rules = seen["app"].state.rules
    assert "talks.example" in rules.hosts
    assert "0.0.0.0" not in rules.hosts
    assert rules.door.knows("a long enough token")
