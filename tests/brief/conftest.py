import pytest

from brief import outlooks
from parley.outlook.document import Outlook


@pytest.fixture(scope="session")
def full() -> Outlook:
    return outlooks.full()


@pytest.fixture(scope="session", params=["full", "no_outlook", "right_to_left", "crowded"])
def any_outlook(request: pytest.FixtureRequest) -> Outlook:
    made: Outlook = getattr(outlooks, request.param)()
    return made
