"""The brief for paper: a summary on the first page, then the sections, then the annexes."""

from __future__ import annotations

from parley.brief import words
from parley.brief.blocks import (
    Block,
    Heading,
    NewPage,
    Notes,
    Paper,
    Paragraph,
    Picture,
    Run,
    Said,
    Text,
    bullets,
    strong,
    table,
    text,
)
from parley.brief.facts import meeting_facts
from parley.brief.page import LeverRow, Page, page
from parley.brief.paper_annex import annexes, history, missing, moves, questions
from parley.brief.paper_answers import claims, gains, gaps, quantity
from parley.brief.paper_record import constraints, issues, parties
from parley.brief.pictures import Chart, charts
from parley.brief.plain_text import one_line, right_to_left
from parley.outlook.document import AssessmentView, MeetingView, Number, Outlook


def paper(outlook: Outlook) -> Paper:
    """Arrange an outlook for paper.

    Parameters
    ----------
    outlook : Outlook
        The document; every sentence is its own, headings and labels apart.

    Returns
    -------
    Paper
        Blocks that PDF and DOCX set alike.
    """
    g = page(outlook)
    notes = Notes(g.book)
    drawn = {c.name: c for c in charts(outlook, width=600)}
    sections = [
        _summary(g, notes),
        _course(g, drawn),
        _meetings(g, notes, drawn),
        _accounts(g, notes),
        _levers(g, notes, drawn),
        constraints(g, notes),
        claims(g),
        _deal(g, notes, drawn),
        gains(g),
        issues(g, notes),
        parties(g, notes),
        moves(g),
        _findings(g, notes),
        history(g, notes, drawn),
        questions(g),
        gaps(g),
        missing(g),
        annexes(g, notes, drawn),
    ]
    rest = [b for section in sections for b in section]
    return Paper(
        title=one_line(outlook.process.title),
        kicker=_kicker(outlook),
        question=one_line(outlook.process.question or "") or None,
        subject=f"What to expect, {words.day(outlook.as_of)}; run {outlook.run_id}",
        language="en",
        blocks=tuple(rest),
    )


def _kicker(o: Outlook) -> str:
    """Date, number of sources, review state and run on one line."""
    n = len(o.sources)
    parts = ["What to expect", words.day(o.as_of), f"{n} source{'' if n == 1 else 's'}"]
    parts += ["entries not reviewed"] if o.unreviewed else []
    return " · ".join([*parts, f"run {o.run_id[:12]}"])


def _summary(g: Page, notes: Notes) -> list[Block]:
    """The first page: answer, key figures, what comes next, what blocks, what is not known."""
    o = g.o
    out: list[Block] = [Heading(1, "In short")]
    if o.outcomes is None:
        out += [Paragraph(strong("No outlook possible.", o.why or ""), "lead")]
    if o.headline:
        shares = [f"{words.ORIGINS[k]} {words.percent(v)}" for k, v in o.headline.shares.items()]
        out += [
            Paragraph(text(words.tidy(o.headline.says)), "lead"),
            Paragraph(text(words.tidy(o.headline.note)), "note"),
            Paragraph(text(f"Rests on: {', '.join(shares)}."), "note"),
        ]
    out += _key_figures(g)
    for head, rows in (
        ("Next", [_next(m, g, notes) for m in g.coming[:3]]),
        ("What blocks a deal", [text(words.tidy(o.zone.says))] if o.zone else []),
        ("Strongest levers", [_lever_line(r) for r in g.levers[:3] if _moves_something(r)]),
        ("The record does not say", [text(x) for x in o.missing[:3]]),
    ):
        if rows:
            out += [Heading(2, head), *bullets(rows)]
    return out


def _key_figures(g: Page) -> list[Block]:
    """Each outcome at three horizons."""
    if not g.o.outcomes:
        return []
    shown = list(dict.fromkeys(h for h in (3, g.horizon, g.horizons[-1]) if h in g.horizons))
    rows = [_row(words.outcome(k), g.o.outcomes[k], shown) for k in g.keys]
    head = ["Chance", *(f"in {words.months(h)}" for h in shown)]
    widths = [2.0, *[1.5] * len(shown)]
    return table(head, rows, widths, "Chances", right=range(1, len(head)))


