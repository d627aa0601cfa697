"""Which question of the models a judgement speaks to."""

import re

from parley.dossier.words import Claim

_AHEAD = (
    r"(?:likely|unlikely|possible|impossible|will|would|could|may|might|within reach|in sight|"
    r"chances?|prospects?|odds|hopes?|expect\w*|close|closer|near|nearer|doubt\w*|confident|"
    r"pessimis\w*|optimis\w*|believe[sd]?|predict\w*|probab\w*)"
)
_DEAL = r"(?:deal|agreement|settlement|treaty|accord|signature|peace)"
_CLAIMS: list[tuple[Claim, re.Pattern[str]]] = [
    ("exhaustion_needed", re.compile(r"\bexhaust", re.I)),
    ("ceasefire_temporary", re.compile(r"(?:cease-?fire|truce).{0,80}(?:temporary|tactical|"
                                       r"breather|brief|not last|pause)", re.I)),
    ("escalation", re.compile(r"\bescalat|renewed (?:war|fighting|violence)|wider war|return "
                              r"to war", re.I)),
    ("lever_strengthens", re.compile(r"\b(?:strengthen\w*|improve\w*)\b.{0,40}(?:position|hand)|"
                                     r"\b(?:stronger|better) (?:\w+ )?(?:hand|position)", re.I)),
    ("ceasefire_holding", re.compile(r"(?:cease-?fire|truce|armistice).{0,60}\b(?:hold|"
                                     r"holding|last|survive|collapse|fragile|shaky)", re.I)),
    ("outcome_open", re.compile(r"\b(?:unclear|uncertain|remains to be seen|in the balance|"
                                r"open question|too early|even odds|better than even|"
                                r"(?:nobody|no one) can (?:yet )?(?:say|tell|know|predict))\b",
                                re.I)),
    ("war_continues", re.compile(r"\bwinter of war|war (?:will|would|may|could) (?:go on|"
                                 r"continue|drag)|more (?:years|months) of war|"
                                 r"continued war", re.I)),
    ("collapse", re.compile(r"\b(?:collapse|defeat|surrender) of (?:the )?(?:government|army|"
                            r"regime|rebels)", re.I)),
    ("settlement", re.compile(rf"\b{_AHEAD}\b.*\b{_DEAL}\b|\b{_DEAL}\b.*\b{_AHEAD}\b", re.I)),
]  # fmt: skip
_PRAISE = re.compile(r"\b(?:welcom|hail|prais|applaud|congratulat|celebrat)\w*", re.IGNORECASE)


def claim_of(words: str) -> Claim | None:
    """What an assessment speaks to that the models answer too, or None.

    Praise of a meeting or a deal expects nothing, so that "a chance for peace" in it is no claim.

    Examples
    --------
    >>> claim_of("the risk of renewed escalation is significant")
    'escalation'
    >>> claim_of("Kenya welcomed the talks as a chance for peace") is None
    True
    """
    claim = next((claim for claim, pattern in _CLAIMS if pattern.search(words)), None)
    return None if claim == "settlement" and _PRAISE.search(words) else claim
