"""The brief as Markdown: the same document, each sentence it rests on as a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parley.brief import words
from parley.brief.chains import Chain
from parley.brief.cite import citation
from parley.brief.claims import claims_text
from parley.brief.facts import meeting_facts
from parley.brief.page import IssueRow, Page, page
from parley.brief.past import past_text
from parley.outlook.document import AssessmentView, MeetingView, Number, Outlook


def markdown(outlook: Outlook) -> str:
    """Return the brief as Markdown (CommonMark with tables and footnotes).

    Parameters
    ----------
    outlook : Outlook
        The document; text of sources is escaped, so that it is shown and not read as markup.

    Returns
    -------
    str
        UTF-8 text that ends with a line break. Same document, same bytes.
    """
    given = page(outlook)
    notes = Notes(given)
    parts = [
        _answer(given),
        _changed(given),
        _course(given),
        _findings(given, notes),
        _meetings(given, notes),
        _accounts(given, notes),
        _levers(given, notes),
        _constraints(given, notes),
        claims_text(outlook, escaped),
        _deal(given),
        _gains(given),
        _issues(given, notes),
        _parties(given, notes),
        _moves(given),
        _history(given, notes),
        _gaps(given),
        _missing(given),
        _assumptions(given, notes),
        _sources(given),
        ["## How to cite", "", escaped(citation(outlook))],
        notes.text(),
    ]
    return "\n\n".join("\n".join(p) for p in parts if p) + "\n"


class Notes:
    """Footnotes for evidence, numbered in order of first mention."""

    def __init__(self, given: Page) -> None:
        self.book = given.book
        self.titles = {s.id: s.title or s.id for s in given.o.sources}
        self.order: dict[str, int] = {}

    def mark(self, ids: Iterable[str]) -> str:
        """Footnote marks for the pieces of evidence among these ids."""
        found = [e.id for e in self.book.quotes(ids)]
        return "".join(f"[^{self.order.setdefault(i, len(self.order) + 1)}]" for i in found)

    def text(self) -> list[str]:
        """The footnotes themselves."""
        out = []
        for key, n in self.order.items():
            e = self.book.evidence[key]
            title = escaped(self.titles.get(e.source, e.source))
            out.append(f"[^{n}]: “{escaped(e.quote)}” ({title}, characters {e.start}–{e.end})")
        return out


def escaped(text: str) -> str:
    r"""Text on one line, with every character that Markdown would read as markup escaped.

    Examples
    --------
    >>> escaped("a *b*\n<i>")
    'a \\*b\\* \\<i\\>'
    """
    return re.sub(r"([\\`*_{}\[\]<>#|~&$])", r"\\\1", " ".join(text.split()))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; cells are markup already."""
    body = [f"| {' | '.join(r)} |" for r in rows]
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *body] if body else []


def _answer(g: Page) -> list[str]:
    o = g.o
    kicker = (
        f"{words.day(o.as_of)}, {len(o.sources)} {'source' if len(o.sources) == 1 else 'sources'}"
    )
    out = [f"# {escaped(o.process.title)}", "", kicker + (", not reviewed" if o.unreviewed else "")]
    if o.process.question:
        out += ["", f"*{escaped(o.process.question)}*"]
    if o.outcomes is None:
        out += ["", "**No outlook possible.** " + escaped(o.why or "")]
    if o.headline:
        shares = [
            f"{words.ORIGINS[k]} {words.percent(v)}" for k, v in o.headline.shares.items() if v
        ]
        out += ["", f"**{escaped(o.headline.says)}**", "", escaped(o.headline.note)]
        out += ["", f"Rests on: {', '.join(shares)}."]
    return out


def _changed(g: Page) -> list[str]:
    c = g.o.changed
    if c is None:
        return []
    out = [f"## What changed since {escaped(c.since)}", ""]
    out += [f"- {escaped(f.says)}" for f in g.changed] or [escaped(c.says)]
    return out + ([""] + [f"- {escaped(x)}" for x in c.groups] if c.groups else [])


