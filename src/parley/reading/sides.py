"""Who fights whom, the type of the war, and the part each party plays."""

import datetime
import re
from dataclasses import dataclass, field

from parley.dossier.words import Role, WarType
from parley.reading.context import Report, Sent
from parley.reading.cues import cue
from parley.reading.drafts import Findings

_FIGHT = cue(
    """fought|fights?|fighting|invad(?:es|ed|ing)|shell(?:s|ed|ing)|bomb(?:s|ed|ing)|
            attack(?:s|ed|ing)?|seiz(?:es|ed)|occup(?:y|ies|ied)|captur(?:es|ed)|besieg(?:es|
            ed)|overran|raid(?:s|ed)|killed|crossed the (?:border|frontier)|shot down|struck|
            ambushed|annexed|took up arms|rose against"""
)
_BETWEEN = cue(
    """(?:war|fighting|cease-?fire|truce|armistice|conflict|clashes|hostilities|peace
            (?:talks|deal|agreement|treaty|accord)|treaty|treaty talks|talks)\\b.{0,40}?\\b
            (?:between|with|against)"""
)
_INVASION = re.compile(
    r"\b(?:invasion|occupation|annexation|shelling|bombing|siege|blockade) of\b", re.IGNORECASE
)
_WAR_IN = re.compile(
    r"\b(?:war|fighting|conflict|invasion) (?:in|on|against|over) (?:the )?$", re.I
)
_WAR_NAME = re.compile(r"^ (?:War|war|conflict|Conflict)\b")
_TROOPS = re.compile(
    r"^(?:'s)? (?:\w+ )?(?:army|troops|forces|soldiers|fighters|generals|commanders|guns|"
    r"warplanes|tanks|"
    r"rebels|garrison|fleet|delegation|negotiators)\b",
    re.IGNORECASE,
)
_SIGN = cue(
    """sign(?:s|ed)?|agree(?:s|d)? (?:to|on) (?:a |an )?(?:truce|cease-?fire|armistice|
            stop)"""
)
_HELD = re.compile(
    r"\b(?:occupied|captured|seized|held|taken|annexed) (?:territor|land|areas|provinces)|"
    r"control (?:of|over)",
    re.I,
)
_MEDIATE = cue(
    """mediat\\w+|broker\\w*|chair(?:ed|s)?|host(?:s|ed)?|good offices|facilitat\\w+|
            shuttl\\w+|carries drafts|co-chairs?|convened|go-between|patronage|auspices|
            brought together|-led"""
)
_OBSERVE = cue("""observers?|guarantors?|witness(?:es|ed)?""")
_ALLY = cue(
    """fought on|speaks for|spoke for|allied (?:with|to)|backed by|backs|supports|on
            .{3,30}? side|alongside"""
)


@dataclass
class Sides:
    """The two sides, what they rest on, type, roles, words of a truce, start of the war."""

    sides: tuple[tuple[str, ...], ...] = ()
    spans: list[tuple[int, int]] = field(default_factory=list)
    type: WarType | None = None
    roles: dict[str, Role] = field(default_factory=dict)
    truce: tuple[int, int] | None = None
    began: datetime.date | None = None


@dataclass
class Fighting:
    """What sentences say of the fighting: weight of each party, of each pair, and where."""

    score: dict[str, float] = field(default_factory=dict)
    pairs: dict[tuple[str, str], float] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    mediators: dict[str, float] = field(default_factory=dict)

    def add(self, key: str, weight: float, span: tuple[int, int]) -> None:
        """Count a party as one that fights, or settles."""
        self.score[key] = self.score.get(key, 0.0) + weight
        self.spans.setdefault(key, span)

    def pair(self, a: str | None, b: str | None, weight: float, span: tuple[int, int]) -> None:
        """Count two parties as opposed."""
        if a and b and a != b:
            key = (min(a, b), max(a, b))
            self.pairs[key] = self.pairs.get(key, 0.0) + weight
            self.add(a, weight / 2 + 0.5, span)
            self.add(b, weight / 2 + 0.5, span)


def fighting(report: Report) -> Fighting:
    """Weigh every sentence of the report once."""
    found = Fighting()
    for sent in report.sents:
        if sent.sentence.kind != "title":
            _weigh_sentence(report, sent, found)
    return found


def find_sides(report: Report, fight: Fighting, findings: Findings) -> Sides:
    """Belligerents from what the report says of the fighting, of truces and of claims to land.

    Empty when fewer than two parties are shown to fight or to settle with each other.
    """
    total = Fighting(dict(fight.score), fight.pairs, dict(fight.spans), fight.mediators)
    for d in findings.demands:
        total.add(d.party, 1.5 if d.catalogue in _AT_STAKE else 0.6, d.span)
    for lever in findings.levers:
        if lever.instrument in ("arms", "aid", "peacekeepers", "sanctions", "trade"):
            total.score[lever.holder] = total.score.get(lever.holder, 0) - 1.0
    for key, weight in fight.mediators.items():
        total.score[key] = total.score.get(key, 0) - 1.2 * weight
    sides = _choose(report, total.score, total.pairs)
    result = Sides(roles=_roles(report, findings, sides, fight.mediators))
    if sides:
        result.sides = tuple(tuple(s) for s in sides)
        result.spans = [total.spans[k] for s in sides for k in s if k in total.spans]
        result.type = _type(report, sides)
    return result


_AT_STAKE = frozenset(
    {"territory", "withdrawal", "ceasefire", "forces_weapons", "autonomy", "prisoners",
     "recognition", "security_guarantees", "sanctions"}
)  # fmt: skip


