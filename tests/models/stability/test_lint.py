import pytest

from parley.models.stability.graph_model import GraphModel
from parley.models.stability.lint import lint
from parley.models.stability.model import ConflictModel, Option, forbid
from parley.models.stability.preferences import Payoffs, Statement, Statements, Weights

EASE, ACCEPT, ATTACK = Option("ease", "US"), Option("accept", "RU"), Option("attack", "RU")
KEEN = Statements((Statement("accept"), Statement("ease"), Statement("not attack")))
BOTH = Statements((Statement("1 and 2"), Statement("1")))
WARY = Statements((Statement("ease"), Statement("attack"), Statement("accept")))


def kinds(model: ConflictModel | GraphModel) -> list[str]:
    return [t.kind for t in lint(model)]


def test_a_rule_over_two_owners_that_locks_one_in_is_shown() -> None:
    model = ConflictModel(
        ("US", "RU"),
        (EASE, ACCEPT, ATTACK),
        (KEEN, WARY),
        ("not both accept and attack", "ease only if accept"),
    )
    traps = lint(model)
    assert [t.kind for t in traps] == [
        "rule spans owners",
        "held without a move",
    ]
    assert traps[0].says == (
        'Rule "ease only if accept" spans US, RU: it leaves US no way out of 2 states (1, 4) and '
        "RU no way out of 1 state (3), so stability there may come from the rule."
    )
    assert traps[0].states == (1, 3, 4)
    assert model.state_names[2] == "YYN"


def test_a_forbidden_pattern_is_spelt_with_the_names_of_options() -> None:
    ease, accept = Option("o1", "US", "Ease"), Option("o2", "RU", "Accept")
    model = ConflictModel(
        ("US", "RU"), (ease, accept), (BOTH, BOTH), (forbid({0: True, 1: False}),)
    )
    assert lint(model)[0].says.startswith("Rule \"not ('Ease' and not 'Accept')\" spans US, RU")


def test_a_rule_of_one_owner_is_no_trap() -> None:
    model = ConflictModel(
        ("US", "RU"), (EASE, ACCEPT, ATTACK), (KEEN, WARY), ("not both accept and attack",)
    )
    assert kinds(model) == []


def test_a_rule_that_only_takes_moves_says_how_many() -> None:
    both = (Option("ease", "US"), Option("arms", "US"), ACCEPT, ATTACK)
    keen = Statements((*KEEN.statements, Statement("arms")))
    traps = lint(ConflictModel(("US", "RU"), both, (keen, WARY), ("not both ease and accept",)))
    # Moves of US into a forbidden state (from two states without ease, two ways each, for attack
    # or not: 8), and of RU (from two states without accept, two ways each, for arms or not: 8).
    assert traps[0].says == (
        'Rule "not both ease and accept" spans US, RU: it takes away 16 moves of one owner because '
        "of what another does."
    )


def test_ties_unused_options_and_unreachable_states() -> None:
    model = ConflictModel(
        ("US", "RU"),
        (Option("ease", "US", direction="forward"), ACCEPT, ATTACK),
        (Statements((Statement("ease"),)), Weights({"accept": 1.0, "ease": 2.0})),
    )
    traps = {t.kind: t for t in lint(model)}
    assert "leave 43% of" not in traps.get("tied preference", traps["unused option"]).says
    assert traps["unused option"].says == 'No preference mentions option "attack" of RU (attack).'
    tied = ConflictModel(
        ("US", "RU"),
        (EASE, ACCEPT, ATTACK),
        (KEEN, Statements((Statement("ease and accept and attack"),))),
    )
    assert [t.says for t in lint(tied)] == [
        "The preferences of RU leave 75% of the pairs of states tied, for example states 1 and 2."
    ]


def test_graph_form_states_without_moves() -> None:
    model = GraphModel(
        ("A", "B"),
        ("s", "t", "u"),
        (((0, 1),), ((1, 2),)),
        (Payoffs((0, 1, 2)), Payoffs((0, 1, 2))),
    )
    traps = {t.says for t in lint(model)}
    assert "No move leads to 1 state (1): it can only be where things stand." in traps
    assert "A has no move from 1 state (2): stable there without preferring it." in traps


@pytest.mark.parametrize("people", [1, 3])
def test_an_empty_preference_is_all_ties(people: int) -> None:
    names = tuple(f"P{k}" for k in range(people))
    blank = tuple(Statements(()) for _ in names)
    model = ConflictModel(names, (Option("a", "P0"),), blank)
    assert kinds(model) == ["unused option"] + ["tied preference"] * people
