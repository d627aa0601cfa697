"""`parley stability`: who can move away from each outcome, and who can answer."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.common import Json, print_json, tell

if TYPE_CHECKING:
    from parley.models.stability import AnyModel, Step

MOST_SHOWN = 40
WRITERS = {".graphml": "to_graphml", ".dot": "to_dot", ".gv": "to_dot", ".svg": "to_svg"}


@dataclass(frozen=True)
class Asked:
    """What the caller asked to see."""

    coalitions: bool
    ahead: int | None
    why: int | None
    start: int | None
    goal: int | None
    lint: bool
    output: Path | None


def stability(
    source: Annotated[
        Path,
        typer.Argument(metavar="FILE|DIR", help="Model (YAML, JSON, .gmcr), or a dossier folder."),
    ],
    coalitions: Annotated[
        bool, typer.Option("--coalitions", help="Also test every coalition of decision makers.")
    ] = False,
    why: Annotated[
        int | None,
        typer.Option(
            "--why", metavar="STATE", help="Say why this state (from 1) is stable or not."
        ),
    ] = None,
    ahead: Annotated[
        int | None,
        typer.Option("--ahead", metavar="H", help="Also limited-move stability, H moves ahead."),
    ] = None,
    start: Annotated[
        int | None,
        typer.Option("--from", metavar="STATE", help="Say which equilibria this state leads to."),
    ] = None,
    goal: Annotated[
        int | None,
        typer.Option("--goal", metavar="STATE", help="With --from: what this state needs."),
    ] = None,
    lint: Annotated[
        bool, typer.Option("--lint", help="Only check the model for traps and list them.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Also write the graph: .svg, .dot or .graphml."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Find the stable states of a conflict: Nash, GMR, SMR, SEQ and SSEQ, for each decision maker.

    A state is an equilibrium when no decision maker gains by leaving it, given how the others can
    answer. --why puts the reason in words.
    """
    from parley.errors import UsageError

    if goal is not None and start is None:
        raise UsageError("--goal needs --from: where things stand")
    if output is not None and output.suffix not in WRITERS:
        raise UsageError(f"--output {output}: name must end in {', '.join(WRITERS)}")
    asked = Asked(coalitions, ahead, why, start, goal, lint, output)
    documents = {key: _solve(model, asked) for key, model in _models(source).items()}
    if as_json:
        print_json(documents.pop("", None) or documents)
    else:
        for document in documents.values():
            _show(document)


def read_model(path: Path) -> "AnyModel":
    """Return the model in a YAML, JSON or .gmcr file."""
    import json

    from parley.errors import StabilityError
    from parley.models.stability import from_document

    if not path.is_file():
        raise StabilityError(f"{path}: no such file")
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        if path.suffix in (".yaml", ".yml"):
            import yaml

            document = yaml.safe_load(text)
        else:
            document = json.loads(text)
    except Exception as error:
        first = str(error).splitlines()[0]
        raise StabilityError(f"{path}: cannot be read as a model: {first}") from error
    try:
        return from_document(document)
    except StabilityError as error:
        raise StabilityError(f"{path}: {error}") from error


def _models(source: Path) -> dict[str, "AnyModel"]:
    """The models to solve by id; a file has one, under the empty id; a folder has its moves."""
    from parley.cli.inputs import dossier_of, is_folder

    if is_folder([source]):
        from parley.outlook.alone import conflict_of

        dossier, _ = dossier_of([source], as_of=None, sides=None, unreviewed=False)
        return {"moves": conflict_of(dossier)}
    return {"": read_model(source)}


def _solve(model: "AnyModel", asked: Asked) -> dict[str, Any]:
    """What `--json` prints for one model."""
    from parley.models.stability import limited_move
    from parley.models.stability import lint as find_traps
    from parley.models.stability import stability as solve

    traps = [{"kind": t.kind, "says": t.says} for t in find_traps(model)]
    if asked.lint:
        return {"name": model.name, "traps": traps}
    result = solve(model)
    if asked.output is not None:
        from parley.models.stability import drawing

        write = getattr(drawing, WRITERS[asked.output.suffix])
        asked.output.write_text(write(result), encoding="utf-8")
        tell(f"graph written to {asked.output}")
    document: dict[str, Any] = {
        "name": model.name,
        "decision_makers": list(model.decision_makers),
        "states": list(model.state_names),
        "labels": list(model.labels()),
        "stable": dict(result.stable),
        "equilibria": {c: list(result.equilibria(c)) for c in result.concepts},
    }
    if asked.ahead is not None:
        looking = limited_move(model, asked.ahead)
        document["stable"] |= looking.stable
        document["equilibria"] |= {c: list(looking.equilibria(c)) for c in looking.concepts}
    if asked.coalitions:
        _add_coalitions(document, model)
    if asked.why is not None:
        document["why"] = _reasons(model, asked.why)
    if asked.start is not None:
        document["evolution"] = _evolution(model, asked.start)
        if asked.goal is not None:
            document["goal"] = _goal(model, asked.start, asked.goal)
    return document | {"traps": traps}


