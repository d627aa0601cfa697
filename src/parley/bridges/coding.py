"""Dossier → coding: who has a say, on which issues, with which options, and what each lever moves.

The coding is what all four models share: indices in place of ids, and nothing that is not in the
record or in a stated rule. `limits` lists every simplification that bites.
"""

from dataclasses import dataclass

from parley.bridges.levers import (
    FIELD,
    CodedLever,
    coded_lever,
    coded_regime,
    issue_of,
    offer_issue,
)
from parley.dossier.ahead import too_late
from parley.dossier.catalogue import CatalogueIssue, load
from parley.dossier.schema import Dossier, Issue, Lever, Option, Position
from parley.dossier.words import Origin
from parley.errors import OutlookError

MAX_ISSUES, MAX_PARTIES, MAX_PACKAGES = 8, 6, 6_600
LINE_CLASSES = ("territory", "withdrawal")
TERMS = "terms"
"""Id of the issue made when the record names none."""


@dataclass(frozen=True)
class Stance:
    """Where one party stands on one issue; `preferred` None when the record does not say."""

    preferred: int | None = None
    acceptable: frozenset[int] = frozenset()
    red: frozenset[int] = frozenset()
    salience: float | None = None
    origin: Origin = "default"
    entry: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodedIssue:
    """A contested issue: option ids in order, the option that holds now, who else must consent."""

    id: str
    options: tuple[str, ...]
    ordered: bool
    now: int
    now_origin: Origin
    holders: tuple[int, ...]
    """Indices of third parties whose consent moving the issue needs."""
    third: bool
    """Held by third parties, named or not: a collapse of one side does not move it."""
    line: bool
    """Whether its present option is the line of contact, whose worth moves with the front."""
    offer: str | None = None
    """Id of the lever whose offer made the issue, when no issue of the dossier did."""


@dataclass(frozen=True)
class Coding:
    """The record as indices: parties with a say, contested issues, levers.

    Attributes
    ----------
    sides : two tuples of party ids, the parties that fight on each side
    parties : ids of the parties with a say, belligerents of side A, of side B, then third parties
    side_of : 0, 1 or None for each party with a say
    issues : contested issues, at most `MAX_ISSUES`
    stances : stances[party][issue]
    levers : every lever of the record, and sanctions regimes, as what they move
    left_out : issues that were held as they stand because of the limit
    limits : what was simplified, in words
    """

    sides: tuple[tuple[str, ...], tuple[str, ...]]
    parties: tuple[str, ...]
    side_of: tuple[int | None, ...]
    issues: tuple[CodedIssue, ...]
    stances: tuple[tuple[Stance, ...], ...]
    levers: tuple[CodedLever, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]

    def members(self, side: int) -> tuple[int, ...]:
        """Indices of the parties with a say that fight on a side."""
        return tuple(i for i, s in enumerate(self.side_of) if s == side)


def code(dossier: Dossier) -> Coding:
    """Return the coding of a dossier.

    Parameters
    ----------
    dossier : with `process.sides` set; every entry is used, so drop what is not reviewed first

    Returns
    -------
    Coding

    Raises
    ------
    OutlookError
        If the process has no two sides, a side is empty, or a party stands on both.

    Notes
    -----
    An issue is contested when a party holds a position on it or a lever can give it. Of more than
    `MAX_ISSUES`, or more than make `MAX_PACKAGES`, those with most positions, red lines and levers
    are kept; ties keep file order.
    """
    sides = _sides(dossier)
    fighting = {p: s for s, side in enumerate(sides) for p in side}
    candidates, offers = _contested(dossier, fighting)
    candidates = candidates or [_terms(dossier, sides)]
    kept = _within_limits(candidates)
    left_out = [i for i in candidates if i not in kept]
    holders = {i.id: _holders(dossier, i, fighting) for i in kept}
    outside = [h for i in kept for h in holders[i.id]]
    outside += [x.holder for x in dossier.levers if x.holder not in fighting]
    parties, dropped = _parties(dossier, sides, outside)
    index = {p: n for n, p in enumerate(parties)}
    latest = _latest_positions(dossier)
    stances = tuple(
        tuple(_stance(i, latest.get((p, i.id)), offers.get(i.id), p, fighting.get(p)) for i in kept)
        for p in parties
    )
    line = _line(kept, holders)
    issues = tuple(
        _coded(
            i,
            [index[h] for h in holders[i.id] if h in index],
            i.id == line,
            offers,
            latest,
            fighting,
        )
        for i in kept
    )
    levers = tuple(
        [coded_lever(x, kept, fighting, index, dossier.process.as_of) for x in dossier.levers]
        + [x for c in dossier.constraints for x in coded_regime(c, dossier, kept, fighting)]
    )
    limits = _limits(sides, left_out, dropped) + _unheard(dossier, levers)
    return Coding(
        sides=sides,
        parties=parties,
        side_of=tuple(fighting.get(p) for p in parties),
        issues=issues,
        stances=stances,
        levers=levers,
        left_out=tuple(i.id for i in left_out),
        limits=limits,
    )


