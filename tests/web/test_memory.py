"""Pages in memory: the same bytes while nothing changes, new ones as soon as something does."""

import re
import time
from pathlib import Path

import pytest

from parley.dossier import store
from parley.web.workbench import GLANCE
from web.client import Client
from web.test_changes import P1, form, post

TOKEN = re.compile(r'name="token" value="([^"]*)"')


def test_a_page_is_made_once_while_nothing_changes(client: Client) -> None:
    pages = [client.get("/p/north/dossier?kind=levers").text for _ in range(2)]
    assert pages[0] == pages[1]
    assert TOKEN.findall(pages[0])
    other = client.get("/p/north/dossier?kind=issues").text
    assert other != pages[0]


def test_a_decision_shows_at_once(client: Client) -> None:
    before = client.get("/p/north/reader/s1").text
    given = form(client, "/p/north/reader/s1", f"{P1}/accept")
    post(client, f"{P1}/accept", given)
    assert client.get("/p/north/reader/s1").text.count("review-accepted") > before.count(
        "review-accepted"
    )


def test_a_file_changed_by_hand_shows_at_the_next_glance(client: Client, workspace: Path) -> None:
    client.get("/p/north/dossier?kind=levers")
    given = store.load(workspace / "north")
    levers = (given.levers[0].model_copy(update={"name": "shells and fuel"}), *given.levers[1:])
    store.save(given.model_copy(update={"levers": levers}), workspace / "north")
    time.sleep(GLANCE)
    assert "shells and fuel" in client.get("/p/north/dossier?kind=levers").text


@pytest.mark.parametrize("path", ["/p/none/dossier", "/p/north/none"])
def test_what_is_not_there_is_not_kept(client: Client, path: str) -> None:
    assert [client.get(path).status_code for _ in range(2)] == [404, 404]


def test_a_part_is_not_taken_for_its_page(client: Client) -> None:
    part = client.get(P1, headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert "<html" in client.get(P1).text
