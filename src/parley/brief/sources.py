"""Source texts with the sentences that entries rest on marked in place."""

from __future__ import annotations

import dataclasses
import itertools
import re

from parley.outlook.document import EvidenceView, SourceView


@dataclasses.dataclass(frozen=True)
class Piece:
    """A run of text; `opens` and `closes` say how many marks begin before and end after it."""

    text: str
    opens: tuple[tuple[str, bool], ...]
    """Ids of the evidence whose mark begins here; True where it first begins (gets the anchor)."""
    closes: int


@dataclasses.dataclass(frozen=True)
class MarkedSource:
    """A source, its text cut into paragraphs of pieces."""

    source: SourceView
    paragraphs: tuple[tuple[Piece, ...], ...]
    unplaced: tuple[EvidenceView, ...]
    """Evidence whose span lies outside the text: shown below it, so that its anchor exists."""


def marked(source: SourceView, evidence: list[EvidenceView]) -> MarkedSource:
    """Cut a source at the spans of its evidence; marks nest, and break where spans cross.

    Parameters
    ----------
    source : SourceView
        The text to cut.
    evidence : list of EvidenceView
        Those of other sources are passed over. A span that reaches beyond the text is `unplaced`.

    Returns
    -------
    MarkedSource
        Its paragraphs joined by their separators give the text; each evidence id opens with True
        exactly once.

    Examples
    --------
    >>> s = SourceView(id="s", title=None, publisher=None, author=None, date=None, address=None,
    ...                language=None, sha256="0", text="One two.")
    >>> e = EvidenceView(id="s:4-7", source="s", start=4, end=7, quote="two")
    >>> [(p.text, p.opens, p.closes) for p in marked(s, [e]).paragraphs[0]]
    [('One ', (), 0), ('two', (('s:4-7', True),), 1), ('.', (), 0)]
    """
    own = [e for e in evidence if e.source == source.id]
    placed = [e for e in own if 0 <= e.start < e.end <= len(source.text)]
    placed = [e for e in placed if source.text[e.start : e.end].strip()]
    ids = {e.id for e in placed}
    begun: set[str] = set()
    paragraphs = tuple(
        _pieces(source.text, start, end, placed, begun) for start, end in _paragraphs(source.text)
    )
    return MarkedSource(source, paragraphs, tuple(e for e in own if e.id not in ids))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the runs of text between line breaks, empty ones left out."""
    return [m.span() for m in re.finditer(r"[^\n\r]*\S[^\n\r]*", text)]


def _pieces(
    text: str, start: int, end: int, evidence: list[EvidenceView], begun: set[str]
) -> tuple[Piece, ...]:
    """Pieces of one paragraph; `begun` holds the evidence that already has its anchor."""
    here = sorted(
        (e for e in evidence if e.start < end and e.end > start), key=lambda e: (e.start, -e.end)
    )
    cuts = {start, end} | {min(max(x, start), end) for e in here for x in (e.start, e.end)}
    edges = sorted(cuts)
    out: list[Piece] = []
    stack: list[EvidenceView] = []
    for left, right in itertools.pairwise(edges):
        fresh = [e for e in here if e.start <= left < e.end and e not in stack]
        opens = []
        for e in fresh:
            opens.append((e.id, e.id not in begun))
            begun.add(e.id)
        stack += fresh
        ending = [n for n, e in enumerate(stack) if min(e.end, end) == right]
        closes = len(stack) - ending[0] if ending else 0
        stack = stack[: len(stack) - closes]
        out.append(Piece(text[left:right], tuple(opens), closes))
    return tuple(out)
