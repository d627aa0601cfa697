"""Forms: the fields of an entry as a page offers them, and what a page sends back as plain data."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel

from parley.dossier.schema import Dossier
from parley.dossier.yaml_text import parse
from parley.errors import DossierError

HIDDEN = frozenset(
    {
        "id",
        "review",
        "evidence",
        "judgement",
        "confidence",
        "rule",
        "schema_version",
        "differs_from",
    }
)
"""Fields that are not changed by hand here: what an entry is, and what it rests on."""
PARTIES, PEOPLE, ISSUES, MEETINGS = "parties", "people", "issues", "meetings"
REFERS = {
    "party": (PARTIES,), "holder": (PARTIES,), "target": (PARTIES,), "host": (PARTIES,),
    "binds": (PARTIES, PEOPLE), "issue": (ISSUES,), "before": (MEETINGS,), "after": (MEETINGS,),
    "by": (PARTIES, PEOPLE),
}  # fmt: skip
"""Fields that hold the id of an entry, and the lists it may be in."""
Kind = Literal["text", "long", "date", "number", "choice", "flag", "ids", "yaml"]


@dataclasses.dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    kind: Kind
    value: str
    choices: tuple[tuple[str, str], ...]
    """Value and label of each choice; for `ids`, what may be listed."""
    required: bool


def fields_of(dossier: Dossier, entry: BaseModel | type[BaseModel]) -> tuple[Field, ...]:
    """The fields of an entry, or of a new one when a class is given, that may be changed by hand.

    Examples
    --------
    >>> from parley.dossier.schema import Parallel, Process
    >>> d = Dossier(process=Process(title="x"))
    >>> [(f.name, f.kind, f.value) for f in fields_of(d, Parallel(id="p", name="P"))]
    [('name', 'text', 'P'), ('parties', 'yaml', ''), ('note', 'long', '')]
    """
    model = entry if isinstance(entry, type) else type(entry)
    given = None if isinstance(entry, type) else entry
    names = [n for n in model.model_fields if n not in HIDDEN]
    names.sort(key=lambda n: n == "note")
    return tuple(_field(dossier, model, given, n) for n in names)


def values(model: type[BaseModel], form: Mapping[str, str]) -> dict[str, Any]:
    """What a form says, field by field, as plain data; the schema checks it later.

    Parameters
    ----------
    model : class of the entry
    form : field name -> text; fields it lacks are left out

    Raises
    ------
    DossierError
        When a text that should be YAML is none, or a number is none.

    Examples
    --------
    >>> from parley.dossier.schema import Position
    >>> values(Position, {"salience": "0.5", "says": " ", "acceptable": "a, b", "other": "x"})
    {'acceptable': ['a', 'b'], 'salience': 0.5, 'says': None}
    """
    out: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if name in form and name not in HIDDEN:
            out[name] = _value(name, _kind(name, info.annotation), form[name])
    return out


def _field(dossier: Dossier, model: type[BaseModel], given: BaseModel | None, name: str) -> Field:
    """One field with its present value."""
    info = model.model_fields[name]
    kind = _kind(name, info.annotation)
    choices = _choices(dossier, given, name, info.annotation)
    required = info.is_required()
    value = getattr(given, name) if given is not None else None
    if given is None and not required:
        value = info.get_default(call_default_factory=True)
    if kind == "choice" and not required:
        choices = (("", "not stated"), *choices)
    return Field(name, _label(name), kind, _shown(kind, value), choices, required)


def _kind(name: str, annotation: Any) -> Kind:
    """How a field of this type is filled in."""
    bare = _bare(annotation)
    if name in REFERS or typing.get_origin(bare) is Literal or name in ("preferred", "now"):
        return "flag" if bare is bool else "choice"
    if bare is bool:
        return "flag"
    if bare is datetime.date:
        return "date"
    if bare in (float, int):
        return "number"
    if typing.get_origin(bare) is tuple:
        inner = _bare(typing.get_args(bare)[0])
        listed = name in (
            "acceptable",
            "red_lines",
            "also",
            "issues",
            "meetings",
            "about",
            "holders",
        )
        return "ids" if inner is str and (listed or name == "excludes") else "yaml"
    return "long" if name in ("note", "condition", "says", "agenda", "question") else "text"


def _bare(annotation: Any) -> Any:
    """The type without `None` and without its constraints."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(a for a in typing.get_args(annotation) if a is not type(None))
        else:
            return annotation


def _choices(
    dossier: Dossier, given: BaseModel | None, name: str, annotation: Any
) -> tuple[tuple[str, str], ...]:
    """What a field may hold, where that is a list."""
    bare = _bare(annotation)
    if typing.get_origin(bare) is Literal:
        return tuple((str(v), str(v).replace("_", " ")) for v in typing.get_args(bare))
    if name in ("preferred", "acceptable", "red_lines"):
        issue = next((i for i in dossier.issues if i.id == getattr(given, "issue", None)), None)
        return tuple((o.id, o.label) for o in issue.options) if issue else ()
    if name == "now":
        return tuple((o.id, o.label) for o in getattr(given, "options", ()))
    lists = REFERS.get(name, ())
    out = [(e.id, dossier.name_of(e.id)) for key in lists for e in getattr(dossier, key)]
    if name == "by":
        out.insert(0, ("source", "the source itself"))
    return tuple(out)


def _shown(kind: Kind, value: Any) -> str:
    """A value as the form shows it."""
    if value is None:
        return ""
    if kind == "flag":
        return "yes" if value else ""
    if kind == "ids":
        return ", ".join(value)
    if kind == "yaml":
        return _yaml(value)
    return str(value)


def _yaml(value: Any) -> str:
    """A list as YAML, one item a line."""
    import yaml

    plain = [v.model_dump(exclude_defaults=True) if isinstance(v, BaseModel) else v for v in value]
    for item in plain:
        if isinstance(item, dict):
            item.update({k: list(v) for k, v in item.items() if isinstance(v, tuple)})
    if not plain:
        return ""
    text = yaml.safe_dump(
        plain, allow_unicode=True, default_flow_style=None, sort_keys=False, width=10_000
    )
    return str(text).strip()


def _value(name: str, kind: Kind, text: str) -> Any:
    """What a text of a form says."""
    text = text.strip()
    if kind == "flag":
        return text not in ("", "no", "false")
    if kind == "ids":
        return [part.strip() for part in text.split(",") if part.strip()]
    if kind == "yaml":
        found = parse(text, name)
        return found if found is not None else []
    if not text:
        return None
    if kind == "number":
        try:
            return float(text)
        except ValueError as error:
            raise DossierError(f"{_label(name)}: must be a number, got {text!r}") from error
    return text


def _label(name: str) -> str:
    """A field's name as a label."""
    return name.replace("_", " ").capitalize()
