"""Documents of neighbouring tools: GeniusWeb JSON and NegMAS YAML, both domain plus profiles.

GeniusWeb: the domain has `issuesValues`, a profile `LinearAdditiveUtilitySpace` with
`issueUtilities` (0 to 1 per value), `issueWeights` (summing to 1) and a `reservationBid`, whose
worth is the reservation value. NegMAS: the outcome space has `issues` (values or a count), a
profile a linear additive utility with `values` per issue, `weights`, `bias`, `reserved_value`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from parley.errors import DealError
from parley.models.deals.model import DealModel, Issue, make_model
from parley.models.deals.neutral import SUM_TOLERANCE

SPACE = "LinearAdditiveUtilitySpace"
MAPPING = "negmas.preferences.value_fun.TableFun"
LINEAR = "negmas.preferences.crisp.linear.LinearAdditiveUtilityFunction"


def read_geniusweb(
    domain: Mapping[str, Any], profiles: Sequence[Any], *, parties: Sequence[str] | None = None
) -> DealModel:
    """Build a model from a GeniusWeb domain and one profile per party.

    Raises
    ------
    DealError
        If an issue, value, utility or weight is missing, or weights do not sum to 1.

    Examples
    --------
    >>> domain = {"name": "d", "issuesValues": {"line": {"values": ["x", "y"]}}}
    >>> profile = {"LinearAdditiveUtilitySpace": {
    ...     "issueUtilities": {"line": {"discreteutils": {"valueUtilities": {"x": 0.2, "y": 1}}}},
    ...     "issueWeights": {"line": 1}, "reservationBid": {"issuevalues": {"line": "x"}}}}
    >>> read_geniusweb(domain, [profile]).reservation.tolist()
    [0.2]
    """
    issues = [
        Issue(str(n), tuple(_web_values(v, str(n)))) for n, v in domain["issuesValues"].items()
    ]
    rows, held, names = [], [], []
    for p, profile in enumerate(profiles):
        where = f"profile {p + 1}"
        if not isinstance(profile, Mapping) or SPACE not in profile:
            raise DealError(f"{where}: a {SPACE} is needed")
        space = profile[SPACE]
        names.append(str(space.get("name", f"party {p + 1}")))
        row = _web_row(space, issues, where)
        rows.append(row)
        bid = (space.get("reservationBid") or {}).get("issuevalues") or {}
        held.append(
            sum(
                row[k][i.options.index(str(bid[i.name]))]
                for k, i in enumerate(issues)
                if str(bid.get(i.name)) in i.options
            )
        )
    if parties is None:
        parties = names if len(set(names)) == len(names) else None
    return make_model(
        [[row[k] for row in rows] for k in range(len(issues))],
        held,
        parties=parties,
        issues=issues,
        name=str(domain.get("name", "")),
    )


def write_geniusweb(model: DealModel) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Domain and profiles; worths are moved and scaled to 0..1 per party as GeniusWeb needs.

    GeniusWeb has no reservation value but a reservation bid: the bid worth closest to, and not less
    than, no deal among the worst deal changed on issues in turn.

    Raises
    ------
    DealError
        If the model has more than additive worths and unanimous consent.
    """
    _plain_only(model, "GeniusWeb JSON")
    values = {i.name: {"values": list(i.options)} for i in model.issues}
    domain = {"name": model.name or "parley", "issuesValues": values}
    profiles = []
    for p, party in enumerate(model.parties):
        rows = [np.asarray(t[p], float) for t in model.tables]
        spans = [float(np.ptp(r)) for r in rows]
        whole = sum(spans)
        utils = {
            i.name: {
                "discreteutils": {
                    "valueUtilities": dict(
                        zip(i.options, ((r - r.min()) / (s or 1.0)).tolist(), strict=True)
                    )
                }
            }
            for i, r, s in zip(model.issues, rows, spans, strict=True)
        }
        weights = {
            i.name: s / whole if whole else 1 / len(spans)
            for i, s in zip(model.issues, spans, strict=True)
        }
        bid = _reservation_bid(model, p)
        space = {
            "name": party,
            "issueUtilities": utils,
            "issueWeights": weights,
            "domain": domain,
            "reservationBid": {"issuevalues": bid},
        }
        profiles.append({SPACE: space})
    return domain, profiles


