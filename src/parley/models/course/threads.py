"""Work over fixed chunks with a few threads: the chunks, not the threads, set the order of sums."""

from __future__ import annotations

import os
from collections.abc import Callable

from parley.errors import CourseError


def over_chunks(
    work: Callable[[int, int], None], total: int, chunk: int, threads: int | None = None
) -> None:
    """Call `work(start, stop)` for each chunk of `total`, on `threads` threads (all cores if None).

    The work must release the interpreter lock to gain from threads, and write only to its own rows.

    Examples
    --------
    >>> seen = []
    >>> over_chunks(lambda i, j: seen.append((i, j)), 5, 2, threads=1)
    >>> seen
    [(0, 2), (2, 4), (4, 5)]
    """
    if threads is not None and threads < 1:
        raise CourseError(f"threads: must be at least 1, got {threads}")
    parts = [(i, min(i + chunk, total)) for i in range(0, total, chunk)]
    count = min(threads or len(os.sched_getaffinity(0)), len(parts))
    if count <= 1:
        for i, j in parts:
            work(i, j)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(work, i, j) for i, j in parts]:
            done.result()
