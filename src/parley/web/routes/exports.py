"""Everything that can be taken away: the brief in every form, tables, charts, calendar, network."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from parley.brief import cite, pictures, tables
from parley.brief.calendar import calendar
from parley.brief.files import FORMS, MEDIA, form
from parley.brief.network import graphml, network
from parley.ledger import to_csv
from parley.web.answers import page
from parley.web.routes.seeing import PATIENCE, bench_of, dossier_of, outlook_of
from parley.web.screens import brief, forecasts
from parley.web.screens.brief import FileLink

router = APIRouter(include_in_schema=False)
SAYS = {
    ".html": ("HTML", "one page that needs no network"),
    ".pdf": ("PDF", "to print and to hand on, tagged for screen readers"),
    ".docx": ("Word", "to edit"),
    ".md": ("Markdown", "plain text"),
    ".json": ("JSON", "the whole document, for programs"),
}
"""Name and use of each form of the brief."""
CSV = "text/csv; charset=utf-8"
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/p/{name}/brief")
def brief_(request: Request, name: str) -> Response:
    """The preview and the files."""
    data = brief_page(request, name)
    return page("brief", data, 200 if data.preview is not None else 202)


@router.get("/p/{name}/brief.{ending}")
def download(request: Request, name: str, ending: str) -> Response:
    """The brief in one form."""
    if f".{ending}" not in FORMS:
        raise HTTPException(404, f"brief.{ending}: the endings are {', '.join(SAYS)}")
    made = form(outlook_of(request, name), f".{ending}")
    return _file(made.data, f"{name}.{ending}", MEDIA[f".{ending}"])


@router.get("/p/{name}/files/forecasts.csv")
def ledger_csv(request: Request, name: str) -> Response:
    """Forecasts and answers, safe to open in a spreadsheet."""
    dossier_of(request, name)
    made, answers = forecasts.read(bench_of(request).ledger(name))
    return _file(to_csv(made, answers).encode("utf-8-sig"), f"{name}-forecasts.csv", CSV)


@router.get("/p/{name}/files/meetings.ics")
def meetings(request: Request, name: str) -> Response:
    """The dated meetings as a calendar."""
    return _file(calendar(outlook_of(request, name)), f"{name}.ics", "text/calendar; charset=utf-8")


@router.get("/p/{name}/files/network.graphml")
def ties(request: Request, name: str) -> Response:
    """Who deals with whom, for programs that draw networks."""
    found = network(dossier_of(request, name).without_rejected())
    return _file(graphml(found), f"{name}.graphml", "application/graphml+xml")


@router.get("/p/{name}/files/tables/{table}.csv")
def table(request: Request, name: str, table: str) -> Response:
    """One table of the brief, safe to open in a spreadsheet."""
    found = tables.tables(outlook_of(request, name))
    if table not in found:
        raise HTTPException(404, f"{table}: the tables are {', '.join(found)}")
    return _file(found[table].encode("utf-8"), f"{name}-{table}.csv", CSV)


@router.get("/p/{name}/files/charts/{chart}.{ending}")
def picture(request: Request, name: str, chart: str, ending: str) -> Response:
    """One chart of the brief as a picture."""
    found = {c.name: c for c in pictures.charts(outlook_of(request, name))}
    if chart not in found or ending not in PICTURES:
        raise HTTPException(404, f"{chart}.{ending}: no such chart, as svg or png")
    spec = found[chart].spec
    content = pictures.svg(spec).encode() if ending == "svg" else pictures.png(spec)
    return _file(content, f"{name}-{chart}.{ending}", PICTURES[ending])


def brief_page(request: Request, name: str) -> brief.BriefPage:
    """The brief page's data; a record that allows no outlook is previewed as a record."""
    found, bench = dossier_of(request, name), bench_of(request)
    outlook = bench.outlook(name, PATIENCE)
    if outlook is None:
        return brief.brief_page(name, found, None)
    top = f"/p/{quote(name)}"
    files = tuple(FileLink(n, f"{top}/brief{e}", says) for e, (n, says) in SAYS.items())
    rows = bench.once(name, "tables", lambda: tuple(tables.tables(outlook)))
    drawn = bench.once(
        name, "charts", lambda: tuple((c.name, c.title) for c in pictures.charts(outlook))
    )
    charts = tuple(
        FileLink(f"{title} ({e.upper()})", f"{top}/files/charts/{quote(key)}.{e}", "")
        for key, title in drawn
        for e in PICTURES
    )
    listed = tuple(
        FileLink(t.replace("_", " ").capitalize(), f"{top}/files/tables/{t}.csv", "") for t in rows
    )
    cited = (("In words", cite.citation(outlook)), ("BibTeX", cite.bibtex(outlook)))
    preview = bench.once(name, "preview", lambda: brief.preview(outlook))
    return brief.brief_page(name, found, preview, files, listed, charts, cited)


def _file(content: bytes, name: str, kind: str) -> Response:
    """A file to keep, named in a way that every browser reads."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    given = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind, headers={"content-disposition": given})