def _row(name: str, row: dict[int, Number], g: Page) -> list[str]:
    return [escaped(name), *(words.chance(row[h]) if h in row else "" for h in g.horizons)]


def _course(g: Page) -> list[str]:
    if not g.o.outcomes:
        return []
    rows = [_row(words.outcome(k), row, g) for k, row in g.o.outcomes.items()]
    if g.o.truce:
        rows.append(_row(f"{g.o.truce_label} still holds", g.o.truce, g))
    head = ["Outcome", *(words.months(h) for h in g.horizons)]
    level = f"Intervals hold {round(100 * g.o.level)} % of the parameter draws."
    return ["## Where it may stand", "", *_table(head, rows), "", level]


def _findings(g: Page, notes: Notes) -> list[str]:
    if not g.o.findings:
        return []
    tables = [n for row in (*(g.o.outcomes or {}).values(), g.o.truce or {}) for n in row.values()]
    shown = set(g.book.with_number(tables))
    out = ["## Findings", ""]
    for chain in g.book.all.values():
        if chain.number is None and chain.anchor.startswith("why-outcome"):
            out.append(f"- {escaped(chain.title)}{notes.mark(e.id for e in chain.evidence)}")
            out += _rests(chain)
        elif chain.number is not None and chain.number.id not in shown:
            out += _chain(chain, notes)
    return out


def _rests(c: Chain) -> list[str]:
    """The estimates of a chain."""
    return [
        f"  - {escaped(e.name)}: {escaped(words.distribution(e.distribution))}, "
        f"{escaped(e.unit)} ({words.ORIGINS[e.origin]})"
        for e, _ in c.estimates
    ]


def _chain(c: Chain, notes: Notes) -> list[str]:
    """A finding with its number, the estimates it rests on and marks of its sentences."""
    f = c.number
    if f is None:
        return []
    figure = ""
    if f.value is not None and not words.told(f.says, f.value, f.unit, f.interval):
        figure = f" **{words.measured(f.value, f.unit, f.interval)}**"
        figure += f" ({words.measured_range(f.interval, f.unit)})" if f.interval else ""
        figure += f" {words.unit(f.unit)}".rstrip()
    says = f"- {escaped(f.says)}{figure} [{words.MODELS.get(f.model, f.model)}]"
    return [says + notes.mark(e.id for e in c.evidence), *_rests(c)]


def _meetings(g: Page, notes: Notes) -> list[str]:
    out: list[str] = []
    if g.held or g.off:
        out += ["## Contacts so far", "", *(_meeting(m, g, notes) for m in g.held + g.off)]
    if g.coming:
        out += [""] if out else []
        out += ["## Next meetings, in order", ""]
        out += [_meeting(m, g, notes, f"{n}.") for n, m in enumerate(g.coming, start=1)]
    return out


def _meeting(m: MeetingView, g: Page, notes: Notes, bullet: str = "-") -> str:
    """A meeting on one line."""
    facts = meeting_facts(m, g.book)
    line = f"{bullet} **{escaped(m.name)}** ({escaped('; '.join(facts))})"
    if m.chance:
        line += f" takes place: {words.chance(m.chance)}"
    why = f" {escaped(m.why)}" if m.why else ""
    return line + why + notes.mark(m.evidence)


def _accounts(g: Page, notes: Notes) -> list[str]:
    out: list[str] = []
    if g.accounts:
        out += ["## Accounts, side by side", "", *(_account(a, notes) for a in g.accounts)]
    if g.expectations:
        out += [""] if out else []
        out += ["## What sources expect, and what the models answer", ""]
        for a in g.expectations:
            f = g.book.findings.get(a.answer or "")
            out.append(_account(a, notes))
            out.append(f"  - the models: {escaped(f.says) if f else 'no model answers this'}")
    return out


