"""Levers: what a holder gives or withholds, threatens or offers, to move a target."""

import re

from parley.dossier.words import Instrument, LeverState
from parley.reading.classes import instrument, instrument_at
from parley.reading.context import Report, Sent, first_of_chain
from parley.reading.cues import cue
from parley.reading.drafts import Asked, DemandDraft, LeverDraft
from parley.reading.entities import Mention
from parley.reading.nouns import noun_phrase

_CUE = cue(
    """(?P<offered>pledge[sd]?|offer(?:s|ed|ing)?(?: to)?|s offer|promis(?:es|ed|ing)|
        hold(?:s|ing)? out|held out|dangl(?:es|ed|ing)|set(?:s)? aside|earmark(?:s|ed)|
        (?:would|will|could|to|may|might) (?:then |only |also )?(?:lift|ease|release|resume|
        fund|recogni[sz]e|provide|pay for|pay|unfreeze|restore|grant|lend|finance|open its|
        send|contribute|supply|flow|deliver|train|guarantee|reopen|waive|scrap|drop|unlock|let
        it lapse|have them lifted)|(?:would|will|could|to) (?:only |then )?be (?:released|
        lifted|eased|unfrozen|restored|paid|resumed|waived|unlocked|delivered|recogni[sz]ed|
        suspended in return)|(?:relief|aid|easing|money|funds|recognition|credits|loans)
        .{0,40}?(?:will|would) (?:only )? (?:come|follow|flow)(?: only)?|future economic
        (?:relationship|relations|ties|cooperation)|economic (?:relationship|relations|ties|
        cooperation) (?:that )?.{0,60}? (?:could|would|might) (?:build|have|develop|enjoy)|
        hint(?:s|ed) (?:that|at)|(?:is|are|was|
        were) (?:ready|prepared|willing) to (?:lift|ease|recogni[sz]e|fund|provide|send|pay|
        release|finance|lend|resume|help|train|contribute)|after a transitional)|
        (?P<threatened>threaten(?:s|ed|ing)?|warn(?:s|ed|ing)?|will (?:leave|cut|impose|
        suspend|stop|withdraw|expel|quit|halt|cease|end|freeze|tighten|lose)|would (?:cut|
        impose|suspend|stop|withdraw|expel|halt|cease|end|freeze|tighten|lose|not survive|dry
        up|lapse|be (?:cut|stopped|withdrawn|suspended|halted|imposed|withheld|tightened|
        frozen))|(?:may|could|might) be (?:put on hold|cut|withdrawn|suspended|delayed|halted|
        imposed|tightened|stopped)|delays? (?:in|of)|suspension of|
        (?:may|could|might) (?:cut|withdraw|suspend|impose|halt|
        freeze|stop|tighten)|(?:allows?|empowers?|lets|authori[sz]es) (?:it|them|him|her|the
        \\w+) to (?:freeze|impose|block|seize|cut)|risks? losing|(?:obliges?|requires)
        .{0,80}? (?:seek|impose) sanctions)|(?P<on_hold>suspend(?:s|ed)?|fr(?:oze|ozen|eezes)|
        withheld|withholds?|halted|put on hold|on hold|block(?:s|ed)|held back|hold(?:s|ing)
        back|paused|delayed|stopped|stops|held up|(?:refuses|refused) to (?:lift|release|fund|
        recogni[sz]e|supply|pay|deliver))|(?P<active>impose[sd]?|supplie[sd]|supplying|
        supply(?:ing)? of|arms (?=the|its)|armed (?=the|its)|delivers?|delivered|deliver(?:y|
        ies) of|ship(?:s|ped|ments of)|military aid (?=will go)|
        (?:has |have |had )?kept .{2,40}? out of|cut off|
        bankroll(?:s|ed)|fund(?:s|ed)|financ(?:es|ed)|sale of|sold|sells|provides?|provided|
        approved|lifted|eased|tightened|link(?:s|ed) (?:any|sanctions|aid)|deployed|sent|
        military assistance|economic assistance|provision of|subsidi[sz]es|trains|trained|pays
        for|paid for|paid|keeps .{2,30}? (?:alive|afloat)|answered with|placed|stationed|
        stay(?:s)? in force|remain(?:s)? in force|maintains?|backs? .{2,40}? with|
        condition(?:s|ed)|mak(?:es|ing) .{3,40}? conditional|channel(?:s|led)|equipped|lends?|
        lent)"""
)
_CONDITION = re.compile(
    r"\b((?:only )?(?:if(?:, and only if,)?|unless|provided(?: that)?|should|once|pending|until|"
    r"on condition (?:that|of)|as long as|in return for|in exchange for|only when|when|only after|"
    r"conditional on|depending on|to strengthen|in case of|as a reward|but not "
    r"while)\b[^.;]{0,120})",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?<=.{15}), (?:and|but|while) ")
