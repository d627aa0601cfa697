"""What the tools for assistants return: one documented model per answer."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from parley.outlook.document import EvidenceView, Number


class Answer(BaseModel):
    """Base of every answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ProcessLine(Answer):
    """A process of the workspace."""

    name: str
    title: str
    as_of: str | None
    entries: int
    waiting: int = Field(description="Entries proposed and not yet reviewed.")
    problem: str | None = Field(None, description="Why it cannot be read, if it cannot.")


class Processes(Answer):
    """Every process of the workspace."""

    processes: list[ProcessLine]


class FindingLine(Answer):
    """One finding: a sentence with its number, interval and the ids it rests on."""

    id: str
    says: str
    value: float | None
    unit: str | None
    interval: tuple[float, float] | None
    model: str
    rests_on: list[str]


class Findings(Answer):
    """The findings of an outlook, with the headline and how much of it is assumption."""

    process: str
    as_of: str | None
    run_id: str
    seed: int
    unreviewed: bool = Field(description="Whether entries nobody has accepted were used.")
    headline: str | None
    note: str | None
    why: str | None = Field(description="Why there is no outlook; null when there is one.")
    outcomes: dict[str, dict[int, Number]] | None = Field(
        description="Outcome, then months ahead, then chance with its 80 % interval."
    )
    total: int = Field(description="How many findings matched before the limit.")
    findings: list[FindingLine]


class EstimateLine(Answer):
    """A number a model uses, with its range and origin."""

    id: str
    name: str
    unit: str
    range: str
    origin: str
    basis: str


class Why(Answer):
    """The chain behind one finding or estimate."""

    id: str
    says: str
    rests_on_findings: list[FindingLine]
    estimates: list[EstimateLine]
    sentences: list[EvidenceView] = Field(description="Verbatim, with their place in the source.")


class Changed(Answer):
    """One outcome at one horizon: as things stand, as set, and the paired difference."""

    outcome: str
    months: int
    base: Number
    changed: Number
    difference: Number


class WhatIfAnswer(Answer):
    """A what-if: both runs share their draws and shocks, so the difference is the settings'."""

    says: str
    note: str | None = Field(description="Says so when nothing that was set reaches the models.")
    rows: list[Changed]


class HitLine(Answer):
    """A passage of a source."""

    source: str
    title: str | None
    start: int
    end: int
    text: str


class Hits(Answer):
    """Passages that hold what was searched for, the best first."""

    query: str
    hits: list[HitLine]


class SourceText(Answer):
    """Part of a source's text, from `start` to `end` of `length` characters."""

    source: str
    title: str | None
    publisher: str | None
    date: str | None
    language: str | None
    start: int
    end: int
    length: int
    text: str


class EntryLine(Answer):
    """An entry of the dossier as it stands in the files."""

    key: str
    name: str
    review: str
    fields: dict[str, Any]
    sentences: list[EvidenceView]


class Entries(Answer):
    """Entries of a dossier."""

    process: str
    total: int = Field(description="How many entries matched before the limit.")
    entries: list[EntryLine]


class Proposed(Answer):
    """An entry that now waits for a person's review."""

    key: str
    review: str
    sentence: EvidenceView
    says: str
