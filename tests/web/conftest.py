from pathlib import Path

import pytest

import makers
from brief import outlooks
from parley.dossier import store
from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook
from parley.outlook.joined import Size
from parley.outlook.live import Live
from parley.web import create_app
from web.client import Client


def run(dossier: Dossier, unreviewed: bool) -> Outlook:
    """Stands in for the models: an invented outlook at once."""
    return outlooks.full().model_copy(update={"unreviewed": unreviewed})


def two_dossiers(folder: Path) -> Path:
    """Two dossiers, and a folder that is none."""
    for name in ("north", "south"):
        store.save(makers.dossier(), folder / name)
    (folder / "other").mkdir()
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace of the test's own."""
    return two_dossiers(tmp_path)


def prepare(dossier: Dossier) -> Live:
    """The live what-ifs on a handful of draws."""
    return Live(dossier, Size(draws=6, paths=4, field_draws=2))


@pytest.fixture
def client(workspace: Path) -> Client:
    return Client(create_app(workspace, unreviewed=True, run=run, prepare=prepare))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A client for tests that change nothing."""
    folder = two_dossiers(tmp_path_factory.mktemp("shared"))
    return Client(create_app(folder, unreviewed=True, run=run, prepare=prepare))
