"""Pages and errors as responses: one look for people, one shape for programs."""

from __future__ import annotations

import dataclasses
import functools
import json
from typing import TYPE_CHECKING, Any

from parley.web.tokens import FormTokens

if TYPE_CHECKING:
    import jinja2
    from starlette.responses import Response

TOKENS = FormTokens()
"""One secret for this process: what its forms carry."""
SCREENS = (
    ("outlook", "", "Outlook"),
    ("reader", "/reader", "Reader"),
    ("dossier", "/dossier", "Dossier"),
    ("network", "/network", "Timeline"),
    ("deals", "/deals", "Deals"),
    ("moves", "/moves", "Moves"),
    ("positions", "/positions", "Positions"),
    ("forecasts", "/forecasts", "Forecasts"),
    ("brief", "/brief", "Brief"),
)
"""Id, path below the process and name of every screen of a process, in the order of the bar."""


@functools.cache
def environment() -> jinja2.Environment:
    """Return the brief's templates and filters, with the workbench's own pages beside them."""
    import jinja2

    from parley.brief.render import environment as of_brief
    from parley.web.assets import address

    base = of_brief()
    loaders = [jinja2.PackageLoader("parley.web", "templates"), base.loader]
    env = base.overlay(loader=jinja2.ChoiceLoader([x for x in loaders if x is not None]))
    env.globals = {
        **base.globals,
        "SCREENS": SCREENS,
        "asset": address,
        "form_token": TOKENS.new,
    }
    env.filters = {**base.filters, "spec": _spec}
    return env


def render(name: str, **given: Any) -> str:
    """Return a template of this name filled in."""
    return environment().get_template(f"{name}.html.j2").render(**given)


def page(name: str, data: Any, status: int = 200, *, part: str | None = None) -> Response:
    """Return the page of this name with its data; only one `part` of it when a script asks."""
    from starlette.responses import HTMLResponse

    return HTMLResponse(render(part or name, page=data), status_code=status)


@dataclasses.dataclass(frozen=True)
class ErrorPage:
    """What went wrong, in one sentence."""

    title: str
    message: str
    place: None = None


@dataclasses.dataclass(frozen=True)
class Failure:
    """Why there is no answer: the one shape of every JSON error, under the key `error`."""

    status: int
    message: str


@dataclasses.dataclass(frozen=True)
class ErrorBody:
    """The body of every JSON error."""

    error: Failure


def failure(path: str, status: int, message: str) -> Response:
    """Return an error: JSON below /api/, a page elsewhere."""
    from starlette.responses import JSONResponse

    if path.startswith("/api/"):
        body = dataclasses.asdict(ErrorBody(Failure(status, message)))
        return JSONResponse(body, status_code=status)
    return page("error", ErrorPage(title=f"Error {status}", message=message), status)


def _spec(chart: dict[str, Any]) -> str:
    """A chart's specification as text for an attribute; the template escapes it."""
    return json.dumps(chart, ensure_ascii=False, separators=(",", ":"), default=str)
