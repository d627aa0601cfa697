"""States, organisations, courts and legislatures by their names: what any report may mention."""

import functools
import re
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import Any, Literal

from parley.dossier.words import PartyKind

Form = Literal["name", "adjective", "people", "capital", "seat"]
_PARTS = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’.\-/][^\W_]+)*")
_NO_PLURAL = ("ese", "ish", "ss", "ch", "i", "que")


@dataclass(frozen=True, slots=True)
class Known:
    """A name in the table: whose it is and in what form."""

    key: str
    form: Form
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class Body:
    """A state, organisation, court or legislature of the table."""

    key: str
    name: str
    kind: PartyKind
    iso3: str | None = None
    home: str | None = None
    """For a legislature, the state it belongs to."""


@dataclass(frozen=True)
class Gazetteer:
    """The table, indexed by the first word of each name."""

    bodies: dict[str, Body]
    index: dict[str, list[tuple[tuple[str, ...], Known]]]
    """First word to the names that start with it, longest first."""
    past: dict[str, str]
    """State to the state of the past that had its capital."""


def facts(name: str) -> dict[str, Any]:
    """A table of general facts shipped beside this module."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files("parley.reading").joinpath("facts", name).read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=loader)
    return found


def _states_text() -> list[tuple[str, list[list[str]]]]:
    """Rows of facts/states.yaml: code and its four lists."""
    text = resources.files("parley.reading").joinpath("facts", "states.yaml").read_text("utf-8")
    rows = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        code, _, rest = line.partition(":")
        cells = [[x.strip() for x in c.split(",") if x.strip()] for c in rest.split("|")]
        rows.append((code, cells + [[] for _ in range(4 - len(cells))]))
    return rows


def ascii_fold(name: str) -> str:
    """The name without accents."""
    split = unicodedata.normalize("NFKD", name)
    return "".join(c for c in split if not unicodedata.combining(c))


@functools.cache
def gazetteer() -> Gazetteer:
    """Build the table once from CLDR and the facts shipped beside this module.

    Examples
    --------
    >>> gazetteer().bodies["KE"].name, gazetteer().bodies["KE"].iso3
    ('Kenya', 'KEN')
    """
    bodies: dict[str, Body] = {}
    names: dict[tuple[str, ...], Known] = {}

    def add(name: str, key: str, form: Form, kind: PartyKind) -> None:
        for spelling in {name, name.replace("’", "'"), ascii_fold(name).replace("’", "'")}:
            parts = tuple(_PARTS.findall(spelling))
            if parts:
                names.setdefault(parts, Known(key, form, kind))

    english, iso3 = _cldr()
    for code, (_, adjectives, others, seats) in _states_text():
        name = english.get(code) or next((o for o in others if not o.startswith("the ")), code)
        bodies[code] = Body(code, name, "state", iso3.get(code))
        for n in [name, *others]:
            add(n.removeprefix("the "), code, "name", "state")
        for n in adjectives:
            add(n, code, "adjective", "state")
            if not n.endswith(_NO_PLURAL) or n.endswith("i"):
                add(n + "s", code, "people", "state")
            if n.endswith(("ish", "ch")):
                add(n + "man", code, "people", "state")
        for n in seats:
            add(n.removeprefix("the "), code, "seat", "state")
    past: dict[str, str] = {}
    for code, (capitals, *_) in _states_text():
        for n in capitals:
            add(n, code, "capital", "state")
            first = names[tuple(_PARTS.findall(n))]
            if first.form == "capital" and first.key != code:
                past[first.key] = code
    for code, name in english.items():
        if code not in bodies:
            bodies[code] = Body(code, name, "state", iso3.get(code))
            add(name, code, "name", "state")
    _bodies(bodies, add)
    index: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    for parts, known in names.items():
        index.setdefault(parts[0], []).append((parts[1:], known))
    for rest in index.values():
        rest.sort(key=lambda r: -len(r[0]))
    return Gazetteer(bodies, index, past)


def _bodies(bodies: dict[str, Body], add: Any) -> None:
    """Organisations, courts and legislatures."""
    table = facts("bodies.yaml")
    kinds: tuple[PartyKind, ...] = ("organisation", "court")
    for kind in kinds:
        for key, spellings in table[kind].items():
            bodies[key] = Body(key, spellings[0].removeprefix("the "), kind)
            for n in spellings:
                add(n.removeprefix("the "), key, "name", kind)
    for key, cities in table["seat"].items():
        for n in cities:
            add(n, key, "capital", "organisation")
    for home, spellings in table["legislature"].items():
        key = f"{home}-{spellings[0].split()[-1].lower()}"
        bodies[key] = Body(key, spellings[0].removeprefix("the "), "organisation", None, home)
        for n in spellings:
            add(n.removeprefix("the "), key, "name", "organisation")


def _cldr() -> tuple[dict[str, str], dict[str, str]]:
    """English territory names by alpha-2 code and alpha-3 codes by alpha-2, from CLDR."""
    from babel import Locale
    from babel.core import get_global

    names = {}
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in NOT_STATES:
            names[code] = _TIDY.get(code, str(name).replace(" & ", " and "))
    iso3: dict[str, str] = {}
    for old, new in get_global("territory_aliases").items():
        if len(old) == 3 and old.isalpha() and len(new) == 1:
            iso3.setdefault(str(new[0]), str(old))
    return names, iso3 | _ISO3


NOT_STATES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "TA", "CP", "DG", "EA", "IC", "AQ",
               "CQ", "BV", "HM", "UM", "IO", "GS", "TF", "GF", "GP", "MQ", "RE", "YT"}  # fmt: skip
_TIDY = {
    "MM": "Myanmar", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo",
    "PS": "Palestinian territories", "TR": "Türkiye", "CI": "Côte d'Ivoire", "HK": "Hong Kong",
    "MO": "Macau",
}  # fmt: skip
_ISO3 = {"RO": "ROU", "TL": "TLS", "CD": "COD", "RS": "SRB", "YE": "YEM", "MM": "MMR", "DE": "DEU",
         "FR": "FRA", "RU": "RUS", "BF": "BFA", "BJ": "BEN", "VN": "VNM", "XK": "XKX"}  # fmt: skip
