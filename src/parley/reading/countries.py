"""Which countries a text speaks of, by name, adjective, people, capital, seat or region."""

import functools
import re

from parley.reading.gazetteer import Known, facts, gazetteer
from parley.reading.text import Word, sentences

_SOURCE = re.compile(
    r"(?:(?:,|\bby|\bto) [^,]{0,90}\b(?:said|says|reported|announced|told)\b[^,]{0,30}|"
    r",? according to [^.]{0,90}|\btold [A-Z]+ by phone[^,]{0,20})$"
)
_PEOPLES = re.compile(r"[a-z]*ethnic$", re.IGNORECASE)
_APART = re.compile(
    r"(?:\b(?:near|along|on|at) [^,;]{0,40}\bborders? with|\bneighbo(?:u?rs?),|"
    r"\bagainst neighbo(?:u?ring)|\bwars? in|\bindependence (?:for|from)|"
    r"\b(?:struggle|fight) against|\bover (?:their|its) ties with|\bfriendship with|\bstarts? in|"
    r"\bsend(?:ing)? troops to|\boperating in|\bcollaborating with|\balliance with) (?:the )?$",
    re.IGNORECASE,
)
_MADE = ("-made", "-built", "-backed", "-born", "-style", "-trained", "-speaking", "-based")
_NO_STATE = frozenset(
    {"border", "language", "frontier", "Pact", "Treaty", "Post", "Press", "Jewish"}
)


def countries(text: str) -> set[str]:
    """ISO alpha-3 codes of the countries a text names.

    Names inside the names of organisations count. A country named only in the closing words that
    say who reported the sentence ("..., a Ruritanian official said") does not, when others are; nor
    does a people within another state ("ethnic Albanians", "Bosnian Serbs"), a border, a war or a
    thing made somewhere.

    Examples
    --------
    >>> sorted(countries("Afghan rebels met envoys of Pakistan in Geneva, a Swiss official said."))
    ['AFG', 'PAK']
    >>> sorted(countries("Bosnian Serbs closed the Croatian border."))
    ['BIH']
    """
    found: set[str] = set()
    for sentence in sentences(text):
        words = sentence.words
        here: set[str] = set()
        closing: set[str] = set()
        tail = _SOURCE.search(sentence.text.rstrip(" .}\"'"))
        end = sentence.start + tail.start() if tail else sentence.end
        i, last = 0, (-1, "")
        while i < len(words):
            hit = _known(words, i)
            if hit is None:
                i += 1
                continue
            j, code, form = hit
            lead = sentence.text[: words[i].start - sentence.start]
            within = last[0] == i and form in ("people", "adjective") and last[1] != code
            if code and not within:
                apart = words[i].start >= end or _aside(words, i, j, form, lead)
                (closing if apart else here).add(code)
            last = (j, code) if form == "adjective" else (-1, "")
            i = j
        found |= here or closing
    return found


def _known(words: list[Word], i: int) -> tuple[int, str, str] | None:
    """End, code and form of the longest name that starts at word i."""
    table = gazetteer()
    best: tuple[int, str, str] | None = None
    for rest, code in _regions().get(words[i].text, ()):
        j = i + 1 + len(rest)
        if tuple(w.text for w in words[i + 1 : j]) == rest:
            best = (j, code, "name")
    for rest, known in table.index.get(words[i].text, ()):
        j = i + 1 + len(rest)
        if best is not None and j <= best[0]:
            break
        if tuple(w.text for w in words[i + 1 : j]) == rest:
            return j, _iso3(known), known.form
    return best


def _iso3(known: Known) -> str:
    bodies = gazetteer().bodies
    return bodies[bodies[known.key].home or known.key].iso3 or ""


@functools.cache
def _regions() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word of a region to the rest of its name and the code of its state."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key, names in facts("regions.yaml").items():
        for name in names:
            first, *rest = name.split()
            code = gazetteer().bodies[key].iso3 or ""
            found.setdefault(first, []).append((tuple(rest), code))
    return found


def _aside(words: list[Word], i: int, j: int, form: str, lead: str) -> bool:
    """Whether the name only describes: a people elsewhere, a border, a product, a price."""
    nxt = words[j].text if j < len(words) else ""
    if i and _PEOPLES.match(words[i - 1].text) and form in ("people", "adjective"):
        return True
    after = words[j + 1].text if j + 1 < len(words) else ""
    if nxt == "border" and after in ("patrol", "guard", "guards", "police", "troops"):
        return False
    if nxt in _NO_STATE or nxt == "$" or nxt in _MADE:
        return True
    return form in ("name", "capital") and bool(_APART.search(lead[-60:]))
