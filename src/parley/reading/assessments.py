"""Assessments: who says how it went or what is likely, and the source's own outlook."""

import itertools
import re

from parley.dossier.words import Polarity
from parley.reading.context import Report, Sent
from parley.reading.drafts import AssessmentDraft

_POSITIVE = re.compile(
    r"\b(?:progress|productive|constructive|welcom(?:es?|ed|ing)|hail(?:s|ed)|historic|"
    r"breakthrough|optimis\w+|"
    r"encourag\w+|promising|hopeful|hopes?|success\w*|milestone|prais\w+|satisf\w+|positive|"
    r"new dawn|dawn|"
    r"victory|confident|confidence|everything (?:it|they|he) (?:had )?asked|good (?:sign|"
    r"start|news|faith)|closer|"
    r"opportunity|turning point|triumph|best chance|relief|serious|useful|fruitful|frank|warm|"
    r"important step|"
    r"step forward|pleased|honou?rable|better than even|within reach|durable|celebrat\w+|"
    r"cheered|great)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:sceptic\w*|skeptic\w*|pessimis\w+|doubt(?:s|ed|ful)?|unlikely|fail(?:s|ed|ure)?|"
    r"collapse[ds]?|uneasy|"
    r"protest|worr(?:y|ies|ied)|fear(?:s|ed)?|warn(?:s|ed|ing)?|risk|fragile|deadlock\w*|"
    r"stalemate|betray\w*|"
    r"condemn\w*|denounc\w*|disappoint\w*|surrender|sell-?out|bleak|grim|hollow|thin|missed|"
    r"temporary|"
    r"escalation|dead letter|setback|bitter|gloom\w*|humiliat\w*|distrust|mistrust|resign(?:s|"
    r"ed)?|capitulat\w*|"
    r"worthless|shaky|unravel\w*|break down|relapse|dangerous|angry|anger|critic\w+|regret\w*|"
    r"unacceptable|"
    r"disaster|catastroph\w*|mistake|pointless|farce|stall(?:s|ed)?|no progress|little hope|"
    r"dim|slim|remote|"
    r"fourth winter|more war|treason|in vain|insufficient|not enough|far apart|poor|rejects?|"
    r"rejected)\b",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"\b(?:cautious\w*|caution(?:s|ed)?|unclear|uncertain|remains to be seen|only the "
    r"(?:start|beginning)|mixed|"
    r"guarded\w*|wary|open question|too early|too soon|even odds|better than even|hang(?:s)? "
    r"in the balance|"
    r"far from (?:certain|over)|depends? on|only (?:be reached )?(?:if|through)|not yet|"
    r"difficult|first step|"
    r"long way|tentative|reservations|but (?:said|added|cautioned|warned|not))\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:called|calls|describ(?:es|ed)|said|says|told|reported|reports|welcom(?:es|ed)|"
    r"hail(?:s|ed)|prais(?:es|ed)|"
    r"warn(?:s|ed)|caution(?:s|ed)|remain(?:s|ed)?|was|were|are|is|condemn(?:s|ed)|"
    r"denounc(?:es|ed)|dismiss(?:es|ed)|"
    r"express(?:es|ed)|spoke of|speaks of|voiced|stated|stating|predict(?:s|ed)|doubt(?:s|"
    r"ed)?|hopes?|hoped|fears?|feared|"
    r"believes?|believed|expects?|resign(?:s|ed)|complain(?:s|ed)|goes home|judge[sd]?|rates?|"
    r"rated|sees?|saw|"
    r"celebrated|insist(?:s|ed) that|declar(?:es|ed)|admit(?:s|ted)|concede[sd]?|argue[sd]?|"
    r"thinks?|put the|wrote|promised that)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(?:our (?:view|reading|judg(?:e)?ment|assessment|estimate)|we (?:put|expect|think|"
    r"judge|believe|doubt|rate|see|reckon)|"
    r"in our|odds|will probably|probably|is (?:likely|unlikely|doubtful)|are (?:likely|"
    r"unlikely)|(?:seems?|looks?|appears?) "
    r"(?:\w+ )?(?:likely|unlikely|thin|fragile|bleak|doubtful|certain|set|remote|good|"
    r"promising|shaky|strong|weak|poor|dim|distant|"
    r"safe|far|bright|slim)|remains? (?:\w+ )?(?:unclear|uncertain|open|fragile|significant|"
    r"high|real|elusive|in doubt|to be seen|"
    r"distant|deadlocked|far apart|low|slim)|prospects?|the risk of|chances? (?:of|are|is|"
    r"that)|may (?:well )?(?:fail|collapse|hold|unravel)|"
    r"could (?:still |easily |yet )?(?:fail|collapse|unravel|hold|relapse)|hangs? in the "
    r"balance|is (?:significant|fragile|viewed as)|"
    r"can only be|lasting peace|is seen as|are seen as|too early|few (?:expect|believe|"
    r"observers)|would probably|"
    r"no one expects|unclear whether|hard to see|is far from|bodes|it is doubtful|at best)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:talks|deal|agreement|accords?|treaty|truce|cease-?fire|peace|meeting|call|"
    r"negotiat\w+|process|summit|settlement|"
    r"plan|text|signature|signing|document|outcome|war|progress|conference|round|visit|pact|"
    r"terms|side|framework|date|"
    r"escalation|conflict|armistice|result|protocol|formula|monitoring|compromise|handshake|"
    r"proposal|offer|mission|"
    r"implementation|withdrawal|reconciliation|step)\b",
    re.IGNORECASE,
)


