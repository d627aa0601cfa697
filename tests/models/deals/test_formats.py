"""Reading and writing scenarios: there and back, what each tool means, and one-line errors."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import DealError
from parley.models.deals.formats import read_scenario, write_scenario
from parley.models.deals.genius import read_genius, write_genius
from parley.models.deals.model import Issue, Quorum, RedLine, make_model
from parley.models.deals.neutral import from_document, to_document

AID = {"name": "aid", "values": ["none", "some", "much"]}
SCENARIO = {
    "name": "border",
    "parties": ["A", "B"],
    "issues": [
        {"name": "line", "values": ["here", "there"]},
        AID,
    ],
    "tables": [[[3, 0], [0, 2]], [[0, 1, 2], [2, 1, 0]]],
    "reserved_values": [1, 2],
}


def random_model(seed, integer=True):
    g = np.random.default_rng(seed)
    sizes = g.integers(1, 4, int(g.integers(1, 4)))
    draw = (lambda *s: g.integers(-3, 9, s)) if integer else (lambda *s: g.random(s).round(6))
    return make_model(
        [draw(2, s) for s in sizes],
        draw(2),
        parties=["=A", "B, c"],
        issues=[Issue(f"é {k}", tuple(f"-o{o}" for o in range(s))) for k, s in enumerate(sizes)],
        name="t",
    )


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    suffix=st.sampled_from([".json", ".yaml", ".csv"]),
    integer=st.booleans(),
)
def test_written_then_read_is_the_same(seed, suffix, integer):
    model = random_model(seed, integer)
    ((_, text),) = write_scenario(model, f"a{suffix}").items()
    back, spreads = read_scenario(text, suffix, name="t")
    assert spreads is None
    assert to_document(back) == to_document(model)
    assert back.integer == integer


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    name=st.sampled_from(["a.xml", "a.geniusweb.json", "a.negmas.yaml"]),
)
def test_other_tools_forms_keep_worths_up_to_scale(seed, name):
    model = random_model(seed)
    texts = list(write_scenario(model, name).values())
    back, _ = read_scenario(texts[0], "." + name.rsplit(".", 1)[1], texts[1:])
    assert back.sizes == model.sizes
    for i in range(2):
        span = sum(np.ptp(t[i]) for t in model.tables)
        scale = 1 if "negmas" in name or span == 0 else span
        if span == 0 and "negmas" not in name:
            continue
        for t, u in zip(model.tables, back.tables, strict=True):
            shift = 0 if "negmas" in name else t[i].min()
            np.testing.assert_allclose(u[i] * scale, t[i] - shift, atol=1e-9)


def test_everything_a_model_holds_survives():
    model = make_model(
        [[[1, 2], [3, 4]], [[0, 1], [1, 0]]],
        [0.5, 1],
        consent=[[(0,), ()], [(), (0, 1)]],
        veto=[1],
        red_lines={RedLine(0, 1, 1)},
        interactions=[((0, 1), [[[1, 0], [0, 1]], [[0, 0], [2, 0]]])],
        quorum=Quorum(frozenset({0, 1}), 1),
        name="all",
    )
    for suffix in ("json", "yaml"):
        ((_, text),) = write_scenario(model, f"a.{suffix}").items()
        assert to_document(read_scenario(text, f".{suffix}")[0]) == to_document(model)
    for name in ("a.csv", "a.xml", "a.geniusweb.json", "a.negmas.yaml"):
        with pytest.raises(DealError, match="additive worths"):
            write_scenario(model, name)


def test_names_may_stand_for_positions():
    named = SCENARIO | {
        "tables": {
            "line": {"A": {"here": 3, "there": 0}, "B": {"here": 0, "there": 2}},
            "aid": {"A": [0, 1, 2], "B": [2, 1, 0]},
        },
        "reserved_values": {"A": 1, "B": 2},
        "consent": {"line": {"there": ["B"]}},
        "veto": ["A"],
    }
    del named["parties"]
    model, _ = from_document(named)
    assert model.parties == ("A", "B")
    assert model.tables[0].tolist() == SCENARIO["tables"][0]
    assert model.consent == ((frozenset(), frozenset({1})), (frozenset(),) * 3)
    assert model.veto == {0}


def test_weights_multiply_and_must_sum_to_one():
    model, _ = from_document(SCENARIO | {"weights": [[0.25, 0.75], [0.5, 0.5]]})
    assert model.tables[1][0].tolist() == [0, 0.75, 1.5]
    with pytest.raises(DealError, match=r"weights of party 'A' must sum to 1, got 0\.75"):
        from_document(SCENARIO | {"weights": [[0.25, 0.5], [0.5, 0.5]]})
    with pytest.raises(DealError, match=r"'line' to party 'B' must be 0 or more, got -0\.5"):
        from_document(SCENARIO | {"weights": [[0.5, 0.5], [-0.5, 1.5]]})


def test_uncertain_numbers_are_read():
    spread = {
        "reserved_values": {"A": [0, 1]},
        "weights": {"B": {"aid": {"normal": [1, 0.1]}}},
        "dirichlet": 30,
    }
    _, spreads = from_document(SCENARIO | {"uncertain": spread})
    assert spreads.reservation[0].parameters == (0, 1)
    assert spreads.weights[1, 1].kind == "normal"
    assert spreads.dirichlet == 30


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"tables": None}, "tables: a list is needed, got nothing"),
        ({"tables": [[[3, 0], [0, 2]]]}, "tables: one per issue"),
        ({"tables": [[[3, 0], [0]], [[0, 1, 2], [2, 1, 0]]]}, "to party 'B': 2 options"),
        ({"tables": [[[3, None], [0, 2]], [[0, 1, 2], [2, 1, 0]]]}, "to party 'A', option 'there'"),
        ({"tables": [[[3, float("nan")], [0, 2]], [[0, 1, 2], [2, 1, 0]]]}, "number, got nan"),
        ({"tables": [[[3, 0]], [[0, 1, 2], [2, 1, 0]]]}, "worths for 2 parties are needed, got 1"),
        ({"reserved_values": [1]}, "reservation"),
        ({"reserved_values": {"A": 1}}, "'B' is missing"),
        ({"consent": [[["C"], []], [[], [], []]]}, "party 'C' is unknown"),
        ({"consent": {"line": {"nowhere": ["A"]}}}, "option 'nowhere' is unknown"),
        ({"veto": [7]}, "there is no party 7"),
        ({"red_lines": [{"party": "A", "issue": "aid", "value": "all"}]}, "'all' is unknown"),
        ({"red_lines": [{"party": "A"}]}, "party, issue and value"),
        ({"quorum": {"at_least": 5}}, "quorum: between 0 and 2"),
        ({"interactions": [{"issues": ["line"], "worths": [[1], [1]]}]}, "two or more"),
        ({"uncertain": {"reserved_values": {"A": [1, 0]}}}, "from low to high"),
        ({"issues": [{"name": "line", "values": ["x", "x"]}, AID]}, "'x' is given twice"),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_named_in_one_line(change, says):
    with pytest.raises(DealError, match=says) as caught:
        from_document(SCENARIO | change)
    assert "\n" not in str(caught.value)


def test_an_issue_of_a_million_options_is_refused_in_one_line():
    many = {"name": "x", "values": [str(v) for v in range(1_000_000)]}
    scenario = {"issues": [many], "tables": [[[0] * 1_000_000]], "reserved_values": [0]}
    with pytest.raises(DealError, match="issue 'x': at most 100000 options"):
        from_document(scenario)


@pytest.mark.parametrize(
    ("text", "suffix", "says"),
    [
        ("{", ".json", "broken JSON"),
        ('{"tables": NaN}', ".json", "finite"),
        ("a: [", ".yaml", "broken YAML"),
        ("[1]", ".json", "mapping"),
        ("<a", ".xml", "broken XML"),
        ("<!DOCTYPE a><a/>", ".xml", "document type"),
        ("x,y\n", ".csv", "first row"),
        ("issue,option,A\nline,x,1\n", ".csv", "'no deal'"),
        ("issue,option,A\nline,x,many\nno deal,,0\n", ".csv", "got 'many'"),
        ("issue,option,A\nline,x\n", ".csv", "3 cells"),
        ("a", ".doc", "suffix"),
    ],
)
def test_broken_files_are_refused_in_one_line(text, suffix, says):
    with pytest.raises(DealError, match=says):
        read_scenario(text, suffix)


def genius(evaluations, weights, reservation=None):
    issues = "".join(
        f'<issue index="{k + 1}" name="i{k}" type="discrete">'
        + "".join(
            f'<item index="{o + 1}" value="v{o}" evaluation="{e}"/>' for o, e in enumerate(row)
        )
        + "</issue>"
        for k, row in enumerate(evaluations)
    )
    held = "" if reservation is None else f'<reservation value="{reservation}"/>'
    weight = "".join(f'<weight index="{k + 1}" value="{w}"/>' for k, w in enumerate(weights))
    return f"<utility_space>{held}<objective>{weight}{issues}</objective></utility_space>"


def test_genius_worth_is_evaluation_over_the_issues_largest_times_weight():
    profile = genius([[320, 300, 10], [5, 50]], [0.4, 0.6], 0.5)
    model = read_genius(profile, [profile, genius([[1, 2, 4], [0, 0]], [0.4, 0.6])])
    np.testing.assert_allclose(model.tables[0], [[0.4, 0.375, 0.0125], [0.1, 0.2, 0.4]])
    np.testing.assert_allclose(model.tables[1], [[0.06, 0.6], [0, 0]])
    assert model.reservation.tolist() == [0.5, 0]


def test_genius_weights_are_divided_by_their_sum():
    profile = genius([[1, 2]] * 2, [1, 3])
    np.testing.assert_allclose(read_genius(profile, [profile]).tables[1], [[0.375, 0.75]])


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        (genius([[1, "x"]], [1]), "option 'v1': evaluation: must be a finite number"),
        (genius([[1, -2]], [1]), "must be 0 or more"),
        (genius([[1]], [1]), "option 'v1' has no evaluation"),
        (genius([[1, 2]], [0]), "sum to more than 0"),
        ("<u/>", "issue 'i0': is missing"),
    ],
)
def test_broken_genius_profiles_are_named(profile, says):
    with pytest.raises(DealError, match=says):
        read_genius(genius([[1, 2]], [1]), [profile])


def test_genius_integer_issues_and_linear_evaluators():
    domain = '<a><issue name="n" type="integer"><range lowerbound="2" upperbound="4"/></issue></a>'
    profile = (
        '<u><issue name="n" index="1" type="integer"><evaluator ftype="linear" parameter0="0" '
        'parameter1="1"/></issue><weight index="1" value="1"/></u>'
    )
    model = read_genius(domain, [profile])
    assert model.issues[0].options == ("2", "3", "4")
    assert model.tables[0].tolist() == [[0.5, 0.75, 1]]
    with pytest.raises(DealError, match="type must be discrete"):
        read_genius('<a><issue name="n" type="real"/></a>', [profile])


def test_genius_export_names_survive_markup():
    model = make_model([[[0, 1]]], [0.5], issues=[Issue('a<"&', ("x>", "é"))])
    domain, profiles = write_genius(model)
    back = read_genius(domain, profiles)
    assert back.issues == model.issues


def test_geniusweb_range_and_number_utilities():
    domain = {"name": "d", "issuesValues": {"n": {"range": ["0", "1", "0.5"]}}}
    line = {"numberutils": {"lowValue": 0, "lowUtility": 1, "highValue": 1, "highUtility": 0}}
    profile = {
        "LinearAdditiveUtilitySpace": {"issueUtilities": {"n": line}, "issueWeights": {"n": 1}}
    }
    model, _ = read_scenario(json.dumps(domain), ".json", [json.dumps(profile)])
    assert model.tables[0].tolist() == [[1, 0.5, 0]]
    profile["LinearAdditiveUtilitySpace"]["issueWeights"]["n"] = 0.5
    with pytest.raises(DealError, match="weights must sum to 1"):
        read_scenario(json.dumps(domain), ".json", [json.dumps(profile)])


def test_negmas_counts_ranges_and_lines():
    domain = "issues:\n- {name: a, values: 3}\n- {name: b, values: [2, 4]}\n"
    profile = (
        "values:\n- {slope: 2, bias: 1}\n- {mapping: {2: 0, 3: 1, 4: 5}}\n"
        "weights: [1, 2]\nbias: 1\nreserved_value: 3\n"
    )
    model, _ = read_scenario(domain, ".yaml", [profile])
    assert model.tables[0].tolist() == [[2, 4, 6]]
    assert model.tables[1].tolist() == [[0, 2, 10]]
    assert model.reservation.tolist() == [3]
