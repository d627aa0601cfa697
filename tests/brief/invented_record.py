"""The record of a process that never was: what a source says."""

import datetime
import hashlib
from pathlib import Path

from parley.outlook.document import (
    AssessmentView,
    EvidenceView,
    IssueView,
    LeverView,
    MeetingView,
    Number,
    OptionView,
    PartyView,
    PersonView,
    PositionView,
    SeatView,
    SourceView,
)

TEXT = (Path(__file__).parent / "report.txt").read_text(encoding="utf-8")
SOURCE = "s1"


def ev(quote: str, source: str = SOURCE, text: str = TEXT) -> EvidenceView:
    start = text.index(quote)
    end = start + len(quote)
    return EvidenceView(
        id=f"{source}:{start}-{end}", source=source, start=start, end=end, quote=quote
    )


CALL = ev(
    "President Ida Falk of Westmark spoke by telephone with President Oren Vale "
    "of Estania on Monday."
)
ABOUT = ev("They spoke about the next round of talks and about trade after the war.")
SUMMIT = ev("A summit is planned in Lysa, hosted by Prime Minister Mara Quill of Sundria.")
BEFORE = ev(
    "Before it, officials will meet; Westmark sends Foreign Minister Tove "
    "Brandt, and Estania sends either Minister Ruben Hale or presidential aide "
    "Kas Orlo."
)
EITHER = ev("either Minister Ruben Hale or presidential aide Kas Orlo")
USEFUL = ev('Vale called the call "useful, with the next steps agreed".')
PROGRESS = ev('Falk reported "real progress on what comes after".')
CAUTION = ev(
    "Sundria welcomed the meeting, while ministers of the Coastal League urged "
    "caution because of the sanctions in force and the warrant of the Harbour "
    "Court against Vale."
)
WARRANT = ev("the warrant of the Harbour Court against Vale")
GUNS = ev("Westmark may hold back long-range guns for Norrland until the talks are over.")
EASE = ev("The League could ease its sanctions once an agreement is signed.")
DEMANDS = ev(
    "Estania demands recognition of the Saddle Hills as its own, an end to "
    "sanctions and control of the districts it holds."
)
REFUSES = ev("Norrland refuses to give up the Saddle Hills.")
PARALLEL = ev("Falk compared the talks with those between Ambria and the Tern Islands.")
OPEN = ev("The outcome is open, and the risk of renewed escalation is high.")
TRUCE = ev(
    "A truce now would be temporary, analysts write; a lasting peace will come "
    "only when both sides are exhausted."
)
EVIDENCE = [
    CALL,
    ABOUT,
    SUMMIT,
    BEFORE,
    EITHER,
    USEFUL,
    PROGRESS,
    CAUTION,
    WARRANT,
    GUNS,
    EASE,
    DEMANDS,
    REFUSES,
    PARALLEL,
    OPEN,
    TRUCE,
]
HORIZONS = (3, 6, 12, 24, 60)


def num(value: float, low: float, high: float) -> Number:
    return Number(value=value, interval=(low, high), mc_error=0.001)


def row(*triples: tuple[float, float, float]) -> dict[int, Number]:
    return {h: num(*t) for h, t in zip(HORIZONS, triples, strict=True)}


def shifts(scale: float) -> dict[int, Number]:
    ends = zip(HORIZONS, (0.2, 0.4, 0.7, 1.0, 1.3), strict=True)
    return {h: num(scale * k, scale * k - 0.006 * k, scale * k + 0.006 * k) for h, k in ends}


