from pathlib import Path

import pytest

from parley.outlook import warm


def test_a_small_run_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm.subprocess, "Popen", _refuse)
    called.clear()
    warm.ahead(1000)
    warm.settle()
    assert called == []


def test_loops_on_disk_start_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm.subprocess, "Popen", _refuse)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "kernels_paths.run_units-1.py311.nbi").touch()
    called.clear()
    warm.ahead(10**9)
    warm.settle()
    assert called == []


def test_a_process_that_cannot_start_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm.subprocess, "Popen", _refuse)
    monkeypatch.setattr(warm.os, "cpu_count", lambda: 2)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    called.clear()
    warm.ahead(10**9)
    warm.settle()
    assert called


called: list[object] = []


def _refuse(*args: object, **_: object) -> None:
    called.append(args)
    raise OSError("no more processes")
