"""The annotated reports: entries are whole, and names stay found."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from parley.reading import read, to_json
from parley.reading.gazetteer import ascii_fold
from parley.reports import load

HERE = Path(__file__).parent / "annotated"
GOLD = sorted(HERE.glob("*/*.gold.json"))


def fold(name: str) -> str:
    return re.sub(r"\W+", " ", ascii_fold(name).lower()).strip().removeprefix("the ")


def names(party: dict[str, Any]) -> set[str]:
    every = [party["name"], *(party.get("aliases") or []), party.get("iso3")]
    return {fold(n) for n in every if n}


def read_json(gold: Path) -> dict[str, Any]:
    path = gold.with_name(gold.name.replace(".gold.json", ".txt"))
    return to_json(read([load(path)]))


def test_there_are_thirty_six() -> None:
    assert len(GOLD) >= 36
    assert {g.parent.name for g in GOLD} == {"looked-at", "scored-only"}


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: g.name.split(".")[0])
def test_quotes_of_the_gold_and_of_the_reading_are_verbatim(gold: Path) -> None:
    text = " ".join(gold.with_name(gold.name.replace(".gold.json", ".txt")).read_text().split())
    lists = ("meetings", "order", "demands", "levers", "constraints", "assessments")
    for found in (json.loads(gold.read_text()), read_json(gold)):
        for name in lists:
            for item in found[name]:
                assert " ".join(item["quote"].split()) in text


@pytest.mark.parametrize("folder", ["looked-at", "scored-only"])
def test_parties_and_people_are_found(folder: str) -> None:
    hit = {"parties": 0, "people": 0}
    gold_n = dict(hit)
    pred_n = dict(hit)
    for gold in GOLD:
        if gold.parent.name != folder:
            continue
        want, got = json.loads(gold.read_text()), read_json(gold)
        for kind in hit:
            gold_n[kind] += len(want[kind])
            pred_n[kind] += len(got[kind])
        hit["parties"] += sum(
            any(names(a) & names(b) for b in got["parties"]) for a in want["parties"]
        )
        last = {fold(p["name"]).split()[-1] for p in got["people"]}
        hit["people"] += sum(fold(p["name"]).split()[-1] in last for p in want["people"])
    for kind in hit:
        assert hit[kind] / gold_n[kind] > 0.8, kind
        assert hit[kind] / pred_n[kind] > 0.8, kind
