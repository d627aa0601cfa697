"""Constraints: warrants, sanctions regimes, laws, resolutions that bind somebody."""

import re

from parley.dossier.words import ConstraintKind
from parley.reading.constraint_words import CUES
from parley.reading.context import Report, Sent
from parley.reading.drafts import Asked, ConstraintDraft, DemandDraft
from parley.reading.nouns import noun_phrase

_BOTH = re.compile(r"\b(?:both|the two|all|neither|each) (?:sides?|parties|countries)?", re.I)
_AIMED = re.compile(r"\b(?:on|against|of)\b(?: \w+){0,4} ?$")
_HOLDERS = ("state", "armed group", "group")


def find_constraints(report: Report, demands: list[DemandDraft]) -> list[ConstraintDraft]:
    """Constraints with whom they bind; one per clause and kind.

    Words that are only the object of a demand make no constraint, but for a sanctions regime.
    """
    found: list[ConstraintDraft] = []
    asked = Asked(demands)
    for sent in report.sents:
        if sent.sentence.kind in ("title", "heading") or sent.text.rstrip().endswith("?"):
            continue
        here: list[ConstraintDraft] = []
        for kind, pattern in CUES:
            for m in pattern.finditer(sent.text):
                at = sent.start + m.start()
                if kind in ("law", "other") and asked.at(at):
                    continue
                draft = _draft(report, sent, kind, m)
                if draft and not any(_covers(d, draft) for d in here):
                    here.append(draft)
        found += here
    seen: dict[tuple[str, str | None], ConstraintDraft] = {}
    for d in found:
        late = d.kind == "other" and _DEADLINE.search(report.text, *d.span)
        key = "deadline" if late else str(d.span) if d.kind == "other" else d.kind
        seen.setdefault((key, d.binds), d)
    return list(seen.values())


_DEADLINE = re.compile(r"\b(?:deadline|until|till|target for|runs out|ultimatum|time limit)\b")


def _covers(old: ConstraintDraft, new: ConstraintDraft) -> bool:
    if old.kind == new.kind:
        return True
    if old.kind == "warrant" and new.kind in ("other", "law"):
        return True
    cross = old.span[0] < new.span[1] and new.span[0] < old.span[1]
    return cross and new.kind in ("other", "law", "resolution")


def _draft(
    report: Report, sent: Sent, kind: ConstraintKind, m: re.Match[str]
) -> ConstraintDraft | None:
    """The constraint of one cue, with the clause it stands in."""
    a, b = sent.clause(m.start())
    bound = _bound(report, sent, kind, m, a, b)
    if not bound:
        return None
    start, end = a, b
    if kind in ("warrant", "sanctions_regime"):
        lead = re.search(r"(?:[\w'.-]+ ){0,5}$", sent.text[a : m.start()])
        start = a + lead.start() if lead else m.start()
        end = b if kind == "warrant" and b - m.end() < 160 else min(b, m.end() + 60)
        comma = sent.text.find(",", m.end(), end)
        end = comma if comma > 0 and kind != "warrant" else end
        while end < b and sent.text[end].isalnum():
            end += 1
    while end > start and sent.text[end - 1] in " .,;":
        end -= 1
    while start < end and sent.text[start] in " ,;:":
        start += 1
    noun = next(iter([*_NOUN.finditer(sent.text, m.start(), m.end())][::-1]), m)
    x, y = noun_phrase(sent.text, noun.start(), noun.end(), a)
    if kind in ("warrant", "sanctions_regime") and _NOUN.search(sent.text[x:y]):
        start, end = _shortest(report, sent, (x, y), bound[0], (start, end))
    joint = _LEADING.match(sent.text, start)
    start = joint.end() if joint and joint.end() < end else start
    told = _NOUN.search(sent.text[x:y]) and " " in sent.text[x:y]
    name = sent.text[x:y] if told else sent.text[start:end]
    return ConstraintDraft(kind, bound[0], bound[1:], (sent.start + start, sent.start + end),
                           f"constraint-{kind}", 0.6 if kind != "other" else 0.5, name)  # fmt: skip


