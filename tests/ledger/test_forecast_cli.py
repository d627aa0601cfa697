"""`parley forecast record | list | resolve | score | export | import`."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from parley.cli.app import build
from parley.errors import LedgerError, UsageError

DOCUMENT = {
    "process": "X",
    "run_id": "r1",
    "as_of": None,
    "seed": 1,
    "version": "0.1.0",
    "questions": [
        {"id": f"q{k}", "text": f"Will {k}?", "resolves": "as reported", "by": "2099-06-30",
         "value": k / 10, "interval": [0.0, 1.0], "base_rate": 0.5}
        for k in range(1, 5)
    ],
}  # fmt: skip


def call(*args: str, text: str | None = None) -> str:
    result = CliRunner().invoke(build(), ["forecast", *args], input=text, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


@pytest.fixture
def at(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "outlook.json").write_text(json.dumps(DOCUMENT))
    return str(tmp_path / "outlook.json"), str(tmp_path / "kept.db")


def test_from_outlook_to_score(at: tuple[str, str], tmp_path: Path) -> None:
    outlook, kept = at
    first: Any = json.loads(call("record", outlook, "--ledger", kept, "--json"))
    assert first["recorded"] == 4
    assert "0 of 4 forecasts are new" in call("record", outlook, "--ledger", kept)
    assert "q1: yes" in call("resolve", "q1", "yes", "--ledger", kept, "--source", "a paper")
    call("resolve", "q2", "no", "--ledger", kept, "--on", "2098-01-01", "--by", "2099-06-30")
    call("resolve", "q3", "void", "--ledger", kept, "--process", "X", "--json")
    listed = json.loads(call("list", "--ledger", kept, "--json"))["questions"]
    assert [q["outcome"] for q in listed] == ["yes", "no", "void", None]
    assert "q4  by 2099-06-30  0.40  open" in call("list", "--ledger", kept)
    card = json.loads(call("score", "--ledger", kept, "--json"))
    assert (card["chances"]["n"], card["void"], card["unresolved"]) == (2, 1, 1)
    assert card["chances"]["score"] == pytest.approx((0.81 + 0.04) / 2)
    assert card["chances"]["skill"] == pytest.approx(1 - 0.425 / 0.25)
    printed = call("score", "--ledger", kept, "--which", "all")
    assert "Brier 0.425" in printed
    assert "n 1" in printed
    out = str(tmp_path / "out.csv")
    assert "4 forecasts and 3 resolutions" in call("export", out, "--ledger", kept)
    other = str(tmp_path / "other.db")
    assert json.loads(call("import", out, "--ledger", other, "--json")) == {
        "forecasts": 4,
        "resolutions": 3,
    }
    assert "0 forecasts and 0 resolutions are new" in call("import", out, "--ledger", other)
    assert json.loads(call("score", "--ledger", other, "--json")) == card


def test_a_document_can_come_by_pipe(at: tuple[str, str]) -> None:
    assert "4 of 4" in call("record", "-", "--ledger", at[1], text=json.dumps(DOCUMENT))


def test_nothing_to_score_is_said(at: tuple[str, str]) -> None:
    call("record", at[0], "--ledger", at[1])
    assert "4 questions open" in call("score", "--ledger", at[1])


def test_wrong_calls_and_files(at: tuple[str, str], tmp_path: Path) -> None:
    outlook, kept = at
    with pytest.raises(UsageError, match="takes a file"):
        call("record", "--ledger", kept)
    with pytest.raises(UsageError, match="takes a question and its outcome"):
        call("resolve", "q1", "--ledger", kept)
    with pytest.raises(UsageError, match="takes no argument"):
        call("score", "extra", "--ledger", kept)
    with pytest.raises(LedgerError, match="no ledger at"):
        call("score", "--ledger", kept)
    with pytest.raises(LedgerError, match="cannot be read"):
        call("record", str(tmp_path / "none.json"), "--ledger", kept)
    (tmp_path / "bad.json").write_text("[")
    with pytest.raises(LedgerError, match="not a JSON document"):
        call("record", str(tmp_path / "bad.json"), "--ledger", kept)
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(LedgerError, match="not an outlook document"):
        call("record", str(tmp_path / "list.json"), "--ledger", kept)
    (tmp_path / "raw.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(LedgerError, match="not text in UTF-8"):
        call("import", str(tmp_path / "raw.csv"), "--ledger", kept)
    call("record", outlook, "--ledger", kept)
    with pytest.raises(UsageError, match="--by must be a date"):
        call("resolve", "q1", "yes", "--by", "soon", "--ledger", kept)


def test_an_undated_outlook_asks_nothing_and_says_so(at: tuple[str, str], tmp_path: Path) -> None:
    _, kept = at
    path = tmp_path / "undated.json"
    path.write_text(json.dumps({**DOCUMENT, "questions": []}))
    with pytest.raises(LedgerError, match="no date"):
        call("record", str(path), "--ledger", kept)
    assert not Path(kept).exists()


def test_one_question_without_a_date_keeps_all_out(at: tuple[str, str], tmp_path: Path) -> None:
    _, kept = at
    path = tmp_path / "mixed.json"
    asked = [*DOCUMENT["questions"], {**DOCUMENT["questions"][0], "id": "q9", "by": None}]
    path.write_text(json.dumps({**DOCUMENT, "questions": asked}))
    with pytest.raises(LedgerError, match="question 'q9': has no date to be resolved by"):
        call("record", str(path), "--ledger", kept)
    assert not Path(kept).exists()
