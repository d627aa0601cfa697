import pytest

import makers
from parley.bridges.ranges import RANGES
from parley.errors import OutlookError
from parley.outlook import run
from parley.outlook.assumptions import all_estimates


def own(key: str, family: str, *numbers: float):
    return {
        "id": key, "name": key, "unit": "1", "origin": "judgement", "who": "test", "why": "fixed",
        "distribution": {"family": family, "numbers": list(numbers)},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("estimate", "says"),
    [
        (own("potential.WL", "uniform", -0.4, -0.2), "estimate 'potential.WL': must be above 0"),
        (own("potential.EL", "point", 1.5), "must be above 0 and at most 1, got 1.5"),
        (own("level.arms", "point", 1.2), r"estimate 'level.arms': must be in \[0, 1\], got 1.2"),
        (own("clock", "point", 0.5), "estimate 'clock': must be in"),
        (own("weight.WL.cape", "point", -1.0), "must be above 0 and at most inf, got -1"),
        (own("talks_start", "point", 0.0), "estimate 'talks_start': must be above 0"),
    ],
)
def test_an_estimate_out_of_range_is_named_in_one_line(estimate, says) -> None:
    with pytest.raises(OutlookError, match=says) as e:
        run(makers.dossier(estimates=[estimate]), draws=8, paths=2)
    assert "\n" not in str(e.value)


def test_every_number_an_analyst_can_set_has_a_range() -> None:
    from parley.bridges.coding import code
    from parley.bridges.estimates import estimates

    d = makers.dossier()
    used = {e.id.split(".")[0] for e in estimates(d, code(d))}
    assert used <= set(RANGES)
    assert len(all_estimates(d)) > len(used)
