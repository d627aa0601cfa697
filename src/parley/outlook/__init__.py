"""What to expect: the four models joined, from a dossier to findings with their chains."""

from parley.outlook.assumptions import all_estimates, estimates_in_words
from parley.outlook.document import Outlook
from parley.outlook.run import run, run_id
from parley.outlook.settings import parse_settings
from parley.outlook.whatif import WhatIf, compare, what_if
from parley.outlook.why import why

__all__ = [
    "Outlook",
    "WhatIf",
    "all_estimates",
    "compare",
    "estimates_in_words",
    "parse_settings",
    "run",
    "run_id",
    "what_if",
    "why",
]