def read_negmas(
    domain: Any,
    profiles: Sequence[Any],
    *,
    parties: Sequence[str] | None = None,
    name: str = "",
) -> DealModel:
    """Build a model from a NegMAS outcome space and linear additive utilities.

    Values are taken as they stand times the weight; the reservation value is on that scale.

    Raises
    ------
    DealError
        If an issue or value is missing, or a utility is of another type.

    Examples
    --------
    >>> domain = {"issues": [{"name": "line", "values": ["x", "y"]}]}
    >>> profile = {"values": [{"mapping": {"x": 1, "y": 4}}], "weights": [0.5], "reserved_value": 1}
    >>> read_negmas(domain, [profile]).tables[0].tolist()
    [[0.5, 2.0]]
    """
    if not isinstance(domain, Mapping) or "issues" not in domain:
        raise DealError("domain: 'issues' is missing")
    issues = [_negmas_issue(entry, k) for k, entry in enumerate(domain["issues"])]
    rows, held = [], []
    for p, profile in enumerate(profiles):
        where = f"profile {p + 1}"
        if not isinstance(profile, Mapping) or "values" not in profile:
            raise DealError(f"{where}: a linear additive utility with 'values' is needed")
        functions, weights = profile["values"], profile.get("weights")
        row = []
        for k, issue in enumerate(issues):
            function = functions[issue.name] if isinstance(functions, Mapping) else functions[k]
            weight = 1 if weights is None else _of(weights, issue.name, k)
            row.append([weight * v for v in _negmas_values(function, issue, where)])
        bias = profile.get("bias") or 0
        row[0] = [v + bias for v in row[0]]
        rows.append(row)
        held.append(profile.get("reserved_value", profile.get("reserved", 0)) or 0)
    return make_model(
        [[row[k] for row in rows] for k in range(len(issues))],
        held,
        parties=parties,
        issues=issues,
        name=str(domain.get("name") or name),
    )


