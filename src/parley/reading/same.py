"""Names that turn out to mean one party: capitals of states of the past, short names."""

import dataclasses

from parley.reading.entities import Entity, Registry
from parley.reading.gazetteer import gazetteer
from parley.reading.lexicon import words

_GENERAL = words("national united free new peoples people democratic liberation rebel")


def join_names(registry: Registry) -> None:
    """Move mentions to the party they mean, once all names of the report are known.

    The capital of two states in turn ("Hanoi") means the older one where only that one is named
    otherwise; a body's short name ("Ulster Unionists") means the body whose full name starts so.
    """
    for modern, old in gazetteer().past.items():
        if old in registry.entities and modern in registry.entities:
            now = registry.entities[modern]
            if all(m.form in ("capital", "people") or m.acting < 0.6 for m in now.mentions):
                for form in ("capital", "people"):
                    _move(registry, now, registry.entities[old], form)
    bodies = [e for e in registry.parties if e.key == e.name and e.kind != "group"]
    for e in bodies:
        longer = next((f for f in bodies if f is not e and _starts(f.name, e.name)), None)
        if longer is not None:
            _move(registry, e, longer)


def _starts(full: str, short: str) -> bool:
    """Whether a full name starts with all the words of a short one, plural or not."""
    a, b = ([w.lower().rstrip("s") for w in n.split()] for n in (full, short))
    return len(a) > len(b) and a[: len(b)] == b and not set(b) <= _GENERAL


def _move(registry: Registry, e: Entity, to: Entity, form: str | None = None) -> None:
    """Give the mentions of one entity, or those of one form, to another; drop it when bare."""
    moved = [m for m in e.mentions if form is None or m.form == form]
    e.mentions = [m for m in e.mentions if form is not None and m.form != form]
    to.mentions += [dataclasses.replace(m, key=to.key) for m in moved]
    to.mentions.sort(key=lambda m: m.start)
    if not form:
        to.aliases.update(dict.fromkeys([e.name, *e.aliases]))
        registry.parties.remove(e)
        del registry.entities[e.key]
