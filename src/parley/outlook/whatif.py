"""What-if: things as they stand against one or more scenarios, on the same draws and shocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from parley.dossier.schema import Dossier
from parley.dossier.settings import Setting, Settings, in_words
from parley.errors import OutlookError
from parley.outlook.document import ByHorizon
from parley.outlook.joined import Joined, Sample, Size, prepare, scenario_values, simulate_scenario
from parley.outlook.restated import set_otherwise
from parley.outlook.scenarios import differences, outcomes
from parley.outlook.words import months, percent, point_span, points, row, span

Outcomes = dict[str, ByHorizon]
UNNAMED = "what-if"
"""Name of a scenario that the call gives no name."""


@dataclass(frozen=True)
class Compared:
    """One scenario beside things as they stand.

    `settings` and their `says` (in words); `changed` and `difference` (changed less base, paired)
    by outcome and horizon; `note` says so when nothing that was set reaches the models.
    """

    name: str
    settings: dict[str, Setting]
    says: str
    changed: Outcomes
    difference: Outcomes
    note: str | None


@dataclass(frozen=True)
class WhatIf:
    """Things as they stand and one or more scenarios, on the same draws and shocks.

    Attributes
    ----------
    base : outcome -> horizon -> chance
    scenarios : in the order asked for
    between : (one, other) -> outcome -> horizon -> paired difference, other less one
    """

    base: Outcomes
    scenarios: tuple[Compared, ...]
    between: dict[tuple[str, str], Outcomes]

    @property
    def changed(self) -> Outcomes:
        """Chances under the first scenario."""
        return self.scenarios[0].changed

    @property
    def difference(self) -> Outcomes:
        """Paired differences of the first scenario from things as they stand."""
        return self.scenarios[0].difference

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain JSON data; the first scenario's also at the top."""
        out: dict[str, Any] = {
            "set": dict(self.scenarios[0].settings),
            "base": _plain(self.base),
            "changed": _plain(self.changed),
            "difference": _plain(self.difference),
            "scenarios": [
                {
                    "name": s.name,
                    "set": dict(s.settings),
                    "says": s.says,
                    "changed": _plain(s.changed),
                    "difference": _plain(s.difference),
                    "note": s.note,
                }
                for s in self.scenarios
            ],
            "between": [
                {"from": one, "to": other, "difference": _plain(found)}
                for (one, other), found in self.between.items()
            ],
        }
        return out

    def in_words(self) -> str:
        """The comparison as a table of text."""
        return _one(self.base, self.scenarios[0]) if len(self.scenarios) == 1 else _several(self)


def what_if(
    dossier: Dossier, scenario: Settings, *, seed: int = 1, draws: int = 500, paths: int = 200
) -> WhatIf:
    """Compare things as they stand with one scenario; see `compare`."""
    return compare(dossier, {UNNAMED: scenario}, seed=seed, draws=draws, paths=paths)


def compare(
    dossier: Dossier,
    scenarios: Mapping[str, Settings],
    *,
    seed: int = 1,
    draws: int = 500,
    paths: int = 200,
) -> WhatIf:
    """Compare things as they stand with scenarios, paired draw by draw and shock by shock.

    Parameters
    ----------
    dossier : with two sides
    scenarios : name -> settings; a setting's key is the id of a lever, constraint or meeting,
        `position:PARTY:ISSUE` or `redline:PARTY:ISSUE:OPTION`
    seed, draws, paths : as for `run`

    Returns
    -------
    WhatIf
        Every scenario keeps the anchors of things as they stand: base rates, the pace of the
        field, costs, and the surplus and margin at which hazards are history's.

    Raises
    ------
    OutlookError
        If the process has no two sides, there is no scenario, or one contradicts itself or names
        nothing of the dossier.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError('what-if: needs two sides at war; name them with --sides "A | B"')
    if not scenarios:
        raise OutlookError("what-if: nothing is set otherwise; use --set ID=STATE")
    joined = prepare(dossier, Size(draws=draws, paths=paths, seed=seed))
    base = simulate_scenario(joined, {}, joined.base)
    samples = {name: sample_of(joined, settings) for name, settings in scenarios.items()}
    compared = tuple(
        _compared(joined, base, samples[name], name, settings)
        for name, settings in scenarios.items()
    )
    between = {
        (one, other): differences(joined, samples[one], samples[other])
        for one, other in combinations(samples, 2)
    }
    return WhatIf(outcomes(joined, base), compared, between)


def sample_of(joined: Joined, settings: Settings) -> Sample:
    """Paths of a prepared run with settings applied, on the same draws and shocks."""
    run, scenario = set_otherwise(joined, settings)
    return simulate_scenario(run, scenario, scenario_values(run, scenario))


def _compared(
    joined: Joined, base: Sample, sample: Sample, name: str, settings: Settings
) -> Compared:
    """One scenario beside things as they stand."""
    found = differences(joined, base, sample)
    still = all(n.value == 0 and n.interval == (0, 0) for by in found.values() for n in by.values())
    said = [in_words(joined.dossier, k, v) for k, v in settings.items()]
    note = "Nothing that was set reaches the models: every chance stays." if still else None
    return Compared(name, dict(settings), row(said), outcomes(joined, sample), found, note)


def _plain(outcome: Outcomes) -> dict[str, Any]:
    """Numbers as JSON data."""
    return {
        name: {str(h): n.model_dump(mode="json") for h, n in by.items()}
        for name, by in outcome.items()
    }


def _one(base: Outcomes, s: Compared) -> str:
    """One scenario, outcome by outcome."""
    lines = [f"With {s.says} (same draws, same shocks; 80 % intervals):", ""]
    lines += [s.note, ""] if s.note else []
    for name, by in s.difference.items():
        lines.append(name.replace("_", " "))
        for h, n in by.items():
            was, becomes = base[name][h], s.changed[name][h]
            lines.append(
                f"  {months(h):>9}: {percent(was.value)} ({span(was)}) -> "
                f"{percent(becomes.value)}; {points(n.value)} ({point_span(n)})"
            )
    return "\n".join(lines)


def _several(found: WhatIf) -> str:
    """Scenarios side by side: each outcome's chance, and the difference from now in points."""
    width = max(24, *(len(s.name) + 2 for s in found.scenarios))
    lines = ["Side by side (same draws, same shocks; difference from things as they stand)", ""]
    lines += [f"  {s.name}: {s.says}{f'. {s.note}' if s.note else ''}" for s in found.scenarios]
    lines += ["", f"{'':>34}{'as things stand':>18}" + "".join(
        f"{s.name:>{width}}" for s in found.scenarios)]  # fmt: skip
    for name, by in found.base.items():
        lines.append(name.replace("_", " "))
        for h, was in by.items():
            cells = ""
            for s in found.scenarios:
                n = s.difference[name][h]
                cells += f"{percent(s.changed[name][h].value)} ({points(n.value)})".rjust(width)
            lines.append(f"{months(h):>34}{percent(was.value):>18}{cells}")
    return "\n".join(lines)
