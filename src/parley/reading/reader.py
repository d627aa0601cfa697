"""Reading: reports in, a dossier of proposed entries out."""

from collections.abc import Sequence

from parley.dossier.schema import Dossier, Source
from parley.errors import NoPeaceProcessError
from parley.reading.assessments import find_assessments
from parley.reading.beginning import war_began
from parley.reading.build import Builder
from parley.reading.constraints import find_constraints
from parley.reading.context import Report
from parley.reading.demands import find_demands
from parley.reading.drafts import Findings
from parley.reading.foreign import read_foreign
from parley.reading.gate import about_peace_process
from parley.reading.languages import READ, language_of, note
from parley.reading.levers import find_levers
from parley.reading.meetings import find_meetings
from parley.reading.merge import merge
from parley.reading.order import find_order
from parley.reading.parallels import find_parallels
from parley.reading.sides import Sides, fighting, find_sides
from parley.reading.table import two_sides
from parley.reading.truce import truce_in_force
from parley.reading.understand import understand
from parley.reports import Report as Taken


def read(reports: Sequence[Taken]) -> Dossier:
    """Read reports of one peace process into a dossier of proposed entries.

    Parameters
    ----------
    reports : sequence of parley.reports.Report
        One or more. The same text twice counts once; a report about something else is passed over.

    Returns
    -------
    Dossier
        Every entry is proposed and carries evidence whose span is exact in its source, the rule
        that proposed it, and a confidence. `process.sides` is empty when the reports do not show
        two sides. `as_of` is the latest date of the sources, None when none is dated;
        `started` the earliest beginning of the war that they tell, None when they tell none.

    Raises
    ------
    NoPeaceProcessError
        When no report is about a peace process.

    Examples
    --------
    >>> from parley.reports import from_text
    >>> text = ("Kenya hosts peace talks. Envoys of Ethiopia and Eritrea met in Nairobi on Monday "
    ...         "to discuss a ceasefire. Eritrea demands the withdrawal of Ethiopian troops.")
    >>> d = read([from_text(text)])
    >>> sorted(p.id for p in d.parties)
    ['ER', 'ET', 'KE']
    """
    dossiers: list[Dossier] = []
    seen: set[str] = set()
    for number, taken in enumerate(reports):
        if taken.sha256 in seen:
            continue
        seen.add(taken.sha256)
        dossier = _read_one(taken, number)
        if dossier is not None:
            dossiers.append(dossier)
    if not dossiers:
        names = ", ".join(r.name for r in reports[:3]) or "none given"
        unread = dict.fromkeys(note(language_of(r.text)) for r in reports)
        said = "; ".join(f", {line}" for line in unread if line)
        raise NoPeaceProcessError(f"no peace process found in this report ({names}{said})")
    return merge(dossiers)


def _read_one(taken: Taken, number: int) -> Dossier | None:
    """The entries of one report; None when it is about something else."""
    told = language_of(taken.text)
    source = Source(
        id=f"report-{number + 1}", title=taken.title,
        publisher=taken.publisher, author=taken.author, date=taken.date, address=taken.address,
        language=taken.language if told == "en" else told, sha256=taken.sha256, text=taken.text,
        copies=taken.copies,
    )  # fmt: skip
    if told in READ:
        return read_foreign(source, told)
    if told != "en":
        return None
    report = understand(taken.text)
    if not _relevant(report):
        return None
    findings, sides = find_all(report)
    return Builder(report, findings, sides, source).dossier()


def _relevant(report: Report) -> bool:
    parties = report.registry.parties
    states = sum(e.kind == "state" and e.acting >= 0.6 for e in parties)
    groups = sum(e.kind in ("armed group", "organisation") and e.acting >= 0.6 for e in parties)
    return about_peace_process(report.text, states, groups, len(report.registry.people))


def find_all(report: Report) -> tuple[Findings, Sides]:
    """Everything the rules propose for one report, and its sides; parallels are kept apart."""
    parallels = find_parallels(report)
    for p in parallels:
        for e in report.registry.entities.values():
            e.mentions = [m for m in e.mentions if not p.span[0] <= m.start < p.span[1]]
        for s in report.sents:
            s.mentions = [m for m in s.mentions if not p.span[0] <= m.start < p.span[1]]
    fight = fighting(report)
    demands = find_demands(report)
    report.main = two_sides(report, demands) or report.main
    meetings = find_meetings(report)
    findings = Findings(
        meetings=meetings,
        order=find_order(report, meetings),
        demands=demands,
        levers=find_levers(report, demands),
        constraints=find_constraints(report, demands),
        assessments=find_assessments(report, demands),
        parallels=parallels,
    )
    sides = find_sides(report, fight, findings)
    sides.truce = truce_in_force(report, sides.sides, [p.span for p in parallels])
    sides.began = war_began(report, sides.sides, [p.span for p in parallels])
    return findings, sides
