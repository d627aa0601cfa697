"""Who refers to whom: every id that one part of a dossier gives for another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parley.dossier.schema import Dossier, Entry, Order

PARTY = ("parties",)
ACTOR = ("parties", "people")
ANY = (
    "parties", "people", "issues", "positions", "levers", "constraints", "meetings",
    "assessments", "parallels", "moves", "preferences",
)  # fmt: skip
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "people": {"party": PARTY},
    "issues": {"holders": PARTY},
    "positions": {"party": PARTY, "issue": ("issues",)},
    "levers": {"holder": ACTOR, "target": ACTOR, "issue": ("issues",)},
    "constraints": {"binds": ANY, "also": ANY, "meetings": ("meetings",), "issues": ("issues",)},
    "meetings": {"host": ACTOR},
    "assessments": {"about": ANY},
    "moves": {"party": PARTY, "excludes": ("moves",)},
    "preferences": {"party": PARTY},
}
"""Fields of each kind of entry that hold ids, and the lists these may be in."""
OPERATORS = frozenset({"not", "and", "or", "if", "iff", "only"})
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Reference(NamedTuple):
    """One id given for another entry: by whom, in which field, and in which lists it may be."""

    by: Entry | Order | None
    """None for the process itself."""
    where: str
    field: str
    id: str
    lists: tuple[str, ...]


def name_of_entry(kind: str, entry: Entry) -> str:
    """How messages name an entry: `position 'RU-crimea'`.

    Examples
    --------
    >>> from parley.dossier.schema import Parallel
    >>> name_of_entry("parallels", Parallel(id="p1", name="P"))
    "parallel 'p1'"
    """
    singular = {"parties": "party", "people": "person"}.get(kind, kind.removesuffix("s"))
    return f"{singular} {entry.id!r}"


def references(dossier: Dossier) -> Iterator[Reference]:
    """Yield every reference by id, in file order.

    Options of an issue are not among them, nor `differs_from`: what somebody rejected may have
    told the same thing otherwise.

    Parameters
    ----------
    dossier : Dossier
        The record to go through.

    Yields
    ------
    Reference
        With the lists the id may be found in. `assessments[].by` is left out where it says
        "source".

    Examples
    --------
    >>> from parley.dossier.schema import Dossier, Person, Process
    >>> d = Dossier(process=Process(title="x"), people=(Person(id="p", name="P", party="A"),))
    >>> [(r.where, r.field, r.id) for r in references(d)]
    [("person 'p'", 'party', 'A')]
    """
    for side in dossier.process.sides:
        for party in side:
            yield Reference(None, "process", "sides", party, PARTY)
    for kind in ANY:
        for entry in getattr(dossier, kind):
            where = name_of_entry(kind, entry)
            for field, ids, lists in _fields(kind, entry):
                for key in ids:
                    if key is not None:
                        yield Reference(entry, where, field, key, lists)
    for order in dossier.order:
        where = f"order {order.before!r} before {order.after!r}"
        yield Reference(order, where, "before", order.before, ("meetings",))
        yield Reference(order, where, "after", order.after, ("meetings",))


_Fields = Iterator[tuple[str, tuple["str | None", ...], tuple[str, ...]]]


def _fields(kind: str, e: "Entry") -> _Fields:
    """Fields of an entry that hold ids: name, ids, lists they may be in."""
    for field, lists in FIELDS.get(kind, {}).items():
        value = getattr(e, field)
        yield field, value if isinstance(value, tuple) else (value,), lists
    if kind == "issues":
        for option in e.options:  # type: ignore[attr-defined]
            yield f"options.{option.id}.consent", option.consent, PARTY
    elif kind == "meetings":
        for seat in e.seats:  # type: ignore[attr-defined]
            yield "seats", seat.any_of, ACTOR
    elif kind == "assessments" and e.by != "source":  # type: ignore[attr-defined]
        yield "by", (e.by,), ACTOR  # type: ignore[attr-defined]
    elif kind == "preferences":
        names = _NAME.findall(e.statement)  # type: ignore[attr-defined]
        yield "statement", tuple(n for n in names if n.lower() not in OPERATORS), ("moves",)
