"""The typer application: every verb registered under its name."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Annotated

import typer

import parley.cli

NOT_VERBS = {"app", "common", "inputs", "listening"}
FIRST = (
    "brief", "read", "review", "add", "check", "outlook", "assumptions", "why", "whatif",
    "scenarios", "forecast", "serve", "deals", "stability", "positions", "course", "history",
)  # fmt: skip
"""Verbs in the order of work, for the help; others follow by name."""


def build() -> typer.Typer:
    """Collect the verbs: each module of this folder names its command functions in VERBS.

    Help is plain text: it loads nothing but typer, and what stands in square brackets stays.
    """
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"max_content_width": 100},
    )
    app.callback(invoke_without_command=True)(_parley)
    verbs: dict[str, Callable[..., None]] = {}
    for module in pkgutil.iter_modules(parley.cli.__path__):
        if module.name not in NOT_VERBS:
            verbs |= importlib.import_module(f"parley.cli.{module.name}").VERBS
    for name in sorted(verbs, key=_order):
        app.command(name)(verbs[name])
    return app


def _order(verb: str) -> tuple[int, str]:
    """Where a verb comes in the help."""
    return (FIRST.index(verb) if verb in FIRST else len(FIRST), verb)


def _parley(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version."),
    ] = False,
) -> None:
    """A workbench for peace negotiations: from reports to what to expect, with sources.

    Start with `parley brief REPORT`. Each command has its own --help. Exit codes: 0 fine, 1 the
    input (one line on standard error says what), 2 the call.
    """
    if version:
        typer.echo(f"parley {parley.__version__}")
        raise typer.Exit
