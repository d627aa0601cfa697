"""Room 'reports': a file, page, feed or stream becomes plain text with title, publisher, date."""

from parley.reports.batch import Tally, gather, is_address, once
from parley.reports.report import Report, from_text
from parley.reports.take import LARGEST, LARGEST_FILE, from_bytes, load, take

__all__ = [
    "LARGEST", "LARGEST_FILE", "Report", "Tally", "from_bytes", "from_text", "gather", "is_address",
    "load", "once", "take",
]  # fmt: skip
