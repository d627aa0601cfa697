"""Everything of one process as files: the brief in each form, charts, tables, dossier, ledger."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import shutil
import tempfile
import zipfile
from pathlib import Path

from parley.brief.docx import fixed
from parley.brief.files import form, write_bytes
from parley.brief.spec_frame import Spec
from parley.dossier.schema import Dossier
from parley.errors import InputError
from parley.ledger.questions import Forecast, Resolution
from parley.outlook.document import Outlook

MANIFEST = "export.json"
"""Names every file of an export; a folder that holds it may be replaced by a later one."""
FORMS = (".html", ".pdf", ".docx", ".md", ".json")
PNG_SCALE = 2.0


@dataclasses.dataclass(frozen=True)
class Bundle:
    """Files by their path inside the export, and what a reader should know of them."""

    files: dict[str, bytes]
    warnings: tuple[str, ...] = ()


def bundle(
    outlook: Outlook,
    dossier: Dossier | None = None,
    *,
    folder: Path | None = None,
    forecasts: tuple[Forecast, ...] = (),
    resolutions: tuple[Resolution, ...] = (),
) -> Bundle:
    """Return everything of one process as files.

    Parameters
    ----------
    outlook : Outlook
        The document.
    dossier : Dossier, optional
        Adds the network of who deals with whom.
    folder : Path, optional
        A dossier's folder, whose own files are added as they are.
    forecasts, resolutions : tuples
        Rows of a ledger; those of other processes are left out.

    Returns
    -------
    Bundle
        The same arguments give the same bytes. `export.json` lists every file.
    """
    files: dict[str, bytes] = {}
    warnings: tuple[str, ...] = ()
    for ending in FORMS:
        made = form(outlook, ending)
        files[f"brief{ending}"] = made.data
        warnings += made.warnings
    files |= _charts(outlook) | _tables(outlook) | _others(outlook, dossier)
    if folder is not None:
        files |= dossier_files(folder)
    files |= _ledger(outlook, forecasts, resolutions)
    about = {"run_id": outlook.run_id, "seed": outlook.seed, "version": outlook.version}
    listed = json.dumps(about | {"files": sorted([*files, MANIFEST])}, indent=1)
    return Bundle(files | {MANIFEST: f"{listed}\n".encode()}, warnings)


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files as one zip, in order of name, without any time in it.

    Examples
    --------
    >>> zipped({"b": b"1", "a": b"2"}) == zipped({"a": b"2", "b": b"1"})
    True
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in sorted(files):
            made.writestr(name, files[name])
    return fixed(out.getvalue())


def require_free(target: Path) -> None:
    """Raise what `write` would raise for this place, before anything is computed.

    Raises
    ------
    InputError
        If its parent does not exist, or a folder there holds anything but an earlier export.
    """
    if not target.parent.is_dir():
        raise InputError(f"output {target}: cannot be written (no such folder)")
    if not os.access(target.parent, os.W_OK):
        raise InputError(f"output {target}: cannot be written")
    if target.suffix.lower() == ".zip":
        if target.is_dir():
            raise InputError(f"output {target}: cannot be written (a folder of that name exists)")
        return
    if target.exists() and not target.is_dir():
        raise InputError(f"output {target}: cannot be written (a file of that name exists)")
    strange = _strange(target) if target.is_dir() else []
    if strange:
        raise InputError(
            f"output {target}: holds {strange[0]!r}, which no export made; name another folder"
        )


def write(made: Bundle, target: Path) -> None:
    """Write an export as a zip (by the ending) or a folder, whole or not at all.

    A folder that holds nothing but an earlier export is replaced.

    Raises
    ------
    InputError
        As `require_free`, or if it cannot be written; what stood there still stands.
    """
    require_free(target)
    if target.suffix.lower() == ".zip":
        write_bytes(target, zipped(made.files))
        return
    try:
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            _take_place(made.files, target, beside)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise InputError(f"output {target}: cannot be written ({error.strerror})") from error


def dossier_files(folder: Path) -> dict[str, bytes]:
    """Return a dossier's own files, below `dossier/`; links that lead elsewhere are left out."""
    root = folder.resolve()
    found = sorted(
        p for p in (*root.glob("*.yaml"), *root.glob("*.jsonl"), *root.glob("sources/*"))
    )
    kept = [p for p in found if p.is_file() and p.resolve().is_relative_to(root)]
    return {f"dossier/{p.relative_to(root).as_posix()}": p.read_bytes() for p in kept}


def _take_place(files: dict[str, bytes], target: Path, beside: Path) -> None:
    """Write the files beside the folder, then swap; the old one comes back when that fails."""
    _write_all(files, beside / "new")
    if not target.exists():
        os.replace(beside / "new", target)
        return
    os.replace(target, beside / "old")
    try:
        os.replace(beside / "new", target)
    except OSError:
        os.replace(beside / "old", target)
        raise


def _write_all(files: dict[str, bytes], root: Path) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _strange(folder: Path) -> list[str]:
    """Files of a folder that its manifest does not name."""
    there = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())
    try:
        known = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        known = []
    return [name for name in there if name not in known]


def _charts(outlook: Outlook) -> dict[str, bytes]:
    """Each chart as specification, SVG and PNG."""
    from parley.brief.pictures import charts

    drawn = [_drawn(chart.name, chart.spec) for chart in charts(outlook)]
    return {name: data for files in drawn for name, data in files.items()}


def _drawn(key: str, spec: Spec) -> dict[str, bytes]:
    """One chart in its three forms."""
    from parley.brief.pictures import png, svg

    name = f"charts/{_safe(key)}"
    text = json.dumps(spec, ensure_ascii=False, indent=1, allow_nan=False)
    return {
        f"{name}.vl.json": f"{text}\n".encode(),
        f"{name}.svg": svg(spec).encode(),
        f"{name}.png": png(spec, scale=PNG_SCALE),
    }


def _safe(name: str) -> str:
    """A file name of plain letters."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:100]


def _tables(outlook: Outlook) -> dict[str, bytes]:
    from parley.brief.tables import tables

    return {f"tables/{name}.csv": text.encode() for name, text in tables(outlook).items()}


def _others(outlook: Outlook, dossier: Dossier | None) -> dict[str, bytes]:
    """Calendar, network and citation."""
    from parley.brief.calendar import calendar
    from parley.brief.cite import files
    from parley.brief.network import graphml, network

    out = {"meetings.ics": calendar(outlook)} | files(outlook)
    if dossier is not None:
        out["network.graphml"] = graphml(network(dossier))
    return out


def _ledger(
    outlook: Outlook, forecasts: tuple[Forecast, ...], resolutions: tuple[Resolution, ...]
) -> dict[str, bytes]:
    """The ledger's rows on this process, and how good its resolved forecasts were."""
    from parley.brief.spec_models import calibration
    from parley.ledger.card import score
    from parley.ledger.table import to_csv

    name = outlook.process.title
    mine = [f for f in forecasts if f.question.process == name]
    known = [r for r in resolutions if r.question.process == name]
    if not mine and not known:
        return {}
    plot = calibration(score(mine, known).calibration)
    drawn = _drawn("calibration", plot) if plot is not None else {}
    return {"ledger.csv": ("\ufeff" + to_csv(mine, known)).encode()} | drawn
