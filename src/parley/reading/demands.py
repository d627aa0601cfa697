"""Demands: what a side asks, insists on, refuses or holds out for."""

import re

from parley.reading.classes import demand_class
from parley.reading.context import Report, Sent
from parley.reading.drafts import DemandDraft

_WANT = re.compile(
    r"\b(?:(?P<want>wants?|wanted|demand(?:s|ed|ing)?(?: that| for)?|insist(?:s|ed|ing)?(?: "
    r"that| on)?|seeks?|"
    r"sought|seeking|ask(?:s|ed|ing)? (?:for|that)|call(?:s|ed|ing)? for|press(?:es|ed|ing)? for|"
    r"push(?:es|ed|ing)? for|hold(?:s|ing)? out for|held out for|require[sd]?|presses for|"
    r"lay(?:s|ing)? claim to|laid claim to|claims? (?:the|all|sovereignty)|stipulates?|"
    r"(?:makes|made|has made) (?:it )?(?:clear|a condition) that|expects? .{0,20}\bto\b|"
    r"would (?:only )?(?:settle|accept)(?: nothing)? (?:only|for|less than)|urged? that|"
    r"(?:set|sets|setting) (?:as )?(?:a |the |its |their )?(?:price|conditions?)(?: as| of|"
    r":)?|brings? a scheme of|"
    r"(?:proposed|proposes|tabled|offers|brings|brought|presented) (?:a (?:scheme|plan|draft|"
    r"map) (?:of|for)))"
    r"|(?P<refuse>refus(?:es|ed|ing)(?: to)?|reject(?:s|ed|ing)?|rul(?:es|ed|ing) out|"
    r"oppos(?:es|ed|ing)|"
    r"will not (?:accept|give|cede|hear|sign|agree|withdraw|recogni[sz]e|discuss|leave|allow|"
    r"disarm|return)|"
    r"would not (?:accept|give|cede|hear|sign|agree|withdraw|recogni[sz]e|discuss|leave|allow|"
    r"disarm|return)|"
    r"won't (?:accept|give|sign|agree)|(?:says|said|insists) no\b|resists?|objects? to|"
    r"object(?:ed|s) to|"
    r"turned down|dismiss(?:es|ed)|vetoe[sd]|declines? to (?:give|cede|sign|discuss|withdraw|"
    r"recogni[sz]e|accept)|"
    r"never (?:accept|cede|agree)|is (?:not )?(?:ready|willing|prepared) to)"
    r"|(?P<list>demands? (?:include[sd]?|are|were)|conditions? (?:include[sd]?|are|were)|"
    r"(?:includes?|with|set of|its|their|chief|main|list of|key) demands? for|terms "
    r"(?:include[sd]?|are|were)|"
    r"(?:gets?|got|received|won|secured) what (?:it|they|he|she) (?:had )?(?:demanded|wanted|"
    r"asked for|sought):|"
    r"price (?:is|was)|(?:central|main|key|chief|core|first|second|other) demands? (?:is|was|"
    r"has been)|"
    r"(?:main|central|key|chief) (?:aim|goal|condition) (?:is|was))"
    r"|(?P<noun>(?:call|demand|request|insistence|appeal|claim) (?:for|on|to)|calls for|"
    r"demands for))\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[;]|, (?:a (?:formula|demand|condition|position|step|point|proposal)|but|while|whereas|"
    r"although|though|which|who|"
    r"obtained|having|saying|arguing|citing|after|before|because|since|in return|in exchange|"
    r"so|until|"
    r"and (?:has|had|is|was|will|would|says|said|rejects?|rejected|refuses?|it|he|she|they|"
    r"that))\b|"
    r" (?:but|while|whereas|although|though|because|is not met|was not met|has (?:not )?been|"
    r"were met|"
    r"when|as long as|in return for|in exchange for|before any)\b|[.](?:\s|$)|[\"]",
    re.IGNORECASE,
)
_LIST = re.compile(r",(?: and| or)? |(?<=\w) and (?=(?:a|an|the|full|an end|no|its|their|"
                   r"lifting|recognition|"
                   r"withdrawal|release|removal|part|guarantees|control|federal|unhindered|"
                   r"international|free|immediate|return)\b)")  # fmt: skip
_NOT_DEMAND = re.compile(
    r"\b(?:an? (?:end|answer|reply|meeting|visit|date|call|talks)|clarity|questions?|comment|"
    r"to (?:comment|say|meet|attend|see|receive|discuss whether)|help from|support from|what|"
    r"their envoys|the envoys|accept the payment|to (?:be|get|win|know))\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"^(?:The |the )?([A-Z][\w'.-]*(?: [\w'.-]+){0,4}): (?=\w)")


