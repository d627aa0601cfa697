"""Every chart of an outlook as a named picture: specification, SVG and PNG, made offline."""

from __future__ import annotations

import dataclasses
import functools
import json
import re

from parley.brief import spec_record, spec_rests, specs
from parley.brief.glyphs import FONTS
from parley.brief.palette import Theme
from parley.brief.plain_text import fit, one_line
from parley.brief.spec_frame import WIDTH, Spec
from parley.brief.typeset import raster
from parley.errors import MissingLibraryError
from parley.outlook.document import Outlook

VEGA_LITE = "6.4"
"""Version that draws; stated so that a newer library changes no byte unasked."""


@dataclasses.dataclass(frozen=True)
class Chart:
    """One chart: file name without ending, heading, what it says in words, specification."""

    name: str
    title: str
    says: str
    spec: Spec


def charts(o: Outlook, *, theme: Theme = "light", width: int = WIDTH) -> list[Chart]:
    """Return every chart the outlook has numbers for, in the order of the brief.

    Parameters
    ----------
    o : Outlook
        The document; one without an outlook has the charts of its record.
    theme, width
        See `parley.brief.specs.chances`.
    """
    made = [
        ("chances", "Where it may stand, month by month", specs.chances),
        ("bands", "Each outcome with its band", specs.bands),
        ("timeline", "Meetings in order", spec_record.timeline),
        ("levers", "What each lever changes", specs.levers),
        ("zone", "The zone of agreement", spec_rests.zone),
        ("sensitivity", "What the headline depends on", spec_rests.sensitivity),
        ("models", "Each model alone", spec_rests.alone),
    ]
    found = [(name, title, f(o, theme=theme, width=width)) for name, title, f in made]
    for issue in o.issues:
        spec = spec_record.positions(o, issue, theme=theme, width=width)
        found.append((f"issue-{issue.id}", issue.question, spec))
    return [Chart(n, one_line(t), one_line(s["description"]), s) for n, t, s in found if s]


def svg(spec: Spec) -> str:
    """Return a chart as SVG text; the same chart gives the same bytes.

    Raises
    ------
    MissingLibraryError
        When vl-convert-python is not installed.
    """
    return _titled(_drawn(_text(spec)), one_line(str(spec.get("description", ""))))


def png(spec: Spec, *, scale: float = 2.0) -> bytes:
    """Return a chart as PNG; `scale` 2 is sharp on paper and on a fine screen.

    Raises
    ------
    MissingLibraryError
        When vl-convert-python or typst is not installed.
    """
    return raster(svg(spec), scale)


@functools.lru_cache(maxsize=128)
def _drawn(text: str) -> str:
    """A chart as SVG; the latest are kept, since pages and files show the same ones."""
    made: str = _drawer().vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=[])
    return made


def _text(spec: Spec) -> str:
    """The specification as JSON with sorted keys, so that order of making changes nothing."""
    return json.dumps(fit(spec), ensure_ascii=False, sort_keys=True, allow_nan=False)


def _titled(text: str, says: str) -> str:
    """SVG with the role of a picture and its description, for a screen reader."""
    from markupsafe import escape

    head = re.match(r"<svg[^>]*", text)
    if head is None:
        return text
    return f'{head[0]} role="img" aria-label="{escape(says)}"{text[head.end() :]}'


@functools.cache
def _drawer():  # type: ignore[no-untyped-def]
    """The library that draws, with the fonts that come with Parley."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingLibraryError("charts as pictures need vl-convert-python") from error
    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
