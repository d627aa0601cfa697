"""Other processes that a report compares with; their parties are kept apart."""

import re

from parley.reading.context import Report, Sent
from parley.reading.drafts import ParallelDraft

_CUE = re.compile(
    r"\b(?:parallels? (?:with|to|between)|compar(?:es?|ed|ing|ison|isons) (?:\w+ ){0,4}?(?:with|"
    r"to)|reminiscent of|"
    r"recall(?:s|ed|ing) the|echo(?:es|ed|ing)(?: of)? the|modelled on|modeled on|like the "
    r"(?=[A-Z])|"
    r"similar to the|as (?:happened )?in (?=[A-Z]\w+ in \d{4})|unlike the|precedent of|"
    r"lessons? (?:of|from)|"
    r"along the lines of|in the manner of|a repeat of|repeat of the)\b",
    re.IGNORECASE,
)
_PROCESS = re.compile(
    r"\b(?:process|talks|accords?|agreement|treaty|war|peace|settlement|conference|deal|truce|"
    r"armistice|negotiations|"
    r"ceasefire|pact|formula|model|fighting)\b",
    re.IGNORECASE,
)


_WHERE = re.compile(r", (?:where|in which|whose) ")


def find_parallels(report: Report) -> list[ParallelDraft]:
    """Comparisons with the parties named in them."""
    found = []
    for sent in report.sents:
        if sent.sentence.kind == "title":
            continue
        for m in _CUE.finditer(sent.text):
            draft = _draft(report, sent, m)
            if draft:
                found.append(draft)
                break
    return found


def _draft(report: Report, sent: Sent, m: re.Match[str]) -> ParallelDraft | None:
    end = len(sent.text)
    stop = re.compile(r"[,;.]").search(sent.text, m.end())
    if stop:
        end = stop.start()
    where = _WHERE.match(sent.text, end)
    if where:
        stop = re.compile(r"[;.]|, (?=and |but |while )").search(sent.text, where.end())
        end = stop.start() if stop else len(sent.text)
    words = sent.text[m.end() : end].strip()
    if len(words) < 4 or not _PROCESS.search(words):
        return None
    start = sent.text.index(words, m.end())
    names = list(dict.fromkeys(
        report.registry.entities[x.key].name for x in sent.within(start, end) if x.form != "place"
    ))  # fmt: skip
    extra = re.findall(r"\band ((?:the )?[A-Z]\w+)|between ((?:the )?[A-Z]\w+)", words)
    for pair in extra:
        for n in pair:
            if n and not any(n in known or known in n for known in names):
                names.append(n)
    if not names and len(m.group().split()) > 3:
        return None
    name = " and ".join(names) if where and len(names) == 2 else words
    return ParallelDraft(name, names, (sent.start + start, sent.start + start + len(words)))
