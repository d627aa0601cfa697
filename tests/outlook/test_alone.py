import numpy as np
import pytest

import makers
from parley.dossier.schema import Dossier
from parley.models.deals.neutral import from_document
from parley.models.stability import stability
from parley.outlook.alone import conflict_of, course_document, deal_scenario, scaled_issues


def test_the_deals_scenario_is_one_the_deals_engine_reads() -> None:
    model, spreads = from_document(deal_scenario(makers.dossier()))
    assert model.parties == ("WL", "EL", "NL")
    assert {i.name for i in model.issues} == {"cape", "relief"}
    assert spreads is None
    assert (np.asarray(model.reservation) < 1).all()


def test_a_red_line_reaches_the_deals_engine() -> None:
    data = makers.plain()
    data["positions"][2]["red_lines"] = ["west"]
    scenario = deal_scenario(Dossier.model_validate(data))
    assert scenario["red_lines"] == [{"party": "EL", "issue": "cape", "value": "west"}]


def test_positions_of_a_dossier_lie_on_the_options_scale() -> None:
    found = scaled_issues(makers.dossier())
    assert set(found) == {"cape", "relief"}
    assert found["cape"].x[:2].tolist() == [0, 2]
    assert found["relief"].x[0] == 2


def test_the_conflict_of_a_dossier_is_solved() -> None:
    model = conflict_of(makers.dossier())
    assert model.decision_makers == ("Westland", "Eastland", "Northland")
    assert stability(model).stable["nash"].shape == (3, 2 ** len(model.options))


def test_the_analysts_own_moves_go_first() -> None:
    data = makers.plain(
        moves=[
            {"id": "hold", "party": "NL", "label": "holds arms back"},
            {"id": "sign", "party": "WL", "label": "signs", "reversible": False},
            {"id": "raid", "party": "WL", "label": "raids", "excludes": ["sign"]},
        ],
        preferences=[
            {"id": "a", "party": "NL", "statement": "sign"},
            {"id": "b", "party": "WL", "statement": "hold if not sign"},
        ],
    )
    model = conflict_of(Dossier.model_validate(data))
    assert [o.id for o in model.options] == ["hold", "sign", "raid"]
    assert [o.direction for o in model.options] == ["both", "forward", "both"]
    assert model.n_states == 6


def test_the_course_of_a_dossier_adds_up() -> None:
    found = course_document(makers.dossier(), paths=1000)
    total = np.sum(list(found["phases"].values()), axis=0)
    assert total == pytest.approx(np.ones(61))
    assert found["horizon"] == 60
