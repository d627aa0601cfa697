"""From words somebody selected, or wrote down, to evidence: the span where a source says them."""

import re

from parley.dossier.schema import Dossier, Evidence, Source
from parley.errors import DossierError

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
     "–": "-", "—": "-", "‑": "-", "−": "-"}
)  # fmt: skip


def locate(text: str, quote: str) -> tuple[int, int] | None:
    r"""Span of a quote in a text; None when the text does not say it.

    Verbatim first; then with runs of white space, kinds of quotation mark, apostrophe and dash
    taken as the same. The first place counts. Letters, digits and their case must agree.

    Examples
    --------
    >>> text = "He said:\n“It’s  over.” They left."
    >>> a, b = locate(text, "\"It's over.\"")
    >>> text[a:b]
    '“It’s  over.”'
    >>> locate(text, "it's over") is None
    True
    """
    quote = quote.strip()
    if not quote:
        return None
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    words = [re.escape(w) for w in quote.translate(_SAME).split()]
    found = re.search(r"\s+".join(words), text.translate(_SAME))
    return found.span() if found else None


def quote_at(dossier: Dossier, source: str, start: int, end: int) -> Evidence:
    """Evidence of a selection: characters `start` to `end` of a source, without outer white space.

    Raises
    ------
    DossierError
        When there is no such source, or the span lies outside it or holds no words.

    Examples
    --------
    >>> from parley.dossier.schema import Dossier, Process, Source
    >>> d = Dossier(process=Process(title="x"), sources=(
    ...     Source(id="s", sha256="0", text="They met. "),))
    >>> quote_at(d, "s", 0, 10).quote
    'They met.'
    """
    text = source_of(dossier, source).text
    if not 0 <= start < end <= len(text):
        raise DossierError(
            f"source {source!r}: no span {start}-{end}; it has {len(text)} characters"
        )
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise DossierError(f"source {source!r}: the selection holds no words")
    return Evidence(source=source, start=start, end=end, quote=text[start:end])


def find_quote(dossier: Dossier, source: str, quote: str) -> Evidence:
    """Evidence of words written down: where a source says them (see `locate`).

    Raises
    ------
    DossierError
        When there is no such source, or it does not say so.
    """
    text = source_of(dossier, source).text
    span = locate(text, quote)
    if span is None:
        shown = quote if len(quote) <= 60 else quote[:57] + "..."
        raise DossierError(f"source {source!r}: does not say {shown!r}")
    return Evidence(source=source, start=span[0], end=span[1], quote=text[slice(*span)])


def source_of(dossier: Dossier, key: str) -> Source:
    """The source of an id; DossierError naming those there are when it is not one."""
    for source in dossier.sources:
        if source.id == key:
            return source
    known = ", ".join(s.id for s in dossier.sources[:8]) or "none"
    raise DossierError(f"source {key!r}: no such source; known are {known}")
