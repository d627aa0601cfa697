import pytest

from parley.errors import OutlookError
from parley.outlook.settings import parse_settings


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["arms"], "must be ID=STATE"),
        (["=active"], "must be ID=STATE"),
        (["arms=often"], "state must be one of"),
        (["arms=1.2"], "number from 0 to 1"),
        (["arms=nan"], "number from 0 to 1"),
        (["arms=active", "arms=0.5"], "set twice"),
    ],
)
def test_a_bad_setting_is_named(texts: list[str], says: str) -> None:
    with pytest.raises(OutlookError, match=says):
        parse_settings(texts)


def test_the_same_setting_twice_is_one() -> None:
    assert parse_settings(["a=active", "a=active"]) == {"a": "active"}
