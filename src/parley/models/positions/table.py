"""Issues as text: KTAB's comma-separated layout, and a plain one with four named columns.

KTAB (KAPSARC Toolkit for Behavioral Analysis, MIT licence) writes one line of name, description,
number of actors and number of dimensions, a header line, and one line per actor: name, description,
power, then position and salience per dimension, positions and saliences out of 100.
"""

import csv
import io
from collections.abc import Sequence
from math import isfinite

import numpy as np

from parley.errors import PositionError
from parley.models.positions.model import Issue

PLAIN = ("actor", "position", "salience", "capability")


def read_table(
    text: str,
    *,
    low: float | None = None,
    high: float | None = None,
    status_quo: float | None = None,
    options: Sequence[str] = (),
    name: str = "issue",
) -> list[Issue]:
    r"""Return the issues of a table, one per dimension.

    Parameters
    ----------
    text : str
        KTAB's layout, or a header naming actor, position, salience and capability in any order.
    low, high : float, optional
        Ends of the scale. When not given: 0 and 100 for KTAB's layout; for the plain layout the
        lowest and highest position, as long as they lie within 0 to 100, else an error that asks
        for them (0 and 1, or 0 and 100, when all positions are equal).
    status_quo, options, name
        As in `Issue`; KTAB's own name wins over `name`.

    Raises
    ------
    PositionError
        On a missing column, a value that is not a number, or a broken rule of `Issue`.

    Examples
    --------
    >>> text = "Actor,Capability,Position,Salience\nA,1,4,0.5\nB,2,7,1\n"
    >>> [issue] = read_table(text, low=0, high=10)
    >>> issue.actors, issue.x.tolist(), issue.weights.tolist()
    (('A', 'B'), [4.0, 7.0], [0.5, 2.0])
    """
    rows = _rows(text, name)
    if not rows:
        raise PositionError(f"{name}: the table is empty")
    head = [cell.lower() for cell in rows[0]]
    if set(PLAIN) <= set(head):
        issues = [_plain(rows[1:], head, low, high, name)]
    elif len(rows) > 1 and [c.lower() for c in rows[1][:3]] == ["actor", "description", "power"]:
        issues = _ktab(rows, 0.0 if low is None else low, 100.0 if high is None else high, name)
    else:
        raise PositionError(
            f"{name}: the first line must name actor, position, salience and capability, "
            f"or be KTAB's, got {','.join(rows[0])!r}"
        )
    return [_with(issue, status_quo, options) for issue in issues]


def write_ktab(issues: Sequence[Issue], *, name: str = "", description: str = "") -> str:
    """Return issues with the same actors as one KTAB table; positions and saliences out of 100.

    Raises PositionError when there are no issues or their actors or capabilities differ. Numbers
    are written in full, so that reading the text gives the same issues on a scale of 0 to 100.

    Examples
    --------
    >>> print(write_ktab([Issue(["A"], [5], [0.5], [2], high=10)], name="Tax"), end="")
    Tax,,1,1
    Actor,Description,Power,Pstn1,Sal1
    A,,2.0,50.0,50.0
    """
    if not issues:
        raise PositionError("a KTAB table needs at least one issue, got none")
    first = issues[0]
    for other in issues[1:]:
        if other.actors != first.actors or not np.array_equal(other.c, first.c):
            raise PositionError(
                f"a KTAB table holds one list of actors and capabilities: "
                f"{first.name!r} and {other.name!r} differ"
            )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name or first.name, description, len(first.actors), len(issues)])
    dimensions = [f"{k}{d + 1}" for d in range(len(issues)) for k in ("Pstn", "Sal")]
    writer.writerow(["Actor", "Description", "Power", *dimensions])
    for i, actor in enumerate(first.actors):
        pairs = [v for t in issues for v in (100 * t.unit_positions[i], 100 * t.s[i])]
        writer.writerow([actor, "", float(first.c[i]), *(float(v) for v in pairs)])
    return out.getvalue()


def _rows(text: str, name: str) -> list[list[str]]:
    """Cells of the lines that hold any, without the space around them."""
    lines = io.StringIO(text.lstrip("\ufeff"), newline=None)
    try:
        rows = [[c.strip() for c in row] for row in csv.reader(lines, skipinitialspace=True)]
    except csv.Error as error:
        raise PositionError(f"{name}: not a table of comma-separated values: {error}") from error
    return [row for row in rows if any(row)]


def _plain(
    rows: list[list[str]], head: list[str], low: float | None, high: float | None, name: str
) -> Issue:
    """One issue from the plain layout; saliences above 1 are refused by Issue."""
    at = {key: head.index(key) for key in PLAIN}
    actors = [_cell(row, at["actor"]) for row in rows]
    cols = {k: [_number(_cell(r, at[k]), k, r[0], name) for r in rows] for k in PLAIN[1:]}
    bottom, top = _ends(cols["position"], low, high, name)
    return Issue(
        actors,
        cols["position"],
        cols["salience"],
        cols["capability"],
        low=bottom,
        high=top,
        name=name,
    )


def _ends(
    positions: list[float], low: float | None, high: float | None, name: str
) -> tuple[float, float]:
    """Ends of the scale: as given, else the lowest and highest position within 0 to 100."""
    x = [v for v in positions if isfinite(v)]
    if (low is None or high is None) and x and (min(x) < 0 or max(x) > 100):
        raise PositionError(
            f"{name}: give both ends of the scale when positions leave 0 to 100, "
            f"got {min(x):g} to {max(x):g}"
        )
    if not x or min(x) == max(x):
        top = 1.0 if not x or max(x) <= 1 else 100.0
        return 0.0 if low is None else low, top if high is None else high
    return min(x) if low is None else low, max(x) if high is None else high


def _ktab(rows: list[list[str]], low: float, high: float, name: str) -> list[Issue]:
    """One issue per dimension of a KTAB table; saliences are read out of 100."""
    title = rows[0][0] or name
    try:
        n, dims = int(rows[0][2]), int(rows[0][3])
    except (IndexError, ValueError) as error:
        raise PositionError(
            f"{title}: KTAB's first line must be name, description, actors, dimensions"
        ) from error
    body = rows[2:]
    if len(body) != n:
        raise PositionError(f"{title}: the first line names {n} actors, the table has {len(body)}")
    actors = [row[0] for row in body]

    def column(j: int, what: str) -> list[float]:
        return [_number(_cell(row, j), what, row[0], title) for row in body]

    return [
        Issue(
            actors,
            column(3 + 2 * d, "position"),
            np.array(column(4 + 2 * d, "salience")) / 100,
            column(2, "power"),
            low=low,
            high=high,
            name=title if dims == 1 else f"{title} {d + 1}",
        )
        for d in range(dims)
    ]


def _with(issue: Issue, status_quo: float | None, options: Sequence[str]) -> Issue:
    """The issue with a status quo and options added."""
    if status_quo is None and not options:
        return issue
    return Issue(
        issue.actors, issue.x, issue.s, issue.c, low=issue.low, high=issue.high,
        status_quo=status_quo, options=options, name=issue.name,
    )  # fmt: skip


def _cell(row: list[str], j: int) -> str:
    """Cell j of a row; empty when the row is short."""
    return row[j] if j < len(row) else ""


def _number(text: str, what: str, actor: str, name: str) -> float:
    """A cell as a number; empty is NaN, which Issue refuses by name."""
    if not text:
        return float("nan")
    try:
        return float(text)
    except ValueError as error:
        raise PositionError(
            f"{what} of {actor} on {name!r}: must be a number, got {text!r}"
        ) from error
