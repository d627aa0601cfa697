import xml.etree.ElementTree as ET

import numpy as np
import pytest
from stability_literal import random_model

from parley.errors import StabilityError
from parley.models.stability.drawing import arcs_of, to_dot, to_graphml, to_svg
from parley.models.stability.individual import stability
from parley.models.stability.model import ConflictModel, Option
from parley.models.stability.preferences import Statement, Statements

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def conflict() -> ConflictModel:
    options = (Option("a", "A & B", 'Say "no" <now>'), Option("b", "C"))
    stated = Statements((Statement("a"),))
    return ConflictModel(("A & B", "C"), options, (stated, Statements((Statement("b iff a"),))))


def test_graphml_holds_every_state_move_and_mark() -> None:
    model = conflict()
    root = ET.fromstring(to_graphml(stability(model, ["nash", "seq"])))
    nodes, edges = root.iter(f"{NAMESPACE}node"), list(root.iter(f"{NAMESPACE}edge"))
    marks = {}
    for node in nodes:
        data = {d.get("key"): d.text for d in node.iter(f"{NAMESPACE}data")}
        marks[node.get("id")] = data["equilibrium_nash"]
    assert marks == {"s1": "false", "s2": "false", "s3": "false", "s4": "true"}
    assert len(edges) == len(list(arcs_of(model))) == 8
    gains = [e for e in edges if ("improves", "true") in [(d.get("key"), d.text) for d in e]]
    assert len(gains) == len(list(arcs_of(model, improving=True))) == 4


def test_dot_quotes_names_and_marks_equilibria() -> None:
    text = to_dot(stability(conflict(), ["nash"]))
    assert text.count("peripheries=2") == 1
    assert '2: Say \\"no\\" <now>' in text
    assert text.count("->") == 4


def test_the_picture_is_well_formed_and_fills_equilibria() -> None:
    root = ET.fromstring(to_svg(stability(conflict(), ["nash"])))
    discs = [e for e in root.iter() if e.tag.endswith("circle")]
    assert [d.get("fill") for d in discs].count("#20324a") == 1
    assert len(discs) == 4


def test_too_many_states_are_not_drawn() -> None:
    names = ("A", "B")
    options = tuple(Option(f"o{k}", names[k % 2]) for k in range(9))
    blank = Statements(())
    big = ConflictModel(names, options, (blank, blank), name="Big")
    with pytest.raises(StabilityError, match="picture of model 'Big': 512 states, at most 256"):
        to_svg(stability(big, ["nash"]))


def test_a_model_of_any_kind_can_be_drawn() -> None:
    rng = np.random.default_rng(0)
    for _ in range(10):
        model = random_model(rng, 3, 3)
        result = stability(model)
        assert ET.fromstring(to_svg(result)).tag.endswith("svg")
        assert len(list(ET.fromstring(to_graphml(result)).iter())) > model.n_states
