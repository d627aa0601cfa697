"""Whether a report is about a peace process at all."""

import re

_STRONG = re.compile(
    r"\b(?:cease-?fires?|truce|armistice|peace (?:talks|process|deal|agreement|treaty|"
    r"accords?|plan|conference|"
    r"negotiations|settlement|envoy|proposals?|initiative|pact|terms)|rebels?|guerrillas?|"
    r"militias?|"
    r"insurgents?|disarm\w*|belligerents?|hostilities|end(?:ing)? the (?:war|fighting|conflict)|"
    r"peacekeep\w+|prisoners? of war|self-determination|separatists?|"
    r"(?:civil|proxy|border) war|demilitari[sz]\w+|enrichment|centrifuges|hostages|"
    r"plenipotentiar\w+|(?:costs|end|theatre) of the war|cession of|power-sharing|"
    r"power is shared|prisoners|indemnity|belligerency|peacetime|state of war|liberation "
    r"(?:front|army|movement))\b",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"\b(?:wars?|fighting|troops|army|armies|soldiers|forces|occup(?:ied|ation)|invasion|"
    r"invaded|missiles?|bomb(?:ing|ed)|"
    r"shell(?:ing|ed)|front line|offensive|weapons|sanctions|embargo|withdraw(?:al|n|s)?|"
    r"border|territor(?:y|ies)|"
    r"nuclear|casualties|refugees|sovereignty|independence|arms|settlements|autonomy|"
    r"self-rule|conflict|violence)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:talks|negotiat\w+|treaty|accords?|mediat\w+|envoys?|summit|foreign minister\w*|"
    r"delegations?|"
    r"agreement|settlement|frameworks?|diplomats?|diplomacy|plenipotentiar\w+|peace|"
    r"proposals?|concessions?|"
    r"conference|joint statement|signed|protocol)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:clubs?|footballers?|league|match(?:es)?|coach|striker|transfer|tournament|season|"
    r"shares|shareholders|merger|takeover|"
    r"investors|box office|film|album|recipe|goals?|players?|quarterly|earnings|wage|strike action|"
    r"trade union|union leaders|employers|novel|museum|exhibition|election campaign|vaccine|"
    r"tickets|fans)\b",
    re.IGNORECASE,
)


def about_peace_process(text: str, states: int, groups: int) -> bool:
    """Whether words of war and words of talks are both there, thick enough, and who could talk.

    Parameters
    ----------
    text : str
        The report.
    states, groups : int
        How many states, and how many armed groups or organisations, act in it.

    Examples
    --------
    >>> about_peace_process("The club and the player held talks on a contract.", 0, 1)
    False
    """
    sample = text[:60_000]
    words = max(60, len(sample.split()))
    strong = len(_STRONG.findall(sample))
    war = len(_WAR.findall(sample)) + strong
    talk = len(_TALK.findall(sample))
    other = len(_ELSE.findall(sample))
    if states + groups < 2 and not (strong >= 2 and states + groups):
        return False
    thick = (war >= 2 and talk >= 2 and (strong >= 1 or war >= 4)) or strong >= 2 or (
        strong >= 1 and talk >= 1 and words < 200)  # fmt: skip
    return bool(thick and (war + talk + 2 * strong) * 100 / words >= 2.0 and other <= war + strong)