_TARGET = re.compile(r"\b(?:to|on|for|against|from|with|towards?|let|that)(?: the| both)? $")
_CUTS = re.compile(
    r", (?:and|but|while|though) |; |\band (?=(?:hold|offer|threat|pledge|warn|promis)\w*\b)|[.] "
)
_PRESSURE = re.compile(r"\b(?:leave|quit|expel|break|close|walk|force|troops|soldiers|fuel)\b")


_HELD_UP = re.compile(
    r"\b(?:put on hold|delayed|suspended|frozen|halted|paused|withheld|"
    r"stopped)\b"
)
_MAYBE = re.compile(r"\b(?:may|might|could|would|will) (?:\w+ )?be\b")


def find_levers(report: Report, demands: list[DemandDraft]) -> list[LeverDraft]:
    """Levers with holder, target, instrument, state and stated condition.

    A clause already read as a demand of the same party is no lever.
    """
    found: list[LeverDraft] = []
    asked = Asked(demands)
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading"):
            continue
        for m in _CUE.finditer(sent.text):
            draft = _draft(report, sent, m)
            if draft is None:
                continue
            at = sent.start + m.start()
            if any(d.party == draft.holder for d in asked.at(at)):
                continue
            if not any(_same(d, draft) for d in found[-20:]):
                found.append(draft)
    return found


def _same(a: LeverDraft, b: LeverDraft) -> bool:
    cross = a.span[0] < b.span[1] and b.span[0] < a.span[1]
    return cross and (a.instrument == b.instrument or a.holder == b.holder)


def _draft(report: Report, sent: Sent, m: re.Match[str]) -> LeverDraft | None:
    """The lever that a verb names, with its clause."""
    text = sent.text
    a, b = 0, len(text)
    for cut in _CUTS.finditer(text):
        if cut.start() >= m.end():
            b = cut.start()
            break
        if cut.end() <= m.start():
            a = cut.end()
    group = next(k for k, v in m.groupdict().items() if v)
    kind = _instrument(text, group, m, a, b)
    if kind is None:
        return None
    forced = _in_force(report, sent, m, b) if kind == "sanctions" and group == "active" else None
    holder = forced[0] if forced else _holder(report, sent, m, a, b)
    if holder is None:
        return None
    condition = _CONDITION.search(text, min(m.start(), b), min(len(text), b + 140))
    told = condition.start() if condition and condition.start() > m.end() else b
    gain = _GAIN.search(text, m.end(), b)
    told = min(told, gain.start()) if gain else told
    target = (forced[1] if forced else None) or (
        _target(report, sent, m.end(), min(b, told), holder)
        or _target(report, sent, a, min(b, told), holder)
        or _recipient(report, sent, kind, holder)
        or _other(report, sent, holder)
    )
    if target is None:
        return None
    if condition is None:
        condition = re.match(r"((?:If|Should|Unless|Once|Until) [^,;.]{4,120}),", text)
    state = _state(text, group, m, a, kind)
    if state == "active" and kind in ("trade", "other", "recognition") and condition is None:
        return None
    end = b
    while end > a and text[end - 1] in " .,;":
        end -= 1
    said = _JOINT.split(condition.group(1), maxsplit=1)[0].strip(" ,") if condition else None
    sure = 0.5 + 0.15 * bool(condition) + 0.1 * (group in ("offered", "threatened"))
    return LeverDraft(
        holder, target, kind, state, said,
        (sent.start + a, sent.start + end), f"lever-{group}", sure, _named(text, m, a, b),
    )  # fmt: skip


_FORCE = re.compile(r"(?:remain|stay)s? in force", re.IGNORECASE)
_AGAINST = re.compile(r"\bsanctions (?:on|against) (?:the )?$", re.IGNORECASE)


def _in_force(
    report: Report, sent: Sent, m: re.Match[str], b: int
) -> tuple[str | None, str] | None:
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


def _recipient(report: Report, sent: Sent, kind: Instrument, holder: str) -> str | None:
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
_NOUN_CUE = re.compile(r"(?:\w+ (?:of|in)|military assistance|economic assistance|future .*|"
                       r"supply .*|military aid)$", re.IGNORECASE)  # fmt: skip


