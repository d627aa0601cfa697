"""The reference class: the rule, its data, and the draws made from it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.errors import HistoryError
from parley.history import (
    ENDS,
    draw_classes,
    draw_hazards,
    draw_rates,
    expected_rates,
    load_cells,
    load_hazards,
    reference_class,
    survival_at,
)
from parley.history.classes import band_of, expected, pooling_strength, total
from parley.history.tables import ENDINGS, TYPES, Cell, load_sources

WAR = ("interstate", 3.6, 30_000.0)


def make_cells(rates: dict[tuple[str, bool], float], years: int = 1000) -> tuple[Cell, ...]:
    """A table in which each type and intensity has one rate of agreements at every age."""
    from parley.history.tables import AGE_BANDS

    source = load_sources()["ucdp-termination"]
    return tuple(
        Cell(kind, low, high, hot, True, years, (round(years * rate), 0, 0, 0, 0, 0), source)
        for (kind, hot), rate in rates.items()
        for low, high in AGE_BANDS
    )


def test_a_known_war_is_in_four_classes() -> None:
    found = reference_class(*WAR)
    assert {c.counts("negotiated") for c in found.classes} == {(6, 103), (2, 13), (1, 6), (19, 385)}
    assert sum(c.weight for c in found.classes) == pytest.approx(1.0)
    assert found.assumed == ()
    assert found.origin == "historical"


def test_an_unknown_war_is_a_mixture_and_says_so() -> None:
    found = reference_class("civil", None, 100)
    assert found.assumed == ("age",)
    assert found.origin == "default"
    assert {c.age_from for c in found.classes} == {1, 2, 3, 4, 6, 11}
    # each class of the mixture is one of those the war may be in
    assert all(
        c.type in (None, "civil") and c.high_intensity in (None, False) for c in found.classes
    )


def test_mixing_over_nothing_unknown_is_the_plain_class() -> None:
    whole = {(t, h): 0.1 for t in TYPES for h in (False, True)}
    cells = make_cells(whole)
    known, unknown = reference_class(*WAR, cells=cells), reference_class(cells=cells)
    a = expected_rates(known, cells=cells)
    b = expected_rates(unknown, cells=cells)
    assert a == pytest.approx(0.1, abs=1e-3)
    assert b == pytest.approx(0.1, abs=1e-3)


def test_pooling_follows_the_data() -> None:
    """Alike classes pool wholly; unlike classes with much data keep their own level."""
    same = make_cells({(t, h): 0.1 for t in TYPES for h in (False, True)})
    kinds = [(t, h) for t in TYPES for h in (False, True)]
    unlike = make_cells(dict(zip(kinds, (0.02, 0.05, 0.1, 0.2, 0.3, 0.4), strict=True)))
    assert pooling_strength(same) == 1000.0
    assert pooling_strength(unlike) < 30
    found = reference_class("interstate", 0, 10, cells=unlike)
    own = next(k for k, c in enumerate(found.classes) if c.type and c.high_intensity is False)
    assert expected_rates(found, horizon_years=1, cells=unlike)[own, 0] == pytest.approx(
        0.02, abs=2e-3
    )


def test_expected_events_add_up() -> None:
    """Indirect standardisation: the classes' expected events add up to all events."""
    cells = load_cells()
    for end in ENDS:
        parts = [expected(cells, t, h, end) for t in TYPES for h in (False, True)]
        events, n, common = expected(cells, None, None, end)
        assert sum(p[0] for p in parts) == events
        assert sum(p[1] for p in parts) == n
        assert sum(p[2] for p in parts) == pytest.approx(common)
        assert common == pytest.approx(events)


