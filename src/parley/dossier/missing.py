"""What a dossier does not say yet, and what saying it would give."""

from collections.abc import Iterator

from parley.dossier import catalogue
from parley.dossier.schema import Dossier, Issue

_PROCESS = {
    "as_of": "not set (undated): the outlook cannot say how old its picture is",
    "type": "not set: knowing whether the war is interstate, civil or internationalised picks the "
    "historical base rates in place of a mixture",
    "started": "not set: the war's age narrows how likely an end is",
    "intensity": "not set: deaths a year pick the historical class for collapse and for an end",
}


def missing(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Yield (rule, where, what is missing and what it would give), in file order.

    Parameters
    ----------
    dossier : Dossier
        Rejected entries left out beforehand.

    Examples
    --------
    >>> from parley.dossier.schema import Dossier, Process
    >>> [rule for rule, _, _ in missing(Dossier(process=Process(title="x")))]
    ['no-sides', 'no-as_of', 'no-type', 'no-started', 'no-intensity', 'no-issues']
    """
    if not dossier.process.sides:
        yield (
            "no-sides",
            "process",
            "sides: not set: name the parties that fight each other, `sides: [[A], [B, C]]`; "
            "without two sides there is no outlook",
        )
    for field, says in _PROCESS.items():
        if getattr(dossier.process, field) is None:
            yield f"no-{field}", "process", f"{field}: {says}"
    if not dossier.issues:
        yield "no-issues", "issues.yaml", "no issue: there is nothing to bargain over"
    for issue in dossier.issues:
        yield from _of_issue(dossier, issue)
    yield from _of_entries(dossier)


def _of_issue(dossier: Dossier, issue: Issue) -> Iterator[tuple[str, str, str]]:
    """What is not known of one issue."""
    where = f"issue {issue.id!r}"
    if issue.now is None:
        default = None
        if issue.catalogue is not None:
            known = {i.id: i.now_default for i in catalogue.load().issues}
            default = known.get(issue.catalogue)
        falls = f"the models take {default!r}, a default" if default else "the models need one"
        yield (
            "no-now",
            where,
            f"now: not set: say which option describes things as they are; {falls}",
        )
    third = {i.id for i in catalogue.load().issues if i.holder_kind == "third party"}
    if issue.catalogue in third and not issue.holders:
        yield "no-holders", where, "holders: not set: a third party holds this; say which"
    heard = {p.party for p in dossier.positions if p.issue == issue.id}
    for i, side in enumerate(dossier.process.sides):
        if not heard & set(side):
            names = ", ".join(dossier.name_of(key) for key in side)
            yield (
                "no-position",
                where,
                f"no position of {names} (side {i + 1}): the models draw it from a wide default",
            )


def _of_entries(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    """Entries that rest on nothing yet, and how many wait for review."""
    waiting = [e for e in dossier.entries() if e.review == "proposed"]
    for entry in waiting:
        if not entry.evidence and entry.judgement is None:
            yield "unbacked", f"entry {entry.id!r}", "proposed with neither evidence nor judgement"
    if waiting:
        yield (
            "unreviewed",
            "dossier",
            f"{len(waiting)} of {len(dossier.entries())} entries are proposed: `parley review`",
        )
