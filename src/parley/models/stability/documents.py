"""Models as plain documents: what JSON or YAML holds.

Three forms are read, told apart by their keys:

- ours (`decision_makers`), written by `to_document`;
- the neutral form (`dms`): options with owner and direction both, fwd or back; infeasible patterns
and
  preference statements as {option index: value}, a statement being a list of alternatives;
- the files of the GMCR+ tool (`decisionMakers`).

::

    name: Strait
    decision_makers: [North, South]
    options:
      - {id: strike, owner: North, name: Strike first, direction: forward}
      - {id: close, owner: South, name: Close the strait}
    rules: [not both strike and close]
    preferences:
      North: {statements: [not close, {prefer: strike, origin: stated, note: speech of May}]}
      South: {ranking: [3, [1, 2]]}        # best first, states counted from 1; or
      # South: {weights: {close: 2}, greatly: 2}, or South: {payoffs: [0, 1, 2]}

The graph form has `states: [names]` and `moves: {North: [[from, to], …]}` in place of options and
rules.
"""

from collections.abc import Callable, Mapping
from typing import Any

from parley.errors import StabilityError
from parley.models.stability.foreign import direction_of, groups_of, read_gmcr, read_neutral
from parley.models.stability.graph_model import GraphModel
from parley.models.stability.model import AnyModel, ConflictModel, Option
from parley.models.stability.preferences import (
    Payoffs,
    Preference,
    Ranking,
    Statement,
    Statements,
    Weights,
    statement_text,
)


def from_document(document: Any) -> AnyModel:
    """Return the model a document describes.

    Parameters
    ----------
    document : mapping
        As read from JSON or YAML, in one of the three forms above.

    Returns
    -------
    ConflictModel or GraphModel

    Raises
    ------
    StabilityError
        If the form is none of these, something is missing, or the model itself is refused.

    Examples
    --------
    >>> model = from_document(
    ...     {
    ...         "dms": ["A"],
    ...         "options": [{"name": "go", "owner": "A", "dir": "fwd"}],
    ...         "infeasible": [],
    ...         "preferences": {"A": [[{"0": True}]]},
    ...     }
    ... )
    >>> model.options[0].direction, model.payoffs.tolist()
    ('forward', [[0, 1]])
    """
    if not isinstance(document, Mapping):
        raise StabilityError(f"model document: expected a mapping, got {type(document).__name__}")
    readers: dict[str, Callable[[Mapping[str, Any]], AnyModel]] = {
        "decision_makers": _ours,
        "dms": read_neutral,
        "decisionMakers": read_gmcr,
    }
    for key, reader in readers.items():
        if key in document:
            try:
                return reader(document)
            except (KeyError, TypeError, AttributeError, IndexError) as error:
                what = f"missing {error}" if isinstance(error, KeyError) else str(error)
                raise StabilityError(f"model document: {what}") from error
            except ValueError as error:
                if isinstance(error, StabilityError):
                    raise
                raise StabilityError(f"model document: {error}") from error
    raise StabilityError(f"model document: none of the keys {', '.join(readers)}")


def to_document(model: AnyModel) -> dict[str, Any]:
    """Return a model as a document that `from_document` reads again.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.

    Returns
    -------
    dict

    Examples
    --------
    >>> model = GraphModel(("A",), ("war", "peace"), (((0, 1),),), (Payoffs((0, 1)),))
    >>> to_document(model)["moves"]
    {'A': [['war', 'peace']]}
    """
    document: dict[str, Any] = {"name": model.name, "decision_makers": list(model.decision_makers)}
    ids: list[str] = []
    if isinstance(model, ConflictModel):
        ids = [o.id for o in model.options]
        document["options"] = [
            {"id": o.id, "owner": o.owner, "name": o.label, "direction": o.direction}
            for o in model.options
        ]
        document["rules"] = list(model.rule_texts)
    else:
        names = model.state_names
        document["states"] = list(names)
        document["moves"] = {
            who: [[names[s], names[t]] for s, t in arcs]
            for who, arcs in zip(model.decision_makers, model.arcs, strict=True)
        }
    document["preferences"] = {
        who: _write_preference(p, ids)
        for who, p in zip(model.decision_makers, model.preferences, strict=True)
    }
    return document


