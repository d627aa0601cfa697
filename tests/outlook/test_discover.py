"""When an outcome comes about: boxes found on one sample and tested on another."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import makers
from parley.cli.app import build
from parley.dossier.store import save
from parley.errors import OutlookError
from parley.models.course.discovery import patient_rule
from parley.outlook import discover as module
from parley.outlook.discover import TOP, Discovery, discover

SMALL = {"draws": 40, "paths": 30}


@pytest.fixture(scope="module")
def found() -> Discovery:
    return discover(makers.dossier(), "settlement", horizon=24, draws=100, paths=60)


def test_a_box_holds_up_on_fresh_draws(found: Discovery) -> None:
    assert found.boxes
    for b in found.boxes:
        assert 0 < b.coverage <= 1
        assert 0 < b.mass <= 1
        assert b.support < module.LUCK
        assert b.chance > b.chance_outside
        assert b.difference[0] > 0
        assert 1 <= len(b.limits) <= module.MOST_LIMITS
    assert found.boxes[0].density > TOP


def test_what_history_says_of_signing_carries_settlements(found: Discovery) -> None:
    assert {"rate.negotiated", "rate.class"} & {x.id for x in found.boxes[0].limits}
    assert found.finding.rests_on
    assert str(found.to_json()["boxes"][0]["limits"][0]["says"]) in found.finding.says


def test_origins_can_be_left_out() -> None:
    d = discover(makers.dossier(), "settlement", horizon=24, leave_out=["historical"], **SMALL)
    assert all(x.origin != "historical" for b in d.boxes for x in b.limits)


def test_same_seed_same_boxes() -> None:
    one, two = (discover(makers.dossier(), "collapse", **SMALL).to_json() for _ in range(2))
    assert json.dumps(one) == json.dumps(two)


def test_a_truce_can_be_asked_about_in_war_and_in_truce() -> None:
    d = makers.dossier()
    quiet = d.process.model_copy(update={"in_ceasefire": True})
    war = discover(d, **SMALL)
    truce = discover(d.model_copy(update={"process": quiet}), **SMALL)
    assert "a truce signed now" in war.finding.says
    assert "the truce in force" in truce.finding.says


def test_noise_alone_is_not_searched() -> None:
    g = np.random.default_rng(3)
    columns = {f"n{k}": g.uniform(size=500) for k in range(100)}
    assert module._going_along(columns, g.uniform(size=500)) == []
    y = columns["n7"] + 0.3 * g.standard_normal(500)
    assert module._going_along(columns, y) == ["n7"]


def test_the_planted_box_is_picked_and_lucky_limits_dropped() -> None:
    g = np.random.default_rng(5)
    x = g.uniform(size=(4000, 6))
    cases = (x[:, 1] > 0.6) & (x[:, 4] < 0.5) & (g.uniform(size=4000) < 0.95)
    box = module._best(x, cases)
    assert box is not None
    assert box.restricted == (1, 4)
    assert box.low[1] == pytest.approx(0.6, abs=0.05)
    assert box.high[4] == pytest.approx(0.5, abs=0.05)
    assert module._best(x, np.zeros(4000, bool)) is None
    whole = patient_rule(x, np.zeros(4000))
    assert len(whole) == 1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ({"outcome": "peace"}, "--outcome"),
        ({"horizon": 900}, "--horizon"),
        ({"leave_out": ["luck"]}, "--leave-out"),
    ],
)
def test_bad_calls_are_one_line(call: dict[str, object], says: str) -> None:
    with pytest.raises(OutlookError, match=says):
        discover(makers.dossier(), **{**SMALL, **call})  # type: ignore[arg-type]


def test_the_verb(tmp_path: Path) -> None:
    save(makers.dossier(), tmp_path / "d")
    args = ["discover", str(tmp_path / "d"), "--unreviewed"]
    args += ["--draws", "60", "--paths", "20"]
    said = CliRunner().invoke(build(), args, catch_exceptions=False)
    assert "uncertain numbers" in said.stdout
    found = CliRunner().invoke(build(), [*args, "--json"], catch_exceptions=False)
    assert json.loads(found.stdout)["outcome"] == "truce_broken"
