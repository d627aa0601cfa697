"""Only one's own machine is answered, and every answer is locked down."""

from pathlib import Path

import pytest

from parley.web import assets
from parley.web.safety import HEADERS, POLICY
from web.client import Client

PATHS = [
    "/", "/p/north", "/p/north/dossier", "/p/north/reader/s1", "/p/none", "/nowhere",
    "/static/style.css", "/static/parley.js", "/api/processes", "/api/outlook?process=north",
    "/api/dossier", "/api/none", "/p/north/levers",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(shared: Client, path: str) -> None:
    answer = shared.get(path)
    for name, value in HEADERS:
        assert answer.headers[name.decode()] == value.decode()
    assert answer.headers["cache-control"] in ("no-store", "max-age=300")


def test_the_policy_allows_nothing_inline() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost:80:80", "", "0.0.0.0", "127.0.0.1:x"],
)
def test_another_host_is_refused(shared: Client, host: str) -> None:
    assert shared.get("/", headers={"host": host}).status_code == 400
    refused = shared.get("/api/dossier", headers={"host": host})
    assert refused.json()["error"]["status"] == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9999", "[::1]:8642", "LOCALHOST:1"])
def test_ones_own_names_are_answered(shared: Client, host: str) -> None:
    assert shared.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(shared: Client, method: str) -> None:
    assert shared.request(method, "/api/dossier").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/p/%2e%2e",
        "/p/%2e%2e%2fsecret",
        "/p/north%2f..",
        "/p/north/reader/..%2f..%2fprocess.yaml",
        "/static/..%2fapp.py",
        "/static/vendor/../../app.py",
    ],
)
def test_no_path_leaves_the_workspace(shared: Client, path: str) -> None:
    assert shared.get(path).status_code == 404


def test_a_fault_inside_is_one_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("parley.web.screens.dossier.record", fail)
    answer = client.get("/p/north/dossier")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret detail" in caplog.text


@pytest.mark.parametrize("path", PATHS)
def test_head_is_answered_like_get_without_a_body(shared: Client, path: str) -> None:
    got, head = shared.get(path), shared.request("HEAD", path)
    assert head.status_code == got.status_code
    assert head.content == b""


def test_a_picture_of_another_site_is_not_answered(shared: Client) -> None:
    asked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert shared.get("/p/north", headers=asked).status_code == 403
    opened = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert shared.get("/", headers=opened).status_code == 200


def test_a_link_out_of_the_workspace_is_no_process(
    client: Client, workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "process.yaml").write_text("title: x", encoding="utf-8")
    (workspace / "link").symlink_to(elsewhere)
    assert client.get("/p/link").status_code == 404
    assert "link" not in client.get("/api/processes").json()["processes"]


def test_a_report_that_is_a_link_out_is_not_read(client: Client, workspace: Path) -> None:
    told = workspace / "told.txt"
    told.write_text("---\nid: x\nsha256: a\n---\nnot for here", encoding="utf-8")
    (workspace / "north" / "sources" / "x.md").symlink_to(told)
    answer = client.get("/p/north/reader/x")
    assert answer.status_code == 422
    assert "not for here" not in answer.text
    assert "leads out of the dossier" in client.get("/").text


def test_every_asset_is_ours_and_named_by_its_content(shared: Client) -> None:
    for name in assets.NAMES:
        answer = shared.get(assets.address(name))
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert b"sourceMappingURL" not in answer.content
    assert shared.get("/static/none.js").status_code == 404
