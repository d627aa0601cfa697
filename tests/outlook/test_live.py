"""Live what-ifs: paired with things as they stand, kept, and anchored on the full outlook."""

import numpy as np
import pytest

import makers
from brief import outlooks
from parley.errors import OutlookError
from parley.outlook.joined import Size
from parley.outlook.live import Live, anchored


@pytest.fixture(scope="module")
def live() -> Live:
    return Live(makers.dossier(), Size(draws=10, paths=6, field_draws=3))


def test_sliders_are_levers_meetings_and_what_binds_them(live: Live) -> None:
    kinds = {s.id: s.kind for s in live.sliders}
    assert kinds == {
        "arms": "lever", "sanctions": "lever", "ministers": "meeting", "summit": "meeting",
        "warrant": "constraint",
    }  # fmt: skip
    assert all(0 <= s.at <= 1 for s in live.sliders)


def test_nothing_set_changes_nothing(live: Live) -> None:
    still = live.picture({})
    assert all(n.value == 0 for by in still.difference.values() for n in by.values())
    assert still.base_bands == still.changed_bands


def test_a_difference_is_of_what_is_shown(live: Live) -> None:
    seen = live.picture({"ministers": "withdrawn", "summit": "withdrawn"})
    for k, by in seen.difference.items():
        for h, n in by.items():
            assert n.value == pytest.approx(seen.changed[k][h].value - seen.base[k][h].value)


def test_a_picture_is_made_once(live: Live) -> None:
    assert live.picture({"arms": 0.4}) is live.picture({"arms": 0.4})


def test_what_is_not_there_cannot_be_set(live: Live) -> None:
    with pytest.raises(OutlookError, match="nothing"):
        live.picture({"nothing": 0.5})


def test_anchored_on_the_outlook_it_keeps_the_differences(live: Live) -> None:
    found = outlooks.full()
    assert found.outcomes is not None
    seen = live.picture({"arms": "on_hold"})
    shown = anchored(seen, found)
    h = 12
    was, becomes = shown.base["settlement"][h].value, shown.changed["settlement"][h].value
    assert was == found.outcomes["settlement"][h].value
    by = seen.difference["settlement"][h].value
    assert becomes == pytest.approx(min(max(was + by, 0), 1))
    for band in shown.changed_bands.values():
        assert np.all((np.array(band.low) >= 0) & (np.array(band.high) <= 1))
