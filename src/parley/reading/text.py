"""A report as sentences and words, every one with its place in the stored text."""

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’.\-‑][^\W_]+)*(?:(?<=s)'(?=\s))?|[^\w\s]")
LONGEST = 1500
"""Characters of the longest sentence; what is longer is cut."""
_JOINED = re.compile(r"(?:al|el|as|ad|an|ar|ash|at|az|ben|bin|ibn|ul|ur|ud|d|l|n)[-'][A-Z]")
_TAIL = re.compile(
    r"(?<=\w)(?:'[sS]|(?<=s)'|-(?:led|backed|brokered|mediated|sponsored|held|based|born|"
    r"controlled|"
    r"occupied|supplied|run|chaired|hosted|drafted|allied|funded|made|built|style|trained|speaking))$"
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|[\n]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|gen|col|lt|maj|capt|adm|sen|gov|rep|st|no|vs|prof|rev|hon|sgt|jan|"
    r"feb|mar|"
    r"apr|jun|jul|aug|sept|sep|oct|nov|dec|inc|ltd|approx|cf|art|amb|pres|messrs|brig|fr|bp|jr|sr)"
    r"|(?<![^\W_])[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_])$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[ \t]*(?:[-*•–·▪]|\d{1,2}[.)])[ \t]+")
_CRUMB = re.compile(r"\s[>›»]\s")
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " ", "\t": " ",
     "\n": " ", "\r": " ", "‑": "-"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: its text with plain apostrophes, and its span in the report."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether the word starts with a capital letter."""
        text = self.text
        if text[0].isupper():
            return True
        return ("-" in text or "'" in text) and bool(_JOINED.match(text))


@dataclass(frozen=True)
class Sentence:
    """A sentence: span in the report, number of its paragraph, and what kind of line it is."""

    text: str
    start: int
    end: int
    paragraph: int
    kind: str = "body"

    @cached_property
    def words(self) -> list[Word]:
        """Words and marks in order."""
        at = self.start
        found = []
        for m in _WORD.finditer(self.text):
            a, b, w = m.start() + at, m.end() + at, m.group()
            tail = _TAIL.search(w) if "'" in w or "-" in w else None
            if tail:
                cut = b - len(tail.group())
                found += [Word(w[: tail.start()], a, cut), Word(tail.group(), cut, b)]
            else:
                found.append(Word(w, a, b))
        return found


def plain(text: str) -> str:
    r"""Text of the same length with straight quotes and plain spaces.

    Examples
    --------
    >>> plain("Zagreb’s\ncontrol")
    "Zagreb's control"
    """
    return text.translate(_PLAIN)


def sentences(text: str) -> list[Sentence]:
    r"""Split a report into sentences; spans refer to `text` as given.

    A breadcrumb line ("Home > Talks > ...") is left out, headings and the title are marked. Lines
    wrapped at a fixed width are joined. Time is linear in the length of the text.

    Examples
    --------
    >>> [s.text for s in sentences("Mr. Abe met Gen. Bo. They spoke.\n\nTalks went on.")]
    ['Mr. Abe met Gen. Bo.', 'They spoke.', 'Talks went on.']
    """
    flat, found, seen_body = plain(text), [], False
    for number, (start, end) in enumerate(_blocks(text)):
        bullet = _BULLET.match(flat, start, end)
        kind = "bullet" if bullet else "body"
        if bullet:
            start = bullet.end()
        block = flat[start:end]
        if len(block) < 240 and _CRUMB.search(block):
            continue
        if kind == "body" and _is_heading(block):
            kind = "heading" if seen_body else "title"
        seen_body = seen_body or kind == "body"
        found += [Sentence(flat[a:b], a, b, number, kind) for a, b in _cuts(flat, text, start, end)]
    return found


def _is_heading(block: str) -> bool:
    return len(block) < 140 and block[-1:] not in '.!?:;"' and "  " not in block


def _blocks(text: str) -> list[tuple[int, int]]:
    """Spans of paragraphs and list items; fixed-width wrapping is undone."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    longest = max((len(text[a:b].rstrip()) for a, b in lines), default=0)
    wrapped = longest <= 120
    blocks: list[list[int]] = []
    open_block = False
    for a, b in lines:
        body = text[a:b]
        if not body.strip():
            open_block = False
            continue
        if not (open_block and wrapped) or _BULLET.match(body):
            blocks.append([a, b])
        else:
            blocks[-1][1] = b
        open_block = len(body.rstrip()) >= 0.6 * longest
    out = []
    for a, b in blocks:
        body = text[a:b]
        out.append((a + len(body) - len(body.lstrip()), a + len(body.rstrip())))
    return out


def _cuts(flat: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence spans inside one block."""
    spans, at = [], start
    for m in _END.finditer(flat, start, end):
        if m.group()[0] == "." and _ABBREVIATION.search(flat, max(at, m.start() - 12), m.start()):
            continue
        after = flat[m.end() : m.end() + 3].lstrip()
        if after and after[0].islower():
            continue
        if m.end() > at:
            spans.append((at, m.end()))
        at = m.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        spans.append((at, end))
    return [piece for a, b in spans for piece in _short(flat, a, b)]


def _short(flat: str, a: int, b: int) -> list[tuple[int, int]]:
    """Pieces of a sentence too long to be one, cut at spaces, so that work stays linear."""
    pieces = []
    while b - a > LONGEST:
        cut = flat.rfind(" ", a + 1, a + LONGEST)
        cut = cut if cut > a else a + LONGEST
        pieces.append((a, cut))
        a = cut
    return [*pieces, (a, b)]


def acronym_after(words: list[Word], k: int) -> bool:
    """Whether the run of capitalised words at k is followed by an acronym in brackets."""
    while k < len(words) and words[k].capital:
        k += 1
    return k + 1 < len(words) and words[k].text == "(" and words[k + 1].text.isupper()


def capital_at(words: list[Word], i: int) -> bool:
    """Whether a capitalised word stands at i."""
    return i < len(words) and words[i].capital
