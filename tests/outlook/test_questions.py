"""Gains, openings, pairs and gaps: what each says must follow from the run it is read off."""

from dataclasses import replace

import numpy as np
import pytest

import makers
from outlook import invented
from parley.dossier.schema import Dossier
from parley.outlook.document import Outlook
from parley.outlook.gains import gains
from parley.outlook.gaps import gaps, listed
from parley.outlook.information import variance_removed, width_after
from parley.outlook.joined import prepare, scenario_values, simulate_scenario
from parley.outlook.opening import opening
from parley.outlook.pairs import kept, pairs
from parley.outlook.part import some_draws
from parley.outlook.scenarios import alternative, frequencies, scene
from parley.outlook.today import today
from parley.outlook.why import why

# ---- some draws ------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", [{}, {"arms": "withdrawn", "sanctions": "withdrawn"}])
def test_the_first_draws_are_those_of_the_whole_run(scenario: dict[str, str]) -> None:
    j = invented.joined()
    whole = simulate_scenario(j, scenario, scenario_values(j, scenario))
    part = some_draws(j, np.arange(7))
    some = simulate_scenario(part, scenario, scenario_values(part, scenario))
    for one, other in zip(whole.halves, some.halves, strict=True):
        assert np.array_equal(one.phases[:7], other.phases)
        assert np.array_equal(one.ever[:7], other.ever)


def test_any_draws_have_their_own_table_today() -> None:
    j = invented.joined()
    rows = np.array([31, 4, 17])
    here, there = today(j, j.base), today(some_draws(j, rows), some_draws(j, rows).base)
    assert np.array_equal(here.surplus[rows], there.surplus)
    assert np.array_equal(here.options[rows], there.options)
    assert here.fight[rows] == pytest.approx(there.fight, abs=1e-12)


# ---- gains -----------------------------------------------------------------------------------


def test_the_worst_placed_party_gains_the_surplus() -> None:
    j = invented.joined()
    here = today(j, j.base)
    for v in gains(j, here):
        assert v.deal is not None
        assert v.gain is not None
        assert v.gain.value == pytest.approx(v.deal.value - v.fighting_on.value, abs=1e-9)
        if v.side is not None:
            assert v.gain.value >= here.surplus.mean() - 1e-9
            assert v.better == 1.0 or here.surplus.min() <= 0


def test_issue_by_issue_adds_up_to_the_package() -> None:
    j = invented.joined()
    for v in gains(j, today(j, j.base)):
        assert v.deal is not None
        total = sum(x.gain.value for x in v.by_issue)
        assert v.now.value + total == pytest.approx(v.deal.value, abs=1e-9)


# ---- what opens the zone ---------------------------------------------------------------------


def shut() -> Dossier:
    """Eastland rules out all but its own line, Westland all but its own: nothing can be signed."""
    data = makers.plain()
    data["positions"][0]["red_lines"] = ["east", "line"]
    data["positions"][2]["red_lines"] = ["west"]
    return Dossier.model_validate(data)


def test_a_red_line_that_closes_the_zone_is_what_opens_it() -> None:
    j = prepare(shut(), invented.SMALL)
    found = opening(j, today(j, j.base))
    assert found.closed == 1.0
    first = found.changes[0]
    assert (first.kind, first.party, first.option) in {
        ("red line", "WL", "line"), ("red line", "EL", "west"), ("red line", "WL", "east"),
    }  # fmt: skip
    freed = makers.plain()
    freed["positions"] = [p.model_dump() for p in shut().positions]
    lines = {"WL": 0, "EL": 2}[first.party]
    kept_lines = [o for o in freed["positions"][lines]["red_lines"] if o != first.option]
    freed["positions"][lines]["red_lines"] = kept_lines
    again = prepare(Dossier.model_validate(freed), invented.SMALL)
    same = replace(again, cost=j.cost)
    share = float((today(same, again.base).surplus > 0).mean())
    assert share == pytest.approx(first.opens, abs=0.15)


def test_an_open_zone_needs_no_opening() -> None:
    j = invented.joined()
    here = today(j, j.base)
    found = opening(j, here)
    assert found.closed == float((here.surplus <= 0).mean())
    assert found.closed > 0 or found.changes == []


# ---- pairs -----------------------------------------------------------------------------------


def test_interplay_is_what_two_do_beyond_each_alone() -> None:
    j = invented.joined()
    states = {x.id: str(alternative(x)) for x in j.coding.levers}
    k = 10
    base = simulate_scenario(j, {}, j.base)
    alone = {key: kept(scene(j, {key: s}).sample, k) for key, s in states.items()}
    found = pairs(j, kept(base, k), alone, states, draws=k)
    assert [set(v.levers) for v in found] == [{"arms", "sanctions"}]
    both = frequencies(simulate_scenario(j, states, scenario_values(j, states)))
    for name, by in found[0].together.items():
        was = frequencies(base)[name][:, :k]
        for h, n in by.items():
            change = (both[name][:, :k] - was)[:, :, h].mean()
            parts = sum((f[name] - was)[:, :, h].mean() for f in alone.values())
            assert n.value == pytest.approx(change, abs=1e-12)
            assert found[0].interplay[name][h].value == pytest.approx(change - parts, abs=1e-12)


