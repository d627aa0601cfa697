"""Which reader or writer fits a scenario's text, by suffix and content. Texts in, texts out."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from parley.errors import DealError, MissingLibraryError
from parley.models.deals.genius import read_genius, write_genius
from parley.models.deals.model import DealModel, Issue, make_model
from parley.models.deals.neutral import from_document, to_document
from parley.models.deals.others import (
    read_geniusweb,
    read_negmas,
    write_geniusweb,
    write_negmas,
)
from parley.models.deals.uncertainty import Spreads

SUFFIXES = (".json", ".yaml", ".yml", ".xml", ".csv")
NO_DEAL = "no deal"


def read_scenario(
    text: str,
    suffix: str,
    profiles: Sequence[str] = (),
    *,
    parties: Sequence[str] | None = None,
    name: str = "",
) -> tuple[DealModel, Spreads | None]:
    r"""Read a scenario: Parley JSON or YAML, Genius XML, GeniusWeb JSON, NegMAS YAML, or CSV.

    Parameters
    ----------
    text : str
        The scenario, or the domain where parties have profiles of their own.
    suffix : str
        .json, .yaml, .yml, .xml or .csv, as the file's name ends.
    profiles : texts
        One per party, for a domain.
    parties : names, optional
        Names of the parties for a domain.
    name : str
        What the problem is called where the text does not say.

    Raises
    ------
    DealError
        Naming what breaks a rule.

    Examples
    --------
    >>> text = "issue,option,A,B\nline,x,1,0\nline,y,0,1\nno deal,,0,0\n"
    >>> model, _ = read_scenario(text, ".csv")
    >>> model.parties, model.n_packages
    (('A', 'B'), 2)
    """
    suffix = suffix.lower()
    if suffix == ".xml":
        return read_genius(text, profiles, parties=parties, name=name), None
    if suffix == ".csv":
        return read_csv(text, name=name), None
    if suffix not in SUFFIXES:
        raise DealError(f"scenario: suffix must be one of {', '.join(SUFFIXES)}, got '{suffix}'")
    load = load_json if suffix == ".json" else load_yaml
    document = load(text, "scenario")
    if profiles:
        others = [load(p, f"profile {k + 1}") for k, p in enumerate(profiles)]
        if isinstance(document, Mapping) and "issuesValues" in document:
            return read_geniusweb(document, others, parties=parties), None
        return read_negmas(document, others, parties=parties, name=name), None
    model, spreads = from_document(document)
    if not model.name:
        model = from_document({**document, "name": name})[0]
    return model, spreads


def write_scenario(model: DealModel, filename: str) -> dict[str, str]:
    """Write a scenario as {file name: text}; a Genius domain comes with a file per party.

    `NAME.json` and `NAME.yaml` are Parley's own; `NAME.geniusweb.json` and `NAME.negmas.yaml` those
    of the tools, each with a file per party.

    Examples
    --------
    >>> sorted(write_scenario(make_model([[[1, 0]]], [0]), "a.xml"))
    ['a.xml', 'a_party1.xml']
    """
    stem, dot, suffix = filename.rpartition(".")
    if suffix == "csv":
        return {filename: write_csv(model)}
    if suffix == "xml":
        domain, profiles = write_genius(model)
        return _family(stem, ".xml", domain, profiles)
    if filename.endswith(".geniusweb.json"):
        document, others = write_geniusweb(model)
        return _family(stem, ".json", dump_json(document), [dump_json(o) for o in others])
    if filename.endswith((".negmas.yaml", ".negmas.yml")):
        document, others = write_negmas(model)
        return _family(stem, f".{suffix}", dump_yaml(document), [dump_yaml(o) for o in others])
    if suffix == "json":
        return {filename: dump_json(to_document(model))}
    if suffix in ("yaml", "yml"):
        return {filename: dump_yaml(to_document(model))}
    raise DealError(f"export: suffix must be one of {', '.join(SUFFIXES)}, got '{dot}{suffix}'")


def read_csv(text: str, *, name: str = "") -> DealModel:
    """Read a table of worths: columns issue, option, then one per party; a row 'no deal'.

    A cell may start with an apostrophe (as spreadsheets' formula escapes do); it is dropped.

    Raises
    ------
    DealError
        If a column is missing, a worth is no number, or the row 'no deal' is missing or twice.
    """
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    if not rows or [c.strip().lower() for c in rows[0][:2]] != ["issue", "option"]:
        raise DealError("CSV: the first row must be issue,option, and a column per party")
    parties = [_plain(c) for c in rows[0][2:]]
    issues: dict[str, dict[str, list[Any]]] = {}
    held: list[Any] | None = None
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            raise DealError(f"CSV row {line}: {len(rows[0])} cells are needed, got {len(row)}")
        issue, option = _plain(row[0]), _plain(row[1])
        worths = [
            _worth(cell, f"CSV row {line}: worth of '{option}' of '{issue}' to '{party}'")
            for cell, party in zip(row[2:], parties, strict=True)
        ]
        if issue.lower() == NO_DEAL:
            if held is not None:
                raise DealError(f"CSV row {line}: '{NO_DEAL}' is given twice")
            held = worths
        elif option in issues.setdefault(issue, {}):
            raise DealError(f"CSV row {line}: option '{option}' of '{issue}' is given twice")
        else:
            issues[issue][option] = worths
    if held is None:
        raise DealError(f"CSV: a row '{NO_DEAL}' with the reservation values is needed")
    return make_model(
        [list(zip(*options.values(), strict=True)) for options in issues.values()],
        held,
        parties=parties,
        issues=[Issue(i, tuple(options)) for i, options in issues.items()],
        name=name,
    )


def write_csv(model: DealModel) -> str:
    """Write the table of worths that `read_csv` reads; cells a spreadsheet would run are escaped.

    Raises
    ------
    DealError
        If the model has more than additive worths and unanimous consent.
    """
    if model.interactions or model.red_lines or model.quorum:
        raise DealError("CSV holds additive worths and unanimous consent only")
    if model.veto != frozenset(range(model.n_parties)):
        raise DealError("CSV holds additive worths and unanimous consent only")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["issue", "option", *(_safe(p) for p in model.parties)])
    for issue, table in zip(model.issues, model.tables, strict=True):
        for o, option in enumerate(issue.options):
            writer.writerow([_safe(issue.name), _safe(option), *table[:, o].tolist()])
    writer.writerow([NO_DEAL, "", *model.reservation.tolist()])
    return out.getvalue()


def load_json(text: str, what: str) -> Any:
    """A JSON document; NaN and infinities are refused."""

    def refuse(word: str) -> None:
        raise DealError(f"{what}: every number must be finite, got {word}")

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise DealError(f"{what}: broken JSON ({error})") from error


def load_yaml(text: str, what: str) -> Any:
    """A YAML document."""
    yaml = _yaml()
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise DealError(f"{what}: broken YAML ({' '.join(str(error).split())})") from error


def dump_json(document: object) -> str:
    """JSON text."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def dump_yaml(document: object) -> str:
    """YAML text, keys in the order given."""
    return str(_yaml().safe_dump(document, sort_keys=False, allow_unicode=True))


def _yaml() -> Any:
    """PyYAML, or what to install."""
    try:
        import yaml
    except ImportError as error:
        raise MissingLibraryError("YAML needs the library pyyaml: pip install pyyaml") from error
    return yaml


def _family(stem: str, suffix: str, domain: str, profiles: Sequence[str]) -> dict[str, str]:
    """A domain and a file per party."""
    return {f"{stem}{suffix}": domain} | {
        f"{stem}_party{k + 1}{suffix}": text for k, text in enumerate(profiles)
    }


def _plain(cell: str) -> str:
    """A cell without its escape."""
    cell = cell.strip()
    return cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell


def _safe(cell: str) -> str:
    """A cell that a spreadsheet takes as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def _worth(cell: str, where: str) -> int | float:
    """A number, whole where it is written whole."""
    try:
        return int(cell) if cell.strip().lstrip("+-").isdigit() else float(cell)
    except ValueError as error:
        raise DealError(f"{where}: must be a number, got '{cell}'") from error
