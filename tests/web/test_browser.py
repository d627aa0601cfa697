"""The workbench in a real browser: a newcomer's path, keys alone, access, nothing from elsewhere.

Skipped where there is no Chromium; `.ci/run` installs one and runs these.
"""

import contextlib
import shutil
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import makers
from parley.dossier import store
from parley.dossier.review import read_log
from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-dev-shm-usage", "--no-first-run",
]  # fmt: skip
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ARABIC = "قال الوزير إن وقف إطلاق النار ممكن هذا الشهر. ثم غادر الوفد العاصمة."
PAGES = [
    "/", "/p/talks", "/p/talks/reader", "/p/talks/reader/s1", "/p/talks/reader/ar",
    "/p/talks/dossier", "/p/talks/dossier?kind=levers", "/p/talks/entries/levers/arms",
    "/p/talks/network", "/p/talks/deals", "/p/talks/moves", "/p/talks/moves/0",
    "/p/talks/positions", "/p/talks/forecasts", "/p/talks/brief", "/p/talks/compare",
    "/p/talks/new?kind=levers", "/p/nowhere",
]  # fmt: skip


def small(dossier: Dossier, unreviewed: bool) -> Outlook:
    """The models on a handful of draws."""
    from parley.outlook import run

    return run(dossier, draws=24, paths=8, unreviewed=unreviewed)


def talks(folder: Path) -> Path:
    """A workspace with one process: everything proposed, one report in Arabic."""
    made = makers.dossier()
    arabic = makers.source(ARABIC, "ar").model_copy(update={"language": "ar", "title": "تقرير"})
    store.save(made.model_copy(update={"sources": (arabic, *made.sources)}), folder / "talks")
    return folder


@contextlib.contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """The workbench over a workspace, on a free port of this machine."""
    import uvicorn

    from parley.outlook.joined import Size
    from parley.outlook.live import Live
    from parley.web import create_app

    def prepare(dossier: Dossier) -> Live:
        return Live(dossier, Size(draws=12, paths=8, field_draws=4))

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(workspace, unreviewed=True, run=small, prepare=prepare, who="tester")
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)
    app.state.bench.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(talks(tmp_path_factory.mktemp("site"))) as address:
        yield address


def _status(address: str) -> int:
    """What a page answers."""
    with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(address) as answer:
        return int(answer.status)
    return 400


class Visit:
    """A page that notes what went wrong, and every request that was not ours."""

    def __init__(self, chromium: Any, site: str, **settings: Any) -> None:
        self.site, self.wrong, self.strange = site, [], []  # type: ignore[var-annotated]
        self.context = chromium.new_context(**settings)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("request", self._asked)

    def _said(self, message: Any) -> None:
        failed = message.type == "error" and "status of 4" in message.text
        if message.type in ("error", "warning") and not failed:
            self.wrong.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.strange.append(request.url)

    def open(self, path: str) -> Any:
        """Open a page and wait until it is ready and drawn."""
        end = time.monotonic() + 60
        while _status(self.site + path) == 202 and time.monotonic() < end:
            time.sleep(0.2)
        self.page.goto(self.site + path)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(
            "[...document.querySelectorAll('[data-spec], [data-graph]')]"
            ".every((x) => x.dataset.drawn)"
        )
        return self.page

    def close(self) -> None:
        self.context.close()
        assert self.wrong == []
        assert self.strange == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_open_to_everybody(chromium: Any, site: str, scheme: str) -> None:
    """Axe finds nothing, nothing is asked of another machine, no error is in the console."""
    visit = Visit(chromium, site, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    axe = AXE.read_text(encoding="utf-8")
    found = {}
    for path in PAGES:
        page = visit.open(path)
        page.evaluate(axe)
        told = page.evaluate(
            "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
        )
        bad = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in told["violations"]]
        if bad:
            found[path] = bad
    visit.close()
    assert found == {}


def test_every_page_fits_a_phone(chromium: Any, site: str) -> None:
    visit = Visit(chromium, site, viewport={"width": 390, "height": 800}, has_touch=True)
    wide = []
    for path in PAGES:
        page = visit.open(path)
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(path)
    visit.close()
    assert wide == []


