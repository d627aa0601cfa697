"""Demands: what a side asks, insists on, refuses or holds out for."""

import re

from parley.reading.classes import demand_class
from parley.reading.context import Report, Sent, first_of_chain
from parley.reading.demand_words import (
    COLON,
    LIST,
    NOT_DEMAND,
    OBLIGED,
    RELATIVE,
    SAYING,
    SECTION,
    STOP,
    STRONG,
    WANT,
    WHAT,
)  # fmt: skip
from parley.reading.drafts import DemandDraft


def find_demands(report: Report) -> list[DemandDraft]:
    """Demands and refusals with their holders, lists split into their parts."""
    found: list[DemandDraft] = []
    section = False
    for sent in report.sents:
        kind = sent.sentence.kind
        if kind in ("title", "heading") or (len(sent.text) < 60 and sent.text.endswith("?")):
            section = bool(SECTION.search(sent.text))
            continue
        if COLON.match(sent.text) and (kind == "bullet" or section):
            found += _owned_list(report, sent)
            continue
        found += _what(report, sent) or _relative(report, sent)
        found += _said(report, sent)
        last_end = -1
        for m in WANT.finditer(sent.text):
            if m.start() < last_end:
                continue
            drafts, end = _from_cue(report, sent, m)
            if drafts:
                last_end = end
            found += drafts
    return _distinct(found)


def _owned_list(report: Report, sent: Sent) -> list[DemandDraft]:
    """Read a list of who wants what: "Party: first demand, second demand"."""
    colon = sent.text.index(":")
    owners = [m for m in sent.within(0, colon) if m.form != "pronoun"]
    party = report.party(owners[-1].key) if owners else None
    if party is None:
        return []
    return [
        DemandDraft(party, (sent.start + a, sent.start + b), sent.text[a:b],
                    demand_class(sent.text[a:b]), rule="demand-bullet", confidence=0.8)
        for a, b in split_list(sent.text, colon + 2, len(sent.text))
    ]  # fmt: skip


def _named(report: Report, sent: Sent, a: int, b: int) -> str | None:
    """Party of the mention between two offsets."""
    near = sent.within(max(0, a - 4), b)
    return report.party(near[-1].key) if near else None


def _what(report: Report, sent: Sent) -> list[DemandDraft]:
    """Read "What the rebels ask is A, B and C" and "What X obtained: A; B"."""
    out = []
    for m in WHAT.finditer(sent.text) if "What" in sent.text else ():
        party = _named(report, sent, m.start("who"), m.end("who"))
        if party is None:
            continue
        end = re.compile(r"[.?!](?:\s|$)").search(sent.text, m.end())
        stop = end.start() if end else len(sent.text)
        for a, b in split_list(sent.text, m.end() + 1, stop):
            words = sent.text[a:b]
            out.append(DemandDraft(party, (sent.start + a, sent.start + b), words,
                                   demand_class(words), rule="demand-what",
                                   confidence=0.7))  # fmt: skip
    return out


def _relative(report: Report, sent: Sent) -> list[DemandDraft]:
    """Read "the payment of costs, which X still demands"."""
    out: list[DemandDraft] = []
    if ", which " not in sent.text:
        return out
    for m in RELATIVE.finditer(sent.text):
        party = _named(report, sent, m.start("who"), m.end("who"))
        if party is None:
            continue
        words = m.group("np")
        cut = max(words.rfind(" and "), words.rfind(", ")) + 1
        a = m.start() + cut
        kind = demand_class(sent.text[a : m.end("np")])
        if kind == "other":
            continue
        refusal = bool(re.search(r"reject|refus|oppos", m.group()))
        out.append(DemandDraft(party, (sent.start + a, sent.start + m.end()),
                               sent.text[a : m.end()],
                               kind, refusal, rule="demand-relative", confidence=0.6))  # fmt: skip
    return out


def _said(report: Report, sent: Sent) -> list[DemandDraft]:
    """Read a demand out of what a party says: "X says that no soldier may set foot there"."""
    out: list[DemandDraft] = []
    for m in SAYING.finditer(sent.text):
        stop = STOP.search(sent.text, m.end())
        end = stop.start() if stop else len(sent.text)
        if (
            not OBLIGED.search(sent.text, m.end(), end)
            or m.end() - (out[-1].span[1] if out else 0) < 0
        ):
            continue
        holder = report.subject(sent, m.start())
        party = report.party(holder.key) if holder else None
        words = sent.text[m.end() : end].rstrip(" .,;:")
        kind = demand_class(words)
        if party is None or kind == "other" or report.registry.entities[party].kind == "court":
            continue
        if _GIVES.search(words):
            continue
        span = (sent.start + m.end(), sent.start + m.end() + len(words))
        refusal = bool(re.search(r"\b(?:no|not|never|cannot|unacceptable)\b", words))
        out.append(DemandDraft(party, span, words, kind, refusal, rule="demand-said",
                               confidence=0.5))  # fmt: skip
    return out


_GIVES = re.compile(
    r"\b(?:relief|sanctions|aid|money|funds|credits|loans)\b.{0,60}\b(?:only|once|when|if|after)\b|"
    r"\b(?:may|can|could|will) be (?:put under|cut|frozen|imposed|withheld)"
)


