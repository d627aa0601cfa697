"""The processes of a workspace: found, loaded once per change, their outlooks run once."""

from __future__ import annotations

import dataclasses
import datetime
import re
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from parley.dossier import store
from parley.dossier.review import Decision, read_log
from parley.dossier.schema import Dossier, Scenario
from parley.errors import DossierError, ParleyError
from parley.outlook.builder import Builder
from parley.outlook.document import Outlook
from parley.outlook.graph import Graph
from parley.outlook.joined import Joined
from parley.outlook.live import Live
from parley.web import edits, kept

Load = Callable[[Path], Dossier]
"""Reads a dossier folder."""
Run = Callable[[Dossier, bool], Outlook]
"""Runs the models over a dossier; the flag says whether unreviewed entries are among it."""
Prepare = Callable[[Dossier], Live]
"""Makes a dossier ready for live what-ifs."""
Kept = TypeVar("Kept")
GLANCE = 0.25
"""Seconds for which pages in memory take a dossier's files not to have changed."""
Stamp = tuple[tuple[str, int, int], ...]


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A dossier as it was when its files had this stamp."""

    stamp: Stamp
    dossier: Dossier

    @property
    def run(self) -> Stamp:
        """The stamp of what the models read: without the what-ifs that are kept."""
        return tuple(s for s in self.stamp if s[0] != "scenarios.yaml")


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
    who : str
        Who reviews, for the log.
    prepare : callable, optional
        How a dossier is made ready for live what-ifs; by default `parley.outlook.live.Live`.
    ledger : str or Path, optional
        Where forecasts are kept; by default `forecasts.db` in each dossier's folder `.parley`.

    Notes
    -----
    A dossier is read again when a file of it changed (name, time or size). One outlook is run at
    a time; asking again while it runs waits for the same run. Changes to one dossier follow one
    another.
    """

    def __init__(
        self,
        workspace: Path,
        load: Load,
        run: Run,
        *,
        unreviewed: bool,
        who: str = "analyst",
        prepare: Prepare | None = None,
        ledger: str | Path | None = None,
    ) -> None:
        self.workspace = workspace
        self._load, self._run, self.unreviewed, self.who = load, run, unreviewed, who
        self._prepare, self._ledger = prepare or Live, ledger
        self._loaded: dict[str, Loaded] = {}
        self._seen: dict[str, float] = {}
        self._runs: dict[tuple[str, Stamp], Future[Outlook]] = {}
        self._made: dict[tuple[str, Stamp, str], Future[Any]] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="outlook")

    def names(self) -> list[str]:
        """Names of the processes, in order of name."""
        return sorted(self._folders())

    def folder(self, name: str) -> Path:
        """Where a process lies.

        Raises
        ------
        KeyError
            If there is no process of this name.
        """
        return self._folders()[name]

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

    def log(self, name: str) -> list[Decision]:
        """The decisions made on a dossier, oldest first."""
        return read_log(self.folder(name))

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
            key = (name, now.run)
            if key not in self._runs:
                self._runs = {k: v for k, v in self._runs.items() if k[0] != name}
                self._runs[key] = self._pool.submit(self._work, name, now.dossier)
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
            future = self._runs.get((name, self._current(name).run))
        return future.result() if future is not None and future.done() else None

    def live(self, name: str, patience: float | None = None) -> Live | None:
        """The process prepared for what-ifs; None when it is not ready after `patience` seconds.

        Raises
        ------
        KeyError, ParleyError
            As for `outlook`; and when the record has no two sides.
        """
        found: Live | None = self._prepared(name, "live", self._make_live, patience)
        return found

    def builder(self, name: str, patience: float | None = None) -> Builder | None:
        """The table of a process, for packages; None and errors as for `live`."""
        found: Builder | None = self._prepared(
            name, "builder", lambda n, d: Builder(self._joined(n)), patience
        )
        return found

    def graph(self, name: str, patience: float | None = None) -> Graph | None:
        """The states and moves of a process; None and errors as for `live`."""
        found: Graph | None = self._prepared(
            name, "graph", lambda n, d: Graph(self._joined(n)), patience
        )
        return found

    def _prepared(
        self, name: str, kind: str, make: Callable[[str, Dossier], Any], patience: float | None
    ) -> Any:
        """Something made once for a state of a dossier, in the background."""
        now = self._current(name)
        with self._lock:
            key = (name, now.run, kind)
            if key not in self._made:
                old = [k for k in self._made if k[0] == name and k[1] != now.run]
                for k in old:
                    del self._made[k]
                if kind != "live":
                    first = (name, now.run, "live")
                    if first not in self._made:
                        self._made[first] = self._pool.submit(self._make_live, name, now.dossier)
                self._made[key] = self._pool.submit(make, name, now.dossier)
            future = self._made[key]
        try:
            return future.result(patience)
        except NotYet:
            return None

    def once(self, name: str, kind: str, make: Callable[[], Kept]) -> Kept:
        """Something quick made once for a state of a dossier, in the caller's own time."""
        key = (name, self._current(name).run, kind)
        with self._lock:
            future = self._made.get(key)
        if future is None:
            made: Future[Any] = Future()
            made.set_result(make())
            with self._lock:
                future = self._made.setdefault(key, made)
        found: Kept = future.result()
        return found

    def _joined(self, name: str) -> Joined:
        """The run behind the live what-ifs, made before this is asked for."""
        live = self._made[name, self._current(name).run, "live"].result()
        found: Joined = live.joined
        return found

    def change(self, name: str, step: edits.Step, change: edits.Change | None = None) -> Decision:
        """Carry out one step on a dossier and keep it on disk, in the log and in memory.

        Parameters
        ----------
        name : the process
        step : what is done
        change : the entry and the version of it that somebody saw, where it is about one

        Raises
        ------
        KeyError
            If there is no process of this name.
        StaleError
            If the entry was changed since.
        DossierError
            If the step breaks a rule, or the disk refuses; nothing is changed then.
        """
        folder = self.folder(name)
        with self._writing:
            now = self._current(name).dossier
            if change is not None:
                edits.check_version(now, change, lambda: read_log(folder))
            after, decision = edits.apply(folder, now, step, who=self.who)
            self._loaded[name] = Loaded(_stamp(folder), after)
        return decision

    def keep_scenario(self, name: str, label: str, settings: dict[str, str | float]) -> None:
        """Keep a what-if in the dossier; one of the same name is replaced.

        Raises
        ------
        DossierError
            When it has no name or sets nothing, or the disk refuses.
        """
        folder, label = self.folder(name), " ".join(label.split())[:80]
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", label).strip("-._") or "scenario"
        try:
            made = Scenario(id=plain, settings=settings, note=label or None)
        except ValidationError as error:
            raise store.one_line(error, f"scenario {label!r}") from error
        with self._writing:
            now = self._current(name).dossier
            others = tuple(s for s in now.scenarios if s.id != made.id)
            after = now.model_copy(update={"scenarios": (*others, made)})
            store.save(after, folder, since=now)
            self._loaded[name] = Loaded(_stamp(folder), after)

    def close(self) -> None:
        """Start no further run."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def version(self, name: str | None) -> Hashable:
        """What the pages of a process show stays the same while this does.

        Of every process when no name is given; None for one that is not there or cannot be read.
        """
        if name is None:
            versions = [(n, self.version(n)) for n in self.names()]
            return None if any(v is None for _, v in versions) else tuple(versions)
        try:
            now = self._current(name, glance=True)
            folder = self.folder(name)
            beside = [
                folder / kept.FOLDER,
                *[Path(a) for a in [self.ledger(name)] if Path(a).is_file()],
            ]
            times = tuple(p.stat().st_mtime_ns for p in beside if p.exists())
        except (KeyError, OSError, ParleyError):
            return None
        with self._lock:
            ran = self._runs.get((name, now.run))
            made = tuple(
                k[2] for k, v in self._made.items() if k[:2] == (name, now.run) and v.done()
            )
        return now.stamp, ran is not None and ran.done(), made, times

    def _used(self, dossier: Dossier) -> Dossier:
        """The entries that count, checked."""
        from parley.dossier.check import require_valid

        used = dossier.without_rejected() if self.unreviewed else dossier.reviewed()
        if not used.entries():
            raise DossierError(
                "no entry is accepted; review the dossier, or serve it with --unreviewed"
            )
        require_valid(used)
        return used

    def ledger(self, name: str) -> str | Path:
        """Where the forecasts on a process are kept."""
        return self._ledger or self.folder(name) / kept.FOLDER / "forecasts.db"

    def _work(self, name: str, dossier: Dossier) -> Outlook:
        used = self._used(dossier)
        found = self._run(used, any(e.review != "accepted" for e in used.entries()))
        now = datetime.datetime.now(datetime.UTC)
        kept.keep(self.folder(name), kept.snapshot(found, used, now))
        return found

    def _make_live(self, name: str, dossier: Dossier) -> Live:
        return self._prepare(self._used(dossier))

    def _folders(self) -> dict[str, Path]:
        """Dossier folders by name; links that lead out of the workspace are passed over."""
        root = self.workspace
        if (root / "process.yaml").is_file():
            return {root.resolve().name or "process": root}
        if not root.is_dir():
            return {}
        home = root.resolve()
        return {
            p.name: p
            for p in root.iterdir()
            if (p / "process.yaml").is_file() and p.resolve().is_relative_to(home)
        }

    def _current(self, name: str, *, glance: bool = False) -> Loaded:
        """The dossier, read again when a file changed; at a glance, files were looked at lately."""
        known, seen = self._loaded.get(name), self._seen.get(name, 0.0)
        if glance and known is not None and time.monotonic() - seen < GLANCE:
            return known
        folder = self._folders()[name]
        stamp = _stamp(folder)
        if known is None or known.stamp != stamp:
            known = self._loaded[name] = Loaded(stamp, self._load(folder))
        self._seen[name] = time.monotonic()
        return known


def _stamp(folder: Path) -> Stamp:
    """Name, time and size of every file of a dossier."""
    files = [*folder.glob("*.yaml"), *folder.glob("sources/*.md")]
    home = folder.resolve()
    for path in files:
        if path.is_symlink() and not path.resolve().is_relative_to(home):
            raise DossierError(f"{path.name}: a link that leads out of the dossier; it is not read")
    rows = ((str(p.relative_to(folder)), p.stat()) for p in sorted(files))
    return tuple((name, s.st_mtime_ns, s.st_size) for name, s in rows)
