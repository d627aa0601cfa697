"""Several reports in one dossier: the same party, person or meeting becomes one entry."""

import datetime

from parley.dossier.join import Joiner
from parley.dossier.schema import Dossier


class Growing:
    """A dossier that grows report by report, as `parley.dossier.join` joins them.

    The first keeps its ids. Nothing of a report is kept but what it adds, so that memory grows with
    the dossier alone; the cost of each report is that of its own entries.
    """

    def __init__(self) -> None:
        self._first: Dossier | None = None
        self._joiner: Joiner | None = None
        self._began: list[datetime.date] = []

    def __bool__(self) -> bool:
        return self._first is not None

    def add(self, dossier: Dossier) -> None:
        """Add what one report says."""
        if dossier.process.started:
            self._began.append(dossier.process.started)
        if self._first is None:
            self._first = dossier
            return
        if self._joiner is None:
            self._joiner = Joiner(self._first)
        self._joiner.add(dossier)

    def dossier(self) -> Dossier:
        """The whole: `as_of` the date of the latest source, `started` the earliest told."""
        assert self._first is not None
        whole = self._first if self._joiner is None else self._joiner.dossier()
        dates = [s.date for s in whole.sources if s.date]
        process = whole.process.model_copy(
            update={
                "as_of": max(dates, default=None),
                "started": min(self._began, default=None),
            }
        )
        return whole.model_copy(update={"process": process})
