"""One verb per thing a user does: parse, call, print.

Each verb is a function in a module of its name; a module imports nothing heavier than typer at its
top, so that `parley --help` stays quick.
"""

import os
import sys

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Run the command line; a ParleyError becomes one line on standard error and an exit code.

    Linear algebra is pinned to one thread before numpy loads, so that the number of cores never
    changes a byte; the engines thread over draws by themselves.
    """
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    from parley.cli.app import build
    from parley.errors import ParleyError

    try:
        build()(prog_name="parley")
    except ParleyError as error:
        print(f"parley: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
