"""Files: what pages are made of, and the way in from other machines."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from parley.web import assets
from parley.web.answers import ErrorPage, page
from parley.web.routes.changes import form_of
from parley.web.safety import COOKIE, Rules

router = APIRouter(include_in_schema=False)
YEAR = 31_536_000


@router.get("/static/{name:path}")
def static(request: Request, name: str) -> Response:
    """A style sheet, script or picture; kept by browsers under the digest in its address."""
    try:
        found = assets.asset(name)
    except KeyError:
        raise HTTPException(404, f"{name}: no such file") from None
    named = request.query_params.get("v") == found.digest
    headers = {
        "cache-control": f"max-age={YEAR}, immutable" if named else "max-age=300",
        "vary": "accept-encoding",
        "etag": f'"{found.digest}"',
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = {**headers, "content-encoding": "gzip"}
        return Response(found.packed, media_type=found.kind, headers=packed)
    return Response(found.plain, media_type=found.kind, headers=headers)


@router.get("/favicon.ico")
def icon() -> Response:
    """No icon of this kind; the page names its own."""
    return Response(status_code=204)


@router.get("/enter")
def door() -> Response:
    """Where a browser from elsewhere gives the access token."""
    return page("enter", ErrorPage(title="Who is there?", message=""))


@router.post("/enter")
def enter(request: Request, form: dict[str, str] = Depends(form_of)) -> Response:
    """Check the access token and let the browser keep that it was right."""
    rules: Rules = request.app.state.rules
    if rules.door is None:
        return RedirectResponse("/", 303)
    if not rules.door.knows(form.get("access", "")):
        return page("enter", ErrorPage("Who is there?", "That is not the token."), 403)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, rules.door.cookie, httponly=True, samesite="strict", secure=True)
    return answer
