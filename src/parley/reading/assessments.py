"""Assessments: who says how it went or what is likely, and the source's own outlook."""

import itertools
import re

from parley.dossier.words import Polarity
from parley.reading.context import Report, Sent
from parley.reading.cues import cue
from parley.reading.drafts import AssessmentDraft

_POSITIVE = cue(
    """progress|(?:moved|moving|moves?) forward|productive|
                constructive|welcom\\w+|hail(?:s|ed)|historic(?! mistake)|
                breakthrough|optimis\\w+|encourag\\w+|promising|hopeful|hopes?|success\\w*|
                milestone|prais\\w+|satisf\\w+|positive|new dawn|dawn|victory|confident|
                confidence|everything (?:it|they|he) (?:had )?asked|good|closer|so close|
                opportunity|turning point|triumph|best chance|chance that must|relie\\w+|
                useful|fruitful|frank|warm\\w*|step forward|important step|pleased|
                honou?rable|better than (?:even|expected|its predecessors)|proud|trusts?|
                glimmer of hope|within reach|in sight|durable|celebrat\\w+|cheer\\w+|great|
                upbeat|content|congratulat\\w+|delighted|applaud\\w*|buoyant|sanguine|saved|
                likely to hold|will hold|settled|ready for peace|the worst is over|real
                chance|never been closer|serious|momentum|courage\\w*|bold|reconcil\\w+|
                improv\\w+|thaw|trust(?:s|ed)?|can be (?:done|reached|had)|exhausted and
                neither can win"""
)
_NEGATIVE = cue(
    """sceptic\\w*|skeptic\\w*|pessimis\\w+|doubt(?:s|ed|ful)?|unlikely|fail(?:s|ed|
                ure)?|collaps\\w+|uneasy|outraged|irritated|nervous|unhappy|rash to|
                protest\\w*|worr(?:y|ies|ied)|fear(?:s|ed)?|warn(?:s|ed|ing)?|risk\\w*|
                fragile|deadlock\\w*|stalemate|betray\\w*|condemn\\w*|denounc\\w*|
                disappoint\\w*|surrender|sell-?out|bleak|grim|hollow|thin|missed|temporary|
                escalat\\w+|flare up|dead letter|setback|bitter\\w*|gloom\\w*|humiliat\\w*|distrust|
                mistrust|resign(?:s|ed)?|capitulat\\w*|worthless|shaky|unravel\\w*|break(?:s)?
                down|broke down|broken down|relapse|dangerous|danger|angry|anger|critic\\w+|
                regret\\w*|unacceptable|disaster|catastroph\\w*|mistake|pointless|farce|
                stall(?:s|ed)?|no progress|little hope|dim|slim|remote|winter of war|more war|
                treason|in vain|insufficient|not enough|far apart|poor|downbeat|impatient|
                alarm\\w*|dismay\\w*|unhappy|not yet there|no nearer|poisoned|do harm|harm|
                wreck|spoil\\w*|never agreed|could not sell|expects? nothing|expect(?:s|ed)?
                (?:little|much of it)|traded away|wildly|unworkable|will not last|cannot last|
                doomed|hopeless|wrong|dead|lost|unconvinced|unimpressed|less so|weak|threat|
                violat\\w+|blame[sd]?|accus\\w+|nothing (?:will|would|has) chang\\w+|contempt|
                recriminat\\w+|slip"""
)
_MIXED = cue(
    """cautious\\w*|caution(?:s|ed)?|unclear|uncertain|remains to be seen|only the
            (?:start|beginning)|mixed|guarded\\w*|wary|open question|too early|too soon|even
            odds|better than even|no more than even|hang(?:s)? in the balance|far from
            (?:certain|over)|depends? on|only (?:be reached )?(?:if|through|when|once|after)|
            not yet|
            difficult|first step|stronger hand|stronger position|
            (?:nobody|no one) can (?:yet )?(?:say|tell|know|predict)|(?:require|need)s?
            (?:\\w+ )?(?:concessions|compromises?)|
            long way|tentative|reservations|but (?:said|added|cautioned|
            warned|not)|lukewarm|divided|will decide|will tell|time will|slip by|hard road|
            half"""
)
_STANCE = cue(
    """(?:is|are|was|were|remain(?:s|ed)?|sound(?:s|ed)|seem(?:s|ed)|appear(?:s|ed)|
            look(?:s|ed)|feels?|felt|grew|became|stay(?:s|ed)|profess(?:es|ed)|declared
            (?:him|her|it)self|pronounced (?:him|her|it)self) (?:\\w+ ){0,3}(?:sceptical|
            skeptical|optimistic|pessimistic|cautious|uneasy|hopeful|confident|wary|worried|
            pleased|satisfied|dissatisfied|doubtful|angry|guarded|divided|bitter|content|
            upbeat|gloomy|downbeat|impatient|alarmed|dismayed|unhappy|disappointed|encouraged|
            delighted|relieved|lukewarm|sanguine|buoyant|unconvinced|unimpressed|proud|
            outraged|irritated|horrified|jubilant|relaxed|furious|enthusiastic|restive|
            nervous|less so|more so|less (?:sure|certain|hopeful)|not (?:so|yet) (?:sure|
            convinced)|critical|reassured|resigned|to expect|indifferent|prudent|reserved|at
            ease|of good cheer)"""
)
_JUDGES = cue(
    """(?:favou?rs|supports?|backs|endorses?|endorsed|approves?(?: of)?|cautiously
            approves) (?=the (?:deal|accord|agreement|plan|truce|talks|treaty|text|process))|
            trusts|worr(?:y|ies)|welcom(?:es|ed)|hail(?:s|ed)|prais(?:es|ed)|condemn(?:s|ed)|
            denounc(?:es|ed)|dismiss(?:es|ed)|applaud(?:s|ed)|congratulat(?:es|ed)|
            criticis(?:es|ed)|criticiz(?:es|ed)|lament(?:s|ed)|mock(?:s|ed)|regret(?:s|ted)|
            celebrat(?:es|ed)|deplor(?:es|ed)|sent congratulations|express(?:es|ed) (?:hope|
            optimism|doubts?|concern|satisfaction|confidence|disappointment|regret|fears?|
            scepticism|relief)|voic(?:es|ed)|resign(?:s|ed) in|goes? home|went home|walk(?:s|
            ed) away|doubt(?:s|ed)?|fear(?:s|ed)?|shares that view|put(?:s)? the (?:chances|
            odds)|gives? the|gave the|rat(?:es|ed)|has called the|call(?:s|ed) (?:it|the|this|
            that)|label(?:s|led)|brand(?:s|ed)|describ(?:es|ed)|spoke of (?:a |an )?|speaks?
            of|report(?:s|ed) (?:progress|no progress|that)|sees? (?:the|a|no)|hope(?:s|d)?|
            saw the|pronounced"""
)
_SAYS = cue(
    """said|says|told|stated|stating|predict(?:s|ed)|believes?|believed|expects?|thinks?|
            thought|declar(?:es|ed)|admit(?:s|ted)|concede[sd]?|argue[sd]?|wrote|insist(?:s|
            ed) that|warn(?:s|ed)|caution(?:s|ed)|judge[sd]?|suggest(?:s|ed)|acknowledg(?:es|
            ed)|remark(?:s|ed)|notes?|noted|complain(?:s|ed)|claim(?:s|ed)|assur(?:es|ed)|
            assert(?:s|ed)|replied|maintain(?:s|ed)|reckon(?:s|ed)?|estimat(?:es|ed)|promised
            that|considers?|considered|held that"""
)
_SOURCE = cue(
    """our (?:view|reading|judg(?:e)?ment|assessment|estimate|guess|sense|bet)|we (?:are|
            remain|stay|put|expect|think|judge|believe|doubt|rate|see|reckon|give|consider|
            assess|would)|i (?:should be|would be|doubt|expect|think|believe)|in our|odds|will
            probably|probably|(?:is|are|looks?|seems?|appears?) (?:more |most |very |
            increasingly)?(?:likely|unlikely|doubtful|possible|impossible)|
            a signature likely|(?:seems?|looks?|
            appears?) (?:\\w+ )?(?:thin|fragile|bleak|certain|set|remote|good|promising|shaky|
            strong|weak|poor|dim|distant|safe|far|bright|slim|hollow)|remain(?:s|ed)?
            (?:\\w+)?(?:unclear|uncertain|open|fragile|significant|high|real|elusive|in doubt|
            to be seen|distant|deadlocked|far apart|low|slim|unresolved|thorny|tense|
            unsettled)|prospects?|the (?:risk|danger)|chances? (?:of|are|is|that|for)|may
            (?:yet |well |still )?(?:fail|collapse|hold|unravel|do harm|succeed|break)|could
            (?:still |easily |yet )?(?:fail|collapse|unravel|hold|relapse|break|derail|
            succeed)|hangs? (?:in the balance|over)|(?:is|are) (?:significant|fragile|viewed
            as|poisoned|exhausted)|can only be|lasting peace|(?:is|are) (?:widely )?seen as|
            too early|few (?:expect|believe|observers|think)|would probably|no one expects|
            nobody expects|unclear whether|it is unclear|hard to see|(?:is|are) far from|
            (?:nobody|no one) can (?:yet )?(?:say|tell|know|predict)|(?:could|may|might)
            (?:well |yet |still |easily )?(?:escalat\\w+|flare|spread|worsen|resume)|would
            (?:give|lend|hand) .{2,40}? (?:stronger|better|weaker) (?:hand|position)|
            bodes|it is doubtful|at best|general belief|is believed|it is thought|
            (?:observers?|analysts?|diplomats?|experts?|critics?|correspondents|most|many)(?:
            \\w+){0,4} (?:think|expect|believe|see|say|doubt|fear|predict|warn|agree|reckon|
            describe)|(?:truces?|cease-?fires?|deals?|accords?|agreements?)
            .{0,30}(?:collapsed|broke down|failed|unravelled|lapsed|fell apart)|no nearer|
            neither can win|will (?:be|prove) (?:hard|difficult)|time is (?:short|running)|it
            remains|remains to be|stands or falls|much depends|the real test|the (?:hard|
            hardest|difficult) part|will decide|nothing suggests|history (?:suggests|offers)|
            leaders speak of|agencies remain"""
)
_TOPIC = cue(
    """talks|deal|agreement|accords?|treaty|truce|cease-?fire|peace|meeting|call|
            negotiat\\w+|process|summit|settlement|plan|text|signature|signing|document|
            outcome|war|progress|conference|round|visit|pact|terms|side|framework|date|
            escalation|conflict|armistice|result|protocol|formula|monitoring|compromise|
            handshake|proposal|offer|mission|implementation|withdrawal|reconciliation|step|
            solution|timetable|attacks|violence|end|drop|lull|calm|draft|sell it"""
)
_BACKS = re.compile(r"\b(?:favou?rs|supports?|backs|endorse[sd]?|approves?)\b", re.IGNORECASE)
_SPLIT = re.compile(
    r", (?:and|but|while|though|although|yet) (?=said |added |the |it |its |there |we |"
    r"failure|that |this |"
    r"[A-Z]|he |she |they |as |relations)|\. |; | – | — "
)
_GENERIC = re.compile(
    r"^\W*(?:(?:many|most|some|several|a few|few|western|foreign|senior|aid|church|"
    r"independent|local|one|"
    r"both|neither|each) ){0,2}(?:observers?|analysts?|diplomats?|experts?|critics?|"
    r"correspondents|agencies|"
    r"commentators|sources|residents|sides?|people|nobody|few|leaders|newspapers|bankers|it)\b",
    re.IGNORECASE,
)


