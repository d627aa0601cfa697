"""`parley deals`: every package, what it must beat, and how to reach a better one."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.common import Json, Seed, print_json

if TYPE_CHECKING:
    from parley.models.deals.merge import Frontier
    from parley.models.deals.model import DealModel
    from parley.models.deals.uncertainty import Spreads

MOST_LISTED = 200
MOST_TRACKED = 20_000


def deals(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|DIR",
            help="Scenario (Parley JSON or YAML, Genius, GeniusWeb, NegMAS, CSV), or a dossier.",
        ),
    ],
    profile: Annotated[
        list[Path] | None,
        typer.Option("--profile", help="Profile of one party, for a domain file; once per party."),
    ] = None,
    reserved: Annotated[
        list[float] | None,
        typer.Option("--reserved", help="Worth of no deal, once per party, instead of the file's."),
    ] = None,
    draft: Annotated[
        str | None,
        typer.Option("--draft", help='A deal to improve: "issue=option; issue=option; ..."'),
    ] = None,
    draws: Annotated[
        int, typer.Option(help="Draws of what the file marks as uncertain.", min=1)
    ] = 1000,
    time_limit: Annotated[
        float, typer.Option(help="Seconds for each count, frontier or query.", min=0.1)
    ] = 10.0,
    plot: Annotated[
        Path | None, typer.Option(help="Write a picture of the frontier as SVG to this file.")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(help="Write the scenario: .json or .yaml (Parley), .xml (Genius), .csv."),
    ] = None,
    advice: Annotated[
        bool,
        typer.Option(help="Add sticking points, trades, coalitions and what would open a zone."),
    ] = False,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Zone of agreement, frontier and bargaining solutions of a package negotiation."""
    from parley.cli.inputs import is_folder

    folder = is_folder([source])
    uncertain: dict[str, Any] | None = None
    if folder:
        model, uncertain = _of_folder(source, seed)
    else:
        model, spreads = read(source, profile or [], reserved or [])
        if spreads is not None:
            uncertain = _uncertain(model, spreads, draws, seed, time_limit)
    if export is not None:
        _export(export, model)
    report = document(model, time_limit=time_limit)
    if advice or draft is not None:
        report |= _advice(model, draft, time_limit, everything=advice)
    if uncertain is not None:
        report["uncertain"] = uncertain
    if plot is not None:
        _plot(plot, model, time_limit)
    if as_json:
        print_json({"deals": report} if folder else report)
    else:
        _show(model, report)


def read(
    source: Path, profiles: Sequence[Path], reserved: Sequence[float]
) -> tuple["DealModel", "Spreads | None"]:
    """Read a scenario in whatever form it has."""
    from dataclasses import replace

    import numpy as np

    from parley.errors import DealError
    from parley.models.deals.formats import read_scenario

    texts = [_text(p) for p in profiles]
    names = [p.stem for p in profiles] if len({p.stem for p in profiles}) == len(profiles) else None
    model, spreads = read_scenario(
        _text(source), source.suffix, texts, parties=names, name=source.stem
    )
    if reserved:
        if len(reserved) != model.n_parties:
            raise DealError(f"--reserved: {model.n_parties} values are needed, got {len(reserved)}")
        whole = model.integer and all(float(r).is_integer() for r in reserved)
        held = np.array(reserved, dtype=np.int64 if whole else float)
        tables = model.tables if whole else tuple(t.astype(float) for t in model.tables)
        model = replace(model, tables=tables, reservation=held)
    return model, spreads


def _of_folder(folder: Path, seed: int) -> tuple["DealModel", dict[str, Any]]:
    """The packages of a dossier at mean worths, and who accepts what over the draws."""
    from parley.cli.inputs import dossier_of
    from parley.models.deals.neutral import from_document
    from parley.outlook.alone import deal_scenario

    dossier, _ = dossier_of([folder], as_of=None, sides=None, unreviewed=False)
    scenario, chances = deal_scenario(dossier, seed=seed)
    return from_document(scenario)[0], chances


