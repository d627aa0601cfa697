"""Words that tell of a meeting: its nouns, its verbs, and what marks one as real."""

import re

from parley.reading.cues import cue

NOUN = cue(
    """(?P<call>(?:tele)?phone (?:call|conversation)s?|telephone (?:call|conversation)s?|
            phone talks|video (?:call|conference|link)|(?:a|the|his|her|their) call (?:with|
            between)|call between|hotline)|(?P<summit>summits?)|(?P<round>(?:(?:peace|treaty|
            direct|indirect|proximity|secret|formal|truce|armistice|ceasefire|high-level|
            technical|exploratory|back-channel|shuttle|face-to-face|preliminary|nuclear|
            follow-up|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|
            next|final|another|new|further|fresh|private|public|plenary|closing|opening|
            international) )*(?:talks|negotiations|
            consultations|rounds?(?! off| up| table| of applause)|conferences?|congress of|plenary|
            parley|discussions))|
            (?P<meet>meetings?|gathering|encounters?|sessions?|sitting|get-together|audience|
            tête-à-tête|handshake|(?:formal )?signing(?: ceremony)?|ceremony|attempt(?: to
            (?:convene|meet|open talks|talk))?|face-to-face|working lunch|dinner)|
            (?P<trip>(?:visit|trip|journey|tour|mission|return) (?:(?:of|by) (?:\\w+ ){1,4})?to
            (?=[A-Z]))"""
)
VERB = cue(
    """(?P<call>telephoned|phoned|telephones|rang|ring the|(?:spoke|speaks|spoken|talked|
            speak|conferred)(?: (?:to|with) [^,;.]{2,50})? (?:by (?:tele)?phone|(?:on|over) the
            (?:tele)?phone|by video)|
            call(?:s|ed) [^,;.]{2,30} by (?:tele)?phone)|
            (?P<meet>met|meets?|
            s[ai]t(?:s|ting)? (?:down|across|together|face|opposite|in the same room|side by
            side)|(?:not )?sat down|(?:hold(?:s|ing)?|held|opened?|had|began|begun|resumed?|
            started?|beg[iu]n) (?:their |a |the |its )?(?:\\w+ ){0,2}(?:talks|discussions|
            negotiations|consultations)|conferred|confers|confer|gather(?:s|ed)?|convened?s?|
            reconvened?|huddled|shut in|sequestered|closeted|dined|lunched|shook hands|
            shaken hands|returned to(?= the (?:table|talks))|assembled|came face to face|negotiating
            face to face|working through the night|(?:are|were|have been|been) negotiating|
            looked on|came together|come together|shared (?:a|the) (?:room|table|platform)|
            faced each other|broke (?:bread|the ice)|came to the (?:same )?table|(?:came|come|
            brought) (?:back )?to the (?:negotiating )?table)|
            (?P<host>received|receives|hosts|hosted|welcomed .{3,60}? (?:to|at|in)|
            keeps|kept|(?:brought|bring|brings|bringing) (?:[^,;.]{2,70} )?together|
            returns the visit|returned the visit|(?:has |had )?invited .{3,50}? to|presided over)|
            (?P<visit>(?:flew|flies|fly|travelled|traveled|travels|went|goes|sent out|come|came|
            arrived|arrives|expected (?:back )?in|visited|visits|dispatched|shuttled|shuttles|
            is in \\w+|was in \\w+|has sent|sends|(?:is|are) to (?:go|travel|fly)|(?:will|would)
            (?:go|travel|fly)).{0,60}?
            \\b(?:to (?:see|meet|press|brief|persuade|talk|consult|confer|join|show|hand|sound|
            hear|convince|urge|discuss|sign|plead|push|tell|inform|win|prepare|ask|explore|save|
            work|deliver|mediate)|between|for talks|for a meeting|for consultations|and (?:meets|
            met|saw|sees|told|talked|spoke|agreed)))|
            (?P<saw>(?:saw|(?:had|has|have) seen|sees|will see|called on|calls on|briefed|briefs|
            handed|laid before|
            lays before|spent [^,;.]{3,40} with) (?=(?:the |president |king |prime |mr\\.? |
            dr\\.? )?[A-Z]))|(?P<sign>(?:sign(?:ed|s)?|initial(?:led|ed|s)?|settled on|agreed|
            concluded|struck|reached|put (?:their|his|her|its) names?)\\b)"""
)
WHEN = re.compile(
    r"\b(?:(?:on )?(?:\d{1,2}(?:[-–]\d{1,2})? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|"
    r"Dec)\w*\.?"
    r"(?: \d{4})?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d{1,2}(?:, \d{4})?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|"
    r"(?:last|next|this) (?:week|month|year|spring|summer|autumn|winter)|yesterday|today|tomorrow|"
    r"within \w+ (?:days|weeks|months))\b"
)
SKIP = re.compile(
    r"\b(?:outcome of|future of|resumption of|progress in|end of|start of|risk|since the|left "
    r"out of|out of|spirit of|pace of|tone of|course of|part of|owes? .{0,20}to|"
    r"(?:call(?:s|ed)|rated?|consider(?:s|ed)|describ(?:es|ed)|demands?|demanded|wants?|sought|"
    r"seeks?)(?: for)?|press|news|coalition|trade|budget|donors?'?|"
    r"during|breakdown of|collapse of|failure of|position in|return to|preparing for|kept out of|"
    r"(?:welcom|hail|prais|criticis|condemn|dismiss|applaud)(?:e[ds]?|s|es|ing)|accounts? of|"
    r"follows|for|through|towards?|word among|track of|the word|how|whether|refus\w+|"
    r"(?:hand|weight|leverage|stance|say|stake|role) in|(?:how|whether|ways?) to (?:open|start|"
    r"begin|launch|resume|hold|restart)) (?:the |these |any |his |her |its |their |direct )?"
    r"(?:new |planned |coming |proposed )?$",
    re.IGNORECASE,
)
NO_TALKS = re.compile(r"\b(?:press|news|coalition|trade|pay|budget) $", re.IGNORECASE)
OWN = re.compile(r"\b(?:donors?'?|pledging|party|commonwealth|cabinet) $", re.IGNORECASE)
"""Before a gathering that is not of the two sides."""
SOON = re.compile(r"(?:before|ahead of|until)\b", re.IGNORECASE)
PRESENT = re.compile(r"(?:receives|meets?|hosts|sees|visits)\b.*", re.IGNORECASE)
APART = re.compile(
    r"(?:before|prior to|ahead of|after|following) (?:this|that|then|it|the summit|the meeting)\b|"
    r"(?:beforehand|afterwards|first),",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"(?:the|this|that|their|its) (?:\w+ )?$", re.IGNORECASE)
