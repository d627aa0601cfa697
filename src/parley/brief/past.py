"""Past wars beside the model, and the headline by historical class, arranged for reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from parley.brief import words
from parley.outlook.document import FateView, Outlook


@dataclasses.dataclass(frozen=True)
class Past:
    """What became of the past wars most like this one: outcome -> horizon -> share."""

    horizons: list[int]
    rows: dict[str, dict[int, FateView]]


def past(o: Outlook) -> Past:
    """Arrange the analogues by outcome; empty without any."""
    fates = o.analogues.fates if o.analogues else []
    rows: dict[str, dict[int, FateView]] = {}
    for f in fates:
        rows.setdefault(f.outcome, {})[f.horizon] = f
    return Past(sorted({f.horizon for f in fates}), rows)


def past_text(o: Outlook, escaped: Callable[[str], str]) -> list[str]:
    """The same as lines of Markdown, with the headline under each historical class."""
    out = []
    for name, row in o.by_class.items():
        chances = [f"{words.months(h)} {words.chance(n)}" for h, n in row.items()]
        out.append(f"- A settlement if the war were one of {escaped(name)}: {'; '.join(chances)}")
    if o.analogues is None:
        return out
    out.append(f"- {escaped(o.analogues.says)}")
    for name, by in past(o).rows.items():
        parts = [_beside(h, f) for h, f in by.items()]
        out.append(f"  - {words.outcome(name)}: {'; '.join(parts)}")
    for w in o.analogues.nearest:
        again = w.months_to_recurrence
        back = "" if again is None else f", fought again after {words.months(round(again))}"
        years = f"{w.first_year}–{w.last_year}"
        out.append(f"  - {escaped(w.name)}, {years} (distance {w.distance:.2f}): {w.ended}{back}")
    return out


def _beside(h: int, f: FateView) -> str:
    """One share with its count, and the model's."""
    text = f"{words.months(h)} {f.happened} of {f.n} ({words.percent(f.share)})"
    if f.model is None:
        return text
    return f"{text}, the model {words.chance(f.model)}{', apart' if f.parts else ''}"
