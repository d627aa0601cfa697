"""Rules on what is to come: dates of meetings and of levers' steps against the horizon."""

import datetime
import itertools
from collections.abc import Iterator

from parley.dossier.schema import Dossier, Meeting

TO_COME = ("planned", "postponed")


def too_late(dossier: Dossier) -> Iterator[tuple[Meeting, str]]:
    """Yield each meeting to come that is dated after the horizon, and what is wrong.

    Parameters
    ----------
    dossier : without a date (`as_of`) nothing can be too late

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> list(too_late(Dossier(process=Process(title="x"))))
    []
    """
    end = last_day(dossier)
    for m in dossier.meetings:
        if end is not None and m.status in TO_COME and m.date is not None and m.date > end:
            months = dossier.process.horizon
            yield m, f"date: must be within the horizon of {months} months, by {end}, got {m.date}"


def last_day(dossier: Dossier) -> datetime.date | None:
    """The last day of the horizon; None without a date to count from, or past the calendar."""
    start = dossier.process.as_of
    if start is None:
        return None
    try:
        return start + datetime.timedelta(days=30 * dossier.process.horizon)
    except OverflowError:
        return None


def ahead(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, where, what is wrong) for meetings after the horizon and steps out of order.

    A meeting that a machine proposed is left to `far_proposals`.
    """
    for m, says in too_late(dossier):
        if _by_hand(m):
            yield "horizon", f"meeting {m.id!r}", says
    end, start = last_day(dossier), dossier.process.as_of
    for x in dossier.levers:
        where, dates = f"lever {x.id!r}", [s.date for s in x.schedule]
        if dates and start is None:
            yield "schedule", where, "schedule: needs the date of the record (as_of in process)"
        if any(a >= b for a, b in itertools.pairwise(dates)):
            yield "schedule", where, f"schedule: dates must rise, got {' '.join(map(str, dates))}"
        if dates and end is not None and max(dates) > end:
            yield (
                "horizon",
                where,
                f"schedule: must be in the horizon, by {end}, got {dates[-1]}",
            )
        if x.otherwise is not None and x.during is None:
            yield "spell", where, f"otherwise: {x.otherwise!r} needs a spell (`during`)"
        if x.otherwise is not None and x.otherwise == x.state:
            yield (
                "spell",
                where,
                f"otherwise: must differ from the state, got {x.otherwise!r}",
            )


def far_proposals(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, where, what is wrong) for proposed meetings too far off to matter."""
    for m, says in too_late(dossier):
        if not _by_hand(m):
            yield "horizon", f"meeting {m.id!r}", f"{says}: left out of the outlook"


def _by_hand(m: Meeting) -> bool:
    """Whether a person wrote or accepted the entry."""
    return m.review == "accepted" or m.rule is None
