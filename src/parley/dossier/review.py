"""Review of a dossier: accept, reject, edit, add, undo; each step pure, each written to a log.

Every step takes a dossier and gives a new one with the `Decision` that made it. Decisions go to
`review.jsonl` in the dossier's folder; replayed over the dossier as read, they rebuild the reviewed
one (`parley.dossier.intake.rebuild` starts from the readings themselves). The web workbench and
`parley review` use these same steps::

    record, decision = add(record, "lever", {...}, evidence=[quote_at(record, source, 10, 40)], ...)
    store.save(record, folder)
    append(folder, decision)
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pydantic import ValidationError

from parley.dossier.catalogue import to_issue
from parley.dossier.check import check
from parley.dossier.log import LOG, Decision, append, read_log
from parley.dossier.quote import find_quote, locate, quote_at
from parley.dossier.references import ANY
from parley.dossier.schema import Dossier, Evidence, Judgement
from parley.dossier.steps import (
    FIXED,
    WHOLE,
    apply,
    change,
    entry_of,
    key_of,
    keys,
    list_of,
    new_id,
)
from parley.dossier.store import MODELS, one_line
from parley.errors import DossierError

__all__ = [
    "LOG", "Decision", "accept", "add", "append", "cite", "edit", "entry_of", "find_quote",
    "key_of", "keys", "locate", "quote_at", "read_log", "reject", "replay", "require_version",
    "undo", "version",
]  # fmt: skip


def accept(
    dossier: Dossier, key: str, *, who: str, when: datetime.datetime, why: str | None = None
) -> tuple[Dossier, Decision]:
    """Accept an entry.

    Parameters
    ----------
    dossier : Dossier
        The record before.
    key : str
        `LIST/ID`, or an id that only one entry has.
    who, when, why
        For the log.

    Returns
    -------
    Dossier, Decision
        The record after, and the line for the log.

    Raises
    ------
    DossierError
        When there is no such entry, or it has neither evidence nor judgement.

    Examples
    --------
    >>> import datetime
    >>> from parley.dossier.schema import Judgement, Parallel, Process
    >>> d = Dossier(process=Process(title="x"), parallels=(
    ...     Parallel(id="p", name="P", judgement=Judgement(who="me", why="known")),))
    >>> d, decision = accept(d, "p", who="me", when=datetime.datetime(2001, 1, 1))
    >>> d.parallels[0].review, decision.before
    ('accepted', 'proposed')
    """
    entry = entry_of(dossier, key)
    if not entry.evidence and getattr(entry, "judgement", None) is None:
        raise DossierError(
            f"entry {key!r}: accepted entries need evidence or a judgement; "
            "edit `judgement` first, {who: ..., why: ...}"
        )
    return change(dossier, key, "review", "accepted", "accept", who, when, why)


def reject(
    dossier: Dossier, key: str, *, who: str, when: datetime.datetime, why: str
) -> tuple[Dossier, Decision]:
    """Reject an entry; the reason is kept, and must be given. Parameters as for `accept`."""
    if not why.strip():
        raise DossierError(f"entry {key!r}: a rejection needs a reason")
    return change(dossier, key, "review", "rejected", "reject", who, when, why.strip())


def edit(
    dossier: Dossier,
    key: str,
    field: str,
    value: Any,
    *,
    who: str,
    when: datetime.datetime,
    why: str | None = None,
) -> tuple[Dossier, Decision]:
    """Change one field of an entry; the schema checks the new value.

    Parameters
    ----------
    dossier, key, who, when, why
        As for `accept`; the key `process` changes the process itself.
    field : str
        Any field but `id` and `review`.
    value : object
        Plain data, as in the YAML.

    Returns
    -------
    Dossier, Decision
        The record after, and the line for the log.

    Raises
    ------
    DossierError
        When there is no such entry or field, or the value breaks a rule of the schema.
    """
    if field in FIXED:
        raise DossierError(f"entry {key!r}: {field} is not for editing")
    return change(dossier, key, field, value, "edit", who, when, why)


def add(
    dossier: Dossier,
    kind: str,
    fields: Mapping[str, Any],
    *,
    who: str,
    when: datetime.datetime,
    evidence: Sequence[Evidence] = (),
    why: str | None = None,
    review: Literal["accepted", "proposed"] = "accepted",
) -> tuple[Dossier, Decision]:
    """Add an entry that a person found: from a selected sentence, or on their own judgement.

    Parameters
    ----------
    dossier : Dossier
        The record before.
    kind : str
        Name of a list or of one of its entries: `levers` or `lever`, `people` or `person`.
    fields : mapping
        Plain data, as in the YAML; without `id`, one is made of the name or the kind. An issue of
        the catalogue needs only `catalogue`.
    who, when, why
        For the log. Without evidence, `why` must be given and becomes the entry's judgement.
    evidence : sequence of Evidence
        What the entry rests on; make it with `quote_at` or `find_quote`.
    review : {"accepted", "proposed"}
        The state it starts in.

    Returns
    -------
    Dossier, Decision
        The record after, and the line for the log.

    Raises
    ------
    DossierError
        When there is no such kind, the fields break a rule of the schema, the id is taken, or the
        entry would contradict the record (an id that no entry has, say).

    Examples
    --------
    >>> import datetime
    >>> from parley.dossier.schema import Process, Source
    >>> d = Dossier(process=Process(title="x"), sources=(
    ...     Source(id="s", sha256="0", text="Aland may recognise the Cape."),))
    >>> by = {"who": "me", "when": datetime.datetime(2001, 1, 1)}
    >>> d, decision = add(d, "party", {"name": "Aland", "kind": "state"},
    ...                   evidence=[quote_at(d, "s", 0, 5)], **by)
    >>> decision.entry, d.parties[0].review
    ('parties/aland', 'accepted')
    """
    name = list_of(kind)
    data = {**_from_catalogue(name, fields), "review": review, "evidence": tuple(evidence)}
    if not evidence:
        if not (why or "").strip():
            raise DossierError(f"new {kind}: without a quote it needs a reason (why)")
        if name == "order":
            raise DossierError("new order: needs a quote")
        data.setdefault("judgement", Judgement(who=who, why=str(why).strip()))
    if name != "order":
        taken = {e.id.casefold() for group in ANY for e in getattr(dossier, group)}
        data["id"] = data.get("id") or new_id(name, data, taken)
        if str(data["id"]).casefold() in taken:
            raise DossierError(f"new {kind}: the id {data['id']!r} is taken")
    try:
        entry = MODELS[name].model_validate(data)
    except ValidationError as error:
        raise one_line(error, f"new {kind}") from error
    key = key_of(name, entry)
    if name == "order" and key in keys(dossier):
        raise DossierError(f"new {kind}: {key!r} is there already")
    after = dossier.model_copy(update={name: (*getattr(dossier, name), entry)})
    before = set(map(str, _errors(dossier)))
    for problem in _errors(after):
        if str(problem) not in before:
            raise DossierError(str(problem))
    return after, Decision(
        when=when, who=who, action="add", entry=key, field=WHOLE, why=why,
        before=None, after=entry.model_dump(mode="json"),
    )  # fmt: skip


def cite(
    dossier: Dossier, key: str, evidence: Evidence, *, who: str, when: datetime.datetime
) -> tuple[Dossier, Decision]:
    """Let an entry rest on one more sentence; logged as an edit of its evidence."""
    old = entry_of(dossier, key)
    if evidence in old.evidence:
        raise DossierError(f"entry {key!r}: rests on {evidence.id} already")
    return change(dossier, key, "evidence", (*old.evidence, evidence), "edit", who, when, None)


def version(dossier: Dossier) -> str:
    """Short digest of all that the dossier says; two people see the same record when it agrees.

    Examples
    --------
    >>> from parley.dossier.schema import Process
    >>> version(Dossier(process=Process(title="x"))) == version(Dossier(process=Process(title="y")))
    False
    """
    data = dossier.model_dump_json(exclude={"sources": {"__all__": {"text"}}})
    return hashlib.sha256(data.encode()).hexdigest()[:12]


def require_version(dossier: Dossier, expected: str | None) -> None:
    """Raise DossierError when the record is no longer the one somebody decided on; None passes."""
    if expected is not None and version(dossier) != expected:
        raise DossierError("the dossier was changed by somebody else meanwhile; look again")


def undo(
    dossier: Dossier, decisions: Sequence[Decision], *, who: str, when: datetime.datetime
) -> tuple[Dossier, Decision]:
    """Take back the last decision of a log that has not been taken back.

    An entry that was added goes away again. What was read is not a decision, and stays.

    Raises
    ------
    DossierError
        When nothing is left to take back, or another entry refers to the one to go.
    """
    taken_back = {d.undoes for d in decisions}
    for number in range(len(decisions) - 1, -1, -1):
        last = decisions[number]
        if last.action not in ("undo", "read") and number not in taken_back:
            after, decision = apply(dossier, last, "undo", last.before, who, when, None)
            return after, decision.model_copy(update={"undoes": number})
    raise DossierError("review: nothing to undo")


def replay(dossier: Dossier, decisions: Iterable[Decision]) -> Dossier:
    """Apply a log to a dossier: to the one as read, it gives the reviewed one.

    Lines that say what was read are passed over.

    Raises
    ------
    DossierError
        When a decision is about an entry the dossier lacks, or a value no longer fits the schema.
    """
    for d in decisions:
        if d.action != "read":
            dossier, _ = apply(dossier, d, d.action, d.after, d.who, d.when, d.why)
    return dossier


def _from_catalogue(name: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, an issue's filled from the catalogue where they name one of its issues."""
    if name != "issues" or not fields.get("catalogue") or fields.get("options"):
        return dict(fields)
    key = str(fields["catalogue"])
    made = to_issue(key).model_dump(include={"question", "options", "ordered", "demand_class"})
    return {"id": key, **made, **fields}


def _errors(dossier: Dossier) -> list[Any]:
    """What in the dossier contradicts."""
    return [p for p in check(dossier) if p.severity == "error"]
