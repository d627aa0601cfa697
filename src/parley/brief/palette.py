"""The colours of pages and charts: read from style.css, where each is stated once."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Literal

Theme = Literal["light", "dark"]
"""Which of the two sets of colours."""

OUTCOMES = {
    "settlement": "settlement",
    "ceasefire_holding": "ceasefire",
    "war_continues": "war",
    "collapse": "collapse",
}
"""Outcome -> name of its area colour; others take `other`."""
LINES = OUTCOMES | {"ceasefire_holding": "ceasefire-line", "war_continues": "war-line"}
"""Outcome -> name of its line colour, which stands out on the page's own colour."""
ORIGINS = ("stated", "historical", "judgement", "default")
SIDES = ("side0", "side1")


@functools.cache
def colours(theme: Theme = "light") -> dict[str, str]:
    """Return every colour of a theme by its name in style.css, without the leading dashes.

    Parameters
    ----------
    theme : {"light", "dark"}
        Dark has every name that light has.

    Examples
    --------
    >>> colours()["paper"], colours("dark")["paper"]
    ('#fff', '#15191c')
    """
    css = resources.files("parley.brief").joinpath("style.css").read_text(encoding="utf-8")
    bright, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    dark = rest[: rest.find("\n}")]
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})\s*;", bright))
    if theme == "dark":
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})\s*;", dark))
    return found


def outcome_colour(key: str, theme: Theme = "light", *, line: bool = False) -> str:
    """Return the colour of an outcome, for areas or for lines and dots.

    Examples
    --------
    >>> outcome_colour("settlement") == colours()["settlement"]
    True
    >>> outcome_colour("signed_by") == colours()["other"]
    True
    """
    return colours(theme)[(LINES if line else OUTCOMES).get(key, "other")]
