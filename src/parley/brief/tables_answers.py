"""Tables of what each side gains, claims tested, missing facts, lever pairs and past wars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from parley.outlook.document import ByHorizon, Number, Outlook

Row = Mapping[str, Any]


def answers(o: Outlook) -> dict[str, Iterable[Row]]:
    """Rows of the tables that answer a decision-maker's questions, by name."""
    return {
        "gains": _gains(o),
        "gains_by_issue": _gains_by_issue(o),
        "claims": _claims(o),
        "chance_and_numbers": (u.model_dump() for u in o.uncertainty),
        "gaps": _gaps(o),
        "openings": _openings(o),
        "lever_pairs": _pairs(o),
        "classes": _classes(o),
        "past_wars": _past_wars(o),
        "past_fates": _fates(o),
    }


def spread(n: Number | None) -> dict[str, float | None]:
    """A number as three cells."""
    if n is None:
        return {"value": None, "low": None, "high": None}
    return {"value": n.value, "low": n.interval[0], "high": n.interval[1]}


def at_horizons(by: ByHorizon | None) -> Iterable[dict[str, Any]]:
    """One row for each horizon."""
    for h, n in (by or {}).items():
        yield {"months": h, **spread(n), "mc_error": n.mc_error}


def _gains(o: Outlook) -> Iterable[Row]:
    for g in o.gains:
        names = ("fighting_on", "now", "deal", "gain", "own_side_falls", "other_side_falls")
        for name in names:
            n = getattr(g, name)
            if n is not None:
                yield {"party": g.party, "name": g.name, "worth_of": name, **spread(n)}


def _gains_by_issue(o: Outlook) -> Iterable[Row]:
    for g in o.gains:
        yield from ({"party": g.party, "issue": x.issue, **spread(x.gain)} for x in g.by_issue)


def _claims(o: Outlook) -> Iterable[Row]:
    for c in o.claims:
        row = c.model_dump(exclude={"effect", "at_none"})
        base = c.at_none.value if c.at_none else None
        yield {**row, **spread(c.effect), "at_none": base, "evidence": c.hangs_on}


def _gaps(o: Outlook) -> Iterable[Row]:
    for g in o.gaps:
        for answer, share in g.shares.items():
            low, high = g.before.get(answer, (None, None))
            row = {"id": g.id, "name": g.name, "kind": g.kind, "answer": answer, "share": share}
            width = g.after.get(answer)
            yield {**row, "noise": g.noise, "low_now": low, "high_now": high, "width_known": width}


def _openings(o: Outlook) -> Iterable[Row]:
    for c in o.opening.changes if o.opening else []:
        yield {**c.model_dump(exclude={"size"}), **spread(c.size)}


def _pairs(o: Outlook) -> Iterable[Row]:
    for p in o.pairs:
        one, two = p.levers
        base = {"lever": one, "to": p.states[0], "other": two, "other_to": p.states[1]}
        for what, effects in (("together", p.together), ("interplay", p.interplay)):
            for outcome, by in effects.items():
                for row in at_horizons(by):
                    yield {**base, "what": what, "outcome": outcome, **row}


def _classes(o: Outlook) -> Iterable[Row]:
    for name, by in o.by_class.items():
        yield from ({"class": name, "outcome": "settlement", **row} for row in at_horizons(by))


def _past_wars(o: Outlook) -> Iterable[Row]:
    for w in o.analogues.nearest if o.analogues else []:
        yield {**w.model_dump(exclude={"compared"}), "compared": ", ".join(w.compared)}


def _fates(o: Outlook) -> Iterable[Row]:
    for f in o.analogues.fates if o.analogues else []:
        low, high = f.interval or (None, None)
        row = f.model_dump(exclude={"interval", "model"})
        model = {f"model_{k}": v for k, v in spread(f.model).items()}
        yield {**row, "low": low, "high": high, **model}
