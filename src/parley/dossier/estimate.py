"""Every number a model uses: its name, unit, distribution and origin."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from parley.dossier.words import Origin

Family = Literal[
    "point", "uniform", "normal", "half_normal", "lognormal", "beta", "dirichlet", "table"
]


class Distribution(BaseModel):
    """What is known of a number.

    ============ ============================ =================================================
    family       numbers                      meaning
    ============ ============================ =================================================
    point        value                        known exactly
    uniform      low, high                    anywhere between
    normal       mean, sd
    half_normal  sd                           size of a normal draw with mean 0
    lognormal    median, factor               median times or divided by `factor` (one sd)
    beta         a, b
    dirichlet    any number of weights        shares that sum to 1
    table        sampled values               drawn from the listed values, each as likely
    ============ ============================ =================================================

    Examples
    --------
    >>> Distribution(family="lognormal", numbers=(2.0, 1.5)).mean_or_median
    2.0
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    family: Family
    numbers: tuple[float, ...]

    @model_validator(mode="after")
    def _numbers_fit(self) -> "Distribution":
        wanted = {
            "point": 1,
            "uniform": 2,
            "normal": 2,
            "half_normal": 1,
            "lognormal": 2,
            "beta": 2,
        }
        n = wanted.get(self.family)
        if n is not None and len(self.numbers) != n:
            raise ValueError(f"{self.family} takes {n} numbers, got {len(self.numbers)}")
        if n is None and not self.numbers:
            raise ValueError(f"{self.family} takes at least one number, got none")
        first, last = self.numbers[0], self.numbers[-1]
        if self.family == "uniform" and first > last:
            raise ValueError(f"uniform needs low <= high, got {first} and {last}")
        if self.family == "lognormal" and (first <= 0 or last < 1):
            raise ValueError(f"lognormal needs median > 0 and factor >= 1, got {first} and {last}")
        if self.family in ("beta", "dirichlet") and min(self.numbers) <= 0:
            raise ValueError(f"{self.family} needs numbers above 0, got {min(self.numbers)}")
        if self.family in ("normal", "half_normal") and last < 0:
            raise ValueError(f"{self.family} needs sd >= 0, got {last}")
        return self

    @property
    def mean_or_median(self) -> float:
        """A middle to print: the median of a lognormal, else the mean (dirichlet: first share)."""
        n = self.numbers
        if self.family in ("point", "normal", "lognormal"):
            return n[0]
        if self.family == "uniform":
            return (n[0] + n[1]) / 2
        if self.family == "half_normal":
            return 0.7978845608028654 * n[0]
        if self.family == "table":
            return sum(n) / len(n)
        return n[0] / sum(n)


class Estimate(BaseModel):
    """A number with its name, unit, distribution and where it comes from.

    `origin` says which of the other fields must be there: *stated* rests on `evidence` (evidence
    ids); *historical* names `dataset`, `n` and `source`; *judgement* says `who` and `why`;
    *default* cites the `source` of its range.

    Examples
    --------
    >>> Estimate(id="omega", name="planning clock", unit="months", origin="default",
    ...          distribution=Distribution(family="lognormal", numbers=(60, 1.4)),
    ...          source="elicited for this product").origin
    'default'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    name: str
    unit: str
    distribution: Distribution
    origin: Origin
    evidence: tuple[str, ...] = ()
    dataset: str | None = None
    n: Annotated[int, Field(ge=0)] | None = None
    source: str | None = None
    who: str | None = None
    why: str | None = None
    about: tuple[str, ...] = ()
    """Ids of the entries the number is about."""

    @model_validator(mode="after")
    def _origin_is_backed(self) -> "Estimate":
        needs = {
            "stated": bool(self.evidence),
            "historical": self.dataset is not None and self.n is not None,
            "judgement": self.who is not None and self.why is not None,
            "default": self.source is not None,
        }
        if not needs[self.origin]:
            wants = {
                "stated": "evidence",
                "historical": "dataset and n",
                "judgement": "who and why",
                "default": "source",
            }
            raise ValueError(
                f"estimate {self.id!r}: origin {self.origin} needs {wants[self.origin]}"
            )
        return self