def test_draws_lie_around_the_pooled_rates() -> None:
    found = reference_class(*WAR)
    for k in range(len(found.classes)):
        drawn = draw_rates(found, "negotiated", 4000, horizon_years=8, chosen=k, rng=3)
        assert set(drawn.chosen) == {k}
        assert drawn.rates.mean(0) == pytest.approx(
            expected_rates(found, horizon_years=8)[k], rel=0.12
        )
        # war years 4 and 5 share a band, and so a draw
        assert np.array_equal(drawn.rates[:, 0], drawn.rates[:, 1])
        assert drawn.years_of_war[0].tolist() == list(range(4, 12))
    mixed = draw_rates(found, "negotiated", 20_000, horizon_years=1, rng=4)
    shares = np.bincount(mixed.chosen, minlength=4) / 20_000
    assert shares == pytest.approx([c.weight for c in found.classes], abs=0.015)


def test_one_draw_is_one_class_throughout() -> None:
    found = reference_class(*WAR)
    chosen = draw_classes(found, 50, rng=1)
    ends = [draw_rates(found, e, 50, chosen=chosen, rng=2) for e in ("negotiated", "collapse")]
    assert np.array_equal(ends[0].chosen, ends[1].chosen)


def test_same_seed_same_draws_and_seed_zero_is_a_seed() -> None:
    found = reference_class(*WAR)
    a, b, c = (draw_rates(found, draws=20, rng=s).rates for s in (0, 0, 1))
    assert np.array_equal(a, b)
    assert not np.array_equal(a, c)


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from([*TYPES, None]),
    age=st.none() | st.floats(0, 80),
    deaths=st.none() | st.floats(0, 1e6),
    end=st.sampled_from(sorted(ENDS)),
)
def test_every_war_has_rates_between_none_and_all(
    kind: str | None, age: float | None, deaths: float | None, end: str
) -> None:
    found = reference_class(kind, age, deaths)
    drawn = draw_rates(found, end, 16, horizon_years=4, rng=0)
    assert drawn.rates.shape == (16, 4)
    assert np.isfinite(drawn.rates).all()
    assert (drawn.rates >= 0).all()
    assert (drawn.rates <= 1).all()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("cold", None, None), "war type must be one of"),
        (("civil", -1.0, None), "age in years must be 0 or more, got -1.0"),
        (("civil", None, float("nan")), "deaths a year must be 0 or more, got nan"),
    ],
)
def test_bad_questions_are_named(args: tuple[str, float | None, float | None], words: str) -> None:
    with pytest.raises(HistoryError, match=words):
        reference_class(*args)


def test_bad_draws_are_named() -> None:
    found = reference_class(*WAR)
    with pytest.raises(HistoryError, match="end must be one of"):
        draw_rates(found, "truce")
    with pytest.raises(HistoryError, match="at least 1"):
        draw_rates(found, draws=0)
    with pytest.raises(HistoryError, match="class index"):
        draw_rates(found, chosen=9)


def test_bands_and_totals() -> None:
    assert [band_of(y) for y in (1, 2, 3, 4, 5, 6, 10, 11, 99)] == [0, 1, 2, 3, 3, 4, 4, 5, 5]
    years, ends = total(load_cells(), "interstate", None, 0)
    assert years == 71
    assert dict(zip(ENDINGS, ends, strict=True))["ceasefire"] == 9


def test_hazard_draws_have_jeffreys_mean_and_spread() -> None:
    hazard = load_hazards()["agreement", "ceasefire provision, not full"]
    drawn = draw_hazards(hazard, 20_000, rng=5)
    for k, (events, months) in enumerate(zip(hazard.events, hazard.months_at_risk, strict=True)):
        mean, sd = (events + 0.5) / months, (events + 0.5) ** 0.5 / months
        assert drawn[:, k].mean() == pytest.approx(mean, abs=5 * sd / 20_000**0.5)
    share = survival_at(hazard.edges, drawn, [12])[:, 0]
    assert share.mean() == pytest.approx(0.70, abs=0.02)


def test_survival_adds_up_pieces() -> None:
    shares = survival_at([0, 2, 5, None], [[0.1, 0.2, 0.3]], [0, 1, 2, 4, 10])
    assert -np.log(shares[0]) == pytest.approx([0, 0.1, 0.2, 0.6, 0.8 + 1.5])
