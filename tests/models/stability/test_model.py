import numpy as np
import pytest

from parley.errors import StabilityError
from parley.models.stability.expressions import evaluate, mentions, parse, spell
from parley.models.stability.graph_model import GraphModel
from parley.models.stability.model import ConflictModel, Option, forbid
from parley.models.stability.preferences import (
    Payoffs,
    Preference,
    Ranking,
    Statement,
    Statements,
    Weights,
    dense_ranks,
)

AB = {"a": 0, "b": 1, "c": 2, "long name": 2}
BLANK = Statements(())


@pytest.mark.parametrize(
    ("text", "true_at"),
    [
        ("a", "1357"), ("not a", "0246"), ("-a & b", "26"), ("a or b and c", "13567"),
        ("(a or b) and c", "567"), ("a iff b", "0347"), ("a <-> b", "0347"), ("a if b", "013457"),
        ("if b then a", "013457"), ("a only if b", "023467"), ("a -> b", "023467"),
        ("not both a and b", "012456"), ("at least one of a, b", "123567"),
        ("at most one of a, b, c", "0124"), ("exactly one of a, b, c", "124"),
        ('not "long name"', "0123"), ("always", "01234567"), ("never", ""),
        ("a implies b or c", "0234567"),
        ("NOT a AND B" .replace("B", "b"), "26"),
    ],
)  # fmt: skip
def test_expressions_hold_where_they_should(text: str, true_at: str) -> None:
    parsed = parse(text, AB)
    codes = np.arange(8)
    assert "".join(str(c) for c in codes[evaluate(parsed, codes)]) == true_at
    again = parse(spell(parsed, ["a", "b", "c"]), AB)
    assert np.array_equal(evaluate(again, codes), evaluate(parsed, codes))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a and", "found 'the end'"), ("a b", "did not expect 'b'"),
        ("d", "no option is named 'd'"),
        ("(a", "expected '\\)'"), ("a ? b", "cannot read"), ("if a b", "expected 'then'"),
    ],
)  # fmt: skip
def test_an_expression_that_cannot_be_read_says_why(text: str, says: str) -> None:
    with pytest.raises(StabilityError, match=says):
        parse(text, AB)


def test_mentions() -> None:
    assert mentions(parse("a if not c", AB)) == {0, 2}


def one(preference: Preference, rules: tuple[str, ...] = ()) -> ConflictModel:
    return ConflictModel(("A",), (Option("a", "A"), Option("b", "A")), (preference,), rules)


def test_statements_order_lexicographically() -> None:
    model = one(Statements((Statement("a", "stated"), Statement("b", "judgement"))))
    assert model.payoffs.tolist() == [[0, 2, 1, 3]]


def test_many_statements_do_not_overflow() -> None:
    model = one(Statements((Statement("a"),) + (Statement("b"),) * 80))
    assert model.payoffs.tolist() == [[0, 2, 1, 3]]


def test_rankings_weights_and_payoffs_rank() -> None:
    assert one(Ranking(((4,), (2, 3), (1,)))).payoffs.tolist() == [[0, 1, 1, 2]]
    assert one(Weights({"a": 0.1, "b": 0.2, "a and b": -0.3})).payoffs.tolist() == [[0, 1, 2, 0]]
    assert one(Payoffs((5, 5, 1, 9))).payoffs.tolist() == [[1, 1, 0, 2]]


def test_rules_leave_out_states() -> None:
    model = one(BLANK, ("not both a and b", "at least one of a, b"))
    assert model.state_names == ("YN", "NY")
    assert model.position("NY") == 1
    assert model.position({"b": True}) == 1
    with pytest.raises(StabilityError, match="rules forbid"):
        model.position("YY")
    assert ConflictModel(("A",), (Option("a", "A"),), (BLANK,), (forbid({0: True}),)).n_states == 1


@pytest.mark.parametrize(
    ("preference", "says"),
    [
        (Ranking(((1, 2, 3),)), "leaves out state 4"),
        (Ranking(((1, 2, 3, 4, 4),)), "state 4 twice"),
        (Ranking(((1, 2, 3, 4, 9),)), "state 9 of 4"),
        (Payoffs((1, 2)), "2 payoffs for 4"),
        (Payoffs((1, 2, 3, float("nan"))), "not finite"),
        (Weights({"z": 1}), "preferences of A 'z': no option is named 'z'"),
        (Statements((Statement("a", "guess"),)), "origin must be one of"),
    ],
)
def test_a_preference_that_does_not_fit_is_refused(preference: Preference, says: str) -> None:
    with pytest.raises(StabilityError, match=says):
        one(preference)


def test_bad_models_are_named() -> None:
    a = Option("a", "A")
    with pytest.raises(StabilityError, match="no state is feasible under the rules: a; not a"):
        ConflictModel(("A",), (a,), (BLANK,), ("a", "not a"))
    with pytest.raises(StabilityError, match="26 options, at most 24 fit; too many by: o24, o25"):
        ConflictModel(("A",), tuple(Option(f"o{k}", "A") for k in range(26)), (BLANK,))
    with pytest.raises(StabilityError, match="no decision maker is named 'B'"):
        ConflictModel(("A",), (Option("a", "B"),), (BLANK,))
    with pytest.raises(StabilityError, match="option id 'a' stands 2 times"):
        ConflictModel(("A",), (a, a), (BLANK,))
    with pytest.raises(StabilityError, match="direction must be"):
        ConflictModel(("A",), (Option("a", "A", direction="up"),), (BLANK,))  # type: ignore[arg-type]
    with pytest.raises(StabilityError, match="2 preferences for 1"):
        ConflictModel(("A",), (a,), (BLANK, BLANK))
    with pytest.raises(StabilityError, match=r"arc \(0, 0\) of A"):
        GraphModel(("A",), ("s",), (((0, 0),),), (Payoffs((0,)),))


def test_options_of_one_name_are_told_apart_by_owner() -> None:
    model = ConflictModel(
        ("A", "B"), (Option("a", "A", "go"), Option("b", "B", "go")), (BLANK, BLANK)
    )
    assert model.truth('"B: go"').tolist() == [False, False, True, True]
    with pytest.raises(StabilityError, match="no option is named 'go'"):
        model.truth("go")


def test_ranks_have_a_tolerance_that_follows_the_scale() -> None:
    values = np.array([0.3, 0.1 + 0.2, 7.0, -1.0])
    for scale in (1e-12, 1.0, 1e12):
        assert dense_ranks(values * scale).tolist() == [1, 1, 2, 0]
    assert dense_ranks(np.zeros((2, 0))).shape == (2, 0)
