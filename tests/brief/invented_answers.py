"""Invented answers of models about a process that never was."""

from brief.invented_record import (
    DEMANDS,
    OPEN,
    PROGRESS,
    REFUSES,
    TRUCE,
    USEFUL,
    WARRANT,
    num,
    row,
)
from parley.bridges.finding import Finding
from parley.dossier.estimate import Distribution, Estimate
from parley.outlook.document import (
    MovesView,
    Number,
    PhaseBand,
    StateView,
    ZoneView,
)


def outcomes() -> dict[str, dict[int, Number]]:
    return {
        "settlement": row(
            (0.014, 0.005, 0.024),
            (0.027, 0.010, 0.045),
            (0.046, 0.020, 0.079),
            (0.068, 0.036, 0.108),
            (0.112, 0.062, 0.163),
        ),
        "ceasefire_holding": row(
            (0.007, 0.003, 0.015),
            (0.013, 0.004, 0.025),
            (0.020, 0.008, 0.035),
            (0.023, 0.009, 0.040),
            (0.023, 0.008, 0.041),
        ),
        "war_continues": row(
            (0.974, 0.960, 0.985),
            (0.950, 0.925, 0.970),
            (0.913, 0.873, 0.943),
            (0.859, 0.800, 0.910),
            (0.677, 0.552, 0.789),
        ),
        "collapse": row(
            (0.005, 0.001, 0.010),
            (0.010, 0.003, 0.020),
            (0.021, 0.008, 0.040),
            (0.050, 0.020, 0.090),
            (0.188, 0.090, 0.300),
        ),
        "signed_by": row(
            (0.015, 0.006, 0.026),
            (0.030, 0.012, 0.050),
            (0.054, 0.024, 0.090),
            (0.085, 0.045, 0.130),
            (0.150, 0.090, 0.215),
        ),
        "ceasefire_collapsed": row(
            (0.001, 0.0, 0.003),
            (0.003, 0.001, 0.006),
            (0.008, 0.003, 0.015),
            (0.015, 0.006, 0.028),
            (0.028, 0.012, 0.050),
        ),
    }


def phases() -> dict[str, PhaseBand]:
    """Curves through the outcomes at the horizons, month by month."""
    start = {"settlement": 0.0, "ceasefire_holding": 0.0, "war_continues": 1.0, "collapse": 0.0}
    out = {}
    for key, first in start.items():
        known = [(0, first, first, first)]
        known += [(h, n.value, *n.interval) for h, n in outcomes()[key].items()]
        lines: list[list[float]] = [[], [], []]
        for month in range(61):
            left = max(k for k in known if k[0] <= month)
            right = min((k for k in known if k[0] >= month), key=lambda k: k[0])
            share = (month - left[0]) / (right[0] - left[0]) if right[0] > left[0] else 0.0
            for n, line in enumerate(lines, start=1):
                line.append(left[n] + share * (right[n] - left[n]))
        out[key] = PhaseBand(mean=lines[0], low=lines[1], high=lines[2])
    return out


def estimates() -> list[Estimate]:
    def d(family: str, *numbers: float) -> Distribution:
        return Distribution(family=family, numbers=numbers)  # type: ignore[arg-type]

    return [
        Estimate(
            id="rate.negotiated",
            name="negotiated end in a year of war",
            unit="share a year",
            distribution=d("beta", 6, 97),
            origin="historical",
            dataset="invented dyad-years, war years 4-5",
            n=103,
            source="made for tests",
        ),
        Estimate(
            id="rate.truce",
            name="truces that hold a year",
            unit="share",
            distribution=d("beta", 14, 6),
            origin="historical",
            dataset="invented truces",
            n=20,
            source="made for tests",
        ),
        Estimate(
            id="red.saddle",
            name="red line of Norrland on the Saddle Hills",
            unit="option",
            distribution=d("point", 1),
            origin="stated",
            evidence=(REFUSES.id,),
            about=("i-saddle", "norrland"),
        ),
        Estimate(
            id="salience.sanctions",
            name="weight Estania gives sanctions",
            unit="share",
            distribution=d("uniform", 0.1, 0.5),
            origin="judgement",
            who="an analyst",
            why="it is named second of three",
            about=("i-sanctions",),
        ),
        Estimate(
            id="omega",
            name="planning clock",
            unit="months",
            distribution=d("lognormal", 60, 1.4),
            origin="default",
            source="elicited for this product",
        ),
        Estimate(
            id="drain.ratio",
            name="ratio of drains",
            unit="ratio",
            distribution=d("lognormal", 1, 1.35),
            origin="default",
            source="elicited for this product",
        ),
        Estimate(
            id="meeting.summit.takes_place",
            name="chance that a summit takes place",
            unit="share",
            distribution=d("beta", 3, 3),
            origin="default",
            source="elicited for this product",
            about=("m-summit",),
        ),
        Estimate(
            id="worths",
            name="weights of issues with no stated weight",
            unit="shares",
            distribution=d("dirichlet", 1, 1, 1),
            origin="default",
            source="every split equally likely",
        ),
    ]


