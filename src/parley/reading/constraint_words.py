"""Words that tell of a rule that binds: warrants, sanctions, laws, resolutions, deadlines."""

from parley.dossier.words import ConstraintKind
from parley.reading.cues import Cue, cue

CUES: list[tuple[ConstraintKind, Cue]] = [
    ("warrant", cue(
        """arrest warrants?|warrants?(?! officer)|indict(?:ed|s|ments?)|wanted (?:by (?:the|a)|on
            charges|for (?:war crimes|murder|terrorism|genocide))|charged with (?:war crimes|
            genocide|crimes|treason)|liable to arrest|under indictment|accused before|obliged to
            arrest|price on (?:his|her) head|would be arrested|extradition|looking into (?:war )?
            crimes|investigat(?:es|ed|ing|ion of) (?:war )?crimes|convicted by|sentenced in"""
    )),
    ("resolution", cue(
        """resolutions? \\d+|(?:security council|council|un|u\\.n\\.|united nations|
            assembly)(?:'s)? (?:resolution|mandate)s?|(?:its|the|their|a|mission's|
            force's) mandate|voted a mandate|mandated by|mandate (?:of|runs|expires|ends)|
            the resolution (?:provides|requires|calls|asks|obliges|sets|lays)|
            (?<!non-)binding resolution(?! that)"""
    )),
    ("sanctions_regime", cue(
        """(?:ongoing|existing|current|standing|international|western|un|
            u\\.n\\.|eu|us|u\\.s\\.|arms|oil|trade|economic|american|european|
            united nations|mandatory|financial|banking|council|regional) (?:arms |
            trade |oil |economic )?(?:sanctions|embargo(?:es)?|ban|measures)|
            (?:sanctions|embargo(?:es)?|travel bans?|asset freezes?|blockade)
            (?:on|against|regime|imposed|in force|in place|stays?|remains?|
            still|expires?)|(?:remains?|put|placed) (?:\\w+ ){0,4}under (?:\\w+ ){0,3}(?:sanctions|
            embargo|travel ban)|(?:sanctions|terror(?:ism|ist)?) (?:black)?lists?|listed as
            (?:a )?terrorists?|blacklisted|embargoes stay|outlaw(?:s|ed)?|proscri(?:bes|bed)|
            ban(?:s|ned)? the (?:sale|export|supply|group|movement|party)|fr(?:oze|ozen) (?:the |
            their |his )?assets|designat(?:es|ed) (?:\\w+ ){0,3}as (?:a )?terrorist"""
    )),
    ("law", cue(
        """constitution(?:al)?(?!'s claim| affairs| reform| assembly)|basic law|
            statutes?|supreme court|constitutional court|ratif(?:y|ied|ication)|
            (?:parliament|congress|senate|assembly|legislature|house|cabinet) (?:must|has to|vote|
            approval|will have to|would have to|needs to)|parliament(?:ary)? (?:vote|approval|
            ratification|majority)|
            (?:must|has to|have to|had to) (?:now |still |first )?(?:pass|approve|ratify|agree to|
            consent|change the|be (?:approved|put to|
            ratified))|two referendums|referendum (?:\\w+ ){0,3}(?:is|must|would|will)|(?:by|
            under|in)
            (?:\\w+ ){0,2}law|laws? (?:passed|bars?|forbids?|bans?|prohibits?|requires?|of
            \\d+|says|allows|gives|obliges|makes|stops|prevents)|acts? of (?:congress|
            parliament)|(?:security|powers|relations|control|authori[sz]ation|emergency) act|
            two[- ]thirds|without (?:that|its|the|a)
            (?:vote|consent|approval)|no \\w+ should go without|decree|bars (?:him|her|it|
            them|any|foreign)|barred (?:by|from)|needs? the (?:consent|approval|backing) of|legally
            (?:barred|bound)|by law|congress (?:has|must|needs|gets)|court (?:ruled|held|found|
            ruling|has ruled|struck|ordered|decided)|veto over|three[- ]quarters of|majority in
            (?:parliament|both)|geneva conventions?|convention (?:obliges|requires|forbids)|
            treaty of (?:\\w+ )?(?:of )?\\d{4}|international law|(?:held|ruled) in \\d{4} that|
            faces? (?:an? |re-)(?:\\w+ )?election|denying (?:him|her|them|it) funds"""
    )),
    ("other", cue(
        """deadlines?|ultimatum|non-binding resolution|set \\d{1,2} \\w+ as|(?:as
            the )?target for|runs out|bound by|treaty (?:forbids|obliges|binds)|
            obliges?|red line|forbidden to|final and binding|binding on|under the terms
            of|until midnight|term ends|instructions|orders not to|time limit|armistice
            terms|by the end of (?:the )?(?:month|year)|cannot travel|(?:has|have) (?:until|till)|
            (?:must|are to|is to) be (?:\\w+ ){1,4}(?:within|by) \\w+|promised to (?:take|pull|
            withdraw|leave|stop|end)|without a mandate"""
    )),
]  # fmt: skip
