"""A number with its interval: what every view of an outlook is made of."""

from pydantic import BaseModel, ConfigDict

LEVEL = 0.8
"""Every interval holds this share of the parameter draws (10 to 90 %)."""


class Frozen(BaseModel):
    """A part of the outlook document."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(Frozen):
    """A number, its interval over parameter draws and, for paths, its Monte Carlo error."""

    value: float
    interval: tuple[float, float]
    mc_error: float | None = None


ByHorizon = dict[int, Number]
