"""Assessments: who says how it went or what is likely, and the source's own outlook."""

import itertools
import re

from parley.reading.assessment_words import (
    GENERIC,
    JUDGES,
    SAYS,
    SOURCE,
    SPLIT,
    STANCE,
    TOPIC,
)  # fmt: skip
from parley.reading.context import Report, Sent
from parley.reading.drafts import Asked, AssessmentDraft, DemandDraft
from parley.reading.polarity import polarity
from parley.reading.told import find_told


def find_assessments(report: Report, demands: list[DemandDraft]) -> list[AssessmentDraft]:
    """Attributed judgements with polarity, and the source's own outlook.

    What a person says of the process without a word for or against it is a neutral one, unless it
    is a demand.
    """
    found: list[AssessmentDraft] = []
    asked = Asked(demands)
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        cuts = sorted({*sent.cuts, *(m.start() for m in SPLIT.finditer(sent.text))})
        told = find_told(report, sent)
        for a, b in itertools.pairwise(cuts):
            draft = _clause(report, sent, a, b)
            if draft and not any(_cross(draft, t) for t in told):
                found.append(draft)
        found += [t for t in told if not asked.at(t.span[0]) and not _known(t, found[-4:])]
    return found


_OUTLOOK = re.compile(
    r"\s*(?:\d+[.)]? )?(?:our )?(?:assessment|outlook|prospects?|conclusions?|view|verdict|"
    r"what next|"
    r"in sum|judge?ment)\b",
    re.IGNORECASE,
)


def _in_outlook(report: Report, sent: Sent) -> bool:
    """Whether the paragraph, or the heading right before it, says that it is the outlook."""
    at = sent.number
    while at > 0 and report.sents[at - 1].sentence.paragraph == sent.sentence.paragraph:
        at -= 1
    first = report.sents[at]
    before = report.sents[at - 1] if at else None
    headed = before is not None and before.sentence.kind == "heading"
    return bool(_OUTLOOK.match(first.text) or (headed and before and _OUTLOOK.match(before.text)))


def _cross(a: AssessmentDraft, b: AssessmentDraft) -> bool:
    return b.rule == "assessment-told" and a.span[0] < b.span[1] and b.span[0] < a.span[1]


def _known(new: AssessmentDraft, found: list[AssessmentDraft]) -> bool:
    return any(
        d.by == new.by and d.span[0] < new.span[1] and new.span[0] < d.span[1] for d in found
    )


def _clause(report: Report, sent: Sent, a: int, b: int) -> AssessmentDraft | None:
    """The judgement of one clause, if it makes one."""
    text = sent.text[a:b]
    source = SOURCE.search(sent.text, a, b)
    stance, judges, says = (p.search(sent.text, a, b) for p in (STANCE, JUDGES, SAYS))
    outlook = _in_outlook(report, sent)
    judged = source or stance or judges or says or outlook
    tone = polarity(sent.text, a, b) if judged else None
    if tone is None and not stance:
        return None
    spoken = min((m for m in (stance, judges, says) if m), key=lambda m: m.start(), default=None)
    by = None
    if spoken and not (source and source.start() < spoken.start()):
        by = _speaker(report, sent, a, spoken.start())
    welcome = re.match(r"\s*In ", text) and re.search(r"\b(?:welcom|hail|seen|view)ed\b", text)
    if by is None and welcome:
        by = next((m.key for m in sent.within(a, b)), None)
    if by is not None:
        bare = says and not stance and not judges
        if bare and not (TOPIC.search(sent.text, a, b) or re.search(_CONFIDENT, text)):
            by = None
        if spoken is says and re.search(r"\b(?:will|would) (?:leave|cut|stop|impose|quit)\b", text):
            return None
    rule = "assessment-said"
    if by is None:
        nameless = stance and report.subject(sent, stance.start()) is None
        closing = outlook and tone
        if not (source or nameless or closing or (stance and GENERIC.match(text))):
            return None
        if not source and not nameless and not closing and not TOPIC.search(sent.text):
            return None
        by, rule = "source", "assessment-source"
    start, end = a, b
    cause = _CAUSE.search(sent.text, max(a, _cue_end(source, spoken)), b)
    end = cause.start() if cause else end
    while end > start and sent.text[end - 1] in " .,;":
        end -= 1
    while start < end and sent.text[start] in " ,;:–—-.":
        start += 1
    joint = _AND.match(sent.text, start)
    start = joint.end() if joint and joint.end() < end else start
    if tone == "mixed" and _HAND.search(sent.text, start, end):
        tone = "neutral"
    if end - start < 12:
        return None
    sure = 0.7 if stance or judges else 0.55
    return AssessmentDraft(by, tone or "mixed", (sent.start + start, sent.start + end), rule, sure)


_AND = re.compile(r"(?:and|but|while|though|although|yet) ")
_HAND = re.compile(r"\b(?:stronger|better|weaker|freer) (?:\w+ )?(?:hand|position)\b")
_CAUSE = re.compile(r", (?:since|because|as long as|given that) ")


def _cue_end(*cues: re.Match[str] | None) -> int:
    """Where the last of the cues ends."""
    return max((m.end() for m in cues if m), default=0)


_CONFIDENT = (
    r"\b(?:confident|optimis|pessimis|hopeful|sceptic|skeptic|in sight|so close|never (?:been|"
    r"seen)|"
    r"everything|trust|rash|betray|cannot (?:sell|last)|could not sell|betray|not yet there|"
    r"per cent)"
)


def _speaker(report: Report, sent: Sent, a: int, at: int) -> str | None:
    """Who judges: the subject of the verb; None when the clause has a nameless subject."""
    if GENERIC.match(sent.text[a:]):
        return None
    subject = report.subject(sent, at)
    if subject is None or at - (subject.end - sent.start) > 120:
        return None
    entity = report.registry.entities[subject.key]
    return None if entity.kind == "court" else subject.key
