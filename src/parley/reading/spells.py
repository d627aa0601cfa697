"""Conditions that make a lever's state hold only while talks go on, or only until they begin."""

import re

from parley.dossier.words import Instrument, LeverState, Spell

_TALKS = r"(?:talks|negotiations?|dialogue|diplomacy|mediation|ceasefire effort|peace effort)"
_WHILE = re.compile(
    rf"\b(?:while|whilst|as long as|for as long as|during|pending)\b[^.;,]{{0,70}}?\b{_TALKS}\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?:until|before)\b[^.;,]{{0,40}}?\b{_TALKS}\b[^.;,]{{0,20}}?"
    r"\b(?:begin|start|open|resume|get under way)s?\b",
    re.IGNORECASE,
)
_FITS: dict[str, tuple[str, ...]] = {
    "arms": ("on_hold", "threatened", "active"),
    "aid": ("on_hold", "threatened", "active"),
    "sanctions": ("on_hold",),
}
"""States by instrument that can hold for a spell: a threat of sanctions eases none."""


def spell(instrument: Instrument, state: LeverState, clause: str) -> Spell | None:
    """Return the spell for which a lever's state holds, by its clause; None when it names none.

    Parameters
    ----------
    instrument, state : of the lever as read
    clause : the words of the report that tell of it

    Examples
    --------
    >>> spell("arms", "threatened", "might suspend deliveries while it sees where the talks lead")
    'talks'
    >>> spell("aid", "on_hold", "holds back aid until negotiations begin")
    'war'
    >>> spell("arms", "active", "delivers arms every month") is None
    True
    """
    if state not in _FITS.get(instrument, ()):
        return None
    if _UNTIL.search(clause):
        return "war"
    return "talks" if _WHILE.search(clause) else None
