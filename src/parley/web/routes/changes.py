"""Changes: decisions, new entries, scenarios; each needs a form token, each names a version."""

from __future__ import annotations

import dataclasses
from typing import Any
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from parley.dossier import review
from parley.dossier.review import Decision
from parley.dossier.schema import Dossier
from parley.dossier.store import MODELS
from parley.errors import DossierError
from parley.outlook.settings import parse_settings
from parley.web.answers import TOKENS, page, render
from parley.web.edits import Change, StaleError, Step
from parley.web.forms import Field, fields_of, values
from parley.web.routes.pages import entry_page
from parley.web.routes.seeing import bench_of, dossier_of, either, wants_part
from parley.web.screens.common import ONE, Place, place, row

router = APIRouter(include_in_schema=False)


@dataclasses.dataclass(frozen=True)
class ConflictPage:
    """An edit against an older version: what one wanted beside what is there now."""

    title: str
    place: Place
    key: str
    says: str
    by: str
    fields: tuple[tuple[str, str, str], ...]


@dataclasses.dataclass(frozen=True)
class NewPage:
    """The form for a new entry, from a selection or by hand."""

    title: str
    place: Place
    kind: str
    source: str
    start: str
    end: str
    quote: str | None
    fields: tuple[Field, ...]
    message: str | None


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; 403 unless it carries a token of ours."""
    form = {k: v for k, v in (await request.form()).items() if isinstance(v, str)}
    if not TOKENS.valid(form.pop("token", None) or request.headers.get("x-parley-token")):
        raise HTTPException(403, "this form is too old or not ours; load the page again")
    return form


Form = Depends(form_of)


@router.post("/p/{name}/entries/{key:path}/accept")
def accept(request: Request, name: str, key: str, form: dict[str, str] = Form) -> Response:
    """Accept an entry."""
    return _decided(request, name, key, form, accepting(key), {"review": "accepted"})


@router.post("/p/{name}/entries/{key:path}/reject")
def reject(request: Request, name: str, key: str, form: dict[str, str] = Form) -> Response:
    """Reject an entry with a reason."""
    why = form.get("why", "")
    return _decided(request, name, key, form, rejecting(key, why), {"review": f"rejected: {why}"})


@router.post("/p/{name}/entries/{key:path}/edit")
def edit(request: Request, name: str, key: str, form: dict[str, str] = Form) -> Response:
    """Change fields of an entry; the schema and the rest of the record check them."""
    found = review.entry_of(dossier_of(request, name), key)
    wanted = values(type(found), form)
    changed = changed_fields(found, wanted)
    reason = form.get("reason") or None
    return _decided(request, name, key, form, editing(key, changed, reason), changed)


@router.post("/p/{name}/undo")
def undo(request: Request, name: str, form: dict[str, str] = Form) -> Response:
    """Take back the last decision."""
    dossier_of(request, name)
    bench = bench_of(request)
    decision = bench.change(name, undoing(bench.log(name)))
    return RedirectResponse(_back(form, f"/p/{quote(name)}/entries/{decision.entry}"), 303)


@router.get("/p/{name}/new")
def new_form(
    request: Request, name: str, kind: str = "positions", source: str = "", start: str = "",
    end: str = "",
) -> Response:  # fmt: skip
    """The form for a new entry."""
    return page("new", new_page(request, name, kind, source, start, end))


@router.post("/p/{name}/new")
def new(request: Request, name: str, form: dict[str, str] = Form) -> Response:
    """Add an entry from a selection or by hand."""
    found = dossier_of(request, name)
    kind, source = form.get("kind", ""), form.get("source", "")
    start, end = form.get("start", ""), form.get("end", "")
    if kind not in MODELS:
        raise HTTPException(400, f"kind: one of {', '.join(ONE)}, got {kind!r}")
    try:
        span = (int(start), int(end)) if start.isdigit() and end.isdigit() else None
        fields = {k: v for k, v in values(MODELS[kind], form).items() if v not in (None, "", [])}
        step = adding(found, kind, fields, source, span, form.get("reason") or None)
        decision = bench_of(request).change(name, step)
    except DossierError as error:
        data = new_page(request, name, kind, source, start, end, str(error), form)
        return page("new", data, 422)
    to = f"/p/{quote(name)}/reader/{quote(source)}" if source else f"/p/{quote(name)}/dossier"
    where = decision.entry.replace("/", "-")
    return RedirectResponse(f"{to}#en-{quote(where)}" if source else f"{to}?kind={kind}", 303)


@router.post("/p/{name}/scenarios")
def scenario(request: Request, name: str, form: dict[str, str] = Form) -> Response:
    """Save a scenario."""
    dossier_of(request, name)
    texts = [v for k, v in parse_qsl(form.get("query", "")) if k == "set"]
    bench_of(request).keep_scenario(name, form.get("label", ""), parse_settings(texts))
    return RedirectResponse(f"/p/{quote(name)}", 303)


def accepting(key: str) -> Step:
    """The step that accepts an entry."""
    return lambda d, by: review.accept(d, key, **by)


def rejecting(key: str, why: str) -> Step:
    """The step that rejects an entry."""
    return lambda d, by: review.reject(d, key, why=why, **by)


def undoing(log: list[Decision]) -> Step:
    """The step that takes back the last decision."""
    return lambda d, by: review.undo(d, log, **by)


def editing(key: str, fields: dict[str, Any], why: str | None) -> Step:
    """The step that changes fields of an entry, one decision a field."""

    def step(dossier: Dossier, by: dict[str, Any]) -> tuple[Dossier, tuple[Decision, ...]]:
        if not fields:
            raise DossierError(f"entry {key!r}: nothing was changed")
        made = []
        for field, value in fields.items():
            dossier, decision = review.edit(dossier, key, field, value, why=why, **by)
            made.append(decision)
        return dossier, tuple(made)

    return step


def adding(
    dossier: Dossier,
    kind: str,
    fields: dict[str, Any],
    source: str,
    span: tuple[int, int] | None,
    why: str | None,
) -> Step:
    """The step that adds an entry, resting on a span of a source where one is given."""
    evidence = [review.quote_at(dossier, source, *span)] if source and span else []
    return lambda d, by: review.add(d, kind, fields, evidence=evidence, why=why, **by)


def changed_fields(entry: BaseModel, wanted: dict[str, Any]) -> dict[str, Any]:
    """Those fields that differ from what the entry says."""
    now = entry.model_dump(mode="json")
    try:
        full = type(entry).model_validate({**entry.model_dump(), **wanted}).model_dump(mode="json")
    except ValueError:
        return {k: v for k, v in wanted.items() if v != now[k]}
    return {k: v for k, v in wanted.items() if full[k] != now[k]}


def conflict_page(where: Place, stale: StaleError) -> ConflictPage:
    """Both sides of a refused edit."""
    theirs = stale.theirs.model_dump(mode="json")
    fields = tuple((k, _words(v), _words(theirs.get(k))) for k, v in stale.yours.items())
    return ConflictPage("Changed meanwhile", where, stale.key, str(stale), stale.by, fields)


def new_page(
    request: Request, name: str, kind: str, source: str, start: str, end: str,
    message: str | None = None, given: dict[str, str] | None = None,
) -> NewPage:  # fmt: skip
    """The form for a new entry, with what was filled in before and why it was refused."""
    found = dossier_of(request, name)
    if kind not in ONE:
        raise HTTPException(404, f"{kind}: no such kind of entry")
    said = None
    if source and start.isdigit() and end.isdigit():
        said = review.quote_at(found, source, int(start), int(end)).quote
    fields = fields_of(found, MODELS[kind])
    if given:
        fields = tuple(dataclasses.replace(f, value=given.get(f.name, f.value)) for f in fields)
    title = f"New {ONE[kind].lower()}"
    where = place(name, found, "reader" if source else "dossier")
    return NewPage(title, where, kind, source, start, end, said, fields, message)


def _decided(
    request: Request, name: str, key: str, form: dict[str, str], step: Step, shown: dict[str, Any]
) -> Response:
    """Carry out a decision; answer with the entry as it is then, or with both versions."""
    found, bench = dossier_of(request, name), bench_of(request)
    review.entry_of(found, key)
    try:
        bench.change(name, step, Change(key, form.get("version", ""), shown))
    except StaleError as stale:
        data = conflict_page(place(name, bench.dossier(name), "dossier"), stale)
        return either(request, "conflict", data, 409)
    except DossierError as error:
        if not wants_part(request):
            raise
        return _card(request, name, key, form, str(error), 422)
    if not wants_part(request):
        return RedirectResponse(_back(form, f"/p/{quote(name)}/entries/{quote(key)}"), 303)
    return _card(request, name, key, form, "Saved.", 200)


def _card(
    request: Request, name: str, key: str, form: dict[str, str], says: str, status: int
) -> Response:
    """The entry alone, for a script that puts it in place of the old one."""
    from starlette.responses import HTMLResponse

    back = form.get("back", "")
    if "/entries/" in back and request.url.path.endswith("/edit"):
        data = dataclasses.replace(entry_page(request, name, key), title=says)
        return HTMLResponse(render("entry_part", page=data, says=says), status)
    bench = bench_of(request)
    kind = key.partition("/")[0]
    shown = row(bench.dossier(name), kind, review.entry_of(bench.dossier(name), key))
    text = render(
        "card_part", row=shown, link=f"/p/{quote(name)}", back=back, says=says, done=status == 200
    )
    return HTMLResponse(text, status)


def _back(form: dict[str, str], default: str) -> str:
    """Where to go after a form without scripts: a path of ours, never another site."""
    back = form.get("back", "")
    return back if back.startswith("/p/") and "\\" not in back else default


def _words(value: Any) -> str:
    """A value as a person reads it."""
    if value in (None, "", [], ()):
        return "—"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
