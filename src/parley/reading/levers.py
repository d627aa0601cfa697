"""Levers: what a holder gives or withholds, threatens or offers, to move a target."""

import re

from parley.dossier.words import LeverState
from parley.reading.classes import instrument
from parley.reading.context import Report, Sent
from parley.reading.drafts import LeverDraft

_CUE = re.compile(
    r"\b(?:(?P<offered>pledged|pledges|offer(?:s|ed|ing)?(?: to)?|promis(?:es|ed)|hold(?:s|"
    r"ing)? out|held out|"
    r"dangl(?:es|ed)|would (?:lift|ease|recogni[sz]e|resume|fund|provide|pay|unfreeze|release)|"
    r"ready to (?:lift|ease|recogni[sz]e|fund|provide|send|pay|release)|"
    r"(?:relief|aid|easing|money|funds|recognition) .{0,40}(?:will|would) (?:only )?(?:come|"
    r"follow|flow)(?: only)?|"
    r"future economic (?:relationship|relations|ties|cooperation)|after a transitional|in "
    r"exchange for|in return for)"
    r"|(?P<threatened>threaten(?:s|ed|ing)?|warn(?:s|ed|ing)? (?:that|of)|will (?:leave|cut|"
    r"impose|suspend|stop|withdraw|expel|quit|halt)|"
    r"may be (?:put on hold|cut|withdrawn|suspended|delayed|halted|imposed|tightened)|"
    r"could be (?:put on hold|cut|withdrawn|suspended|delayed|halted|imposed|tightened|restored)|"
    r"might (?:cut|withdraw|suspend|impose|halt)|could (?:cut|withdraw|suspend|impose|halt|freeze)|"
    r"allows? (?:it|them|him|her|the \w+) to (?:freeze|impose|block|seize)|risks? losing)"
    r"|(?P<on_hold>suspend(?:s|ed)?|fr(?:oze|ozen|eezes)|withheld|withholds?|halted|put on "
    r"hold|on hold|blocked|"
    r"held back|holding back|paused|delayed)"
    r"|(?P<active>impose[sd]?|supplie[sd]|supplies|suppl(?:y|ying)|arm(?:s|ed) (?=the|its)|"
    r"delivers?|delivered|deliver(?:y|ies) of|ship(?:s|ped)|"
    r"(?:has |have )?kept .{2,40}? out of|cut off|bankroll(?:s|ed)|fund(?:s|ed)\b|financ(?:es|ed)|"
    r"sale of|sold|sells|provides?|provided|approved|lifted|eased|tightened|"
    r"linked any|link(?:s|ed) (?:any|sanctions|aid)|backs? .{2,40}? with|deployed|sent|"
    r"military assistance|economic assistance|provision of))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b((?:only )?(?:if(?:, and only if,)?|unless|provided(?: that)?|should|once|pending|"
    r"until|on condition that|"
    r"as long as|in return for|in exchange for|when|only after|conditional on|depending on|to "
    r"strengthen)\b[^.;]{3,120})",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\b(?:to|on|for|against|from|with)(?: the)? $")


def find_levers(report: Report) -> list[LeverDraft]:
    """Levers with holder, target, instrument, state and stated condition."""
    found: list[LeverDraft] = []
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        for m in _CUE.finditer(sent.text):
            draft = _draft(report, sent, m)
            if draft and not any(
                d.span[0] < draft.span[1] and draft.span[0] < d.span[1]
                and d.instrument == draft.instrument for d in found
            ):  # fmt: skip
                found.append(draft)
    return found


def _draft(report: Report, sent: Sent, m: re.Match[str]) -> LeverDraft | None:
    text = sent.text
    a, b = sent.clause(m.start())
    for cut in re.finditer(r", (?:and|but) |\band (?=hold|offer|threat|pledge|warn)", text[a:b]):
        at = a + cut.start()
        if at >= m.end():
            b = at
            break
        if cut.end() + a <= m.start():
            a = a + cut.end()
    group = next(k for k, v in m.groupdict().items() if v)
    after = text[m.start() : b]
    kind = instrument(after) or (instrument(text[a : m.start()]) if group != "offered" else None)
    if kind is None:
        if group != "threatened" or not re.search(r"\b(?:leave|quit|expel|break|close)\b", after):
            return None
        kind = "other"
    holder = report.subject(sent, m.start())
    key = report.party(holder.key) if holder else None
    if key is None:
        return None
    target = _target(report, sent, m.end(), b, key) or _target(report, sent, a, b, key)
    if target is None:
        others = [k for k in report.main if k != key]
        if not others or len(others) > 1:
            return None
        target = others[0]
    condition = _CONDITION.search(text, m.start(), min(len(text), b + 140))
    state: LeverState = group  # type: ignore[assignment]
    if state == "active" and re.search(
        r"\b(?:could|may|might|would|will)\b", text[max(a, m.start() - 30) : m.end()]
    ):
        state = "offered" if "would" in text[a : m.end()] else "threatened"
    span = (sent.start + a, sent.start + b)
    while report.text[span[1] - 1] in " .,;":
        span = (span[0], span[1] - 1)
    stated = condition.group(1).strip(" ,") if condition else None
    return LeverDraft(key, target, kind, state, stated,
                      span, f"lever-{group}", 0.55)  # fmt: skip


def _target(report: Report, sent: Sent, a: int, b: int, holder: str) -> str | None:
    """The party at which a lever is aimed: after "to", "on", "for" first, else the next named."""
    near = [m for m in sent.within(a, b) if m.form not in ("its", "pronoun")]
    ranked = sorted(near, key=lambda m: not _TARGET.search(sent.text[: m.start - sent.start][-12:]))
    for m in ranked:
        key = report.party(m.key)
        entity = report.registry.entities.get(key) if key else None
        if key and key != holder and entity and entity.kind in ("state", "armed group", "group"):
            return key
    return None
