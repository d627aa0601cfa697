import pytest

import makers
from parley.dossier.check import check, require_valid
from parley.errors import DossierError


def problems(**changes):
    return {(p.severity, p.where, p.says) for p in check(makers.dossier(**changes))}


def one(kind, **changes):
    entry = makers.plain()[kind][0] | changes
    return {kind: [entry, *makers.plain()[kind][1:]]}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (one("meetings", date="2032-01-01"),
         "meeting 'ministers': date: must be within the horizon of 60 months, by 2029-04-06, "
         "got 2032-01-01"),
        (one("levers", schedule=[{"date": "2031-01-01", "state": "active"}]),
         "lever 'arms': schedule: must be in the horizon, by 2029-04-06, got 2031-01-01"),
        (one("levers", schedule=[{"date": "2025-01-01", "state": "active"},
                                 {"date": "2024-09-01", "state": "on_hold"}]),
         "lever 'arms': schedule: dates must rise, got 2025-01-01 2024-09-01"),
        (one("levers", otherwise="active"),
         "lever 'arms': otherwise: 'active' needs a spell (`during`)"),
        (one("levers", during="talks", otherwise="threatened"),
         "lever 'arms': otherwise: must differ from the state, got 'threatened'"),
    ],
)  # fmt: skip
def test_what_cannot_be_ahead_is_named_in_one_line(changes, says) -> None:
    with pytest.raises(DossierError) as e:
        require_valid(makers.dossier(**changes))
    assert str(e.value) == says


def test_a_schedule_needs_a_date_to_count_from() -> None:
    changes = one("levers", schedule=[{"date": "2025-01-01", "state": "active"}])
    process = {k: v for k, v in makers.plain()["process"].items() if k != "as_of"}
    found = problems(process=process, **changes)
    assert ("error", "lever 'arms'",
            "schedule: needs the date of the record (as_of in process)") in found  # fmt: skip


def test_a_meeting_far_off_that_a_machine_proposed_only_warns() -> None:
    found = problems(**one("meetings", date="2032-01-01", rule="meeting"))
    assert [s for s, where, _ in found if where == "meeting 'ministers'"] == ["warning"]


def test_what_is_well_ahead_is_no_problem() -> None:
    changes = one("levers", during="talks", otherwise="withdrawn",
                  schedule=[{"date": "2025-01-01", "state": "active", "level": 0.5}])  # fmt: skip
    require_valid(makers.dossier(**changes))
    assert "error" not in [s for s, _, _ in problems(**changes)]