def _named(text: str, m: re.Match[str], a: int, b: int) -> str | None:
    """Noun phrase of what is given or withheld; None when the words name no instrument."""
    for start, end in ((m.start(), b), (max(a, m.start() - 90), m.start())):
        found = instrument_at(text[start:end])
        if found is None:
            continue
        _, at, stop = found
        past = start + at >= m.end() and not _NOUN_CUE.match(m.group())
        x, y = noun_phrase(text, start + at, start + stop, m.end() if past else a)
        words = text[x : min(y, max(b, start + stop))].split()
        return " ".join(words[:-1] if words[-1] in ("on", "to", "for", "of") else words)
    return None


def _instrument(text: str, group: str, m: re.Match[str], a: int, b: int) -> Instrument | None:
    """What is given or withheld, looked for after the verb first."""
    kind = instrument(text[m.start() : b]) or instrument(text[max(a, m.start() - 90) : m.start()])
    if kind is None and group == "threatened" and _PRESSURE.search(text, m.start(), b):
        return "other"
    return kind


def _state(text: str, group: str, m: re.Match[str], a: int, kind: Instrument) -> LeverState:
    """State by the verb, moved by the modal before it."""
    before = text[max(a, m.start() - 30) : m.end()]
    state: LeverState = group  # type: ignore[assignment]
    if state == "on_hold" and kind == "sanctions":
        return "active"
    rest = text[m.end() : m.end() + 90]
    if state == "active" and _HELD_UP.search(rest):
        return "threatened" if _MAYBE.search(rest) else "on_hold"
    if state in ("active", "on_hold"):
        if re.search(r"\b(?:may|might|could)\b", before):
            return "threatened"
        if re.search(r"\b(?:would|will)\b", before):
            return "offered" if state == "active" else "threatened"
    return state


def _holder(report: Report, sent: Sent, m: re.Match[str], a: int, b: int) -> str | None:
    """Who holds it: the first of the subjects, or the state named with the means."""
    subject = report.subject(sent, m.start())
    near = [x for x in sent.within(a, b) if x.form in _NAMED and x.acting]
    if m.group().lower() == "s offer":
        subject = next((x for x in reversed(sent.within(a, m.start() + 1))), subject)
    passive = re.search(r"\bbe (?:\w+ed|cut|put|paid)\b|stay|remain|survive|lapse|stop$|cease$",
                        m.group(), re.IGNORECASE)  # fmt: skip
    if passive:
        giver = next(
            (x for x in near if x.form == "adjective" and x.start - sent.start < m.start()), None
        )
        by = (
            re.search(r"\bby (?:the )?$", sent.text[: (near[-1].start - sent.start)])
            if near
            else None
        )
        subject = giver or (near[-1] if by else subject)
    gain = _GAIN.search(sent.text, m.end(), b)
    if gain:
        at = sent.start + gain.end()
        subject = next((x for x in sent.mentions if x.start == at), subject)
    if subject is None:
        said = _sayer(report, sent, a)
        subject = said or (near[0] if near else None)
    key = report.party(first_of_chain(sent, subject).key) if subject else None
    if key is None or report.registry.entities[key].kind == "court":
        return None
    return key


_NAMED = ("adjective", "name", "seat", "capital")
_GAIN = re.compile(r"\bgives? (?:the )?(?=[A-Z][\w.]+(?: [A-Z]\w+)? (?:a|the|more) )")


def _sayer(report: Report, sent: Sent, a: int) -> Mention | None:
    """Who is quoted for the clause: "American officials say that relief will come"."""
    lead = [x for x in sent.within(0, max(a, 60)) if x.form != "place"]
    return (
        lead[0] if lead and re.search(r"\b(?:say|says|said|let it be known)\b", sent.text) else None
    )


def _target(report: Report, sent: Sent, a: int, b: int, holder: str) -> str | None:
    """The party at which a lever is aimed: after "to", "on", "for" first, else the next named."""
    near = [m for m in sent.within(a, b) if m.form != "its"]
    ranked = sorted(near, key=lambda m: not _TARGET.search(sent.text[: m.start - sent.start][-12:]))
    for m in ranked:
        key = report.party(m.key)
        entity = report.registry.entities.get(key) if key else None
        if key and key != holder and entity and entity.kind in ("state", "armed group", "group"):
            return key
    return None


def _other(report: Report, sent: Sent, holder: str) -> str | None:
    """The fighting party named last before this place, else one of the two sides."""
    for s in (sent, *(report.sents[i] for i in (sent.number - 1,) if i >= 0)):
        for x in reversed(s.mentions):
            key = report.party(x.key)
            if key in report.main and key != holder:
                return key
    return next((k for k in report.main if k != holder), None)
