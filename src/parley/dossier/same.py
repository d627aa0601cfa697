"""Whether two entries of one kind are about the same thing, and whether they say the same of it."""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from parley.dossier.schema import (
    Assessment,
    Constraint,
    Issue,
    Lever,
    Meeting,
    Party,
    Person,
    Position,
)

Verdict = Literal["same", "later", "differs"]
"""Two accounts of one thing: they agree, the second tells what came after, they contradict."""

NEAR_DAYS = 14
"""Days between two reports within which undated talk of a meeting is about the same one."""
_ONWARD = {
    "planned": {"held", "postponed", "cancelled"},
    "postponed": {"held", "cancelled", "planned"},
}
_GENERIC = re.compile(r"^(?:the |a |an |this |that |both |all |its |their |his |her )+", re.I)
_SMALL = re.compile(
    r"the|an?|o[fn]|to|in|by|for|and|or|from|with|its|their|his|her|at|that|which|be|is|are|towards"
)


def fold(text: str) -> str:
    """Small letters without accents, leading articles and marks.

    Examples
    --------
    >>> fold("The Côte d’Ivoire")
    'cote d ivoire'
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"^the ", "", re.sub(r"[\W_]+", " ", plain).strip())


def words(text: str) -> frozenset[str]:
    """The words of a phrase that carry its meaning, cut to their first six letters."""
    return frozenset(w[:6] for w in fold(text).split() if not _SMALL.fullmatch(w))


def overlap(a: str, b: str) -> float:
    """Share of the shorter phrase's words that the other has too; 0 when either has none.

    Examples
    --------
    >>> overlap("the release of prisoners", "prisoners to be released")
    1.0
    """
    first, second = words(a), words(b)
    fewest = min(len(first), len(second))
    return len(first & second) / fewest if fewest else 0.0


def party_keys(p: Party) -> Iterator[str]:
    """What a party is known by, strongest first: code, name, other proper names.

    "the rebels" or "the government" are no names: they mean somebody else in the next report.
    """
    if p.iso3:
        yield f"code {p.iso3}"
    for name in (p.name, *p.aliases):
        bare = _GENERIC.sub("", name)
        if len(bare) > 1 and bare[:1].isupper() and bare.casefold() not in ("government", "army"):
            yield f"name {fold(name)}"


def same_party(a: Party, b: Party) -> bool:
    """Whether two parties that share a key may be one: no two codes, no state and rebels."""
    if a.iso3 and b.iso3:
        return a.iso3 == b.iso3
    return a.kind == b.kind or "state" not in (a.kind, b.kind) or fold(a.name) == fold(b.name)


def same_person(a: Person, b: Person) -> bool:
    """Whether two people with one surname are one: a name holds the other, one party or unknown.

    Examples
    --------
    >>> same_person(Person(id="p", name="Rice"), Person(id="q", name="Condoleezza Rice"))
    True
    """
    first, second = fold(a.name).split(), fold(b.name).split()
    if first == second:
        return True
    if not first or not second or first[-1] != second[-1]:
        return False
    nested = set(first) <= set(second) or set(second) <= set(first) or _initials(first, second)
    return nested and (a.party == b.party or a.party is None or b.party is None)


def _initials(a: list[str], b: list[str]) -> bool:
    """Whether given names agree where one gives only their first letters."""
    pairs = list(zip(a[:-1], b[:-1], strict=False))
    return bool(pairs) and all(x[0] == y[0] and 1 in (len(x), len(y)) for x, y in pairs)


def same_issue(a: Issue, b: Issue) -> bool:
    """Whether two issues are one: the catalogue's, or one question."""
    if a.catalogue or b.catalogue:
        return a.catalogue == b.catalogue
    return fold(a.question) == fold(b.question)


def compare_positions(a: Position, b: Position) -> Verdict | None:
    """Two positions of one party on one issue; None when they are about different points."""
    wants = (a.preferred, a.red_lines, a.acceptable) == (b.preferred, b.red_lines, b.acceptable)
    if wants and (a.says is None or b.says is None or overlap(a.says, b.says) >= 0.5):
        return "same"
    if wants and (a.preferred or a.red_lines) and a.as_of != b.as_of:
        return "same"
    both = a.preferred and b.preferred and a.preferred != b.preferred
    return "differs" if both and a.as_of == b.as_of and a.as_of is not None else None


def compare_meetings(
    a: Meeting,
    b: Meeting,
    who: tuple[frozenset[str], frozenset[str]],
    told: tuple[datetime.date | None, datetime.date | None],
) -> Verdict | None:
    """Two meetings; None when they are not the same one.

    Parameters
    ----------
    a, b : Meeting
        The one in the record, and the new one.
    who : two sets of ids
        The parties at each, people counted for theirs.
    told : two dates
        When the reports that tell of them are from.
    """
    mine, theirs = who
    common = len(mine & theirs)
    if not common or common < max(1, min(len(mine), len(theirs), 2)):
        return None
    if mine != theirs and not (mine <= theirs or theirs <= mine):
        return None
    if a.kind != b.kind and "other" not in (a.kind, b.kind):
        return None
    if a.place and b.place and not _same_place(a.place, b.place):
        return None
    if not _same_time(a, b, told):
        return None
    if mine != theirs and not (a.place and b.place) and not (a.date and b.date):
        return None
    if a.status == b.status:
        return "same"
    first, second = told
    if first and second and first != second:
        early, late = (a.status, b.status) if first < second else (b.status, a.status)
        return "later" if late in _ONWARD.get(early, ()) else "differs"
    return "differs"


def _same_place(a: str, b: str) -> bool:
    """Whether a place is the other, or part of its name."""
    first, second = fold(a), fold(b)
    return first == second or f" {first} " in f" {second} " or f" {second} " in f" {first} "


def _same_time(
    a: Meeting, b: Meeting, told: tuple[datetime.date | None, datetime.date | None]
) -> bool:
    """Whether two meetings may have been on one day, by their dates, else their reports'."""
    if a.date and b.date:
        return abs((a.date - b.date).days) <= (3 if "round" in (a.kind, b.kind) else 1)
    first, second = (a.date or told[0]), (b.date or told[1])
    if first and second:
        return abs((first - second).days) <= NEAR_DAYS
    return not (a.when and b.when) or fold(a.when) == fold(b.when)


def compare_levers(
    a: Lever, b: Lever, told: tuple[datetime.date | None, datetime.date | None]
) -> Verdict | None:
    """Two levers of one holder on one target with one instrument; None when they differ in kind."""
    if overlap(_bare(a), _bare(b)) < 0.5 and words(_bare(a)) and words(_bare(b)):
        return None
    if a.state == b.state:
        return "same"
    first, second = told
    return "later" if first and second and first != second else "differs"


def _bare(lever: Lever) -> str:
    """The name of a lever without the holder and target that tell it apart."""
    name = re.sub(r"\([^()]* towards [^()]*\)$", "", lever.name)
    return "" if " towards " in name else name


def same_constraint(a: Constraint, b: Constraint) -> bool:
    """Whether two constraints on one actor are one: a warrant is; others by their names."""
    return a.kind == b.kind and (a.kind == "warrant" or overlap(a.name, b.name) >= 0.5)


def same_assessment(a: Assessment, b: Assessment) -> bool:
    """Whether two judgements of one voice are one: the same polarity in nearly the same words."""
    quotes = [" ".join(e.quote for e in x.evidence) for x in (a, b)]
    return a.polarity == b.polarity and overlap(*quotes) >= 0.8 and a.claim == b.claim
