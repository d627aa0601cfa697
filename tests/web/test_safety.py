"""Only one's own machine is answered, and every answer is locked down."""

import pytest

from parley.web.safety import HEADERS, POLICY
from web.client import Client

PATHS = [
    "/", "/p/north", "/p/north/dossier", "/p/north/sources/s1", "/p/none", "/nowhere",
    "/static/style.css", "/static/parley.js", "/api/processes", "/api/outlook?process=north",
    "/api/dossier", "/api/none", "/p/north/brief.html",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    answer = client.get(path)
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
def test_another_host_is_refused(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400
    refused = client.get("/api/dossier", headers={"host": host})
    assert refused.json()["error"]["status"] == 400


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9999", "[::1]:8642", "LOCALHOST:1"])
def test_ones_own_names_are_answered(client: Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(client: Client, method: str) -> None:
    assert client.request(method, "/api/dossier").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/p/%2e%2e", "/p/%2e%2e%2fsecret", "/p/north%2f..", "/p/north/sources/..%2f..%2fprocess.yaml"],
)
def test_no_path_leaves_the_workspace(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_fault_inside_is_one_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("parley.web.pages.record", fail)
    answer = client.get("/p/north/dossier")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "secret detail" in caplog.text
