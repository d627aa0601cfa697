"""Demands: what a side asks, insists on, refuses or holds out for."""

import re

from parley.reading.classes import demand_class
from parley.reading.context import Report, Sent
from parley.reading.cues import cue
from parley.reading.drafts import DemandDraft

_WANT = cue(
    """(?P<want>wants?|wanted|demand(?:s|ed|ing)?(?: that| for)?|insist(?:s|ed|ing)?(?:
            that| on)?|seek(?:s|ing)?|sought|ask(?:s|ed|ing)? (?:for|that|to (?:keep|have|
            retain|be given|see))|asks?|call(?:s|ed|ing)? for|press(?:es|ed|ing)? for|
            push(?:es|ed|ing)? for|hold(?:s|ing)? out for|held out for|h[eo]lds? on to|held on
            to|clings? to|sticks? to|stuck to|stands? by|stands? on|(?:both |all |also |
            still)?require[sd]?|(?:is|are|was|were) after|lay(?:s|ing)? claim to|laid claim
            to|claim(?:s|ed) (?:the|all|sovereignty|compensation)|stipulat(?:es|ed)|(?:makes|
            made|has made) (?:it )?(?:clear|a condition) that|would (?:rather|prefer|like)|
            prefers?|preferred|favou?rs|would (?:only )?settle(?: only)? for|would (?:settle|
            accept)(?: nothing)? less than|urg(?:es|ed) (?:that|the)|appeal(?:s|ed) for|
            brings? a scheme of|(?:proposed|proposes|tabled|tables|presented|presents|put
            forward|puts forward|brings|brought) (?:a |its |their |his )?(?:(?:scheme|plan|
            draft|map)s? )? (?:of|for|that)|reclaim(?:s|ed)?|answer(?:s|ed) that|argu(?:es|ed)
            (?:that|for)|maintains? that|looks? for|aims? (?:at|for)|(?:aspires?|aspired) to|
            (?:has|have|had) asked|lobb(?:ies|ied) for|campaign(?:s|ed) for|set(?:s)?
            (?:as)?(?:its |their |his )?(?:price|condition)s?)|(?P<refuse>refus(?:es?|ed|
            ing)(?: to)?|reject(?:s|ed|ing)?|rul(?:es|ed|ing) out|oppos(?:es?|ed|ing)|(?:will|
            would|can|could|shall) (?:never|not|no longer) (?:accept|give|cede|hear|sign|
            agree|withdraw|recogni[sz]e|discuss|leave|allow|disarm|return|bring|yield|hand|
            put|surrender|pay|tolerate|share|part|let|talk|negotiate|evacuate|release|lay|
            abandon|renounce|permit)|won't (?:accept|give|sign|agree)|cannot (?:accept|agree|
            give|sign)|(?:says|said|insists) no|resist(?:s|ed)?|balk(?:s|ed) at|objects? to|
            objected to|turn(?:s|ed) down|vetoe[sd]|spurn(?:s|ed)|declin(?:es|ed) to (?:give|
            cede|sign|discuss|withdraw|recogni[sz]e|accept|disarm|hand|let|allow|yield)|(?:is|
            are) unwilling to|never agreed to|won't hear of|will hear nothing of|shall (?:pay|
            surrender|cede|give) (?:not|no)|wants? no|wanted no|accepts? no)|
            (?P<drop>(?:dropped|abandoned|gave up|given up|waived|softened|shelved|drops|gives
            up) (?:its|their|his|her|the|an earlier) (?:claim|demand|insistence|call|
            objection|condition|opposition)s?)|(?P<list>(?:demands?|conditions?|claims?|terms|
            aims?|requests?) (?:include[sd]?|are|were|is|was)|(?:includes?|with|set of|its|
            their|chief|main|list of|key) demands? for|(?:gets?|got|received|won|secured|
            obtained|obtains) what (?:it|they|he|she) (?:had )? (?:demanded|wanted|asked for|
            sought):|price (?:is|was)|what (?:it|they|he|she|[a-z]+ ){0,3}(?:now |still |
            most)?(?:asks?|wants?|demands?|seeks?|needs?|obtained|won|got|sought|held on to|
            insists? on|asked for|wanted|demanded)(?: for)?(?: now| most)? (?: is| are| was|
            were|:)|(?:main|central|key|chief|first|core) (?:aim|goal|condition|demand|
            concern) (?:is|was|has been|remains))|(?P<noun>(?:call|demand|request|insistence|
            appeal|claim|bid|plea) (?:for|on|to)|calls for|demands for)"""
)
_WHAT = re.compile(
    r"\bWhat (?:the )?(?P<who>[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,4}|it|they|he|she|the \w+) "
    r"(?:now |still |most |then )?(?P<verb>asks?(?: for)?|wants?|demands?|seeks?|obtained|won|got|"
    r"sought|held on to|holds on to|insists? on|asked for|wanted|demanded|needs)(?: now| most)?"
    r"(?:,? (?:is|are|was|were)|:)"
)
_RELATIVE = re.compile(
    r"(?P<np>(?:the |an? |its |their |full |total |no )?[a-z][\w'-]*(?: (?:[\w'-]+)){0,9}), "
    r"(?:the whole of )?which "
    r"(?:the )?(?P<who>[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,3}|it|they|he) (?:still |now |also |had )?"
    r"(?:demand(?:s|ed)|wants?|wanted|seeks?|sought|claims?|claimed|insists? on|rejects?|"
    r"rejected|refuses|"
    r"opposes|asks? for|asked for)(?P<rest>(?: \w+){0,3})"
)
_STOP = re.compile(
    r"[;]|, (?:a (?:formula|demand|condition|position|step|point|proposal|law|test)|but|while|"
    r"whereas|"
    r"although|though|which|who|where|he said|she said|they said|it said|said|says|"
    r"obtained|having|saying|arguing|citing|after|before|because|since|in return|in exchange|"
    r"so|until|"
    r"provided|if|unless|and (?:has|had|is|was|will|would|says|said|rejects?|rejected|"
    r"refuses?|refused|"
    r"wants|demands|it|he|she|they|gave|asked|is marching|several|have|are))\b|"
    r" (?:but|while|whereas|although|though|because|is not met|was not met|has (?:not )?been|"
    r"were met|"
    r"when|as long as|in return for|in exchange for|before any (?:talks|deal))\b|[.?!](?:\s|"
    r"$)|[\"]|"
    r" and (?:refuses|rejects|wants|says|has asked|will not|would not|is marching|opposes|"
    r"rules out) ",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"; (?:and )?|,(?: and| or)? |(?<=\w) and (?=(?:an?|the|full|no|its|their|lifting|recognition|"
    r"withdrawal|release|removal|part|guarantees|control|federal|unhindered|international|free|"
    r"immediate|return|on|for|reform|that|all|some|money|[a-z]+ (?:of|for|from|over|in|to))\b)"
)
_NOT_DEMAND = re.compile(
    r"\b(?:on charges|by (?:the|an?) |for (?:war crimes|murder|questioning)|an? (?:end to the "
    r"call|answer|reply|meeting|visit|date for (?:a|the) (?:meeting|"
    r"call)|call|talks)|"
    r"clarity|questions?|comment|(?:to )?(?:comment|say|meet|attend|see|receive|discuss whether|"
    r"join|come|speak|"
    r"take (?:questions|calls))|help from|support from|whether|if\b|why|who\b|how\b|"
    r"their envoys|the envoys|to (?:be known|know)|not to\b|nothing of it|him to|"
    r"reporters|people|the (?:deal|accord|agreement|talks|truce|plan)$|peace\b|an end to the "
    r"war|a way out|the help|advice)",
    re.IGNORECASE,
)
_COLON = re.compile(r"^(?:For )?(?:The |the )?([A-Z][\w'.-]*(?: [\w'.-]+){0,5}): (?=\w)")
_SECTION = re.compile(
    r"\b(?:wants?|demands?|asks?|seeks?|positions?|holds? out|claims?|sticking points?|"
    r"conditions|insists?)\b",
    re.IGNORECASE,
)


