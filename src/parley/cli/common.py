"""Options and output that every verb shares."""

import sys
from typing import Annotated, Any

import typer

Seed = Annotated[
    int,
    typer.Option("--seed", metavar="N", help="Seed of every random draw; same seed, same bytes."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output.")]


def print_json(document: Any) -> None:
    """Write one JSON document to standard output, keys in the order given, never NaN.

    Floats are rounded to 12 significant digits so that the last bits of a sum never change a byte.
    """
    import json

    text = json.dumps(_plain(document), ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write(text + "\n")


def tell(message: str) -> None:
    """Write a message for the person at the terminal to standard error."""
    print(message, file=sys.stderr)


def _plain(value: Any) -> Any:
    """JSON-ready copy: numpy values become Python's; NaN and infinities become null."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, bool) or value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return float(f"{value:.12g}") if value == value and abs(value) != float("inf") else None
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in (sorted(value) if isinstance(value, set | frozenset) else value)]
    raise TypeError(f"cannot print a {type(value).__name__} as JSON")
