"""The brief for paper: what each side gains, past wars beside the model, what to find out next."""

from __future__ import annotations

from parley.brief import words
from parley.brief.blocks import Block, Heading, Paragraph, Text, bullets, strong, table, text
from parley.brief.page import Page
from parley.outlook.document import FateView, Number


def gains(g: Page) -> list[Block]:
    """What each side gains and loses, each on its own scale."""
    if not g.o.gains:
        return []
    rows = [
        [x.name + (" (third party)" if x.side is None else "")]
        + [quantity(n) for n in (x.fighting_on, x.now, x.deal, x.gain)]
        + ["" if x.better is None else words.percent(x.better)]
        for x in g.o.gains
    ]
    head = ["Party", "Fighting on", "As things stand", "Best package"]
    head += ["Package over fighting on", "Better off in"]
    widths = [1.6, 1.2, 1.2, 1.2, 1.3, 0.8]
    scale = (
        "Each party on its own scale, on which 1 is all that is at stake for it; scales of "
        "different parties are not compared."
    )
    return [
        Heading(1, "What each side gains and loses"),
        *table(head, rows, widths, "Gains", right=range(1, 6), small=True),
        Paragraph(text(scale), "note"),
        *bullets(words.tidy(x.says) for x in g.o.gains),
    ]


def claims(g: Page) -> list[Block]:
    """Claims put to the test, and chance apart from numbers not known."""
    rows = []
    for c in g.o.claims:
        effect = words.measured(c.effect.value, c.unit, c.effect.interval)
        span = words.measured_range(c.effect.interval, c.unit)
        value = f"{effect} ({span}) {words.unit(c.unit)}".rstrip()
        rows.append([c.question, c.verdict, value, f"{c.mechanism}; assumed: {c.prior}"])
    head = ["Claim", "Verdict", "Effect of its mechanism", "Hangs on"]
    out = table(head, rows, [2, 1.4, 1.3, 2], "Claims put to the test", small=True)
    out += bullets(words.tidy(c.says) for c in g.o.claims if not c.made_by)
    if g.o.uncertainty:
        out += [Heading(2, "Chance and numbers apart")]
        out += bullets(words.tidy(u.says) for u in g.o.uncertainty)
    return [Heading(1, "Claims put to the test"), *out] if out else []


def gaps(g: Page) -> list[Block]:
    """Missing facts under a heading each, and the one to find out next."""
    if g.next_fact is None:
        return []
    out: list[Block] = [
        Heading(1, "What to find out next"),
        Paragraph(text(words.tidy(g.next_fact.says))),
    ]
    head = ["If this were known", "the interval of", "now", "would be about", "It carries"]
    for heading, rows in g.gaps:
        cells = [[r.name, r.answer, r.now, r.then, words.percent(r.share)] for r in rows]
        out += [Heading(2, heading)]
        out += table(head, cells, [3.2, 2, 0.8, 1, 0.9], heading, right=[2, 3, 4], small=True)
    return out


def past(g: Page) -> list[Block]:
    """Past wars most like this one, and the headline under each historical class."""
    o = g.o
    out: list[Block] = []
    if o.by_class:
        spans = sorted({h for row in o.by_class.values() for h in row})
        head = ["A settlement, were the war one of", *(words.months(h) for h in spans)]
        rows = [
            [words.label(name), *(words.chance(row[h]) if h in row else "" for h in spans)]
            for name, row in o.by_class.items()
        ]
        widths = [2.4, *[1.0] * len(spans)]
        out += table(head, rows, widths, "Classes", right=range(1, len(head)), small=True)
    a = o.analogues
    if a is None:
        return out
    out += [Heading(2, "Past wars most like this one"), Paragraph(text(words.tidy(a.says)))]
    head = ["State", *(words.months(h) for h in g.past.horizons)]
    fates = [
        [words.outcome(name), *(_beside(by.get(h)) for h in g.past.horizons)]
        for name, by in g.past.rows.items()
    ]
    widths = [1.5, *[1.4] * len(g.past.horizons)]
    out += table(head, fates, widths, "Past wars beside the model", small=True)
    wars: list[list[str | Text]] = []
    for w in a.nearest:
        again = w.months_to_recurrence
        back = "no" if again is None else f"after {words.months(round(again))}"
        name = strong(w.name, f"{w.first_year}–{w.last_year}")
        wars.append([name, f"{w.distance:.2f}", w.ended, w.signed or "not covered", back])
    head = ["War", "Distance", "Ended", "Signed", "Fought again"]
    out += table(head, wars, [3, 0.8, 1.6, 1, 1.2], "Nearest wars", right=[1], small=True)
    return [*out, *([Paragraph(text(a.rule), "note")] if a.rule else [])]


def quantity(n: Number | None) -> str:
    """A value with its interval; empty for none."""
    return "" if n is None else "{} ({})".format(*words.quantity(n.value, n.interval))


def _beside(f: FateView | None) -> str:
    """One share with its count, and the model's."""
    if f is None:
        return ""
    said = f"{words.percent(f.share)} ({f.happened} of {f.n})"
    if f.model is None:
        return said
    return f"{said}; the model {words.chance(f.model)}{', apart' if f.parts else ''}"
