import pytest

import makers
from brief import outlooks
from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook
from web.client import Client


def test_outlook_is_the_document(client: Client) -> None:
    got = Outlook.model_validate(client.get("/api/outlook?process=north").json())
    assert got == outlooks.full()


def test_dossier_is_the_record(client: Client) -> None:
    got = Dossier.model_validate(client.get("/api/dossier?process=south").json())
    assert got.parties == makers.dossier().parties


def test_processes_are_listed(client: Client) -> None:
    assert client.get("/api/processes").json() == {"processes": ["north", "south"]}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/dossier", 400),
        ("/api/dossier?process=none", 404),
        ("/api/outlook?process=none", 404),
        ("/api/none", 404),
    ],
)
def test_errors_have_one_shape(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"status", "message"}
    assert body["error"]["status"] == status


def test_the_api_describes_itself(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths) == {"/api/processes", "/api/outlook", "/api/dossier"}


@pytest.mark.parametrize(("ending", "start"), [("html", "<!doctype html>"), ("md", "# War")])
def test_the_brief_can_be_kept(client: Client, ending: str, start: str) -> None:
    answer = client.get(f"/p/north/brief.{ending}")
    assert answer.text.startswith(start)
    assert "attachment" in answer.headers["content-disposition"]


def test_another_form_of_the_brief_is_not_found(client: Client) -> None:
    assert client.get("/p/north/brief.exe").status_code == 404
