"""The processes of a workspace: found, loaded once per change, their outlooks run once."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

from parley.dossier.schema import Dossier
from parley.errors import DossierError
from parley.outlook.document import Outlook

Load = Callable[[Path], Dossier]
"""Reads a dossier folder."""
Run = Callable[[Dossier, bool], Outlook]
"""Runs the models over a dossier; the flag says whether unreviewed entries are among it."""
Stamp = tuple[tuple[str, int, int], ...]


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A dossier as it was when its files had this stamp."""

    stamp: Stamp
    dossier: Dossier


class Workbench:
    """What the pages ask for: processes by name, their dossiers and outlooks.

    Parameters
    ----------
    workspace : Path
        A dossier folder, or a folder whose subfolders are dossiers. Names are those of folders
        found there; no other path is ever opened.
    load, run : callable
        How a folder is read and the models are run.
    unreviewed : bool
        Whether proposed entries count.

    Notes
    -----
    A dossier is read again when a file of it changed (name, time or size). One outlook is run at
    a time; asking again while it runs waits for the same run.
    """

    def __init__(self, workspace: Path, load: Load, run: Run, *, unreviewed: bool) -> None:
        self.workspace = workspace
        self._load, self._run, self.unreviewed = load, run, unreviewed
        self._loaded: dict[str, Loaded] = {}
        self._runs: dict[tuple[str, Stamp], Future[Outlook]] = {}
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="outlook")

    def names(self) -> list[str]:
        """Names of the processes, in order of name."""
        return sorted(self._folders())

    def dossier(self, name: str) -> Dossier:
        """The dossier of a process.

        Raises
        ------
        KeyError
            If there is no process of this name.
        DossierError
            If its files break a rule.
        """
        return self._current(name).dossier

    def outlook(self, name: str, patience: float | None = None) -> Outlook | None:
        """The outlook on a process; None when it is still running after `patience` seconds.

        Raises
        ------
        KeyError
            If there is no process of this name.
        ParleyError
            If the dossier breaks a rule, or has nothing accepted to work on.
        """
        now = self._current(name)
        with self._lock:
            key = (name, now.stamp)
            if key not in self._runs:
                self._runs = {k: v for k, v in self._runs.items() if k[0] != name}
                self._runs[key] = self._pool.submit(self._work, now.dossier)
            future = self._runs[key]
        try:
            return future.result(patience)
        except NotYet:
            return None

    def known_outlook(self, name: str) -> Outlook | None:
        """The outlook on a process if it was run and has ended; nothing is started.

        Raises
        ------
        ParleyError
            What the run raised.
        """
        with self._lock:
            future = self._runs.get((name, self._current(name).stamp))
        return future.result() if future is not None and future.done() else None

    def close(self) -> None:
        """Start no further run."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _work(self, dossier: Dossier) -> Outlook:
        from parley.dossier.check import require_valid

        used = dossier.without_rejected() if self.unreviewed else dossier.reviewed()
        if not used.entries():
            raise DossierError(
                "no entry is accepted; review the dossier, or serve it with --unreviewed"
            )
        require_valid(used)
        return self._run(used, self.unreviewed)

    def _folders(self) -> dict[str, Path]:
        """Dossier folders by name."""
        root = self.workspace
        if (root / "process.yaml").is_file():
            return {root.resolve().name or "process": root}
        if not root.is_dir():
            return {}
        return {p.name: p for p in root.iterdir() if (p / "process.yaml").is_file()}

    def _current(self, name: str) -> Loaded:
        """The dossier, read again when a file changed."""
        folder = self._folders()[name]
        stamp = _stamp(folder)
        known = self._loaded.get(name)
        if known is None or known.stamp != stamp:
            known = self._loaded[name] = Loaded(stamp, self._load(folder))
        return known


def _stamp(folder: Path) -> Stamp:
    """Name, time and size of every file of a dossier."""
    files = [*folder.glob("*.yaml"), *folder.glob("sources/*.md")]
    rows = ((str(p.relative_to(folder)), p.stat()) for p in sorted(files))
    return tuple((name, s.st_mtime_ns, s.st_size) for name, s in rows)
