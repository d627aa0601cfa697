from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from parley.cli.app import build
from parley.errors import DossierError


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
