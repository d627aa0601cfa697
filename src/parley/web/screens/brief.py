"""Brief: what is handed on, as it will look, and every form it comes in."""

from __future__ import annotations

import dataclasses

from markupsafe import Markup

from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook
from parley.web.screens.common import Place, place

MOST_PREVIEW = 200_000
"""Characters of the preview; sections beyond it are in the files."""
PARTS = (
    "answer", "course", "meetings", "accounts", "levers", "constraints", "deal", "issues",
    "parties", "moves", "findings", "history", "questions", "missing", "assumptions", "sources",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class FileLink:
    """A file the brief can be had as."""

    name: str
    href: str
    says: str


@dataclasses.dataclass(frozen=True)
class BriefPage:
    """The brief's preview and its files; `preview` is None while the models run."""

    title: str
    place: Place
    preview: str | None
    left_out: tuple[str, ...]
    """Sections that the preview leaves out for length."""
    files: tuple[FileLink, ...]
    tables: tuple[FileLink, ...]
    charts: tuple[FileLink, ...]
    cite: tuple[tuple[str, str], ...]
    """How to cite: style and text."""


def preview(found: Outlook) -> tuple[Markup, tuple[str, ...]]:
    """The sections of the brief with the chains their numbers open, as far as they fit a page.

    Parameters
    ----------
    found : the outlook

    Returns
    -------
    Markup, tuple of str
        The sections, and the names of those left out.
    """
    import re

    from parley.brief.page import page
    from parley.brief.render import environment

    given, env = page(found), environment()
    done: list[str] = []
    left: list[str] = []
    size = 0
    for part in PARTS:
        if part == "course" and found.outcomes is None:
            continue
        text = env.get_template(f"parts/{part}.html.j2").render(page=given, o=found)
        if size + len(text) > MOST_PREVIEW and done:
            left.append(part)
            continue
        done.append(text)
        size += len(text)
    body = "".join(done)
    opened = frozenset(re.findall(r'popovertarget="([^"]+)"', body))
    chains = [c for anchor, c in given.book.all.items() if anchor in opened]
    tail = env.get_template("parts/chains.html.j2").render(page=given, o=found, chains=chains)
    if size + len(tail) > MOST_PREVIEW * 1.2:
        return Markup(
            re.sub(r'<button type="button" class="num"[^>]*>(.*?)</button>', r"<b>\1</b>", body)
        ), (*left, "chains")
    return Markup(body + tail), tuple(left)


def brief_page(
    name: str,
    dossier: Dossier,
    shown: tuple[Markup, tuple[str, ...]] | None,
    files: tuple[FileLink, ...] = (),
    tables: tuple[FileLink, ...] = (),
    charts: tuple[FileLink, ...] = (),
    cite: tuple[tuple[str, str], ...] = (),
) -> BriefPage:
    """Return the preview and the files; `shown` (see `preview`) None while the models run."""
    where = place(name, dossier, "brief")
    if shown is None:
        return BriefPage("Brief", where, None, (), (), (), (), ())
    return BriefPage("Brief", where, str(shown[0]), shown[1], files, tables, charts, cite)