def _write_preference(preference: Preference, ids: list[str]) -> dict[str, Any]:
    """One decision maker's preference as a document."""
    if isinstance(preference, Ranking):
        groups = [g[0] if len(g) == 1 else list(g) for g in preference.groups]
        return {"ranking": groups} | (
            {"greatly": list(preference.greatly)} if preference.greatly else {}
        )
    if isinstance(preference, Statements):
        return {"statements": [_write_statement(s, ids) for s in preference.statements]}
    key, value = (
        ("weights", dict(preference.weights))
        if isinstance(preference, Weights)
        else ("payoffs", list(preference.values))
    )
    return {key: value} | ({} if preference.greatly is None else {"greatly": preference.greatly})


def _write_statement(statement: Statement, ids: list[str]) -> Any:
    """One statement, as short as it can be."""
    text = statement_text(statement, ids)
    extra = {
        k: v
        for k, v in (
            ("origin", statement.origin),
            ("note", statement.note),
            ("greatly", statement.greatly),
        )
        if v
    }
    return {"prefer": text} | extra if extra else text


def _ours(document: Mapping[str, Any]) -> AnyModel:
    """Read our own form."""
    people = tuple(str(p) for p in document["decision_makers"])
    given = document["preferences"]
    _known_people(given, people)
    preferences = tuple(_preference(given.get(p, {"statements": []}), p) for p in people)
    name = str(document.get("name", ""))
    if "states" in document:
        states = tuple(str(s) for s in document["states"])
        moves = document["moves"]
        _known_people(moves, people)
        arcs = tuple(
            tuple((_state(states, s), _state(states, t)) for s, t in moves.get(p, []))
            for p in people
        )
        return GraphModel(people, states, arcs, preferences, name)
    options = tuple(
        Option(
            str(o["id"]),
            str(o["owner"]),
            str(o.get("name", "")),
            direction_of(str(o.get("direction", "both"))),
        )
        for o in document["options"]
    )
    rules = tuple(str(r) for r in document.get("rules", ()))
    return ConflictModel(people, options, preferences, rules, name)


def _preference(given: Mapping[str, Any], who: str) -> Preference:
    """Read one decision maker's preference in our form."""
    if "statements" in given:
        return Statements(tuple(_statement(s) for s in given["statements"]))
    if "ranking" in given:
        return Ranking(groups_of(given["ranking"]), tuple(given.get("greatly", ())))
    greatly = given.get("greatly")
    if "weights" in given:
        return Weights({str(k): float(v) for k, v in given["weights"].items()}, greatly)
    if "payoffs" in given:
        return Payoffs(tuple(float(v) for v in given["payoffs"]), greatly)
    raise StabilityError(f"preferences of {who}: give statements, ranking, weights or payoffs")


def _statement(given: Any) -> Statement:
    """Read a statement, text alone or with its origin."""
    if isinstance(given, str):
        return Statement(given)
    return Statement(
        str(given["prefer"]),
        given.get("origin"),
        str(given.get("note", "")),
        bool(given.get("greatly", False)),
    )


def _state(states: tuple[str, ...], name: Any) -> int:
    """Position of a named state."""
    if str(name) not in states:
        raise StabilityError(f"moves: no state is named '{name}'")
    return states.index(str(name))


def _known_people(given: Mapping[str, Any], people: tuple[str, ...]) -> None:
    """Refuse entries for somebody who is no decision maker."""
    for name in given:
        if name not in people:
            raise StabilityError(f"model document: no decision maker is named '{name}'")
