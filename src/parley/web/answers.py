"""Pages and errors as responses: one look for people, one shape for programs."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2
    from starlette.responses import Response

    from parley.web.pages import Page


@functools.cache
def environment() -> jinja2.Environment:
    """Return the brief's templates and filters, with the workbench's own pages beside them."""
    import jinja2

    from parley.brief.render import environment as of_brief

    base = of_brief()
    loaders = [jinja2.PackageLoader("parley.web", "templates"), base.loader]
    return base.overlay(loader=jinja2.ChoiceLoader([x for x in loaders if x is not None]))


def page(name: str, data: Page, status: int = 200) -> Response:
    """Return the page of this name with its data."""
    from starlette.responses import HTMLResponse

    text = environment().get_template(f"{name}.html.j2").render(page=data)
    return HTMLResponse(text, status_code=status)


@dataclasses.dataclass(frozen=True)
class Failure:
    """Why there is no answer: the one shape of every JSON error, under the key `error`."""

    status: int
    message: str


def failure(path: str, status: int, message: str) -> Response:
    """Return an error: JSON below /api/, a page elsewhere."""
    from starlette.responses import JSONResponse

    if path.startswith("/api/"):
        body: dict[str, Any] = {"error": dataclasses.asdict(Failure(status, message))}
        return JSONResponse(body, status_code=status)
    from parley.web.pages import ErrorPage

    return page("error", ErrorPage(title=f"Error {status}", message=message), status)