def find_assessments(report: Report) -> list[AssessmentDraft]:
    """Attributed judgements with polarity, and the source's own outlook."""
    found: list[AssessmentDraft] = []
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        cuts = sorted({*sent.cuts, *(m.start() for m in _SPLIT.finditer(sent.text))})
        for a, b in itertools.pairwise(cuts):
            draft = _clause(report, sent, a, b)
            if draft:
                found.append(draft)
    return found


def _clause(report: Report, sent: Sent, a: int, b: int) -> AssessmentDraft | None:
    """The judgement of one clause, if it makes one."""
    text = sent.text[a:b]
    source = _SOURCE.search(sent.text, a, b)
    stance, judges, says = (p.search(sent.text, a, b) for p in (_STANCE, _JUDGES, _SAYS))
    tone = polarity(sent.text, a, b) if source or stance or judges or says else None
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
        if bare and not (_TOPIC.search(sent.text, a, b) or re.search(_CONFIDENT, text)):
            by = None
        if spoken is says and re.search(r"\b(?:will|would) (?:leave|cut|stop|impose|quit)\b", text):
            return None
    rule = "assessment-said"
    if by is None:
        if not (source or (stance and _GENERIC.match(text))):
            return None
        if not source and not _TOPIC.search(sent.text):
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
    if _GENERIC.match(sent.text[a:]):
        return None
    subject = report.subject(sent, at)
    if subject is None or at - (subject.end - sent.start) > 120:
        return None
    entity = report.registry.entities[subject.key]
    return None if entity.kind == "court" else subject.key


def polarity(text: str, a: int = 0, b: int | None = None) -> Polarity | None:
    """Direction of the words from a to b towards peace; None when no word judges.

    Examples
    --------
    >>> polarity("described the call as productive"), polarity("the risk of renewed escalation")
    ('positive', 'negative')
    """
    b = len(text) if b is None else b
    good = _POSITIVE.count(text, a, b) + bool(_BACKS.search(text, a, b))
    bad = _NEGATIVE.count(text, a, b)
    if re.search(r"\b(?:not|no|never|less|hardly|neither)\b", text[a:b]) and good and not bad:
        good, bad = 0, good
    if _MIXED.search(text, a, b) or (good and bad and good == bad):
        return "mixed"
    if good > bad:
        return "positive"
    return "negative" if bad else None
