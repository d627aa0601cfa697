"""Room 'reading': a report becomes proposed dossier entries, each with its quote."""

from parley.reading.contract import to_json
from parley.reading.reader import read

__all__ = ["read", "to_json"]
