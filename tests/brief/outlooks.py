"""Outlooks about processes that do not exist, built in code; every name and figure is invented."""

import datetime

from brief.invented_answers import estimates, findings, moves, outcomes, phases, zone
from brief.invented_record import (
    CAUTION,
    DEMANDS,
    EVIDENCE,
    PARALLEL,
    SOURCE,
    TEXT,
    WARRANT,
    assessments,
    ev,
    issues,
    levers,
    meetings,
    parties,
    position,
    row,
    source,
)
from parley.outlook.document import (
    AloneView,
    BaseRateView,
    ConstraintView,
    Headline,
    Outlook,
    ParallelView,
    ProcessView,
    Question,
)


def full() -> Outlook:
    """A whole outlook about a war that never was."""
    return Outlook(
        process=ProcessView(
            title="War between Estania and Norrland",
            question="Will the talks in Lysa bring a settlement?",
            sides=[["Estania"], ["Norrland"]],
            side_ids=[["estania"], ["norrland"]],
            type="interstate",
            started=datetime.date(2027, 2, 1),
            intensity=12000,
            horizon=60,
            months_fought=49,
        ),
        as_of=datetime.date(2031, 3, 5),
        seed=1,
        version="0.1.0",
        run_id="7f3a21c09d",
        unreviewed=True,
        draws=500,
        field_draws=100,
        paths=200,
        outcomes=outcomes(),
        why=None,
        headline=Headline(
            says=(
                "War most likely goes on: a settlement is in force within a year in "
                "4.6 % of cases (2.0–7.9 %)."
            ),
            note=(
                "A truce signed now would still hold a year later in about seven "
                "cases of ten. History alone says 5.8 %."
            ),
            shares={"stated": 0.16, "historical": 0.27, "judgement": 0.04, "default": 0.53},
            drivers=[
                ("rate.negotiated", 0.27),
                ("omega", 0.2),
                ("worths", 0.18),
                ("red.saddle", 0.16),
                ("drain.ratio", 0.15),
                ("salience.sanctions", 0.04),
            ],
        ),
        months=list(range(61)),
        phases=phases(),
        truce=row(
            (0.92, 0.85, 0.97),
            (0.82, 0.7, 0.92),
            (0.69, 0.5, 0.84),
            (0.58, 0.4, 0.75),
            (0.45, 0.28, 0.64),
        ),
        alone=[
            AloneView(
                outcome="settlement",
                horizon=12,
                joined=0.046,
                rows={"history": 0.058, "coin": 0.5, "without talks": 0.038},
                says=(
                    "Joined and history are close; the models lower it a little "
                    "because the zone is thin."
                ),
            ),
            AloneView(
                outcome="war_continues",
                horizon=12,
                joined=0.913,
                rows={"history": 0.87, "coin": 0.5, "without talks": 0.93},
                says="The models see fewer collapses than history.",
            ),
        ],
        by_class={
            "high-intensity, war years 4-5": row(
                (0.01, 0.0, 0.02),
                (0.02, 0.01, 0.04),
                (0.04, 0.02, 0.07),
                (0.06, 0.03, 0.1),
                (0.1, 0.05, 0.15),
            ),
            "interstate": row(
                (0.03, 0.01, 0.06),
                (0.06, 0.02, 0.12),
                (0.12, 0.05, 0.22),
                (0.18, 0.08, 0.3),
                (0.28, 0.14, 0.45),
            ),
        },
        zone=zone(),
        moves=moves(),
        meetings=meetings(),
        levers=levers(),
        issues=issues(),
        parties=parties(),
        assessments=assessments(),
        constraints=[
            ConstraintView(
                id="c-warrant",
                kind="warrant",
                name="Warrant of the Harbour Court",
                binds=["President Oren Vale"],
                meetings=["m-summit"],
                issues=[],
                evidence=[WARRANT.id],
                review="accepted",
            ),
            ConstraintView(
                id="c-sanctions",
                kind="sanctions_regime",
                name="Sanctions of the Coastal League",
                binds=["Estania"],
                meetings=["m-summit"],
                issues=["i-sanctions", "i-energy"],
                evidence=[CAUTION.id],
                review="accepted",
            ),
        ],
        parallels=[
            ParallelView(
                id="p1",
                name="Talks between Ambria and the Tern Islands",
                parties=["Ambria", "Tern Islands"],
                evidence=[PARALLEL.id],
            )
        ],
        history=[
            BaseRateView(
                name="Negotiated end in a year, interstate wars in years 4 and 5",
                value=0.058,
                interval=(0.022, 0.11),
                unit="share",
                n=103,
                source="Invented table, made for tests",
            ),
            BaseRateView(
                name="Median length of a truce",
                value=14,
                interval=(8, 26),
                unit="months",
                n=20,
                source="Invented table, made for tests",
            ),
        ],
        questions=[
            Question(
                id="q1",
                text="Will a summit take place in Lysa before July 2031?",
                resolves="Two sources report that both presidents met.",
                by=datetime.date(2031, 7, 1),
                value=0.48,
                interval=(0.28, 0.68),
                base_rate=0.5,
            )
        ],
        findings=findings(),
        missing=[
            "Norrland’s position on sanctions: would narrow the zone.",
            "What happens to the prisoners.",
        ],
        limits=["Front lines move without geography.", "Third parties do not collapse."],
        estimates=estimates(),
        evidence=EVIDENCE,
        sources=[source(SOURCE, TEXT)],
    )


