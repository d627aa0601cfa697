"""The typer application: every verb registered under its name."""

import importlib
import pkgutil

import typer

import parley.cli

NOT_VERBS = {"app", "common", "inputs"}


def build() -> typer.Typer:
    """Collect the verbs: each module of this folder names its command functions in VERBS."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="A workbench for peace negotiations: from reports to what to expect, "
        "with the sentence behind each number.",
    )
    for module in sorted(m.name for m in pkgutil.iter_modules(parley.cli.__path__)):
        if module not in NOT_VERBS:
            verbs = importlib.import_module(f"parley.cli.{module}").VERBS
            for name, function in verbs.items():
                app.command(name)(function)
    return app
