"""Who sits at the table: the two parties that the talks of a report are between."""

import itertools
import re

from parley.reading.context import Report, Sent
from parley.reading.cues import cue
from parley.reading.drafts import DemandDraft

_KINDS = ("state", "armed group", "group")
_JOINED = re.compile(
    r"(?: \([^)]*\))?(?:, [^,;.]{2,60},)?(?: [a-z-]+ [A-Z]\w+)? and (?:of )?(?:(?:the|that|his|"
    r"a) )?"
    r"(?:[\w'.-]+ ){0,6}"
)
_OF_BOTH = re.compile(
    r"\b(?:between|delegations? (?:of|from)|envoys (?:of|from)|negotiators (?:of|from)|"
    r"representatives of|brought|together|forces of|talks of)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
_TOGETHER = cue(
    """met|meet|meets|signed|sign|signs|shook hands|sat|had reached|reached|agreed|have met|began|
            opened|talks|negotiat\\w+|face-to-face|spoke|will meet|are to meet|delegations?|
            teams?|negotiators|envoys"""
)
_THIRD = cue(
    """mediat\\w+|broker\\w*|chair(?:ed|s)?|host(?:s|ed)?|good offices|facilitat\\w+|guarantors?|
            observers?|witness(?:es|ed)?|go-between|sponsors?|donors?"""
)


def two_sides(report: Report, demands: list[DemandDraft]) -> list[str]:
    """Keys of the two parties most shown to deal with each other; empty when fewer are shown.

    Named in one breath as those who meet, sign or talk counts most; then asking and refusing, and
    being spoken of; mediating, hosting and watching weigh against.
    """
    weight: dict[str, float] = {}
    pairs: dict[tuple[str, str], float] = {}
    for e in report.registry.entities.values():
        key = e.key if e.sort == "party" else e.party
        party = report.registry.entities.get(key) if key else None
        if party and key and (party.kind in _KINDS or (party.key == party.name and party.kind)):
            said = sum(m.acting for m in e.mentions)
            weight[key] = weight.get(
                key, 1.5 if party.kind == "armed group" and party.acting >= 2 else 0.0
            )
            weight[key] += 0.3 * min(said, 10)
    for d in demands:
        if d.party in weight:
            weight[d.party] += 0.7
    for sent in report.sents:
        _joined(report, sent, pairs)
        for m in _THIRD.finditer(sent.text):
            doer = report.subject(sent, m.start())
            third = report.party(doer.key) if doer else None
            if third in weight:
                weight[third] -= 1.0
    ranked = sorted(weight, key=lambda k: (-weight[k], k))[:12]
    ranked = list(dict.fromkeys([*ranked, *(k for p in pairs for k in p if k in weight)]))
    worth = {
        (a, b): weight[a] + weight[b] + 2.0 * pairs.get((min(a, b), max(a, b)), 0.0)
        for a, b in itertools.combinations(ranked, 2)
    }
    best = max(worth, key=lambda p: worth[p], default=None)
    return list(best) if best else []


def _joined(report: Report, sent: Sent, pairs: dict[tuple[str, str], float]) -> None:
    """Count two named in one breath who meet, sign or talk."""
    text = sent.text
    for x, y in itertools.pairwise(sent.mentions):
        gap = text[x.end - sent.start : y.start - sent.start]
        if "its" in (x.form, y.form) or len(gap) > 90 or not _JOINED.fullmatch(gap):
            continue
        a, b = report.party(x.key), report.party(y.key)
        lead, tail = text[: x.start - sent.start][-50:], text[y.end - sent.start :][:90]
        if not a or not b or a == b or _THIRD.search(lead) or _THIRD.search(tail):
            continue
        if _OF_BOTH.search(lead) or _TOGETHER.search(tail):
            key = (min(a, b), max(a, b))
            pairs[key] = pairs.get(key, 0.0) + 1.0
