"""What a verb is pointed at: reports, or a dossier folder, and the options that shape them."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.errors import DossierError, UsageError

if TYPE_CHECKING:
    from parley.dossier.schema import Dossier

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Date of the record, YYYY-MM-DD (default: latest source)."
    ),
]
Sides = Annotated[
    str | None,
    typer.Option("--sides", metavar="NAMES", help='Who fights whom: "A | B, C" (ids or names).'),
]
Unreviewed = Annotated[
    bool,
    typer.Option(
        "--unreviewed", help="Use a folder's proposed entries too, not only accepted ones."
    ),
]
MONTHS = 60
"""Horizon a run has unless its dossier says otherwise."""
Draws = Annotated[
    int,
    typer.Option(
        "--draws", metavar="N", min=20, max=20000, help="Draws of every uncertain number."
    ),
]
Paths = Annotated[
    int,
    typer.Option("--paths", metavar="N", min=10, max=5000, help="Simulated paths for each draw."),
]


def is_folder(sources: Sequence[Path]) -> bool:
    """Whether a verb is pointed at one dossier folder.

    Raises
    ------
    DossierError
        When it is pointed at a folder that is none; names a dossier inside it where there is one.
    """
    if len(sources) != 1 or not sources[0].is_dir():
        return False
    if (sources[0] / "process.yaml").exists():
        return True
    inside = sorted(p.parent for p in sources[0].glob("*/process.yaml"))
    hint = f"; did you mean {inside[0]}?" if inside else ""
    raise DossierError(f"{sources[0]}: a folder without process.yaml is no dossier{hint}")


def dossier_of(
    sources: Sequence[Path], *, as_of: str | None, sides: str | None, unreviewed: bool
) -> tuple["Dossier", bool]:
    """Load a folder, or read reports; the flag says whether unreviewed entries are used.

    Raises
    ------
    ParleyError
        What loading, reading or checking raises; DossierError when a folder has nothing accepted.
    """
    from parley.dossier.check import require_valid

    if is_folder(sources):
        from parley.dossier.store import load

        dossier = load(sources[0])
        if unreviewed:
            dossier = dossier.without_rejected()
        else:
            dossier = dossier.reviewed()
            if not dossier.entries():
                raise DossierError(
                    f"{sources[0]}: no entry is accepted; run `parley review {sources[0]}`, "
                    "or use --unreviewed"
                )
    else:
        from parley.reading import read
        from parley.reports import take

        for path in sources:
            if path.is_dir():
                raise DossierError(f"{path}: a folder without process.yaml is no dossier")
        dossier, unreviewed = read([r for p in sources for r in take(p)]), True
    dossier = _set(dossier, as_of, sides)
    require_valid(dossier)
    return dossier, unreviewed


def _set(dossier: "Dossier", as_of: str | None, sides: str | None) -> "Dossier":
    """The dossier with the date and sides the call names."""
    changes: dict[str, object] = {}
    if as_of is not None:
        try:
            changes["as_of"] = datetime.date.fromisoformat(as_of)
        except ValueError:
            raise UsageError(f"--as-of: must be a date YYYY-MM-DD, got {as_of!r}") from None
    if sides is not None:
        changes["sides"] = _sides(dossier, sides)
        changes["sides_evidence"] = ()
    return dossier.model_copy(update={"process": dossier.process.model_copy(update=changes)})


def _sides(dossier: "Dossier", text: str) -> tuple[tuple[str, ...], ...]:
    """Parse "A | B, C" into party ids."""
    known = {p.id.casefold(): p.id for p in dossier.parties}
    for p in dossier.parties:
        for name in (p.name, *p.aliases):
            known.setdefault(name.casefold(), p.id)
    out = []
    for side in text.split("|"):
        names = [n.strip() for n in side.split(",") if n.strip()]
        for name in names:
            if name.casefold() not in known:
                raise UsageError(
                    f"--sides: {name!r} is no party of the record; known: "
                    + ", ".join(sorted({p.name for p in dossier.parties}))
                )
        out.append(tuple(dict.fromkeys(known[n.casefold()] for n in names)))
    if len(out) != 2 or not all(out):
        raise UsageError(f'--sides: must name two sides as "A | B", got {text!r}')
    return tuple(out)


@contextmanager
def working(what: str, runs: int = 0) -> Iterator[None]:
    """Show on a terminal's standard error that work is going on; silent when piped.

    `runs` is draws times paths of the run to come, so that a first one can compile ahead.
    """
    import sys

    if runs:
        from parley.outlook.warm import ahead

        ahead(runs * MONTHS)

    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield
