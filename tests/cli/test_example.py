"""The shipped example holds what the documentation says of it."""

import json
from pathlib import Path

from typer.testing import CliRunner

from parley.cli.app import build
from parley.dossier import store
from parley.dossier.check import check

HERE = Path(__file__).parents[2] / "examples" / "budapest"


def test_the_example_dossier_is_clean() -> None:
    assert check(store.load(HERE / "dossier")) == []
    result = CliRunner().invoke(build(), ["check", str(HERE / "dossier"), "--json"])
    assert json.loads(result.stdout) == {"errors": 0, "warnings": 0, "problems": []}


def test_the_source_is_the_report_byte_for_byte() -> None:
    source = store.load(HERE / "dossier").sources[0]
    assert source.text.encode() == (HERE / "report.txt").read_bytes()


def test_every_accepted_entry_rests_on_a_quote_or_a_named_judgement() -> None:
    dossier = store.load(HERE / "dossier")
    assert len(dossier.entries()) > 60
    assert dossier.reviewed() == dossier
    for entry in dossier.entries():
        assert entry.evidence or (entry.judgement and entry.judgement.who and entry.judgement.why)


def test_the_report_has_the_length_of_one_and_quotes_nobody() -> None:
    text = (HERE / "report.txt").read_text()
    assert 350 <= len(text.split()) <= 450
    assert not set(text) & set('"“”«»')
