"""The template environment of brief and web, and the brief as one HTML file."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from importlib import resources
from typing import TYPE_CHECKING

from parley.brief import words
from parley.brief.cite import citation

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

    from parley.outlook.document import Outlook


@functools.cache
def environment() -> jinja2.Environment:
    """Return the templates with everything escaped and the filters for numbers and words."""
    import jinja2

    env = jinja2.Environment(
        loader=jinja2.PackageLoader("parley.brief", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "percent": words.percent,
        "percent_range": words.percent_range,
        "chance": words.chance,
        "points": words.points,
        "points_range": words.points_range,
        "signed": words.signed,
        "unit": words.unit,
        "tidy": words.tidy,
        "quantity": words.quantity,
        "measured": words.measured,
        "measured_range": words.measured_range,
        "distribution": words.distribution,
        "day": words.day,
        "months": words.months,
        "outcome": words.outcome,
        "label": words.label,
        "listed": words.listed,
        "citation": citation,
    }
    from parley.brief.charts import meter

    env.globals |= {
        "ORIGINS": words.ORIGINS,
        "CONCEPTS": words.CONCEPTS,
        "MODELS": words.MODELS,
        "told": words.told,
        "meter": meter,
        "anchor": _anchor,
    }
    return env


def style() -> str:
    """Return the style sheet that brief and web share."""
    return resources.files("parley.brief").joinpath("style.css").read_text(encoding="utf-8")


def script() -> str:
    """Return the one script: it closes a chain when a link out of it is followed."""
    return resources.files("parley.brief").joinpath("close.js").read_text(encoding="utf-8")


def body(outlook: Outlook) -> Markup:
    """Return the content of the page: every section, then the chains its numbers open."""
    from markupsafe import Markup

    from parley.brief.page import page

    given, env = page(outlook), environment()
    sections = env.get_template("sections.html.j2").render(page=given, o=outlook)
    opened = frozenset(re.findall(r'popovertarget="([^"]+)"', sections))
    chains = [chain for anchor, chain in given.book.all.items() if anchor in opened]
    return Markup(
        env.get_template("body.html.j2").render(
            page=given, o=outlook, sections=Markup(sections), chains=chains
        )
    )


def html(outlook: Outlook) -> str:
    """Return the brief as one HTML file that loads nothing and needs no script.

    A content policy in the file lets a browser run and load nothing but what the file itself holds.

    Parameters
    ----------
    outlook : Outlook
        The document; one without outcomes gives the record and says why there is no outlook.

    Returns
    -------
    str
        HTML in UTF-8. Same document, same bytes.
    """
    from markupsafe import Markup

    code = script()
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return (
        environment()
        .get_template("brief.html.j2")
        .render(
            o=outlook,
            body=body(outlook),
            style=Markup(style()),  # our own file, not a report
            script=Markup(code),
            script_hash=f"sha256-{digest}",
        )
    )


def _anchor(kind: str, key: str = "") -> str:
    from parley.brief.chains import ChainBook

    return ChainBook.anchor(kind, key)
