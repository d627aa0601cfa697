"""Everything Parley raises on purpose, in one tree.

::

    ParleyError
    ├── InputError (also ValueError)      what a user gave breaks a rule
    │   ├── DossierError                  a dossier folder or entry
    │   ├── ReportError                   a report that cannot be taken in
    │   │   └── NoPeaceProcessError       a report about something else
    │   ├── HistoryError                  a data file for base rates
    │   ├── ModelError                    inputs of a formal model
    │   │   ├── CourseError
    │   │   ├── DealError
    │   │   ├── PositionError
    │   │   └── StabilityError
    │   ├── OutlookError                  a what-if or a question
    │   └── LedgerError                   the forecast history
    └── MissingLibraryError (also ImportError)

A message names the item, the rule and the value, and points at the evidence, on one line. The
command line turns each into that line and an exit code: 1 for the input, 2 for the call.
"""


class ParleyError(Exception):
    """Base of every error raised on purpose; catch this to catch all of them."""

    exit_code = 1


class InputError(ParleyError, ValueError):
    """Something a user supplied breaks a rule that the message states."""


class DossierError(InputError):
    """A dossier folder, file or entry breaks a rule."""


class ReportError(InputError):
    """A report cannot be taken in: empty, binary, unreadable, too large."""


class NoPeaceProcessError(ReportError):
    """A report was read and is about something other than a peace process."""


class HistoryError(InputError):
    """A historical data file is absent or not what its loader expects."""


class ModelError(InputError):
    """Inputs of a formal model do not fit together."""


class CourseError(ModelError):
    """Inputs of the course model (war and peace over time)."""


class DealError(ModelError):
    """Inputs of the deals model (package bargaining)."""


class PositionError(ModelError):
    """Inputs of the positions model (one issue, ordered scale)."""


class StabilityError(ModelError):
    """Inputs of the stability model (graph model for conflict resolution)."""


class OutlookError(InputError):
    """A what-if, question or joined run that cannot be carried out as asked."""


class LedgerError(InputError):
    """The forecast history refuses a record, a resolution or a file."""


class UsageError(ParleyError):
    """The call itself is wrong (options that exclude each other, say); exit code 2."""

    exit_code = 2


class MissingLibraryError(ParleyError, ImportError):
    """An optional library is absent; the message says what to install."""


class ParleyWarning(UserWarning):
    """A result stands, but a reader should know of a doubt about it."""
