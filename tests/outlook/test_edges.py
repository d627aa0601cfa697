"""Thin, odd and long records: each gives a whole document, none an exception."""

from typing import Any

import pytest

import makers
from parley.dossier.schema import Dossier
from parley.outlook import run
from parley.outlook.document import EXCLUSIVE, Outlook


def no_issues(data: dict[str, Any]) -> None:
    data["issues"], data["positions"] = [], []
    data["levers"][1].pop("issue")


def no_levers(data: dict[str, Any]) -> None:
    data["levers"] = []


def no_meetings(data: dict[str, Any]) -> None:
    data["meetings"], data["order"] = [], []
    data["constraints"] = []


def nothing_but_sides(data: dict[str, Any]) -> None:
    for key in (
        "issues", "positions", "levers", "meetings", "order", "constraints", "people", "sources",
    ):  # fmt: skip
        data[key] = []


def truce_in_force(data: dict[str, Any]) -> None:
    data["process"]["ceasefire_since"] = "2024-03-20"


def six_months(data: dict[str, Any]) -> None:
    data["process"]["horizon"] = 6


def ten_years(data: dict[str, Any]) -> None:
    data["process"]["horizon"] = 120


def one_month(data: dict[str, Any]) -> None:
    data["process"]["horizon"] = 1


def unknown_war(data: dict[str, Any]) -> None:
    for key in ("type", "started", "intensity", "as_of"):
        del data["process"][key]
    data["sources"][0]["date"] = None


def one_issue_of_two_options(data: dict[str, Any]) -> None:
    no_issues(data)
    data["issues"] = [
        {"id": "vote", "question": "Is there a vote?", "now": "no",
         "options": [{"id": "no", "label": "no"}, {"id": "yes", "label": "yes"}]}
    ]  # fmt: skip
    data["positions"] = [{"id": "p", "party": "WL", "issue": "vote", "preferred": "yes"}]


def many_belligerents(data: dict[str, Any]) -> None:
    more = [f"X{k}" for k in range(7)]
    data["parties"] += [{"id": x, "name": x, "kind": "armed group"} for x in more]
    data["process"]["sides"] = [["WL", *more[:4]], ["EL", *more[4:]]]


def everything_is_a_red_line(data: dict[str, Any]) -> None:
    for p in data["positions"]:
        options = next(i["options"] for i in data["issues"] if i["id"] == p["issue"])
        p["red_lines"] = [o["id"] for o in options]


EDGES = [
    no_levers, no_meetings, truce_in_force, six_months, ten_years, one_month, unknown_war,
    one_issue_of_two_options, many_belligerents, no_issues,
    nothing_but_sides,
    everything_is_a_red_line,
]  # fmt: skip


def made(edge: Any) -> tuple[Dossier, Outlook]:
    data = makers.plain()
    data["process"]["horizon"] = 12
    edge(data)
    dossier = Dossier.model_validate(data)
    return dossier, run(dossier, draws=20, paths=10)


@pytest.mark.parametrize("edge", EDGES, ids=lambda f: f.__name__)
def test_odd_records_give_a_whole_document(edge: Any) -> None:
    dossier, outlook = made(edge)
    assert outlook.outcomes is not None
    assert outlook.why is None
    assert len(outlook.months) == dossier.process.horizon + 1
    assert max(outlook.outcomes["settlement"]) <= dossier.process.horizon
    for h in outlook.outcomes["settlement"]:
        assert sum(outlook.outcomes[k][h].value for k in EXCLUSIVE) == pytest.approx(1)
    known = {e.id for e in outlook.estimates} | {e.id for e in outlook.evidence}
    known |= {e.id for e in dossier.entries()} | {s.id for s in outlook.sources}
    assert all(set(f.rests_on) <= known for f in outlook.findings)
    outlook.to_json()


def test_with_a_truce_in_force_the_first_month_is_a_truce() -> None:
    _, outlook = made(truce_in_force)
    assert outlook.phases["ceasefire_holding"].mean[0] == 1
    assert outlook.phases["war_continues"].mean[0] == 0


def test_with_only_red_lines_the_zone_is_empty_and_said_so() -> None:
    _, outlook = made(everything_is_a_red_line)
    assert outlook.zone is not None
    assert outlook.zone.chance.value == 0
    assert "empty" in outlook.zone.says


def test_parties_beyond_the_limit_are_named() -> None:
    _, outlook = made(many_belligerents)
    assert any("left out" in line for line in outlook.limits)