def _sides(dossier: Dossier) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides, checked."""
    sides = dossier.process.sides
    if len(sides) != 2:
        raise OutlookError(
            f"process: an outlook needs two sides at war, the record has {len(sides)}"
        )
    for n, side in enumerate(sides, 1):
        if not side:
            raise OutlookError(f"process: side {n} has no party")
    both = sorted(set(sides[0]) & set(sides[1]))
    if both:
        raise OutlookError(f"process: a party fights on one side, but {both[0]!r} is on both")
    known = {p.id for p in dossier.parties}
    for party in (*sides[0], *sides[1]):
        if party not in known:
            raise OutlookError(f"process: side names {party!r}, which is no party of the dossier")
    return (tuple(sides[0]), tuple(sides[1]))


def _contested(dossier: Dossier, fighting: dict[str, int]) -> tuple[list[Issue], dict[str, Lever]]:
    """Contested issues, weightiest first, and the offers that became issues of their own."""
    weight: dict[str, float] = {}
    for p in dossier.positions:
        more = 2.0 if p.party in fighting else 1.0
        weight[p.issue] = (
            weight.get(p.issue, 0) + more + 0.5 * bool(p.red_lines) + (p.salience or 0)
        )
    offers: dict[str, Lever] = {}
    made: list[Issue] = []
    for lever in dossier.levers:
        issue = issue_of(lever, list(dossier.issues))
        if issue is not None:
            weight[issue.id] = weight.get(issue.id, 0) + 0.5
        elif lever.instrument in ("trade", "recognition", "aid", "other") and (
            lever.state in ("offered", "threatened", "on_hold") and lever.target in fighting
        ):
            new = offer_issue(lever)
            if lever.instrument != "aid" or lever.state == "offered":
                made.append(new)
                offers[new.id] = lever
                weight[new.id] = 1.0
    found = [i for i in (*dossier.issues, *made) if weight.get(i.id, 0) > 0]
    order = sorted(range(len(found)), key=lambda n: (-weight[found[n].id], n))
    return [found[n] for n in order], offers


def _terms(dossier: Dossier, sides: tuple[tuple[str, ...], tuple[str, ...]]) -> Issue:
    """The one issue of a record that names none: on whose terms the war ends."""
    a, b = (dossier.name_of(side[0]) for side in sides)
    labels = (f"on the terms of {a}", "as things stand", f"on the terms of {b}")
    return Issue(
        id=TERMS,
        question="On whose terms does the war end?",
        options=tuple(Option(id=f"terms-{n}", label=x) for n, x in enumerate(labels)),
        demand_class="territory",
        now="terms-1",
    )


def _within_limits(candidates: list[Issue]) -> list[Issue]:
    """The weightiest issues that stay within the limits on issues and on packages."""
    kept: list[Issue] = []
    packages = 1
    for issue in candidates:
        if len(kept) < MAX_ISSUES and packages * len(issue.options) <= MAX_PACKAGES:
            kept.append(issue)
            packages *= len(issue.options)
    return kept


def _holders(dossier: Dossier, issue: Issue, fighting: dict[str, int]) -> tuple[str, ...]:
    """Third parties that hold what the issue moves: named by the issue, else by a lever on it."""
    if issue.holders:
        return tuple(h for h in issue.holders if h not in fighting)
    issues = list(dossier.issues)
    found = []
    for x in dossier.levers:
        on = issue_of(x, issues)
        if on is not None and on.id == issue.id and x.holder not in fighting:
            found.append(x.holder)
    return tuple(dict.fromkeys(found))


def _parties(
    dossier: Dossier, sides: tuple[tuple[str, ...], tuple[str, ...]], holders: list[str]
) -> tuple[tuple[str, ...], list[str]]:
    """Parties with a say, at most `MAX_PARTIES`, and those dropped by the limit."""
    said = {p.party for p in dossier.positions}

    def ranked(side: tuple[str, ...]) -> list[str]:
        return sorted(side, key=lambda p: (p not in said, side.index(p)))

    third = sorted(dict.fromkeys(holders), key=lambda h: (-holders.count(h), holders.index(h)))
    known = {p.id for p in dossier.parties}
    third = [h for h in third if h in known]
    a, b = ranked(sides[0]), ranked(sides[1])
    room = max(2, MAX_PARTIES - min(2, len(third)))
    while len(a) + len(b) > room:
        longer = a if len(a) >= len(b) else b
        longer.pop()
    third = third[: MAX_PARTIES - len(a) - len(b)]
    kept = (*a, *b, *third)
    wanted = [*sides[0], *sides[1], *dict.fromkeys(holders)]
    return kept, [p for p in wanted if p not in kept]


def _limits(
    sides: tuple[tuple[str, ...], tuple[str, ...]], left_out: list[Issue], dropped: list[str]
) -> tuple[str, ...]:
    """Every simplification that bites, in words."""
    out = []
    if len(sides[0]) > 1 or len(sides[1]) > 1:
        out.append(
            "More than two parties fight. Each side is one force in the field, with one potential; "
            "its members keep their own worths and vetoes at the table, but cannot change sides, "
            "fight each other or sign alone."
        )
    if left_out:
        names = "; ".join(i.question for i in left_out)
        out.append(
            f"At most {MAX_ISSUES} issues and {MAX_PACKAGES} packages are joined; held as they "
            f"stand: {names}."
        )
    if dropped:
        out.append(f"At most {MAX_PARTIES} parties have a say; left out: {', '.join(dropped)}.")
    return tuple(out)


def _unheard(dossier: Dossier, levers: tuple[CodedLever, ...]) -> tuple[str, ...]:
    """What the record says of levers and meetings and the run cannot follow, in words."""
    coded = {x.id: x for x in levers}
    lasting = [
        x.name for x in dossier.levers
        if x.condition and x.during is None and not x.schedule and coded[x.id].channel in FIELD
    ]  # fmt: skip
    deaf = [x.name for x in dossier.levers if x.during and coded[x.id].channel not in FIELD]
    watch = [x.name for x in dossier.levers if x.schedule and coded[x.id].channel == "monitoring"]
    late = [m.name for m, _ in too_late(dossier)]
    rows = (
        (lasting, "A condition in words alone (no `during`) moves nothing; the state is taken to "
                  "last"),
        (deaf, "Only arms, aid and sanctions aimed at a side can hang on the talks; taken to last"),
        (watch, "How a truce is watched follows no timetable; taken as at the start"),
        (late, "Dated after the horizon and left out"),
    )  # fmt: skip
    return tuple(f"{says}: {'; '.join(names)}." for names, says in rows if names)


def _latest_positions(dossier: Dossier) -> dict[tuple[str, str], Position]:
    """The newest position of each party on each issue; of equal dates the last in the file."""
    out: dict[tuple[str, str], Position] = {}
    for p in dossier.positions:
        old = out.get((p.party, p.issue))
        if old is None or old.as_of is None or (p.as_of is not None and p.as_of >= old.as_of):
            out[p.party, p.issue] = p
    return out


def _stance(
    issue: Issue, position: Position | None, offer: Lever | None, party: str, side: int | None
) -> Stance:
    """A position as indices; the target of an offer is taken to want it, a side its own terms."""
    ids = [o.id for o in issue.options]
    if position is None:
        if issue.id == TERMS and side is not None:
            return Stance(preferred=0 if side == 0 else len(ids) - 1)
        if offer is not None and party == offer.target:
            evidence = tuple(e.id for e in offer.evidence)
            return Stance(
                preferred=len(ids) - 1, origin="judgement", entry=offer.id, evidence=evidence
            )
        return Stance()
    stated = bool(position.evidence)
    return Stance(
        preferred=ids.index(position.preferred) if position.preferred in ids else None,
        acceptable=frozenset(ids.index(o) for o in position.acceptable if o in ids),
        red=frozenset(ids.index(o) for o in position.red_lines if o in ids),
        salience=position.salience,
        origin="stated" if stated else "judgement",
        entry=position.id,
        evidence=tuple(e.id for e in position.evidence),
    )


def _line(issues: list[Issue], holders: dict[str, tuple[str, ...]]) -> str | None:
    """The issue whose present option is the line of contact: the first on land the sides hold."""
    for wanted in LINE_CLASSES:
        for i in issues:
            if i.demand_class == wanted and i.ordered and not holders[i.id]:
                return i.id
    return None


def _coded(
    issue: Issue,
    holders: list[int],
    line: bool,
    offers: dict[str, Lever],
    latest: dict[tuple[str, str], Position],
    fighting: dict[str, int],
) -> CodedIssue:
    """An issue as indices; where the record is silent, what no side demands holds now."""
    ids = [o.id for o in issue.options]
    if issue.now is not None:
        now = ids.index(issue.now)
        origin: Origin = "stated" if issue.evidence else "judgement"
    elif (usual := _usual(issue)) in ids:
        now, origin = ids.index(usual), "default"
    else:
        wanted = {
            p.preferred for (party, i), p in latest.items() if i == issue.id and party in fighting
        }
        free = [n for n, o in enumerate(ids) if o not in wanted] or [0]
        now, origin = (free[len(free) // 2] if line else free[0]), "default"
    return CodedIssue(
        id=issue.id,
        options=tuple(ids),
        ordered=issue.ordered,
        now=now,
        now_origin=origin,
        holders=tuple(holders),
        third=bool(issue.holders or holders) or issue.id in offers or _held_outside(issue),
        line=line,
        offer=offers[issue.id].id if issue.id in offers else None,
    )


def _held_outside(issue: Issue) -> bool:
    """Whether the catalogue says that third parties hold what the issue moves."""
    known = _catalogued(issue)
    return known is not None and known.holder_kind == "third party"


def _usual(issue: Issue) -> str:
    """The option that usually holds while a war goes on, by the catalogue; empty when unlisted."""
    known = _catalogued(issue)
    return "" if known is None else known.now_default


def _catalogued(issue: Issue) -> CatalogueIssue | None:
    """The issue's page in the catalogue."""
    return next((i for i in load().issues if i.id == issue.catalogue), None)
