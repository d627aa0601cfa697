"""Levers: what a holder gives or withholds, threatens or offers, to move a target."""

import re

from parley.dossier.words import Instrument, LeverState
from parley.reading.classes import instrument, instrument_at
from parley.reading.context import Report, Sent
from parley.reading.drafts import Asked, DemandDraft, LeverDraft
from parley.reading.forces import find_forces
from parley.reading.lever_who import (
    GAIN,
    find_holder,
    find_target,
    in_force,
    other_side,
    recipient,
)  # fmt: skip
from parley.reading.lever_words import (
    CONDITION,
    CUE,
    CUTS,
    DRILLS,
    HELD_UP,
    JOINT,
    MAYBE,
    NO_MEANS,
    PRESSURE,
    STEP,
    STRICT,
)  # fmt: skip
from parley.reading.nouns import noun_phrase


def find_levers(report: Report, demands: list[DemandDraft]) -> list[LeverDraft]:
    """Levers with holder, target, instrument, state and stated condition.

    A clause already read as a demand of the same party is no lever.
    """
    found: list[LeverDraft] = []
    asked = Asked(demands)
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        for m in CUE.finditer(sent.text):
            draft = _draft(report, sent, m)
            if draft is None:
                continue
            at = sent.start + m.start()
            inside = [d for d in asked.at(at) if d.rule != "demand-said"]
            if any(d.party == draft.holder or d.span[0] < at - 3 for d in inside):
                continue
            if not any(_same(d, draft) for d in found[-20:]):
                found.append(draft)
        found += [d for d in find_forces(report, sent) if not any(_same(k, d) for k in found[-9:])]
    return found


def _same(a: LeverDraft, b: LeverDraft) -> bool:
    cross = a.span[0] < b.span[1] and b.span[0] < a.span[1]
    return cross and (a.instrument == b.instrument or a.holder == b.holder)


def _draft(report: Report, sent: Sent, m: re.Match[str]) -> LeverDraft | None:
    """The lever that a verb names, with its clause."""
    text = sent.text
    a, b = 0, len(text)
    for cut in CUTS.finditer(text):
        if cut.start() >= m.end():
            b = cut.start()
            break
        if cut.end() <= m.start():
            a = cut.end()
    group = next(k for k, v in m.groupdict().items() if v)
    kind = _instrument(text, group, m, a, b)
    if kind is None or NO_MEANS.search(text, max(a, m.start() - 10), b):
        return None
    forced = in_force(report, sent, m, b) if kind == "sanctions" and group == "active" else None
    holder = forced[0] if forced else find_holder(report, sent, m, a, b)
    if holder is None:
        return None
    condition = CONDITION.search(text, min(m.start(), b), min(len(text), b + 140))
    told = condition.start() if condition and condition.start() > m.end() else b
    gain = GAIN.search(text, m.end(), b)
    told = min(told, gain.start()) if gain else told
    target = (forced[1] if forced else None) or (
        find_target(report, sent, m.end(), min(b, told), holder)
        or find_target(report, sent, a, min(b, told), holder)
        or recipient(report, sent, kind, holder)
        or other_side(report, sent, holder)
    )
    if target is None:
        return None
    if condition is None:
        condition = re.match(r"((?:If|Should|Unless|Once|Until) [^,;.]{4,120}),", text)
    state = _state(text, group, m, a, kind)
    idle = state == "active" and kind in ("trade", "other", "recognition")
    if idle and condition is None and not STRICT.match(m.group()):
        return None
    end = b
    while end > a and text[end - 1] in " .,;":
        end -= 1
    said = JOINT.split(condition.group(1), maxsplit=1)[0].strip(" ,") if condition else None
    sure = 0.5 + 0.15 * bool(condition) + 0.1 * (group in ("offered", "threatened"))
    return LeverDraft(
        holder, target, kind, state, said,
        (sent.start + a, sent.start + end), f"lever-{group}", sure, _named(text, m, a, b),
    )  # fmt: skip


_NOUN_CUE = re.compile(r"(?:\w+ (?:of|in)|military assistance|economic assistance|future .*|"
                       r"supply .*|military aid)$", re.IGNORECASE)  # fmt: skip


def _named(text: str, m: re.Match[str], a: int, b: int) -> str | None:
    """Noun phrase of what is given or withheld; None when the words name no instrument."""
    for start, end in ((m.start(), b), (max(a, m.start() - 90), m.start())):
        found = instrument_at(text[start:end])
        if found is None:
            continue
        _, at, stop = found
        past = start + at >= m.end() and not _NOUN_CUE.match(m.group())
        x, y = noun_phrase(text, start + at, start + stop, m.end() if past else a)
        words = text[x : min(y, max(b, start + stop))].split()
        return " ".join(words[:-1] if words[-1] in ("on", "to", "for", "of") else words)
    return None


def _instrument(text: str, group: str, m: re.Match[str], a: int, b: int) -> Instrument | None:
    """What is given or withheld, looked for after the verb first."""
    kind = instrument(text[m.start() : b]) or instrument(text[max(a, m.start() - 90) : m.start()])
    if kind is not None:
        return kind
    if group == "threatened" and PRESSURE.search(text, m.start(), b):
        return "other"
    if group == "on_hold" and DRILLS.search(text, m.start(), b):
        return "other"
    if group == "offered" and STEP.search(text, m.start(), b) and CONDITION.search(text):
        return "other"
    return None


def _state(text: str, group: str, m: re.Match[str], a: int, kind: Instrument) -> LeverState:
    """State by the verb, moved by the modal before it."""
    before = text[max(a, m.start() - 30) : m.end()]
    state: LeverState = group  # type: ignore[assignment]
    if state == "on_hold" and kind == "sanctions":
        return "active"
    rest = text[m.end() : m.end() + 90]
    if state == "active" and HELD_UP.search(rest):
        return "threatened" if MAYBE.search(rest) else "on_hold"
    if state in ("active", "on_hold"):
        if re.search(r"\b(?:may|might|could)\b", before):
            return "threatened"
        if re.search(r"\b(?:would|will)\b", before):
            return "offered" if state == "active" else "threatened"
    return state
