"""The accuracy bench runs on a made-up file in the layout of the EU data and prints its figures."""

import csv
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCH = Path(__file__).parents[3] / "bench" / "positions_accuracy.py"
ACTORS = ("com", "fr", "de", "pl")
NAMES = {
    "crps_default", "crps_residual", "crps_climatology", "crps_compromise_point", "coverage80",
    "mae_mean",
}  # fmt: skip


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("positions_accuracy", BENCH)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def made_up(path: Path, seed: int, weights: bool = True) -> Path:
    rng = np.random.default_rng(seed)
    heads = ["prnr", "prname", "isnr", "counvte"]
    fields = [*heads, *(k + a for k in "ps" for a in ACTORS), "rp", "out"]
    rows = [{"pcom": 4, "pfr": 3, "pde": 4, "ppl": 1}] if weights else []
    for i in range(24):
        x = {a: int(v) for a, v in zip(ACTORS, rng.integers(0, 11, 4) * 10, strict=True)}
        row = {"prnr": 1 + i // 3, "prname": "p", "isnr": i % 3, "counvte": 3, "rp": ""}
        row |= {"p" + a: v for a, v in x.items()} | {"s" + a: 50 for a in ACTORS}
        row["out"] = round(np.clip(np.mean(list(x.values())) + rng.normal(0, 8), 0, 100))
        rows.append(row)
    rows[1]["spl"] = rows[2]["pfr"] = ""  # a missing salience; an actor with no position
    rows[3]["out"] = ""  # not decided
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        writer.writerows(rows)
    return path


def figures(
    bench: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, *args: str
) -> dict[str, float]:
    monkeypatch.setattr(sys, "argv", ["positions_accuracy.py", *args])
    bench.main()
    return json.loads(capsys.readouterr().out.splitlines()[-1])["figures"]


def test_cross_validated_and_fitted_elsewhere(
    bench: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    one, two = made_up(tmp_path / "a.csv", 1), made_up(tmp_path / "b.csv", 2, weights=False)
    crossed = figures(bench, monkeypatch, capsys, str(one))
    fitted = figures(bench, monkeypatch, capsys, str(two), "--fit", str(one), "--json")
    for found in (crossed, fitted):
        assert set(found) == NAMES
        # outcomes were made near the mean: forecasts beat ignorance, distributions beat points
        assert found["crps_residual"] < found["crps_compromise_point"] < 15
        assert found["crps_default"] < found["crps_climatology"]
        assert 0.5 < found["coverage80"] <= 1


def test_the_loader_fills_what_is_missing(bench: ModuleType, tmp_path: Path) -> None:
    data, weights = bench.load(made_up(tmp_path / "a.csv", 1))
    assert weights == {"com": 4, "fr": 3, "de": 4, "pl": 1}
    assert len(data.issues) == 23
    assert data.issues[0].s.tolist() == [0.5] * 4
    assert data.issues[0].c.tolist() == [4, 3, 4, 1]
    assert data.issues[1].actors == ("com", "de", "pl")
    _, borrowed = bench.load(made_up(tmp_path / "b.csv", 2, weights=False), weights)
    assert borrowed == weights


def test_an_absent_file_is_said(
    bench: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(sys, "argv", ["positions_accuracy.py", "absent.csv"])
    with pytest.raises(SystemExit) as caught:
        bench.main()
    assert caught.value.code == 1
    assert "do not ship" in capsys.readouterr().err
