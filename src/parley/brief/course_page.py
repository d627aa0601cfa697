"""The course of a dossier as a file: one HTML page, or one picture."""

from __future__ import annotations

from pathlib import Path

from parley.brief import words
from parley.errors import InputError, UsageError
from parley.outlook.course_view import CourseView

ENDINGS = (".html", ".htm", ".svg", ".png")


def require_picture(path: Path) -> None:
    """Raise UsageError when the ending names no form, InputError when the folder is not there."""
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"output {path}: the ending must be one of {', '.join(ENDINGS)}")
    if path.is_dir() or not path.parent.is_dir():
        raise InputError(f"output {path}: cannot be written (no such folder)")


def write_course(view: CourseView, path: Path) -> None:
    """Write the course to a file of the form its ending names.

    Raises
    ------
    UsageError
        If the ending is none of ENDINGS.
    InputError
        If the file cannot be written.
    MissingLibraryError
        When vl-convert-python is not installed.
    """
    from parley.brief import pictures
    from parley.brief.specs_course import combined

    require_picture(path)
    ending = path.suffix.lower()
    if ending == ".png":
        data = pictures.png(combined(view))
    elif ending == ".svg":
        data = pictures.svg(combined(view)).encode()
    else:
        data = course_html(view).encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"output {path}: cannot be written ({error.strerror})") from error


def course_html(view: CourseView) -> str:
    """Return the course as one HTML page that loads nothing: pictures, each with its table."""
    from markupsafe import Markup

    from parley.brief import pictures
    from parley.brief.render import environment, style
    from parley.brief.specs_course import course_charts

    drawn = [
        (c, Markup(pictures.svg(c.spec)), tables(view).get(c.name)) for c in course_charts(view)
    ]
    page = environment().get_template("course.html.j2")
    return page.render(v=view, charts=drawn, style=Markup(style()))


def tables(view: CourseView) -> dict[str, tuple[list[str], list[list[str]]]]:
    """Return the numbers behind each chart: chart -> (heads, rows), as the terminal shows them."""
    from parley.brief.specs_course import OUTCOMES, phase_names

    months = [m for m in (3, 6, 12, 24, 60) if m <= view.horizon] or [view.horizon]
    names = phase_names(view)
    phases = [
        [name, *(_cell(view.phases[k].mean[m], view.phases[k].low[m], view.phases[k].high[m])
                 for m in months)]
        for k, name in names.items()
    ]  # fmt: skip
    for key, says in (
        ("signed_by", "Settlement signed by then"),
        ("ceasefire_collapsed", "A ceasefire has collapsed by then"),
    ):
        phases.append([says, *(words.percent(view.ever[key][m]) for m in months)])
    seen = sorted({m for x in view.exhaustion for m in x.months if m % 12 == 0})
    tired = [
        [x.side, *(_potential(view, n, m) for m in seen)] for n, x in enumerate(view.exhaustion)
    ]
    fights = [
        [f.party, *("{} ({} to {})".format(*(_worth(x) for x in (n.value, *n.interval)))
                    for n in (f.fight, f.now, f.deal, f.gain))]
        for f in view.fighting
    ]  # fmt: skip
    out = {
        "phases": (["Phase", *(words.months(m) for m in months)], phases),
        "exhaustion": (["Potential left", *(f"month {m}" for m in seen)], tired),
        "fighting": (
            ["Party", "Fighting on", "As things stand", "Best package", "Package over fighting"],
            fights,
        ),
    }
    if view.levers:
        at = max(view.levers[0].effects["settlement"])
        rows = [
            [
                f"{x.name[:1].upper()}{x.name[1:]}: {x.setting.replace('_', ' ')}",
                *(
                    f"{words.points(x.effects[k][at].value)} "
                    f"({words.points_range(x.effects[k][at].interval)})"
                    for k in OUTCOMES
                ),
            ]
            for x in view.levers
        ]
        heads = [f"Lever, points at {words.months(at)}", *(words.outcome(k) for k in OUTCOMES)]
        out["levers"] = (heads, rows)
    return out


def _cell(mean: float, low: float, high: float) -> str:
    """A chance with its range."""
    return f"{words.percent(mean)} ({words.percent_range((low, high))})"


def _worth(value: float) -> str:
    """A share of the stake, with a proper minus."""
    return f"{'−' if round(value, 2) < 0 else ''}{abs(value):.2f}"


def _potential(view: CourseView, side: int, month: int) -> str:
    """Potential of a side at a month, with its range; a dash where too few paths are at war."""
    x = view.exhaustion[side]
    if month not in x.months:
        return "—"
    n = x.months.index(month)
    return _cell(x.potential.mean[n], x.potential.low[n], x.potential.high[n])