def meetings() -> list[MeetingView]:
    def meeting(**given: object) -> MeetingView:
        base: dict[str, object] = dict(
            seats=[],
            place=None,
            host=None,
            when=None,
            date=None,
            agenda=None,
            after=[],
            constraints=[],
            chance=None,
            why=None,
            review="accepted",
        )
        return MeetingView.model_validate(base | given)

    return [
        meeting(
            id="m-call",
            name="Call between the presidents of Westmark and Estania",
            kind="call",
            status="held",
            seats=[
                SeatView(any_of=["President Ida Falk"]),
                SeatView(any_of=["President Oren Vale"]),
            ],
            when="Monday",
            date=datetime.date(2031, 3, 3),
            agenda="the next round of talks; trade after the war",
            evidence=[CALL.id, ABOUT.id],
        ),
        meeting(
            id="m-officials",
            name="Talks between officials",
            kind="officials",
            status="planned",
            seats=[
                SeatView(any_of=["Foreign Minister Tove Brandt"]),
                SeatView(any_of=["Minister Ruben Hale", "presidential aide Kas Orlo"]),
            ],
            chance=num(0.74, 0.55, 0.88),
            why="Officials’ talks that were announced took place in most cases.",
            evidence=[BEFORE.id, EITHER.id],
        ),
        meeting(
            id="m-summit",
            name="Summit in Lysa",
            kind="summit",
            status="planned",
            seats=[
                SeatView(any_of=["President Ida Falk"]),
                SeatView(any_of=["President Oren Vale"]),
            ],
            place="Lysa",
            host="Prime Minister Mara Quill",
            after=["m-officials"],
            constraints=["c-warrant"],
            chance=num(0.48, 0.28, 0.68),
            why="It follows the officials’ talks, and the warrant binds one guest.",
            evidence=[SUMMIT.id],
        ),
        meeting(
            id="m-geneva", name="Technical round", kind="round", status="cancelled", evidence=[]
        ),
    ]


def levers() -> list[LeverView]:
    def effects(a: float, b: float) -> dict[str, dict[int, Number]]:
        return {
            "settlement": shifts(a),
            "ceasefire_holding": shifts(a / 4),
            "war_continues": shifts(-a - b),
            "collapse": shifts(b),
        }

    return [
        LeverView(
            id="l-guns",
            name="Long-range guns for Norrland",
            holder="Westmark",
            target="Norrland",
            instrument="arms",
            state="threatened",
            condition="until the talks are over",
            alternative="on_hold",
            effects=effects(-0.017, 0.006),
            says=(
                "Held back, the guns lower the chance of a settlement and raise that of a collapse."
            ),
            evidence=[GUNS.id],
            review="accepted",
        ),
        LeverView(
            id="l-sanctions",
            name="Sanctions of the Coastal League",
            holder="Coastal League",
            target="Estania",
            instrument="sanctions",
            state="active",
            condition="once an agreement is signed",
            alternative="withdrawn",
            effects=effects(0.03, -0.004),
            says="Eased on signature, the sanctions widen what can be traded.",
            evidence=[EASE.id],
            review="accepted",
        ),
        LeverView(
            id="l-trade",
            name="Trade after the war",
            holder="Westmark",
            target="Estania",
            instrument="trade",
            state="offered",
            condition=None,
            alternative=None,
            effects=None,
            says="",
            evidence=[ABOUT.id],
            review="proposed",
        ),
    ]


def position(
    party: str, preferred: str, origin: str, quote: EvidenceView | None = None, **more: object
) -> PositionView:
    base: dict[str, object] = dict(
        party=party,
        preferred=preferred,
        acceptable=[],
        red_lines=[],
        says=None,
        origin=origin,
        evidence=[quote.id] if quote else [],
        as_of=None,
    )
    return PositionView.model_validate(base | more)


def issues() -> list[IssueView]:
    def options(*rows: tuple[str, str, float, float]) -> list[OptionView]:
        return [OptionView(id=i, label=x, in_deal=d, forecast=f) for i, x, d, f in rows]

    return [
        IssueView(
            id="i-saddle",
            question="Who holds the Saddle Hills?",
            demand_class="recognition",
            ordered=True,
            now="disputed",
            now_origin="stated",
            options=options(
                ("estania", "Recognised as part of Estania", 0.18, 0.3),
                ("disputed", "Held by Estania, recognised by nobody", 0.47, 0.4),
                ("autonomy", "Self-rule under Norrland’s flag", 0.25, 0.2),
                ("norrland", "Returned to Norrland", 0.1, 0.1),
            ),
            positions=[
                position(
                    "Estania",
                    "estania",
                    "stated",
                    DEMANDS,
                    says="recognition of the Saddle Hills as its own",
                ),
                position(
                    "Norrland",
                    "norrland",
                    "stated",
                    REFUSES,
                    acceptable=["autonomy"],
                    red_lines=["estania"],
                ),
            ],
            silent=["Coastal League"],
            holders=["Coastal League"],
            contested=True,
            sticking=num(0.11, 0.04, 0.2),
            says="One step by Norrland on this issue widens the zone most.",
            evidence=[DEMANDS.id],
            review="accepted",
        ),
        IssueView(
            id="i-sanctions",
            question="What becomes of the sanctions?",
            demand_class="sanctions",
            ordered=True,
            now="in-force",
            now_origin="stated",
            options=options(
                ("in-force", "Stay in force", 0.1, 0.2),
                ("phased", "Eased in phases", 0.6, 0.5),
                ("lifted", "Lifted at once", 0.3, 0.3),
            ),
            positions=[
                position("Estania", "lifted", "stated", DEMANDS, says="an end to sanctions")
            ],
            silent=["Norrland", "Coastal League"],
            holders=["Coastal League"],
            contested=True,
            sticking=num(0.04, 0.0, 0.09),
            says=None,
            evidence=[DEMANDS.id],
            review="accepted",
        ),
        IssueView(
            id="i-energy",
            question="On what terms does energy flow?",
            demand_class="trade_energy",
            ordered=False,
            now=None,
            now_origin="default",
            options=options(("free", "Freely", 0.5, 0.5), ("quota", "Under quotas", 0.5, 0.5)),
            positions=[],
            silent=["Estania", "Norrland"],
            holders=[],
            contested=False,
            sticking=None,
            says=None,
            evidence=[],
            review="proposed",
        ),
    ]


