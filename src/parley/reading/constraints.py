"""Constraints: warrants, sanctions regimes, laws, resolutions that bind somebody."""

import re

from parley.dossier.words import ConstraintKind
from parley.reading.context import Report, Sent
from parley.reading.drafts import ConstraintDraft

_CUES: list[tuple[ConstraintKind, re.Pattern[str]]] = [
    ("warrant", re.compile(
        r"\b(?:arrest warrants?|warrants?|indict(?:ed|s|ment|ments)|wanted by the|charged "
        r"with (?:war crimes|genocide)|"
        r"liable to arrest|under indictment|accused before)\b", re.I)),
    ("resolution", re.compile(
        r"\b(?:Security Council )?[Rr]esolutions? \d+|\b(?:UN|U\.N\.|Security Council|United "
        r"Nations|Council) (?:resolution|mandate)s?\b|"
        r"\bmandate (?:of|expires|runs|ends|allows)|\bunder its mandate\b", re.I)),
    ("sanctions_regime", re.compile(
        r"\b(?:ongoing|existing|current|standing|international|western|UN|U\.N\.|EU|US|U\.S\.|"
        r"arms|oil|trade|economic|"
        r"American|European|United Nations|mandatory) (?:arms |trade |oil )?(?:sanctions|"
        r"embargo)\b|"
        r"\b(?:sanctions|embargo) (?:on|against|regime|imposed|in force|in place)\b|"
        r"\bremains? under (?:\w+ )?sanctions\b|"
        r"\b(?:sanctions|terror) list\b", re.I)),
    ("law", re.compile(
        r"\b(?:constitution(?:al)?|basic law|statute|supreme court|constitutional court|"
        r"ratif(?:y|ied|ication)|"
        r"parliament(?:ary)? (?:must|has to|vote|approval|ratification|majority)|referendum "
        r"(?:is|must|would|will)|"
        r"under (?:\w+ ){0,2}law\b|laws? (?:bars?|forbids?|bans?|prohibits?|requires?|passed|"
        r"of \d+)|act of (?:congress|parliament)|"
        r"two-thirds|without (?:that|its|the|a) (?:vote|consent|approval)|decree|bars (?:him|"
        r"her|it|them)|"
        r"needs? the (?:consent|approval|backing) of|legally (?:barred|bound))\b", re.I)),
    ("other", re.compile(
        r"\b(?:deadlines?|ultimatum|non-binding resolution|set \d{1,2} \w+ as|target for|"
        r"expires?|runs out|"
        r"armistice terms|bound by|treaty (?:of \d{4}|forbids|obliges|binds)|obliges?|red "
        r"line|forbidden to|may not)\b", re.I)),
]  # fmt: skip


def find_constraints(report: Report) -> list[ConstraintDraft]:
    """Constraints with whom they bind; one per clause and kind."""
    found: list[ConstraintDraft] = []
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        here: list[ConstraintDraft] = []
        for kind, pattern in _CUES:
            for m in pattern.finditer(sent.text):
                draft = _draft(report, sent, kind, m)
                if draft and not any(
                    d.kind == draft.kind
                    or (d.span[0] <= draft.span[0] < d.span[1] and draft.kind in ("other", "law"))
                    for d in here
                ):
                    here.append(draft)
        found += here
    seen: dict[tuple[str, str | None], ConstraintDraft] = {}
    for d in found:
        seen.setdefault((d.kind, d.binds) if d.kind != "other" else (str(d.span), d.binds), d)
    return list(seen.values())


def _draft(
    report: Report, sent: Sent, kind: ConstraintKind, m: re.Match[str]
) -> ConstraintDraft | None:
    a, b = sent.clause(m.start())
    bound = _bound(report, sent, kind, m, a, b)
    if not bound:
        return None
    if kind in ("warrant", "sanctions_regime"):
        lead = re.search(r"(?:[\w'.-]+ ){0,5}$", sent.text[a : m.start()])
        start = a + lead.start() if lead else m.start()
        if kind == "warrant" and b - m.end() < 160:
            end = b
        else:
            end = min(b, m.end() + 60)
            comma = sent.text.find(",", m.end(), end)
            end = comma if comma > 0 else end
        end = _word_end(sent.text, end, b)
    else:
        start, end = a, b
    while end > start and sent.text[end - 1] in " .,;":
        end -= 1
    while start < end and sent.text[start] in " ,;:":
        start += 1
    return ConstraintDraft(kind, bound[0], bound[1:], (sent.start + start, sent.start + end),
                           f"constraint-{kind}", 0.6)  # fmt: skip


def _word_end(text: str, end: int, limit: int) -> int:
    while end < limit and text[end].isalnum():
        end += 1
    return end


def _bound(
    report: Report, sent: Sent, kind: ConstraintKind, m: re.Match[str], a: int, b: int
) -> list[str]:
    """Who is bound: people for warrants, the target after "on" for sanctions, else the subject."""
    registry = report.registry
    near = sent.within(0, len(sent.text))
    people = [x.key for x in near if registry.entities[x.key].sort == "person"]
    if kind == "warrant":
        after = [x.key for x in sent.within(m.end(), b) if x.key in people]
        before = [x.key for x in sent.within(0, m.start()) if x.key in people]
        if re.match(r"warrants?|indict", m.group().split()[-1], re.I) and after:
            return list(dict.fromkeys(after))[:3]
        if before:
            return list(dict.fromkeys(before))[:3]
        parties = [x.key for x in near if registry.entities[x.key].kind in ("armed group", "group")]
        return parties[:1]
    parties = [
        key for x in near
        if (key := report.party(x.key)) and registry.entities[key].kind in ("state", "armed group")
    ]  # fmt: skip
    if kind == "sanctions_regime":
        after = [
            x.key for x in sent.within(m.end(), min(b, m.end() + 60))
            if registry.entities[x.key].sort == "party" and x.form != "place"
        ]  # fmt: skip
        if after:
            return after[:1]
        binding = [report.party(p) for p in people]
        found = [p for p in binding if p] or [p for p in parties if p in report.main]
        return found[:1] or parties[-1:]
    subject = report.subject(sent, m.start())
    first = [subject.key] if subject else []
    rest = [x.key for x in sent.within(a, b) if x.key in people] + parties
    every = [k for k in dict.fromkeys(first + rest)
             if registry.entities[k].kind not in ("court", "organisation")]  # fmt: skip
    if TWO.search(sent.text) or not every:
        every += [k for k in report.main if k not in every]
    return every[:3]


TWO = re.compile(r"\b(?:both|the two|all) (?:sides|parties)\b", re.I)
