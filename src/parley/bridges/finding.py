"""A finding: one thing a model says, in one sentence, with what it rests on."""

from pydantic import BaseModel, ConfigDict


class Finding(BaseModel):
    """One thing the outlook says, in one sentence, with its number and what it rests on.

    Examples
    --------
    >>> Finding(id="f1", says="A zone of agreement exists.", model="deals").rests_on
    ()
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    says: str
    value: float | None = None
    unit: str | None = None
    interval: tuple[float, float] | None = None
    model: str
    """`course`, `deals`, `stability`, `positions`, `joined`, `history` or `record`."""
    rests_on: tuple[str, ...] = ()
    """Ids of estimates, entries and pieces of evidence, most important first."""
