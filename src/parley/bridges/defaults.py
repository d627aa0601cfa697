"""Default ranges of the numbers that no record states and no history fits, each with its reason.

They are elicited: chosen by the makers of Parley, wide, equal for both sides, and open to
replacement by an estimate of the same id in a dossier's `estimates.yaml`. What each does stands in
docs/explanation/joining.md; the outlook says how much of each headline rests on them.
"""

from dataclasses import dataclass

from parley.dossier.estimate import Distribution, Estimate, Family

ELICITED = "elicited; docs/explanation/joining.md"


@dataclass(frozen=True)
class Default:
    """One default: name, unit, range, and whether the field model depends on it."""

    name: str
    unit: str
    family: Family
    numbers: tuple[float, ...]
    field: bool = False
    source: str = ELICITED

    def estimate(self, key: str, *, about: tuple[str, ...] = (), of: str = "") -> Estimate:
        """The default as an estimate with the id `key`."""
        return Estimate(
            id=key,
            name=f"{self.name}{of}",
            unit=self.unit,
            distribution=Distribution(family=self.family, numbers=self.numbers),
            origin="default",
            source=self.source,
            about=about,
        )


NONE_OR_SOME = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, -0.6, -0.2, 0.2, 0.6, 1.0)
"""Half the mass on no effect at all, half spread evenly on both sides of it."""

COMMON: dict[str, Default] = {
    "sanctions_drain": Default(
        "extra drain on a side under full sanctions", "share", "uniform", (0, 0.5), True
    ),
    "arms_shield": Default(
        "drain spared by arms delivered in full", "share", "uniform", (0, 0.5), True
    ),
    "arms_strength": Default(
        "share of strength in the field that hangs on arms", "share", "uniform", (0, 0.9), True
    ),
    "swing": Default(
        "monthly swing of potential between the sides", "potential per sqrt(month)", "lognormal",
        (0.03, 1.2), True,
    ),
    "tilt": Default(
        "how much likelier sudden collapse is for the weaker side", "per unit of balance",
        "lognormal", (2.0, 1.5), True,
    ),
    "sudden_share": Default(
        "share of history's hazard that a side falls that is sudden, not exhaustion", "share",
        "uniform", (0.6, 0.9), True,
        "elicited; docs/explanation/course.md, anchors: three quarters meets the early years",
    ),
    "front_gain": Default(
        "monthly move of the front per unit of balance", "front per month", "uniform", (0, 0.02),
        True,
    ),
    "clock": Default(
        "months until the war is expected to end as things stand, if nobody falls or signs",
        "months", "lognormal", (60, 1.4), True,
    ),
    "optimism_weight": Default(
        "months of fighting that a side's first belief is worth", "months", "lognormal", (24, 1.5),
        True,
    ),
    "cost_growth": Default(
        "growth of the cost of a month as a side tires", "1", "uniform", (0, 2)
    ),
    "theta_z": Default(
        "log hazard ratio of a settlement per unit of surplus", "1", "lognormal", (3, 1.5)
    ),
    "theta_m": Default(
        "log hazard ratio of a truce per unit of margin", "1", "lognormal", (2, 1.5)
    ),
    "relapse_feared": Default(
        "chance of relapse that parties to a deal reckon with, relative to history's", "1",
        "lognormal", (1.0, 1.3),
    ),
    "regain": Default(
        "potential regained in a month of quiet", "potential per month", "lognormal", (0.004, 1.5)
    ),
    "weariness": Default(
        "log hazard ratio of a negotiated end per unit of exhaustion, beyond the surplus", "1",
        "table", NONE_OR_SOME,
    ),
    "strength_breaks": Default(
        "log hazard ratio of a truce breaking per unit of potential left", "1", "table",
        NONE_OR_SOME,
    ),
    "monitoring": Default(
        "hazard ratio of a truce breaking while it is monitored", "1", "lognormal", (0.8, 1.35)
    ),
}  # fmt: skip

PER_SIDE: dict[str, Default] = {
    "potential": Default("conflict potential left", "1 = full", "uniform", (0.4, 0.8)),
    "drain": Default(
        "monthly drain before anchoring", "potential per month", "lognormal", (0.0062, 1.236), True
    ),
    "optimism": Default(
        "tilt of own belief about the drains", "potential per month", "half_normal", (0.0015,), True
    ),
}

NEARNESS = Default("nearness to giving in today, by cost", "share", "beta", (2, 3))
MIDDLE = Default(
    "worth of an option halfway from the preferred one", "share", "uniform", (0.3, 0.7)
)
STANCE = Default("preferred option, where the record is silent", "draw", "uniform", (0, 1))
SALIENCE = Default("weight of the issue, relative", "1", "lognormal", (1, 2))
CAPABILITY = {
    True: Default("capability to press for its position", "share", "uniform", (0.5, 1.0)),
    False: Default("capability to press for its position", "share", "uniform", (0.2, 0.8)),
}
"""For the positions model alone, by whether the party fights."""
STATED_SALIENCE_FACTOR = 1.3

TAKES_PLACE: dict[str, Default] = {
    "officials": Default("chance that the meeting takes place", "share", "beta", (6, 2)),
    "summit": Default("chance that the meeting takes place", "share", "beta", (3, 3)),
    "call": Default("chance that the meeting takes place", "share", "beta", (4, 2)),
    "round": Default("chance that the meeting takes place", "share", "beta", (4, 2)),
    "other": Default("chance that the meeting takes place", "share", "beta", (4, 2)),
}
BINDING = Default("odds ratio of a meeting under this constraint", "1", "lognormal", (0.7, 1.6))
POSTPONED = Default(
    "odds ratio of a meeting that was postponed before", "1", "lognormal", (0.5, 1.5)
)

LEVELS: dict[tuple[str, str], Default] = {
    ("arms", "active"): Default("level of the lever", "share", "point", (1.0,), True),
    ("arms", "threatened"): Default(
        "level of the lever, given but in doubt", "share", "uniform", (0.7, 1.0), True
    ),
    ("arms", "on_hold"): Default(
        "level of the lever, on hold", "share", "uniform", (0.2, 0.6), True
    ),
    ("arms", "offered"): Default("level of the lever", "share", "point", (0.0,), True),
    ("arms", "withdrawn"): Default("level of the lever", "share", "point", (0.0,), True),
    ("sanctions", "active"): Default("level of the lever", "share", "point", (1.0,), True),
    ("sanctions", "threatened"): Default("level of the lever", "share", "point", (0.0,), True),
    ("sanctions", "on_hold"): Default(
        "level of the lever, eased", "share", "uniform", (0.2, 0.6), True
    ),
    ("sanctions", "offered"): Default("level of the lever", "share", "point", (0.0,), True),
    ("sanctions", "withdrawn"): Default("level of the lever", "share", "point", (0.0,), True),
}
ARMS_IN_FULL = 0.8
"""Arms level of a side whose supply no lever is known to touch, or whose levers are all in full."""
