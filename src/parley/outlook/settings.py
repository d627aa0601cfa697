"""What a call sets otherwise: "ID=STATE" texts → a scenario."""

from collections.abc import Sequence
from typing import get_args

from parley.dossier.words import LeverState
from parley.errors import OutlookError


def parse_settings(texts: Sequence[str]) -> dict[str, str | float]:
    """Return a scenario from texts of the form ID=STATE.

    Parameters
    ----------
    texts : sequence of str
        STATE is a lever state or a number from 0 to 1.

    Returns
    -------
    dict of str to str or float

    Raises
    ------
    OutlookError
        If a text has no "=", the state is neither, or an id is set twice to different states.

    Examples
    --------
    >>> parse_settings(["arms=on_hold", "summit=0.5"])
    {'arms': 'on_hold', 'summit': 0.5}
    """
    out: dict[str, str | float] = {}
    for text in texts:
        key, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not key or not value:
            raise OutlookError(f"what-if: must be ID=STATE, got {text!r}")
        setting = _setting(key, value)
        if key in out and out[key] != setting:
            raise OutlookError(f"what-if {key}: set twice, to {out[key]} and to {setting}")
        out[key] = setting
    return out


def _setting(key: str, value: str) -> str | float:
    """A lever state, or a number from 0 to 1."""
    if value in get_args(LeverState):
        return value
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise OutlookError(
            f"what-if {key}: state must be one of {', '.join(get_args(LeverState))} "
            f"or a number from 0 to 1, got {value!r}"
        )
    return number
