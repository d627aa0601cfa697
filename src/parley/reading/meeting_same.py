"""Whether two meetings of a report are one."""

from parley.reading.context import Report
from parley.reading.drafts import MeetingDraft
from parley.reading.gazetteer import gazetteer
from parley.reading.meeting_words import APART, DEFINITE


def _first(report: Report, new: MeetingDraft) -> bool:
    """Whether the sentence sets its meeting apart: "Before that, officials will meet"."""
    return bool(APART.match(report.sents[new.sentence].text))


def _again(report: Report, old: MeetingDraft, new: MeetingDraft) -> bool:
    """Whether "the summit" right after a meeting told without a place is that meeting."""
    sent = report.sents[new.sentence]
    lead = sent.text[: new.at - sent.start][-24:]
    return (
        0 < new.sentence - old.sentence <= 2
        and not (old.place and new.place)
        and old.rule == "meeting-verb"
        and new.noun.startswith(("summit", "meeting", "encounter", "session"))
        and bool(DEFINITE.search(lead))
        and _parties(report, new) <= {report.party(new.host), *_parties(report, old)}
    )


def _parties(report: Report, m: MeetingDraft) -> set[str | None]:
    return {report.party(k) for s in m.seats for k in s}


def _seat_of(place: str) -> tuple[str, str] | None:
    """State and form of a place that is a capital or the seat of a government."""
    first, *rest = place.split()
    for words, known in gazetteer().index.get(first, ()):
        if words == tuple(rest) and known.form in ("capital", "seat", "name"):
            return known.key, known.form
    return None


def _same_place(a: str | None, b: str | None) -> bool:
    """Whether two places can be one: a house of government lies in its capital."""
    if a is None or b is None or a in b or b in a:
        return True
    x, y = _seat_of(a), _seat_of(b)
    return x is not None and y is not None and x[0] == y[0] and x[1] != y[1]


def _nearer(a: str | None, b: str | None) -> str | None:
    """The place that says more."""
    if a is None or b is None:
        return a or b
    x, y = _seat_of(a), _seat_of(b)
    if y and (y[1] == "seat" or (x and x[0] == y[0] and x[1] == "name")):
        return b
    return a


def keep(
    report: Report,
    found: list[MeetingDraft],
    seen: dict[frozenset[str], list[MeetingDraft]],
    new: MeetingDraft,
) -> None:
    """Add the meeting, or its place in the text to one that is the same."""
    mine = {k for s in new.seats for k in s}
    for old in [*seen.get(frozenset(mine), ())[-6:], *found[-8:]]:
        theirs = {k for s in old.seats for k in s}
        near = new.sentence - old.sentence <= 2
        parties = {report.party(k) for k in mine} <= {report.party(k) for k in theirs}
        same = mine == theirs or (near and len(mine & theirs) >= 2 and mine <= theirs)
        same = same or (near and new.assumed) or (
            old.status == new.status == "planned" and parties and len(mine) >= 2 and near
        )  # fmt: skip
        same = (same or _again(report, old, new)) and not _first(report, new)
        place = _same_place(old.place, new.place)
        kind = (old.kind == "call") == (new.kind == "call")
        if same and place and kind and (old.status == new.status) and (
            not (old.when and new.when) or old.when == new.when
        ):  # fmt: skip
            named = not new.assumed or any(k.startswith("@") for s in new.seats for k in s)
            fuller = len(new.seats) > len(old.seats) and named
            again = _again(report, old, new)
            if (fuller and not again) or (old.assumed and not new.assumed):
                old.seats = new.seats
            old.spans += new.spans
            old.place = _nearer(old.place, new.place)
            old.host = old.host or new.host
            old.kind = "summit" if "summit" in (old.kind, new.kind) else old.kind
            old.when = old.when or new.when
            return
    found.append(new)
    seen.setdefault(frozenset(mine), []).append(new)