def write_negmas(model: DealModel) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Outcome space and one linear additive utility per party, worths as they are.

    Raises
    ------
    DealError
        If the model has more than additive worths and unanimous consent.
    """
    _plain_only(model, "NegMAS YAML")
    domain = {
        "name": model.name or "parley",
        "issues": [{"name": i.name, "values": list(i.options)} for i in model.issues],
        "type": "negmas.outcomes.outcome_space.DiscreteCartesianOutcomeSpace",
    }
    profiles = [
        {
            "name": party,
            "type": LINEAR,
            "values": [
                {"type": MAPPING, "mapping": dict(zip(i.options, t[p].tolist(), strict=True))}
                for i, t in zip(model.issues, model.tables, strict=True)
            ],
            "weights": [1.0] * len(model.issues),
            "bias": 0.0,
            "reserved_value": float(model.reservation[p]),
        }
        for p, party in enumerate(model.parties)
    ]
    return domain, profiles


def _plain_only(model: DealModel, what: str) -> None:
    """Refuse what the format cannot hold."""
    plain = model.veto == frozenset(range(model.n_parties)) and not model.quorum
    if model.interactions or model.red_lines or not plain:
        raise DealError(f"{what} holds additive worths and unanimous consent only")


def _web_values(entry: Any, issue: str) -> list[str]:
    """Values of a GeniusWeb issue: listed, or a range [low, high, step]."""
    if isinstance(entry, Mapping) and "values" in entry:
        return [str(v) for v in entry["values"]]
    if isinstance(entry, Mapping) and "range" in entry:
        from decimal import Decimal

        low, high, step = (Decimal(str(v)) for v in entry["range"])
        if step <= 0 or (high - low) / step > 100_000:
            raise DealError(f"issue '{issue}': range must have 1 to 100000 steps, got {entry}")
        return [str(low + k * step) for k in range(int((high - low) / step) + 1)]
    raise DealError(f"issue '{issue}': values or a range are needed, got {entry!r}")


def _web_row(space: Mapping[str, Any], issues: list[Issue], where: str) -> list[list[float]]:
    """Weighted utilities [issue][option] of one GeniusWeb profile."""
    weights, utils = space.get("issueWeights") or {}, space.get("issueUtilities") or {}
    total = 0.0
    row = []
    for issue in issues:
        if issue.name not in utils or issue.name not in weights:
            raise DealError(f"{where}: issue '{issue.name}' has no utilities or no weight")
        weight = float(weights[issue.name])
        if weight < 0:
            raise DealError(f"{where}: weight of '{issue.name}' must be 0 or more, got {weight}")
        total += weight
        row.append([weight * u for u in _web_utilities(utils[issue.name], issue, where)])
    if abs(total - 1) > SUM_TOLERANCE:
        raise DealError(f"{where}: weights must sum to 1, got {total:.6g}")
    return row


def _web_utilities(entry: Any, issue: Issue, where: str) -> list[float]:
    """Utilities of the options of one issue: a table, or a line between two values."""
    kind = next(iter(entry), "") if isinstance(entry, Mapping) else ""
    if kind.lower() in ("discreteutils", "discretevaluesetutilities"):
        table = {str(k): v for k, v in entry[kind]["valueUtilities"].items()}
        for option in issue.options:
            if option not in table:
                raise DealError(f"{where}: option '{option}' of '{issue.name}' has no utility")
        return [float(table[o]) for o in issue.options]
    if kind.lower() in ("numberutils", "numbervaluesetutilities"):
        e = entry[kind]
        low, high = float(e["lowValue"]), float(e["highValue"])
        slope = (float(e["highUtility"]) - float(e["lowUtility"])) / (high - low)
        return [float(e["lowUtility"]) + slope * (float(o) - low) for o in issue.options]
    raise DealError(f"{where}: utilities of '{issue.name}' are of unknown kind '{kind}'")


def _reservation_bid(model: DealModel, p: int) -> dict[str, str]:
    """A bid worth at least no deal to party p, reached from the worst deal by small changes."""
    rows = [np.asarray(t[p], float) for t in model.tables]
    package = [int(r.argmin()) for r in rows]
    for k, r in enumerate(rows):
        for o in np.argsort(r, kind="stable"):
            if sum(float(rows[j][package[j]]) for j in range(len(rows))) >= model.reservation[p]:
                break
            package[k] = int(o)
    return dict(zip((i.name for i in model.issues), model.named(package), strict=True))


def _negmas_issue(entry: Any, k: int) -> Issue:
    """An issue with listed values, a range of integers, or a count."""
    if not isinstance(entry, Mapping) or "values" not in entry:
        raise DealError(f"issue {k + 1}: a name and values are needed, got {entry!r}")
    values = entry["values"]
    if isinstance(values, int):
        values = range(values)
    elif (
        isinstance(values, list | tuple)
        and len(values) == 2
        and all(isinstance(v, int) and not isinstance(v, bool) for v in values)
    ):
        values = range(values[0], values[1] + 1)
    return Issue(str(entry.get("name", f"issue {k + 1}")), tuple(str(v) for v in values))


def _negmas_values(function: Any, issue: Issue, where: str) -> list[Any]:
    """Worth of every option under one value function: a table, a line, or the value itself."""
    if isinstance(function, Mapping) and isinstance(function.get("mapping"), Mapping):
        table = {str(k): v for k, v in function["mapping"].items()}
    elif isinstance(function, Mapping) and isinstance(function.get("mapping"), list):
        table = dict(zip(issue.options, function["mapping"], strict=False))
    elif isinstance(function, Mapping) and "slope" in function:
        offset = function.get("bias", 0)
        return [function["slope"] * float(o) + offset for o in issue.options]
    elif isinstance(function, Mapping) and not {"type", "slope", "mapping"} & set(function):
        table = {str(k): v for k, v in function.items()}
    else:
        raise DealError(f"{where}: value function of '{issue.name}' is of unknown kind")
    for option in issue.options:
        if option not in table:
            raise DealError(f"{where}: option '{option}' of '{issue.name}' has no worth")
    return [table[o] for o in issue.options]


def _of(given: Any, name: str, k: int) -> Any:
    """Entry by name or position."""
    return given[name] if isinstance(given, Mapping) else given[k]
