"""The brief for paper: moves, history, what is not known, and the annexes."""

from __future__ import annotations

from parley.brief import cite, words
from parley.brief.blocks import (
    Block,
    Heading,
    Notes,
    Paragraph,
    Picture,
    Run,
    Text,
    bullets,
    strong,
    table,
    text,
)
from parley.brief.page import Page
from parley.brief.paper_answers import past
from parley.brief.pictures import Chart
from parley.brief.plain_text import one_line
from parley.dossier.estimate import Estimate

SHORT = 24
"""Characters of an origin that a cell of the annex takes."""


def moves(g: Page) -> list[Block]:
    """Who could leave each outcome, and who could answer."""
    m = g.o.moves
    if m is None:
        return []
    concepts = [k for k in words.CONCEPTS if any(k in s.chances for s in m.states)]
    rows = [
        [s.label + (" (now)" if s.now else "")]
        + [words.chance(s.chances[k]) if k in s.chances else "" for k in concepts]
        for s in m.states
    ]
    head = ["Outcome", *(k.upper() for k in concepts)]
    widths = [2.2, *[1.0] * len(concepts)]
    meant = "; ".join(f"{k.upper()}: {words.CONCEPTS[k]}" for k in concepts)
    said = [strong(f"{s.label}:", words.tidy(" ".join(s.says))) for s in m.states if s.now]
    return [
        Heading(1, "Who could walk away, and who could answer"),
        Paragraph(text(words.tidy(m.says))),
        *table(head, rows, widths, "Stability", right=range(1, len(head)), small=True),
        *([Paragraph(text(f"{meant}."), "note")] if meant else []),
        *bullets(said),
    ]


def history(g: Page, notes: Notes, drawn: dict[str, Chart]) -> list[Block]:
    """Parallels, base rates, and each model alone."""
    out: list[Block] = []
    out += bullets(strong("Parallel:", p.name, notes.of(p.evidence)) for p in g.o.parallels)
    rates = []
    for b in g.o.history:
        span = f" ({words.measured_range(b.interval, b.unit)})" if b.interval else ""
        value = f"{words.measured(b.value, b.unit, b.interval)}{span} {words.unit(b.unit)}".rstrip()
        rates.append([b.name, value, str(b.n), b.source])
    head = ["Base rate", "Value", "n", "Source"]
    out += table(head, rates, [2.2, 1.4, 0.5, 2.4], "Base rates", right=[2], small=True)
    out += past(g)
    if g.alone:
        out += [Heading(2, "Each model alone")]
        out += [Picture(drawn["models"])] if "models" in drawn else []
        out += table(*_alone(g), "Each model alone", right=range(1, 9), small=True)
    return [Heading(1, "Parallels, history and each model alone"), *out] if out else []


def _alone(g: Page) -> tuple[list[str], list[list[str]], list[float]]:
    """Head, rows and widths of the table of models."""
    head = ["Outcome", "Joined", *(words.label(k) for k in g.yardsticks)]
    rows = [
        [f"{words.outcome(a.outcome)}, {words.months(a.horizon)}", words.percent(a.joined)]
        + [words.percent(a.rows[k]) if k in a.rows else "" for k in g.yardsticks]
        for a in g.o.alone
    ]
    return head, rows, [2.2, *[1.0] * (len(head) - 1)]


def questions(g: Page) -> list[Block]:
    """Questions that time will answer."""
    rows: list[list[str | Text]] = [
        [
            (Run(one_line(q.text)), Run(f" {one_line(q.resolves)}", soft=True)),
            words.day(q.by) if q.by else "no date",
            f"{words.percent(q.value)} ({words.percent_range(q.interval)})",
            "" if q.base_rate is None else words.percent(q.base_rate),
        ]
        for q in g.o.questions
    ]
    head = ["Question", "By", "Chance", "Base rate"]
    made = table(head, rows, [4, 1.3, 1.4, 0.8], "Questions", right=[2, 3], small=True)
    return [Heading(1, "Questions that time will answer"), *made] if made else []


def missing(g: Page) -> list[Block]:
    """What the record does not say, and what this run leaves out."""
    out: list[Block] = []
    for head, rows in (
        ("The record does not say", g.o.missing),
        ("Limits of this run", g.o.limits),
    ):
        if rows:
            out += [Heading(1, head), *bullets(rows)]
    return out


