"""What the record says of an entry, in short pieces that each form of the brief joins its way."""

from __future__ import annotations

from parley.brief import words
from parley.brief.chains import ChainBook
from parley.outlook.document import MeetingView


def meeting_facts(m: MeetingView, book: ChainBook) -> list[str]:
    """Status, seats, date, place, host, agenda, what comes first and what binds; no empty piece."""
    after = words.listed([book.name(a) for a in m.after])
    bound = words.listed([book.name(c) for c in m.constraints])
    told = [
        words.label(m.status).lower(),
        "; ".join(words.listed(s.any_of, "or") for s in m.seats),
        m.when,
        words.day(m.date) if m.date else None,
        m.place,
        f"host {m.host}" if m.host else None,
        f"about {m.agenda}" if m.agenda else None,
        f"after {after}" if after else None,
        f"bound by {bound}" if bound else None,
    ]
    return [piece for piece in told if piece]