_STRONG = re.compile(
    r"(?:demand|insist|want|seek|reject|rul(?:es|ed) out|object|oppos|hold|held|press|push|"
    r"require|(?:both )?require|"
    r"refus(?:es?|ed|ing) to|refuses? (?:any|all)|(?:will|would|can|could|shall) (?:never|"
    r"not|no longer)|would rather|"
    r"shall|turn|vetoe)",
    re.IGNORECASE,
)


def find_demands(report: Report) -> list[DemandDraft]:
    """Demands and refusals with their holders, lists split into their parts."""
    found: list[DemandDraft] = []
    section = False
    for sent in report.sents:
        kind = sent.sentence.kind
        if kind in ("title", "heading") or (len(sent.text) < 60 and sent.text.endswith("?")):
            section = bool(_SECTION.search(sent.text))
            continue
        if _COLON.match(sent.text) and (kind == "bullet" or section):
            found += _owned_list(report, sent)
            continue
        found += _what(report, sent) or _relative(report, sent)
        last_end = -1
        for m in _WANT.finditer(sent.text):
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
    for m in _WHAT.finditer(sent.text) if "What" in sent.text else ():
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
    for m in _RELATIVE.finditer(sent.text):
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
    if m.group().lower() in ("has asked", "have asked", "had asked", "asks", "ask"):
        named = re.match(r"(?:[A-Z]\w+ )+(?:for|to) ", what)
        if not named:
            return [], 0
    return _drafts(sent, m, group, party, (start, end)), end


def _drafts(
    sent: Sent, m: re.Match[str], group: str, party: str, what: tuple[int, int]
) -> list[DemandDraft]:
    """One demand for each part of what is asked."""
    text, (start, end) = sent.text, what
    whole = group in ("refuse", "noun", "drop")
    clause = re.match(r"that\b", text[start:end]) or m.group().lower().endswith("that")
    spans = [(start, end)] if whole or clause else split_list(text, start, end)
    if whole or len(spans) == 1:
        spans = [(m.start(), end)]
    out = []
    for a, b in spans:
        words = text[max(a, start) : b]
        kind = demand_class(words)
        sure = 0.65
        if kind == "other":
            about = re.search(r"\b(?:link|deal|plan|treaty|terms|offer|proposal|text|draft|visits?|"
                              r"anything|sign|document|idea|formula|land|nationality)\b",
                              words)  # fmt: skip
            strong = _STRONG.match(m.group()) and len(words.split()) < 30
            if not about and not strong and (whole or len(spans) == 1):
                continue
            kind, sure = demand_class(text[:a][-120:]) if about else kind, 0.4
        out.append(DemandDraft(party, (sent.start + a, sent.start + b), words, kind,
                               group == "refuse", rule=f"demand-{group}",
                               confidence=sure))  # fmt: skip
    return out


def split_list(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """Parts of an enumeration, without leading "and" and closing marks."""
    spans, at = [], a
    for m in _LIST.finditer(text, a, b):
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
