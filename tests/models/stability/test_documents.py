import numpy as np
import pytest
from stability_literal import random_graph, random_model

from parley.errors import ParleyWarning, StabilityError
from parley.models.stability.documents import from_document, to_document
from parley.models.stability.individual import CONCEPTS, stability
from parley.models.stability.model import ConflictModel

OURS = {
    "name": "Strait",
    "decision_makers": ["North", "South"],
    "options": [
        {"id": "strike", "owner": "North", "name": "Strike first", "direction": "forward"},
        {"id": "close", "owner": "South", "name": "Close the strait", "direction": "both"},
    ],
    "rules": ["not both strike and close"],
    "preferences": {
        "North": {
            "statements": ["not close", {"prefer": "strike", "origin": "stated", "note": "n"}]
        },
        "South": {"ranking": [3, [1, 2]], "greatly": [1]},
    },
}


def test_our_form_round_trips() -> None:
    assert to_document(from_document(OURS)) == OURS
    rng = np.random.default_rng(2)
    for _ in range(20):
        for model in (random_model(rng, 3, 4), random_graph(rng, 2, 5)):
            again = from_document(to_document(model))
            assert to_document(again) == to_document(model)
            for c in CONCEPTS:
                assert np.array_equal(stability(again).stable[c], stability(model).stable[c])


def test_gmcr_files_are_read() -> None:
    document = {
        "program": "gmcr-py",
        "options": [
            {"name": "Go", "permittedDirection": "fwd"},
            {"name": "Stop", "permittedDirection": "both"},
        ],
        "decisionMakers": [
            {
                "name": "A",
                "options": [0],
                "preferences": [
                    {"compound": True, "members": [[[0, "Y"], [1, "N"]], [[0, "N"], [1, "Y"]]]}
                ],
            },
            {"name": "B", "options": [1], "preferences": [[[1, "Y"]]]},
        ],
        "infeasibles": [[[0, "Y"], [1, "Y"]]],
    }
    model = from_document(document)
    assert isinstance(model, ConflictModel)
    assert model.state_names == ("NN", "YN", "NY")
    assert model.payoffs.tolist() == [[0, 1, 1], [0, 0, 1]]
    document["decisionMakers"][1]["misperceptions"] = [[[0, "Y"]]]  # type: ignore[index]
    with pytest.warns(ParleyWarning, match="misperceptions of B in the GMCR"):
        from_document(document)
    del document["decisionMakers"][1]["misperceptions"]  # type: ignore[attr-defined]
    document["useManualPreferenceRanking"] = True
    document["decisionMakers"][0]["preferenceRanking"] = [2, [1, 3]]  # type: ignore[index]
    assert from_document(document).payoffs.tolist() == [[0, 1, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"options": None}, "model document"),
        ({"preferences": {"East": {}}}, "no decision maker is named 'East'"),
        ({"preferences": {"North": {}}}, "give statements, ranking, weights or payoffs"),
        ({"rules": ["strike", "not strike"]}, "no state is feasible"),
        ({"options": [{"id": "a", "owner": "North", "direction": "up"}]}, "direction 'up'"),
        ({"states": ["s"], "moves": {"North": [["s", "u"]]}}, "no state is named 'u'"),
    ],
)
def test_a_document_that_does_not_fit_says_where(change: dict[str, object], says: str) -> None:
    with pytest.raises(StabilityError, match=says):
        from_document(OURS | change)


def test_a_document_of_no_known_form_is_refused() -> None:
    with pytest.raises(StabilityError, match="none of the keys"):
        from_document({})
    with pytest.raises(StabilityError, match="expected a mapping, got list"):
        from_document([])
