"""Text to YAML data and back: strict reading with PyYAML, readable writing with ruamel.yaml."""

import functools
import io
import re
from collections.abc import Mapping
from typing import Any

from parley.errors import DossierError

MOST_SPLICED = 20
"""Entries of a list that are written anew one by one; more, and the list is merged whole."""
MOST_NODES = 1_000_000
"""Values in one document, with those that aliases repeat."""


def parse(text: str, where: str) -> Any:
    r"""Read one YAML document.

    Parameters
    ----------
    text : str
        The document; empty text is None.
    where : str
        Name of the file for messages.

    Returns
    -------
    object
        Mappings, lists, strings, numbers, booleans, dates, None.

    Raises
    ------
    DossierError
        For anything that is not one YAML document of plain data, or a key given twice.

    Examples
    --------
    >>> parse("id: RU\nname: Russia  # by hand", "parties.yaml")
    {'id': 'RU', 'name': 'Russia'}
    """
    import yaml

    try:
        loader = _loader()(text)
        try:
            node = loader.get_single_node()
            if node is not None and _size(node, {}) >= MOST_NODES:
                raise ValueError("aliases make it too large")
            return None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f" line {mark.line + 1}" if mark is not None else ""
        raise DossierError(f"{where}:{line} malformed YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        said = " ".join(str(error).split())
        raise DossierError(f"{where}: malformed YAML: {said}") from error
    except RecursionError as error:
        raise DossierError(f"{where}: malformed YAML: nested too deep") from error


def merged_text(data: Any, old: str | None, where: str) -> str:
    r"""Write data as YAML; where an old text holds the same entries, its comments stay.

    Parameters
    ----------
    data : mapping or list
        Plain data.
    old : str or None
        The text as it is on disk. Returned unchanged when it already says the same.
    where : str
        Name of the file for messages.

    Returns
    -------
    str
        YAML that `parse` reads back as `data`.

    Raises
    ------
    DossierError
        When the old text cannot be read, or the data cannot be written so that it reads the same.

    Examples
    --------
    >>> print(merged_text([{"id": "a", "n": 2}], "- id: a  # mine\n  n: 1\n", "x.yaml"), end="")
    - id: a # mine
      n: 2
    """
    if old is not None:
        was = parse(old, where)
        if was == data:
            return old
        spliced = _spliced(was, data, old, where)
        if spliced is not None and parse(spliced, where) == data:
            return spliced
        try:
            text = dump(_merge(_round_trip().load(old), data))
            if parse(text, where) == data:
                return text
        except Exception:
            text = ""  # comments that cannot be kept are given up; the data is written afresh
    text = dump(data)
    if parse(text, where) != data:
        raise DossierError(f"{where}: a value cannot be written as YAML")
    return text


def _spliced(was: Any, data: Any, old: str, where: str) -> str | None:
    """The old text of a list with only the entries that differ written anew; None if it cannot be.

    A list is the text up to its first "- " at the margin, then one piece for each entry.
    """
    if not (isinstance(was, list) and isinstance(data, list) and 1 < len(was) <= len(data)):
        return None
    starts = [m.start() for m in re.finditer(r"^- ", old, re.M)]
    if len(starts) != len(was) or not old.endswith("\n"):
        return None
    pieces = [old[a:b] for a, b in zip(starts, [*starts[1:], len(old)], strict=True)]
    changed = [n for n, (a, b) in enumerate(zip(was, data[: len(was)], strict=True)) if a != b]
    if len(changed) > MOST_SPLICED:
        return None
    for n in changed:
        pieces[n] = merged_text([data[n]], pieces[n], where)
    added = data[len(was) :]
    return old[: starts[0]] + "".join(pieces) + (dump(added) if added else "")


def dump(data: Any) -> str:
    """Write data as YAML: mappings in blocks, lists of words on one line.

    Examples
    --------
    >>> print(dump({"sides": [["RU"], ["UA"]], "state": "on"}), end="")
    sides: [[RU], [UA]]
    state: 'on'
    """
    stream = io.StringIO()
    _round_trip().dump(_laid_out(data), stream)
    text = stream.getvalue().removesuffix("...\n")
    if isinstance(data, list):  # ruamel indents a list at the top as well
        text = "".join(line.removeprefix("  ") for line in text.splitlines(keepends=True))
    return text


def _laid_out(data: Any) -> Any:
    """The data with lists of short words marked to stand on one line."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(data, CommentedMap):
        for key in data:
            data[key] = _laid_out(data[key])
        return data
    if isinstance(data, CommentedSeq):
        for i, value in enumerate(data):
            data[i] = _laid_out(value)
        return data
    if isinstance(data, dict):
        return {key: _laid_out(value) for key, value in data.items()}
    if not isinstance(data, list):
        return data
    if all(_is_short(v) for v in data):
        line = CommentedSeq([_laid_out(v) for v in data])
        line.fa.set_flow_style()
        return line
    return [_laid_out(v) for v in data]


def _is_short(value: Any) -> bool:
    """Whether a value may stand in a list on one line."""
    if isinstance(value, list):
        return all(_is_short(v) for v in value)
    return not isinstance(value, dict) and len(str(value)) <= 40


def _merge(old: Any, new: Any) -> Any:
    """The old node, comments and all, changed where it has to be to hold the new data."""
    if isinstance(old, dict) and isinstance(new, Mapping):
        for key in [k for k in old if k not in new]:
            del old[key]
        for key, value in new.items():
            old[key] = _merge(old[key], value) if key in old else value
        return old
    if isinstance(old, list) and isinstance(new, list):
        by_id = {n["id"]: n for n in old if isinstance(n, dict) and "id" in n}
        nodes = [
            _merge(by_id[n["id"]], n) if isinstance(n, dict) and n.get("id") in by_id else n
            for n in new
        ]
        if not by_id:
            nodes = [_merge(o, n) for o, n in zip(old, new, strict=False)] + new[len(old) :]
        for i, node in enumerate(nodes[: len(old)]):
            old[i] = node
        del old[len(nodes) :]
        old.extend(nodes[len(old) :])
        return old
    return old if type(old) is type(new) and old == new else new


def _size(node: Any, done: dict[int, int]) -> int:
    """How many values a node holds once its aliases are written out; an endless one holds most."""
    if isinstance(node.value, str):
        return 1
    if id(node) not in done:
        done[id(node)] = MOST_NODES  # while inside: an alias of what holds it never ends
        parts = (p if isinstance(p, tuple) else (p,) for p in node.value)
        done[id(node)] = 1 + sum(_size(n, done) for part in parts for n in part)
    return done[id(node)]


@functools.cache
def _loader() -> Any:
    """The C loader of plain data, made to refuse a key that comes twice."""
    import yaml

    class Loader(yaml.CSafeLoader):
        """Plain data, each key once."""

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            """Refuse a repeated key, then construct as usual."""
            keys = [k.value for k, _ in node.value if k.tag != "tag:yaml.org,2002:merge"]
            if len(set(map(str, keys))) != len(keys):
                twice = next(k for k in keys if keys.count(k) > 1)
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {twice!r} is given twice", node.start_mark
                )
            return super().construct_mapping(node, deep=deep)

    return Loader


def _round_trip() -> Any:
    """A writer that keeps comments and quotes what the reader would not take for a string."""
    from ruamel.yaml import YAML

    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.width = 100
    writer.preserve_quotes = True
    writer.allow_unicode = True
    writer.Representer = _representer()
    return writer


@functools.cache
def _representer() -> Any:
    """The representer of the writer, with strings quoted by the rules of the reader (YAML 1.1)."""
    import yaml
    from ruamel.yaml.representer import RoundTripRepresenter

    resolve: Any = yaml.resolver.Resolver().resolve
    string = "tag:yaml.org,2002:str"

    class Representer(RoundTripRepresenter):  # type: ignore[misc]
        """Strings quoted by the rules of the reader; None spelled out."""

        def represent_text(self, value: str) -> Any:
            """A plain scalar where the reader takes it for a string, else a quoted one."""
            style = None
            if any(ord(c) < 32 or 126 < ord(c) < 160 or c in "\u2028\u2029\ufeff" for c in value):
                style = '"'
            elif resolve(yaml.ScalarNode, value, (True, False)) != string:
                style = "'"
            return self.represent_scalar(string, value, style=style)

        def ignore_aliases(self, data: Any) -> bool:
            """Write every value out, also where two are one object."""
            return True

        def represent_nothing(self, value: None) -> Any:
            """`null`, wherever it stands."""
            return self.represent_scalar("tag:yaml.org,2002:null", "null")

        def represent_number(self, value: float) -> Any:
            """A float with the point and the sign of the exponent that YAML 1.1 asks for."""
            if value != value or value in (float("inf"), float("-inf")):
                text = ".nan" if value != value else ".inf" if value > 0 else "-.inf"
                return self.represent_scalar("tag:yaml.org,2002:float", text)
            head, _, exponent = repr(value).partition("e")
            head += "" if "." in head else ".0"
            tail = f"e{int(exponent):+03d}" if exponent else ""
            return self.represent_scalar("tag:yaml.org,2002:float", head + tail)

    Representer.add_representer(float, Representer.represent_number)
    Representer.add_representer(str, Representer.represent_text)
    Representer.add_representer(type(None), Representer.represent_nothing)
    return Representer
