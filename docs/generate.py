"""Write the reference pages that are made from the code: `python docs/generate.py [--check]`.

reference/dossier.md from the schema, reference/catalogue.md from the catalogue, reference/
commands.md from the command line. A test compares the pages with what this writes.
"""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

HERE = Path(__file__).parent / "reference"
MADE = "<!-- Made by docs/generate.py; change the code and run it again. -->\n"


# ---- the dossier -----------------------------------------------------------------------------


def dossier_page() -> str:
    """The files of a dossier, each with its entries and their fields."""
    from parley.dossier import schema, store

    parts = [
        "# The dossier: files and fields",
        MADE,
        "A dossier is a folder. `process.yaml` is required, every other file may be absent. Texts "
        "are UTF-8. A field that is not listed here is an error, and so is a key given twice. "
        "`parley check DIR` holds the rules that span entries.",
        "## process.yaml",
        _model(schema.Process),
        "## sources/ID.md",
        "A header between two lines of three dashes, then the text as read, byte for byte. The "
        "file is named after the id.",
        _model(schema.Source, skip=("text",)),
        "## Every entry",
        "Entries of the files below carry these fields beside their own.",
        _model(schema.Entry),
        "### evidence",
        _model(schema.Evidence),
        "### judgement",
        _model(schema.Judgement),
    ]
    entry = tuple(schema.Entry.model_fields)
    within: dict[str, list[tuple[str, Any]]] = {
        "issues": [("options", schema.Option)],
        "levers": [("schedule", schema.Step)],
        "meetings": [("seats", schema.Seat)],
        "estimates": [("distribution", schema.Distribution)],
    }
    for name, keys in store.FILES.items():
        parts.append(f"## {name}")
        if len(keys) > 1:
            parts.append(f"A mapping of two lists, `{keys[0]}` and `{keys[1]}`.")
        for key in keys:
            model = store.MODELS[key]
            if len(keys) > 1:
                parts.append(f"### {key}")
            parts.append(_model(model, skip=entry if issubclass(model, schema.Entry) else ()))
            for field, inner in within.get(key, []):
                parts += [f"### {field} of {key}", _model(inner)]
    return "\n\n".join(p.strip() for p in parts) + "\n\n" + _words() + "\n"


def _model(model: Any, skip: tuple[str, ...] = ()) -> str:
    """What a model is, and a table of its fields."""
    about = inspect.cleandoc(model.__doc__ or "")
    about = about.split("\n\nExamples\n")[0].split("\nExamples\n---")[0]
    notes = _notes(model)
    properties = model.model_json_schema()["properties"]
    rows = ["| field | holds | when absent | |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        if name not in skip:
            absent = "must be given" if field.is_required() else _default(field.default)
            rows.append(
                f"| `{name}` | {_kind(properties[name])} | {absent} | {notes.get(name, '')} |"
            )
    return f"{about}\n\n" + "\n".join(rows)


def _notes(model: Any) -> dict[str, str]:
    """The text written under each field in the code."""
    body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            text = getattr(getattr(after, "value", None), "value", None)
            if isinstance(after, ast.Expr) and isinstance(text, str):
                found[field.target.id] = " ".join(text.split())
    return found


def _default(value: Any) -> str:
    """A default in words."""
    if value is None:
        return "not known"
    return (
        "none"
        if value == ()
        else f"`{value}`"
        if not isinstance(value, bool)
        else str(value).lower()
    )


def _kind(schema: dict[str, Any]) -> str:
    """What a field holds, in words."""
    if "anyOf" in schema:
        return _kind(next(s for s in schema["anyOf"] if s.get("type") != "null"))
    if "enum" in schema:
        return " \\| ".join(schema["enum"])
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2].lower()
    if schema.get("type") == "array":
        inner = schema.get("items", {}) or (schema.get("prefixItems") or [{}])[0]
        return f"list of {_kind(inner)}" if inner else "list"
    if "pattern" in schema:
        return "id"
    if schema.get("format") == "date":
        return "date"
    names = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
    }
    limits = [
        f"{w} {schema[k]:g}" for k, w in (("minimum", "from"), ("maximum", "to")) if k in schema
    ]
    return " ".join([names.get(schema.get("type", ""), "any"), *limits])


