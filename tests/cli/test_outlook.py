"""`parley outlook` and `parley assumptions`: the document, the same bytes, the list."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.calling import SMALL, Called, call, folder

SOURCES = Path(__file__).parents[2] / "src"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("dossier"))


@pytest.fixture(scope="module")
def printed(source: Path) -> Called:
    return call("outlook", source, "--json", "--seed", "2", *SMALL)


def test_same_seed_same_bytes_in_another_process(source: Path, printed: Called) -> None:
    assert printed.code == 0, printed.err
    done = subprocess.run(
        [sys.executable, "-c", "from parley.cli import main; main()", "outlook", str(source),
         "--json", "--seed", "2", *SMALL],
        capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONHASHSEED": "5"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == printed.out
    assert done.stderr == ""


def test_size_and_seed_are_in_the_document(printed: Called) -> None:
    document = json.loads(printed.out)
    assert (document["seed"], document["draws"], document["paths"]) == (2, 20, 10)
    assert document["unreviewed"] is False


def test_json_is_one_document(printed: Called) -> None:
    assert json.JSONDecoder().raw_decode(printed.out)[1] == len(printed.out.rstrip("\n"))


def test_proposed_entries_count_only_when_asked(tmp_path: Path) -> None:
    source = folder(tmp_path, accepted=False)
    called = call("outlook", source, "--json", *SMALL)
    assert called.is_one_line_about("no entry is accepted", "parley review", "--unreviewed")
    assert called.code == 1
    listed = call("assumptions", source, "--json", "--unreviewed")
    assert json.loads(listed.out)["estimates"]


def test_assumptions_lists_every_number_with_its_origin(source: Path, printed: Called) -> None:
    listed = call("assumptions", source, "--json")
    assert listed.code == 0, listed.err
    assert call("assumptions", source, "--json").out == listed.out
    found = json.loads(listed.out)["estimates"]
    assert {e["origin"] for e in found} >= {"stated", "historical", "default"}
    for e in found:
        assert set(e) >= {"id", "name", "unit", "distribution", "origin"}
    ids = [e["id"] for e in found]
    assert len(ids) == len(set(ids))
    assert set(ids) == {e["id"] for e in json.loads(printed.out)["estimates"]}


def test_assumptions_in_words_mark_the_defaults(source: Path) -> None:
    called = call("assumptions", source)
    assert called.code == 0
    assert "default (assumed:" in called.out


def test_another_date_is_taken(source: Path) -> None:
    called = call("assumptions", source, "--as-of", "2024-06-01", "--json")
    assert called.code == 0, called.err