def _account(a: AssessmentView, notes: Notes) -> str:
    word = words.label(a.claim or a.polarity).lower()
    return f"- **{escaped(a.by)}** ({word}): “{escaped(a.quote)}”{notes.mark(a.evidence)}"


def _levers(g: Page, notes: Notes) -> list[str]:
    if not g.o.levers:
        return []
    out = ["## Levers", ""]
    for x in g.o.levers:
        says = f" {escaped(x.says)}" if x.says else ""
        facts = f"{x.holder} towards {x.target}; {words.label(x.state).lower()}"
        facts += f"; condition: {x.condition}" if x.condition else ""
        out.append(f"- **{escaped(x.name)}** ({escaped(facts)}){says}{notes.mark(x.evidence)}")
    rows = [
        [
            escaped(r.lever.name),
            *(
                f"{words.points(n.value)} ({words.points_range(n.interval)})"
                for _, n, _ in r.pictures
            ),
        ]
        for r in g.levers
    ]
    if rows:
        head = [f"Points at {words.months(g.horizon)}", *map(words.outcome, g.lever_outcomes)]
        out += ["", *_table(head, rows)]
    return out


def _constraints(g: Page, notes: Notes) -> list[str]:
    if not g.o.constraints:
        return []
    out = ["## Constraints", ""]
    for c in g.o.constraints:
        on = [*c.binds, *(g.book.name(k) for k in (*c.meetings, *c.issues))]
        out.append(
            f"- **{escaped(c.name)}** binds {escaped(words.listed(on))}{notes.mark(c.evidence)}"
        )
    return out


def _deal(g: Page) -> list[str]:
    z = g.o.zone
    if z is None:
        return []
    rows = [
        ["A package better than no deal for all who must agree", words.chance(z.chance)],
        ["Gain of the worst-placed party", _quantity(z.surplus)],
        ["The same for things as they stand", _quantity(z.margin_now)],
        ["Change in six months of war", _quantity(z.trend)],
        ["Months of war still expected", _quantity(z.months_of_war)],
    ]
    rows += [[f"{escaped(k)} is worst placed", words.percent(v)] for k, v in z.binding.items()]
    rows += [
        [f"{escaped(k)}: chance that the other side falls", words.chance(v)]
        for k, v in z.own_odds.items()
    ]
    out = ["## What blocks a deal", "", escaped(z.says), "", *_table(["", ""], rows)]
    if g.sticking:
        stuck = [
            [escaped(r.issue.question), _quantity(r.issue.sticking)]
            for r in g.sticking
            if r.issue.sticking
        ]
        out += ["", *_table(["Sticking point", "One step widens by"], stuck)]
    return out


def _gains(g: Page) -> list[str]:
    if not g.o.gains:
        return []
    rows = [
        [
            escaped(x.name), _quantity(x.fighting_on), _quantity(x.now),
            _quantity(x.deal) if x.deal else "", _quantity(x.gain) if x.gain else "",
        ]
        for x in g.o.gains
    ]  # fmt: skip
    head = ["Party", "Fighting on", "As things stand", "Best package", "Package over fighting on"]
    return ["## What each side gains and loses", "", *_table(head, rows)]


def _gaps(g: Page) -> list[str]:
    if g.next_fact is None:
        return []
    out = ["## What to find out next", "", escaped(g.next_fact.says)]
    head = ["If this were known", "the interval of", "now", "would be about", "It carries"]
    for heading, rows in g.gaps:
        cells = [
            [escaped(r.name), escaped(r.answer), r.now, r.then, words.percent(r.share)]
            for r in rows
        ]
        out += ["", f"### {heading}", "", *_table(head, cells)]
    return out


def _quantity(n: Number) -> str:
    return "{} ({})".format(*words.quantity(n.value, n.interval))


def _issues(g: Page, notes: Notes) -> list[str]:
    out = ["## Demands by issue"] if g.issues else []
    for r in g.issues:
        out += ["", f"### {escaped(r.issue.question)}{notes.mark(r.issue.evidence)}", ""]
        out += _table(["Option", "Who stands there", "In the best package"], _options(r))
        if r.issue.silent:
            out += ["", f"The record holds no position of {escaped(words.listed(r.issue.silent))}."]
    return out


