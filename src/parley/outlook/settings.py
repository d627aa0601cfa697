"""What a call sets otherwise: "KEY=STATE" texts → settings."""

from collections.abc import Sequence

from parley.dossier.settings import HEADS, WORDS
from parley.errors import OutlookError


def parse_settings(texts: Sequence[str]) -> dict[str, str | float]:
    """Return settings from texts of the form KEY=STATE.

    Parameters
    ----------
    texts : sequence of str
        KEY is the id of a lever, constraint or meeting, `position:PARTY:ISSUE`, or
        `redline:PARTY:ISSUE:OPTION`. STATE is a word that fits it, or a number from 0 to 1.

    Returns
    -------
    dict of str to str or float

    Raises
    ------
    OutlookError
        If a text has no "=", the state is neither, or a key is set twice to different states.

    Examples
    --------
    >>> parse_settings(["arms=on_hold", "summit=0.5", "position:RU:crimea=returned"])
    {'arms': 'on_hold', 'summit': 0.5, 'position:RU:crimea': 'returned'}
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


def parse_scenario(text: str) -> tuple[str, dict[str, str | float] | None]:
    """Return the name of a scenario and its settings; None for one that is kept by that name.

    Parameters
    ----------
    text : str
        "NAME", or "NAME: KEY=STATE, KEY=STATE".

    Raises
    ------
    OutlookError
        As `parse_settings`, or if the name is empty.

    Examples
    --------
    >>> parse_scenario("hold"), parse_scenario("ease: us=withdrawn, eu=0.5")
    (('hold', None), ('ease', {'us': 'withdrawn', 'eu': 0.5}))
    """
    name, sign, rest = text.partition(":")
    if not name.strip() or "=" in name:
        raise OutlookError(f"what-if: a scenario is NAME or NAME: ID=STATE, ID=STATE, got {text!r}")
    if not sign:
        return name.strip(), None
    return name.strip(), parse_settings([part for part in rest.split(",") if part.strip()])


def _setting(key: str, value: str) -> str | float:
    """A word, or a number from 0 to 1."""
    if value in WORDS or key.split(":")[0] in HEADS:
        return value
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise OutlookError(
            f"what-if {key}: state must be one of {', '.join(WORDS)} "
            f"or a number from 0 to 1, got {value!r}"
        )
    return number
