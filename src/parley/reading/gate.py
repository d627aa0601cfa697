"""Whether a report is about a peace process at all."""

from parley.reading.cues import cue

_STRONG = cue(
    """cease-?fires?|truces?|armistice|peace (?:talks|process|deals?|agreements?|treaty|
            accords?|plan|conference|negotiations|settlement|envoy|proposals?|initiative|pact|
            terms)|rebels?|rebellion|guerrillas?|militias?|paramilitar\\w+|insurgen\\w+|
            disarm\\w*|belligerents?|hostilities|end(?:ing)? the (?:war|fighting|conflict)|
            peacekeep\\w+|prisoners? of war|prisoners|self-determination|separatis\\w+|
            (?:civil|proxy|border) war|demilitari[sz]\\w+|denucleari[sz]\\w+|enrichment|centrifuges|
            hostages|plenipotentiar\\w+|(?:costs|end|theatre) of the war|cession of|power-sharing|
            power is shared|indemnity|belligerency|peacetime|state of war|liberation (?:front|
            army|movement|organi[sz]ation|tigers)|recogni[sz]e each other|right to exist|renounce
            violence|self-government|self-rule|declaration of principles|occupied
            (?:territor\\w+|land|districts)|occupying|front ?lines?|buffer zone|security zone|
            demobili[sz]\\w+|nuclear (?:talks|deal|accord|programme|program)|arms embargo|
            secession\\w*|partition(?:ed)?|guarantor powers?|foreign (?:troops?|soldiers?|forces?)|
            reunif\\w+|reunited|good offices|confidence[- ]building|green line|un force|
            united nations force|mediators?|special envoy|transitional government|truth
            commission|political prisoners|non-aggression|warring|patriotic front|
            blue helmets|
            peace monitors|(?:for|of) peace|end of the war|two armies|rival (?:governments|
            cabinets)"""
)
_WAR = cue(
    """peace|wars?|fighting|fought|troops?|army|armies|soldiers?|forces|occup(?:ied|ation)|
        invasion|invaded|missiles?|bomb(?:ing|ed|s|ers)|shell(?:ing|ed)|offensive|weapons|guns|
        sanctions|embargo\\w*|withdraw(?:al|n|s)?|borders?|frontier|territor(?:y|ies)|nuclear|
        casualties|refugees|sovereignty|independence|arms|settlements|autonomy|conflict|
        violence|fighters|militants|commanders|enclave|amnesty|military|combatants|raids?|
        siege|blockade|annex\\w+|guarantees?|coup|massacres?|intervention|displaced|barracks|
        federal|exiles?|junta|bombers|guerrilla|air strikes|strike from the air|fought|battles?|
        shooting|gunfire|retake|corridor|outpost|uprising|intifada|tanks|killings"""
)
_TALK = cue(
    """talks|negotiat\\w+|treaty|accords?|mediat\\w+|envoys?|summit|foreign ministers?|
            delegations?|agreement|settlement|frameworks?|diplomats?|diplomacy|
            proposals?|concessions?|conference|joint statement|signed|protocol|sessions?|
            go-betweens?|draft|recogni[sz]\\w+|pact|signature|guarantees?|observers|monitors|
            cease-?fires?|truces?|armistice|peace (?:process|deals?|plan)"""
)
_ELSE = cue(
    """clubs?|football\\w*|league|match(?:es)?|coach|striker|transfer fee|tournament|players?|
            lockout|shares|shareholders|merger|takeover|investors|box office|films?|album|recipe|
            cinemas?|studio|tickets?|quarterly|earnings|wages?|pay deal|strikes? action|extras|
            picket|trade union|union leaders|unions|employers\\w*|novel|museum|exhibition|stars|
            campaign trail|vaccines?|fans|pensions|coalition talks|carmaker|actors|superb|
            critics praised|oven|orchestra|champions|cup final|season|climate|coal|visitors|
            supermarkets?|customers|companies|company|chief executive|software|install\\w*|pip|
            python|pytest|npm|licen[cs]ed?|command[- ]line|repository|github|readme|docker|api|
            json|csv|directory|tutorial|bookmakers?|tariffs?|dut(?:y|ies)|commerce|
            polls? (?:say|suggest)|turnout|majority of seats|television debate|drug gangs?|
            smugglers?|police said|hackers?|verdict|sentenced|nurses|hospitals?|teachers|
            lentils|onions|chef|lyrics|sequel|screenplay|grandmother"""
)

DENSE = 1.7
"""Words of war and talks in a hundred that a report of a peace process has at the least."""


def about_peace_process(text: str, states: int, groups: int, people: int = 0) -> bool:
    """Whether words of war and words of talks are both there, thick enough, and who could talk.

    Parameters
    ----------
    text : str
        The report; its first 60,000 characters are looked at.
    states, groups : int
        How many states, and how many armed groups or organisations, act in it.
    people : int
        How many people are named.

    Returns
    -------
    bool
        True when at least two words are of war and one of talks, they come to DENSE in a hundred
        words (words that mark a peace process count three times), words of other fields (sport,
        trade, business, film, software) are fewer than a third of them, and at least two parties
        act (one, when the words leave no doubt). Where three people and three parties deal with
        each other, fewer words do, when none is of another field.

    Examples
    --------
    >>> about_peace_process("The club and the player held talks on a contract.", 0, 1)
    False
    """
    sample = text[:60_000]
    words = max(60, len(sample.split()))
    strong, war, talk, other = (p.count(sample) for p in (_STRONG, _WAR, _TALK, _ELSE))
    if states + groups < 2 and not (strong >= 2 and states + groups):
        return False
    thick = 100 * (3 * strong + war + talk) / words >= DENSE
    both = strong + war >= 2 and talk >= 1 and (strong >= 1 or (war >= 4 and talk >= 3))
    crowd = people >= 3 and states + groups >= 3 and strong + war >= 2 and talk >= 2
    return (thick and both and 3 * other <= 2 * strong + war) or (crowd and other == 0)
