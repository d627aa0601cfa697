import pytest

import makers
from parley.dossier.schema import Dossier
from parley.outlook import run


def test_a_truce_in_force_is_where_the_paths_start() -> None:
    data = makers.plain()
    data["process"]["in_ceasefire"] = True
    quiet = run(Dossier.model_validate(data), draws=40, paths=20)
    war = run(makers.dossier(), draws=40, paths=20)
    assert quiet.phases["ceasefire_holding"].mean[0] == 1
    assert war.phases["ceasefire_holding"].mean[0] == 0
    assert quiet.outcomes is not None
    assert quiet.outcomes["ceasefire_holding"][12].value > 0.4
    assert quiet.truce_label == "The truce in force"
    assert quiet.truce is not None
    assert quiet.truce[12].value == pytest.approx(
        1 - quiet.outcomes["ceasefire_collapsed"][12].value
    )
    assert quiet.headline is not None
    assert quiet.headline.says.startswith("A ceasefire is likeliest")
