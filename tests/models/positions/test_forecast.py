"""The forecast is a distribution on the scale, whatever the inputs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import PositionError
from parley.models.positions import Fit, Issue, forecast, option_probabilities, shipped_fit

shares = st.integers(0, 1000).map(lambda k: k / 1000)
actors = st.lists(st.tuples(shares, shares, st.floats(0.01, 5)), min_size=1, max_size=7)


def made_up(weights: dict[str, float]) -> Fit:
    return Fit((-0.5, 0.0, 0.5), (-1.0, 0.0, 1.0), (0.0, 1.0), weights, 0.1, 3, "made up")


def issue_of(rows: list[tuple[float, float, float]], **more: object) -> Issue:
    x, s, c = (list(v) for v in zip(*rows, strict=True))
    s[0] = max(s[0], 0.1)
    return Issue([f"a{i}" for i in range(len(x))], x, s, c, **more)


@settings(max_examples=40, deadline=None)
@given(actors, st.one_of(st.none(), shares))
def test_density_sums_to_one_and_the_interval_holds_the_middle(
    rows: list[tuple[float, float, float]], status_quo: float | None
) -> None:
    f = forecast(issue_of(rows, status_quo=status_quo, options=["a", "b", "c"]))
    assert f.density.sum() * 0.01 == pytest.approx(1)
    assert np.all(f.density >= -1e-12)
    lo, hi = f.interval80
    assert 0 <= lo <= f.median <= hi <= 1
    assert sum(f.options.values()) == pytest.approx(1)
    assert min(f.options.values()) >= -1e-12
    assert f.mean == pytest.approx(float(f.grid @ f.density * 0.01), abs=0.006)


@settings(max_examples=20, deadline=None)
@given(actors, st.floats(-50, 50), st.floats(0.5, 200))
def test_the_unit_of_the_scale_does_not_matter(
    rows: list[tuple[float, float, float]], low: float, width: float
) -> None:
    plain = forecast(issue_of(rows))
    moved = issue_of([(low + x * width, s, c) for x, s, c in rows], low=low, high=low + width)
    f = forecast(moved)
    assert f.density * width == pytest.approx(plain.density, abs=1e-5 * 100)
    assert f.interval80[1] == pytest.approx(low + width * plain.interval80[1], abs=0.003 * width)


def test_the_forecast_follows_the_actors() -> None:
    means = [forecast(issue_of([(x, 1, 1), (x, 1, 2)])).mean for x in (0.1, 0.5, 0.9)]
    assert means == sorted(means)
    assert means[2] - means[0] > 0.3


def test_residuals_alone_by_hand() -> None:
    fit = made_up({"residuals": 1.0})
    chances = option_probabilities([[0.5], [0.9]], [1], [0.0, 0.5, 1.0], fit=fit)
    # option borders at .25 and .75; errors are even on [-.5, .5] and clipped to the scale
    assert chances[0] == pytest.approx([0.25, 0.5, 0.25])
    assert chances[1] == pytest.approx([0.0, 0.35, 0.65])


def test_each_component_by_hand() -> None:
    draws = ([[0.2, 0.2, 0.8]], [1, 1, 2], [0.0, 0.5, 1.0])

    def chances(name: str, status_quo: float | None = None) -> list[float]:
        fit = made_up({name: 1.0})
        return option_probabilities(*draws, status_quo=status_quo, fit=fit)[0].round(6).tolist()

    assert chances("positions") == [0.5, 0, 0.5]
    assert chances("election") == [0.5, 0, 0.5]  # two candidates, backed alike
    assert chances("status quo", 0.9) == [0, 0, 1]
    assert chances("status quo") == chances("residuals")
    assert chances("climatology") == [0.25, 0.5, 0.25]
    # centre (.5 + .4) / 2, spread .2 + sqrt(5/12 * .35^2 + 7/12 * .25^2), errors even on [-1, 1]
    spread = 0.2 + np.sqrt(5 / 12 * 0.35**2 + 7 / 12 * 0.25**2)
    low = 0.5 - 0.2 / spread / 2
    assert chances("scaled residuals")[0] == pytest.approx(low, abs=1e-6)


def test_disagreement_widens_the_forecast() -> None:
    near = forecast(issue_of([(0.45, 1, 1), (0.55, 1, 1)])).interval80
    far = forecast(issue_of([(0.05, 1, 1), (0.95, 1, 1)])).interval80
    assert far[1] - far[0] > near[1] - near[0]


def test_draws_equal_single_calls() -> None:
    rng = np.random.default_rng(5)
    x, w, sq = rng.random((40, 6)), rng.random((40, 6)), rng.random(40)
    at = [0.0, 0.3, 1.0]
    many = option_probabilities(x, w, at, status_quo=sq)
    one = [option_probabilities(x[i : i + 1], w[i], at, status_quo=sq[i])[0] for i in range(40)]
    assert many == pytest.approx(np.array(one))
    assert many.sum(axis=1) == pytest.approx(np.ones(40))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([[0.5, 1.2]], [1, 1], [0, 1]), "positions must be in"),
        (([[0.5, np.nan]], [1, 1], [0, 1]), "positions must be in"),
        (([[0.5]], [-1], [0, 1]), "weights must be at least 0"),
        (([[0.5]], [0], [0, 1]), "more than 0"),
        (([[0.5]], [1, 1, 1], [0, 1]), "weights must fit"),
        (([0.5], [1], [0, 1]), "rows of draws"),
        (([[0.5]], [1], [1, 0]), "rise strictly"),
        (([[0.5]], [1], []), "rise strictly"),
    ],
)
def test_bad_draws_are_refused(args: tuple, message: str) -> None:
    with pytest.raises(PositionError, match=message):
        option_probabilities(*args)


def test_an_unknown_component_is_refused() -> None:
    fit = made_up({"tea leaves": 1.0})
    with pytest.raises(PositionError, match="tea leaves"):
        forecast(issue_of([(0.5, 1, 1)]), fit=fit)


def test_the_shipped_fit_is_whole() -> None:
    fit = shipped_fit()
    assert sum(fit.weights.values()) == pytest.approx(1)
    assert min(fit.weights.values()) >= 0
    assert np.all(np.diff(fit.residuals) >= 0)
    assert np.all(np.diff(fit.scaled) >= 0)
    assert 0 < fit.tail < 0.5
    assert np.all(np.diff(fit.outcomes) >= 0)
