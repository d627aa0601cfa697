"""Words of giving and withholding, and the means that are given or withheld."""

import re

from parley.reading.cues import cue

CUE = cue(
    """(?P<offered>(?:will|would|they'll|he'll|it'll) (?:pull|free|reopen|hand back)|(?:has |
    have )?prepared a|draw(?:s|ing) up plans for|pledge[sd]?|offer(?:s|ed|
    ing)?(?: to)?|s offer|promis(?:es|ed|ing)|
        hold(?:s|ing)? out|held out|dangl(?:es|ed|ing)|set(?:s)? aside|earmark(?:s|ed)|
        (?:would|will|could|can|to|may|might|is to|are to) (?:then |only |also )?(?:lift|ease|
        release|
        resume|fund|recogni[sz]e|provide|pay for|pay|unfreeze|restore|grant|lend|finance|open its|
        send|contribute|supply|flow|deliver|train|guarantee|reopen|waive|scrap|drop|unlock|let
        it lapse|have them lifted|deploy|station|place|raise|manage|circulate|go to the|
        underwrite|authori[sz]e|give back|hand back)|(?:would|will|could|can|to|may|is to|are to)
        (?:only |then )?be (?:released|lifted|eased|unfrozen|restored|paid|resumed|waived|unlocked|
        delivered|recogni[sz]ed|suspended in return|deployed|sent|placed|stationed|provided|
        funded|raised|made available)|(?:relief|aid|easing|money|funds|recognition|credits|loans|
        dollars|euros|help)
        .{0,40}?(?:will|would|could) (?:only )?(?:come|follow|flow)(?: only)?|future economic
        (?:relationship|relations|ties|cooperation)|economic (?:relationship|relations|ties|
        cooperation) (?:that )?.{0,60}? (?:could|would|might) (?:build|have|develop|enjoy)|
        hint(?:s|ed) at|(?:is|are|was|
        were) (?:ready|prepared|willing) to (?:lift|ease|recogni[sz]e|fund|provide|send|pay|
        release|finance|lend|resume|help|train|contribute|deploy)|after a transitional)|
        (?P<threatened>(?:can|could|may|might) (?:close|shut|seal|turn off|choke)|talk(?:s|
        ed)? of (?:new |further )?sanctions|names may be added|hint(?:s|
        ed) that|threaten(?:s|ed|ing)?|warn(?:s|ed|ing)?|will (?:leave|
        cut|impose|
        suspend|stop|withdraw|expel|quit|halt|cease|end|freeze|tighten|lose)|would (?:cut|
        impose|suspend|stop|withdraw|expel|halt|cease|end|freeze|tighten|lose|not survive|dry
        up|lapse|have no more)|(?:may|could|might|can|will|would) be (?:put on hold|cut(?: off)?|
        withdrawn|suspended|delayed|halted|imposed|tightened|stopped|put under|placed under|
        restored by|reimposed|withheld|frozen|reduced)|delays? (?:in|of)|suspension of|
        (?:may|could|might|can) (?:cut|withdraw|suspend|impose|halt|freeze|stop|tighten|restore|
        reimpose|revoke|block|veto|order)|snap(?:s|ped)? back|snapback|
        voted (?:\\w+ ){0,4}to (?:end|
        cut|stop|suspend|halt|block)|
        (?:allows?|empowers?|lets|authori[sz]es) (?:it|them|him|her|the
        \\w+) to (?:freeze|impose|block|seize|cut)|risks? losing|(?:obliges?|requires)
        .{0,80}? (?:seek|impose) sanctions|(?:read as |under |the )threat of|may face)|
        (?P<on_hold>suspend(?:s|ed)?|fr(?:oze|ozen|eezes)|
        withheld|withholds?|halted|put (?:[^,;.]{2,50} )?on hold|on hold|block(?:s|ed)|held back|
        hold(?:s|ing) back|paused|delayed|stopped|stops|held up|broke off|mak(?:e|es|ing)
        [^,;.]{3,40} depend on|(?:is|are) pulling|pulled|shelved|(?:refuses|refused) to (?:lift|
        release|fund|recogni[sz]e|supply|pay|deliver))|
        (?P<active>(?:has |have )?(?:shut|sealed|closed)(?= (?:its|the|his|their)\\b)|
        keeps [^,;.]{2,40} on (?:its|the) list|gives? (?=[A-Z])|pay (?=[A-Z])|shipping|
        been (?:sending|arming|supplying|funding|paying)|impose[sd]?|
        supplie[sd]|supplying|
        supply(?:ing)? of|arms (?=the|its)|armed (?=the|its)|delivers?|delivered|deliver(?:y|
        ies) of|ship(?:s|ped|ments of)|military aid (?=will go)|
        (?:has |have |had )?kept .{2,40}? out of|cut off|bans?|banned|
        bankroll(?:s|ed)|fund(?:s|ed)|financ(?:es|ed)|sale of|sold|sells|provides?|provided|
        approved|lifted|eased|tightened|link(?:s|ed) (?:any|sanctions|aid)|deployed|sent|
        (?:has|have) (?:put|placed)|put (?:\\w+ ){1,5}under|placed (?:\\w+ ){1,5}under|
        military assistance|economic assistance|provision of|subsidi[sz]es|trains|trained|pays?
        for|paid for|paid|pays|keeps .{2,30}? (?:alive|afloat)|answered with|placed|stationed|
        stay(?:s)? in force|remain(?:s)? in force|maintains?|backs? .{2,40}? with|backed .{2,40}?
        with|condition(?:s|ed)|mak(?:es|ing) .{3,40}? conditional|channel(?:s|led)|equipped|equips|
        lends?|lent|arms supplier|main supplier|supplier of|recogni[sz]ed|escorts?|escorting|
        extended (?:the|its) mandate|remain(?:s)? (?:along|in|on|at)|stay(?:s)? (?:on|in|at)|
        patrols?|watch(?:es)? the|takes? [^,;.]{3,40} trade|has a defen[cs]e (?:treaty|
        pact) with)"""
)
CONDITION = re.compile(
    r"\b((?:only )?(?:if(?:, and only if,)?|unless|provided(?: that)?|should|once|pending|until|"
    r"on condition (?:that|of)|as long as|in return(?: for)?|in exchange for|only when|when|"
    r"only after|conditional on|depend(?:ing|s)? on|to strengthen|in case of|as a reward|but not "
    r"while|within \w+ \w+ of)\b[^.;]{0,120})",
    re.IGNORECASE,
)
JOINT = re.compile(r"(?<=.{15}), (?:and|but|while) ")
TARGET = re.compile(r"\b(?:to|on|for|against|from|with|towards?|let|that)(?: the| both)? $")
CUTS = re.compile(
    r", (?:and|but|while|though) |; |\band (?=(?:hold|offer|threat|pledge|warn|promis)\w*\b)|[.] "
)
PRESSURE = re.compile(
    r"\b(?:leave|quit|expel|break|close|walk|force|troops|soldiers|fuel|tests?|strikes?|bases|"
    r"exercises|manoeuvres|drills|enrich\w*|per cent|resume|bombs?)\b"
)
HELD_UP = re.compile(
    r"\b(?:put on hold|delayed|suspended|frozen|halted|paused|withheld|"
    r"stopped)\b"
)
MAYBE = re.compile(r"\b(?:may|might|could|would|will) (?:\w+ )?be\b")
STRICT = re.compile(
    r"(?:has |have |had )?(?:kept|keeps|bans?|banned|cut off|block|takes?|put|"
    r"placed)"
)
DRILLS = re.compile(r"\b(?:exercises|drills|tests?|testing|manoeuvres|strikes|raids|flights)\b")
STEP = re.compile(
    r"\b(?:dismantle|close|give up|hand (?:over|back)|freeze|cede|leave|share|pull|halt|reopen|"
    r"swap)\b"
)
NO_MEANS = re.compile(
    r"\b(?:return to arms|(?:take|taken|took|lay|laid|laying) (?:up|down) (?:\w+ )?arms|"
    r"(?:stopped|stops|halted|paused) (?:enrich|fight|shell|talk|attend)\w*|"
    r"(?:sent|send|sends) (?:an? |his |its |the |word|for|home|back)(?:\w+ )?(?:envoy|delegat|"
    r"message|letter|negotiat|minister|word|that)\w*|weapons? (?:search|inspect|collect)\w*)",
    re.IGNORECASE,
)
FORCE_OF = cue(
    """peacekeep\\w+|blue helmets|observers|monitors|verifiers|\\d[\\d,]* (?:soldiers|
    troops) (?:along|on|in|at|around)|(?:peacekeeping|monitoring|
            stabili[sz]ation|international|observer|protection) (?:force|mission|group)s?|
            (?:un|u\\.n\\.|united nations|au|african union|nato|osce|eu)
            (?:force|mission|troops)s?"""
)
