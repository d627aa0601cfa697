"""Advice as nested documents of names and numbers, ready to print or to show."""

from collections.abc import Sequence
from typing import Any

from parley.models.deals.advice import (
    Improvement,
    Trade,
    describe,
    improvements,
    single_text,
    trades,
)
from parley.models.deals.merge import frontier
from parley.models.deals.model import DealModel
from parley.models.deals.opening import coalitions, losses, openings, sticking_points


def draft_document(
    model: DealModel, draft: Sequence[int], *, time_limit: float = 10.0
) -> dict[str, Any]:
    """Improvements, trades and a path of drafts from one draft.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[3, 0], [0, 2]], [[1, 0], [1, 4]]], [0, 0])
    >>> draft_document(model, (1, 0))["improvements"][0]["says"][:50]
    'issue 1: option 2 -> option 1; issue 2: option 1 -'
    """
    worths = model.worth(draft)
    path = single_text(model, draft, time_limit=time_limit)
    return {
        "deal": _named(model, draft),
        "worths": worths,
        "gains": worths - model.reservation,
        "needs": [model.parties[i] for i in sorted(model.needs(draft))],
        "on_frontier": not path,
        "improvements": [_improvement(model, i) for i in improvements(model, draft)],
        "trades": [_trade(model, t) for t in trades(model, draft)],
        "path": [_improvement(model, i) for i in path],
    }


def advice_document(model: DealModel, *, time_limit: float = 10.0) -> dict[str, Any]:
    """What closes the zone, what would open it, sticking points, and coalitions."""
    found = frontier(model, time_limit=time_limit)
    names = model.parties
    return {
        "lost": [
            {"cause": x.cause, "share": x.lost, "zone_without": x.zone_without, "exact": x.exact}
            for x in losses(model, time_limit=time_limit)
        ],
        "openings": [
            {"says": o.says, "kind": o.kind, "size": o.size, "opens": _named(model, o.package)}
            for o in openings(model, found, time_limit=2 * time_limit)
        ],
        "sticking_points": [
            {
                "issue": model.issues[s.issue].name,
                "party": names[s.party],
                "growth": s.growth,
                "zone": s.zone,
                "exact": s.exact,
            }
            for s in sticking_points(model, time_limit=2 * time_limit)
        ],
        "coalitions": [
            {
                "members": [names[i] for i in c.members],
                "without": [names[i] for i in c.without],
                "deal": _named(model, c.package),
                "gains": dict(zip(names, c.gains, strict=True)),
            }
            for c in coalitions(model, time_limit=time_limit)
        ],
    }


def _improvement(model: DealModel, step: Improvement) -> dict[str, Any]:
    """One improvement, with a sentence."""
    helped = [i for i, g in enumerate(step.gains) if g > 0]
    who = ", ".join(f"{model.parties[i]} (+{step.gains[i]:.1%})" for i in helped)
    rest = [model.parties[i] for i in range(model.n_parties) if i not in helped]
    cost = f" and cost {', '.join(rest)} nothing" if rest else ""
    return {
        "says": f"{describe(model, step.changes)}: helps {who}{cost}",
        "terms": len(step.changes),
        "deal": _named(model, step.package),
        "gains": dict(zip(model.parties, step.gains, strict=True)),
    }


def _trade(model: DealModel, trade: Trade) -> dict[str, Any]:
    """One trade, with the reason."""
    one, two = model.parties[trade.first], model.parties[trade.second]
    says = (
        f"{one} gives {describe(model, [trade.gives])}; {two} gives "
        f"{describe(model, [trade.takes])}: to {one} what it takes is worth "
        f"{trade.rates[0]:.3g} times what it gives, to {two} {trade.rates[1]:.3g} times"
    )
    return {"says": says, "gains": dict(zip(model.parties, trade.gains, strict=True))}


def _named(model: DealModel, package: Sequence[int]) -> dict[str, str]:
    """A deal as issue: option."""
    return dict(zip((i.name for i in model.issues), model.named(package), strict=True))
