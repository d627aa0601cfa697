"""Which countries a text speaks of, by name, adjective, people, capital or seat."""

import re

from parley.reading.gazetteer import gazetteer
from parley.reading.text import sentences

_SOURCE = re.compile(r"(?:,|\bby|\bto) [^,]{0,60}\b(?:said|reported|announced|told)\b[^,]{0,30}$")


def countries(text: str) -> set[str]:
    """ISO alpha-3 codes of the countries a text names.

    Names inside the names of organisations count. A country named only in the closing words that
    say who reported the sentence ("..., a Ruritanian official said") does not, when others are.

    Examples
    --------
    >>> sorted(countries("Afghan rebels met envoys of Pakistan in Geneva, a Swiss official said."))
    ['AFG', 'PAK']
    """
    table = gazetteer()
    found: set[str] = set()
    for sentence in sentences(text):
        words = sentence.words
        here: set[str] = set()
        closing: set[str] = set()
        tail = _SOURCE.search(sentence.text.rstrip(" .}\"'"))
        end = sentence.start + tail.start() if tail else sentence.end
        i = 0
        while i < len(words):
            step = 1
            for rest, known in table.index.get(words[i].text, ()):
                j = i + 1 + len(rest)
                if tuple(w.text for w in words[i + 1 : j]) == rest:
                    step = j - i
                    code = table.bodies[table.bodies[known.key].home or known.key].iso3
                    if code:
                        (closing if words[i].start >= end else here).add(code)
                    break
            i += step
        found |= here or closing
    return found
