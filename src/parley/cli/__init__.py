"""One verb per thing a user does: parse, call, print.

Each verb is a function in a module of its name; a module imports nothing heavier than typer at its
top, so that `parley --help` stays quick.
"""

import sys


def main() -> None:
    """Run the command line; a ParleyError becomes one line on standard error and an exit code."""
    from parley.cli.app import build
    from parley.errors import ParleyError

    try:
        build()(prog_name="parley")
    except ParleyError as error:
        print(f"parley: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
