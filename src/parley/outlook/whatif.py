"""What-if: things as they stand against levers, meetings or constraints set otherwise."""

from dataclasses import dataclass
from typing import Any

from parley.bridges.situation import Scenario
from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.outlook.document import ByHorizon
from parley.outlook.joined import Size, prepare, scenario_values, simulate_scenario
from parley.outlook.scenarios import differences, outcomes
from parley.outlook.words import months, percent, point_span, points, span


@dataclass(frozen=True)
class WhatIf:
    """Two runs on the same draws and shocks.

    Attributes
    ----------
    scenario : what was set otherwise
    base, changed : outcome -> horizon -> chance
    difference : outcome -> horizon -> paired difference, changed less base
    names : id -> name, for what was set
    """

    scenario: dict[str, str | float]
    base: dict[str, ByHorizon]
    changed: dict[str, ByHorizon]
    difference: dict[str, ByHorizon]
    names: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain JSON data."""

        def plain(outcome: dict[str, ByHorizon]) -> dict[str, Any]:
            return {
                name: {str(h): n.model_dump(mode="json") for h, n in by.items()}
                for name, by in outcome.items()
            }

        return {
            "set": dict(self.scenario),
            "base": plain(self.base),
            "changed": plain(self.changed),
            "difference": plain(self.difference),
        }

    def in_words(self) -> str:
        """The comparison as a table of text."""
        what = ", ".join(f"{self.names[k]} = {v}" for k, v in self.scenario.items())
        lines = [f"With {what} (same draws, same shocks; 80 % intervals):", ""]
        for name, by in self.difference.items():
            lines.append(name.replace("_", " "))
            for h, n in by.items():
                was, becomes = self.base[name][h], self.changed[name][h]
                lines.append(
                    f"  {months(h):>9}: {percent(was.value)} ({span(was)}) -> "
                    f"{percent(becomes.value)}; {points(n.value)} ({point_span(n)})"
                )
        return "\n".join(lines)


def what_if(
    dossier: Dossier, scenario: Scenario, *, seed: int = 1, draws: int = 500, paths: int = 200
) -> WhatIf:
    """Compare things as they stand with a scenario, paired draw by draw and shock by shock.

    Parameters
    ----------
    dossier : with two sides
    scenario : id of a lever, constraint or meeting -> state, or a number from 0 to 1
    seed, draws, paths : as for `run`

    Returns
    -------
    WhatIf

    Raises
    ------
    OutlookError
        If the process has no two sides, or the scenario names nothing of the dossier.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError('what-if: needs two sides at war; name them with --sides "A | B"')
    from parley.bridges.situation import check_scenario

    check_scenario(dossier, scenario)
    joined = prepare(dossier, Size(draws=draws, paths=paths, seed=seed))
    base = simulate_scenario(joined, {}, joined.base)
    other = simulate_scenario(joined, scenario, scenario_values(joined, scenario))
    return WhatIf(
        scenario=dict(scenario),
        base=outcomes(joined, base),
        changed=outcomes(joined, other),
        difference=differences(joined, base, other),
        names={k: dossier.name_of(k) for k in scenario},
    )
