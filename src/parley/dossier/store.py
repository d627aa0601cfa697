"""A dossier on disk: one folder of plain YAML per process, read fast and written readably.

::

    process.yaml   sources/ID.md   parties.yaml   people.yaml   issues.yaml   positions.yaml
    levers.yaml    constraints.yaml   meetings.yaml (meetings, order)   assessments.yaml
    parallels.yaml   moves.yaml (moves, preferences)   estimates.yaml
    scenarios.yaml

A source file is a YAML header between two lines of three dashes, then the text as read, byte for
byte. Lists that are empty may be absent. Comments and layout made by hand survive a save as far as
the entries they belong to do.
"""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from parley.dossier import schema
from parley.dossier.yaml_text import merged_text, parse
from parley.errors import DossierError

FILES: dict[str, tuple[str, ...]] = {
    "parties.yaml": ("parties",),
    "people.yaml": ("people",),
    "issues.yaml": ("issues",),
    "positions.yaml": ("positions",),
    "levers.yaml": ("levers",),
    "constraints.yaml": ("constraints",),
    "meetings.yaml": ("meetings", "order"),
    "assessments.yaml": ("assessments",),
    "parallels.yaml": ("parallels",),
    "moves.yaml": ("moves", "preferences"),
    "estimates.yaml": ("estimates",),
    "scenarios.yaml": ("scenarios",),
}
"""The lists in each file. A file with one list is that list; with two, a mapping of both."""

MODELS: dict[str, type[BaseModel]] = {
    "parties": schema.Party,
    "people": schema.Person,
    "issues": schema.Issue,
    "positions": schema.Position,
    "levers": schema.Lever,
    "constraints": schema.Constraint,
    "meetings": schema.Meeting,
    "order": schema.Order,
    "assessments": schema.Assessment,
    "parallels": schema.Parallel,
    "moves": schema.Move,
    "preferences": schema.Preference,
    "estimates": schema.Estimate,
    "scenarios": schema.Scenario,
}
"""The kind of entry in each list."""

_Model = TypeVar("_Model", bound=BaseModel)
_FENCE = "---\n"


def load(folder: str | os.PathLike[str]) -> schema.Dossier:
    """Read a dossier folder.

    Parameters
    ----------
    folder : path
        Folder that holds `process.yaml`.

    Returns
    -------
    parley.dossier.schema.Dossier
        Rules within an entry hold; rules across entries are for `parley.dossier.check`. Sources
        come in the order of their ids, numbers in them counted as numbers.

    Raises
    ------
    DossierError
        One line naming file, entry, rule and value: no such folder, text that is not UTF-8 or not
        YAML, a repeated key, an unknown field or file, a bad value, a newer `schema_version`.
    """
    root = Path(folder)
    if not (root / "process.yaml").is_file():
        raise DossierError(f"{root}: not a dossier folder (no process.yaml in it)")
    unknown = sorted(
        p.name
        for p in root.iterdir()
        if p.suffix in (".yaml", ".yml") and p.name not in FILES and p.name != "process.yaml"
    )
    if unknown:
        raise DossierError(
            f"{root / unknown[0]}: not a file of a dossier; known are process.yaml, "
            + ", ".join(FILES)
        )
    lists: dict[str, Any] = {"process": _read_process(root / "process.yaml")}
    for name, keys in FILES.items():
        if (root / name).is_file():
            lists |= _read_lists(root / name, keys)
    found = [p for p in (root / "sources").glob("*.md") if not p.name.startswith(".")]
    texts = sorted(found, key=lambda p: source_order(p.stem))
    lists["sources"] = tuple(_read_source(p) for p in texts)
    return schema.Dossier.model_construct(**{**_empty(), **lists})


def save(
    dossier: schema.Dossier,
    folder: str | os.PathLike[str],
    *,
    since: schema.Dossier | None = None,
) -> None:
    """Write a dossier into a folder: whole, or not at all.

    Every file is first written beside its target under a temporary name and flushed to disk, then
    all are renamed into place; when anything fails, the folder is put back as it was. Files whose
    content is the same are not touched. (A power cut between two of the renames can leave new and
    old files side by side, each of them whole.)

    Parameters
    ----------
    dossier : Dossier
        Sources are written in the order of their ids.
    folder : path
        Made when absent.
    since : Dossier, optional
        The record as it lies in the folder: lists that are the very same objects in both are not
        looked at, so that one entry of a large record is saved at once.

    Raises
    ------
    DossierError
        When a text cannot be stored, an existing file cannot be read, two sources share an id, the
        folder holds a source that the dossier lacks (a save never removes a report), or the disk
        refuses.
    """
    root = Path(folder)
    contents = _contents(dossier, root, since)
    made = [p for p in (root / "sources", root, *root.parents) if not p.exists()]
    try:
        (root / "sources").mkdir(parents=True, exist_ok=True)
        _replace_all(root, contents)
    except OSError as error:
        for path in made:
            _quietly(path.rmdir)
        raise DossierError(f"{root}: dossier not saved: {error.strerror or error}") from error