def _row(name: str, row: dict[int, Number], horizons: list[int]) -> list[str]:
    return [name, *(words.chance(row[h]) if h in row else "" for h in horizons)]


def _next(m: MeetingView, g: Page, notes: Notes) -> Text:
    """A meeting to come in one line."""
    facts = [words.chance(m.chance)] if m.chance else []
    facts += [x for x in (m.place, words.day(m.date) if m.date else m.when) if x]
    facts += [words.listed(s.any_of, "or") for s in m.seats if len(s.any_of) > 1]
    facts += [f"after {words.listed([g.book.name(a) for a in m.after])}"] if m.after else []
    return strong(m.name + (":" if facts else ""), "; ".join(facts), notes.of(m.evidence))


def _moves_something(r: LeverRow) -> bool:
    """Whether a lever has an effect that does not round to nothing."""
    return any(words.points(n.value) not in ("0.0", f"{words.MINUS}0.0") for _, n, _ in r.pictures)


def _lever_line(r: LeverRow) -> Text:
    """A lever and the outcome it moves most."""
    key, n, _ = max(r.pictures, key=lambda p: abs(p[1].value))
    effect = f"{words.outcome(key).lower()} {words.points(n.value)} points"
    return strong(f"{r.lever.name}:", f"{effect} ({words.points_range(n.interval)})")


def _course(g: Page, drawn: dict[str, Chart]) -> list[Block]:
    o = g.o
    if not o.outcomes:
        return []
    rows = [_row(words.outcome(k), row, g.horizons) for k, row in o.outcomes.items()]
    if o.truce:
        rows.append(_row(f"{o.truce_label} still holds", o.truce, g.horizons))
    head = ["Outcome", *(words.months(h) for h in g.horizons)]
    level = f"In brackets the range that holds {round(100 * o.level)} % of the parameter draws."
    widths = [1.7, *[1.0] * len(g.horizons)]
    full = table(head, rows, widths, "Chances by horizon", right=range(1, len(head)), small=True)
    return [
        NewPage(),
        Heading(1, "Where it may stand, month by month"),
        *_picture(drawn, "chances"),
        *full,
        Paragraph(text(words.tidy(level)), "note"),
        *_picture(drawn, "bands"),
    ]


def _picture(drawn: dict[str, Chart], name: str) -> list[Block]:
    return [Picture(drawn[name])] if name in drawn else []


def _meetings(g: Page, notes: Notes, drawn: dict[str, Chart]) -> list[Block]:
    if not g.o.meetings:
        return []
    out: list[Block] = [Heading(1, "Meetings"), *_picture(drawn, "timeline")]
    for head, rows in (
        ("Contacts so far", g.held + g.off),
        ("Next meetings, in order", g.coming),
    ):
        if rows:
            out += [Heading(2, head), *bullets(_meeting(m, g, notes) for m in rows)]
    return out


def _meeting(m: MeetingView, g: Page, notes: Notes) -> Text:
    """A meeting with everything the record says of it."""
    facts = meeting_facts(m, g.book)
    told = f"{'; '.join(facts)}."
    why = words.tidy(m.why or "")
    if m.chance and not words.told(why, m.chance.value, "chance", m.chance.interval):
        told += f" Takes place: {words.chance(m.chance)}."
    told += f" {why}" if why else ""
    return strong(f"{m.name}:", told, notes.of(m.evidence))


def _accounts(g: Page, notes: Notes) -> list[Block]:
    out: list[Block] = []
    if g.accounts:
        out += [Heading(1, "Accounts, side by side")]
        out += [_said(a, notes) for a in g.accounts]
    if g.expectations:
        out += [Heading(1, "What sources expect, and what the models answer")]
        for a in g.expectations:
            found = g.book.findings.get(a.answer or "")
            answer = words.tidy(found.says) if found else "no model answers this."
            out += [_said(a, notes), Paragraph(strong("The models:", answer))]
    return out


