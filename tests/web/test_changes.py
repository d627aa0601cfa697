"""Decisions on entries: kept on disk and in the log, refused when stale, checked, taken back."""

from pathlib import Path

import httpx
import pytest
from lxml import html as lx

from parley.dossier import store
from parley.dossier.review import entry_of, read_log
from web.client import Client

P1 = "/p/north/entries/positions/p1"
PART = {"hx-request": "true"}


def form(client: Client, path: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with this action on a page."""
    page = lx.fromstring(client.get(path).text)
    (found,) = page.xpath(f'//form[@action="{action}"]')
    return {x.get("name"): x.get("value") or "" for x in found.xpath('.//input[@type="hidden"]')}


def post(client: Client, path: str, data: dict[str, str], **more: object) -> httpx.Response:
    return client.request("POST", path, data=data, **more)


def test_an_accepted_entry_is_on_disk_and_in_the_log(client: Client, workspace: Path) -> None:
    given = form(client, "/p/north/reader/s1", f"{P1}/accept")
    answer = post(client, f"{P1}/accept", given, headers=PART)
    assert answer.status_code == 200
    card = lx.fromstring(answer.text)
    assert card.get("data-review") == "accepted"
    assert entry_of(store.load(workspace / "north"), "positions/p1").review == "accepted"
    (line,) = read_log(workspace / "north")
    assert (line.entry, line.after) == ("positions/p1", "accepted")


def test_without_a_script_the_page_comes_back(client: Client) -> None:
    given = form(client, "/p/north/reader/s1", f"{P1}/accept")
    answer = post(client, f"{P1}/accept", given)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/p/north/reader/s1"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/p/\\evil"])
def test_nobody_is_sent_to_another_site(client: Client, back: str) -> None:
    given = form(client, "/p/north/reader/s1", f"{P1}/accept") | {"back": back}
    assert post(client, f"{P1}/accept", given).headers["location"].startswith("/p/north/")


@pytest.mark.parametrize("token", ["", "x", "a.b"])
def test_a_change_needs_a_token(client: Client, workspace: Path, token: str) -> None:
    given = form(client, "/p/north/reader/s1", f"{P1}/accept") | {"token": token}
    assert post(client, f"{P1}/accept", given).status_code == 403
    assert read_log(workspace / "north") == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    given = form(client, "/p/north/reader/s1", f"{P1}/accept")
    assert post(client, f"{P1}/accept", given, headers=headers).status_code == 403


def test_a_stale_edit_is_refused_with_both_shown(client: Client, workspace: Path) -> None:
    mine = form(client, P1, f"{P1}/edit") | {"says": "all of the Cape"}
    theirs = form(client, P1, f"{P1}/edit") | {"says": "half of the Cape"}
    assert post(client, f"{P1}/edit", theirs).status_code == 303
    answer = post(client, f"{P1}/edit", mine, headers=PART)
    assert answer.status_code == 409
    assert "all of the Cape" in answer.text
    assert "half of the Cape" in answer.text
    assert entry_of(store.load(workspace / "north"), "positions/p1").says == "half of the Cape"


def test_two_people_on_two_entries_do_not_meet(client: Client) -> None:
    p2 = P1.replace("p1", "p2")
    one, two = form(client, P1, f"{P1}/edit"), form(client, p2, f"{p2}/edit")
    assert post(client, f"{P1}/edit", one | {"says": "one"}).status_code == 303
    assert post(client, f"{p2}/edit", two | {"says": "two"}).status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("preferred", "nowhere", "nowhere"),
        ("salience", "7", "less than or equal to 1"),
        ("salience", "much", "must be a number"),
        ("party", "ZZ", "no such entry"),
    ],
)
def test_an_edit_is_checked(
    client: Client, workspace: Path, field: str, value: str, says: str
) -> None:
    given = form(client, P1, f"{P1}/edit") | {field: value}
    answer = post(client, f"{P1}/edit", given)
    assert answer.status_code == 422
    assert says in answer.text
    assert read_log(workspace / "north") == []


def test_a_rejection_needs_a_reason(client: Client, workspace: Path) -> None:
    given = form(client, "/p/north/reader/s1", f"{P1}/reject")
    assert post(client, f"{P1}/reject", given).status_code == 422
    assert post(client, f"{P1}/reject", given | {"why": "hearsay"}).status_code == 303
    (line,) = read_log(workspace / "north")
    assert line.why == "hearsay"


def test_the_last_decision_is_taken_back(client: Client, workspace: Path) -> None:
    given = form(client, "/p/north/reader/s1", f"{P1}/accept")
    post(client, f"{P1}/accept", given)
    undo = form(client, "/p/north/reader/s1", "/p/north/undo")
    assert post(client, "/p/north/undo", undo).status_code == 303
    assert entry_of(store.load(workspace / "north"), "positions/p1").review == "proposed"
    assert post(client, "/p/north/undo", undo).status_code == 422


def test_a_selection_becomes_an_entry(client: Client, workspace: Path) -> None:
    path = "/p/north/new?kind=parallels&source=s1&start=0&end=8"
    given = form(client, path, "/p/north/new") | {"name": "The old war"}
    answer = post(client, "/p/north/new", given)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith("/p/north/reader/s1#en-parallels-")
    (added,) = store.load(workspace / "north").parallels
    assert added.evidence[0].quote == "Westland"


def test_a_selection_that_breaks_a_rule_is_shown_again(client: Client) -> None:
    path = "/p/north/new?kind=levers&source=s1&start=0&end=8"
    given = form(client, path, "/p/north/new") | {"name": "", "holder": "NL"}
    answer = post(client, "/p/north/new", given)
    assert answer.status_code == 422
    assert 'role="alert" class="problem"' in answer.text or 'class="problem"' in answer.text


def test_what_is_too_long_is_not_read(client: Client) -> None:
    answer = post(client, f"{P1}/edit", {"says": "x" * 5_000_000})
    assert answer.status_code == 413