def test_fewer_than_two_levers_have_no_pairs() -> None:
    j = invented.joined()
    base = kept(simulate_scenario(j, {}, j.base), 5)
    assert pairs(j, base, {}, {}, draws=5) == []


# ---- value of information --------------------------------------------------------------------


def test_shares_of_a_linear_model_are_known_in_closed_form() -> None:
    """Y = 2 a + b + noise of known variance: shares 4 : 1 of what is not noise."""
    g = np.random.default_rng(3)
    a, b, e = g.normal(size=(3, 4000))
    y = (2 * a + b + np.sqrt(5) * e)[:, None]
    found = [variance_removed(y, [x], noise_share=0.5, rng=1).share[0] for x in (a, b)]
    assert found == pytest.approx([0.8, 0.2], abs=0.04)


def test_a_curve_and_a_class_are_found_too() -> None:
    g = np.random.default_rng(4)
    x, kind = g.normal(size=2000), g.integers(0, 3, 2000)
    y = np.stack([x**2, (kind == 1) + 0.0], axis=1)
    assert variance_removed(y, [x], rng=1).share[0] > 0.8
    assert variance_removed(y, [], classes=kind, rng=1).share == pytest.approx([0, 1], abs=1e-9)


def test_what_has_no_effect_removes_nothing_also_when_draws_share_numbers() -> None:
    """20 distinct rows in 400 draws: without the blocks, luck would look like an effect."""
    g = np.random.default_rng(5)
    hits = 0
    for _ in range(20):
        shared, other = g.normal(size=(2, 20))
        y = np.tile(other, 20)[:, None] + 0.1 * g.normal(size=(400, 1))
        hits += int(variance_removed(y, [np.tile(shared, 20)], blocks=20, rng=1).share[0] > 0)
    assert hits <= 2


def test_nothing_varies_nothing_removed() -> None:
    found = variance_removed(np.zeros((10, 2)), [np.arange(10.0)], rng=1)
    assert found.share.tolist() == [0, 0]
    assert variance_removed(np.ones((4, 1)), [np.ones(4)], rng=1).share.tolist() == [0]
    assert width_after((0.1, 0.3), 1.0) == 0.0


def test_every_gap_names_numbers_of_the_run_that_vary() -> None:
    j = invented.joined()
    found = list(listed(j))
    uncertain = set(j.draws.uncertain())
    assert len({g.id for g in found}) == len(found)
    assert all(set(g.columns) <= uncertain for g in found)
    assert {"position-EL-relief", "near-WL", "strength-EL", "history"} <= {g.id for g in found}


def test_an_unknown_kind_of_war_is_a_gap() -> None:
    data = makers.plain()
    data["process"] |= {"type": None, "intensity": None}
    j = prepare(Dossier.model_validate(data), invented.SMALL)
    assert "war" in {g.id for g in listed(j)}


def test_gaps_narrow_and_reports_come_first() -> None:
    j = invented.joined()
    found = gaps(j, simulate_scenario(j, {}, j.base), today(j, j.base))
    kinds = [v.kind for v in found]
    assert kinds == sorted(kinds, key=("record", "assumption", "history").index)
    for v in found:
        for key, share in v.shares.items():
            low, high = v.before[key]
            assert 0 < share <= 1
            assert v.after[key] <= high - low


# ---- chains ----------------------------------------------------------------------------------


def test_every_new_finding_has_its_chain(outlook: Outlook) -> None:
    heads = ("gain-", "pair-", "gap-", "next-fact", "opening")
    found = [f for f in outlook.findings if f.id.startswith(heads)]
    assert {f.id.split("-")[0] for f in found} >= {"gain", "pair", "next", "opening"}
    for f in found:
        chain = why(outlook, f.id)
        assert chain.startswith(f.says)
        assert len(chain.splitlines()) > 2, f.id


def test_two_red_lines_are_tried_where_one_does_not_do() -> None:
    """Both rule out the line as it stands: dropping either alone leaves only one side's terms."""
    data = makers.plain()
    data["positions"][0]["red_lines"] = ["line", "east"]
    data["positions"][2]["red_lines"] = ["line", "west"]
    j = prepare(Dossier.model_validate(data), invented.SMALL)
    found = opening(j, today(j, j.base))
    assert found.closed == 1.0
    assert " and " in found.changes[0].says
    assert found.changes[0].says.count("“line”") == 2
    assert found.changes[0].opens >= 0.5
