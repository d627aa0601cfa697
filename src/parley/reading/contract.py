"""A dossier in the JSON that `parley read --json` prints (docs/explanation/reading.md)."""

from typing import Any

from parley.dossier.schema import Dossier, Entry, Evidence
from parley.reading.days import days
from parley.reading.languages import note

MOST_DATED = 100_000
"""Characters of a source in which dates are listed."""


def to_json(dossier: Dossier) -> dict[str, Any]:
    """The dossier in the schema of the annotated reports, each item with its verbatim quote.

    `notes` has a line for each source that is not in English, saying what was read of it; `dates`
    has every day named in the sources. Parties and people carry `mentions`, a list of quotes,
    instead of one quote. Rejected entries are left out.

    Examples
    --------
    >>> from parley.dossier.schema import Dossier, Process
    >>> to_json(Dossier(process=Process(title="x")))["parties"]
    []
    """
    d = dossier.without_rejected()
    classes = {i.id: i.demand_class for i in d.issues}
    return {
        "about_peace_process": True,
        "notes": [f"{s.id}: {line}" for s in d.sources if (line := note(s.language))],
        "dates": [
            {"date": day.isoformat(), "quote": s.text[a:b], "source": s.id}
            for s in d.sources
            for a, b, day in days(s.text[:MOST_DATED], s.date)
        ],
        "parties": [
            {"id": p.id, "name": p.name, "aliases": list(p.aliases), "kind": p.kind, "iso3": p.iso3,
             "role": p.role, "mentions": _mentions(p)}
            for p in d.parties
        ],
        "people": [
            {"id": p.id, "name": p.name, "office": p.office, "party": p.party,
             "mentions": _mentions(p)}
            for p in d.people
        ],
        "meetings": [
            {"id": m.id, "kind": m.kind, "status": m.status,
             "participants": [s.any_of[0] if len(s.any_of) == 1 else {"either": list(s.any_of)}
                              for s in m.seats],
             "place": m.place, "host": m.host, "when": m.when, "quote": _quote(m)}
            for m in d.meetings
        ],
        "order": [
            {"before": o.before, "after": o.after, "quote": _first(o.evidence)} for o in d.order
        ],
        "demands": [
            {"party": p.party, "issue": p.says or p.issue,
             "catalogue": classes.get(p.issue, "other"),
             "quote": _quote(p)}
            for p in d.positions
        ],
        "levers": [
            {"holder": v.holder, "target": v.target, "instrument": v.instrument, "state": v.state,
             "condition": v.condition, "quote": _quote(v)}
            for v in d.levers
        ],
        "constraints": [
            {"kind": c.kind, "binds": c.binds, "also": list(c.also), "quote": _quote(c)}
            for c in d.constraints
        ],
        "parallels": [
            {"name": p.name, "parties": list(p.parties), "quote": _quote(p)} for p in d.parallels
        ],
        "assessments": [
            {"by": a.by, "polarity": a.polarity, "quote": _quote(a)} for a in d.assessments
        ],
    }  # fmt: skip


def empty() -> dict[str, Any]:
    """The JSON of a report about no peace process: every list empty.

    Examples
    --------
    >>> empty()["about_peace_process"], empty()["parties"]
    (False, [])
    """
    lists = ("notes", "dates", "parties", "people", "meetings", "order", "demands", "levers",
             "constraints", "parallels", "assessments")  # fmt: skip
    return {"about_peace_process": False, **{name: [] for name in lists}}


def _first(evidence: tuple[Evidence, ...]) -> str | None:
    return evidence[0].quote if evidence else None


def _quote(entry: Entry) -> str | None:
    return _first(entry.evidence)


def _mentions(entry: Entry) -> list[str]:
    return [e.quote for e in entry.evidence]
