"""Each model alone on a dossier, its inputs as the joined run sets them."""

from typing import Any

import numpy as np

from parley.bridges.coding import Coding
from parley.bridges.positions import spectrum
from parley.dossier.schema import Dossier
from parley.models.positions import Issue as ScaledIssue
from parley.models.stability import ConflictModel
from parley.outlook.acceptance import Acceptance, acceptance
from parley.outlook.joined import Size, prepare, scenario_values
from parley.outlook.moves import conflict, own_conflict
from parley.outlook.scenarios import alternative
from parley.outlook.today import today

SMALL = Size(draws=200, paths=50, field_draws=50)
"""Size of a run that only sets one model's inputs."""


def conflict_of(dossier: Dossier, *, seed: int = 1) -> ConflictModel:
    """Return the stability model of a dossier: the analyst's own, else one built by the joined run.

    The preferences of a built one are the mean worths over the draws.
    """
    if dossier.moves:
        return own_conflict(dossier)
    joined = prepare(dossier, Size(SMALL.draws, SMALL.paths, SMALL.field_draws, seed))
    here = today(joined, joined.base)
    used, effects = {}, {}
    for lever in joined.coding.levers:
        other = alternative(lever)
        if other is not None:
            changed = scenario_values(joined, {lever.id: other})
            used[lever.id] = other
            effects[lever.id] = today(joined, changed).fight - here.fight
    return conflict(joined, here, used, effects)[1]


def scaled_issues(dossier: Dossier, *, seed: int = 1) -> dict[str, ScaledIssue]:
    """Return the ordered contested issues as the positions model reads them, at mean draws."""
    joined = prepare(dossier, Size(SMALL.draws, SMALL.paths, SMALL.field_draws, seed))
    out = {}
    for k, issue in enumerate(joined.coding.issues):
        if not issue.ordered or len(issue.options) < 2:
            continue
        last = len(issue.options) - 1
        x, weights, _ = spectrum(joined.coding, joined.draws, joined.ground.worths, k)
        salience = joined.ground.worths.weight[:, :, k].mean(axis=0)
        power = weights.mean(axis=0) / np.maximum(salience, 1e-12)
        out[issue.id] = ScaledIssue(
            name=issue.id,
            actors=tuple(dossier.name_of(p) for p in joined.coding.parties),
            positions=tuple(float(v) for v in last * x.mean(axis=0)),
            salience=tuple(float(v) for v in salience),
            capability=tuple(float(v) for v in power),
            low=0.0,
            high=float(last),
            status_quo=float(issue.now),
            options=issue.options,
        )
    return out


def deal_scenario(
    dossier: Dossier, *, seed: int = 1, most: int = 20
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the packages on the table as a neutral deals scenario, and their chances over draws.

    Parameters
    ----------
    dossier : with two sides
    seed : seed of the draws
    most : packages listed in the second part, likeliest to be accepted first

    Returns
    -------
    scenario : dict
        Mean worths, against the mean values of fighting on today.
    uncertain : dict
        Over the draws: chance that some package is better than fighting on for every party whose
        consent it needs, and for the likeliest packages who accepts them how often.
    """
    joined = prepare(dossier, Size(SMALL.draws, SMALL.paths, SMALL.field_draws, seed))
    here, w = today(joined, joined.base), joined.ground.worths
    coding, mean = joined.coding, w.table.mean(axis=0)
    fights = [coding.parties[i] for i, s in enumerate(coding.side_of) if s is not None]
    scenario = {
        "parties": list(coding.parties),
        "issues": [{"name": i.id, "values": list(i.options)} for i in coding.issues],
        "tables": [
            [mean[p, k, : len(i.options)].tolist() for p in range(len(coding.parties))]
            for k, i in enumerate(coding.issues)
        ],
        "reserved_values": here.fight.mean(axis=0).tolist(),
        "consent": [
            [
                [*fights, *(coding.parties[h] for h in issue.holders if o != issue.now)]
                for o in range(len(issue.options))
            ]
            for issue in coding.issues
        ],
        "red_lines": [
            {"party": coding.parties[p], "issue": i.id, "value": i.options[o]}
            for k, i in enumerate(coding.issues)
            for p in range(len(coding.parties))
            for o in sorted(coding.stances[p][k].red)
        ],
        "name": dossier.process.title,
    }
    return scenario, _chances(coding, acceptance(joined, here), seed, most)


def _chances(coding: Coding, found: Acceptance, seed: int, most: int) -> dict[str, Any]:
    """The chances as `parley deals` prints them."""
    order = np.argsort(-found.all_accept, kind="stable")[:most]
    return {
        "draws": found.draws,
        "seed": seed,
        "zone": found.zone,
        "zone_error": found.zone_error,
        "packages": [
            {
                "package": {
                    i.id: i.options[o]
                    for i, o in zip(coding.issues, found.options[row], strict=True)
                },
                "all_accept": float(found.all_accept[row]),
                "accepts": dict(zip(coding.parties, found.accepts[row].tolist(), strict=True)),
            }
            for row in order
        ],
    }
