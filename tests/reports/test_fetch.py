"""Fetching, against a stand-in for the web and, once, a server of this machine."""

import http.server
import threading
from pathlib import Path

import httpx
import pytest

from parley.errors import ReportError
from parley.reports.fetch import Fetcher

PAGE = b"<html><body><p>Envoys met in Oslo on Monday to talk.</p></body></html>"


class Web:
    """Hosts with pages; counts what is asked, keeps a clock that only sleeping moves."""

    def __init__(self, robots: str = "") -> None:
        self.robots, self.asked, self.now = robots, [], 0.0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append((self.now, str(request.url)))
        assert "cookie" not in request.headers
        assert request.headers["user-agent"].startswith("parley-reader")
        if path == "/robots.txt":
            return httpx.Response(200 if self.robots else 404, text=self.robots)
        if path == "/slow":
            raise httpx.ReadTimeout("slow", request=request)
        if path == "/gone":
            raise httpx.ConnectError("no route\nto host", request=request)
        if path.startswith("/loop"):
            return httpx.Response(302, headers={"location": path + "x"})
        if path == "/out":
            return httpx.Response(302, headers={"location": "file:///etc/hosts"})
        if path == "/moved":
            return httpx.Response(301, headers={"location": "https://b.example/new"})
        if path == "/busy":
            return httpx.Response(429, headers={"retry-after": "120"})
        if path == "/none":
            return httpx.Response(404)
        if path == "/big":
            return httpx.Response(200, content=b"x" * 3000)
        return httpx.Response(
            200, content=PAGE, headers={"content-type": "text/html; charset=koi8-r"}
        )

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def fetcher(self, **more: object) -> Fetcher:
        return Fetcher(
            transport=httpx.MockTransport(self), sleep=self.sleep, clock=lambda: self.now,
            largest=2000, **more,  # type: ignore[arg-type]
        )  # fmt: skip


def test_one_host_is_asked_once_in_two_seconds() -> None:
    web = Web()
    fetch = web.fetcher()
    for address in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        page = fetch.get(address)
        assert (page.data, page.encoding) == (PAGE, "koi8-r")
    assert [t for t, a in web.asked if "a.example" in a] == [0, 2, 4]
    assert [a for _, a in web.asked].count("https://a.example/robots.txt") == 1


def test_robots_are_heeded() -> None:
    fetch = Web("User-agent: *\nDisallow: /shut").fetcher()
    assert fetch.get("https://a.example/open").data == PAGE
    with pytest.raises(ReportError, match=r"robots\.txt"):
        fetch.get("https://a.example/shut/1")


def test_what_was_fetched_is_kept(tmp_path: Path) -> None:
    web = Web()
    first = web.fetcher(cache=tmp_path).get("https://a.example/moved")
    assert first.address == "https://b.example/new"
    asked = len(web.asked)
    assert web.fetcher(cache=tmp_path).get("https://a.example/moved") == first
    assert len(web.asked) == asked
    for path in tmp_path.glob("*.json"):
        path.write_text("{")
    assert web.fetcher(cache=tmp_path).get("https://a.example/moved") == first
    assert len(web.asked) > asked


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("slow", "no answer in 20 s"),
        ("gone", r"cannot be fetched \(no route to host\)"),
        ("loop", "sent on and on"),
        ("out", "elsewhere than the web"),
        ("busy", "is busy; it says to try after '120'"),
        ("none", "the server answered 404"),
        ("big", "larger than 2,000 bytes"),
    ],
)
def test_what_goes_wrong_is_one_line(path: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=says) as caught:
        Web().fetcher(cache=tmp_path).get(f"https://a.example/{path}")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["https://", "https://[", "http://a b/", "https://\x00/", "ftp://x/"]
)
def test_no_address(address: str) -> None:
    with pytest.raises(ReportError):
        Fetcher(delay=0, timeout=1).get(address)


def test_a_server_that_never_ends_its_answer() -> None:
    class Drip(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)
            self.wfile.flush()
            threading.Event().wait(1.0)

        def log_message(self, *args: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Drip)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/drip"
        with pytest.raises(ReportError, match=r"no answer in 0\.2 s"):
            Fetcher(delay=0, timeout=0.2).get(address)
    finally:
        server.shutdown()
        server.server_close()
