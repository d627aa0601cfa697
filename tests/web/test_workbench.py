import threading
from pathlib import Path

import pytest

import makers
from brief import outlooks
from parley.dossier import store
from parley.dossier.schema import Dossier
from parley.errors import DossierError
from parley.outlook.document import Outlook
from parley.web import create_app
from parley.web.workbench import Workbench
from web.client import Client


class Counting:
    """Counts runs, and holds them until let go."""

    def __init__(self) -> None:
        self.runs = 0
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, dossier: Dossier, unreviewed: bool) -> Outlook:
        self.runs += 1
        assert self.gate.wait(10)
        return outlooks.full()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store.save(makers.dossier(), tmp_path / "d")
    return tmp_path / "d"


def test_an_outlook_is_run_once_until_a_file_changes(folder: Path) -> None:
    run = Counting()
    bench = Workbench(folder, store.load, run, unreviewed=True)
    (name,) = bench.names()
    assert bench.outlook(name) is bench.outlook(name)
    assert run.runs == 1
    process = makers.dossier().process.model_copy(update={"title": "Another and longer title"})
    store.save(makers.dossier().model_copy(update={"process": process}), folder)
    assert bench.known_outlook(name) is None
    bench.outlook(name)
    assert bench.known_outlook(name) is not None
    assert run.runs == 2
    assert bench.dossier(name).process.title == "Another and longer title"


def test_a_page_says_that_the_models_run(folder: Path) -> None:
    run = Counting()
    run.gate.clear()
    client = Client(create_app(folder, unreviewed=True, run=run))
    waiting = client.get("/p/d")
    assert waiting.status_code == 202
    assert 'http-equiv="refresh"' in waiting.text
    run.gate.set()
    assert client.get("/api/outlook").json()["run_id"] == outlooks.full().run_id
    assert client.get("/p/d").status_code == 200
    assert run.runs == 1


def test_nothing_accepted_says_what_to_do(folder: Path) -> None:
    given = store.load(folder)
    proposed = {
        k: tuple(e.model_copy(update={"review": "proposed"}) for e in getattr(given, k))
        for k in ("parties", "people", "issues", "positions", "levers", "constraints", "meetings",
                  "order", "assessments", "parallels", "moves", "preferences")
    }  # fmt: skip
    store.save(given.model_copy(update=proposed), folder)
    bench = Workbench(folder, store.load, Counting(), unreviewed=False)
    with pytest.raises(DossierError, match="no entry is accepted"):
        bench.outlook("d")
    client = Client(create_app(folder, run=Counting()))
    answer = client.get("/api/outlook")
    assert answer.status_code == 422
    assert "no entry is accepted" in answer.json()["error"]["message"]
    assert "no entry is accepted" in client.get("/").text


def test_another_name_is_no_process(folder: Path) -> None:
    with pytest.raises(KeyError):
        Workbench(folder, store.load, Counting(), unreviewed=True).dossier("../d")