_LEADING = re.compile(r"(?:and|but|while|though|although|yet) ", re.IGNORECASE)
_NOUN = re.compile(
    r"\b(?:warrants?|indictments?|sanctions|embargo(?:es)?|ban|freeze|blockade|regime|constitution|"
    r"laws?|statutes?|acts?|decree|referendums?|deadlines?|ultimatum|resolutions?|mandates?|"
    r"treaty|veto|court|time limit|lists?)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" (?:(?:remain|stay)s? )?in (?:force|place)\b", re.IGNORECASE)


def _shortest(
    report: Report, sent: Sent, phrase: tuple[int, int], bound: str, whole: tuple[int, int]
) -> tuple[int, int]:
    """Span that names the constraint and, where the clause does, whom it binds."""
    x, y = phrase
    on = _GOES_ON.match(sent.text, y)
    y = on.end() if on else y
    keys = {bound, report.party(bound)}
    if any(k.key in keys for k in sent.within(x, y)):
        return x, y
    before = [k for k in sent.within(whole[0] - 60, x) if k.key in keys and k.form != "its"]
    if before and not _CUT.search(sent.text, before[-1].start - sent.start, x):
        return before[-1].start - sent.start, y
    return x, y


_CUT = re.compile(r"[,;:]")


def _bound(
    report: Report, sent: Sent, kind: ConstraintKind, m: re.Match[str], a: int, b: int
) -> list[str]:
    """Who is bound, the surest first."""
    if kind == "warrant":
        return _wanted(report, sent, m, b)
    if kind == "sanctions_regime":
        return _sanctioned(report, sent, m, b)
    registry = report.registry
    if kind == "resolution":
        return _mandated(report, sent, m)
    home = _home(report, sent, m, a, b)
    if kind == "law" and home:
        rest = [k for k in report.main if k != home] if _BOTH.search(sent.text) else []
        return [home, *rest]
    subject = report.subject(sent, m.start())
    first = [subject.key] if subject and kind == "law" else []
    near = [k for x in sent.within(a, b)
            if (k := report.party(x.key)) and registry.entities[k].kind in _HOLDERS]  # fmt: skip
    if kind == "other":
        near = (
            [k for k in report.main if k not in near] + [k for k in near if k in report.main] + near
        )
        near = [*dict.fromkeys([*report.main, *near])]
    every = [k for k in dict.fromkeys(first + near)
             if registry.entities[k].kind not in ("court", "organisation")]  # fmt: skip
    if kind == "law" and not (first and registry.entities[first[0]].sort == "person"):
        state = [report.ruling] if report.ruling else []
        every = list(dict.fromkeys([*every, *state, *report.main]))
        every.sort(key=lambda k: registry.entities[k].kind != "state")
    return every[:3] or report.main[:2]


def _wanted(report: Report, sent: Sent, m: re.Match[str], b: int) -> list[str]:
    """People named after "warrant for", else before the cue, else an armed group."""
    registry = report.registry
    named = [x for x in sent.mentions if registry.entities[x.key].sort == "person"]
    after = [x.key for x in named if m.end() <= x.start - sent.start < b]
    before = [x.key for x in named if x.start - sent.start < m.start()]
    noun = re.match(r"(?:arrest )?warrants?|indictments?", m.group(), re.I)
    people = after if noun and after else before or after
    if people:
        return list(dict.fromkeys(people))[:3]
    groups = [x.key for x in sent.mentions
              if registry.entities[x.key].kind in ("armed group", "group")]  # fmt: skip
    return groups[:1]


def _sanctioned(report: Report, sent: Sent, m: re.Match[str], b: int) -> list[str]:
    """The target after "on", else the side that does not send the sanctions."""
    registry = report.registry
    tail = sent.text[m.end() : b]
    put = re.match(r"(?:put|placed|remains?)\b", m.group(), re.IGNORECASE)
    inside = [k for x in sent.within(m.start(), m.end()) if (k := report.party(x.key))]
    before = report.subject(sent, m.start())
    if put and inside:
        return inside[:1]
    if put and m.group().lower().startswith("remain") and before and report.party(before.key):
        return [str(report.party(before.key))]
    after = [
        x.key for x in sent.within(m.start(), min(b, m.end() + 60))
        if registry.entities[x.key].kind in ("state", "armed group") and x.form != "place"
        and _AIMED.search(sent.text[: x.start - sent.start][-40:])
    ]  # fmt: skip
    if after:
        return list(dict.fromkeys(after))[:2]
    if re.search(r"\b(?:on|against) both\b", m.group() + tail):
        return report.main[:2]
    people = [p for x in sent.mentions if registry.entities[x.key].sort == "person"
              and (p := report.party(x.key))]  # fmt: skip
    senders = {x.key for x in sent.mentions if x.start - sent.start < m.end()}
    fit = [p for p in people if p in report.main] + [k for k in report.main if k not in senders]
    if _BOTH.search(sent.text):
        fit += report.main
        return list(dict.fromkeys(fit))[:2]
    return fit[:1] or report.main[:1]


def _mandated(report: Report, sent: Sent, m: re.Match[str]) -> list[str]:
    """The organisation whose mandate it is, else the parties named, else both sides."""
    registry = report.registry
    if "mandate" in m.group().lower():
        for s in (sent, *(report.sents[i] for i in (sent.number - 1,) if i >= 0)):
            bodies = [x.key for x in s.mentions if registry.entities[x.key].kind == "organisation"]
            if bodies:
                return bodies[-1:]
    near = [k for x in sent.mentions if (k := report.party(x.key))
            and registry.entities[k].kind in ("state", "armed group")]  # fmt: skip
    duty = _DUTY.search(sent.text, m.start())
    if duty:
        owed = [k for x in sent.within(duty.end(), duty.end() + 60) if (k := report.party(x.key))
                and registry.entities[k].kind in _HOLDERS]  # fmt: skip
        near = near if owed else report.main
        near = owed + near
    return list(dict.fromkeys(near))[:3] or report.main[:2]


_DUTY = re.compile(
    r"\b(?:requires?|obliges?|calls? (?:on|upon)|asks?|demand(?:s|ed) that|orders?|urges?|binds?|"
    r"forbids?|ban(?:s|ned)|bars?) "
)


def _home(report: Report, sent: Sent, m: re.Match[str], a: int, b: int) -> str | None:
    """The state whose law it is: an adjective before the cue, a legislature, "in France"."""
    registry = report.registry
    near = [x for x in sent.within(max(a, m.start() - 60), m.end() + 40)]
    for x in near:
        if registry.entities[x.key].home:
            home = registry.entities[x.key].home
            return home if home in registry.entities else x.key
    before = [x for x in near if x.start - sent.start <= m.start()
              and registry.entities[x.key].kind == "state"]  # fmt: skip
    adjectives = [x for x in before if x.form == "adjective"]
    if adjectives and m.start() - (adjectives[-1].end - sent.start) < 25:
        return adjectives[-1].key
    if before and before[-1].form == "place":
        return before[-1].key
    after = [x for x in sent.within(m.end(), m.end() + 60) if x.form in ("place", "adjective")]
    return after[0].key if after and not before else None
