"""What assistants can write: proposals that rest on verbatim words of a source."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from parley.dossier.quote import locate, quote_at, source_of
from parley.dossier.review import add
from parley.dossier.schema import Dossier, Evidence
from parley.errors import InputError
from parley.web.mcp_answers import Proposed
from parley.web.mcp_tools import Name, Reads, view

MOST_QUOTE = 2000
FIXED = ("review", "evidence", "judgement", "confidence", "rule")
"""Fields that a proposal cannot set."""


class Tools(Reads):
    """The tools over one workspace: those that read, and those that propose."""

    def propose_entry(
        self,
        process: Name,
        kind: Annotated[
            str,
            Field(
                description="party, person, issue, position, lever, constraint, meeting, order, "
                "assessment or parallel."
            ),
        ],
        fields: Annotated[
            dict[str, Any],
            Field(description="Fields of the entry as in the dossier's files; see list_entries."),
        ],
        source: Annotated[str, Field(description="Id of the source that says so.")],
        quote: Annotated[
            str, Field(description="Its words, verbatim: one sentence or part of one.")
        ],
        why: Annotated[
            str | None, Field(description="What makes you read the quote so; for the reviewer.")
        ] = None,
    ) -> Proposed:
        """Propose an entry; a person will accept or reject it.

        It must rest on a verbatim quote of a source: one that is not found there letter by letter
        is refused, with the reason. Nothing else is changed, and the proposal does not count until
        it is accepted.
        """
        wrong = [k for k in FIXED if k in fields]
        if wrong:
            raise InputError(f"proposed {kind}: {wrong[0]} is not for a proposal to set")
        evidence = verbatim(self.dossier(process), source, quote)
        data = dict(fields) | ({"note": why} if why and kind != "order" else {})
        decision = self.bench.change(
            process, lambda d, by: add(d, kind, data, evidence=[evidence], review="proposed", **by)
        )
        return Proposed(
            key=decision.entry, review="proposed", sentence=view(evidence),
            says=f"{decision.entry} waits for review; nothing counts until a person accepts it.",
        )  # fmt: skip

    def propose_position(
        self,
        process: Name,
        party: Annotated[str, Field(description="Id of the party.")],
        issue: Annotated[str, Field(description="Id of the issue.")],
        preferred: Annotated[str | None, Field(description="Id of the option it prefers.")],
        source: Annotated[str, Field(description="Id of the source that says so.")],
        quote: Annotated[str, Field(description="Its words, verbatim.")],
        says: Annotated[
            str | None, Field(description="The demand in a few words of the source.")
        ] = None,
        acceptable: Annotated[
            list[str] | None, Field(description="Ids of options it would accept too.")
        ] = None,
        red_lines: Annotated[
            list[str] | None, Field(description="Ids of options it rules out.")
        ] = None,
    ) -> Proposed:
        """Propose where a party stands on an issue, on a verbatim quote; a person reviews it."""
        fields: dict[str, Any] = {"party": party, "issue": issue, "preferred": preferred}
        fields |= {"says": says} if says else {}
        fields |= {"acceptable": acceptable} if acceptable else {}
        fields |= {"red_lines": red_lines} if red_lines else {}
        return self.propose_entry(process, "position", fields, source, quote)


def verbatim(dossier: Dossier, source: str, quote: str) -> Evidence:
    """Return the evidence for a quote that a source has letter by letter.

    Raises
    ------
    InputError
        When the quote is empty, too long, or not in the source; the message gives the source's
        own words when only white space, quotation marks or dashes differ.
    """
    text = source_of(dossier, source).text
    if not quote.strip() or len(quote) > MOST_QUOTE:
        raise InputError(f"quote: must have 1 to {MOST_QUOTE} characters, got {len(quote)}")
    at = text.find(quote)
    if at < 0:
        near = locate(text, quote)
        own = f"; the source has {text[slice(*near)]!r}" if near else ""
        raise InputError(f"quote {quote[:80]!r}: not found verbatim in source {source!r}{own}")
    return quote_at(dossier, source, at, at + len(quote))
