"""A workbench reached from elsewhere: its token is asked for, once, and never in an address."""

from pathlib import Path

import pytest
from lxml import html as lx

from parley.web import create_app
from parley.web.safety import Rules
from parley.web.tokens import Door
from web.client import Client

TOKEN = "correct horse battery"


@pytest.fixture
def locked(workspace: Path) -> Client:
    rules = Rules(hosts=frozenset({"talks.example"}), door=Door(TOKEN))
    return Client(create_app(workspace, unreviewed=True, rules=rules), "https://talks.example")


def test_without_the_token_nothing_is_shown(locked: Client) -> None:
    assert locked.get("/api/processes").status_code == 401
    answer = locked.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/enter"
    assert "north" not in locked.get("/enter").text


def test_a_program_sends_the_token(locked: Client) -> None:
    right = {"authorization": f"Bearer {TOKEN}"}
    assert locked.get("/api/processes", headers=right).status_code == 200
    wrong = {"authorization": "Bearer correct horse"}
    assert locked.get("/api/processes", headers=wrong).status_code == 401


def test_a_browser_keeps_a_cookie_that_scripts_cannot_read(locked: Client) -> None:
    page = lx.fromstring(locked.get("/enter").text)
    (token,) = page.xpath('//form//input[@name="token"]/@value')
    given = {"token": token, "access": "wrong"}
    assert locked.request("POST", "/enter", data=given).status_code == 403
    answer = locked.request("POST", "/enter", data=given | {"access": TOKEN})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=strict"))
    assert TOKEN not in cookie
    kept = {"cookie": cookie.partition(";")[0]}
    assert locked.get("/", headers=kept).status_code == 200


def test_another_name_is_refused_before_the_door(locked: Client) -> None:
    assert locked.get("/", headers={"host": "127.0.0.1"}).status_code == 400
