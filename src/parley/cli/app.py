"""The typer application: every verb registered under its name."""

import importlib
import pkgutil
from typing import Annotated

import typer

import parley.cli

NOT_VERBS = {"app", "common", "inputs"}
FIRST = ("brief", "read", "review", "check", "outlook")
"""Modules that come first in the help, in the order of work; the others follow by name."""


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
    for module in sorted((m.name for m in pkgutil.iter_modules(parley.cli.__path__)), key=_order):
        if module not in NOT_VERBS:
            verbs = importlib.import_module(f"parley.cli.{module}").VERBS
            for name, function in verbs.items():
                app.command(name)(function)
    return app


def _order(module: str) -> tuple[int, str]:
    """Where a module comes in the help."""
    return (FIRST.index(module) if module in FIRST else len(FIRST), module)


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
