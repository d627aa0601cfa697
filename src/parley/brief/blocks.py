"""The brief as blocks: headings, paragraphs, tables and charts, before any file format."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Literal

from parley.brief.chains import ChainBook
from parley.brief.pictures import Chart
from parley.brief.plain_text import one_line, right_to_left

Style = Literal["body", "lead", "note", "kicker"]


@dataclasses.dataclass(frozen=True)
class Run:
    """A piece of text in one look; `notes` are numbers of sentences it rests on."""

    text: str
    strong: bool = False
    soft: bool = False
    notes: tuple[int, ...] = ()
    address: str | None = None
    """Where a link leads, outside the document."""


Text = tuple[Run, ...]


@dataclasses.dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a chapter."""

    level: int
    text: str
    kind: str = "heading"


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """Text in one style."""

    runs: Text
    style: Style = "body"
    kind: str = "paragraph"


@dataclasses.dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Text, ...]
    kind: str = "bullets"


@dataclasses.dataclass(frozen=True)
class Said:
    """A quote with who said it."""

    lead: Text
    quote: str
    rtl: bool
    kind: str = "said"


@dataclasses.dataclass(frozen=True)
class Table:
    """A table with one header row; `widths` are shares of the line, `small` sets it tight."""

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...]
    caption: str
    right: tuple[int, ...] = ()
    """Columns of numbers, set to the right."""
    small: bool = False
    kind: str = "table"


@dataclasses.dataclass(frozen=True)
class Picture:
    """A chart."""

    chart: Chart
    kind: str = "picture"


@dataclasses.dataclass(frozen=True)
class Note:
    """A sentence of a source, by its number in the document."""

    number: int
    quote: str
    rtl: bool
    place: str
    """Title of the source and where in it the sentence stands."""
    kind: str = "note"


@dataclasses.dataclass(frozen=True)
class NewPage:
    """What follows starts a page."""

    kind: str = "page"


Block = Heading | Paragraph | Bullets | Said | Table | Picture | Note | NewPage


@dataclasses.dataclass(frozen=True)
class Paper:
    """A whole brief: what stands on its first page and the blocks that follow."""

    title: str
    kicker: str
    question: str | None
    subject: str
    language: str
    blocks: tuple[Block, ...]


class Notes:
    """Numbers for the sentences that a document rests on, in order of first mention."""

    def __init__(self, book: ChainBook) -> None:
        self.book = book
        self.order: dict[str, int] = {}

    def of(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Numbers of the pieces of evidence among these ids."""
        found = [e.id for e in self.book.quotes(ids)]
        return tuple(self.order.setdefault(i, len(self.order) + 1) for i in found)

    def blocks(self) -> list[Note]:
        """The sentences themselves, by number."""
        titles = {s.id: s.title or s.id for s in self.book.outlook.sources}
        out = []
        for key, n in self.order.items():
            e = self.book.evidence[key]
            place = f"characters {e.start}–{e.end} of {one_line(titles.get(e.source, e.source))}"
            out.append(Note(n, one_line(e.quote), right_to_left(e.quote), place))
        return out


def text(words: str, notes: tuple[int, ...] = ()) -> Text:
    """Plain text, with the numbers of its sentences after it."""
    return (Run(one_line(words), notes=notes),)


def strong(words: str, rest: str = "", notes: tuple[int, ...] = ()) -> Text:
    """Text that begins in bold; a colon after a name from right to left stays at its end."""
    more = (Run(one_line(rest), notes=notes),) if rest or notes else ()
    bare = one_line(words)
    if bare.endswith(":") and right_to_left(bare):
        head: Text = (Run(bare[:-1], strong=True), Run(":", strong=True))
    else:
        head = (Run(bare, strong=True),)
    return (*head, *((Run(" "),) if rest else ()), *more)


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str | Text]],
    widths: Sequence[float],
    caption: str,
    *,
    right: Sequence[int] = (),
    small: bool = False,
) -> list[Block]:
    """A table as a list of one block; no block when it has no rows."""
    cells = tuple(tuple(text(c) if isinstance(c, str) else c for c in row) for row in rows)
    if not cells:
        return []
    names = tuple(one_line(h) for h in head)
    return [Table(names, cells, tuple(widths), one_line(caption), tuple(right), small)]


def bullets(items: Iterable[str | Text]) -> list[Block]:
    """A list as a list of one block; no block when it is empty."""
    found = tuple(text(i) if isinstance(i, str) else i for i in items)
    return [Bullets(found)] if found else []