LINK = re.compile(r"\b(?:ahead of|before|after|following|prior to|as well as)\b")
DEAL = re.compile(
    r"\b(?:deal|accord|agreement|framework|truce|cease-?fire|treaty|pact|text|protocol|"
    r"armistice|paper|document|declaration|statement|parties|movements|factions|delegations)\b",
    re.I,
)
MARK = cue(
    """open(?:s|ed)?|postponed|called off|dropped|scheduled|resume[ds]?|will|to be held|
            began|begun|ended|reached|after|adjourned|start(?:s|ed)?|expected|cancelled|cancelling|
            canceled|took place|held|is to|would follow|broke (?:up|down|off)|collapsed|
            suspended|planned|pencilled in|fixed for|supposed to|returned|stretched|spent|
            until|on \\d|were to|are to|set for|due|failed|broken off|closed|closes|dragged on|
            went (?:on|through)|goes on|continue[sd]?|met|lasted|concluded|concludes|entered|
            put off|given up|was cut short|is under way|under way|opens|convened|chaired|hosted|
            ran|since|likely|unlikely|possible"""
)
SESSIONS = cue(
    """negotiating|working through the night|sat down again|delegations?|
                plenipotentiaries|adjourned|shut in|sequestered|since (?:january|february|
                march|april|may|june|july|august|september|october|november|december|monday|
                friday|last)|every day|days of|weeks of|months of|annex|by turns|rounds of|
                teams?"""
)
