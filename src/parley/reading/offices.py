"""The office of a person: the words before the name, or after it between commas."""

from parley.reading.lexicon import ACT, OFFICE_HEADS, OFFICE_MODIFIERS, OFFICE_PLURALS
from parley.reading.text import Word

_ANY_OFFICE = OFFICE_HEADS | OFFICE_PLURALS


def office_start(words: list[Word], a: int) -> int:
    """First word of the office phrase that stands right before word a."""
    i = a
    if i > 1 and words[i - 1].text == "," and words[i - 2].text.lower() in _ANY_OFFICE:
        i -= 1
    elif i > 3 and words[i - 1].text == ",":
        k = i - 2
        while k > max(0, i - 8) and (words[k].capital or words[k].text in ("the", "and")):
            k -= 1
        if words[k].text == "of" and words[k - 1].text.lower() in _ANY_OFFICE:
            i = k - 1
    while i > 0 and a - i < 12:
        w = words[i - 1].text
        low = w.lower().removeprefix("ex-")
        if (
            low in OFFICE_HEADS
            or low in OFFICE_PLURALS
            or low in OFFICE_MODIFIERS
            or (w in ("'s", ".") and i > 1)
            or (w[0].isupper() and i > 1 and words[i - 2].text == "of" and i < a)
        ):
            i -= 1
        else:
            break
    return i


def office_text(
    words: list[Word], start: int, a: int
) -> tuple[str | None, tuple[int, int] | None, bool]:
    """Office in words, its span of words, and whether it is plural ("ministers A and B")."""
    inner = list(range(start, a))
    while inner and words[inner[0]].text.lower() in ("the", "of", "for", ".", "'s", "and"):
        inner.pop(0)
    while inner and words[inner[-1]].text in (",", ".", "the"):
        inner.pop()
    lows = [words[k].text.lower().removeprefix("ex-") for k in inner]
    if not set(lows) & (OFFICE_HEADS | OFFICE_PLURALS):
        return None, None, False
    plural = bool(set(lows) & OFFICE_PLURALS) and not set(lows) & OFFICE_HEADS
    text = " ".join(words[k].text for k in inner).replace(" 's", "'s").replace(" .", ".")
    return text, (inner[0], inner[-1] + 1), plural


def apposition(words: list[Word], a: int, b: int) -> tuple[str | None, tuple[int, int] | None]:
    """Office after the name: "Name, the secretary of state,"."""
    if b + 1 >= len(words) or words[b].text != ",":
        return None, None
    end = b + 1
    while end < len(words) and end - b < 14:
        low = words[end].text.lower()
        if low in (",", ".", ";", ":", "who", "whose", "which", ")", "(", "and", "but", "-", "–"):
            break
        if low in ACT and low not in OFFICE_HEADS and end > b + 2:
            break
        end += 1
    if words[b + 1].text.endswith("ed") and end > b + 2 and words[b + 2].text == "by":
        return None, None
    lows = [w.text.lower().removeprefix("ex-") for w in words[b + 1 : end]]
    if not set(lows[:8]) & OFFICE_HEADS or not lows:
        return None, None
    first = words[b + 1]
    possessive = len(lows) > 1 and "'s" in lows[:4]
    if first.capital and not possessive and lows[0] not in OFFICE_HEADS | OFFICE_MODIFIERS:
        head = next(k for k, t in enumerate(lows) if t in OFFICE_HEADS)
        if head > 4:
            return None, None
    begin = b + 1
    while begin < end and words[begin].text.lower() in ("the", "a", "an"):
        begin += 1
    text = " ".join(w.text for w in words[begin:end]).replace(" 's", "'s")
    return text or None, (begin, end)


def singular(office: str) -> str:
    """The office of one, from that of several: "presidents" to "president"."""
    out = [w[:-1] if w.lower() in OFFICE_PLURALS and w.endswith("s") else w for w in office.split()]
    return " ".join(w[:-2] + "y" if w.endswith("ie") else w for w in out)
