"""Whether words speak for peace or against it."""

import re

from parley.dossier.words import Polarity
from parley.reading.assessment_words import BACKS, MIXED, NEGATIVE, POSITIVE

_AGAINST = re.compile(
    r"\b(?:without hope|no hope|little hope|lack of|far apart|not (?:yet )?there|displeased|"
    r"could not sell|hear bombs)\b",
    re.IGNORECASE,
)
_NO_WAR = re.compile(
    r"\b(?:war|collapse|escalation|failure|fighting)\b(?:\W+\w+){0,2}\W+unlikely\b|"
    r"\bfew expect the (?:war|fighting)",
    re.IGNORECASE,
)


def polarity(text: str, a: int = 0, b: int | None = None) -> Polarity | None:
    """Direction of the words from a to b towards peace; None when no word judges.

    Examples
    --------
    >>> polarity("described the call as productive"), polarity("the risk of renewed escalation")
    ('positive', 'negative')
    """
    b = len(text) if b is None else b
    good = POSITIVE.count(text, a, b) + bool(BACKS.search(text, a, b))
    bad = NEGATIVE.count(text, a, b)
    if re.search(r"\b(?:not|no|never|less|hardly|neither)\b", text[a:b]) and good and not bad:
        good, bad = 0, good
    words = text[a:b]
    if _AGAINST.search(words):
        return "negative"
    if _NO_WAR.search(words):
        return "positive"
    if MIXED.search(text, a, b) or (good and bad and good == bad):
        return "mixed"
    if good > bad:
        return "positive"
    return "negative" if bad else None
