"""`parley policies`: one holder's policies over the whole uncertainty."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.common import Json, Seed, print_json
from parley.cli.inputs import AsOf, Paths, Sides, Unreviewed

if TYPE_CHECKING:
    from parley.outlook.policies import Advice, Steps


def policies(
    sources: Annotated[
        list[Path], typer.Argument(metavar="DIR|REPORT", help="A dossier folder, or report files.")
    ],
    holder: Annotated[
        str,
        typer.Option("--holder", metavar="PARTY", help="Id of the party whose levers they are."),
    ],
    levers: Annotated[
        list[str] | None,
        typer.Option("--lever", metavar="ID", help="Only this lever of the holder; repeatable."),
    ] = None,
    later: Annotated[
        int | None,
        typer.Option("--later", metavar="MONTH", help="When the policies that wait begin (12)."),
    ] = None,
    own: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            metavar="NAME: ID=STATE@MONTH, …",
            help="A policy spelled out, in place of those made from the levers; repeatable.",
        ),
    ] = None,
    at_least: Annotated[
        list[str] | None,
        typer.Option(
            "--at-least",
            metavar="AIM=VALUE",
            help="What is good enough: settlement, war_over (chances), or a party's worth.",
        ),
    ] = None,
    seed: Seed = 1,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", metavar="N", min=20, max=20000, help="Draws of every uncertain number."
        ),
    ] = 200,
    paths: Paths = 200,
    as_of: AsOf = None,
    sides: Sides = None,
    unreviewed: Unreviewed = False,
    as_json: Json = False,
) -> None:
    """Compare a holder's policies without choosing whose aims count.

    A policy puts some levers into another state, now or from a month on. For every party's worth
    and for the chances of a settlement and of an end without collapse it prints the change, the
    regret against the best policy draw by draw, and how often it is good enough; and which policies
    no other beats for every party at once.
    """
    from parley.cli.inputs import dossier_of, working
    from parley.outlook.policies import advise

    spelled, wanted = _policies(own or []), _numbers(at_least or [])
    with working("Running the models once for each policy"):
        dossier, _ = dossier_of(sources, as_of=as_of, sides=sides, unreviewed=unreviewed)
        found = advise(
            dossier, holder, levers=levers or (), later=later, own=spelled, enough=wanted,
            seed=seed, draws=draws, paths=paths,
        )  # fmt: skip
    if as_json:
        print_json(found.to_json())
    else:
        _show(found)


def _policies(texts: list[str]) -> dict[str, "Steps"]:
    """Policies spelled out: "NAME: ID=STATE@MONTH, ID=STATE"."""
    from parley.errors import UsageError
    from parley.outlook.settings import parse_settings

    out: dict[str, Steps] = {}
    for text in texts:
        name, sign, rest = text.partition(":")
        if not sign or not name.strip() or "=" in name:
            raise UsageError(f"--policy: must be NAME: ID=STATE@MONTH, …, got {text!r}")
        steps: dict[str, list[tuple[int, str | float]]] = {}
        for part in (p.strip() for p in rest.split(",") if p.strip()):
            setting, _, month = part.partition("@")
            if month and not month.strip().isdigit():
                raise UsageError(f"--policy: a month is a whole number, got {month!r}")
            for key, state in parse_settings([setting]).items():
                steps.setdefault(key, []).append((int(month or 0), state))
        if not steps:
            raise UsageError(f"--policy {name.strip()}: no step in it")
        out[name.strip()] = {k: tuple(v) for k, v in steps.items()}
    return out


def _numbers(texts: list[str]) -> dict[str, float]:
    """Thresholds: "AIM=VALUE"."""
    from parley.errors import UsageError

    out = {}
    for text in texts:
        key, _, value = text.partition("=")
        try:
            out[key.strip()] = float(value)
        except ValueError:
            raise UsageError(f"--at-least: must be AIM=VALUE, got {text!r}") from None
    return out


def _show(found: "Advice") -> None:
    """What stands out, then a table for each aim."""
    from parley.outlook.policies import COMMON

    for line in found.says:
        print(line)
    for key, what in found.aims.items():
        many, unit = (100, "points") if key in COMMON else (1, "of its stake")
        places = 1 if key in COMMON else 3
        print(
            f"\n{what[:1].upper()}{what[1:]}, {unit}; enough is {many * found.thresholds[key]:.3g}"
        )
        print(f"  {'mean':>8}{'change':>9}{'regret':>8}{'worst tenth':>13}{'enough':>8}  policy")
        for j in found.judged:
            a = j.aims[key]
            mark = "*" if j.front else " "
            print(
                f"  {many * a.mean.value:8.{places}f}{many * a.change.value:+9.{places}f}"
                f"{many * max(a.regret.value, 0):8.{places}f}"
                f"{many * max(a.regret.interval[1], 0):13.{places}f}"
                f"{a.enough:8.0%} {mark}{j.policy.says}"
            )
    print("\n* no other policy is at least as good for every party and better for one")


VERBS = {"policies": policies}
