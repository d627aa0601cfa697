import pytest

import makers
from parley.errors import OutlookError
from parley.outlook import Outlook, run, why


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    return run(makers.dossier(), draws=40, paths=20)


def test_the_chain_goes_down_to_a_sentence(outlook: Outlook) -> None:
    text = why(outlook, "settlement-12")
    assert text.startswith("A settlement is in force a year on")
    assert "rate.negotiated" in text
    assert "historical: ucdp-termination, n = " in text
    assert "“Westland demands recognition of the Cape” (An invented report, " in text


def test_the_chain_of_an_estimate_is_its_origin(outlook: Outlook) -> None:
    text = why(outlook, "stance.WL.cape")
    assert "stated: evidence s1:" in text
    assert "Westland demands recognition of the Cape" in text
    assert "default: elicited" in why(outlook, "theta_z")


def test_an_unknown_number_is_named_with_those_alike(outlook: Outlook) -> None:
    with pytest.raises(OutlookError, match=r"why 'settlement-7': .*settlement-12"):
        why(outlook, "settlement-7")