def no_outlook() -> Outlook:
    """A record in which no two sides were found."""
    given = full()
    process = given.process.model_copy(update={"sides": [], "side_ids": [], "months_fought": None})
    empty: dict[str, object] = dict(
        alone=[],
        by_class={},
        phases={},
        months=[],
        history=[],
        questions=[],
        findings=[],
        estimates=[],
    )
    none = dict.fromkeys(("outcomes", "headline", "truce", "zone", "moves", "as_of"))
    views = {
        "meetings": [m.model_copy(update={"chance": None, "why": None}) for m in given.meetings],
        "levers": [x.model_copy(update={"effects": None, "says": ""}) for x in given.levers],
        "assessments": [a.model_copy(update={"answer": None}) for a in given.assessments],
        "issues": [
            i.model_copy(
                update={
                    "sticking": None,
                    "says": None,
                    "contested": False,
                    "options": [
                        o.model_copy(update={"in_deal": None, "forecast": None}) for o in i.options
                    ],
                }
            )
            for i in given.issues
        ],
        "why": (
            "No two sides at war were found in this report. Name them with --sides, "
            "or add a report that says who fights whom."
        ),
        "process": process,
    }
    return given.model_copy(update=empty | none | views)


def right_to_left() -> Outlook:
    """A thin record from a report in Arabic script."""
    text = "عقد الطرفان اجتماعا أمس.\nوقال الوزير إن المحادثات كانت مفيدة."
    quote = ev("وقال الوزير إن المحادثات كانت مفيدة.", "s-ar", text)
    thin = no_outlook()
    said = thin.assessments[0].model_copy(
        update={"quote": quote.quote, "evidence": [quote.id], "about": []}
    )
    empty: dict[str, object] = {
        k: []
        for k in (
            "meetings",
            "levers",
            "issues",
            "parties",
            "constraints",
            "parallels",
            "missing",
            "limits",
        )
    }
    views = {
        "assessments": [said],
        "evidence": [quote],
        "sources": [source("s-ar", text, language="ar")],
    }
    return thin.model_copy(update=empty | views)


def crowded(parties_n: int = 25, issues_n: int = 40) -> Outlook:
    """An outlook with many parties and issues."""
    given = full()
    many = [
        given.parties[n % 5].model_copy(
            update={
                "people": [],
                "id": f"party-{n}",
                "name": f"Party {n}",
                "side": n % 2 if n < 10 else None,
            }
        )
        for n in range(parties_n)
    ]
    stand = [
        position(p.name, "estania" if n % 3 else "norrland", "stated", DEMANDS)
        for n, p in enumerate(many)
    ]
    wide = [
        given.issues[0].model_copy(
            update={
                "id": f"i{n}",
                "question": f"Question {n}, on a matter that takes some words to put?",
                "positions": stand,
                "contested": n < 8,
                "sticking": given.issues[0].sticking if n < 8 else None,
            }
        )
        for n in range(issues_n)
    ]
    return given.model_copy(
        update={"parties": [*given.parties, *many], "issues": [*given.issues, *wide]}
    )
