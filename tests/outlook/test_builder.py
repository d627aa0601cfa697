"""Packages built term by term: verdicts agree with the model, improvements cost nobody anything."""

from itertools import product

import pytest

import makers
from parley.errors import OutlookError
from parley.outlook.builder import Builder
from parley.outlook.joined import Size
from parley.outlook.live import Live


@pytest.fixture(scope="module")
def builder() -> Builder:
    return Builder(Live(makers.dossier(), Size(draws=10, paths=4, field_draws=3)).joined)


def every(builder: Builder) -> list[tuple[int, ...]]:
    return list(product(*(range(len(t.options)) for t in builder.terms)))


def test_the_zone_counts_what_all_who_are_needed_accept(builder: Builder) -> None:
    packages, zone, why = builder.zone
    signed = [p for p in every(builder) if all(v.accepts for v in builder.verdicts(p) if v.needed)]
    assert (packages, zone) == (len(every(builder)), len(signed))
    assert (why is None) == bool(signed)
    shown = {p.package for p in builder.picture(every(builder)[0]) if p.kind == "in the zone"}
    assert shown == set(signed)


def test_an_improvement_costs_nobody_anything(builder: Builder) -> None:
    for draft in every(builder):
        found = builder.improvement(draft)
        if found is not None:
            assert all(gain >= -1e-9 for _, gain in found.gains)
            assert any(gain > 0 for _, gain in found.gains)
            assert len(found.changes) == sum(
                a != b for a, b in zip(draft, found.package, strict=True)
            )


def test_a_refusal_names_what_it_lacks(builder: Builder) -> None:
    for package in every(builder):
        for v in builder.verdicts(package):
            assert v.accepts == (v.gain > 0) or "red line" in v.why
            assert ("less than fighting on" in v.why) == (v.gain <= 0 and "red line" not in v.why)


def test_today_is_the_package_nothing_is_set_in(builder: Builder) -> None:
    now = builder.package({})
    assert tuple(t.options[o][0] for t, o in zip(builder.terms, now, strict=True)) == tuple(
        t.now for t in builder.terms
    )


@pytest.mark.parametrize("chosen", [{"cape": "nowhere"}, {"nothing": "west"}])
def test_what_is_not_on_the_table_is_named(builder: Builder, chosen: dict[str, str]) -> None:
    with pytest.raises(OutlookError, match="package"):
        builder.package(chosen)
