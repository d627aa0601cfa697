"""Words of asking and refusing, and where what is asked for ends."""

import re

from parley.reading.cues import cue

WANT = cue(
    """(?P<want>wants?|wanted|demand(?:s|ed|ing)?(?: that| for)?|insist(?:s|ed|ing)?(?:
            that| on)?|seek(?:s|ing)?|sought|ask(?:s|ed|ing)? (?:for|that|to (?:keep|have|
            retain|be given|see))|asks?|asked (?=(?:its|the|a|an|their|no|some|all)\\b)|
            call(?:s|ed|ing)? for|calls? on|called on|press(?:es|ed|ing)? for|
            push(?:es|ed|ing)? for|hold(?:s|ing)? out for|held out for|h[eo]lds? on to|held on
            to|clings? to|clung to|sticks? to|stuck to|stands? by|stood by|stands? on|holds? to|
            held to|(?:both |all |also |still )?require[sd]?|(?:is|are|was|were) after|
            lay(?:s|ing)? claim to|laid claim to|claim(?:s|ed) (?!that|to|responsibility|credit|
            victory|lives|he|she|they)|stipulat(?:es|ed)|(?:makes|made|
            has made) (?:it )?(?:clear|a
            condition) that|would (?:rather|prefer|like)(?: to)?|prefers?|preferred|favou?rs|
            would (?:only )?settle(?: only)? for|would (?:settle|accept)(?: nothing)? less than|
            urg(?:es|ed) (?:that|the)|appeal(?:s|ed) for|brings? a scheme of|
            (?:proposed|proposes|tabled|tables|presented|presents|put forward|puts forward|brings|
            brought) (?:a |its |their |his )?(?:(?:scheme|plan|draft|map)s? )?(?:of|for|that)|
            reclaim(?:s|ed)?|answer(?:s|ed) that|argu(?:es|ed) (?:that|for)|maintains? that|
            looks? for|aims? (?:at|for)|(?:aspires?|aspired) to|
            lobb(?:ies|ied) for|campaign(?:s|ed) for|crave[sd]?|cravings? for|wish(?:es|ed)? for|
            (?:has|have|had) asked(?: for)?|holds? fast to|held fast to|hopes? for|
            set(?:s)? as (?:its |their |his )?(?:price|condition)s?|needs?|plead(?:s|ed)? for|
            (?:is|are) holding out for|expects? (?=(?:full|guarantees|a|an|the)\\b))|
            (?P<refuse>refus(?:es?|ed|
            ing)(?: to)?|reject(?:s|ed|ing)?|rul(?:es|ed|ing) out|oppos(?:es?|ed|ing)|
            (?:(?:will|would|can|could|shall|does|do|did) (?:never|not|no longer)|cannot|won't|
            wouldn't|can't|couldn't|will on no account) (?:countenance|ease|lift|accept|give|cede|
            hear|sign|agree|withdraw|recogni[sz]e|discuss|leave|allow|disarm|return|bring|yield|
            hand|
            put|surrender|pay|tolerate|share|part|let|talk|negotiate|evacuate|release|lay|
            abandon|renounce|permit|see|have|budge|consent|submit|concede|drop|stop|give up|
            move|dismantle|halt|settle|trade|swap|free|pull|commit|compromise|be bound|be left out|
            promise|end|cross|back down|relinquish|renegotiate)|
            (?:says|said|insists) no|resist(?:s|ed)?|balk(?:s|ed) at|objects? to|
            objected to|turn(?:s|ed) down|vetoe[sd]|spurn(?:s|ed)|declin(?:es|ed) to (?:give|
            cede|sign|discuss|withdraw|recogni[sz]e|accept|disarm|hand|let|allow|yield)|(?:is|
            are) unwilling to|never agreed to|will hear nothing of|would (?:have|hear) none of|
            will have none of|shall (?:pay|surrender|cede|give) (?:not|no)|wants? no|wanted no|
            accepts? no|would put on paper no|(?:will|would|shall) have no|bars? any|
            shuts? out any|denies)|
            (?P<drop>(?:dropped|abandoned|gave up|given up|waived|softened|shelved|drops|gives
            up) (?:its|their|his|her|the|an earlier) (?:claim|demand|insistence|call|
            objection|condition|opposition)s?)|(?P<list>(?:demands?|conditions?|claims?|terms|
            aims?|requests?) (?:include[sd]?|are|were|is|was)|(?:includes?|with|set of|its|
            their|chief|main|list of|key) demands? for|(?:gets?|got|received|won|secured|
            obtained|obtains) what (?:it|they|he|she) (?:had )?(?:demanded|wanted|asked for|
            sought):|price (?:is|was)|what (?:it|they|he|she|[a-z]+ ){0,3}(?:now |still |
            most )?(?:asks?|wants?|demands?|seeks?|needs?|obtained|won|got|sought|held on to|
            insists? on|asked for|wanted|demanded|crave[sd]?)(?: for)?(?: now| most)?(?: is| are|
             was|
            were|:|,)|(?:main|central|key|chief|first|core) (?:aim|goal|condition|demand|
            concern) (?:is|was|has been|remains))|(?P<noun>(?:call|demand|request|insistence|
            appeal|claim|bid|plea) (?:for|on|to|that)|calls for|demands for)|
            (?P<offer>offers?|offered|envisages?|foresees?)"""
)
OBLIGED = re.compile(
    r"\b(?:must|has to|have to|should|ought to|may not|may only|cannot|can not|can never|can only|"
    r"will not be (?:let|allowed|accepted|tolerated|given|permitted)|(?:was|is|are) not up for|"
    r"(?:is|are|was|were) not (?:open to|up for) (?:discussion|negotiation|debate)|"
    r"not (?:be )?on the table|(?:non-|not )negotiable|nothing to (?:discuss|negotiate)|"
    r"not one \w+ of|irrevocable|unacceptable|"
    r"out of the question|"
    r"will (?:only|discuss only|accept only|sign only|stop (?:only )?(?:when|if|once)|talk only)|"
    r"will (?:[a-z]+ ){1,4}only (?:when|if|after|once)|"
    r"no (?:[\w'-]+ ){1,3}(?:may|can|will|shall|must|would)|(?:would|will) never|"
    r"(?:is|was|are|were) a (?:red line|dream|precondition|must|condition))\b",
    re.IGNORECASE,
)
"""In what a party says: words that make it a demand."""
SAYING = re.compile(
    r"\b(?:says?|said|holds?|held|repeat(?:s|ed)|reiterat(?:es|ed)|announced|declare[sd]|"
    r"answer(?:s|ed)|repl(?:ies|ied)|told [^,;.]{3,40}|maintain(?:s|ed)|stress(?:es|ed)|"
    r"makes? (?:it )?clear|made (?:it )?clear|warn(?:s|ed)|insist(?:s|ed))(?: that)? "
)
WHAT = re.compile(
    r"\bWhat (?:the )?(?P<who>[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,4}|it|they|he|she|the \w+) "
    r"(?:now |still |most |then )?(?P<verb>asks?(?: for)?|wants?|demands?|seeks?|craves?|needs?|"
    r"obtained|won|got|"
    r"sought|held on to|holds on to|insists? on|asked for|wanted|demanded|needs)(?: now| most)?"
    r"(?:,? (?:is|are|was|were)|:)"
)
RELATIVE = re.compile(
    r"(?P<np>(?:the |an? |its |their |full |total |no )?[a-z][\w'-]*(?: (?:[\w'-]+)){0,9}), "
    r"(?:the whole of )?which "
    r"(?:the )?(?P<who>[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,3}|it|they|he) (?:still |now |also |had )?"
    r"(?:demand(?:s|ed)|wants?|wanted|seeks?|sought|claims?|claimed|insists? on|rejects?|"
    r"rejected|refuses|refused|turned down|ruled out|threw out|"
    r"opposes|asks? for|asked for)(?P<rest>(?: \w+){0,3})"
)
STOP = re.compile(
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
LIST = re.compile(
    r"; (?:and )?|,(?: and| or)? |(?<=\w) and (?=(?:an?|the|full|no|its|their|lifting|recognition|"
    r"withdrawal|release|removal|part|guarantees|control|federal|unhindered|international|free|"
    r"immediate|return|on|for|reform|that|all|some|money|[a-z]+ (?:of|for|from|over|in|to))\b)"
)
NOT_DEMAND = re.compile(
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
COLON = re.compile(r"^(?:For )?(?:The |the )?([A-Z][\w'.-]*(?: [\w'.-]+){0,5}): (?=\w)")
SECTION = re.compile(
    r"\b(?:wants?|demands?|asks?|seeks?|positions?|holds? out|claims?|sticking points?|"
    r"conditions|insists?)\b",
    re.IGNORECASE,
)


STRONG = re.compile(
    r"(?:demand|insist|want|seek|reject|rul(?:es|ed) out|object|oppos|hold|held|press|push|"
    r"require|(?:both )?require|"
    r"refus(?:es?|ed|ing) to|refuses? (?:any|all)|(?:will|would|can|could|shall) (?:never|"
    r"not|no longer)|would rather|"
    r"shall|turn|vetoe)",
    re.IGNORECASE,
)
