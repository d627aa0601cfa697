"""What somebody is reported to say of the process, in words that neither ask nor refuse."""

import re

from parley.reading.assessment_words import GENERIC, TOPIC
from parley.reading.context import Report, Sent
from parley.reading.demand_words import OBLIGED
from parley.reading.drafts import AssessmentDraft
from parley.reading.polarity import polarity

_SAID = re.compile(
    r"\b(?:said|says|told [\w' ]{3,40}?(?= that| it| the)|insist(?:s|ed)(?= that)|claim(?:s|ed)|"
    r"believe[sd]?|thinks|thought|remark(?:s|ed)|warn(?:s|ed)|caution(?:s|ed)|complain(?:s|ed)|"
    r"conced(?:es|ed)|admit(?:s|ted)|argue[sd]?|wrote|declare[sd]|predict(?:s|ed)|observed|"
    r"suggest(?:s|ed)|noted|maintain(?:s|ed)|fears?|hopes?|expects?|considers?)(?: (?:that|only|"
    r"yesterday|today|on \w+day|at the time|in a statement))* (?=\w)"
)
_CALLED = re.compile(
    r"\b(?:call(?:s|ed) (?:it|this|that|him|her|them|the (?:[\w'-]+ ){1,3}(?:an?|the|better|worse|"
    r"no|"
    r"[a-z]+(?:al|ed|ic|ous|ful|able|ant|ent|ive|less)\b))|describe[sd]|liken(?:s|ed)|dismiss(?:es|"
    r"ed)|brand(?:s|ed)|denounce[sd]|laid the blame|blame[sd]|accuse[sd]|spoke of|speaks of|"
    r"(?:has |have )?praise[sd]|(?:has |have )?welcome[sd]|hail(?:s|ed)|(?:has|have|had) accused)"
)
_AFTER = re.compile(
    r",[\"']? (?:(?:said|says) (?=(?:the |an? )?(?:\w+ ){0,4}[A-Z])|"
    r"[^,;.\"]{2,60}? (?:said|says|remarked|added|warned)(?=[.,;]|$| on | in | after))"
)
_NAMELESS = re.compile(
    r"[,.]?[\"'],? (?:said )?(?:an?|one|another) (?:[\w'-]+ ){0,3}?(?:diplomat|official|shopkeeper|"
    r"resident|ambassador|observer|aide|analyst|delegate|negotiator|teacher|farmer|driver)\b"
)
_IF = re.compile(r"\b(?:if|should|whether|unless|until) (?:\w+ ){1,3}$", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:will|would) (?!be|not|hold|last|succeed|fail|need|take|bring|require|survive|never|only|"
    r"collapse|depend|have|still|remain|mean|come|prove|make)\w+",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"\b(?:would|will|is to|are to|was to|had|has|have|were|was) (?:\w+ )?(?:be held|meet|travel|"
    r"attend|host|send|sent|go|arrive|receive|been postponed|been moved|begin|begun|open|sign|"
    r"signed|resume|killed|wounded|arrested|fund|pay|provide|lift|impose|suspend|stop|withdraw|"
    r"return|sworn|no plans|flown|left|come)\b|\bper cent|\bpeople\b.{0,20}\b(?:died|killed)|"
    r"\b(?:killed|wounded|shelled|troops|soldiers|million|billion|dollars|observers|votes?)\b",
    re.IGNORECASE,
)
_NEWS = re.compile(r"\b(?:began|opened|met|signed|agreed|held|has been|will)\b")
_END = re.compile(
    r"[.;?!](?=\s|$|\")|, (?:and|but|while|though|which|who|a (?:date|view|remark))\b"
)


def find_told(report: Report, sent: Sent) -> list[AssessmentDraft]:
    """Judgements in reported speech, by who is named as the speaker."""
    found: list[AssessmentDraft] = []
    text = sent.text
    after = _AFTER.search(text)
    if after and not GENERIC.match(text) and not _NEWS.search(text[: after.start()]):
        inside = sent.within(after.start(), after.end() + 40)
        key = inside[0].key if inside else None
        draft = _judged(report, sent, key, (0, after.start())) if key else None
        return [draft] if draft else []
    nameless = _NAMELESS.search(text)
    if nameless:
        tone = polarity(text, 0, nameless.start())
        a = len(text[: nameless.start()]) - len(text[: nameless.start()].lstrip(" \"'"))
        if tone:
            at = (sent.start + a, sent.start + nameless.start())
            return [AssessmentDraft("source", tone, at, "assessment-told", 0.4)]
    for m in (*_SAID.finditer(text), *_CALLED.finditer(text)):
        a, _ = sent.clause(m.start())
        if GENERIC.match(text[a:]) or _IF.search(text[: m.start()][-40:]):
            continue
        subject = report.subject(sent, m.start())
        if subject is None or m.start() - (subject.end - sent.start) > 60:
            continue
        stop = _END.search(text, m.end())
        end = stop.start() if stop else len(text)
        called = m.re is _CALLED
        said = (m.start() if called else m.end(), end)
        draft = _judged(report, sent, subject.key, said, called)
        if draft:
            lead = re.compile(r"[\s,;:\"'–—-]*(?:(?:and|but|while|though) )?").match(text, a)
            draft.span = (sent.start + (lead.end() if lead else a), draft.span[1])
        if draft and not any(
            d.span[0] < draft.span[1] and draft.span[0] < d.span[1] for d in found
        ):
            found.append(draft)
    return found


def _judged(
    report: Report, sent: Sent, key: str, span: tuple[int, int], called: bool = False
) -> AssessmentDraft | None:
    """The judgement of one speaker; None when the words are of facts, plans or duties."""
    entity = report.registry.entities[key]
    a, b = span
    words = sent.text[a:b]
    if entity.kind == "court" or b - a < 12 or OBLIGED.search(words) or _FACT.search(words):
        return None
    person = entity.sort == "person"
    tone = polarity(sent.text, a, b)
    topic = TOPIC.search(sent.text, a, b)
    if tone is None and _PLAN.search(words):
        return None
    if tone is None and not (person and (topic or called or len(words.split()) < 14)):
        return None
    if not person and not topic:
        return None
    while b > a and sent.text[b - 1] in " ,.\"'":
        b -= 1
    while a < b and sent.text[a] in " ,\"'":
        a += 1
    return AssessmentDraft(
        key, tone or "neutral", (sent.start + a, sent.start + b), "assessment-told", 0.45
    )
