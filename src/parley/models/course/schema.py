"""Entries of a parameter document with their defaults; None must be given or is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parley.errors import CourseError

TOP = {
    "months",
    "draws",
    "field_draws",
    "fought",
    "start",
    "history",
    "field",
    "intensity",
    "talks",
    "joins",
    "meetings",
    "levers",
    "stakes",
    "anchors",
}
SECTIONS: dict[str, dict[str, Any]] = {
    "start": {
        "phase": "war",
        "r_A": {"uniform": [0.4, 0.8]},
        "r_B": {"uniform": [0.4, 0.8]},
        "front": 0.0,
    },
    "history": {
        "negotiated": None,
        "share_settlement": {"beta": [4.5, 2.5]},
        "sudden": [0.0],
        "ceasefire": {},
        "settlement": {},
    },
    "ceasefire": {"ages": [], "hazard": [0.01], "to_settlement": {"lognormal": [0.015, 1.5]}},
    "settlement": {"ages": [], "hazard": [0.001]},
    "field": {
        "drain_A": {"lognormal": [0.006, 1.35]},
        "drain_B": {"lognormal": [0.006, 1.35]},
        "swing": {"lognormal": [0.03, 1.2]},
        "clock": {"lognormal": [60, 1.4]},
        "tilt": {"lognormal": [2, 1.5]},
        "front": {"uniform": [0, 0.02]},
        "front_noise": 0.01,
        "gain": {"lognormal": [0.004, 1.5]},
        "strength_A": 1.0,
        "strength_B": 1.0,
    },
    "intensity": {"phi": 0.76, "sd": 0.78, "psi": 0.5},
    "talks": {
        "start": {"lognormal": [0.04, 1.4]},
        "fail": {"lognormal": [0.2, 1.3]},
        "ratio": {"lognormal": [2, 1.25]},
    },
    "joins": {
        "theta_z": {"lognormal": [3, 1.5]},
        "theta_m": {"lognormal": [2, 1.5]},
        "theta_u": 0.0,
        "theta_e": 0.0,
    },
    "stakes": {"parties": None, "packages": None, "learning": {"lognormal": [24, 1.5]}},
    "anchors": {"collapse": None, "collapse_early": None},
    "party": {
        "id": None,
        "side": None,
        "A_falls": None,
        "B_falls": None,
        "now": None,
        "slope": 0.0,
        "nearness": None,
        "kappa": 0.0,
        "optimism": 0.0,
    },
    "package": {"id": None, "worths": None, "consent": None, "keeps_line": False},
    "meeting": {"month": None, "chance": None, "after": None},
    "lever": {
        "month": 0,
        "until": None,
        "in_talks": False,
        "drain_A": 1.0,
        "drain_B": 1.0,
        "strength_A": 1.0,
        "strength_B": 1.0,
    },
}


def section(name: str, given: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in the defaults of a mapping; refuse an unknown entry, and an absent one with none."""
    if not isinstance(given, Mapping):
        raise CourseError(f"{name or 'parameters'}: must be a mapping, got {given!r}")
    for key in given:
        if key not in known:
            raise CourseError(
                f"{name + '.' if name else ''}{key}: no such entry; "
                f"known: {', '.join(sorted(known))}"
            )
    out = {**known, **given}
    needed = {
        "history": ("negotiated",),
        "party": ("id", "A_falls", "B_falls", "now"),
        "package": ("id", "worths"),
        "meeting": ("month", "chance"),
    }
    for kind, keys in needed.items():
        if known is SECTIONS.get(kind):
            for key in keys:
                if out[key] is None:
                    raise CourseError(f"{name}.{key}: must be given")
    return out


def whole(name: str, value: Any, default: int | None, low: int, high: int) -> int:
    """A whole number in a range."""
    value = default if value is None else value
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise CourseError(f"{name}: must be a whole number in {low}..{high}, got {value!r}")
    return value