def document(model: "DealModel", *, time_limit: float = 10.0) -> dict[str, Any]:
    """What `--json` prints for one scenario (CONTRACTS: `parley deals`).

    `frontier` is that of the rational deals (worth at least no deal to all whose consent they
    need), which is where any deal that could be signed lies.
    """
    from parley.models.deals.findings import findings
    from parley.models.deals.merge import frontier
    from parley.models.deals.solutions import improved, rational_part, solve
    from parley.models.deals.zone import agreement_zone

    zone = agreement_zone(model, time_limit=time_limit)
    front = rational_part(model, frontier(model, rational=True, time_limit=time_limit))
    solved = solve(model, front)
    if not front.exact:
        solved = improved(model, solved, time_limit=time_limit)
    return {
        "name": model.name,
        "parties": list(model.parties),
        "issues": [{"name": i.name, "values": list(i.options)} for i in model.issues],
        "reserved_values": model.reservation,
        "packages": zone.packages,
        "rational": zone.rational,
        "zone": zone.zone,
        "count": {
            "exact": zone.exact,
            "method": zone.method,
            "rational_at_most": zone.rational_at_most,
            "zone_at_most": zone.zone_at_most,
            "zone_estimate": zone.estimate,
            "zone_estimate_error": zone.estimate_error,
        },
        "why_empty": zone.why_empty,
        "frontier": _frontier(model, front),
        **{c: None if s is None else list(s.worths) for c, s in solved.items()},
        "solutions": {
            c: None
            if s is None
            else {
                "package": _named(model, s.package),
                "worths": list(s.worths),
                "gains": list(s.gains),
                "tied": s.tied,
            }
            for c, s in solved.items()
        },
        "tolerance": list(front.tolerance),
        "findings": [f.says for f in findings(model, zone, front, solved)],
    }


def _frontier(model: "DealModel", front: "Frontier") -> dict[str, Any]:
    """The frontier's part of the document."""
    return {
        "points": len(front.counts),
        "packages": front.n_packages,
        "worths": front.worths,
        "counts": list(front.counts),
        "examples": [_named(model, p) for p in front.packages[:MOST_LISTED]],
        "needs": [[model.parties[i] for i in sorted(w)] for w in front.needs],
        "exact": front.exact,
        "epsilon": front.epsilon,
        "method": front.method,
    }


def _named(model: "DealModel", package: Sequence[int]) -> dict[str, str]:
    """A deal as issue: option."""
    return dict(zip((i.name for i in model.issues), model.named(package), strict=True))


def _text(path: Path) -> str:
    """Text of a file, or one line on why not."""
    from parley.errors import DealError

    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DealError(f"cannot read {path}: {error}") from error


def _write(path: Path, text: str) -> None:
    """Write a file, or one line on why not."""
    from parley.cli.common import tell
    from parley.errors import DealError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DealError(f"cannot write {path}: {error}") from error
    tell(f"wrote {path}")


def _export(path: Path, model: "DealModel") -> None:
    """Write the scenario in the form the suffix names."""
    from parley.models.deals.formats import write_scenario

    for name, text in write_scenario(model, path.name).items():
        _write(path.with_name(name), text)


def _plot(path: Path, model: "DealModel", time_limit: float) -> None:
    """Write the picture."""
    from parley.models.deals.picture import frontier_svg

    _write(path, frontier_svg(model, time_limit=time_limit))


def _advice(
    model: "DealModel", draft: str | None, time_limit: float, *, everything: bool
) -> dict[str, Any]:
    """Advice sections of the document."""
    from parley.errors import DealError
    from parley.models.deals.model import package_from_names
    from parley.models.deals.report import advice_document, draft_document

    out: dict[str, Any] = {}
    if draft is not None:
        pairs = [part.split("=", 1) for part in draft.split(";") if part.strip()]
        if any(len(p) != 2 for p in pairs):
            raise DealError(f'--draft: must be "issue=option; issue=option", got {draft!r}')
        package = package_from_names(model, {a.strip(): b.strip() for a, b in pairs})
        out["draft"] = draft_document(model, package, time_limit=time_limit)
    if everything:
        out["advice"] = advice_document(model, time_limit=time_limit)
    return out


def _uncertain(
    model: "DealModel", spreads: "Spreads", draws: int, seed: int, time_limit: float
) -> dict[str, Any]:
    """Acceptance and zone over draws."""
    from parley.models.deals.uncertainty import acceptability, decode_package

    found = acceptability(model, spreads, draws=draws, ranks=False, time_limit=time_limit, rng=seed)
    best = sorted(range(len(found.all_accept)), key=lambda p: (-found.all_accept[p], p))[:20]
    return {
        "draws": found.draws,
        "seed": seed,
        "zone": found.zone,
        "zone_error": found.zone_error,
        "packages": [
            {
                "package": _named(model, decode_package(model, p)),
                "all_accept": found.all_accept[p],
                "accepts": dict(zip(model.parties, found.accepts[p].tolist(), strict=True)),
                "on_frontier": found.on_frontier[p],
            }
            for p in best
        ],
    }


def _show(model: "DealModel", report: dict[str, Any]) -> None:
    """Print one scenario for a person."""
    from parley.models.deals.picture import table_lines

    for line in table_lines(model, report):
        typer.echo(line)


VERBS = {"deals": deals}
