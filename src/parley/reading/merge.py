"""Several reports in one dossier: the same party, person or meeting becomes one entry."""

from parley.dossier.join import join
from parley.dossier.schema import Dossier


def merge(dossiers: list[Dossier]) -> Dossier:
    """Put dossiers of the same process together, as `parley.dossier.join` does.

    The first keeps its ids. `as_of` is the date of the latest source, `started` the earliest
    beginning of the war that a report tells. Cost: linear in the number of entries.
    """
    whole = join(*dossiers)
    dates = [s.date for s in whole.sources if s.date]
    began = [d.process.started for d in dossiers if d.process.started]
    process = whole.process.model_copy(
        update={"as_of": max(dates, default=None), "started": min(began, default=None)}
    )
    return whole.model_copy(update={"process": process})
