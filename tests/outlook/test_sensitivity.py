import numpy as np
import pytest

from parley.outlook.sensitivity import sensitivity


def test_shares_follow_the_variances_of_a_linear_outcome() -> None:
    g = np.random.default_rng(4)
    x, y, z = g.standard_normal((3, 4000))
    s = sensitivity(2 * x + y, {"x": x, "y": y, "z": z}, {"x": "a", "y": "b", "z": "c"})
    assert s.groups["a"] == pytest.approx(0.8, abs=0.03)
    assert s.groups["b"] == pytest.approx(0.2, abs=0.03)
    assert s.groups["c"] < 0.01
    assert [d[0] for d in s.drivers] == ["x", "y"]
    assert sum(s.groups.values()) == pytest.approx(1)


def test_many_idle_columns_carry_next_to_nothing() -> None:
    g = np.random.default_rng(5)
    columns = {f"c{k}": g.standard_normal(500) for k in range(150)}
    group = {k: "idle" for k in columns} | {"x": "one"}
    columns["x"] = g.standard_normal(500)
    s = sensitivity(columns["x"], columns, group)
    assert s.groups["one"] > 0.97


def test_nothing_varies_nothing_carries() -> None:
    s = sensitivity(np.ones(9), {"x": np.arange(9.0)}, {"x": "a", "y": "b"})
    assert s.groups == {"a": 0.0, "b": 0.0}
    assert s.drivers == ()


def test_a_monotone_change_of_scale_changes_nothing() -> None:
    g = np.random.default_rng(6)
    x, y = g.standard_normal((2, 300))
    columns, groups = {"x": x, "y": y}, {"x": "a", "y": "b"}
    one = sensitivity(x + y / 2, columns, groups)
    two = sensitivity(np.exp(x + y / 2), {"x": x**3, "y": y}, groups)
    assert one == two
