"""When the war began, where the report says so."""

import datetime
import re

from parley.reading.context import Report, Sent
from parley.reports.dates import month_number

_YEAR = r"(?P<when>(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2}, )?(?:1[5-9]|20)\d\d)\b"
_WAR = r"(?:war|conflict|fighting|hostilities|insurgency|rebellion|uprising|invasion|insurrection)"
_BEGAN = r"(?:began|begun|started|broke out|broken out|erupted|flared up)"
_ATTACKED = (
    r"(?:invaded|attacked|(?:sent|marched) (?:its |their )?(?:troops|forces|army)|seized|"
    r"crossed the (?:border|frontier)|took up arms|rose (?:up )?against|went to war)"
)
_CUES = [
    re.compile(rf"\bsince\b[^.;]{{0,60}}?\b(?:{_ATTACKED}|{_BEGAN})\b[^.;,]{{0,50}}?\bin {_YEAR}"),
    re.compile(rf"\b{_WAR}\b[^.;]{{0,60}}?\b{_BEGAN}\b[^.;,]{{0,30}}?\b(?:in|on) {_YEAR}"),
    re.compile(rf"\b(?:at war|{_WAR}|fought|fighting)\b[^.;,]{{0,50}}?\bsince {_YEAR}"),
    re.compile(
        rf"\b(?:invasion|outbreak of (?:the )?(?:war|fighting))\b[^.;,]{{0,40}}?\bin {_YEAR}"
    ),
    re.compile(
        rf"\b{_ATTACKED}\b[^.;,]{{0,50}}?\bin {_YEAR}[^.;]{{0,40}}?\bbeg(?:an|inning) the war"
    ),
]
_DATED = re.compile(r"\d{4}")
_OTHER = re.compile(
    r"\b(?:world|cold|previous|earlier|another|former|cease-?fire|truce|talks|negotiations)\b", re.I
)
_PARTS = re.compile(
    r"(?:(?P<d1>\d{1,2}) )?(?:(?P<month>[A-Za-z]+)\.? )?(?:(?P<d2>\d{1,2}), )?(?P<year>\d{4})"
)


def war_began(
    report: Report, sides: tuple[tuple[str, ...], ...], away: list[tuple[int, int]]
) -> datetime.date | None:
    """The earliest date that words of a beginning govern; None when no war is said to begin.

    A month without a day is its first day, a year its first day. Words in `away` (comparisons with
    other processes) do not count, nor does a sentence whose states and armed groups are all
    outside the two sides.
    """
    ours = {k for s in sides for k in s}
    found: list[datetime.date] = []
    for sent in report.sents:
        if not _DATED.search(sent.text):
            continue
        for cue in _CUES:
            for m in cue.finditer(sent.text):
                at = sent.start + m.start()
                lead = sent.text[max(0, m.start() - 20) : m.start("when")]
                if any(a <= at < b for a, b in away) or _OTHER.search(lead):
                    continue
                day = _day(m["when"])
                if day and not _elsewhere(report, sent, ours):
                    found.append(day)
    return min(found, default=None)


def _elsewhere(report: Report, sent: Sent, ours: set[str]) -> bool:
    """Whether the sentence names only parties outside the war."""
    named = {k for x in sent.mentions if (k := report.party(x.key))
             and report.registry.entities[k].kind in ("state", "armed group")}  # fmt: skip
    return bool(named) and not named & ours


def _day(words: str) -> datetime.date | None:
    """First day that the words can mean."""
    m = _PARTS.fullmatch(words)
    if m is None:
        return None
    month = month_number(m["month"]) if m["month"] else 1
    if month is None:
        return None
    try:
        return datetime.date(int(m["year"]), month, int(m["d1"] or m["d2"] or 1))
    except ValueError:
        return None
