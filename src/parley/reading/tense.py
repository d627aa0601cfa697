"""Tense and modality: has it happened, is it to come, was it put off or dropped."""

import re

from parley.dossier.words import MeetingStatus

_CANCELLED = re.compile(
    r"\b(?:called off|call off|cancelled|canceled|cancel|scrapped|dropped|abandoned|"
    r"boycott(?:ed|s)?|"
    r"did not (?:take place|happen|come about|go ahead)|never took place|fell victim to|given up|"
    r"(?:had|has) failed when|failed to (?:open|start|convene|meet)|was not received|"
    r"did not (?:come|"
    r"show up|turn up|appear|attend)|no-show|fell through|fell apart before|aborted|ruled out|"
    r"(?:pulled|backed|pulls) out of|refus(?:ed|es) to (?:attend|meet|receive|see|go)|stayed away|"
    r"(?:declined|declines) to (?:attend|meet|come))\b",
    re.IGNORECASE,
)
_POSTPONED = re.compile(
    r"\b(?:postpone[ds]?|put off|delayed|deferred|pushed back|rescheduled|moved to a later|"
    r"put back)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|to be (?:held|opened|convened)|(?:is|are|being|been|was|were) "
    r"(?:being )?(?:planned|scheduled|expected|set|due|slated|proposed|to)|planned|scheduled|"
    r"pencilled in|fixed for|supposed to|about to|promised to|this week (?:initial|sign)|has "
    r"offered to|upcoming|forthcoming|due (?:to|on|in|next)|may|might|could|plans? (?:to|for)|"
    r"proposed|"
    r"proposes|proposal for|agreed to (?:meet|hold|resume|continue|reconvene)|invited|hopes? to|"
    r"next (?:week|month|year|round|meeting|session|summit|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)|"
    r"later this|ahead of|on the eve of|before (?:his|her|its|their|the) (?:meeting|talks)|"
    r"tomorrow|in the coming|should\b.{3,60}\bstall|looks? forward|prepar(?:e|ing) (?:for|to)|"
    r"offered to (?:host|meet)|calls? for (?:a|an|new|fresh|direct|further))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:met|held|spoke|spoken|took place|was held|were held|has held|have held|signed|"
    r"opened|ended|"
    r"concluded|agreed|hosted|received|visited|gathered|convened|began|wrapped up|attended|"
    r"telephoned|phoned|after|following|yesterday|last (?:week|month|year|night)|earlier)\b",
    re.IGNORECASE,
)


_YET = re.compile(
    r"\b(?:has|have) (?:yet|still) to (?:take place|be held|meet|happen|begin|"
    r"open)\b"
)
_PAST = re.compile(
    r"(?:flew|met|spoke|sat|saw|received|hosted|signed|shuttled|returned|went|came|visited|"
    r"gathered|"
    r"travelled|traveled|arrived|conferred|telephoned|phoned|huddled|opened|began|held|shook|"
    r"brought|kept|initialled|convened|laid|handed|briefed)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"(?:meets?|signs?|receives|hosts|sees|gathers?|convenes?|"
    r"sits?)$",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:will|would|to|may|might|could|should|shall|be|"
    r"being)(?: \w+ly)?(?: have)? $"
)
_COMES = re.compile(
    r"\b(?:tomorrow|tonight|next \w+|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:on|from) \d{1,2} [A-Z]\w+|later (?:this|today))\b"
)


def told_as(clause: str, at: int, verb: str) -> MeetingStatus | None:
    """Status by the tense of the verb of meeting itself; None when the verb does not decide.

    Examples
    --------
    >>> told_as("He flew to Oslo to see the king, who would have none of it", 3, "flew to")
    'held'
    >>> told_as("The envoys meet on Monday", 11, "meet")
    'planned'
    """
    if _CANCELLED.search(clause) or _POSTPONED.search(clause) or _MODAL.search(clause[:at][-24:]):
        return None
    if _PAST.match(verb):
        return "held"
    alone = not re.search(r"\b(?:has|have|had|and|who|that) $", clause[:at][-6:])
    if _PRESENT.search(verb) and alone and _COMES.search(clause[at:]):
        return "planned"
    return None


def status_of(clause: str, at: int) -> MeetingStatus:
    """Status of a meeting named at offset `at` of its clause.

    Words of calling off and putting off count anywhere in the clause; words of planning count
    when they stand nearer to the meeting than words of a thing done.

    Examples
    --------
    >>> status_of("Talks will be held in Oslo", 0)
    'planned'
    >>> status_of("A gathering in Moscow was called off", 2)
    'cancelled'
    """
    if _YET.search(clause):
        return "planned"
    if _CANCELLED.search(clause):
        return "cancelled"
    if _POSTPONED.search(clause):
        return "postponed"
    near = [(_gap(m, at), 0) for m in _PLANNED.finditer(clause)]
    near += [(_gap(m, at) + 12, 1) for m in _DONE.finditer(clause)]
    if not near:
        return "held"
    gap, done = min(near)
    return "held" if done or gap > 90 else "planned"


def _gap(m: re.Match[str], at: int) -> int:
    return at - m.end() if m.end() <= at else max(0, m.start() - at)
