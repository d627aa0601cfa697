"""Deals: the frontier, the zone, and a package built term by term with what each party says."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from parley.dossier.schema import Dossier
from parley.outlook.builder import Builder, Improvement, Package, Point, Term, Verdict
from parley.web import specs
from parley.web.screens.common import Place, place


@dataclasses.dataclass(frozen=True)
class Offer:
    """A package that betters the one built: in words, as a query, and what each party gains."""

    title: str
    changes: tuple[tuple[str, str, str], ...]
    """Question, option now in the package, option instead."""
    query: str
    gains: tuple[tuple[str, float], ...]


@dataclasses.dataclass(frozen=True)
class DealsPage:
    """The table today; `state` is running, none (with `why`), or ready."""

    title: str
    place: Place
    state: str
    why: str | None
    terms: tuple[tuple[Term, str], ...]
    """Each contested issue with the option chosen."""
    verdicts: tuple[Verdict, ...]
    signed: bool
    """Whether every party whose consent the package needs accepts it."""
    offers: tuple[Offer, ...]
    asked: bool
    """Whether better packages were looked for."""
    query: str
    """The package as a query."""
    packages: int
    zone: int
    why_empty: str | None
    frontier: tuple[tuple[str, tuple[float, ...]], ...]
    """Packages on the frontier: their terms that differ from today, and worth to each party."""
    names: tuple[str, ...]
    axes: tuple[int, int]
    """The two parties of the chart, by index."""
    chart: dict[str, Any] | None


def deals_page(
    name: str,
    dossier: Dossier,
    builder: Builder | None,
    chosen: Mapping[str, str],
    axes: tuple[int, int] = (0, 1),
    why: str | None = None,
    ask: bool = False,
) -> DealsPage:
    """Return the table with a package built on it.

    Parameters
    ----------
    name, dossier : the process
    builder : the prepared table, None while it is made or when there is none
    chosen : issue -> option; the others stay as they stand
    axes : the two parties of the chart
    why : why there is no table
    ask : whether to look for packages that better the one built
    """
    where = place(name, dossier, "deals")
    if builder is None:
        return DealsPage(
            title="Deals", place=where, state="none" if why else "running", why=why, terms=(),
            verdicts=(), signed=False, offers=(), asked=False, query="", packages=0, zone=0,
            why_empty=None, frontier=(), names=(), axes=(0, 1), chart=None,
        )  # fmt: skip
    package = builder.package(chosen)
    verdicts = builder.verdicts(package)
    packages, zone, empty = builder.zone
    points = builder.picture(package)
    axes = _axes(builder, axes)
    now = builder.package({})
    return DealsPage(
        title="Deals",
        place=where,
        state="ready",
        why=None,
        terms=tuple((t, t.options[o][0]) for t, o in zip(builder.terms, package, strict=True)),
        verdicts=verdicts,
        signed=all(v.accepts for v in verdicts if v.needed),
        offers=_offers(builder, package) if ask else (),
        asked=ask,
        query=urlencode([(f"t.{k}", v) for k, v in chosen.items()]),
        packages=packages,
        zone=zone,
        why_empty=empty,
        frontier=tuple(
            (_differs(builder, p.package, now), p.worths) for p in points if p.kind == "frontier"
        )[:12],
        names=builder.names,
        axes=axes,
        chart=_chart(builder, points, axes),
    )


def _axes(builder: Builder, axes: tuple[int, int]) -> tuple[int, int]:
    """Two different parties for the chart: as asked, else one of each side."""
    n = len(builder.names)
    if axes[0] != axes[1] and all(0 <= a < n for a in axes) and axes != (0, 1):
        return axes
    other = next((i for i, s in enumerate(builder.sides) if s == 1), min(1, n - 1))
    return (0, other)


def _offers(builder: Builder, package: Package) -> tuple[Offer, ...]:
    """What betters the package: without loss to anyone, and for the worst placed."""
    found = (
        ("Better for some, worse for nobody", builder.improvement(package)),
        ("Best for whoever is worst placed", builder.fairest(package)),
    )
    seen: dict[Package, Offer] = {}
    for title, x in found:
        if x is not None and x.package not in seen:
            seen[x.package] = Offer(title, x.changes, query(builder, x), x.gains)
    return tuple(seen.values())


def query(builder: Builder, found: Improvement) -> str:
    """A package as the query that builds it."""
    return urlencode(
        [(f"t.{t.id}", t.options[o][0]) for t, o in zip(builder.terms, found.package, strict=True)]
    )


def _differs(builder: Builder, package: Package, now: Package) -> str:
    """The terms of a package that differ from today, in words."""
    words = [
        t.options[o][1] for t, o, was in zip(builder.terms, package, now, strict=True) if o != was
    ]
    return "; ".join(words) or "as things stand"


def _chart(builder: Builder, points: tuple[Point, ...], axes: tuple[int, int]) -> dict[str, Any]:
    """The packages as two parties see them."""
    one, two = axes
    rows = [
        {"one": round(p.worths[one], 4), "two": round(p.worths[two], 4), "kind": p.kind}
        for p in points
    ]
    return specs.frontier(rows, builder.names[one], builder.names[two])
