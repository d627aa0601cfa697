import numpy as np

import makers
from parley.bridges.coding import code
from parley.bridges.draws import draw
from parley.bridges.estimates import estimates
from parley.bridges.moves import MAX_MOVES, coded_moves, payoffs
from parley.bridges.situation import situation
from parley.bridges.worths import worths
from parley.dossier.schema import Dossier

ALTERNATIVES = {"arms": "on_hold", "sanctions": "withdrawn"}


def test_moves_are_signatures_demands_and_levers() -> None:
    d = makers.dossier()
    found = coded_moves(d, code(d), ALTERNATIVES)
    kinds = [m.kind for m in found.moves]
    assert kinds[:2] == ["accept", "accept"]
    assert [m.lever for m in found.moves if m.kind == "lever"] == ["arms"]
    grants = {(m.owner, m.demander) for m in found.moves if m.kind == "concede"}
    assert grants == {(1, 0), (0, 1), (2, 0)}


def test_sanctions_that_are_demanded_away_are_one_move_not_two() -> None:
    d = makers.dossier()
    found = coded_moves(d, code(d), ALTERNATIVES)
    assert "sanctions" not in {m.lever for m in found.moves}


def test_more_moves_than_the_limit_are_held_and_listed() -> None:
    data = makers.plain()
    for n in range(MAX_MOVES + 3):
        data["levers"].append({**data["levers"][0], "id": f"arms{n}", "name": f"arms {n}"})
    d = Dossier.model_validate(data)
    found = coded_moves(d, code(d), {f"arms{n}": "on_hold" for n in range(MAX_MOVES + 3)})
    assert len(found.moves) == MAX_MOVES
    assert found.held


def test_worth_of_every_state_by_hand() -> None:
    d = makers.dossier()
    coding = code(d)
    draws = draw(estimates(d, coding), 6, rng=2)
    w = worths(coding, draws)
    now = situation(coding, draws, w, {}).now
    moves = coded_moves(d, coding, ALTERNATIVES)
    g = np.random.default_rng(1)
    fight, stays = g.random((6, 3)), g.random((6, 3))
    effects = {"arms": g.standard_normal((6, 3))}
    got = payoffs(coding, w, moves, now, fight, stays, effects, range(6))
    bits = moves.states()
    assert got.shape == (6, 3, len(bits))
    for s, taken in enumerate(bits):
        package, war = now.copy(), fight.copy()
        on = [m for m, t in zip(moves.moves, taken, strict=True) if t]
        for k in range(len(coding.issues)):
            grants = [m for m in on if m.kind == "concede" and m.issue == k]
            if len(grants) == 1:
                package[:, k] = w.preferred[:, grants[0].demander, k]
        signed = sum(m.kind == "accept" for m in on) == 2
        war += stays * (w.of(package) - w.of(now))
        war += sum((effects[m.lever] for m in on if m.lever), np.zeros((6, 3)))
        assert np.allclose(got[:, :, s], w.of(package) if signed else war)
