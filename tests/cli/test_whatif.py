"""`parley whatif`: base, changed, and the paired difference."""

import json
from pathlib import Path

import pytest

from cli.calling import SMALL, Called, call, folder


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("dossier"))


@pytest.fixture(scope="module")
def printed(source: Path) -> Called:
    return call("whatif", source, "--set", "arms=withdrawn", "--set", "warrant=0", "--json", *SMALL)


def test_the_document_has_base_changed_and_difference(printed: Called) -> None:
    assert printed.code == 0, printed.err
    document = json.loads(printed.out)
    assert set(document) >= {"base", "changed", "difference"}
    for name, row in document["difference"].items():
        for h, d in row.items():
            low, high = d["interval"]
            assert low <= high
            was, becomes = (document[k][name][h]["value"] for k in ("base", "changed"))
            assert d["value"] == pytest.approx(becomes - was, abs=1e-9)


def test_same_seed_same_bytes(source: Path, printed: Called) -> None:
    again = call(
        "whatif", source, "--set", "warrant=0", "--set", "arms=withdrawn", "--json", *SMALL
    )
    one, two = json.loads(printed.out), json.loads(again.out)
    assert one["difference"] == two["difference"]
    same = call("whatif", source, "--set", "arms=withdrawn", "--set", "warrant=0", "--json", *SMALL)
    assert same.out == printed.out


def test_base_is_the_outlook(source: Path, printed: Called) -> None:
    plain = json.loads(call("outlook", source, "--json", *SMALL).out)
    assert json.loads(printed.out)["base"] == plain["outcomes"]


def test_in_words_names_what_was_set(source: Path) -> None:
    called = call("whatif", source, "--set", "arms=0.25", *SMALL)
    assert called.code == 0, called.err
    assert "arms deliveries = 0.25" in called.out
    assert "points" in called.out


@pytest.mark.parametrize("setting", ["summit=active", "summit=0.9", "sanctions=withdrawn"])
def test_meetings_and_levers_can_be_set(source: Path, setting: str) -> None:
    called = call("whatif", source, "--set", setting, "--json", *SMALL)
    assert called.code == 0, called.err
    json.loads(called.out)