def _fighter(report: Report, key: str | None) -> str | None:
    party = report.party(key)
    kind = report.registry.entities[party].kind if party else None
    return party if kind in ("state", "armed group") else None


def _weigh_sentence(report: Report, sent: Sent, fight: Fighting) -> None:
    """Fighting, truces, troops, held land and mediation in one sentence."""
    whole = (sent.start, sent.sentence.end)
    text = sent.text
    for m in _FIGHT.finditer(text):
        subject = report.subject(sent, m.start())
        after = [x for x in sent.within(m.end(), min(len(text), m.end() + 80))]
        a = _fighter(report, subject.key) if subject else None
        b = next((k for x in after if (k := _fighter(report, x.key))), None)
        if a:
            fight.add(a, 1.0, whole)
        fight.pair(a, b, 2.0, whole)
    for m in _BETWEEN.finditer(text):
        near = [k for x in sent.within(m.end(), min(len(text), m.end() + 110))
                if (k := _fighter(report, x.key))]  # fmt: skip
        if len(near) >= 2:
            fight.pair(near[0], next((k for k in near if k != near[0]), None), 2.5, whole)
        elif near and m.group().rstrip().lower().endswith(("with", "against")):
            subject = report.subject(sent, m.start())
            foe = _fighter(report, subject.key) if subject else None
            fight.pair(foe, near[0], 1.5, whole)
    for x in sent.mentions:
        party = _fighter(report, x.key)
        if party is None:
            continue
        lead, tail = text[: x.start - sent.start], text[x.end - sent.start :]
        if _WAR_IN.search(lead[-30:]) or _INVASION.search(lead[-30:]) or _WAR_NAME.match(tail[:12]):
            fight.add(party, 1.5, whole)
        if _TROOPS.match(tail[:50]):
            fight.add(party, 0.7, whole)
    sign = _SIGN.search(text)
    if sign:
        near = [k for x in sent.mentions if (k := _fighter(report, x.key))]
        for k in dict.fromkeys(near):
            fight.add(k, 0.5, whole)
    held = _HELD.search(text)
    if held:
        subject = report.subject(sent, held.start())
        who = _fighter(report, subject.key) if subject else None
        if who:
            fight.add(who, 1.0, whole)
    for m in _MEDIATE.finditer(text):
        doers = [report.subject(sent, m.start()), *sent.within(m.end(), m.end() + 40)]
        for doer in doers[:2]:
            party = report.party(doer.key) if doer else None
            if party:
                fight.mediators[party] = fight.mediators.get(party, 0.0) + 1.0
                break


def _choose(
    report: Report, score: dict[str, float], pairs: dict[tuple[str, str], float]
) -> list[list[str]]:
    """The strongest opposed pair, then allies named beside one of the two."""
    entities = report.registry.entities
    for key, e in entities.items():
        if e.kind == "armed group" and e.sort == "party":
            score[key] = score.get(key, 0.0) + 1.5
    fit = {
        k: v for k, v in score.items() if v >= 1.0 and entities[k].kind in ("state", "armed group")
    }
    if len(fit) < 2:
        return []
    best: tuple[float, str, str] | None = None
    ranked = sorted(fit, key=lambda k: (-fit[k], k))[:12]
    for i, a in enumerate(ranked):
        for b in ranked[i + 1 :]:
            worth = fit[a] + fit[b] + 2.0 * pairs.get((min(a, b), max(a, b)), 0.0)
            if best is None or worth > best[0] + 1e-9:
                best = (worth, a, b)
    if best is None:
        return []
    sides = [[best[1]], [best[2]]]
    for sent in report.sents:
        for m in _ALLY.finditer(sent.text):
            subject = report.subject(sent, m.start())
            who = _fighter(report, subject.key) if subject else None
            near = sent.within(m.end(), min(len(sent.text), m.end() + 60))
            other = next((k for x in near if (k := _fighter(report, x.key)) and k != who), None)
            if re.search(r"government's side", sent.text[m.start() : m.end() + 30]):
                other = next((s[0] for s in sides if entities[s[0]].kind == "state"), None)
            for side, foe in ((sides[0], sides[1]), (sides[1], sides[0])):
                if (
                    who
                    and other in side
                    and who not in side
                    and who not in foe
                    and fit.get(who, 0) > 0
                ):
                    side.append(who)
    return sides


def _type(report: Report, sides: list[list[str]]) -> WarType | None:
    kinds = [[report.registry.entities[k].kind for k in s] for s in sides]
    if all(k == ["state"] or set(k) == {"state"} for k in kinds):
        return "interstate"
    states = sum(k.count("state") for k in kinds)
    if states == 1 or states == 0:
        return "civil"
    return "internationalised"


def _roles(
    report: Report, findings: Findings, sides: list[list[str]], mediators: dict[str, float]
) -> dict[str, Role]:
    """Belligerent, mediator, host, patron or observer, in that order of weight."""
    roles: dict[str, Role] = {}
    fighters = {k for s in sides for k in s}
    for k in fighters:
        roles[k] = "belligerent"
    for m in findings.meetings:
        host = report.party(m.host)
        own = len(m.seats) <= 2 and any(m.host in s for s in m.seats)
        if host and host not in roles and not own:
            roles[host] = "host"
    for k, weight in mediators.items():
        if weight >= 1 and k not in roles:
            roles[k] = "mediator"
    for lever in findings.levers:
        if (
            lever.instrument in ("arms", "aid")
            and lever.target in fighters
            and lever.holder not in roles
        ):
            roles[lever.holder] = "patron"
    for sent in report.sents:
        if _OBSERVE.search(sent.text):
            for x in sent.mentions:
                key = report.party(x.key)
                if key and key not in roles and x.form != "place":
                    roles[key] = "observer"
    return roles
