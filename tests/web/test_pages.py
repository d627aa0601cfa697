"""The pages: what they show, that their links lead somewhere, and that their data is documented."""

import dataclasses
from pathlib import Path

import jinja2
import pytest
from lxml import html as lx

import makers
from parley.dossier import store
from parley.web import answers, create_app
from parley.web.answers import environment
from parley.web.routes import changes, pages
from parley.web.screens import (
    brief,
    deals,
    forecasts,
    home,
    moves,
    network,
    outlook,
    positions,
    reader,
)
from parley.web.screens import dossier as dossiers
from web.client import Client

PAGES = {
    "home": home.HomePage,
    "compare": home.ComparePage,
    "outlook": outlook.OutlookPage,
    "levers": outlook.OutlookPage,
    "whatif": pages.WhatIfPage,
    "why": pages.WhyPage,
    "sources": reader.SourcesPage,
    "reader": reader.ReaderPage,
    "dossier": dossiers.DossierPage,
    "entry": dossiers.EntryPage,
    "new": changes.NewPage,
    "conflict": changes.ConflictPage,
    "network": network.NetworkPage,
    "deals": deals.DealsPage,
    "moves": moves.MovesPage,
    "state": moves.StatePage,
    "positions": positions.PositionsPage,
    "forecasts": forecasts.ForecastsPage,
    "brief": brief.BriefPage,
    "error": answers.ErrorPage,
    "enter": answers.ErrorPage,
}
"""The data of each page by the name of its template."""
SHOWN = [
    "/", "/p/north", "/p/north/reader", "/p/north/reader/s1", "/p/north/dossier",
    "/p/north/dossier?kind=positions", "/p/north/entries/positions/p1", "/p/north/compare",
    "/p/north/new?kind=levers&source=s1&start=0&end=20", "/p/north/levers",
    "/p/north/whatif?set=arms=on_hold", "/p/north/network", "/p/north/deals?ask=1",
    "/p/north/deals?t.cape=west", "/p/north/moves", "/p/north/moves/0", "/p/north/positions",
    "/p/north/positions?m.WL=40&issue=cape", "/p/north/forecasts", "/p/north/brief",
]  # fmt: skip


def get(client: Client, path: str) -> lx.HtmlElement:
    """A page, waited for while the models run."""
    for _ in range(40):
        answer = client.get(path)
        if answer.status_code != 202:
            break
    assert answer.status_code == 200, answer.text[:400]
    return lx.fromstring(answer.text)


SEEN: dict[str, tuple[int, str]] = {}


def visited(client: Client, path: str) -> tuple[int, str]:
    """Status and text of a page, asked for once."""
    if path not in SEEN:
        answer = client.get(path)
        SEEN[path] = answer.status_code, answer.text
    return SEEN[path]


def test_home_lists_the_processes_and_no_other_folder(client: Client) -> None:
    page = get(client, "/")
    links = page.xpath("//article//h2/a/@href")
    assert links == ["/p/north", "/p/south"]


def test_outlook_says_what_the_document_says(client: Client) -> None:
    page = get(client, "/p/north")
    assert "4.6" in page.xpath("string(//h1)")
    assert page.xpath('//dl[@class="figures"]//a[@class="num"]/@href')
    assert page.xpath("//@data-spec")


@pytest.mark.parametrize("path", SHOWN)
def test_every_link_leads_somewhere(shared: Client, path: str) -> None:
    page = get(shared, path)
    ids = set(page.xpath("//@id"))
    assert len(ids) == len(page.xpath("//@id"))
    for href in {
        *page.xpath("//a/@href"),
        *page.xpath("//link/@href"),
        *page.xpath("//script/@src"),
    }:
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href.startswith("/")
            to, _, fragment = href.partition("#")
            if "/why/" in to and "/why/" not in path:
                continue
            status, text = visited(shared, to)
            assert status in (200, 202), href
            if fragment and status == 200:
                assert fragment in lx.fromstring(text).xpath("//@id"), href


@pytest.mark.parametrize("path", SHOWN)
def test_pages_keep_to_the_policy(shared: Client, path: str) -> None:
    page = get(shared, path)
    assert page.xpath("//style | //*[@style] | //script[not(@src)]") == []
    names = {str(n) for node in page.iter(lx.etree.Element) for n in node.attrib}
    assert not {n for n in names if n.startswith("on")}


def test_reader_marks_what_entries_rest_on(client: Client) -> None:
    page = get(client, "/p/north/reader/s1")
    assert page.xpath("//mark/@id")
    rows = page.xpath('//section//article[contains(@class,"entry")]')
    assert rows
    links = {x.partition("#")[2] for x in page.xpath("//blockquote//a/@href")}
    assert links <= set(page.xpath("//@id"))


def test_dossier_shows_who_stands_where(client: Client) -> None:
    page = get(client, "/p/north/dossier")
    made = makers.dossier()
    shown = page.text_content()
    assert all(i.question in shown for i in made.issues)
    assert all(p.name in shown for p in made.parties)
    assert page.xpath('//table[@class="matrix"]')


def test_text_of_a_dossier_is_never_markup(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script>"
    given = makers.dossier()
    party = given.parties[0].model_copy(update={"name": bad})
    process = given.process.model_copy(update={"title": bad})
    hostile = given.model_copy(update={"process": process, "parties": (party, *given.parties[1:])})
    store.save(hostile, tmp_path)
    client = Client(create_app(tmp_path, unreviewed=True))
    text = client.get(f"/p/{tmp_path.name}/dossier").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_page_data_is_what_its_template_reads() -> None:
    env = environment()
    for name, data in PAGES.items():
        assert env.loader is not None
        fields = {f.name for f in dataclasses.fields(data)}
        read: set[str] = set()
        for file in (name, f"{name}_part", "base"):
            if f"{file}.html.j2" not in env.list_templates():
                continue
            tree = env.parse(env.loader.get_source(env, f"{file}.html.j2")[0])
            read |= {
                n.attr
                for n in tree.find_all(jinja2.nodes.Getattr)
                if isinstance(n.node, jinja2.nodes.Name) and n.node.name == "page"
            }
        assert read <= fields, name
        assert data.__doc__


def test_an_empty_workspace_says_how_to_begin(tmp_path: Path) -> None:
    client = Client(create_app(tmp_path))
    assert "parley read" in client.get("/").text


def test_a_broken_dossier_does_not_take_the_others_along(workspace: Path, client: Client) -> None:
    (workspace / "north" / "parties.yaml").write_text("- nonsense: [", encoding="utf-8")
    page = get(client, "/")
    assert page.xpath('//main//p[@class="problem"]')
    assert "/p/south" in page.xpath("//h2/a/@href")
    assert client.get("/p/north").status_code == 422


def test_a_run_that_fails_does_not_take_the_home_page_along(
    workspace: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def run(*_: object) -> None:
        raise RuntimeError("secret detail")

    client = Client(create_app(workspace, unreviewed=True, run=run))  # type: ignore[arg-type]
    assert client.get("/p/north").status_code == 500
    home = get(client, "/")
    assert "went wrong inside Parley" in home.xpath('string(//main//p[@class="problem"])')
    assert home.xpath("//article//h2/a/@href") == ["/p/north", "/p/south"]
    assert "secret detail" in caplog.text