def _said(a: AssessmentView, notes: Notes) -> Said:
    """Who said it, of what tenor, and the words."""
    tenor = words.label(a.claim or a.polarity).lower()
    lead = strong(a.by, f"({tenor})", notes.of(a.evidence))
    return Said(lead, one_line(a.quote), right_to_left(a.quote))


def _levers(g: Page, notes: Notes, drawn: dict[str, Chart]) -> list[Block]:
    if not g.o.levers:
        return []
    rows = []
    for x in g.o.levers:
        facts = f"{x.holder} towards {x.target}; {words.label(x.state).lower()}"
        facts += f"; condition: {x.condition}" if x.condition else ""
        says = f" {words.tidy(x.says)}" if x.says else ""
        rows.append(strong(f"{x.name}:", f"{facts}.{says}", notes.of(x.evidence)))
    picture = _picture(drawn, "levers")
    hollow = "A filled mark: the interval leaves out zero."
    note: list[Block] = [Paragraph(text(hollow), "note")] if picture else []
    both = bullets(text(words.tidy(f.says), notes.of(f.rests_on)) for f in g.pairs)
    two: list[Block] = [Heading(2, "Two levers at once"), *both] if both else []
    return [Heading(1, "Levers"), *picture, *note, *bullets(rows), *two]


def _deal(g: Page, notes: Notes, drawn: dict[str, Chart]) -> list[Block]:
    z = g.o.zone
    out: list[Block] = []
    if z is not None:
        measures = [
            ("A package better than no deal for all who must agree", words.chance(z.chance)),
            ("Gain of the worst-placed party (1 is its whole stake)", quantity(z.surplus)),
            ("The same for things as they stand", quantity(z.margin_now)),
            ("Change in six months of war", quantity(z.trend)),
            ("Months of war still expected", quantity(z.months_of_war)),
        ]
        measures += [("Premium on waiting for a later deal", quantity(z.premium))] * bool(z.premium)
        measures += [(f"{k} is worst placed", words.percent(v)) for k, v in z.binding.items()]
        measures += [
            (f"{k}: chance that the other side falls", words.chance(v))
            for k, v in z.own_odds.items()
        ]
        rows = table(["Measure", "Value"], measures, [3, 1.6], "The zone", right=[1])
        out += [Paragraph(text(words.tidy(z.says))), *_picture(drawn, "zone"), *rows]
        out += bullets(text(words.tidy(f.says), notes.of(f.rests_on)) for f in g.deal_says)
    if g.opening is not None:
        out += bullets([text(words.tidy(g.opening.says), notes.of(g.opening.rests_on))])
    if g.sticking:
        stuck = [
            (r.issue.question, quantity(r.issue.sticking))
            for r in g.sticking
            if r.issue.sticking is not None
        ]
        head = ["Sticking point", "One step widens by"]
        out += table(head, stuck, [3, 1.6], "Sticking points", right=[1])
    return [Heading(1, "What blocks a deal"), *out] if out else []


def _findings(g: Page, notes: Notes) -> list[Block]:
    """Findings that no section above shows."""
    out: list[Block] = []
    for head, rows in (("Other findings", g.rest), ("Changes tried", g.tried)):
        said: list[str | tuple[Run, ...]] = []
        for f in rows:
            figure = ""
            if f.value is not None and not words.told(f.says, f.value, f.unit, f.interval):
                figure = f" {words.measured(f.value, f.unit, f.interval)}"
                figure += f" ({words.measured_range(f.interval, f.unit)})" if f.interval else ""
                figure += f" {words.unit(f.unit)}".rstrip()
            said.append(text(words.tidy(f.says) + figure, notes.of(f.rests_on)))
        if said:
            out += [Heading(1, head), *bullets(said)]
    return out
