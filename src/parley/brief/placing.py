"""Which section shows which finding, so that each is said once and none is lost."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from parley.bridges.finding import Finding
from parley.brief.chains import ChainBook, zone_numbers
from parley.brief.questions import has_own_section
from parley.brief.words import is_points
from parley.outlook.document import Number


@dataclasses.dataclass(frozen=True)
class Placed:
    """Findings by where they are shown, beside those whose number a section shows anyway."""

    deal: list[Finding]
    tried: list[Finding]
    rest: list[Finding]


def placed(book: ChainBook) -> Placed:
    """Sort out the findings that no table or entry of the brief already shows.

    A finding is shown already when an assessment is answered by it, when an entry gives its
    sentence, or when a table holds its number.
    """
    o = book.outlook
    shown = {a.answer for a in o.assessments} | set(book.with_number(_numbers(book)))
    said = {x.says for x in o.levers} | {i.says for i in o.issues} | {m.why for m in o.meetings}
    said |= {o.zone.says} if o.zone else set()
    said |= {o.moves.says} if o.moves else set()
    said |= {c.says for c in o.claims}
    said |= {o.analogues.says} if o.analogues else set()
    left = [f for f in o.findings if f.id not in shown and f.says not in said]
    left = [f for f in left if not has_own_section(f)]
    zone = set(book.with_number(zone_numbers(o.zone))) if o.zone else set()
    deal = [f for f in left if f.id in zone]
    issues = {f for i in o.issues for f in book.about(i.id)}
    left = [f for f in left if f.id not in zone and f.id not in issues]
    tried = [f for f in left if is_points(f.unit)]
    return Placed(deal, tried, [f for f in left if not is_points(f.unit)])


def _numbers(book: ChainBook) -> Iterator[Number]:
    """Numbers that stand in tables and beside entries."""
    o = book.outlook
    for row in (*(o.outcomes or {}).values(), o.truce or {}, *o.by_class.values()):
        yield from row.values()
    yield from (m.chance for m in o.meetings if m.chance)
    yield from (i.sticking for i in o.issues if i.sticking)
    for lever in o.levers:
        for row in (lever.effects or {}).values():
            yield from row.values()
    for state in o.moves.states if o.moves else []:
        yield from state.chances.values()
