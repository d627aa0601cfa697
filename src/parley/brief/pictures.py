"""Every chart of an outlook as a named picture: specification, SVG and PNG, made offline."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from pathlib import Path

from parley.brief import spec_record, specs
from parley.brief.palette import Theme
from parley.brief.spec_frame import WIDTH, Spec
from parley.errors import MissingLibraryError
from parley.outlook.document import Outlook

VEGA_LITE = "6.4"
"""Version that draws; stated so that a newer library changes no byte unasked."""
FONTS = Path(__file__).parent / "fonts"


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
        ("zone", "The zone of agreement", specs.zone),
        ("sensitivity", "What the headline depends on", specs.sensitivity),
        ("models", "Each model alone", specs.alone),
    ]
    found = [(name, title, f(o, theme=theme, width=width)) for name, title, f in made]
    for issue in o.issues:
        spec = spec_record.positions(o, issue, theme=theme, width=width)
        found.append((f"issue-{issue.id}", issue.question, spec))
    return [Chart(n, t, s["description"], s) for n, t, s in found if s is not None]


def svg(spec: Spec) -> str:
    """Return a chart as SVG text; the same chart gives the same bytes.

    Raises
    ------
    MissingLibraryError
        When vl-convert-python is not installed.
    """
    text: str = _drawer().vegalite_to_svg(_text(spec), vl_version=VEGA_LITE, allowed_base_urls=[])
    return _titled(text, str(spec.get("description", "")))


def png(spec: Spec, *, scale: float = 2.0) -> bytes:
    """Return a chart as PNG; `scale` 2 is sharp on paper and on a fine screen.

    Raises
    ------
    MissingLibraryError
        When vl-convert-python is not installed.
    """
    drawer = _drawer()
    made: bytes = drawer.vegalite_to_png(
        _text(spec), vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[]
    )
    return made


def _text(spec: Spec) -> str:
    """The specification as JSON with sorted keys, so that order of making changes nothing."""
    return json.dumps(spec, ensure_ascii=False, sort_keys=True, allow_nan=False)


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
