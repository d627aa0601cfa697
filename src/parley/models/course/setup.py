"""From a parameter document (plain mappings and lists) to a course and what its sides fight for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from parley.errors import CourseError
from parley.models.course.anchors import (
    CollapseAnchor,
    anchor_collapse,
    anchor_scale,
    scaled,
)
from parley.models.course.document import Document
from parley.models.course.hazards import outside_talks
from parley.models.course.joint import Joint, SurplusOf, join
from parley.models.course.model import Course, Meeting
from parley.models.course.schema import SECTIONS, section, whole


@dataclass(frozen=True)
class Setup:
    """A course ready to run, with what it was made from."""

    course: Course
    joint: Joint | None
    anchor: CollapseAnchor | None


def read_setup(document: Any, *, seed: int = 1, surplus: SurplusOf | None = None) -> Setup:
    """Build a course from a parameter document; docs/reference/course-parameters.md has its schema.

    Parameters
    ----------
    document : mapping
        As read from YAML. Numbers may be uncertain (`numbers.draw_number`).
    seed : int
        Seed of the draws.
    surplus : function, optional
        `surplus(worths, needs, R, slopes, fronts)` gives the surplus of the best package,
        (n_draws, n_states, n_fronts); needed when the document has stakes.

    Returns
    -------
    Setup

    Raises
    ------
    CourseError
        One line naming the entry that is unknown, absent or out of range.

    Examples
    --------
    >>> s = read_setup({"months": 12, "draws": 4, "history": {"negotiated": [0.06]}})
    >>> s.course.draws, s.course.months, s.joint is None
    (4, 12, True)
    """
    d = Document(document, seed)
    course, anchor = _anchored(d, _course(d))
    course, joint = _levers(d, course), None
    if d.all["stakes"]:
        if surplus is None:
            raise CourseError("stakes: a function for the surplus is needed")
        course, joint = join(d, course, surplus)
    return Setup(course, joint, anchor)


def _course(d: Document) -> Course:
    """The course before anchors, stakes and levers."""
    history, field, talks = d.part("history"), d.part("field"), d.part("talks")
    start, joins, intensity = d.part("start"), d.part("joins"), d.part("intensity")
    numbers = {k: d.number(f"field.{k}", v) for k, v in field.items() if k != "clock"}
    theta_t = np.log(np.maximum(d.number("talks.ratio", talks["ratio"]), 1e-9))
    begins, fails = d.number("talks.start", talks["start"]), d.number("talks.fail", talks["fail"])
    ends = outside_talks(
        d.by_year("history.negotiated", history["negotiated"]),
        begins[:, None],
        fails[:, None],
        theta_t[:, None],
    )
    share = d.number("history.share_settlement", history["share_settlement"])[:, None]
    calm = section("history.ceasefire", history["ceasefire"], SECTIONS["ceasefire"])
    peace = section("history.settlement", history["settlement"], SECTIONS["settlement"])
    sudden = d.by_year("history.sudden", history["sudden"]) / 2
    given: dict[str, Any] = dict(
        months=d.months,
        settle=ends * share,
        truce=ends * (1 - share),
        sudden_A=sudden,
        sudden_B=sudden,
        settle_ceasefire=d.number("history.ceasefire.to_settlement", calm["to_settlement"]),
        break_ages=tuple(calm["ages"]),
        break_hazard=d.by_age("history.ceasefire.hazard", calm["hazard"]),
        relapse_ages=tuple(peace["ages"]),
        relapse_hazard=d.by_age("history.settlement.hazard", peace["hazard"]),
        theta_t=theta_t,
        talks_start=begins,
        talks_fail=fails,
        fought=whole("fought", d.all["fought"], 0, 0, 10_000),
        start=start["phase"],
        r_A=d.number("start.r_A", start["r_A"]),
        r_B=d.number("start.r_B", start["r_B"]),
        x=d.number("start.front", start["front"]),
        meetings=_meetings(d),
    )
    given.update(numbers)
    given.update({k: float(v) for k, v in intensity.items()})
    given.update({k: d.number(f"joins.{k}", v) for k, v in joins.items()})
    return Course(**given)


def _anchored(d: Document, course: Course) -> tuple[Course, CollapseAnchor | None]:
    """Scale the field to the chance that a side falls by month 60 (and by month 12)."""
    given = d.part("anchors")
    late, early = given["collapse"], given["collapse_early"]
    if late is None:
        return course, None
    month = min(60, course.months)
    paths = max(1, 4000 // course.draws)
    if early is None:
        found = anchor_scale(course, float(late), month=month, paths_per_draw=paths, seed=d.seed)
    else:
        found = anchor_collapse(
            course,
            float(early),
            float(late),
            months=(min(12, month), month),
            paths_per_draw=paths,
            seed=d.seed,
        )
    return replace(
        scaled(course, found.drain, found.sudden), swing=course.swing * found.swing
    ), found


def _meetings(d: Document) -> tuple[Meeting, ...]:
    """Planned meetings in the order of the file."""
    out = []
    for k, m in enumerate(d.all["meetings"] or []):
        given = section(f"meetings[{k}]", m, SECTIONS["meeting"])
        out.append(
            Meeting(
                whole(f"meetings[{k}].month", given["month"], None, 0, 1200),
                d.number(f"meetings[{k}].chance", given["chance"]),
                given["after"],
            )
        )
    return tuple(out)


def _levers(d: Document, course: Course) -> Course:
    """Multiply drains and strengths over a run of months, throughout or only in talks."""
    names = ("drain_A", "drain_B", "strength_A", "strength_B")
    arrays = {k: getattr(course, k).copy() for k in names}
    for k, lever in enumerate(d.all["levers"] or []):
        given = section(f"levers[{k}]", lever, SECTIONS["lever"])
        month = whole(f"levers[{k}].month", given["month"], 0, 0, course.months - 1)
        until = whole(f"levers[{k}].until", given["until"], course.months, month, 1200)
        first = 1 if given["in_talks"] else 0
        if all(given[name] == 1.0 for name in names):
            raise CourseError(f"levers[{k}]: moves nothing; name one of {', '.join(names)}")
        for name in names:
            arrays[name][:, first:, month:until] *= d.number(f"levers[{k}].{name}", given[name])[
                :, None, None
            ]
    return replace(course, **arrays)
