from dataclasses import replace

import pytest

from parley.cases import stability_budapest as budapest
from parley.cases import stability_cuba as cuba
from parley.cases import stability_elmira as elmira
from parley.cases import stability_garrison as garrison
from parley.cases import stability_two_by_two as games
from parley.models.stability import ConflictModel, Ranking, coalition_stability, lint, stability


@pytest.mark.parametrize("order", [(2, 3, 9, 8), (3, 9, 2, 8)])
def test_elmira_has_its_published_equilibria(order: tuple[int, ...]) -> None:
    head = elmira.RANKINGS[1].groups[:5]
    uniroyal = Ranking(head + tuple((s,) for s in order))
    model = replace(elmira.MODEL, preferences=(elmira.RANKINGS[0], uniroyal, elmira.RANKINGS[2]))
    result = stability(model)
    for concept, states in elmira.EQUILIBRIA.items():
        assert {elmira.NINE[s - 1] for s in result.equilibria(concept)} == states
    together = coalition_stability(model, ["cnash"])
    joint = together.coalitions.index((0, 1))
    stable = together.stable["cnash"][joint]
    assert not stable[elmira.STATUS_QUO - 1]
    assert stable[elmira.JOINT_MOVE - 1]


def test_cuba_has_its_published_equilibria() -> None:
    result = stability(cuba.MODEL)
    assert {int(cuba.MODEL.states[s - 1]) for s in result.equilibria("seq")} == cuba.SEQUENTIAL
    assert result.equilibria("nash") == ()


def test_garrison_has_its_23_states() -> None:
    model = garrison.MODEL
    assert model.n_states == 23
    result = stability(model)
    # The public tool lets an opponent move once only in an answer; state 6 shows the difference.
    assert not result.stable["seq"][:, 5].all()
    assert result.equilibria("seq") == (2, 3, 11, 17, 18, 21, 22)
    assert result.stable["nash"][3].all()


@pytest.mark.parametrize(
    "game",
    [games.PRISONERS_DILEMMA, games.CHICKEN, games.STAG_HUNT, games.BATTLE_OF_THE_SEXES],
    ids=lambda game: game.name,
)
def test_games_have_their_textbook_equilibria(game: ConflictModel) -> None:
    result = stability(game)
    assert set(result.equilibria("nash")) == games.NASH[game.name]
    assert set(result.equilibria("seq")) == games.SEQUENTIAL[game.name]


def test_budapest_settlement_is_held_by_an_answer_and_not_by_preference() -> None:
    model, result = budapest.MODEL, stability(budapest.MODEL)
    settlement = 1 + model.position({"hold": True, "us_ease": True, "accept": True, "terms": True})
    names = [model.labels()[s - 1] for s in result.equilibria("nash")]
    assert names == ["Hold back long-range arms", "Escalate"]
    assert settlement in result.equilibria("seq")
    assert [len(result.equilibria(c)) for c in ("seq", "gmr", "smr")] == [17, 18, 18]
    together = coalition_stability(model)
    assert (len(together.equilibria("cnash")), len(together.equilibria("cseq"))) == (0, 11)
    assert "rule spans owners" not in {t.kind for t in lint(model)}


def test_the_linter_finds_what_locked_the_first_version_in() -> None:
    trap = lint(budapest.LOCKED_IN)[0]
    assert trap.kind == "rule spans owners"
    assert '"us_ease only if accept"' in trap.says
    assert "Russia no way out" in trap.says
    spurious = set(stability(budapest.LOCKED_IN).equilibria("nash")) & set(trap.states)
    assert spurious
