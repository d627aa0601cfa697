"""What changed between two records, applied group by group; a record as it stood."""

import datetime
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import makers
from parley.dossier import store
from parley.dossier.check import check
from parley.dossier.dated import as_it_stood, at_revision
from parley.dossier.difference import difference, with_groups
from parley.dossier.review import accept, reject
from parley.dossier.schema import Dossier
from parley.errors import DossierError

WHEN = datetime.datetime(2024, 5, 3)


def later() -> Dossier:
    """The plain process with a lever moved, a meeting put off, a new issue with a position."""
    data: dict[str, Any] = makers.plain()
    data["levers"][0]["state"] = "on_hold"
    data["levers"][1]["note"] = "seen again"
    data["meetings"][1]["status"] = "postponed"
    data["issues"].append({
        "id": "dam", "question": "Who runs the dam?", "demand_class": "other",
        "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
    })  # fmt: skip
    data["positions"].append({"id": "p9", "party": "EL", "issue": "dam", "preferred": "b"})
    data["process"] = {**data["process"], "as_of": "2024-06-02"}
    return Dossier.model_validate(data)


def test_groups_name_what_changed() -> None:
    found = {g.id: g for g in difference(makers.dossier(), later())}
    assert set(found) == {
        "process/as_of", "issues/dam", "levers/arms", "levers/sanctions", "meetings/summit",
    }  # fmt: skip
    assert found["levers/arms"].says == "arms deliveries: state threatened → on hold"
    assert [c.key for c in found["issues/dam"].changes] == ["issues/dam", "positions/p9"]
    assert [g.id for g in found.values() if g.silent] == ["levers/sanctions"]
    assert [g.id for g in found.values() if g.calendar] == ["meetings/summit"]


def test_nothing_changed_nothing_listed() -> None:
    assert difference(makers.dossier(), makers.dossier()) == ()


def test_every_combination_is_a_sound_record_and_the_ends_are_the_two() -> None:
    old, new = makers.dossier(), later()
    groups = difference(old, new)
    ids = [g.id for g in groups]
    assert with_groups(old, new, groups, ()) is old
    assert with_groups(old, new, groups, ids) is new
    for size in range(len(ids) + 1):
        for chosen in combinations(ids, size):
            made = with_groups(old, new, groups, chosen)
            assert [p for p in check(made) if p.severity == "error"] == []
            left = {g.id for g in difference(made, new)}
            assert left == set(ids) - set(chosen)


def test_applying_backwards_removes_what_was_added() -> None:
    old, new = makers.dossier(), later()
    groups = difference(new, old)
    made = with_groups(new, old, groups, ["issues/dam"])
    assert [i.id for i in made.issues] == ["cape", "relief"]
    assert "p9" not in {p.id for p in made.positions}
    assert made.levers == new.levers


def test_a_record_as_it_stood_takes_back_later_decisions() -> None:
    d = makers.dossier()
    d, first = accept(d, "levers/arms", who="t", when=WHEN)
    before = d
    d, second = reject(d, "levers/sanctions", who="t", when=WHEN.replace(day=9), why="old")
    stood = as_it_stood(d, datetime.date(2024, 5, 5), [first, second])
    assert stood.levers == before.levers
    assert stood.process.as_of == datetime.date(2024, 5, 2)


def test_a_record_as_it_stood_lacks_what_later_sources_say() -> None:
    data = makers.plain()
    text = "Westland will now talk about its old border."
    data["sources"].append(
        makers.source(text, "s2")
        .model_copy(update={"date": datetime.date(2024, 7, 1)})
        .model_dump()
    )
    data["positions"].append({
        "id": "p9", "party": "WL", "issue": "cape", "preferred": "line", "as_of": "2024-07-01",
        "evidence": [makers.quote("Westland will now talk", text, "s2")],
    })  # fmt: skip
    data["meetings"][0] |= {"status": "held", "date": "2024-06-20"}
    data["process"] = {**data["process"], "as_of": "2024-07-01"}
    d = Dossier.model_validate(data)
    stood = as_it_stood(d, datetime.date(2024, 6, 1))
    assert [s.id for s in stood.sources] == ["s1"]
    assert [p.id for p in stood.positions] == ["p1", "p2", "p3"]
    assert stood.meetings[0].status == "planned"
    assert stood.process.as_of == datetime.date(2024, 6, 1)
    assert [p for p in check(stood) if p.severity == "error"] == []


def test_a_revision_of_the_folder_is_read_from_git(tmp_path: Path) -> None:
    folder = tmp_path / "cases" / "x"
    store.save(makers.dossier(), folder)
    for call in (
        ("init", "-q"), ("add", "."),
        ("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "one"),
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(tmp_path), *call], check=True)
    store.save(later(), folder)
    assert at_revision(folder, "HEAD").levers == makers.dossier().levers
    for bad in ("nope", "--help"):
        with pytest.raises(DossierError, match=r"git|revision"):
            at_revision(folder, bad)
