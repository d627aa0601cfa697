"""Outlooks kept beside a dossier, to be compared; nothing half written, nothing foreign read."""

import datetime
from pathlib import Path

import makers
from brief import outlooks
from parley.dossier import store
from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook
from parley.web import create_app, kept
from web.client import Client
from web.conftest import prepare

NOW = datetime.datetime(2024, 5, 2, tzinfo=datetime.UTC)


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    made = kept.snapshot(outlooks.full(), makers.dossier(), NOW)
    kept.keep(tmp_path, made)
    kept.keep(tmp_path, made)
    (tmp_path / kept.FOLDER / "other.json").write_text("{", encoding="utf-8")
    assert kept.kept(tmp_path) == (made,)
    assert [p.suffix for p in (tmp_path / kept.FOLDER).iterdir()] == [".json", ".json"]


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    made = kept.snapshot(outlooks.full(), makers.dossier(), NOW)
    for n in range(kept.MOST + 5):
        kept.keep(tmp_path, made.model_copy(update={"run": f"{n:04}"}))
    assert len(kept.kept(tmp_path)) == kept.MOST


def test_a_folder_that_cannot_be_written_has_no_past(tmp_path: Path) -> None:
    (tmp_path / kept.FOLDER).write_text("a file in the way", encoding="utf-8")
    kept.keep(tmp_path, kept.snapshot(outlooks.full(), makers.dossier(), NOW))
    assert kept.kept(tmp_path) == ()


def test_two_dates_are_compared(tmp_path: Path) -> None:
    store.save(makers.dossier(), tmp_path / "d")
    runs = iter(("first", "second"))

    def run(dossier: Dossier, unreviewed: bool) -> Outlook:
        return outlooks.full().model_copy(update={"run_id": next(runs)})

    client = Client(create_app(tmp_path, unreviewed=True, run=run, prepare=prepare))
    assert "can be compared here" in client.get("/p/d/compare").text
    client.get("/api/outlook")
    given = makers.dossier()
    levers = given.levers[:1]
    store.save(given.model_copy(update={"levers": levers}), tmp_path / "d")
    client.get("/api/outlook")
    page = client.get("/api/p/d/compare").json()
    assert {page["before"], page["after"]} == {"first", "second"}
    assert any(x.endswith("levers/sanctions") for x in page["record"])
    assert "Compare dates" in client.get("/").text
