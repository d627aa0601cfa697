"""Room 'reports': a file, page or stream becomes plain text with title, publisher and date."""

from parley.reports.report import LARGEST, Report, from_text, load

__all__ = ["LARGEST", "Report", "from_text", "load"]
