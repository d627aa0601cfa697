"""Everything that can be taken away: the brief in every form, tables, charts, calendar, network."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from parley import brief as papers
from parley.errors import ParleyError
from parley.ledger import to_csv
from parley.outlook.document import Outlook
from parley.web.answers import page
from parley.web.routes.seeing import PATIENCE, bench_of, dossier_of, outlook_of
from parley.web.screens import brief, forecasts
from parley.web.screens.brief import FileLink

router = APIRouter(include_in_schema=False)
FORMS = {
    "html": ("HTML", "one page that needs no network", "text/html; charset=utf-8"),
    "md": ("Markdown", "plain text", "text/markdown; charset=utf-8"),
    "json": ("JSON", "the whole document, for programs", "application/json"),
}
"""Forms of the brief by ending: name, what it is, kind."""


@router.get("/p/{name}/brief")
def brief_(request: Request, name: str) -> Response:
    """The preview and the files."""
    data = brief_page(request, name)
    return page("brief", data, 200 if data.preview is not None else 202)


@router.get("/p/{name}/brief.{ending}")
def download(request: Request, name: str, ending: str) -> Response:
    """The brief in one form."""
    if ending not in FORMS:
        raise HTTPException(404, f"brief.{ending}: the endings are {', '.join(FORMS)}")
    content = _content(outlook_of(request, name), ending)
    return _file(content, f"{name}.{ending}", FORMS[ending][2])


@router.get("/p/{name}/files/forecasts.csv")
def ledger_csv(request: Request, name: str) -> Response:
    """Forecasts and answers, safe to open in a spreadsheet."""
    dossier_of(request, name)
    made, answers = forecasts.read(bench_of(request).ledger(name))
    text = to_csv(made, answers)
    return _file(text.encode("utf-8-sig"), f"{name}-forecasts.csv", "text/csv; charset=utf-8")


def brief_page(request: Request, name: str) -> brief.BriefPage:
    """The brief page's data; a record that allows no outlook is previewed as a record."""
    found = dossier_of(request, name)
    outlook = bench_of(request).outlook(name, PATIENCE)
    if outlook is None:
        return brief.brief_page(name, found, None)
    top = f"/p/{quote(name)}"
    files = tuple(FileLink(n, f"{top}/brief.{e}", says) for e, (n, says, _) in FORMS.items())
    return brief.brief_page(name, found, outlook, files)


def _content(found: Outlook, ending: str) -> bytes:
    """The brief as bytes."""
    if ending == "html":
        return papers.html(found).encode()
    if ending == "md":
        return papers.markdown(found).encode()
    if ending == "json":
        return found.model_dump_json(indent=1).encode()
    raise ParleyError(f"brief.{ending}: no such form")


def _file(content: bytes, name: str, kind: str) -> Response:
    """A file to keep, named in a way that every browser reads."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    given = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind, headers={"content-disposition": given})
