"""An outlook with what changed since an earlier state of its record."""

from parley.bridges.finding import Finding
from parley.outlook.changes import TOLD, Changes, Moved
from parley.outlook.document import Outlook
from parley.outlook.views import ChangedView


def with_changes(outlook: Outlook, found: Changes, since: str) -> Outlook:
    """Return the outlook with a finding for each headline number that moved, and why.

    Parameters
    ----------
    outlook : of the newer record
    found : what changed, from `changes`
    since : what it is compared with, in words: "1 December 2025"

    Returns
    -------
    Outlook
        With `changed` set, findings `change-OUTCOME-MONTHS` first among its findings, and the
        largest move said in the headline's note.
    """
    told = sorted(
        (m for m in found.moved if abs(m.change.value) >= TOLD), key=lambda m: -abs(m.change.value)
    )
    findings = [_finding(outlook, found, m) for m in told]
    view = ChangedView(
        since=since,
        groups=[g.says for g in found.groups],
        silent=list(found.silent),
        moved=[f.id for f in findings],
        says=_says(found, told, since),
    )
    head = outlook.headline
    if head is not None:
        head = head.model_copy(update={"note": f"{view.says} {head.note}"})
    return outlook.model_copy(
        update={
            "changed": view, "headline": head, "findings": [*findings, *outlook.findings],
        }
    )  # fmt: skip


def _finding(outlook: Outlook, found: Changes, m: Moved) -> Finding:
    """One number's change; rests on the entries that changed and are still in the record."""
    backed: dict[str, list[str]] = {e.id: [] for e in outlook.estimates}
    backed |= {x.id: x.evidence for x in outlook.parties}
    backed |= {x.id: x.evidence for x in outlook.meetings}
    backed |= {x.id: x.evidence for x in outlook.levers}
    backed |= {x.id: x.evidence for x in outlook.issues}
    backed |= {x.id: x.evidence for x in outlook.constraints}
    keys = [c.key.split("/", 1)[1] for g in found.groups for c in g.changes]
    rests = [x for k in keys if k in backed for x in (k, *backed[k])] or ["rate.negotiated"]
    return Finding(
        id=f"change-{m.outcome}-{m.horizon}", says=m.says, value=m.change.value,
        unit="difference of chance", interval=m.change.interval, model="joined",
        rests_on=tuple(dict.fromkeys(rests)),
    )  # fmt: skip


def _says(found: Changes, told: list[Moved], since: str) -> str:
    """What changed in a sentence."""
    if not found.groups:
        return f"Since {since} nothing changed that a chance hangs on."
    if not told:
        return f"Since {since} no headline chance moved by a tenth of a point."
    return f"Since {since}: {told[0].says[:1].lower()}{told[0].says[1:]}"
