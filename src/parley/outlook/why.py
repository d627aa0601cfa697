"""The chain behind one number: finding → estimates → sentences, as text."""

from parley.dossier.estimate import Estimate
from parley.errors import OutlookError
from parley.outlook.assumptions import basis, drawn_from
from parley.outlook.document import Outlook


def why(outlook: Outlook, key: str) -> str:
    """Return the chain of a finding: what it says, the numbers it rests on, the sentences.

    Parameters
    ----------
    outlook : the document
    key : id of a finding or of an estimate

    Raises
    ------
    OutlookError
        If no finding and no estimate has that id; the message lists those that start alike.
    """
    findings = {f.id: f for f in outlook.findings}
    estimates = {e.id: e for e in outlook.estimates}
    if key in estimates:
        return "\n".join(_estimate(estimates[key], outlook, ""))
    if key not in findings:
        like = [k for k in findings if k.split("-")[0] == key.split("-")[0]] or list(findings)
        raise OutlookError(f"why {key!r}: no such number; known: {', '.join(like[:12])}")
    found = findings[key]
    lines = [found.says, f"said by: {found.model}; run {outlook.run_id}, seed {outlook.seed}", ""]
    for name in found.rests_on:
        if name in estimates:
            lines += _estimate(estimates[name], outlook, "  ")
        elif name in findings:
            lines.append(f"  finding {name}: {findings[name].says}")
        else:
            lines += _sentence(name, outlook, "  ")
    return "\n".join(lines)


def _estimate(e: Estimate, outlook: Outlook, margin: str) -> list[str]:
    """An estimate with its range, origin and, where stated, its sentences."""
    lines = [f"{margin}{e.id}: {e.name} [{e.unit}] {drawn_from(e)}; {e.origin}: {basis(e)}"]
    for key in e.evidence:
        lines += _sentence(key, outlook, margin + "  ")
    return lines


def _sentence(key: str, outlook: Outlook, margin: str) -> list[str]:
    """A piece of evidence as a quote with its source; other ids as they are."""
    for piece in outlook.evidence:
        if piece.id == key:
            source = next((s for s in outlook.sources if s.id == piece.source), None)
            title = (source.title or source.id) if source else piece.source
            return [f"{margin}“{piece.quote}” ({title}, {piece.start}-{piece.end})"]
    return [f"{margin}entry {key}"]
