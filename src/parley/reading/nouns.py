"""The noun phrase around a word: what a lever, a constraint or an issue is called."""

import re

from parley.reading.lexicon import words as wordset
from parley.reading.weigh import verb_like

_HEADS = wordset(
    """delivery deliveries supply supplies provision sale sales shipment shipments lifting easing
    suspension transfer removal package flow promise offer regime recognition release"""
)
_STOPS = wordset(
    """the a an its their his her our any some all no this that these those both each more most
    in on to for from with by at as about over under into after before until since between against
    through towards and or but nor if when once while though although because than due of
    will would may might could should can must shall to be been being is are was were has have had
    do does did not also still then only even now yet very it they he she we who which what how far
    suspend lift impose cut halt stop deliver send provide offer freeze resume withhold ease give
    there here where lifts imposes gives sends remain remains stay stays under"""
)
_NOUNS = wordset("arms aid trade export exports import peace relief support")
_TAIL = re.compile(
    r" (?:supplies|deliver(?:y|ies)|shipments?|packages?|programmes?|programs?|relief|"
    r"embargo(?:es)?|exports?|imports?|sales?|treaty|ties|relationship|relations|cooperation|force|mission|aid|"
    r"assistance|systems|equipment|regime|lists?|deal|support)\b"
)
_WORD = r"[A-Z][\w'-]*(?:\.(?=\w)[\w'-]*)*"
_NAME = rf"(?:the )?{_WORD}(?: (?:of (?:the )?)?{_WORD}){{0,4}}"
_TO = re.compile(
    rf" (?:to|for|against|on|between|with|from|of) (?:both )?{_NAME}"
    rf"(?:(?:, {_NAME})*,? and {_NAME})?"
)
_MODAL = re.compile(r"\b(?:may|might|could|would|will|should|can|must) [\w-]+ $")
_VERBS = re.compile(
    r"^(?:(?:and|but|while|though|yet|it|they|he|she|also|still|now|again) )*"
    r"(?:(?:demand|want|seek|request|urge|claim|require|press|push|ask|call|insist|hold out|"
    r"appeal)(?:s|ed|ing)?|(?:is|are) (?:asking|calling|pressing|pushing)|sought|"
    r"(?:will|would) not accept anything but)"
    r"(?: (?:for|on|that|upon))?(?= \w)(?: (?:and|or) (?:for|on))? ",
    re.IGNORECASE,
)


def noun_phrase(text: str, start: int, end: int, left: int = 0) -> tuple[int, int]:
    """Span of the noun phrase around the word that stands from `start` to `end`.

    It grows to the left over words that are no verbs, articles or prepositions, not beyond `left`;
    to the right over a noun that belongs to it and one "to", "for", "against" with names.

    Examples
    --------
    >>> text = "They may suspend deliveries of long-range weapons to Peru while it waits."
    >>> a, b = noun_phrase(text, text.index("weapons"), text.index("weapons") + 7)
    >>> text[a:b]
    'deliveries of long-range weapons to Peru'
    """
    while end < len(text) and text[end].isalnum():
        end += 1
    start = _leftwards(text, start, left)
    tail = _TAIL.match(text, end)
    end = tail.end() if tail else end
    to = _TO.match(text, end)
    end = to.end() if to else end
    if text[start:end].endswith("'s"):
        end -= 2
    return start, end


def _leftwards(text: str, start: int, left: int) -> int:
    """First place of the phrase."""
    while True:
        before = re.search(r"([\w'.-]+) $", text[max(left, start - 40) : start])
        if before is None:
            return start
        word = before.group(1)
        low = word.lower()
        if low == "of":
            head = re.search(r"([\w'-]+) of $", text[max(left, start - 40) : start])
            if head is None or head.group(1).lower() not in _HEADS:
                return start
            start -= len(head.group())
            continue
        verbal = verb_like(low) and low not in _HEADS | _NOUNS and not word[0].isupper()
        modal = _MODAL.search(text, max(left, start - 60), start)
        if low in _STOPS or verbal or modal or low.endswith(("'s", "ly", ".")):
            return start
        start -= len(before.group())


def without_verb(words: str) -> str:
    """What is asked for, without the words of asking before it.

    Examples
    --------
    >>> without_verb("insists on keeping control of the land"), without_verb("and wants a truce")
    ('keeping control of the land', 'a truce')
    >>> without_verb("the release of prisoners")
    'the release of prisoners'
    """
    flat = " ".join(words.split())
    rest = _VERBS.sub("", flat, count=1)
    return rest if len(rest) > 3 else flat