def source_order(key: str) -> list[tuple[int, str]]:
    """Sort key of the ids of sources: numbers within them count as numbers.

    Examples
    --------
    >>> sorted(["r10", "r2", "r1-2", "r1"], key=source_order)
    ['r1', 'r1-2', 'r2', 'r10']
    """
    parts = re.split(r"([0-9]+)", key)
    return [(int(p), p) if i % 2 else (-1, p) for i, p in enumerate(parts)]


def one_line(error: ValidationError, where: str) -> DossierError:
    """Turn the first complaint of pydantic into one line: where, field, rule, value."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    rule = " ".join(first["msg"].removeprefix("Value error, ").split())
    if first["type"] == "extra_forbidden":
        return DossierError(f"{where}: unknown field {field!r}")
    if first["type"] == "missing":
        return DossierError(f"{where}: field {field!r} is missing")
    rule = rule[:1].lower() + rule[1:]
    if first["type"] == "value_error":
        return DossierError(f"{where}: {f'{field}: ' if field else ''}{rule}")
    value = repr(first["input"])
    value = value if len(value) <= 80 else value[:77] + "..."
    return DossierError(f"{where}: {field}: {rule}, got {value}")


def plain(item: BaseModel) -> dict[str, Any]:
    """Mapping of an entry as written: no defaults, what it says first, what it rests on last."""
    full = item.model_dump()
    kept = item.model_dump(exclude_defaults=True)
    always = ("id", "review") if isinstance(item, schema.Entry | schema.Order) else ()
    last = [k for k in schema.Entry.model_fields if k in full and k not in ("id", "review")]
    order = sorted(full, key=lambda k: (k in last, k not in always))
    return {k: _lists(full[k]) for k in order if k in kept or k in always}


def _empty() -> dict[str, Any]:
    """Every list of a dossier, empty."""
    return {name: () for name in schema.Dossier.model_fields if name != "process"}


def _lists(value: Any) -> Any:
    """The value with tuples turned into lists, as YAML knows them."""
    if isinstance(value, tuple | list):
        return [_lists(v) for v in value]
    if isinstance(value, dict):
        return {k: _lists(v) for k, v in value.items()}
    return value


def _text_of(path: Path) -> str:
    """The text of a file; a byte order mark at its start is dropped."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DossierError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise DossierError(f"{path}: cannot be read: {error.strerror}") from error


def _valid(model: type[_Model], item: Any, where: str) -> _Model:
    """The item as a model; DossierError in one line when a rule is broken."""
    if not isinstance(item, Mapping):
        raise DossierError(f"{where}: must be a mapping of fields, got {type(item).__name__}")
    try:
        return model.model_validate(item)
    except ValidationError as error:
        raise one_line(error, where) from error


def _read_process(path: Path) -> schema.Process:
    """The process file, its schema version checked first."""
    data = parse(_text_of(path), str(path))
    version = data.get("schema_version", 1) if isinstance(data, Mapping) else 1
    if isinstance(version, int) and not 1 <= version <= schema.SCHEMA_VERSION:
        raise DossierError(
            f"{path}: schema_version: this program reads 1 to {schema.SCHEMA_VERSION}, "
            f"got {version}; a later Parley may read it"
        )
    return _valid(schema.Process, data, str(path))


def _read_lists(path: Path, keys: tuple[str, ...]) -> dict[str, tuple[BaseModel, ...]]:
    """The lists of one file, each entry checked on its own."""
    data = parse(_text_of(path), str(path))
    if data is None:
        data = {} if len(keys) > 1 else []
    if len(keys) == 1:
        data = {keys[0]: data}
    if not isinstance(data, Mapping) or set(data) - set(keys):
        raise DossierError(f"{path}: must be a mapping with the keys {' and '.join(keys)}")
    found = {}
    for key in keys:
        items = data.get(key) or []
        if not isinstance(items, list):
            raise DossierError(f"{path}: must be a list of entries, got {type(items).__name__}")
        found[key] = tuple(
            _valid(MODELS[key], item, f"{path}: {_name_of(key, i, item)}")
            for i, item in enumerate(items)
        )
    return found


def _name_of(key: str, i: int, item: Any) -> str:
    """How an error names an entry: by its id, else by its place."""
    if isinstance(item, Mapping) and isinstance(item.get("id"), str):
        return f"entry {item['id']!r}"
    return f"{key} number {i + 1}"