def test_a_newcomer_gets_from_a_report_to_a_paper(chromium: Any, tmp_path: Path) -> None:
    """Open, read a report, accept three proposals, move a lever, open a chain, take the PDF."""
    with serving(talks(tmp_path)) as site:
        visit = Visit(chromium, site, viewport={"width": 1280, "height": 900})
        page = visit.open("/")
        page.get_by_role("link", name="Reader").first.click()
        page.get_by_role("link", name="An invented report").click()
        for n in range(1, 4):
            waiting = page.locator(".entries .entry[data-review=proposed]:has(blockquote)")
            waiting.first.get_by_role("button", name="Accept").click()
            page.wait_for_function(
                "(n) => document.querySelectorAll('.entries .review-accepted').length === n", arg=n
            )
        log = read_log(tmp_path / "talks")
        assert [(d.action, d.who) for d in log] == [("accept", "tester")] * 3

        page = visit.open("/p/talks")
        slider = page.get_by_role("slider", name="arms deliveries")
        slider.fill("100")
        page.get_by_text("Same draws, same shocks").wait_for()
        assert page.locator("#picture table tbody tr").count() >= 4
        page.get_by_role("button", name="As things stand").click()
        page.locator("#picture").get_by_text("Things as they stand").wait_for()

        page.locator(".figures a.num").first.click()
        sheet = page.get_by_role("dialog")
        sheet.get_by_role("heading", level=2).wait_for()
        assert sheet.get_by_role("heading", name="Finding").count()
        page.keyboard.press("Escape")
        sheet.wait_for(state="hidden")

        page = visit.open("/p/talks/brief")
        with page.expect_download() as taken:
            page.get_by_role("link", name="PDF").click()
        assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
        visit.close()


def test_the_whole_review_by_keys(chromium: Any, tmp_path: Path) -> None:
    """j k walk, a accepts, r rejects with a reason, e edits, u takes back; no mouse."""
    with serving(talks(tmp_path)) as site:
        visit = Visit(chromium, site, viewport={"width": 1280, "height": 900})
        page = visit.open("/p/talks/reader/s1")
        keys = page.keyboard
        keys.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        current = page.locator(".entries .entry.current")
        first = current.get_attribute("id")
        keys.press("j")
        second = current.get_attribute("id")
        assert second != first
        keys.press("k")
        assert current.get_attribute("id") == first

        keys.press("a")
        page.wait_for_selector(f"[id='{first}'].review-accepted")
        assert current.get_attribute("id") != first
        keys.press("r")
        keys.type("hearsay")
        rejected = current.get_attribute("id")
        keys.press("Enter")
        page.wait_for_selector(f"[id='{rejected}'].review-rejected")

        keys.press("e")
        page.locator("#sheet form.edit").wait_for()
        page.locator("#sheet #f-note").focus()
        keys.type("seen")
        page.locator("#sheet button.primary", has_text="Save").focus()
        keys.press("Enter")
        page.locator("#sheet").get_by_text("Saved.").wait_for()
        keys.press("Escape")
        log = read_log(tmp_path / "talks")
        assert [d.action for d in log] == ["accept", "reject", "edit"]
        with page.expect_navigation():
            keys.press("u")
        assert read_log(tmp_path / "talks")[-1].action == "undo"

        page = visit.open("/p/talks")
        page.get_by_role("slider", name="arms deliveries").focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.get_by_text("Same draws, same shocks").wait_for()
        page.locator(".figures a.num").first.focus()
        page.keyboard.press("Enter")
        page.locator("#sheet h2").wait_for()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.className") == "num"
        visit.close()


def test_a_selection_becomes_an_entry(chromium: Any, tmp_path: Path) -> None:
    with serving(talks(tmp_path)) as site:
        visit = Visit(chromium, site, viewport={"width": 1280, "height": 900})
        page = visit.open("/p/talks/reader/s1")
        page.locator(".text p").first.evaluate(
            """(p) => {
              const words = "The foreign ministers";
              const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
              let node;
              while ((node = walk.nextNode()) && !node.data.includes(words));
              const at = node.data.indexOf(words);
              getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }"""
        )
        page.locator("#add").wait_for()
        page.locator("#add select").select_option("parallels")
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("Name").fill("An older war")
        page.get_by_role("button", name="Add it").click()
        page.get_by_role("heading", name="An older war").wait_for()
        (made,) = store.load(tmp_path / "talks").parallels
        assert made.evidence[0].quote == "The foreign ministers"
        visit.close()


def test_the_second_of_two_sees_both_versions(chromium: Any, tmp_path: Path) -> None:
    with serving(talks(tmp_path)) as site:
        one, two = (Visit(chromium, site) for _ in range(2))
        pages = [v.open("/p/talks/entries/levers/arms") for v in (one, two)]
        for page, words in zip(pages, ("on Monday", "on Friday"), strict=True):
            page.get_by_label("Condition").fill(words)
            page.get_by_role("button", name="Save").click()
        pages[1].get_by_role("heading", name="changed by tester").wait_for()
        shown = pages[1].locator(".conflict").inner_text()
        assert "on Monday" in shown
        assert "on Friday" in shown
        one.close()
        two.close()


def test_a_report_written_from_right_to_left_is_shown_so(chromium: Any, site: str) -> None:
    visit = Visit(chromium, site)
    page = visit.open("/p/talks/reader/ar")
    assert page.locator(".text p").first.evaluate("(p) => getComputedStyle(p).direction") == "rtl"
    visit.close()
