"""Every table of a brief as CSV: UTF-8 with a byte order mark, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from parley.brief.tables_answers import Row, answers, at_horizons, spread
from parley.ledger.table import guard
from parley.outlook.document import Outlook

BOM = "\ufeff"
LINEAGE = ("run_id", "seed", "version", "as_of", "evidence", "sources")
"""Columns that end every row: which run it is from, and the sentences and sources it rests on."""


def tables(o: Outlook) -> dict[str, str]:
    """Return every table of the outlook as CSV text, by name.

    Parameters
    ----------
    o : Outlook
        The document.

    Returns
    -------
    dict of str to str
        Tables without rows are left out. Text that a spreadsheet would take for a formula has an
        apostrophe before it; numbers are plain numbers, written in full. Several ids in one cell
        are set apart by spaces.
    """
    made = {name: list(rows) for name, rows in _tables(o).items()}
    return {name: _csv(o, rows) for name, rows in made.items() if rows}


def _csv(o: Outlook, rows: Sequence[Row]) -> str:
    """Rows as CSV, lineage last."""
    names = list(dict.fromkeys(k for row in rows for k in row if k not in LINEAGE))
    out = io.StringIO()
    writer = csv.DictWriter(out, [*names, *LINEAGE], restval="", lineterminator="\r\n")
    writer.writeheader()
    source = {e.id: e.source for e in o.evidence}
    run = {"run_id": o.run_id, "seed": o.seed, "version": o.version, "as_of": o.as_of or ""}
    for row in rows:
        ids = [i for i in row.get("evidence", ()) if i in source]
        sources = row.get("sources") or dict.fromkeys(source[i] for i in ids)
        line = {**row, **run, "evidence": ids, "sources": list(sources)}
        writer.writerow({k: cell(v) for k, v in line.items()})
    return BOM + out.getvalue()


def cell(value: Any) -> str | int | float:
    """One cell: numbers as they are, everything else as guarded text.

    Examples
    --------
    >>> cell(-0.5), cell("=1+1"), cell(["a", "b"]), cell(None), cell(True)
    (-0.5, "'=1+1", 'a b', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return guard(" ".join(str(v) for v in value))
    return guard(str(value))


def _tables(o: Outlook) -> dict[str, Iterable[Row]]:
    """Rows of every table."""
    return {
        "outcomes": _outcomes(o),
        "months": _months(o),
        "meetings": _meetings(o),
        "levers": _levers(o),
        "lever_effects": _effects(o),
        "issues": _issues(o),
        "positions": _positions(o),
        "parties": _parties(o),
        "people": _people(o),
        "assessments": _plain(o.assessments),
        "constraints": _plain(o.constraints),
        "parallels": _plain(o.parallels),
        "zone": _zone(o),
        "moves": _moves(o),
        "models_alone": _alone(o),
        "history": _history(o),
        "questions": _questions(o),
        "findings": _findings(o),
        "estimates": _estimates(o),
        "evidence": _evidence(o),
        "sources": _sources(o),
        **answers(o),
    }


def _outcomes(o: Outlook) -> Iterable[Row]:
    for key, by in (o.outcomes or {}).items():
        yield from ({"outcome": key, **row} for row in at_horizons(by))
    yield from ({"outcome": "truce_holds", **row} for row in at_horizons(o.truce))


def _months(o: Outlook) -> Iterable[Row]:
    for key, band in o.phases.items():
        for m, mean, low, high in zip(o.months, band.mean, band.low, band.high, strict=True):
            yield {"outcome": key, "month": m, "value": mean, "low": low, "high": high}


def _meetings(o: Outlook) -> Iterable[Row]:
    for m in o.meetings:
        seats = "; ".join(" or ".join(s.any_of) for s in m.seats)
        row = m.model_dump(exclude={"seats", "chance"})
        yield {**row, "seats": seats, **spread(m.chance)}


def _levers(o: Outlook) -> Iterable[Row]:
    yield from (x.model_dump(exclude={"effects"}) for x in o.levers)


def _effects(o: Outlook) -> Iterable[Row]:
    for x in o.levers:
        for key, by in (x.effects or {}).items():
            for row in at_horizons(by):
                base = {"lever": x.id, "from": x.state, "to": x.alternative, "outcome": key}
                yield {**base, **row, "evidence": x.evidence}


def _issues(o: Outlook) -> Iterable[Row]:
    for i in o.issues:
        for x in i.options:
            yield {
                "issue": i.id,
                "question": i.question,
                "demand_class": i.demand_class,
                "contested": i.contested,
                "option": x.id,
                "label": x.label,
                "now": x.id == i.now,
                "in_best_package": x.in_deal,
                "positions_model": x.forecast,
                "sticking": i.sticking.value if i.sticking else None,
                "review": i.review,
                "evidence": i.evidence,
            }


def _positions(o: Outlook) -> Iterable[Row]:
    for i in o.issues:
        for p in i.positions:
            yield {"issue": i.id, **p.model_dump()}


def _parties(o: Outlook) -> Iterable[Row]:
    for p in o.parties:
        row = p.model_dump(exclude={"people"})
        lists = ("wants", "can_do", "cannot_accept")
        yield {**row, **{k: "; ".join(row[k]) for k in lists}}


def _people(o: Outlook) -> Iterable[Row]:
    seen = {x.id: x for p in o.parties for x in p.people}
    yield from (x.model_dump() for x in seen.values())


def _plain(entries: Iterable[Any]) -> Iterable[Row]:
    for e in entries:
        row = e.model_dump()
        yield {k: "; ".join(v) if _names(k, v) else v for k, v in row.items()}


def _names(key: str, value: object) -> bool:
    """Whether a field lists names, which may hold spaces, rather than ids."""
    return isinstance(value, list) and key in ("binds", "parties", "about")


def _zone(o: Outlook) -> Iterable[Row]:
    z = o.zone
    if z is None:
        return
    for name in ("chance", "surplus", "margin_now", "trend", "months_of_war", "premium"):
        yield {"measure": name, "party": "", **spread(getattr(z, name))}
    yield from ({"measure": "binding", "party": k, "value": v} for k, v in z.binding.items())
    for name in ("hurt_per_month", "own_odds"):
        for party, n in getattr(z, name).items():
            yield {"measure": name, "party": party, **spread(n)}


def _moves(o: Outlook) -> Iterable[Row]:
    for s in o.moves.states if o.moves else []:
        taken = "; ".join(k for k, v in s.options.items() if v)
        for concept, n in s.chances.items():
            base = {"state": s.label, "now": s.now, "moves": taken, "concept": concept}
            yield {**base, **spread(n)}


def _alone(o: Outlook) -> Iterable[Row]:
    for a in o.alone:
        base = {"outcome": a.outcome, "months": a.horizon}
        yield from (
            {**base, "by": k, "value": v} for k, v in {"joined": a.joined, **a.rows}.items()
        )


def _history(o: Outlook) -> Iterable[Row]:
    for b in o.history:
        low, high = b.interval or (None, None)
        yield {**b.model_dump(exclude={"interval"}), "low": low, "high": high}


def _questions(o: Outlook) -> Iterable[Row]:
    for q in o.questions:
        low, high = q.interval
        yield {**q.model_dump(exclude={"interval"}), "low": low, "high": high}


def _findings(o: Outlook) -> Iterable[Row]:
    for f in o.findings:
        low, high = f.interval or (None, None)
        row = {"id": f.id, "says": f.says, "value": f.value, "unit": f.unit, "model": f.model}
        rests = list(f.rests_on)
        yield {**row, "low": low, "high": high, "rests_on": rests, "evidence": rests}


def _estimates(o: Outlook) -> Iterable[Row]:
    share = dict(o.headline.drivers) if o.headline else {}
    for e in o.estimates:
        yield {
            "id": e.id,
            "name": e.name,
            "unit": e.unit,
            "family": e.distribution.family,
            "numbers": list(e.distribution.numbers),
            "origin": e.origin,
            "source": e.source or e.dataset or e.who,
            "share_of_headline": share.get(e.id),
            "evidence": e.evidence,
        }


def _evidence(o: Outlook) -> Iterable[Row]:
    for e in o.evidence:
        yield {**e.model_dump(exclude={"source"}), "evidence": [e.id]}


def _sources(o: Outlook) -> Iterable[Row]:
    yield from ({**s.model_dump(exclude={"text"}), "sources": [s.id]} for s in o.sources)
