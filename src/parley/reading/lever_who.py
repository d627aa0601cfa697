"""Who holds a lever, and at whom it is aimed."""

import re

from parley.dossier.words import Instrument
from parley.reading.classes import instrument_at
from parley.reading.context import Report, Sent, first_of_chain
from parley.reading.entities import Mention
from parley.reading.lever_words import TARGET

_FORCE = re.compile(r"(?:remain|stay)s? in force", re.IGNORECASE)
_AGAINST = re.compile(r"\bsanctions (?:on|against) (?:the )?$", re.IGNORECASE)


def in_force(report: Report, sent: Sent, m: re.Match[str], b: int) -> tuple[str | None, str] | None:
    """Holder and target of "sanctions against X remain in force"; None when it says no such thing.

    The holder is a party named before the sanctions other than X, or None.
    """
    if not _FORCE.search(sent.text, m.start(), b):
        return None
    fit = [x for x in sent.within(0, m.end()) if x.form != "place"]
    aimed = next((x for x in fit if _AGAINST.search(sent.text[: x.start - sent.start])), None)
    target = report.party(aimed.key) if aimed else None
    if aimed is None or target is None:
        return None
    keys = [report.party(x.key) for x in fit if x.start < aimed.start]
    return next((k for k in reversed(keys) if k and k != target), None), target


def recipient(report: Report, sent: Sent, kind: Instrument, holder: str) -> str | None:
    """Who gets this instrument where the sentences before, or the next one, name the recipient."""
    if kind not in ("arms", "aid"):
        return None
    last = min(len(report.sents), sent.number + 2)
    for i in (*range(sent.number, max(-1, sent.number - 6), -1), *range(sent.number + 1, last)):
        near = report.sents[i]
        for x in near.mentions:
            lead = near.text[: x.start - near.start]
            key = report.party(x.key)
            given = instrument_at(lead[-70:]) if _GIVEN_TO.search(lead) else None
            if key and key != holder and given and given[0] == kind:
                return key
    return None


_GIVEN_TO = re.compile(r"\b(?:to|for) (?:the )?$")


def find_holder(report: Report, sent: Sent, m: re.Match[str], a: int, b: int) -> str | None:
    """Who holds it: the first of the subjects, or the state named with the means."""
    subject = report.subject(sent, m.start())
    near = [x for x in sent.within(a, b) if x.form in _NAMED and x.acting]
    if m.group().lower() == "s offer":
        subject = next((x for x in reversed(sent.within(a, m.start() + 1))), subject)
    if _PASSIVE.search(m.group()) or _WAS.search(sent.text[max(0, m.start() - 14) : m.start()]):
        subject = _agent(sent, m, near, a, b) or _sayer(report, sent, a)
        if subject is None:
            named = [x for x in near if x.form == "adjective"]
            return _opponent(report, sent, m, b) or (report.party(named[0].key) if named else None)
    gain = GAIN.search(sent.text, m.end(), b)
    if gain:
        at = sent.start + gain.end()
        subject = next((x for x in sent.mentions if x.start == at), subject)
    if subject is None:
        before = [x for x in near if x.start - sent.start < m.start()]
        told = _sayer(report, sent, a) or (before[0] if before else None)
        subject = told or (near[0] if near and _NOUNS.match(m.group()) else None)
    key = report.party(first_of_chain(sent, subject).key) if subject else None
    if key is None or report.registry.entities[key].kind == "court":
        return None
    home = report.registry.entities[key].home
    return home if home in report.registry.entities else key


_NOUNS = re.compile(r"future |economic |sale |supply|deliver|provision|military|the threat", re.I)
_PASSIVE = re.compile(
    r"\bbe (?:\w+ed|cut|put|paid|sent)\b|stay|remain|survive|lapse|stop$|cease$", re.IGNORECASE
)
_WAS = re.compile(r"\b(?:is|are|was|were|been|being|be)(?: \w+ly)? $")


def _agent(sent: Sent, m: re.Match[str], near: list[Mention], a: int, b: int) -> Mention | None:
    """Who does what is told in the passive: after "by", else the adjective before the means."""
    for x in sent.within(m.end(), b):
        if re.search(
            r"\bby (?:the )?$", sent.text[max(0, x.start - sent.start - 8) : x.start - sent.start]
        ):
            return x
    before = [x for x in near if x.start - sent.start < m.start()]
    return next((x for x in before if x.form == "adjective"), None) or next(
        (x for x in before if x.form == "name" and not _OBJECT.search(
            sent.text[: x.start - sent.start][-12:])), None
    )  # fmt: skip


_OBJECT = re.compile(r"\b(?:on|to|for|against|of|in|from|with)(?: the)? $")


def _opponent(report: Report, sent: Sent, m: re.Match[str], b: int) -> str | None:
    """The other of the two sides, where one is named as the target: "a ban on X was lifted"."""
    council = re.search(r"\b(?:resolution|Council|embargo)", sent.text)
    if council and "UN" in report.registry.entities:
        return "UN"
    target = find_target(report, sent, 0, b, "")
    if target in report.main and _aimed(sent, m, b):
        return next((k for k in report.main if k != target), None)
    return None


def _aimed(sent: Sent, m: re.Match[str], b: int) -> bool:
    return any(
        re.search(r"\b(?:on|against)(?: the)? $", sent.text[: x.start - sent.start][-12:])
        for x in sent.within(0, b)
    )


_NAMED = ("adjective", "name", "seat", "capital")
GAIN = re.compile(r"\bgives? (?:the )?(?=[A-Z][\w.]+(?: [A-Z]\w+)? (?:a|the|more) )")


def _sayer(report: Report, sent: Sent, a: int) -> Mention | None:
    """Who is quoted for the clause: "American officials say that relief will come"."""
    lead = [x for x in sent.within(0, max(a, 60)) if x.form != "place"]
    return (
        lead[0] if lead and re.search(r"\b(?:say|says|said|let it be known)\b", sent.text) else None
    )


def find_target(report: Report, sent: Sent, a: int, b: int, holder: str) -> str | None:
    """The party at which a lever is aimed: after "to", "on", "for" first, else the next named."""
    near = [m for m in sent.within(a, b) if m.form != "its"]
    ranked = sorted(near, key=lambda m: not TARGET.search(sent.text[: m.start - sent.start][-12:]))
    for m in ranked:
        key = report.party(m.key)
        entity = report.registry.entities.get(key) if key else None
        if key and key != holder and entity and entity.kind in ("state", "armed group", "group"):
            return key
    return None


def other_side(report: Report, sent: Sent, holder: str) -> str | None:
    """The fighting party named last before this place, else one of the two sides."""
    for s in (sent, *(report.sents[i] for i in (sent.number - 1,) if i >= 0)):
        for x in reversed(s.mentions):
            key = report.party(x.key)
            if key in report.main and key != holder:
                return key
    return next((k for k in report.main if k != holder), None)
