"""Each sentence with the names in it, and the report as the rules see it."""

import bisect
import re
from dataclasses import dataclass, field
from functools import cached_property

from parley.reading.entities import Entity, Mention, Registry
from parley.reading.lexicon import words as wordset
from parley.reading.scan import Scan
from parley.reading.text import Sentence

_LEADERS = wordset(
    """president premier minister king queen emperor emir sultan chancellor leader chairman
    tsar czar shah regent taoiseach ruler"""
)
_CUTS = re.compile(
    r";|:(?=\s)| [–—-] |, (?:but|while|whereas|although|though|yet|and (?:he|she|it|they|that|"
    r"then))\b"
)
_PREPOSITION = re.compile(
    r"\b(?:of|in|with|for|to|from|by|against|between|on|at|over|under|into|about|towards?|and|than)"
    r"(?: (?:the|its|his|their|former|both|a))* ?$",
    re.IGNORECASE,
)


@dataclass
class Sent:
    """A sentence and the mentions in it, in order."""

    sentence: Sentence
    number: int
    mentions: list[Mention] = field(default_factory=list)

    text: str = field(init=False)
    """The sentence with plain spaces and quotes; same length as in the report."""
    start: int = field(init=False)
    """Where the sentence starts in the report."""

    def __post_init__(self) -> None:
        self.text, self.start = self.sentence.text, self.sentence.start

    @cached_property
    def cuts(self) -> list[int]:
        """Offsets in the sentence at which a new clause starts, with 0 and the length."""
        return [0, *(m.start() for m in _CUTS.finditer(self.text)), len(self.text)]

    def clause(self, at: int) -> tuple[int, int]:
        """Span, in the sentence, of the clause around offset `at`."""
        a = max(c for c in self.cuts if c <= at)
        b = min((c for c in self.cuts if c > at), default=len(self.text))
        return a, b

    def within(self, a: int, b: int) -> list[Mention]:
        """Mentions between two offsets of the sentence."""
        return [m for m in self.mentions if a <= m.start - self.start < b]


@dataclass
class Report:
    """All that the rules need to know of one report."""

    text: str
    scan: Scan
    sents: list[Sent]
    registry: Registry
    main: list[str] = field(default_factory=list)
    """Keys of the two parties most spoken of as fighting or talking."""
    pair: list[str] = field(default_factory=list)
    """Keys of the two leaders of the first summit told: "the two men"."""
    ruling: str | None = None
    """Key of the state whose government it is, in a civil war."""

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sents]

    def number_at(self, at: int) -> int:
        """Number of the sentence around an offset of the text; -1 before the first."""
        return bisect.bisect_right(self._starts, at) - 1

    @cached_property
    def name_words(self) -> set[str]:
        """Every word of the name of a person."""
        return {w for p in self.registry.people for w in p.name.split()}

    @cached_property
    def people_of(self) -> dict[str | None, list[Entity]]:
        """People by the party they act for."""
        found: dict[str | None, list[Entity]] = {}
        for p in self.registry.people:
            found.setdefault(p.party, []).append(p)
        return found

    def party(self, key: str | None) -> str | None:
        """Party behind a mention."""
        return self.registry.party_of(key) if key else None

    def subject(self, sent: Sent, at: int) -> Mention | None:
        """Who does what stands at offset `at`: the nearest fitting mention before it.

        After a comma that closes an aside ("X, which fought Y, wants"), and after "and" between two
        verbs, it is the subject of the clause rather than the nearest.
        """
        a, _ = sent.clause(at)
        lead = sent.text[a:at]
        best = None
        for lower in (a, 0):
            near = [m for m in sent.within(lower, at) if m.form not in ("place", "pair")]
            free = [
                m for m in near if not _PREPOSITION.search(sent.text[: m.start - sent.start][-24:])
            ]
            if free:
                closed = lead.rstrip().endswith(",") and _owner_of_aside(sent, free, at)
                joint = _JOINT.search(lead) and lower == a
                return closed or (free[0] if joint else free[-1])
            best = best or (near[-1] if near else None)
            if best:
                return best
        return None


_JOINT = re.compile(
    r"\b(?:and|but|or|yet|nor)(?: (?:also|then|now|still|later|again|has|have|had|is|was))*,? $"
)
_ASIDE = re.compile(r",? (?:which|who|whose|led by|headed by|the|an?|for|in|its|his|now|once)\b")


def _owner_of_aside(sent: Sent, free: list[Mention], at: int) -> Mention | None:
    """The mention before the comma that opens the aside which ends at `at`."""
    for m in free:
        end = m.end - sent.start
        if sent.text[end : end + 1] == "," and _ASIDE.match(sent.text, end):
            return m
        other = re.match(r" \([^)]*\),", sent.text[end : end + 30])
        if other:
            return m
    return None


def subject_like(report: Report, sent: Sent, mentions: list[Mention]) -> list[Mention]:
    """Mentions that do not hang on a preposition."""
    return [m for m in mentions if not _PREPOSITION.search(sent.text[: m.start - sent.start][-24:])]


def leads(person: Entity) -> bool:
    """Whether the office is that of a head of state, government or movement."""
    office = (person.office or "").lower().split()
    if not set(office) & _LEADERS:
        return False
    return not set(office) & {"foreign", "defence", "defense", "deputy", "vice", "interior"}


def is_leader(report: Report, key: str) -> bool:
    """Whether the key is a head of state, government or movement."""
    entity = report.registry.entities.get(key)
    return entity is not None and entity.sort == "person" and not entity.former and leads(entity)


def first_of_chain(sent: Sent, subject: Mention) -> Mention:
    """Find the first of "X, Y and Z" when the mention is one of them."""
    chain = subject
    for x in reversed([x for x in sent.mentions if x.end <= subject.start]):
        gap = sent.text[x.end - sent.start : chain.start - sent.start]
        if not re.fullmatch(r"(?:,| and|, and)(?: the| \w+)? ", gap) or x.form == "place":
            break
        chain = x
    return chain