def annexes(g: Page, notes: Notes, drawn: dict[str, Chart]) -> list[Block]:
    """Assumptions as a compact table, sources, the sentences by number, how to cite."""
    head = ["Number", "Range", "Unit", "From"]
    places: dict[str, str] = {}
    rows = _assumptions(g, notes, places)
    assumed = table(head, rows, [4, 2.4, 1.1, 1.8], "Assumptions", small=True)
    out: list[Block] = []
    if assumed:
        first = "Every number the models use, the record’s first; the largest drivers lead."
        out += [Heading(1, "Annex: assumptions"), Paragraph(text(first), "note")]
        out += [Picture(drawn["sensitivity"])] if "sensitivity" in drawn else []
        out += assumed
        out += bullets(
            (Run(f"{mark}: ", soft=True), *text(place)) for place, mark in places.items()
        )
    if g.o.sources:
        out += [Heading(1, "Annex: sources"), *bullets(_source(g))]
    sentences = notes.blocks()
    if sentences:
        out += [Heading(2, "The sentences, by number"), *sentences]
    states = g.o.moves.states if g.o.moves else []
    leave = [strong(f"{s.label}:", words.tidy(" ".join(s.says))) for s in states if s.says]
    if leave:
        out += [Heading(1, "Annex: who could leave each outcome"), *bullets(leave)]
    return [*out, Heading(1, "How to cite"), *_citation(g)]


def _assumptions(g: Page, notes: Notes, places: dict[str, str]) -> list[list[Text]]:
    """Numbers of one kind with one range on one row; `places` takes letters for long origins."""
    rows: dict[tuple[str, ...], tuple[list[str], dict[int, None]]] = {}
    for origin, group in g.estimates:
        for e in group:
            kind, about = _subject(e.name)
            key = (kind, words.distribution(e.distribution), e.unit, _basis(e, origin, places))
            names, numbers = rows.setdefault(key, ([], {}))
            names += [about] if about else []
            numbers |= dict.fromkeys(notes.of(e.evidence))
    return [
        [
            (
                Run(one_line(kind)),
                Run(one_line(f": {'; '.join(names)}" if names else ""), soft=True),
            ),
            text(spread),
            text(unit),
            text(basis, tuple(numbers)),
        ]
        for (kind, spread, unit, basis), (names, numbers) in rows.items()
    ]


def _subject(name: str) -> tuple[str, str]:
    """What a number is, and what it is about: the part after the last comma.

    Examples
    --------
    >>> _subject("weight, relative, A on trade"), _subject("share (a, b)")
    (('weight, relative', 'A on trade'), ('share (a, b)', ''))
    """
    kind, comma, about = name.rpartition(", ")
    return (kind, about) if comma and ")" not in about else (name, "")


def _basis(e: Estimate, origin: str, places: dict[str, str]) -> str:
    """Where a number comes from; what takes more than a few words stands below, by its letter."""
    found = e.source or e.dataset or e.who or ""
    if len(found) > SHORT:
        found = places.setdefault(found, _letter(len(places)))
    return f"{words.ORIGINS[origin]}{': ' if found else ''}{found}"


def _letter(n: int) -> str:
    """Letters in order: a to z, then aa, ab and so on.

    Examples
    --------
    >>> [_letter(n) for n in (0, 25, 26)]
    ['a', 'z', 'aa']
    """
    rest, last = divmod(n, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("a") + last)


def _source(g: Page) -> list[Text]:
    out = []
    for s in g.o.sources:
        facts = ", ".join(x for x in (s.publisher, s.author, words.day(s.date)) if x)
        runs = strong(s.title or s.id, f"({facts})")
        web = s.address if (s.address or "").startswith(("http://", "https://")) else None
        link = (Run(" "), Run(one_line(web), address=web)) if web else ()
        out.append((*runs, *link))
    return out


def _citation(g: Page) -> list[Block]:
    """The citation, and the size of the run."""
    o = g.o
    facts = f"Run {o.run_id}, seed {o.seed}, version {o.version}"
    if o.outcomes is not None:
        facts += f"; {o.draws} parameter draws ({o.field_draws} of the field) × {o.paths} paths"
    return [Paragraph(text(cite.citation(o))), Paragraph(text(f"{facts}."), "note")]