def find_assessments(report: Report) -> list[AssessmentDraft]:
    """Attributed judgements with polarity, then the source's own."""
    found: list[AssessmentDraft] = []
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        for a, b in itertools.pairwise(sent.cuts):
            draft = _clause(report, sent, a, b)
            if draft:
                found.append(draft)
    return found


def _clause(report: Report, sent: Sent, a: int, b: int) -> AssessmentDraft | None:
    text = sent.text[a:b]
    tone = polarity(text)
    if tone is None:
        return None
    source = _SOURCE.search(text)
    says = _SAYS.search(text)
    by: str | None = None
    if says and not (source and source.start() < says.start()):
        subject = report.subject(sent, a + says.start())
        if subject and subject.form != "its":
            lead = sent.text[a : subject.start - sent.start]
            if len(lead) < 90:
                by = subject.key
                if subject.form == "office" or subject.form == "person":
                    by = subject.key
    place = re.match(r"\s*In ", text)
    if by is None and place:
        first = next(iter(sent.within(a, b)), None)
        if first and re.search(r"\b(?:welcomed|seen|hailed|viewed)\b", text):
            by = first.key
    rule = "assessment-said"
    if by is None:
        if not source:
            return None
        by, rule = "source", "assessment-source"
    elif (
        not _TOPIC.search(text)
        and tone != "mixed"
        and not re.search(r"\b(?:resign|sceptic|uneasy|optimis|pessimis|cautious)", text, re.I)
    ):
        return None
    if by != "source":
        verb = says.group().lower() if says else ""
        if verb in ("is", "are", "was", "were", "remain", "remains", "remained") and not re.search(
            rf"\b{verb} (?:\w+ ){{0,2}}(?:sceptic|skeptic|optimis|pessimis|cautious|uneasy|hopeful|"
            r"confident|wary|worried|pleased|satisfied|doubtful|angry|guarded|divided|bitter|"
            r"welcomed)",
            text, re.I,
        ):  # fmt: skip
            if not source:
                return None
            by, rule = "source", "assessment-source"
    start, end = a, b
    while end > start and sent.text[end - 1] in " .,;":
        end -= 1
    while start < end and sent.text[start] in " ,;:–—-":
        start += 1
    return AssessmentDraft(by, tone, (sent.start + start, sent.start + end), rule, 0.6)


def polarity(text: str) -> Polarity | None:
    """Direction of the words towards peace; None when no word judges.

    Examples
    --------
    >>> polarity("described the call as productive"), polarity("the risk of renewed escalation")
    ('positive', 'negative')
    """
    good = len(_POSITIVE.findall(text))
    bad = len(_NEGATIVE.findall(text))
    if _MIXED.search(text) or (good and bad):
        return "mixed"
    if good:
        return "positive"
    return "negative" if bad else None