def findings() -> list[Finding]:
    one_year = outcomes()["settlement"][12]
    return [
        Finding(
            id="outcome.settlement.12",
            says="A settlement is in force a year on in about one case of twenty.",
            value=one_year.value,
            unit="chance",
            interval=one_year.interval,
            model="joined",
            rests_on=("rate.negotiated", "omega", "drain.ratio", "i-saddle", DEMANDS.id),
        ),
        Finding(
            id="truce.12",
            says="A truce signed now still holds a year later in about seven cases of ten.",
            value=0.69,
            unit="chance",
            interval=(0.5, 0.84),
            model="joined",
            rests_on=("rate.truce", TRUCE.id),
        ),
        Finding(
            id="zone",
            says=(
                "A package better than fighting on for all who must agree exists, "
                "and the gain is small."
            ),
            value=0.12,
            unit="share of the stake",
            interval=(0.05, 0.20),
            model="deals",
            rests_on=("red.saddle", "worths", "i-sanctions"),
        ),
        Finding(
            id="meeting.m-summit",
            says="The summit takes place in about half of all cases; the warrant lowers the odds.",
            value=0.48,
            unit="chance",
            interval=(0.28, 0.68),
            model="joined",
            rests_on=("m-summit", "meeting.summit.takes_place", WARRANT.id),
        ),
        Finding(
            id="lever.l-guns",
            says="Holding back the guns lowers the chance of a settlement within a year.",
            value=-0.012,
            unit="difference in chance",
            interval=(-0.018, -0.006),
            model="joined",
            rests_on=("l-guns", "drain.ratio"),
        ),
        Finding(
            id="escalation",
            says="Renewed escalation within a year.",
            value=0.2,
            unit="chance",
            interval=(0.1, 0.35),
            model="course",
            rests_on=("drain.ratio", OPEN.id),
        ),
        Finding(
            id="record.accounts",
            says="Both presidents describe the call as a step forward.",
            model="record",
            rests_on=(USEFUL.id, PROGRESS.id),
        ),
    ]


def zone() -> ZoneView:
    return ZoneView(
        chance=num(0.86, 0.7, 0.97),
        surplus=num(0.12, 0.05, 0.2),
        margin_now=num(-0.03, -0.1, 0.04),
        binding={"Norrland": 0.61, "Estania": 0.27, "Coastal League": 0.12},
        trend=num(-0.008, -0.02, 0.003),
        months_of_war=num(41, 28, 55),
        hurt_per_month={"Estania": num(0.004, 0.001, 0.008), "Norrland": num(0.006, 0.002, 0.011)},
        own_odds={"Estania": num(0.19, 0.1, 0.3), "Norrland": num(0.11, 0.05, 0.2)},
        premium=num(0.01, 0.0, 0.02),
        says=(
            "A package exists that every party whose consent it needs prefers to "
            "fighting on; the gain is small, and Norrland is most often the worst "
            "placed."
        ),
    )


def moves() -> MovesView:
    def state(
        label: str, now: bool, taken: tuple[bool, bool, bool], n: float, says: list[str]
    ) -> StateView:
        labels = (
            "Westmark holds back guns",
            "The League eases sanctions",
            "Estania drops the claim",
        )
        chances = {
            c: num(min(1, n + 0.12 * k), max(0, n - 0.1), min(1, n + 0.1 + 0.12 * k))
            for k, c in enumerate(("nash", "gmr", "smr", "seq"))
        }
        return StateView(
            label=label,
            now=now,
            options=dict(zip(labels, taken, strict=True)),
            chances=chances,
            says=says,
        )

    return MovesView(
        decision_makers=["Estania", "Norrland", "Westmark", "Coastal League"],
        moves=["Westmark holds back guns", "The League eases sanctions", "Estania drops the claim"],
        held=["Trade after the war"],
        states=[
            state(
                "As things stand",
                True,
                (False, False, False),
                0.55,
                [
                    "Estania would gain by no move of its own.",
                    "Westmark could hold back the guns; Norrland has no answer.",
                ],
            ),
            state(
                "A settlement on phased terms",
                False,
                (False, True, True),
                0.31,
                [
                    (
                        "Estania would gain by taking the claim up again, and the "
                        "League could answer by keeping its sanctions."
                    )
                ],
            ),
        ],
        says="Things as they stand are left alone in about half of all cases.",
    )
