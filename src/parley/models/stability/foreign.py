"""Documents of other programs: the neutral form and GMCR+ files (see `documents`)."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from parley.errors import ParleyWarning, StabilityError
from parley.models.stability.expressions import Expression, pattern
from parley.models.stability.model import ConflictModel, Direction, Option, forbid
from parley.models.stability.preferences import Preference, Ranking, Statement, Statements

DIRECTIONS: dict[str, Direction] = {
    "both": "both",
    "fwd": "forward",
    "forward": "forward",
    "back": "back",
}


def read_neutral(document: Mapping[str, Any]) -> ConflictModel:
    """Return the model of a document in the neutral form."""
    people = tuple(str(p) for p in document["dms"])
    options = tuple(
        Option(
            f"o{k + 1}", str(o["owner"]), str(o["name"]), direction_of(str(o.get("dir", "both")))
        )
        for k, o in enumerate(document["options"])
    )
    rules = tuple(forbid(_values(r.items())) for r in document.get("infeasible", ()))
    notes = document.get("statements", {})
    preferences: list[Preference] = []
    for who in people:
        if who in document.get("ranking", {}):
            preferences.append(Ranking(groups_of(document["ranking"][who])))
            continue
        texts = notes.get(who, [])
        preferences.append(
            Statements(
                tuple(
                    Statement(
                        _alternatives([_values(a.items()) for a in s]),
                        note=str(texts[k]) if k < len(texts) else "",
                    )
                    for k, s in enumerate(document["preferences"][who])
                )
            )
        )
    return ConflictModel(people, options, tuple(preferences), rules, str(document.get("name", "")))


def read_gmcr(document: Mapping[str, Any]) -> ConflictModel:
    """Return the model of a file of the GMCR+ tool."""
    makers = document["decisionMakers"]
    owner = {int(k): str(m["name"]) for m in makers for k in m["options"]}
    options = tuple(
        Option(f"o{k + 1}", owner[k], str(o["name"]), direction_of(str(o["permittedDirection"])))
        for k, o in enumerate(document["options"])
    )
    manual = any(
        document.get(key) for key in ("useManualPreferenceRanking", "useManualPreferenceVectors")
    )
    preferences: list[Preference] = []
    for m in makers:
        ranking = m.get("preferenceRanking", m.get("preferenceVector"))
        if manual and ranking:
            preferences.append(Ranking(groups_of(ranking)))
        else:
            given = [Statement(_alternatives(_members(s))) for s in m["preferences"]]
            preferences.append(Statements(tuple(given)))
    rules = tuple(forbid(p) for given in document.get("infeasibles", ()) for p in _members(given))
    people = tuple(str(m["name"]) for m in makers)
    for m in makers:
        if m.get("misperceptions"):
            warnings.warn(
                f"misperceptions of {m['name']} in the GMCR+ file are not read: see hypergame",
                ParleyWarning,
                stacklevel=4,
            )
    return ConflictModel(people, options, tuple(preferences), rules, str(document.get("title", "")))


def _members(given: Any) -> list[dict[int, bool]]:
    """Alternatives of a GMCR+ condition: one pattern, or the members of a compound one."""
    patterns = given["members"] if isinstance(given, Mapping) else [given]
    return [_values(p) for p in patterns]


def _values(pairs: Any) -> dict[int, bool]:
    """Option index to value, from true/false or Y/N."""
    return {int(k): v == "Y" if isinstance(v, str) else bool(v) for k, v in pairs}


def _alternatives(patterns: Sequence[Mapping[int, bool]]) -> Expression:
    """The expression that holds where some pattern does."""
    parts = tuple(pattern(p) for p in patterns)
    return parts[0] if len(parts) == 1 else Expression("or", parts)


def groups_of(ranking: Sequence[Any]) -> tuple[tuple[int, ...], ...]:
    """Return a ranking with ties as groups."""
    return tuple(
        tuple(int(s) for s in g) if isinstance(g, list | tuple) else (int(g),) for g in ranking
    )


def direction_of(given: str) -> Direction:
    """Return a direction given under any of its names."""
    if given not in DIRECTIONS:
        raise StabilityError(f"direction '{given}': must be one of {', '.join(DIRECTIONS)}")
    return DIRECTIONS[given]
