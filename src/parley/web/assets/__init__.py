"""The files a browser fetches: style, scripts, and the libraries of others beside them."""

from __future__ import annotations

import dataclasses
import functools
import gzip
import hashlib
from importlib import resources

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
}
NAMES = (
    "style.css", "parley.js", "charts.js", "graph.js", "reader.js", "icon.svg",
    "vendor/htmx.min.js", "vendor/vega.min.js", "vendor/vega-lite.min.js",
    "vendor/vega-interpreter.js", "vendor/cytoscape.min.js",
)  # fmt: skip
"""Everything that is served; no other name is looked for on disk."""


@dataclasses.dataclass(frozen=True)
class Asset:
    """A file with its compressed form and a digest that names its content."""

    kind: str
    plain: bytes
    packed: bytes
    digest: str


@functools.cache
def asset(name: str) -> Asset:
    """Return a file by its name in `NAMES`.

    Raises
    ------
    KeyError
        If there is no such file.
    """
    if name not in NAMES:
        raise KeyError(name)
    plain = _content(name)
    return Asset(
        kind=KINDS[name.rpartition(".")[2]],
        plain=plain,
        packed=gzip.compress(plain, 9, mtime=0),
        digest=hashlib.sha256(plain).hexdigest()[:12],
    )


@functools.cache
def address(name: str) -> str:
    """Where a page finds a file; it changes with its content, so that browsers may keep it."""
    return f"/static/{name}?v={asset(name).digest}"


def _content(name: str) -> bytes:
    """The bytes of a file; the style sheet is the brief's followed by the workbench's own."""
    here = resources.files("parley.web").joinpath("assets")
    if name == "style.css":
        from parley.brief.render import style

        return style().encode() + here.joinpath("web.css").read_bytes()
    if name == "parley.js":
        from parley.brief.render import script

        return script().encode() + b"\n" + here.joinpath("web.js").read_bytes()
    return here.joinpath(name).read_bytes()
