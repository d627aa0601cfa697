"""Words of judging: for and against peace, who judges, and the source's own outlook."""

import re

from parley.reading.cues import cue

POSITIVE = cue(
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
                improv\\w+|thaw|trust(?:s|ed)?|can be (?:done|reached|had)|
                exhausted and neither can win|look to the future|best|great day|door opened|
                blessing|to accept|
                laid to rest|all but name|
                nearer (?:to each other|than)|ready to talk|ready to make peace|irreversible|
                bright\\w*|faith in|new (?:chapter|start|beginning|era)|signature likely|
                good will|willingness|healing|dignity|relief at|overjoyed|
                peace (?:has|had) been given"""
)
NEGATIVE = cue(
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
                recriminat\\w+|slip|irrelevant|lack of|lacks?|blam(?:e|ing|es)|
                running out|losing|surprised|last till|nerve|hidden|complain\\w*|concerns?|grave|
                sulk\\w*|too much|rather than|
                threw|without hope|poison\\w*|last chance|illusions?|dead end|impasse|
                insult\\w*|little chance|produced? nothing|nothing to show|sham|trap|too late|
                spoils|diktat|ultimatum|breaking every|broke every|bad faith|stillborn|
                in ruins|a dream|mockery|not worth|never recognised|dragg?(?:ed|ing)? (?:its|their)
                feet|impossible|unravelling|backsliding|widening|growing (?:violence|doubt)|
                no (?:hope|trust|end in sight|closer|sign)|less (?:hopeful|than)|not bet|
                will not hold|unsustainable|a war of words|disagree"""
)
MIXED = cue(
    """cautious\\w*|caution(?:s|ed)?|unclear|uncertain|remains to be seen|only the
            (?:start|beginning)|mixed|guarded\\w*|wary|open question|too early|too soon|even
            odds|better than even|no more than even|hang(?:s)? in the balance|far from
            (?:certain|over)|depends? on|only (?:be reached )?(?:if|through|when|once|after)|
            not yet|about even|fifty-fifty|even chance|either way|
            difficult|first step|stronger hand|stronger position|
            (?:nobody|no one) can (?:yet )?(?:say|tell|know|predict)|(?:require|need)s?
            (?:\\w+ )?(?:concessions|compromises?)|
            long way|tentative|reservations|but (?:said|added|cautioned|
            warned|not)|lukewarm|divided|will decide|will tell|time will|slip by|hard road|
            half"""
)
STANCE = cue(
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
JUDGES = cue(
    """(?:favou?rs|supports?|backs|endorses?|endorsed|approves?(?: of)?|cautiously
            approves) (?=the (?:deal|accord|agreement|plan|truce|talks|treaty|text|process))|
            trusts|worr(?:y|ies)|welcom(?:es|ed)|hail(?:s|ed)|prais(?:es|ed)|condemn(?:s|ed)|
            denounc(?:es|ed)|dismiss(?:es|ed)|applaud(?:s|ed)|congratulat(?:es|ed)|
            criticis(?:es|ed)|criticiz(?:es|ed)|lament(?:s|ed)|mock(?:s|ed)|regret(?:s|ted)|
            celebrat(?:es|ed)|deplor(?:es|ed)|sent congratulations|express(?:es|ed) (?:hope|
            optimism|doubts?|concern|satisfaction|confidence|disappointment|regret|fears?|
            scepticism|relief)|voic(?:es|ed)|resign(?:s|ed) in|goes? home|went home|walk(?:s|
            ed) away|doubt(?:s|ed)?|fear(?:s|ed)?|shares that view|put(?:s)? the (?:chances|
            odds)|gives? the|gave (?:its|his|her|their) blessing|threw [^,;.]{3,30} out|
            call(?:s|ed) on [^,;.]{3,40} to (?:accept|support|back)|resigned|think much of|
            gave the|rat(?:es|ed)|has called the|call(?:s|ed) (?:it|the|this|
            that)|label(?:s|led)|brand(?:s|ed)|describ(?:es|ed)|spoke of (?:a |an )?|speaks?
            of|report(?:s|ed) (?:progress|no progress|that)|sees? (?:the|a|no)|hope(?:s|d)?|
            saw the|pronounced"""
)
SAYS = cue(
    """said|says|told|stated|stating|predict(?:s|ed)|believes?|believed|expects?|thinks?|
            thought|declar(?:es|ed)|admit(?:s|ted)|concede[sd]?|argue[sd]?|wrote|insist(?:s|
            ed) that|warn(?:s|ed)|caution(?:s|ed)|judge[sd]?|suggest(?:s|ed)|acknowledg(?:es|
            ed)|remark(?:s|ed)|notes?|noted|complain(?:s|ed)|claim(?:s|ed)|assur(?:es|ed)|
            assert(?:s|ed)|replied|maintain(?:s|ed)|reckon(?:s|ed)?|estimat(?:es|ed)|promised
            that|considers?|considered|held that"""
)
SOURCE = cue(
    """our (?:view|reading|judg(?:e)?ment|assessment|estimate|guess|sense|bet)|we (?:are|
            remain|stay|put|expect|think|judge|believe|doubt|rate|see|reckon|give|consider|
            assess|would)|i (?:should be|would be|doubt|expect|think|believe|fear|hope|disagree|
            would not|came|
            suppose|cannot see|see no|have no|left)|(?:our|my) (?:belief|impression|fear|hope)|
            we (?:fear|hope|should|cannot|find|suspect|regard|note that)|in (?:our|sum|short)|
            odds|will
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
            (?:observers?|analysts?|diplomats?|experts?|critics?|correspondents|residents|envoys|
            sources|nobody|no one|neither|most|many)(?:
            \\w+){0,4} (?:think|expect|believe|see|say|doubt|fear|predict|warn|agree|reckon|
            describe|give|gives|was heard|sounds|believes)|(?:truces?|cease-?fires?|deals?|
            accords?|agreements?)
            .{0,30}(?:collapsed|broke down|failed|unravelled|lapsed|fell apart)|no nearer|
            neither can win|will (?:be|prove) (?:hard|difficult)|time is (?:short|running)|it
            remains|remains to be|stands or falls|much depends|the real test|the (?:hard|
            hardest|difficult) part|will decide|nothing suggests|history (?:suggests|offers)|
            leaders speak of|agencies remain"""
)
TOPIC = cue(
    """talks|deal|agreement|accords?|treaty|truce|cease-?fire|peace|meeting|call|
            negotiat\\w+|process|summit|settlement|plan|text|signature|signing|document|
            outcome|war|progress|conference|round|visit|pact|terms|side|framework|date|
            escalation|conflict|armistice|result|protocol|formula|monitoring|compromise|
            handshake|proposal|offer|mission|implementation|withdrawal|reconciliation|step|
            solution|timetable|attacks|violence|end|drop|lull|calm|draft|sell it"""
)
BACKS = re.compile(r"\b(?:favou?rs|supports?|backs|endorse[sd]?|approves?)\b", re.IGNORECASE)
SPLIT = re.compile(
    r", (?:and|but|while|though|although|yet) (?=said |added |the |it |its |there |we |"
    r"failure|that |this |"
    r"[A-Z]|he |she |they |as |relations)|\. |; | – | — "
)
GENERIC = re.compile(
    r"^\W*(?:an? )?(?:(?:many|most|some|several|a few|few|western|foreign|senior|aid|church|"
    r"independent|local|one|"
    r"both|neither|each) ){0,2}(?:observers?|analysts?|diplomats?|ambassadors?|experts?|critics?|"
    r"ratings agencies|victims|villagers|refugees|citizens|families|historians|nobody|neither|"
    r"correspondents|agencies|"
    r"commentators|sources|residents|sides?|people|nobody|few|leaders|newspapers|bankers|it)\b",
    re.IGNORECASE,
)
