"""Names of issues and options as a reader meets them, and what a lever's effect rests on."""

from parley.outlook.joined import Joined


def question(joined: Joined, issue: str) -> str:
    """The question of an issue, or the name of the lever that offered it."""
    for i in joined.dossier.issues:
        if i.id == issue:
            return i.question
    offer = next((c.offer for c in joined.coding.issues if c.id == issue), None)
    return joined.dossier.name_of(offer) if offer else issue


def option(joined: Joined, issue: str, key: str) -> str:
    """Label of an option."""
    for i in joined.dossier.issues:
        if i.id == issue:
            return next((o.label for o in i.options if o.id == key), key)
    return key.replace("_", " ")


def lever_basis(joined: Joined, key: str) -> list[str]:
    """What a lever's effect rests on: its entry, its sentences, the elicited numbers."""
    out = [key] if key != "meetings" else []
    for x in (*joined.dossier.levers, *joined.dossier.constraints):
        if x.id == key:
            out += [e.id for e in x.evidence]
    known = {e.id for e in joined.draws.estimates}
    common = [
        "arms_shield", "arms_strength", "sanctions_drain", "tilt", "theta_z", "theta_m",
        "talks_worth",
    ]  # fmt: skip
    return out + [k for k in (f"level.{key}", f"binding.{key}", *common) if k in known]
