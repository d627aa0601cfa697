"""`parley course`: the course of war and peace from a parameter file."""

from pathlib import Path
from typing import Annotated, Any

import typer

from parley.cli.common import Json, Seed, print_json, tell
from parley.cli.inputs import AsOf, Sides, Unreviewed

Parameters = Annotated[
    Path,
    typer.Argument(
        metavar="FILE|DIR",
        help="Parameter file (YAML; docs/reference/course-parameters.md), or a dossier folder.",
    ),
]
Count = Annotated[int, typer.Option("--paths", help="Paths in all, shared out over the draws.")]
Truce = Annotated[
    int | None, typer.Option("--truce-at", help="Force a ceasefire at this month on paths at war.")
]

Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE",
        help="Of a dossier: write pictures to .html, .svg or .png in place of printing tables.",
    ),
]  # fmt: skip


def course(
    parameters: Parameters,
    seed: Seed = 1,
    paths: Count = 20_000,
    truce_at: Truce = None,
    output: Output = None,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    json: Json = False,
) -> None:
    """Simulate war, talks, ceasefire, settlement and collapse month by month.

    Of a parameter file: reads uncertain numbers with their ranges, anchors what is anchored, values
    fighting on where stakes are given, and prints the chance of each phase over time. Of a dossier:
    also each side's exhaustion, fighting on against the best package, and what the levers change,
    as tables or as a picture.
    """
    from parley.cli.inputs import dossier_of, is_folder, working
    from parley.errors import UsageError

    if is_folder([parameters]):
        if truce_at is not None:
            raise UsageError("--truce-at: of a parameter file only")
        dossier, _ = dossier_of([parameters], as_of=as_of, sides=sides, unreviewed=unreviewed)
        with working("Running the models"):
            _of_dossier(dossier, seed, paths, output, json)
        return
    if output is not None or as_of or sides or unreviewed:
        raise UsageError("--output, --as-of, --sides and --unreviewed: of a dossier folder only")
    document = _from_file(parameters, seed, paths, truce_at)
    if json:
        print_json(document)
    else:
        _show(document)


def _of_dossier(dossier: Any, seed: int, paths: int, output: Path | None, json: bool) -> None:
    """The course of a dossier, its field and table as the joined run sets them."""
    from parley.brief.course_page import require_picture, tables, write_course
    from parley.outlook.course_view import course_view

    if output is not None:
        require_picture(output)
    view = course_view(dossier, paths=paths, seed=seed)
    if output is not None:
        write_course(view, output)
        tell(f"written: {output}")
    if json:
        print_json({"course": view.to_json()})
    elif output is None:
        _print_tables(view.ripeness.says, tables(view))


def _print_tables(says: str, found: dict[str, tuple[list[str], list[list[str]]]]) -> None:
    """Print each table, ranges holding 80 % of the draws."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    console.print(escape(says))
    for heads, rows in found.values():
        table = Table()
        for n, head in enumerate(heads):
            table.add_column(escape(head), justify="left" if n == 0 else "right")
        for cells in rows:
            table.add_row(*(escape(c) for c in cells))
        console.print(table)
    console.print("In brackets: 80 % of the draws.")


def _from_file(parameters: Path, seed: int, paths: int, truce_at: int | None) -> dict[str, Any]:
    """Run one parameter file."""
    from parley.errors import CourseError
    from parley.models.course.report import report
    from parley.models.course.setup import read_setup
    from parley.models.course.simulate import simulate

    setup = read_setup(_read(parameters), seed=seed, surplus=_surplus)
    each = -(-paths // setup.course.draws)
    if paths < 1:
        raise CourseError(f"--paths: must be at least 1, got {paths}")
    found = simulate(setup.course, each, seed=seed, truce_at=truce_at, every=1)
    tell(f"{setup.course.draws} draws x {each} paths, {found.method}")
    return report(setup, found)


def _surplus(worths: Any, needs: Any, R: Any, slopes: Any, fronts: Any) -> Any:
    """Surplus of the best package, from the deals model."""
    from parley.models.deals.surplus import surplus_on_grid

    return surplus_on_grid(worths, needs, R, slopes=slopes, fronts=fronts).z


def _read(path: Path) -> Any:
    """Read a YAML file; what is wrong with it becomes one line."""
    import yaml

    from parley.errors import CourseError

    try:
        return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = getattr(error, "problem_mark", None)
        where = f" at line {place.line + 1}" if place else ""
        raise CourseError(f"{path}: not YAML{where}") from error


def _show(document: dict[str, Any]) -> None:
    """Print the chances at a few months as a table."""
    from rich.console import Console
    from rich.table import Table

    months = sorted(
        {m for m in (0, 3, 6, 12, 24, 60, document["horizon"]) if m <= document["horizon"]}
    )
    table = Table(title="Chance of each phase, 10-90 % over draws")
    table.add_column("", no_wrap=True)
    for m in months:
        table.add_column(f"{m} months")
    for name, value in document["phases"].items():
        low, high = (document["intervals"][name][k] for k in ("low", "high"))
        row = [f"{value[m]:.3f} [{low[m]:.3f}, {high[m]:.3f}]" for m in months]
        table.add_row(name, *row)
    for name, value in document["ever"].items():
        table.add_row(f"ever: {name}", *[f"{value[m]:.3f}" for m in months])
    Console().print(table)


VERBS = {"course": course}
