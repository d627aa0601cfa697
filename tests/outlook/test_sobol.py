"""Which numbers carry an outcome: from given draws, and by designed runs of groups."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import makers
from outlook.invented import joined, point
from parley.cli.app import build
from parley.dossier.store import save
from parley.errors import OutlookError
from parley.outlook.given import carried
from parley.outlook.sobol import NAMES, group_of, sobol

SMALL = {"base": 48, "paths": 40}


def test_every_number_that_varies_is_in_one_group() -> None:
    draws = joined().draws
    found = group_of(draws, talks=False)
    assert set(found) == set(draws.uncertain())
    assert set(found.values()) <= set(NAMES)
    assert found["rate.negotiated"] == "history"
    assert found["swing"] == "field"
    assert found["theta_z"] == "table"


def test_history_carries_settlements_by_designed_runs() -> None:
    s = sobol(makers.dossier(), "settlement", horizon=24, **SMALL)
    shares = {g.group: g for g in s.groups}
    assert s.runs == 48 * (len(s.groups) + 2)
    assert shares["history"].total > 0.2
    assert shares["history"].total_interval[0] <= shares["history"].total
    assert shares["history"].total <= shares["history"].total_interval[1]
    assert 0 < s.mean < 1
    assert s.finding.says


def test_a_group_that_is_fixed_is_not_listed() -> None:
    given = makers.dossier()
    fixed = [point("potential.WL", 0.6), point("potential.EL", 0.6)]
    data = given.model_dump() | {"estimates": fixed}
    s = sobol(type(given).model_validate(data), "collapse", base=16, paths=10)
    assert "start" not in {g.group for g in s.groups}


def test_same_seed_same_shares() -> None:
    size = {"base": 16, "paths": 10}
    one, two = (sobol(makers.dossier(), "settlement", **size).to_json() for _ in range(2))
    assert json.dumps(one) == json.dumps(two)


def test_given_draws_name_what_carries_an_outcome() -> None:
    c = carried(makers.dossier(), "settlement", horizon=24, draws=200, paths=40)
    assert c.numbers[0].id.startswith("rate.")
    assert c.numbers[0].stands_out
    assert c.numbers[0].sign == 1
    assert sum(c.origins.values()) == pytest.approx(1)
    assert all(0 <= x.index <= 1 for x in c.numbers)


@pytest.mark.parametrize("call", [sobol, carried])
def test_bad_calls_are_one_line(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OutlookError, match="--outcome"):
        call(makers.dossier(), "peace")
    with pytest.raises(OutlookError, match="--horizon"):
        call(makers.dossier(), "collapse", horizon=500)
    if call is sobol:
        with pytest.raises(OutlookError, match="--base"):
            call(makers.dossier(), base=4)


def test_the_verb(tmp_path: Path) -> None:
    save(makers.dossier(), tmp_path / "d")
    args = ["sensitivity", str(tmp_path / "d"), "--unreviewed", "--paths", "20"]

    def said(*more: str) -> str:
        return CliRunner().invoke(build(), [*args, *more], catch_exceptions=False).stdout

    assert "By origin" in said("--draws", "60")
    assert json.loads(said("--sobol", "--base", "16", "--json"))["base"] == 16
