"""What the numbers say, one plain sentence each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.models.deals.merge import Frontier
from parley.models.deals.model import DealModel
from parley.models.deals.solutions import Solution
from parley.models.deals.zone import AgreementZone


@dataclass(frozen=True)
class DealFinding:
    """One sentence with its number.

    id : short and stable; says : the sentence; value : its number; unit : of the number
    """

    id: str
    says: str
    value: float
    unit: str


def findings(
    model: DealModel,
    zone: AgreementZone,
    front: Frontier,
    solved: Mapping[str, Solution | None],
) -> tuple[DealFinding, ...]:
    """Sentences on the zone, the frontier and the solutions.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> from parley.models.deals.merge import frontier
    >>> from parley.models.deals.solutions import solve
    >>> from parley.models.deals.zone import agreement_zone
    >>> model = make_model([[[9, 6, 2], [1, 5, 8]]], [1, 2])
    >>> found = findings(model, agreement_zone(model), frontier(model), solve(model))
    >>> found[0].says
    'Of 3 deals, 2 (66.7%) are better than no deal for every party whose consent they need.'
    """
    out = [_zone(zone)]
    if front.counts:
        kind = (
            "" if front.exact else f" (each loses at most {front.epsilon:.3g} of a party's range)"
        )
        out.append(
            DealFinding(
                "frontier",
                f"{front.n_packages:,} {_deals(front.n_packages)} with {len(front.counts):,} "
                f"different worths cannot be bettered for one party at no cost to another{kind}.",
                front.n_packages,
                "deals",
            )
        )
    out += [
        _solution(model, name, solved[name])
        for name in ("nash", "kalai")
        if solved.get(name) is not None
    ]
    return tuple(out)


def _zone(zone: AgreementZone) -> DealFinding:
    """How large the zone is, or why it is empty."""
    if zone.zone_at_most == 0:
        return DealFinding("zone", f"The zone of agreement is empty: {zone.why_empty}.", 0, "deals")
    if not zone.exact:
        says = (
            f"Of {zone.packages:,} deals, about {zone.estimate:.3g} (by sample; surely between "
            f"{zone.zone:,} and {zone.zone_at_most:,}) are better than no deal for every party "
            "whose consent they need."
        )
    else:
        says = (
            f"Of {zone.packages:,} deals, {zone.zone:,} ({zone.share:.1%}) "
            f"{'is' if zone.zone == 1 else 'are'} better than no deal for every party whose "
            "consent they need."
        )
    return DealFinding("zone", says, zone.zone, "deals")


def _solution(model: DealModel, name: str, solution: Solution | None) -> DealFinding:
    """What one solution picks and who gains least."""
    assert solution is not None
    least = min(range(model.n_parties), key=lambda i: solution.gains[i])
    title = {"nash": "Nash", "kalai": "Kalai"}[name]
    return DealFinding(
        name,
        f"The {title} deal is {phrase(model, solution.package)}; the least gain over no deal is "
        f"{solution.gains[least]:.4g}, of {model.parties[least]}.",
        float(solution.gains[least]),
        "worth",
    )


def phrase(model: DealModel, package: Sequence[int]) -> str:
    """A deal in words: option on issue, ...

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> phrase(make_model([[[3, 0]], [[1, 0]]], [1]), (1, 0))
    'issue 1: option 2, issue 2: option 1'
    """
    return ", ".join(
        f"{i.name}: {o}" for i, o in zip(model.issues, model.named(package), strict=True)
    )


def _deals(n: int) -> str:
    """Singular or plural."""
    return "deal" if n == 1 else "deals"
