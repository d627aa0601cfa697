"""Parley's own description of a bargaining problem, as a nested document (JSON or YAML).

Keys: issues (name, values), tables [issue][party][value], reserved_values [party]; optional: name,
parties, weights, consent, veto, red_lines, interactions, quorum, uncertain. Parties, issues and
options are named or numbered from 0.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from parley.errors import DealError
from parley.models.deals.model import MOST_OPTIONS, DealModel, Issue, Quorum, RedLine, make_model
from parley.models.deals.uncertainty import Spread, Spreads

KNOWN = {
    "name", "parties", "issues", "tables", "reserved_values", "weights", "consent", "veto",
    "red_lines", "interactions", "quorum", "uncertain",
}  # fmt: skip
SUM_TOLERANCE = 1e-6


def from_document(document: object) -> tuple[DealModel, Spreads | None]:
    """Build a model, and what is uncertain in it, from a nested document.

    Parameters
    ----------
    document : mapping
        Keys as in the module's text. `weights` [party][issue] multiply the tables and must sum to 1
        per party. Further keys are ignored.

    Returns
    -------
    model, spreads
        `spreads` is None when nothing is said to be uncertain.

    Raises
    ------
    DealError
        Naming the party, issue, option and value that break a rule.

    Examples
    --------
    >>> model, _ = from_document({
    ...     "issues": [{"name": "line", "values": ["here", "there"]}],
    ...     "tables": [[[3, 0], [0, 2]]], "reserved_values": [1, 1]})
    >>> model.issues[0].options, model.integer
    (('here', 'there'), True)
    """
    if not isinstance(document, Mapping):
        raise DealError(
            f"scenario: a mapping with issues and tables is needed, got {_kind(document)}"
        )
    for key in ("issues", "tables", "reserved_values"):
        if key not in document:
            raise DealError(f"scenario: '{key}' is missing; found {', '.join(map(str, document))}")
    issues = [_issue(entry, k) for k, entry in enumerate(_list(document["issues"], "issues"))]
    held = document["reserved_values"]
    parties = _parties(document, held)
    if isinstance(held, Mapping):
        held = [_at(held, name, "reserved_values") for name in parties]
    tables = _tables(document["tables"], parties, issues)
    if document.get("weights") is not None:
        tables = _weighted(tables, document["weights"], parties, issues)
    model = make_model(
        tables,
        _list(held, "reserved_values"),
        parties=parties,
        issues=issues,
        consent=_consent(document.get("consent"), parties, issues),
        veto=None
        if document.get("veto") is None
        else [_index(v, parties, "veto", "party") for v in _list(document["veto"], "veto")],
        red_lines=[
            _red(r, parties, issues) for r in _list(document.get("red_lines") or [], "red_lines")
        ],
        interactions=[
            _interaction(i, parties, issues)
            for i in _list(document.get("interactions") or [], "interactions")
        ],
        quorum=_quorum(document.get("quorum"), parties),
        name=str(document.get("name", "")),
    )
    return model, _spreads(document.get("uncertain"), parties, issues)


def to_document(model: DealModel) -> dict[str, Any]:
    """Nested document of a model; `from_document` gives the model back.

    Examples
    --------
    >>> to_document(make_model([[[3, 0]]], [1]))["tables"]
    [[[3, 0]]]
    """
    names = model.parties
    document: dict[str, Any] = {
        "name": model.name,
        "parties": list(names),
        "issues": [{"name": i.name, "values": list(i.options)} for i in model.issues],
        "tables": [t.tolist() for t in model.tables],
        "reserved_values": model.reservation.tolist(),
        "consent": [[[names[p] for p in sorted(w)] for w in options] for options in model.consent],
        "veto": [names[p] for p in sorted(model.veto)],
    }
    if model.red_lines:
        document["red_lines"] = [
            {
                "party": names[r.party],
                "issue": model.issues[r.issue].name,
                "value": model.issues[r.issue].options[r.option],
            }
            for r in sorted(model.red_lines, key=lambda r: (r.party, r.issue, r.option))
        ]
    if model.interactions:
        document["interactions"] = [
            {"issues": [model.issues[k].name for k in i.issues], "worths": i.worths.tolist()}
            for i in model.interactions
        ]
    if model.quorum is not None:
        document["quorum"] = {
            "parties": [names[p] for p in sorted(model.quorum.parties)],
            "at_least": model.quorum.at_least,
        }
    return document


def _issue(entry: object, k: int) -> Issue:
    """One issue with its values."""
    if not isinstance(entry, Mapping) or "values" not in entry:
        raise DealError(f"issue {k + 1}: a name and values are needed, got {_kind(entry)}")
    values = _list(entry["values"], f"values of issue {k + 1}")
    if len(values) > MOST_OPTIONS:
        raise DealError(
            f"issue '{entry.get('name', k + 1)}': at most {MOST_OPTIONS} options are taken, "
            f"got {len(values)}"
        )
    return Issue(str(entry.get("name", f"issue {k + 1}")), tuple(str(v) for v in values))


def _parties(document: Mapping[str, Any], held: Any) -> list[str]:
    """Party names: given, or taken from the reserved values."""
    for key in ("parties", "party_names"):
        if isinstance(document.get(key), Sequence) and not isinstance(document[key], str):
            return [str(p) for p in document[key]]
    if isinstance(held, Mapping):
        return [str(p) for p in held]
    return [f"party {i + 1}" for i in range(len(_list(held, "reserved_values")))]


def _tables(given: object, parties: list[str], issues: list[Issue]) -> list[list[list[Any]]]:
    """Worths as [issue][party][option]; mappings by name are taken at every level."""
    if not isinstance(given, Mapping) and len(_list(given, "tables")) != len(issues):
        raise DealError(f"tables: one per issue ({len(issues)}) is needed, got {len(given)}")  # type: ignore[arg-type]
    out = []
    for k, issue in enumerate(issues):
        table = _at(given, issue.name, "tables", k)
        if not isinstance(table, Mapping) and len(_list(table, issue.name)) != len(parties):
            raise DealError(
                f"issue '{issue.name}': worths for {len(parties)} parties are needed, "
                f"got {len(table)}"
            )
        rows = []
        for i, party in enumerate(parties):
            row = _at(table, party, f"worths of issue '{issue.name}'", i)
            where = f"worths of issue '{issue.name}' to party '{party}'"
            if not isinstance(row, Mapping) and len(_list(row, where)) != len(issue.options):
                raise DealError(
                    f"{where}: {len(issue.options)} options need a worth each, got {len(row)}"
                )
            rows.append(
                [
                    _number(_at(row, o, where, j), f"{where}, option '{o}'")
                    for j, o in enumerate(issue.options)
                ]
            )
        out.append(rows)
    return out


def _weighted(
    tables: list[list[list[Any]]], given: object, parties: list[str], issues: list[Issue]
) -> list[list[list[Any]]]:
    """Tables times weights, which must not be negative and must sum to 1 for each party."""
    for i, party in enumerate(parties):
        row = _at(given, party, "weights", i)
        weights = [
            _number(_at(row, issue.name, f"weights of party '{party}'", k), f"weight of '{party}'")
            for k, issue in enumerate(issues)
        ]
        for weight, issue in zip(weights, issues, strict=True):
            if weight < 0:
                raise DealError(
                    f"weight of issue '{issue.name}' to party '{party}' must be 0 or more, "
                    f"got {weight}"
                )
        if abs(sum(weights) - 1) > SUM_TOLERANCE:
            raise DealError(f"weights of party '{party}' must sum to 1, got {sum(weights):.6g}")
        for k, weight in enumerate(weights):
            tables[k][i] = [weight * w for w in tables[k][i]]
    return tables


def _consent(
    given: object, parties: list[str], issues: list[Issue]
) -> list[list[list[int]]] | None:
    """Consent as [issue][option] -> party indices."""
    if given is None:
        return None
    out = []
    if not isinstance(given, Mapping) and len(_list(given, "consent")) != len(issues):
        raise DealError(f"consent: one list per issue ({len(issues)}) is needed, got {len(given)}")  # type: ignore[arg-type]
    for k, issue in enumerate(issues):
        options = given.get(issue.name, {}) if isinstance(given, Mapping) else given[k]  # type: ignore[index]
        where = f"consent on issue '{issue.name}'"
        if isinstance(options, Mapping):
            for o in options:
                _index(o, list(issue.options), where, "option")
            named: Sequence[Any] = [options.get(o, []) for o in issue.options]
        else:
            named = _list(options, where)
        if len(named) != len(issue.options):
            raise DealError(f"{where}: {len(issue.options)} options, got {len(named)}")
        out.append(
            [[_index(p, parties, where, "party") for p in _list(w or [], where)] for w in named]
        )
    return out


def _red(given: object, parties: list[str], issues: list[Issue]) -> RedLine:
    """One red line: party, issue, value."""
    if not isinstance(given, Mapping) or not {"party", "issue", "value"} <= set(given):
        raise DealError(f"red line: party, issue and value are needed, got {given!r}")
    k = _index(given["issue"], [i.name for i in issues], "red line", "issue")
    where = f"red line on issue '{issues[k].name}'"
    option = _index(given["value"], list(issues[k].options), where, "option")
    return RedLine(_index(given["party"], parties, where, "party"), k, option)


def _interaction(
    given: object, parties: list[str], issues: list[Issue]
) -> tuple[list[int], list[Any]]:
    """One interaction: issues and worths [party][option of the first][option of the second]..."""
    if not isinstance(given, Mapping) or not {"issues", "worths"} <= set(given):
        raise DealError(f"interaction: issues and worths are needed, got {given!r}")
    names = [i.name for i in issues]
    on = [_index(k, names, "interaction", "issue") for k in _list(given["issues"], "interaction")]
    return on, [
        _at(given["worths"], p, "worths of an interaction", i) for i, p in enumerate(parties)
    ]


def _quorum(given: object, parties: list[str]) -> Quorum | None:
    """A quorum: at_least, of parties (all when not named)."""
    if given is None:
        return None
    if not isinstance(given, Mapping) or "at_least" not in given:
        raise DealError(f"quorum: at_least (and parties) are needed, got {given!r}")
    who = _list(given.get("parties", list(range(len(parties)))), "quorum")
    return Quorum(
        frozenset(_index(p, parties, "quorum", "party") for p in who), int(given["at_least"])
    )


def _spreads(given: object, parties: list[str], issues: list[Issue]) -> Spreads | None:
    """Uncertain reservation values {party: spread}, weights {party: {issue: spread}}, dirichlet."""
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise DealError(f"uncertain: a mapping is needed, got {_kind(given)}")
    names = [i.name for i in issues]
    held = {
        _index(p, parties, "uncertain reserved value", "party"): _spread(
            s, f"reserved value of {p}"
        )
        for p, s in (given.get("reserved_values") or {}).items()
    }
    weights = {
        (
            _index(p, parties, "uncertain weight", "party"),
            _index(k, names, "uncertain weight", "issue"),
        ): _spread(s, f"weight of {k} to {p}")
        for p, row in (given.get("weights") or {}).items()
        for k, s in row.items()
    }
    dirichlet = given.get("dirichlet")
    return Spreads(held, weights, None if dirichlet is None else float(dirichlet))


def _spread(given: object, where: str) -> Spread:
    """A spread: [low, high], a number, or {kind: [numbers]}."""
    if isinstance(given, Mapping) and len(given) == 1:
        kind, numbers = next(iter(given.items()))
        return Spread(str(kind), tuple(float(_number(v, where)) for v in _list(numbers, where)))
    if isinstance(given, list | tuple):
        return Spread("uniform", tuple(float(_number(v, where)) for v in given))
    return Spread("point", (float(_number(given, where)),))


def _at(given: Any, name: str, where: str, k: int | None = None) -> Any:
    """Entry by name of a mapping, or by position of a list."""
    if isinstance(given, Mapping):
        if name not in given:
            raise DealError(f"{where}: '{name}' is missing; found {', '.join(map(str, given))}")
        return given[name]
    rows = _list(given, where)
    if k is None or k >= len(rows):
        raise DealError(f"{where}: '{name}' is missing")
    return rows[k]


def _index(given: object, names: Sequence[str], where: str, what: str) -> int:
    """Index of a name, or an index itself."""
    if isinstance(given, str) and given in names:
        return list(names).index(given)
    if isinstance(given, int | np.integer) and not isinstance(given, bool):
        if 0 <= given < len(names):
            return int(given)
        raise DealError(
            f"{where}: there is no {what} {given}; they are numbered 0 to {len(names) - 1}"
        )
    raise DealError(f"{where}: {what} '{given}' is unknown; there are {', '.join(names)}")


def _number(given: object, where: str) -> Any:
    """A finite number, integers as integers."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not np.isfinite(given):
        raise DealError(f"{where}: must be a finite number, got {given!r}")
    return given


def _list(given: object, where: str) -> Sequence[Any]:
    """A list, not a string."""
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise DealError(f"{where}: a list is needed, got {_kind(given)}")
    return given


def _kind(given: object) -> str:
    """What something is, for a message."""
    return "nothing" if given is None else type(given).__name__