def _options(r: IssueRow) -> list[list[str]]:
    """Rows of an issue's options."""
    rows = []
    for x in r.issue.options:
        who = [f"{name} ({how})" for name, _, how in r.standing[x.id]]
        label = f"{x.label} (now)" if x.id == r.issue.now else x.label
        deal = "" if x.in_deal is None else words.percent(x.in_deal)
        rows.append([escaped(label), escaped(", ".join(who)), deal])
    return rows


def _parties(g: Page, notes: Notes) -> list[str]:
    out = ["## Parties", ""] if g.o.parties else []
    for p in g.o.parties:
        out.append(f"- **{escaped(p.name)}**{notes.mark(p.evidence)}")
        for head, rows in (
            ("wants", p.wants),
            ("can", p.can_do),
            ("cannot accept", p.cannot_accept),
        ):
            if rows:
                out.append(f"  - {head}: {escaped('; '.join(rows))}")
    return out


def _moves(g: Page) -> list[str]:
    m = g.o.moves
    if m is None:
        return []
    rows = [
        [
            escaped(s.label),
            *(words.chance(s.chances[k]) if k in s.chances else "" for k in CONCEPTS),
        ]
        for s in m.states
    ]
    out = ["## Who could walk away", "", escaped(m.says), ""]
    out += _table(["Outcome", *(k.upper() for k in CONCEPTS)], rows)
    for s in m.states:
        out += [""] + [f"- {escaped(s.label)}: {escaped(x)}" for x in s.says] if s.says else []
    return out


CONCEPTS = tuple(words.CONCEPTS)


def _history(g: Page, notes: Notes) -> list[str]:
    out = [f"- Parallel: {escaped(p.name)}{notes.mark(p.evidence)}" for p in g.o.parallels]
    for b in g.o.history:
        span = f" ({words.measured_range(b.interval, b.unit)})" if b.interval else ""
        value = f"{words.measured(b.value, b.unit, b.interval)}{span} {words.unit(b.unit)}".rstrip()
        out.append(f"- {escaped(b.name)}: {value}, n = {b.n}, {escaped(b.source)}")
    for r in g.alone:
        answers = [f"joined {words.percent(r.view.joined)}"]
        answers += [f"{escaped(k)} {words.percent(v)}" for k, v in r.view.rows.items()]
        name = f"{words.outcome(r.view.outcome)} in {words.months(r.view.horizon)}"
        out.append(f"- {name}: {', '.join(answers)}. {escaped(r.view.says)}")
    out += past_text(g.o, escaped)
    return ["## Parallels, history and each model alone", "", *out] if out else []


def _missing(g: Page) -> list[str]:
    out: list[str] = []
    for head, rows in (
        ("## The record does not say", g.o.missing),
        ("## Limits of this run", g.o.limits),
    ):
        if rows:
            out += [*([""] if out else []), head, "", *(f"- {escaped(x)}" for x in rows)]
    return out


def _assumptions(g: Page, notes: Notes) -> list[str]:
    rows = [
        [
            escaped(e.name),
            escaped(words.distribution(e.distribution)),
            escaped(e.unit),
            words.ORIGINS[origin],
            escaped(e.source or e.dataset or e.who or "") + notes.mark(e.evidence),
        ]
        for origin, group in g.estimates
        for e in group
    ]
    head = ["Number", "Range", "Unit", "From", "Source"]
    return ["## Assumptions", "", *_table(head, rows)] if rows else []


def _sources(g: Page) -> list[str]:
    out = ["## Sources", ""] if g.o.sources else []
    for s in g.o.sources:
        facts = [x for x in (s.publisher, s.author, words.day(s.date), s.address) if x]
        out.append(f"- {escaped(s.title or s.id)} ({escaped(', '.join(facts))})")
    return out