def _add_coalitions(document: dict[str, Any], model: "AnyModel") -> None:
    """Add the coalition concepts: single members under stable, all coalitions beside it."""
    from parley.models.stability import coalition_stability

    found = coalition_stability(model)
    people = len(model.decision_makers)
    for c in found.concepts:
        document["stable"][c] = found.stable[c][:people]
        document["equilibria"][c] = list(found.equilibria(c))
    document["coalitions"] = {
        c: {found.name(who): found.stable[c][row] for row, who in enumerate(found.coalitions)}
        for c in found.concepts
    }


def _reasons(model: "AnyModel", state: int) -> dict[str, Any]:
    """The sentences for one state, counted from 1."""
    from parley.models.stability import explain_state

    told = explain_state(model, state - 1)
    return {
        "state": state,
        "sentences": [
            {"decision_maker": t.decision_maker, "verdict": t.verdict, "sentence": t.sentence}
            for t in told
        ],
    }


def _evolution(model: "AnyModel", start: int) -> list[dict[str, Any]]:
    """How each sequentially stable equilibrium can be reached from a state, counted from 1."""
    from parley.models.stability import evolution

    return [
        {
            "state": reach.state + 1,
            "by_moves": _steps(reach.by_moves),
            "by_improvements": _steps(reach.by_improvements),
            "sentence": reach.sentence,
        }
        for reach in evolution(model, start - 1).reaches
    ]


def _goal(model: "AnyModel", start: int, goal: int) -> dict[str, Any]:
    """What a wanted state needs to be reached and to last."""
    from parley.models.stability import seek_goal

    plan = seek_goal(model, start - 1, goal - 1)
    needs = [{"who": n.who, "kind": n.kind, "says": n.says} for n in plan.needs]
    return {"state": goal, "steps": _steps(plan.steps), "needs": needs}


def _steps(steps: "tuple[Step, ...] | None") -> list[dict[str, Any]] | None:
    """A sequence of moves, states counted from 1; None when there is none."""
    if steps is None:
        return None
    return [
        {
            "mover": s.mover,
            "from": s.source + 1,
            "to": s.target + 1,
            "chosen": list(s.chosen),
            "given_up": list(s.given_up),
            "improves": s.improves,
        }
        for s in steps
    ]


def _show(document: dict[str, Any]) -> None:
    """Print the table of equilibria, the reasons asked for and the traps."""
    if "stable" in document:
        _show_states(document)
    for reason in document.get("why", {}).get("sentences", []):
        typer.echo(f"- {reason['sentence']}")
    for reach in document.get("evolution", []):
        typer.echo(f"> {reach['sentence']}")
    for need in document.get("goal", {}).get("needs", []):
        typer.echo(f"? {need['says']}")
    for trap in document["traps"]:
        typer.echo(f"! {trap['says']}")
    if not document["traps"]:
        typer.echo("No traps found in the model.")


def _show_states(document: dict[str, Any]) -> None:
    """Print states that are an equilibrium under some concept."""
    equilibria: dict[str, list[int]] = document["equilibria"]
    typer.echo(f"{document['name'] or 'Conflict'}: {len(document['states'])} states")
    found = sorted({s for states in equilibria.values() for s in states})
    for s in found[:MOST_SHOWN]:
        concepts = " ".join(c for c, states in equilibria.items() if s in states)
        typer.echo(
            f"{s:>5}  {document['states'][s - 1]}  {document['labels'][s - 1]}  [{concepts}]"
        )
    if len(found) > MOST_SHOWN:
        typer.echo(f"       … and {len(found) - MOST_SHOWN} more; --json lists all")
    if not found:
        typer.echo("No state is an equilibrium under any concept.")


VERBS = {"stability": stability}