def _read_source(path: Path) -> schema.Source:
    """One source: header, then text as read."""
    text = _text_of(path)
    end = text.find("\n" + _FENCE, len(_FENCE) - 1)
    if not text.startswith(_FENCE) or end < 0:
        raise DossierError(f"{path}: a source begins with a header between two lines of '---'")
    head = parse(text[len(_FENCE) : end + 1], str(path))
    if not isinstance(head, Mapping) or "text" in head:
        raise DossierError(f"{path}: the header must be a mapping of fields other than text")
    if head.get("id") != path.stem:
        raise DossierError(f"{path}: id must be the file's name {path.stem!r}: {head.get('id')!r}")
    return _valid(schema.Source, {**head, "text": text[end + 1 + len(_FENCE) :]}, str(path))


def _contents(
    dossier: schema.Dossier, root: Path, since: schema.Dossier | None
) -> dict[str, bytes]:
    """What each file shall hold, by its name under the folder; only files that change."""
    wanted: dict[str, Any] = {"process.yaml": _process(dossier.process)}
    for name, keys in FILES.items():
        if since is not None and all(getattr(dossier, k) is getattr(since, k) for k in keys):
            continue
        lists = {key: [plain(item) for item in getattr(dossier, key)] for key in keys}
        if any(lists.values()) or (root / name).exists():
            wanted[name] = lists if len(keys) > 1 else lists[keys[0]]
    texts = {}
    for name, data in wanted.items():
        path = root / name
        texts[name] = merged_text(data, _text_of(path) if path.exists() else None, str(path))
    if since is None or dossier.sources is not since.sources:
        texts |= _sources(dossier, root)
    try:
        coded = {name: text.encode() for name, text in texts.items()}
    except UnicodeEncodeError as error:
        raise DossierError(f"{root}: a text holds half of a surrogate pair: {error}") from error
    return {n: b for n, b in coded.items() if not _holds(root / n, b)}


def _sources(dossier: schema.Dossier, root: Path) -> dict[str, str]:
    """The text of every source's file, by its name under the folder."""
    texts = {}
    ids = [s.id for s in dossier.sources]
    if len(set(ids)) != len(ids):
        twice = next(i for i in ids if ids.count(i) > 1)
        raise DossierError(f"source {twice!r}: two sources have this id")
    for path in sorted((root / "sources").glob("*.md")):
        if path.stem not in ids and not path.name.startswith("."):
            raise DossierError(f"{path}: the dossier to save lacks this source; nothing was saved")
    for source in sorted(dossier.sources, key=lambda s: source_order(s.id)):
        head = _lists(source.model_dump(exclude={"text"}, exclude_none=True))
        if not source.copies:
            del head["copies"]
        where = str(root / "sources" / f"{source.id}.md")
        texts[f"sources/{source.id}.md"] = (
            _FENCE + merged_text(head, None, where) + _FENCE + source.text
        )
    return texts


def _process(process: schema.Process) -> dict[str, Any]:
    """The process as written: every field, so that the file shows what is still unknown."""
    data: dict[str, Any] = _lists(process.model_dump())
    for field in ("sides_evidence", "ceasefire_evidence", "in_ceasefire"):
        if not data[field]:
            del data[field]
    return data


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file already holds exactly this."""
    return path.is_file() and path.read_bytes() == content


def _replace_all(root: Path, contents: Mapping[str, bytes]) -> None:
    """Write all files under temporary names, then rename them all; undo the renames on failure."""
    staged = {name: _beside(root / name, "new") for name in contents}
    kept = {name: _beside(root / name, "old") for name in contents}
    done: list[str] = []
    try:
        for name, content in contents.items():
            with staged[name].open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for name in contents:
            if (root / name).exists():
                _keep(root / name, kept[name])
        for name in contents:
            done.append(name)
            os.replace(staged[name], root / name)
        for folder in (root, root / "sources"):
            _sync_folder(folder)
    except BaseException:
        for name in done:
            if kept[name].exists():
                os.replace(kept[name], root / name)
            elif not staged[name].exists():
                _quietly((root / name).unlink)
        raise
    finally:
        for path in (*staged.values(), *kept.values()):
            if path.exists():
                _quietly(path.unlink)


def _beside(path: Path, what: str) -> Path:
    """A hidden temporary name in the same folder."""
    return path.with_name(f".{path.name}.{os.getpid()}.{what}")


def _keep(path: Path, copy: Path) -> None:
    """Keep the old content under a second name, by a link where the file system has them."""
    copy.unlink(missing_ok=True)
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _sync_folder(folder: Path) -> None:
    """Flush the names in a folder to disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _quietly(action: Any) -> None:
    """Tidy up without hiding the error that led here."""
    try:
        action()
    except OSError:
        return
