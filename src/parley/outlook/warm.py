"""Compiling ahead: on a first run a second process compiles the path loops while this one works.

Compiled loops are kept on disk. The first run on a machine would compile the field's loops and the
paths' loops one after the other; the second process takes the latter, and this one reads them from
disk. It changes when a number is ready, never the number.
"""

import os
import subprocess
import sys
from pathlib import Path

_child: "subprocess.Popen[bytes] | None" = None
PATIENCE = 60.0
"""Seconds to wait for the second process before compiling here instead."""


def ahead(path_months: int) -> None:
    """Start compiling the path loops in a second process, if a run this large would need to.

    Nothing happens when the run is small, when compiled loops are on disk already, or when only one
    processor is at hand.
    """
    from parley.outlook.joined import COMPILED_FROM

    global _child
    if _child is not None or path_months <= COMPILED_FROM or (os.cpu_count() or 1) < 2 or _kept():
        return
    code = "from parley.outlook.warm import compile_paths; compile_paths()"
    try:
        _child = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        _child = None


def settle() -> None:
    """Wait until the second process is done, where one was started."""
    global _child
    if _child is not None:
        try:
            _child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            _child.kill()
        _child = None


def compile_paths() -> None:
    """Run the path loops once on a tiny course with tables, so that they are compiled and kept."""
    import numpy as np

    from parley.models.course.model import Course, Meeting, Tables
    from parley.models.course.simulate import simulate

    tables = Tables(np.zeros((1, 1, 6, 6, 3, 4), np.float32), np.array([-1.0, 0.0, 1.0]))
    course = Course(
        2, settle=np.array([0.01]), truce=np.array([0.01]), tables=tables,
        meetings=(Meeting(0, np.array([0.5])),), start="mixed",
    )  # fmt: skip
    simulate(course, 2, method="compiled", threads=1)


def _kept() -> bool:
    """Whether compiled path loops are on disk."""
    from importlib.util import find_spec

    chosen = os.environ.get("NUMBA_CACHE_DIR")
    spec = find_spec("parley.models.course.kernels_paths")
    if chosen is None and (spec is None or spec.origin is None):
        return True
    if chosen is not None:
        return any(Path(chosen).rglob("kernels_paths.run_units*.nbi"))
    here = Path(str(spec.origin if spec else "")).parent / "__pycache__"
    return any(here.glob("kernels_paths.run_units*.nbi"))