def parties() -> list[PartyView]:
    def party(
        id: str, name: str, kind: str, role: str, side: int | None = None, **more: object
    ) -> PartyView:
        base: dict[str, object] = dict(
            people=[], wants=[], can_do=[], cannot_accept=[], evidence=[], review="accepted"
        )
        return PartyView.model_validate(
            base | dict(id=id, name=name, kind=kind, role=role, side=side) | more
        )

    def person(id: str, name: str, office: str, party: str) -> PersonView:
        return PersonView(id=id, name=name, office=office, party=party)

    return [
        party(
            "estania",
            "Estania",
            "state",
            "belligerent",
            0,
            people=[
                person("vale", "Oren Vale", "President", "estania"),
                person("orlo", "Kas Orlo", "presidential aide", "estania"),
            ],
            wants=["recognition of the Saddle Hills as its own", "an end to sanctions"],
            evidence=[DEMANDS.id],
        ),
        party(
            "norrland",
            "Norrland",
            "state",
            "belligerent",
            1,
            wants=["Who holds the Saddle Hills? — Returned to Norrland"],
            cannot_accept=["Who holds the Saddle Hills? — Recognised as part of Estania"],
            evidence=[REFUSES.id],
        ),
        party(
            "westmark",
            "Westmark",
            "state",
            "patron",
            people=[person("falk", "Ida Falk", "President", "westmark")],
            can_do=["deliver or hold back arms (Norrland): Long-range guns for Norrland"],
            evidence=[GUNS.id],
        ),
        party(
            "league",
            "Coastal League",
            "organisation",
            "patron",
            can_do=["impose or ease sanctions (Estania): Sanctions of the Coastal League"],
            evidence=[EASE.id],
        ),
        party("sundria", "Sundria", "state", "host", evidence=[SUMMIT.id]),
    ]


def assessments() -> list[AssessmentView]:
    def said(
        id: str,
        by: str,
        polarity: str,
        quote: EvidenceView,
        claim: str | None = None,
        answer: str | None = None,
    ) -> AssessmentView:
        return AssessmentView(
            id=id,
            by=by,
            polarity=polarity,
            claim=claim,
            quote=quote.quote,
            about=["m-call"] if claim is None else [],
            answer=answer,
            evidence=[quote.id],
            review="accepted",
        )  # type: ignore[arg-type]

    return [
        said("a1", "President Ida Falk", "positive", PROGRESS),
        said("a2", "President Oren Vale", "positive", USEFUL),
        said("a3", "Coastal League", "mixed", CAUTION),
        said("a4", "the source", "neutral", OPEN, "escalation", "escalation"),
        said("a5", "the source", "negative", TRUCE, "ceasefire_temporary", "truce.12"),
        said("a6", "the source", "neutral", TRUCE, "exhaustion_needed"),
    ]


def source(id: str, text: str, **more: object) -> SourceView:
    base: dict[str, object] = dict(
        id=id,
        title=text.split("\n")[0],
        publisher="The Lysa Courier",
        author="A. Writer",
        date=datetime.date(2031, 3, 5),
        address="https://news.example/talks",
        language="en",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
    )
    return SourceView.model_validate(base | more)
