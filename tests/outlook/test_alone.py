import numpy as np
import pytest

import makers
from parley.dossier.schema import Dossier
from parley.models.deals.neutral import from_document
from parley.models.stability import stability
from parley.outlook.acceptance import acceptance
from parley.outlook.alone import conflict_of, deal_scenario, scaled_issues
from parley.outlook.joined import Size, prepare
from parley.outlook.today import today


def test_the_deals_scenario_is_one_the_deals_engine_reads() -> None:
    model, spreads = from_document(deal_scenario(makers.dossier())[0])
    assert model.parties == ("WL", "EL", "NL")
    assert {i.name for i in model.issues} == {"cape", "relief"}
    assert spreads is None
    assert (np.asarray(model.reservation) < 1).all()


def test_a_red_line_reaches_the_deals_engine() -> None:
    data = makers.plain()
    data["positions"][2]["red_lines"] = ["west"]
    scenario, _ = deal_scenario(Dossier.model_validate(data))
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


def test_chances_over_draws_are_those_of_each_draw_counted_one_by_one():
    joined = prepare(makers.dossier(), Size(40, 10, 20, 3))
    here = today(joined, joined.base)
    found = acceptance(joined, here)
    w, coding = joined.ground.worths, joined.coding
    needed = [i for i, s in enumerate(coding.side_of) if s is not None]
    now = joined.base.situation.now
    zone = np.zeros(40, bool)
    for row, options in enumerate(found.options):
        total = sum(w.table[:, :, k, o] for k, o in enumerate(options))
        better = total > here.fight
        all_of = np.ones(40, bool)
        for d in range(40):
            asks = {
                h for k, i in enumerate(coding.issues) if options[k] != now[d, k] for h in i.holders
            }
            all_of[d] = better[d, sorted({*needed, *asks})].all()
        assert found.accepts[row] == pytest.approx(better.mean(axis=0))
        assert found.all_accept[row] == pytest.approx(all_of.mean())
        zone |= all_of
    assert found.zone == zone.mean()
    assert 0 <= found.zone_error <= 0.5 / 40**0.5


def test_the_likeliest_packages_come_first():
    _, chances = deal_scenario(makers.dossier(), most=5)
    shares = [p["all_accept"] for p in chances["packages"]]
    assert len(shares) == 5
    assert shares == sorted(shares, reverse=True)
    assert chances["zone"] >= shares[0]
