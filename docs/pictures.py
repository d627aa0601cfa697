"""Make the pictures of the workbench tutorial from the running program: `python docs/pictures.py`.

It serves a copy of the example's report as read, with nothing reviewed, walks the tutorial's path
in Chromium and writes one picture a step to tutorial/workbench/. The steps are those of
tutorial/workbench.md; run it again when a screen changes.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUT = HERE / "tutorial" / "workbench"
REPORT = HERE.parent / "examples" / "budapest" / "report.txt"
DOSSIER = HERE.parent / "examples" / "budapest" / "dossier"
SIZE = {"width": 1280, "height": 800}


def parley(*words: str) -> list[str]:
    """A command of this program."""
    return [sys.executable, "-c", "from parley.cli import main; main()", *words]


def workspace(folder: Path) -> None:
    """The example as read and not reviewed, and the same as reviewed by hand."""
    read = folder / "as-read"
    subprocess.run(parley("read", str(REPORT), "-o", str(read)), check=True, capture_output=True)
    shutil.copytree(DOSSIER, folder / "reviewed", ignore=shutil.ignore_patterns(".parley"))


def walk(page: Any, site: str) -> None:
    """The tutorial's path, a picture at each step."""

    def keep(name: str, *, whole: bool = False) -> None:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        page.screenshot(path=OUT / f"{name}.png", full_page=whole)

    def go(path: str) -> None:
        end = time.monotonic() + 400
        while urllib.request.urlopen(site + path).status == 202 and time.monotonic() < end:
            time.sleep(1)
        page.goto(site + path)
        page.wait_for_function(
            "[...document.querySelectorAll('[data-spec], [data-graph]')]"
            ".every((x) => x.dataset.drawn)"
        )

    go("/")
    keep("1-home")
    go("/p/as-read/reader")
    for n in range(1, 4):
        page.locator(".entries .entry[data-review=proposed]").first.get_by_role(
            "button", name="Accept"
        ).click()
        page.wait_for_function(
            "(n) => document.querySelectorAll('.entries .review-accepted').length === n", arg=n
        )
    keep("2-reader")
    go("/p/reviewed/dossier")
    keep("3-dossier")
    go("/p/reviewed")
    page.locator("#levers").wait_for(timeout=300_000)
    keep("4-outlook")
    page.locator("#levers input[type=range]").first.fill("0")
    page.get_by_text("Same draws, same shocks").wait_for(timeout=60_000)
    page.wait_for_function("document.querySelector('#picture [data-drawn]')")
    page.locator(".split").evaluate("(x) => scrollTo(0, x.offsetTop - 40)")
    keep("5-lever")
    page.locator(".odds a.num").first.click()
    page.locator("#sheet h2").wait_for()
    keep("6-chain")
    page.keyboard.press("Escape")
    for name in ("network", "deals", "moves", "positions", "forecasts", "brief"):
        go(f"/p/reviewed/{name}")
        keep(f"7-{name}")
    page.set_viewport_size({"width": 390, "height": 800})
    go("/p/reviewed")
    keep("8-phone")


def main() -> None:
    """Serve, walk, stop."""
    from playwright.sync_api import sync_playwright

    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        workspace(Path(folder))
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        site = f"http://127.0.0.1:{port}"
        server = subprocess.Popen(parley("serve", folder, "--port", str(port), "--unreviewed"))
        try:
            for _ in range(120):
                try:
                    urllib.request.urlopen(site, timeout=5)
                    break
                except OSError:
                    time.sleep(0.5)
            with sync_playwright() as player:
                browser = player.chromium.launch(
                    executable_path=shutil.which("chromium"),
                    args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                )
                page = browser.new_page(viewport=SIZE, color_scheme="light")
                page.set_default_timeout(60_000)
                walk(page, site)
                browser.close()
        finally:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()
