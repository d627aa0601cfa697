"""Which single numbers carry an outcome, from the draws that a run makes anyway."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from parley.dossier.schema import Dossier
from parley.errors import OutlookError
from parley.models.course.sensitivity import given_data_indices
from parley.outlook.joined import Size, prepare, simulate_scenario
from parley.outlook.scenarios import frequencies, horizons
from parley.outlook.sensitivity import sensitivity
from parley.outlook.words import months, percent

OUTCOMES = ("settlement", "ceasefire_holding", "war_continues", "collapse", "signed_by")
SHOWN = 10
"""Numbers listed, at most."""


@dataclass(frozen=True)
class Carrier:
    """A number, its first-order index, the sign of its effect, and where it comes from.

    `stands_out` says whether its index is beyond what chance gives the many numbers tried.
    """

    id: str
    name: str
    origin: str
    index: float
    sign: int
    stands_out: bool


@dataclass(frozen=True)
class Carried:
    """What carries an outcome: shares of the variance of its chance over the draws.

    `origins` sums to 1 (rank regression, shared out over orders of entry); `numbers` are
    first-order indices, the largest first; `explained` is what ranks explain of the variance.
    """

    outcome: str
    horizon: int
    mean: float
    sd: float
    origins: dict[str, float]
    numbers: tuple[Carrier, ...]
    explained: float
    draws: int

    def to_json(self) -> dict[str, Any]:
        """The shares as plain JSON data."""
        return {**self.__dict__, "numbers": [x.__dict__ for x in self.numbers]}

    def in_words(self) -> str:
        """The shares as text."""
        what = self.outcome.replace("_", " ")
        lines = [
            f"The chance of “{what}” {months(self.horizon)} on is {percent(self.mean)}; over the "
            f"draws one sd is {100 * self.sd:.1f} points.",
            "By origin: " + ", ".join(f"{k} {percent(v)}" for k, v in self.origins.items()) + ".",
            "By number (first-order index; * beyond chance for the many tried):",
        ]
        for x in self.numbers:
            way = "raises it" if x.sign > 0 else "lowers it" if x.sign < 0 else ""
            mark = "*" if x.stands_out else " "
            lines.append(f"  {x.index:.3f}{mark} {x.name.split(' (')[0]} ({x.origin}; {way})")
        lines.append(f"From {self.draws} draws that the run makes anyway.")
        return "\n".join(lines)


def carried(
    dossier: Dossier,
    outcome: str = "settlement",
    *,
    horizon: int | None = None,
    seed: int = 1,
    draws: int = 1000,
    paths: int = 200,
) -> Carried:
    """Return which numbers carry an outcome, without runs of their own.

    Parameters
    ----------
    dossier : with two sides
    outcome : one of OUTCOMES
    horizon : months ahead; 12, or the nearest there is, when not given
    seed, draws, paths : as for `run`

    Raises
    ------
    OutlookError
        If there are no two sides, or the outcome or horizon is none of the run's.

    Notes
    -----
    `parley.models.course.sensitivity.given_data_indices`, the paths' noise taken off by two sets of
    paths. By chance an index of a number that does nothing spreads about 0 with a standard
    deviation of about sqrt(2 (k - 1)) / n for k classes of n draws; one stands out above four.
    """
    if len(dossier.process.sides) != 2:
        raise OutlookError('sensitivity: needs two sides at war; name them with --sides "A | B"')
    if outcome not in OUTCOMES:
        raise OutlookError(f"--outcome: must be one of {', '.join(OUTCOMES)}, got {outcome!r}")
    last = dossier.process.horizon
    if horizon is not None and not 1 <= horizon <= last:
        raise OutlookError(f"--horizon: must be in 1..{last}, got {horizon}")
    joined = prepare(dossier, Size(draws=draws, paths=paths, seed=seed))
    month = horizon or min(horizons(joined), key=lambda h: abs(h - 12))
    one, two = frequencies(simulate_scenario(joined, {}, joined.base))[outcome][:, :, month]
    y, noise = (one + two) / 2, float(((one - two) ** 2).mean()) / 4
    names = joined.draws.uncertain()
    x = np.stack([joined.draws[k] for k in names], axis=1)
    found = given_data_indices(x, y, noise=noise)
    known = {e.id: e for e in joined.draws.estimates}
    classes = max(2, round(draws ** (1 / 3)))
    bar = 4 * np.sqrt(2 * (classes - 1)) / draws * y.var() / max(found.variance, 1e-300)
    ranked = sorted(range(len(names)), key=lambda k: (-found.first[k], names[k]))[:SHOWN]
    rows = []
    for k in ranked:
        tilt = float(np.corrcoef(x[:, k], y)[0, 1]) if y.std() > 0 else 0.0
        e = known[names[k]]
        index = float(found.first[k])
        rows.append(Carrier(e.id, e.name, e.origin, index, int(np.sign(tilt)), index > bar))
    columns = {k: joined.draws[k] for k in names}
    split = sensitivity(y, columns, {e.id: e.origin for e in joined.draws.estimates})
    return Carried(
        outcome, month, float(y.mean()), float(np.sqrt(found.variance)), split.groups,
        tuple(r for r in rows if r.index > 0), split.explained, draws,
    )  # fmt: skip
