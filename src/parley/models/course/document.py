"""A checked parameter document with the means to draw its numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from parley.errors import CourseError
from parley.models.course.field import Array
from parley.models.course.hazards import monthly_hazard
from parley.models.course.numbers import draw_number
from parley.models.course.schema import SECTIONS, TOP, section, whole

FIELD = ("field.", "anchors.", "stakes.optimism", "history.sudden", "stakes.learning")
"""Numbers that the field hangs on: as many distinct draws as `field_draws`."""
IN_TALKS = ("levers[", "talks.start", "talks.fail")
"""The same where there are stakes, whose values follow levers and talks."""


class Document:
    """A parameter document of `draws` draws, `fields` of them distinct in the field."""

    def __init__(self, document: Any, seed: int) -> None:
        self.all = section("", document, dict.fromkeys(TOP))
        self.seed = seed
        self.draws = whole("draws", self.all["draws"], 100, 1, 100_000)
        self.months = whole("months", self.all["months"], 60, 1, 1200)
        self.fields = min(whole("field_draws", self.all["field_draws"], 16, 1, 100_000), self.draws)

    def part(self, name: str) -> dict[str, Any]:
        """A section with its defaults filled in."""
        return section(name, self.all[name] or {}, SECTIONS[name])

    def number(self, name: str, value: Any) -> Array:
        """One number, drawn; numbers of the field repeat after `field_draws` draws."""
        shared = FIELD + (IN_TALKS if self.all["stakes"] else ())
        if name.startswith(shared):
            few = draw_number(name, value, self.fields, self.seed)
            return few[np.arange(self.draws) % self.fields]
        return draw_number(name, value, self.draws, self.seed)

    def by_year(self, name: str, values: Any) -> Array:
        """Yearly chances from the start on, as hazards by month; the last year's goes on."""
        listed = values if isinstance(values, list) else [values]
        if not listed:
            raise CourseError(f"{name}: needs at least one yearly chance")
        years = np.stack([self.number(f"{name}[{k}]", v) for k, v in enumerate(listed)], 1)
        at = np.minimum(np.arange(self.months) // 12, len(listed) - 1)
        return monthly_hazard(years)[:, at]

    def by_age(self, name: str, values: Any) -> Array:
        """Monthly hazards by class of age."""
        return np.stack([self.number(f"{name}[{k}]", v) for k, v in enumerate(values)], 1)
