"""Questions of an outlook document, and the rules they must meet."""

import datetime
import json
from typing import Any

import pytest

from parley.errors import LedgerError
from parley.ledger import Question, folder_hash, read_questions, run_id
from parley.ledger.questions import check_outcome

ASKED = {
    "id": "truce",
    "text": "A truce by then?",
    "resolves": "signed by both sides",
    "by": "2026-06-30",
    "value": 0.1,
    "interval": [0.05, 0.2],
    "base_rate": 0.12,
}


def document(**change: Any) -> dict[str, Any]:
    return {
        "process": {"title": "X against Y"},
        "run_id": "abc",
        "as_of": "2025-11-01",
        "seed": 1,
        "version": "0.1.0",
        "questions": [{**ASKED, **change}],
    }


def test_a_question_is_read_whole() -> None:
    (found,) = read_questions(document())
    assert found.question.process == "X against Y"
    assert found.question.by == datetime.date(2026, 6, 30)
    assert found.question.kind == "chance"
    assert (found.value, found.interval, found.base_rate) == (0.1, (0.05, 0.2), 0.12)
    assert (found.run, found.seed, found.version) == ("abc", 1, "0.1.0")
    assert found.as_of == datetime.date(2025, 11, 1)


def test_an_amount_takes_its_interval_for_quantiles() -> None:
    (found,) = read_questions(document(unit="deaths", value=900, interval=[400, 2000]))
    assert found.question.kind == "amount"
    assert found.quantiles == ((0.1, 400.0), (0.5, 900.0), (0.9, 2000.0))
    (given,) = read_questions(document(quantiles={"0.9": 5, "0.1": 1}, base_rate={"0.5": 2}))
    assert given.quantiles == ((0.1, 1.0), (0.9, 5.0))
    assert given.base_quantiles == ((0.5, 2.0),)


def test_no_questions_is_an_answer() -> None:
    assert read_questions({"process": "X", "questions": []}) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"by": None}, "question 'truce': has no date"),
        ({"by": "soon"}, "question 'truce': by must be a date"),
        ({"value": 1.4}, r"value must be in \[0, 1\], got 1.4"),
        ({"value": "high"}, "value must be a number, got 'high'"),
        ({"value": True}, "value must be a number"),
        ({"value": float("nan")}, "must be finite"),
        ({"interval": [0.3, 0.2]}, "interval must go from low to high"),
        ({"interval": [0.3]}, "interval must be two numbers"),
        ({"base_rate": -0.1}, "base rate must be in"),
        ({"resolves": " "}, "has no resolution rule"),
        ({"text": ""}, "has no text"),
        ({"id": ""}, "has no id"),
        ({"unit": "deaths", "interval": None}, "an amount needs quantiles"),
        ({"quantiles": {"0.1": 5, "0.9": 1}}, "amounts must not fall"),
        ({"quantiles": {"0": 5}}, r"lie in \(0, 1\)"),
        ({"quantiles": {"low": 5}}, "must map levels to amounts"),
    ],
)
def test_a_broken_question_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        read_questions(document(**change))


def test_broken_documents_are_named() -> None:
    with pytest.raises(LedgerError, match="no list of questions"):
        read_questions({"process": "X"})
    with pytest.raises(LedgerError, match="must be a mapping, got str"):
        read_questions({"questions": ["?"]})
    with pytest.raises(LedgerError, match="asked twice"):
        read_questions({"process": "X", "questions": [ASKED, ASKED]})


def test_outcomes_fit_their_question() -> None:
    day = datetime.date(2026, 1, 1)
    chance = Question("X", "truce", "?", "rule", day)
    amount = Question("X", "deaths", "?", "rule", day, "amount", "deaths")
    assert [check_outcome(chance, o) for o in ("YES", " no", "void")] == ["yes", "no", "void"]
    assert [check_outcome(amount, o) for o in ("12", "void")] == ["12.0", "void"]
    for question, outcome in ((chance, "12"), (amount, "yes"), (amount, "nan")):
        with pytest.raises(LedgerError, match="outcome must be"):
            check_outcome(question, outcome)


def test_run_ids_hang_on_dossier_seed_and_version(tmp_path: Any) -> None:
    ids = {
        run_id(d, s, v)
        for d in ({"a": 1}, {"a": 2})
        for s in (0, 1)
        for v in ("0.1.0", "0.1.1")
    }  # fmt: skip
    assert len(ids) == 8
    assert run_id({"a": 1, "b": 2}, 1, "v") == run_id({"b": 2, "a": 1}, 1, "v")
    (tmp_path / "x.yaml").write_text("a: 1")
    before = folder_hash(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref")
    assert folder_hash(tmp_path) == before
    (tmp_path / "x.yaml").rename(tmp_path / "y.yaml")
    assert folder_hash(tmp_path) != before
    with pytest.raises(LedgerError, match="not a folder"):
        folder_hash(tmp_path / "none")


def test_the_example_document_is_json() -> None:
    assert read_questions(json.loads(json.dumps(document())))[0].question.id == "truce"
