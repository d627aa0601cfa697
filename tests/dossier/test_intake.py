"""Readings and decisions, in the order of the log, give the dossier again."""

import datetime
import json
from pathlib import Path

import pytest

import makers
from parley.dossier import intake, log, review, schema, store
from parley.errors import DossierError

BY = {"who": "ann", "when": datetime.datetime(2001, 1, 2, tzinfo=datetime.UTC)}


def another() -> schema.Dossier:
    """A second report of the same process."""
    text = "Westland and Eastland signed a truce in Midtown. Southland sent observers."
    return makers.dossier(
        sources=[makers.source(text, "s2").model_dump()],
        parties=[
            {"id": "WL", "name": "Westland", "kind": "state",
             "evidence": [makers.quote("Westland", text, "s2")]},
            {"id": "SL", "name": "Southland", "kind": "state",
             "evidence": [makers.quote("Southland", text, "s2")]},
        ],
        people=[], issues=[], positions=[], levers=[], constraints=[], meetings=[], order=[],
    )  # fmt: skip


def decide(folder: Path, step: object, *args: object, **more: object) -> None:
    d, decision = step(store.load(folder), *args, **more, **BY)  # type: ignore[operator]
    store.save(d, folder)
    log.append(folder, decision)


def test_the_log_and_the_readings_rebuild_the_dossier(tmp_path: Path) -> None:
    intake.take_in(tmp_path, makers.dossier(), why="first.txt", **BY)
    decide(tmp_path, review.accept, "arms")
    decide(tmp_path, review.edit, "WL", "aliases", ["the West"])
    intake.take_in(tmp_path, another(), **BY)
    proof = review.find_quote(store.load(tmp_path), "s2", "sent observers")
    fields = {"holder": "SL", "target": "WL", "instrument": "peacekeepers", "state": "active",
              "name": "observers"}  # fmt: skip
    decide(tmp_path, review.add, "lever", fields, evidence=[proof])
    decide(tmp_path, review.reject, "parties/SL", why="not there")
    d, decision = review.undo(store.load(tmp_path), log.read_log(tmp_path), **BY)
    store.save(d, tmp_path)
    log.append(tmp_path, decision)
    assert intake.rebuild(tmp_path) == store.load(tmp_path) == d
    assert [x.action for x in log.read_log(tmp_path)] == [
        "read", "accept", "edit", "read", "add", "reject", "undo",
    ]  # fmt: skip
    assert log.read_log(tmp_path)[0].why == "first.txt"


def test_the_same_report_again_changes_nothing(tmp_path: Path) -> None:
    intake.take_in(tmp_path, makers.dossier(), **BY)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    intake.take_in(tmp_path, makers.dossier(), **BY)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_texts_are_kept_once(tmp_path: Path) -> None:
    intake.take_in(tmp_path, makers.dossier(), **BY)
    kept = json.loads((tmp_path / "readings" / "001.json").read_text(encoding="utf-8"))
    assert [s["text"] for s in kept["sources"]] == [""]


def test_a_wire_copy_is_rebuilt_too(tmp_path: Path) -> None:
    body = " ".join(f"Point {n} was put to the two sides." for n in range(12))
    for key, head in (("a", "GAZETTE."), ("b", "DAILY.")):
        text = f"{head} {body}"
        new = makers.dossier(
            sources=[makers.source(text, key).model_dump()], people=[], issues=[], positions=[],
            levers=[], constraints=[], meetings=[], order=[], parties=[
                {"id": "WL", "name": "Westland", "kind": "state",
                 "evidence": [makers.quote("two sides", text, key)]},
            ],
        )  # fmt: skip
        intake.take_in(tmp_path, new, **BY)
    assert [len(s.copies) for s in store.load(tmp_path).sources] == [1]
    assert intake.rebuild(tmp_path) == store.load(tmp_path)


def test_what_cannot_be_rebuilt_is_one_line(tmp_path: Path) -> None:
    store.save(makers.dossier(), tmp_path)
    with pytest.raises(DossierError, match="no reading to rebuild from"):
        intake.rebuild(tmp_path)
    intake.take_in(tmp_path, another(), **BY)
    (tmp_path / "readings" / "001.json").write_text("{")
    with pytest.raises(DossierError, match=r"001\.json: not a reading"):
        intake.rebuild(tmp_path)
    (tmp_path / "readings" / "001.json").unlink()
    with pytest.raises(DossierError, match=r"001\.json: no such file"):
        intake.rebuild(tmp_path)