def _from_cue(report: Report, sent: Sent, m: re.Match[str]) -> tuple[list[DemandDraft], int]:
    """Demands that start from a verb or noun of asking or refusing, and where they end."""
    text = sent.text
    group = next(k for k, v in m.groupdict().items() if v)
    lead = text[max(0, m.start() - 10) : m.start()]
    passive = re.search(r"\b(?:is|was|are|were|be|been|which|being)(?: not)? $", lead)
    if passive and group != "list" and not m.group().lower().endswith("ing"):
        return [], 0
    if m.group().lower().startswith("requir") and lead.endswith(("would ", "will ")):
        return [], 0
    holder = report.subject(sent, m.start())
    if holder is None:
        return [], 0
    party = report.party(first_of_chain(sent, holder).key)
    if party is None or report.registry.entities[party].kind == "court":
        return [], 0
    if group == "want" and _is_noun(text, m):
        return [], 0
    stop = STOP.search(text, m.end())
    end = stop.start() if stop else len(text)
    while end > m.end() and text[end - 1] in " ,.;:":
        end -= 1
    start = m.end()
    while start < end and text[start] in " :,":
        start += 1
    what = text[start:end]
    if len(what) < 4 or len(what) > 400 or NOT_DEMAND.match(what):
        return [], 0
    if m.group().lower() in ("has asked", "have asked", "had asked", "asks", "ask"):
        named = re.match(r"(?:[A-Z]\w+ )+(?:for|to) ", what)
        if not named:
            return [], 0
    return _drafts(sent, m, group, party, (start, end)), end


_DETERMINER = re.compile(
    r"\b(?:an?|the|its|their|his|her|this|that|any|no|one|another|late|new|main|latest|old|final|"
    r"further|such|\w+'s|[A-Z]\w+(?:an|ese|ish|i)) $"
)


def _is_noun(text: str, m: re.Match[str]) -> bool:
    """Whether "demand", "claims", "needs" is a noun here."""
    word = m.group().lower()
    if word not in ("demand", "demands", "claims", "needs", "need", "asks", "holds to", "wants"):
        return False
    return bool(_DETERMINER.search(text[max(0, m.start() - 20) : m.start()]))


def _drafts(
    sent: Sent, m: re.Match[str], group: str, party: str, what: tuple[int, int]
) -> list[DemandDraft]:
    """One demand for each part of what is asked."""
    text, (start, end) = sent.text, what
    whole = group in ("refuse", "noun", "drop", "offer")
    clause = re.match(r"that\b", text[start:end]) or m.group().lower().endswith("that")
    spans = [(start, end)] if whole or clause else split_list(text, start, end)
    if whole or len(spans) == 1:
        spans = [(m.start(), end)]
    out: list[DemandDraft] = []
    for a, b in spans:
        words = text[max(a, start) : b]
        kind = demand_class(words)
        if kind == "other" and group == "refuse":
            kind = demand_class(text[a:b])
        sure = 0.65
        if group == "offer" and kind not in _OFFERED:
            continue
        if kind == "other" and out and len(spans) > 1:
            out[-1].span = (out[-1].span[0], sent.start + b)
            out[-1].says = text[out[-1].span[0] - sent.start : b]
            continue
        if kind == "other":
            about = re.search(r"\b(?:link|deal|plan|treaty|terms|offer|proposal|text|draft|visits?|"
                              r"anything|sign|document|idea|formula|land|nationality)\b",
                              words)  # fmt: skip
            strong = STRONG.match(m.group()) and len(words.split()) < 30
            if not about and not strong and (whole or len(spans) == 1):
                continue
            kind, sure = demand_class(text[:a][-120:]) if about else kind, 0.4
        out.append(DemandDraft(party, (sent.start + a, sent.start + b), words, kind,
                               group == "refuse", rule=f"demand-{group}",
                               confidence=sure))  # fmt: skip
    return out


_OFFERED = ("autonomy", "governance_elections", "territory")


def split_list(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """Parts of an enumeration, without leading "and" and closing marks."""
    spans, at = [], a
    for m in LIST.finditer(text, a, b):
        spans.append((at, m.start()))
        at = m.end()
    spans.append((at, b))
    out: list[tuple[int, int]] = []
    for s, e in spans:
        lead = re.compile(r"\s*(?:and|or|on|for|that)\s+").match(text, s, e)
        s = lead.end() if lead else s
        while e > s and text[e - 1] in " ,.;":
            e -= 1
        while s < e and text[s] in " ,;:":
            s += 1
        if e - s < 4:
            continue
        words = text[s:e].split()
        tail = re.match(r"\w+(?:s|tion|ment|ty|al)\b", words[0]) if len(words) == 1 else True
        fragment = not tail or re.search(
            r"\b(?:included|excepted|too|first of all|among "
            r"them)$",
            text[s:e],
        )
        if out and fragment:
            out[-1] = (out[-1][0], e)
        else:
            out.append((s, e))
    if len(out) > 1 and any(len(text[s:e].split()) == 1 for s, e in out[:-1]):
        return [(out[0][0], out[-1][1])] if out[-1][1] - out[0][0] < 70 else out
    return out


def _distinct(found: list[DemandDraft]) -> list[DemandDraft]:
    """Without those whose span overlaps an earlier one of the same party by half or more."""
    kept: list[DemandDraft] = []
    for d in found:
        if not any(k.party == d.party and _overlap(k.span, d.span) >= 0.5 for k in kept[-20:]):
            kept.append(d)
    return kept


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(1, min(a[1] - a[0], b[1] - b[0]))
