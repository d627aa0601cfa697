"""One change of one entry: where it stands, what it becomes, the line for the log."""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from parley.dossier.log import Action, Decision
from parley.dossier.references import references
from parley.dossier.schema import LISTS, Dossier
from parley.dossier.store import MODELS, one_line
from parley.errors import DossierError

FIXED = {"id", "review", "schema_version"}
"""Fields that no edit changes."""
WHOLE = "entry"
"""The field of a decision that is about a whole entry: adding one, or taking that back."""


def keys(dossier: Dossier) -> list[str]:
    """Keys of all entries that have a review state, in file order.

    Examples
    --------
    >>> from parley.dossier.schema import Order, Parallel, Process
    >>> keys(Dossier(process=Process(title="x"), order=(Order(before="m1", after="m2"),),
    ...              parallels=(Parallel(id="p", name="P"),)))
    ['order/m1>m2', 'parallels/p']
    """
    return [key_of(name, item) for name in LISTS for item in getattr(dossier, name)]


def key_of(name: str, item: Any) -> str:
    """Key of an item of a list."""
    return f"{name}/{item.before}>{item.after}" if name == "order" else f"{name}/{item.id}"


def entry_of(dossier: Dossier, key: str) -> Any:
    """Return the entry of a key, an id that only one entry has, or `process`.

    Raises
    ------
    DossierError
        When no entry, or more than one, has it.
    """
    name, index = _place(dossier, key)
    return dossier.process if index is None else getattr(dossier, name)[index]


def list_of(kind: str) -> str:
    """Name of the list for a kind of entry in the singular or plural.

    Examples
    --------
    >>> list_of("party"), list_of("levers"), list_of("person")
    ('parties', 'levers', 'people')
    """
    single = {"party": "parties", "person": "people", "demand": "positions"}
    name = single.get(kind, kind if kind in LISTS else f"{kind}s")
    if name not in LISTS:
        known = ", ".join({v: k for k, v in single.items()}.get(x, x.rstrip("s")) for x in LISTS)
        raise DossierError(f"no kind of entry {kind!r}; kinds are {known}")
    return name


def apply(
    dossier: Dossier,
    about: Decision,
    action: Action,
    value: Any,
    who: str,
    when: datetime.datetime,
    why: str | None,
) -> tuple[Dossier, Decision]:
    """Give what a decision is about the value; a whole entry comes, or goes when it is None."""
    if about.field != WHOLE:
        return change(dossier, about.entry, about.field, value, action, who, when, why)
    name = about.entry.partition("/")[0]
    if value is None:
        after, gone = without(dossier, about.entry), entry_of(dossier, about.entry)
        before = gone.model_dump(mode="json")
    else:
        if about.entry in keys(dossier):
            raise DossierError(f"entry {about.entry!r}: is there already")
        try:
            entry = MODELS[name].model_validate(value)
        except (KeyError, ValidationError) as error:
            raise DossierError(f"entry {about.entry!r}: cannot be added as logged") from error
        after = dossier.model_copy(update={name: (*getattr(dossier, name), entry)})
        before = None
    return after, Decision(
        when=when, who=who, action=action, entry=about.entry, field=WHOLE, why=why,
        before=before, after=value,
    )  # fmt: skip


def without(dossier: Dossier, key: str) -> Dossier:
    """The dossier without one entry that nothing refers to."""
    name, index = _place(dossier, key)
    items = getattr(dossier, name)
    gone = items[index]
    if name != "order":
        for r in references(dossier):
            if r.id == gone.id and name in r.lists and r.by is not gone:
                raise DossierError(f"entry {key!r}: cannot go, {r.where} refers to it")
    return dossier.model_copy(update={name: tuple(e for e in items if e is not gone)})


def new_id(name: str, data: Mapping[str, Any], taken: set[str]) -> str:
    """A free id made of the entry's name, else of its kind and whom it is about."""
    single = {"parties": "party", "people": "person"}.get(name, name.removesuffix("s"))
    whom = [str(data[f]) for f in ("party", "holder", "by", "issue", "target") if data.get(f)]
    words = data.get("name") or data.get("label") or "-".join([single, *whom])
    plain = unicodedata.normalize("NFKD", str(words)).encode("ascii", "ignore").decode().lower()
    wish = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or single
    key, n = wish, 2
    while key.casefold() in taken:
        key, n = f"{wish}-{n}", n + 1
    return key


def _place(dossier: Dossier, key: str) -> tuple[str, int | None]:
    """List and index of a key; ("process", None) for the process."""
    if key == "process":
        return "process", None
    found = [
        (name, i)
        for name in LISTS
        for i, item in enumerate(getattr(dossier, name))
        if key == key_of(name, item) or ("/" not in key and key == getattr(item, "id", None))
    ]
    if not found:
        raise DossierError(f"review: no entry {key!r} in the dossier")
    if len(found) > 1:
        raise DossierError(f"review: {key!r} is the id of {len(found)} entries; write LIST/ID")
    return found[0]


def change(
    dossier: Dossier,
    key: str,
    field: str,
    value: Any,
    action: Action,
    who: str,
    when: datetime.datetime,
    why: str | None,
) -> tuple[Dossier, Decision]:
    """The dossier with one field of one entry changed, and the decision that says so."""
    name, index = _place(dossier, key)
    old = dossier.process if index is None else getattr(dossier, name)[index]
    full = name if index is None else key_of(name, old)
    if field not in type(old).model_fields:
        known = ", ".join(f for f in type(old).model_fields if f not in FIXED)
        raise DossierError(f"entry {key!r}: no field {field!r}; fields are {known}")
    try:
        new = type(old).model_validate({**old.model_dump(), field: value})
    except ValidationError as error:
        raise one_line(error, f"entry {key!r}") from error
    decision = Decision(
        when=when, who=who, action=action, entry=full, field=field, why=why,
        before=old.model_dump(mode="json")[field], after=new.model_dump(mode="json")[field],
    )  # fmt: skip
    if index is None:
        return dossier.model_copy(update={"process": new}), decision
    items = getattr(dossier, name)
    return dossier.model_copy(update={name: (*items[:index], new, *items[index + 1 :])}), decision
