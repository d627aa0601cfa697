"""Issues: which one of the catalogue a demand turns on, and where it leaves the party."""

import re

from parley.dossier import catalogue
from parley.dossier.schema import Constraint, Issue, Lever, Option
from parley.reading.classes import catalogue_hits
from parley.reading.drafts import DemandDraft
from parley.reading.gazetteer import ascii_fold
from parley.reading.nouns import without_verb


def short(words: str) -> str:
    """Words cut to a name that fits a line."""
    flat = " ".join(words.split())
    return flat if len(flat) <= 110 else flat[:107].rsplit(" ", 1)[0] + " ..."


def slug(name: str, limit: int = 40) -> str:
    """Short readable id of a name.

    Examples
    --------
    >>> slug("Côte d’Ivoire rebels")
    'cote-d-ivoire-rebels'
    """
    return re.sub(r"[^a-z0-9]+", "-", ascii_fold(name).lower()).strip("-")[:limit].strip("-") or "x"


_RED = re.compile(
    r"\b(?:red line|never|under no circumstances|not negotiable|non-negotiable|will not "
    r"accept|would not accept|"
    r"unacceptable|out of the question|not an inch)\b",
    re.IGNORECASE,
)


def place_demand(d: DemandDraft) -> tuple[str, str | None, tuple[str, ...]]:
    """Issue, preferred option and red lines of a demand, by the catalogue.

    A refusal prefers the pole of those who resist. The refused option is a red line only when the
    report says so in so many words.
    """
    table = catalogue.load()
    hits = catalogue_hits(d.says)
    hit = next((h for h in hits if h.demand_class == d.catalogue), hits[0] if hits else None)
    if hit is not None and (hit.demand_class == d.catalogue or hit.words >= 2):
        entry = table.issue(hit.issue)
        option = hit.option
    else:
        entries = table.of_class(d.catalogue)
        if not entries or d.catalogue == "other":
            return (
                f"issue-{slug(without_verb(d.says), 30)}",
                "refused" if d.refusal else "granted",
                (),
            )
        entry, option = entries[0], None
    demanded = option or entry.pole_of_demander
    if not d.refusal:
        return entry.id, demanded, ()
    poles = [entry.options[0].id, entry.options[-1].id]
    against = next((p for p in poles if p != demanded), None)
    red = (demanded,) if demanded and _RED.search(d.says) else ()
    return entry.id, against, red


def make_issue(key: str, d: DemandDraft) -> Issue:
    """Make the issue of a demand: from the catalogue, or one of its own."""
    if key.startswith("issue-"):
        return Issue(
            id=key, question=f"Is this granted: {short(without_verb(d.says))}?", rule=d.rule,
            options=(Option(id="refused", label="refused"),
                     Option(id="part", label="granted in part"),
                     Option(id="granted", label="granted")),
        )  # fmt: skip
    return catalogue.to_issue(key, rule="catalogue", confidence=0.6)


def with_holders(
    issues: tuple[Issue, ...],
    levers: tuple[Lever, ...],
    constraints: tuple[Constraint, ...],
    sides: tuple[tuple[str, ...], ...],
) -> tuple[Issue, ...]:
    """Third parties that hold what an issue moves, and `now` where the report states it."""
    table = catalogue.load()
    fighters = {k for s in sides for k in s}
    out = []
    for i in issues:
        update: dict[str, object] = {}
        if i.catalogue:
            entry = table.issue(i.catalogue)
            if entry.holder_kind == "third party":
                holders = [v.holder for v in levers if v.issue == i.id and v.holder not in fighters]
                update["holders"] = tuple(dict.fromkeys(holders))
            if i.demand_class == "sanctions" and any(
                c.kind == "sanctions_regime" for c in constraints
            ):
                update["now"] = entry.now_default
        out.append(i.model_copy(update=update))
    return tuple(out)
