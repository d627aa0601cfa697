import pytest

import makers
from brief import outlooks
from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook
from parley.web.answers import SCREENS
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
    told = client.get("/api/openapi.json").json()
    assert {"/api/processes", "/api/outlook", "/api/dossier"} <= set(told["paths"])
    for path, methods in told["paths"].items():
        for method in methods.values():
            assert method["summary"], path
            assert "$ref" in str(method["responses"]["404"]["content"]), path


def test_every_page_of_a_process_has_its_json(client: Client) -> None:
    told = set(client.get("/api/openapi.json").json()["paths"])
    for _, path, _ in SCREENS:
        assert f"/api/p/{{name}}{path}" in told


@pytest.mark.parametrize("path", ["", "/reader", "/reader/s1", "/dossier", "/entries/parties/WL",
                                  "/compare", "/whatif?set=arms=on_hold"])  # fmt: skip
def test_pages_as_json(client: Client, path: str) -> None:
    answer = client.get(f"/api/p/north{path}")
    assert answer.status_code == 200, answer.text
    assert answer.json()


def token(client: Client) -> dict[str, str]:
    return {"x-parley-token": client.get("/api/session").json()["token"]}


def test_a_decision_by_a_program(client: Client) -> None:
    seen = client.get("/api/p/north/entries/parties/WL").json()["row"]
    wanted = {"action": "accept", "entry": "parties/WL", "version": seen["version"]}
    assert client.request("POST", "/api/p/north/decisions", json=wanted).status_code == 403
    told = client.request("POST", "/api/p/north/decisions", json=wanted, headers=token(client))
    assert told.status_code == 422
    assert "evidence" in told.json()["error"]["message"]
    seen = client.get("/api/p/north/entries/positions/p1").json()["row"]
    wanted = {"action": "accept", "entry": "positions/p1", "version": seen["version"]}
    told = client.request("POST", "/api/p/north/decisions", json=wanted, headers=token(client))
    assert told.json()["decision"]["after"] == "accepted"
    again = client.request("POST", "/api/p/north/decisions", json=wanted, headers=token(client))
    assert again.status_code == 409
    assert "changed by" in again.json()["error"]["message"]
    undo = {"action": "undo"}
    told = client.request("POST", "/api/p/north/decisions", json=undo, headers=token(client))
    assert told.json()["version"] == seen["version"]


def test_an_entry_added_by_a_program_rests_on_its_sentence(client: Client) -> None:
    wanted = {
        "action": "add", "entry": "parallels", "fields": {"name": "The old war"},
        "source": "s1", "start": 0, "end": 8,
    }  # fmt: skip
    told = client.request("POST", "/api/p/north/decisions", json=wanted, headers=token(client))
    assert told.status_code == 200, told.text
    key = told.json()["decision"]["entry"]
    row = client.get(f"/api/p/north/entries/{key}").json()["row"]
    assert [e["quote"] for e in row["evidence"]] == ["Westland"]


def test_a_saved_scenario_is_kept(client: Client) -> None:
    wanted = {"label": "no arms", "set": ["arms=on_hold"]}
    told = client.request("POST", "/api/p/north/scenarios", json=wanted, headers=token(client))
    assert told.json() == [{"id": "no-arms", "settings": {"arms": "on_hold"}, "note": "no arms"}]
    shown = client.get("/api/p/north").json()["scenarios"]
    assert shown == [["no arms", "set=arms%3Don_hold"]]
    empty = {"label": "", "set": []}
    told = client.request("POST", "/api/p/north/scenarios", json=empty, headers=token(client))
    assert told.status_code == 422
