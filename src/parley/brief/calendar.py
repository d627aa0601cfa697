"""The meetings of a process as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime
import re

from parley.brief import words
from parley.brief.spec_record import in_order
from parley.errors import MissingLibraryError
from parley.outlook.document import MeetingView, Outlook

STATUS = {
    "held": "CONFIRMED",
    "planned": "TENTATIVE",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
UNDATED = datetime.date(2000, 1, 1)
"""Stamp of entries of an undated record; the clock is never read."""


def calendar(o: Outlook) -> bytes:
    """Return the dated meetings as all-day events.

    Parameters
    ----------
    o : Outlook
        The document. A meeting held is confirmed, one planned or postponed tentative. Seats that
        the record leaves open are in the description as "A or B", as is the record's own wording
        of the date. Meetings without a date cannot be events; the calendar's description names
        them, in order.

    Returns
    -------
    bytes
        UTF-8. An event's UID is made of process and meeting, so that a later export updates it.

    Raises
    ------
    MissingLibraryError
        When icalendar is not installed.
    """
    try:
        import icalendar
    except ImportError as error:
        raise MissingLibraryError("a calendar needs the library icalendar") from error
    made = icalendar.Calendar()
    made.add("prodid", f"-//Parley//Parley {o.version}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", o.process.title)
    undated = [m.name for m in in_order(o.meetings) if m.date is None]
    if undated:
        made.add("x-wr-caldesc", f"Without a date, in order: {'; '.join(undated)}.")
    for m in in_order(o.meetings):
        if m.date is not None:
            made.add_component(_event(m, m.date, o))
    text: bytes = made.to_ical()
    return text


def _event(m: MeetingView, date: datetime.date, o: Outlook) -> object:
    """One meeting as an all-day event."""
    import icalendar

    event = icalendar.Event()
    stamp = datetime.datetime.combine(o.as_of or UNDATED, datetime.time(), datetime.UTC)
    event.add("uid", _uid(m.id, o))
    event.add("dtstamp", stamp)
    event.add("dtstart", date)
    event.add("dtend", date + datetime.timedelta(days=1))
    event.add("summary", m.name)
    event.add("status", STATUS[m.status])
    event.add("transp", "TRANSPARENT")
    event.add("categories", [m.kind])
    if m.place:
        event.add("location", m.place)
    event.add("description", _description(m, o))
    for earlier in m.after:
        event.add("related-to", _uid(earlier, o))
    return event


def _description(m: MeetingView, o: Outlook) -> str:
    """Seats, wording of the date, order, chance and the sentences, one a line."""
    names = {x.id: x.name for x in o.meetings}
    quotes = {e.id: e.quote for e in o.evidence}
    after = words.listed([names.get(k, k) for k in m.after])
    lines = [
        ("Status", words.label(m.status)),
        ("Seats", "; ".join(words.listed(s.any_of, "or") for s in m.seats)),
        ("Date in the record's words", m.when),
        ("Host", m.host),
        ("Agenda", m.agenda),
        ("After", after),
        ("Chance that it takes place", words.chance(m.chance) if m.chance else None),
        *(("The record", f"“{quotes[k]}”") for k in m.evidence if k in quotes),
        ("Run", f"{o.run_id}, seed {o.seed}"),
    ]
    return "\n".join(f"{head}: {text}" for head, text in lines if text)


def _uid(key: str, o: Outlook) -> str:
    """A name of the event that stays the same from run to run."""
    process = re.sub(r"[^a-z0-9]+", "-", o.process.title.casefold()).strip("-")[:60] or "process"
    return f"{key}.{process}@parley.invalid"
