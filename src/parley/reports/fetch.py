"""Addresses fetched only when asked: politely, within limits, and kept for the next time."""

import hashlib
import json
import os
import time
import urllib.parse
import urllib.robotparser
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.errors import ReportError

if TYPE_CHECKING:
    import httpx

AGENT = "parley-reader (offline reader of peace processes; one page at a time)"
MOST_HOPS = 5


@dataclass(frozen=True)
class Page:
    """What an address gave: its bytes, the encoding its server named, and where it was found."""

    data: bytes
    address: str
    encoding: str | None = None


@dataclass
class Fetcher:
    """Fetches addresses one after another.

    A host is asked at most once in `delay` seconds, never for what its robots.txt refuses, and
    never twice for the same address while the `cache` folder keeps it (None keeps nothing). A page
    is given up after `timeout` seconds, `largest` bytes or five redirects. Nothing but the address
    is sent: no cookies, no referrer.

    Examples
    --------
    >>> Fetcher().get("file:///etc/hosts")
    Traceback (most recent call last):
    parley.errors.ReportError: report 'file:///etc/hosts': not an http or https address
    """

    cache: Path | None = None
    delay: float = 2.0
    timeout: float = 20.0
    largest: int = 50_000_000
    agent: str = AGENT
    transport: "httpx.BaseTransport | None" = None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict, repr=False)
    _rules: dict[str, urllib.robotparser.RobotFileParser | None] = field(
        default_factory=dict, repr=False
    )

    def get(self, address: str) -> Page:
        """The page at an address, from the cache when it is there.

        Raises
        ------
        ReportError
            One line: not an address, refused by robots.txt, an error of the server, no answer in
            time, too large.
        """
        if not _on_the_web(address):
            raise ReportError(f"report {address!r}: not an http or https address")
        kept = self._kept(address)
        if kept is not None:
            return kept
        page = self._fetched(address, address, MOST_HOPS)
        self._keep(address, page)
        return page

    def _fetched(self, address: str, asked: str, hops: int) -> Page:
        """Fetch, following redirects, each hop as politely as the first."""
        host = urllib.parse.urlsplit(address).netloc
        if not self._allowed(address):
            raise ReportError(f"report {asked!r}: {host} asks programs not to read it (robots.txt)")
        status, headers, data = self._ask(address, asked)
        if status in (301, 302, 303, 307, 308) and headers.get("location"):
            onward = _joined(address, headers["location"])
            if hops == 0 or not _on_the_web(onward):
                raise ReportError(f"report {asked!r}: is sent on and on, or elsewhere than the web")
            return self._fetched(onward, asked, hops - 1)
        if status in (429, 503) and headers.get("retry-after"):
            after = headers["retry-after"]
            raise ReportError(f"report {asked!r}: {host} is busy; it says to try after {after!r}")
        if status != 200:
            raise ReportError(f"report {asked!r}: the server answered {status}")
        return Page(data, address, _charset(headers.get("content-type", "")))

    def _ask(self, address: str, asked: str) -> tuple[int, Any, bytes]:
        """One request, read no further than `largest`."""
        import httpx

        host = urllib.parse.urlsplit(address).netloc
        wait = self.delay - (self.clock() - self._last.get(host, float("-inf")))
        if wait > 0:
            self.sleep(wait)
        start = self.clock()
        try:
            with (
                httpx.Client(
                    timeout=self.timeout, transport=self.transport, trust_env=True,
                    headers={"user-agent": self.agent}, follow_redirects=False,
                ) as client,
                client.stream("GET", address) as answer,
            ):  # fmt: skip
                data = b""
                for part in answer.iter_bytes(65536):
                    data += part
                    if len(data) > self.largest:
                        raise ReportError(f"report {asked!r}: larger than {self.largest:,} bytes")
                    if self.clock() - start > 3 * self.timeout:
                        raise ReportError(f"report {asked!r}: no end after {3 * self.timeout:g} s")
                return answer.status_code, answer.headers, data
        except httpx.TimeoutException as error:
            raise ReportError(f"report {asked!r}: no answer in {self.timeout:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise ReportError(f"report {asked!r}: cannot be fetched ({said[:120]})") from error
        finally:
            self._last[host] = self.clock()

    def _allowed(self, address: str) -> bool:
        """Whether robots.txt of the host lets us read the address; no rules, no refusal."""
        parts = urllib.parse.urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            rules: urllib.robotparser.RobotFileParser | None = None
            try:
                status, _, data = self._ask(f"{root}/robots.txt", address)
            except ReportError:
                status, data = 0, b""
            if status == 200:
                rules = urllib.robotparser.RobotFileParser()
                rules.parse(data[:500_000].decode("utf-8", "replace").splitlines())
            self._rules[root] = rules
        found = self._rules[root]
        return found is None or found.can_fetch(self.agent.split()[0], address)

    def _paths(self, address: str) -> tuple[Path, Path] | None:
        """Where the cache keeps what it says of an address, and its bytes."""
        if self.cache is None:
            return None
        key = hashlib.sha256(address.encode()).hexdigest()[:32]
        return self.cache / f"{key}.json", self.cache / f"{key}.bin"

    def _kept(self, address: str) -> Page | None:
        """The page as the cache has it, None when it has not or cannot be read."""
        paths = self._paths(address)
        try:
            if paths is None or not paths[0].is_file():
                return None
            about = json.loads(paths[0].read_text(encoding="utf-8"))
            return Page(paths[1].read_bytes(), str(about["address"]), about["encoding"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _keep(self, address: str, page: Page) -> None:
        """Put the page in the cache: bytes first, so that a note never stands without them."""
        paths = self._paths(address)
        if paths is None:
            return
        try:
            paths[0].parent.mkdir(parents=True, exist_ok=True)
            paths[1].write_bytes(page.data)
            about = {"asked": address, "address": page.address, "encoding": page.encoding}
            paths[0].write_text(json.dumps(about), encoding="utf-8")
        except OSError as error:
            raise ReportError(f"{paths[0].parent}: cannot be written ({error.strerror})") from error


def default_cache() -> Path:
    """The user's folder for fetched pages: `parley/pages` under XDG_CACHE_HOME or ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "parley" / "pages"


def _on_the_web(address: str) -> bool:
    """Whether an address names a host to be asked by http or https."""
    try:
        parts = urllib.parse.urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _joined(address: str, onward: str) -> str:
    """Where a redirect leads; nowhere when it makes no sense."""
    try:
        return urllib.parse.urljoin(address, onward)
    except ValueError:
        return ""


def _charset(content_type: str) -> str | None:
    """The encoding that a Content-Type header names."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
