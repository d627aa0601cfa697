"""The typesetter (typst) with the bundled fonts alone: no font, file or date of the machine."""

from __future__ import annotations

import functools
from typing import Any, Literal

from parley.brief.glyphs import FONTS
from parley.errors import MissingLibraryError, ParleyError

PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def typeset(
    template: bytes, inputs: dict[str, str], form: Literal["pdf", "png"], **how: Any
) -> bytes:
    """Return a template set with its inputs; the same arguments give the same bytes.

    Parameters
    ----------
    template : bytes
        A typst document that reads `sys.inputs`; what comes in by them is data, never markup.
    inputs : dict of str
        Its data.
    form : {"pdf", "png"}
    **how
        Options of `typst.compile`, such as `pdf_standards` and `ppi`.

    Raises
    ------
    MissingLibraryError
        When typst is not installed.
    ParleyError
        When the typesetter refuses.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingLibraryError("PDF and PNG need the library typst") from error
    try:
        made = typst.compile(template, font_paths=_fonts(), format=form, sys_inputs=inputs, **how)
    except typst.TypstError as error:
        says = f"the {form.upper()} could not be set: {error.message}"
        raise ParleyError(says) from error
    data: bytes = made[0] if isinstance(made, list) else made
    return data


def raster(svg: str, scale: float) -> bytes:
    """Return an SVG as PNG, `scale` pixels for each of its own."""
    return typeset(PICTURE, {"svg": svg}, "png", ppi=96 * scale)


@functools.cache
def _fonts() -> Any:
    """The bundled fonts, loaded once."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
