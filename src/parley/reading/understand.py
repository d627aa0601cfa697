"""A report read once: its sentences, who is named in them, and who is meant by other words."""

import re

from parley.reading.affiliation import affiliate
from parley.reading.context import Report, Sent
from parley.reading.entities import Mention, Registry
from parley.reading.lexicon import words as wordset
from parley.reading.reference import REBELS, refer
from parley.reading.same import join_names
from parley.reading.scan import scan
from parley.reading.text import sentences

MOST = 1_000_000
"""Characters of a report that the rules look at, from its start."""


def understand(text: str) -> Report:
    """Sentences, names and references of a report; what stands after `MOST` is not read."""
    found = sentences(text[:MOST])
    scanned = scan(found)
    registry = scanned.registry
    sents = [Sent(s, i) for i, s in enumerate(found)]
    join_names(registry)
    _spread(registry, sents)
    _name_rebels(registry, text, bool(REBELS.search(text)))
    report = Report(text, scanned, sents, registry)
    affiliate(report)
    report.main = _main(report)
    refer(report)
    return report


_MOVEMENTS = wordset(
    "movement front party alliance congress union tigers organisation organization"
)


def _name_rebels(registry: Registry, text: str, spoken_of: bool) -> None:
    """Find the movements that fight.

    One whose troops, fighters or commanders are spoken of does; where rebels are spoken of and no
    armed group is named, the movement named most is theirs.
    """
    own = [e for e in registry.parties if e.kind == "organisation" and e.key == e.name]
    for e in own:
        if any(_FIGHTS.match(text[m.end : m.end + 30]) for m in e.mentions):
            e.kind = "armed group"
    if not spoken_of or any(e.kind == "armed group" and e.acting >= 0.6 for e in registry.parties):
        return
    movements = [e for e in own if set(e.name.lower().split()) & _MOVEMENTS]
    best = max(movements, key=lambda e: e.acting, default=None)
    if best is not None:
        best.kind = "armed group"


_FIGHTS = re.compile(
    r"(?:'s|’s)? (?:own |military |armed )?(?:troops|forces|fighters|soldiers|guerrillas|"
    r"commanders|guns|"
    r"rebels|military wing|militia)\b"
)


def _spread(registry: Registry, sents: list[Sent]) -> None:
    """Give each sentence the mentions that lie in it; idle capitals become places."""
    every = sorted(
        (m for e in registry.entities.values() for m in e.mentions), key=lambda m: (m.start, -m.end)
    )
    k = 0
    for s in sents:
        end = s.sentence.end
        while k < len(every) and every[k].start < end:
            m = every[k]
            idle = m.acting <= 0 and m.form in ("capital", "name")
            entity = registry.entities[m.key]
            if idle and entity.kind == "state" and entity.sort == "party":
                m = Mention(m.start, m.end, m.key, "place", 0.0, m.before)
            s.mentions.append(m)
            k += 1


def _main(report: Report) -> list[str]:
    """Two parties most often named as acting; people count for their party."""
    weight: dict[str, float] = {}
    for e in report.registry.entities.values():
        key = e.key if e.sort == "party" else e.party
        if key and report.registry.entities[key].kind in ("state", "armed group"):
            weight[key] = weight.get(key, 0.0) + sum(m.acting for m in e.mentions)
    return sorted(weight, key=lambda k: -weight[k])[:2]