def find_demands(report: Report) -> list[DemandDraft]:
    """Demands and refusals with their holders, lists split into their parts."""
    found: list[DemandDraft] = []
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        if sent.sentence.kind == "bullet" and _COLON.match(sent.text):
            found += _bullet(report, sent)
            continue
        last_end = -1
        for m in _WANT.finditer(sent.text):
            if m.start() < last_end:
                continue
            drafts, end = _from_cue(report, sent, m)
            if drafts:
                last_end = end
            found += drafts
    return _distinct(found)


def _bullet(report: Report, sent: Sent) -> list[DemandDraft]:
    """Read a list of who wants what: "Party: first demand, second demand"."""
    colon = sent.text.index(":")
    owners = [m for m in sent.within(0, colon) if m.form != "pronoun"]
    party = report.party(owners[-1].key) if owners else None
    if party is None:
        return []
    return [
        DemandDraft(party, (sent.start + a, sent.start + b), sent.text[a:b],
                    demand_class(sent.text[a:b]), rule="demand-bullet", confidence=0.8)
        for a, b in _split(sent.text, colon + 2, len(sent.text))
    ]  # fmt: skip


def _from_cue(report: Report, sent: Sent, m: re.Match[str]) -> tuple[list[DemandDraft], int]:
    text = sent.text
    group = next(k for k, v in m.groupdict().items() if v)
    if m.group().lower().startswith("expect") or re.search(
        r"\b(?:is|was|are|were|be|been) $", text[max(0, m.start() - 6) : m.start()]
    ):
        return [], 0
    if m.group().lower() in ("is ready to", "is willing to", "is prepared to"):
        return [], 0
    holder = report.subject(sent, m.start())
    if holder is None:
        return [], 0
    party = report.party(holder.key)
    if party is None or report.registry.entities[party].kind == "court":
        return [], 0
    stop = _STOP.search(text, m.end())
    end = stop.start() if stop else len(text)
    while end > m.end() and text[end - 1] in " ,.;:":
        end -= 1
    start = m.end()
    while start < end and text[start] in " :,":
        start += 1
    what = text[start:end]
    if len(what) < 4 or len(what) > 400 or _NOT_DEMAND.match(what):
        return [], 0
    refusal = group == "refuse"
    spans = [(start, end)]
    if group in ("list", "noun", "want") and not re.match(r"that\b", what):
        spans = _split(text, start, end)
    if refusal or group == "noun" or (group == "want" and len(spans) == 1):
        spans = [(m.start(), end)]
    out = []
    for a, b in spans:
        kind = demand_class(text[max(a, start) : b] if a < start else text[a:b])
        if kind == "other" and ((group == "want" and len(spans) == 1) or refusal):
            if not re.search(r"\b(?:link|deal|plan|treaty|terms|offer|proposal|text)\b", what):
                continue
            kind = demand_class(text[:a][-120:])
        if kind == "other" and group == "noun":
            continue
        out.append(
            DemandDraft(party, (sent.start + a, sent.start + b), text[max(a, start) : b], kind,
                        refusal, rule=f"demand-{group}",
                        confidence=0.65 if kind != "other" else 0.4)
        )  # fmt: skip
    return out, end


def _split(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """Parts of an enumeration, without leading "and" and closing marks."""
    spans, at = [], a
    for m in _LIST.finditer(text, a, b):
        spans.append((at, m.start()))
        at = m.end()
    spans.append((at, b))
    out: list[tuple[int, int]] = []
    for s, e in spans:
        while e > s and text[e - 1] in " ,.;":
            e -= 1
        if e - s < 4:
            continue
        short = len(text[s:e].split()) < 2 and not re.match(r"\w+(?:s|tion|ment|ty)\b", text[s:e])
        if out and short:
            out[-1] = (out[-1][0], e)
        else:
            out.append((s, e))
    if len(out) > 1 and any(len(text[s:e].split()) == 1 for s, e in out[:-1]):
        return [(out[0][0], out[-1][1])] if len(text[out[0][0] : out[-1][1]]) < 70 else out
    return out


def _distinct(found: list[DemandDraft]) -> list[DemandDraft]:
    """Without those whose span lies inside an earlier one of the same party."""
    kept: list[DemandDraft] = []
    for d in found:
        if not any(
            k.party == d.party and k.span[0] <= d.span[0] and d.span[1] <= k.span[1] for k in kept
        ):
            kept.append(d)
    return kept