def _words() -> str:
    """The closed lists of words."""
    from parley.dossier import words

    lists = {
        "Kind of party": words.PartyKind, "Role of a party": words.Role,
        "Kind of meeting": words.MeetingKind, "Status of a meeting": words.MeetingStatus,
        "Instrument of a lever": words.Instrument, "State of a lever": words.LeverState,
        "Spell of a lever's state": words.Spell,
        "Kind of constraint": words.ConstraintKind, "Polarity": words.Polarity,
        "Review state": words.Review, "Origin of an estimate": words.Origin,
        "Kind of war": words.WarType, "Demand class": words.DemandClass, "Claim": words.Claim,
    }  # fmt: skip
    rows = [f"| {name} | {', '.join(get_args(kind))} |" for name, kind in lists.items()]
    return "## Words\n\n| list | words |\n|---|---|\n" + "\n".join(rows)


# ---- the catalogue ---------------------------------------------------------------------------


def catalogue_page() -> str:
    """Every issue of the catalogue with its options."""
    from parley.dossier.catalogue import load

    catalogue = load()
    groups: dict[str, list[Any]] = {}
    for issue in catalogue.issues:
        groups.setdefault(issue.demand_class, []).append(issue)
    parts = [
        "# The catalogue of issues",
        MADE,
        f"{len(catalogue.issues)} issues that peace processes turn on. Options run from the end "
        "that leaves a demand unmet to the end that meets it, unless the issue is marked unordered. "  # noqa: E501
        "*Now* is the option that usually holds while the war goes on; it is a default, and a "
        "dossier may say otherwise. The topic group is the nearest one of the PA-X Peace Agreements "  # noqa: E501
        "codebook (Bell & Badanjak 2019); the wording here is our own.",
    ]
    for name, issues in groups.items():
        parts.append(f"## {name.replace('_', ' ')}")
        for issue in issues:
            options = "; ".join(f"`{o.id}` {o.label}" for o in issue.options)
            order = "" if issue.ordered else " Unordered."
            parts.append(
                f"**{issue.id}** {issue.question}  \n{options}.{order}  \n"
                f"Now: `{issue.now_default}`. Held by: "
                f"{'third parties' if issue.holder_kind == 'third party' else 'the belligerents'}. "
                f"Topic group: {issue.pax or 'none'}"
                + (f" ({', '.join(issue.pax_topics)})." if issue.pax_topics else ".")
            )
    return "\n\n".join(p.strip() for p in parts) + "\n"


# ---- the commands ----------------------------------------------------------------------------


def commands_page() -> str:
    """Every command, its arguments and its options."""
    import typer

    from parley.cli.app import build

    group: Any = typer.main.get_command(build())
    parts = [
        "# The commands",
        MADE,
        "Every command prints to standard output; messages go to standard error. With `--json` it "
        "prints one JSON document. Exit codes: 0 fine, 1 the input (one line says what), 2 the call.",  # noqa: E501
    ]
    for name in sorted(group.commands):
        command = group.commands[name]
        usage = " ".join(_usage(command))
        parts += [f"## parley {name}", f"    parley {name} {usage}".rstrip()]
        parts.append(inspect.cleandoc(command.help or ""))
        rows = [f"| {_flags(p)} | {_help(p)} |" for p in command.params]
        parts.append("\n".join(["| | |", "|---|---|", *rows]))
    return "\n\n".join(p if p.startswith("    ") else p.strip() for p in parts) + "\n"


def _usage(command: Any) -> Iterator[str]:
    """Arguments as they are written in a call."""
    for p in command.params:
        if p.param_type_name == "argument":
            text = p.metavar or p.name.upper()
            text += "..." if p.nargs == -1 else ""
            yield text if p.required else f"[{text}]"
    yield "[options]"


def _flags(param: Any) -> str:
    """Names of an option and what it takes, or the name of an argument."""
    if param.param_type_name == "argument":
        return f"`{param.metavar or param.name.upper()}`".replace("|", "\\|")
    held = param.type_descriptor.annotation
    held = (get_args(held) or (held,))[0]
    name = {"int": "NUMBER", "float": "NUMBER", "Path": "PATH"}.get(held.__name__, "TEXT")
    takes = "" if param.is_flag else f" {param.metavar or name}".replace("|", "\\|")
    return ", ".join(f"`{o}`" for o in [*param.opts, *param.secondary_opts]) + takes


def _help(param: Any) -> str:
    """Help of a parameter with its default."""
    text = (param.help or "").replace("|", "\\|")
    default = getattr(param, "default", None)
    shown = default not in (None, False, (), [], "") and param.param_type_name == "option"
    return f"{text} Default: {default}." if shown and not callable(default) else text


PAGES = {"dossier.md": dossier_page, "catalogue.md": catalogue_page, "commands.md": commands_page}


def main() -> int:
    """Write the pages, or with --check say which differ; exit code 1 when one does."""
    differ = []
    for name, page in PAGES.items():
        path, text = HERE / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            differ.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    print("differ: " + ", ".join(differ) if differ else "all pages are as the code says")
    return 1 if differ and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
