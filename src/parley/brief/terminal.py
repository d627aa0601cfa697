"""The outlook in a few lines for the terminal."""

from __future__ import annotations

import re
import textwrap

from parley.brief import words
from parley.brief.page import Page, page
from parley.outlook.document import MeetingView, Outlook

LINES = 60
"""No summary is longer."""


def summary(outlook: Outlook, *, width: int = 100, markup: bool = False) -> str:
    """Return the outlook in at most 40 lines of plain text.

    Parameters
    ----------
    outlook : Outlook
        The document; control characters in its text are left out.
    width : int
        Columns to fill.
    markup : bool
        Whether headings carry the markup of `rich` (for a terminal) and text is escaped for it.

    Returns
    -------
    str
        Lines without a final line break.
    """
    given = page(outlook)
    lines = [*_head(given, width)]
    for heading, rows in (
        ("Chances", _chances(given)),
        ("So far", [_meeting(m, given) for m in given.held[:2]]),
        ("Next", [_meeting(m, given) for m in given.coming[:3]]),
        ("What blocks a deal", _deal(given)),
        (f"Levers, points at {words.months(given.horizon)}", _levers(given)),
        ("To find out next", [given.next_fact.says] if given.next_fact else []),
        ("The record does not say", list(outlook.missing[:3])),
    ):
        if rows:
            lines += ["", _heading(heading, markup)]
            lines += [line for r in rows for line in _entry(r, width)]
    kept = lines[:LINES]
    if not markup:
        return "\n".join(kept)
    from rich.markup import escape

    return "\n".join(x if x.startswith("[bold]") else escape(x) for x in kept)


def _heading(text: str, markup: bool) -> str:
    return f"[bold]{text}[/bold]" if markup else text


def _head(g: Page, width: int) -> list[str]:
    """Title, answer and what it rests on."""
    o = g.o
    out = [_short(o.process.title, width, indent=0)]
    out.append(f"{words.day(o.as_of)}{', entries not reviewed' if o.unreviewed else ''}")
    if o.outcomes is None:
        return [*out, "", *_wrapped(f"No outlook possible. {o.why or ''}", width, 4)]
    if o.headline:
        shares = ", ".join(
            f"{words.ORIGINS[k]} {words.percent(v)}" for k, v in o.headline.shares.items() if v
        )
        out += ["", *_wrapped(o.headline.says, width, 3), *_wrapped(o.headline.note, width, 6)]
        out.append(_short(f"Rests on {shares}.", width, indent=0))
    return out


def _chances(g: Page) -> list[str]:
    """A small table of the exclusive outcomes at up to three horizons."""
    if not g.o.outcomes:
        return []
    shown = [h for h in (3, g.horizon, g.horizons[-1]) if h in g.horizons]
    shown = list(dict.fromkeys(shown))
    head = " " * 24 + "".join(f"{words.months(h):>22}" for h in shown)
    rows = []
    for key in g.keys:
        row = g.o.outcomes[key]
        cells = "".join(f"{words.chance(row[h]) if h in row else '':>22}" for h in shown)
        rows.append(f"{words.outcome(key):<24}{cells}")
    return [head, *rows]


def _meeting(m: MeetingView, g: Page) -> str:
    """A meeting with its chance, seats left open, place and what must come first."""
    facts = []
    if m.chance:
        facts.append(words.chance(m.chance))
    facts += [x for x in (m.place, m.when) if x]
    facts += [words.listed(s.any_of, "or") for s in m.seats if len(s.any_of) > 1]
    if m.after:
        facts.append(f"after {words.listed([g.book.name(a) for a in m.after])}")
    return f"{m.name}: {'; '.join(facts)}" if facts else m.name


def _deal(g: Page) -> list[str]:
    out = [g.o.zone.says] if g.o.zone else []
    return out + [
        "{} One step widens by {} ({})".format(
            r.issue.question, *words.quantity(r.issue.sticking.value, r.issue.sticking.interval)
        )
        for r in g.sticking[:3]
        if r.issue.sticking
    ]


def _levers(g: Page) -> list[str]:
    """The strongest levers, each with the outcome it moves most."""
    out = []
    for r in g.levers[:3]:
        if r.pictures:
            key, n, _ = max(r.pictures, key=lambda p: abs(p[1].value))
            effect = f"{words.points(n.value)} ({words.points_range(n.interval)})"
            out.append(f"{r.lever.name}: {words.outcome(key).lower()} {effect}")
    return out


def _clean(text: str) -> str:
    """Text on one line without control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", " ", text).split(" "))


def _short(text: str, width: int, indent: int = 2) -> str:
    """One line, cut to the width."""
    line = " " * indent + _clean(text)
    return line if len(line) <= width else line[: width - 1] + "…"


def _entry(text: str, width: int) -> list[str]:
    """An entry of a list: at most four lines, later ones set in; tables stay as they are."""
    if "  " in text.strip():
        return [_short(text, width)]
    return textwrap.wrap(
        _clean(text), width, max_lines=4, placeholder=" …",
        initial_indent="  ", subsequent_indent="    ",
    )  # fmt: skip


def _wrapped(text: str, width: int, lines: int) -> list[str]:
    """At most so many lines."""
    return textwrap.wrap(_clean(text), width, max_lines=lines, placeholder=" …")
