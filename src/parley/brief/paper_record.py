"""The brief for paper: what the record holds of constraints, issues and parties."""

from __future__ import annotations

from parley.brief import words
from parley.brief.blocks import (
    Block,
    Heading,
    Notes,
    Paragraph,
    Run,
    Text,
    bullets,
    strong,
    table,
    text,
)
from parley.brief.page import IssueRow, Page
from parley.brief.plain_text import one_line


def constraints(g: Page, notes: Notes) -> list[Block]:
    """What binds meetings, issues and parties."""
    if not g.o.constraints:
        return []
    rows = []
    for c in g.o.constraints:
        on = [*c.binds, *(g.book.name(k) for k in (*c.meetings, *c.issues))]
        rows.append(strong(c.name, f"binds {words.listed(on)}", notes.of(c.evidence)))
    return [Heading(1, "Constraints"), *bullets(rows)]


def issues(g: Page, notes: Notes) -> list[Block]:
    """Options of each issue with who stands there and their chances."""
    if not g.issues:
        return []
    out: list[Block] = [Heading(1, "Demands by issue")]
    head = ["Option", "Who stands there", "Best package", "Positions alone"]
    for r in g.issues:
        out.append(Heading(2, one_line(r.issue.question)))
        out += [Paragraph(text(words.tidy(r.issue.says)))] if r.issue.says else []
        caption = f"Options: {r.issue.question}"
        out += table(head, _options(r), [2.2, 3, 1, 1], caption, right=[2, 3], small=True)
        silent = words.listed(r.issue.silent)
        more = [f"The record holds no position of {silent}."] if silent else []
        more += [words.tidy(f.says) for f in r.more]
        if more or r.issue.evidence:
            out.append(Paragraph(text(" ".join(more), notes.of(r.issue.evidence)), "note"))
    return out


def _options(r: IssueRow) -> list[list[str | Text]]:
    """Rows of an issue: option, who stands there, both chances."""
    rows: list[list[str | Text]] = []
    for x in r.issue.options:
        who = [f"{name} ({how})" for name, _, how in r.standing[x.id]]
        label: str | Text = strong(x.label, "(now)") if x.id == r.issue.now else x.label
        shares = ["" if s is None else words.percent(s) for s in (x.in_deal, x.forecast)]
        rows.append([label, ", ".join(who), *shares])
    return rows


def parties(g: Page, notes: Notes) -> list[Block]:
    """What each party wants, can do and cannot accept; those without any of it on one line."""
    out: list[Block] = []
    plain = []
    for p in g.o.parties:
        rows = (("wants", p.wants), ("can", p.can_do), ("cannot accept", p.cannot_accept))
        told = [(Run(f"{head}: ", soft=True), *text("; ".join(x))) for head, x in rows if x]
        if told:
            out += [Paragraph(strong(p.name, "", notes.of(p.evidence)[:3])), *bullets(told)]
        else:
            plain.append(p.name)
    if plain:
        out.append(Paragraph(strong("Also named:", f"{words.listed(plain)}.")))
    return [Heading(1, "Parties"), *out] if out else []
