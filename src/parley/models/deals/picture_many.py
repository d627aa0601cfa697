"""A picture of the frontier for three or more parties: one column per party, one line per deal."""

from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from parley.models.deals.merge import Frontier
from parley.models.deals.model import DealModel
from parley.models.deals.solutions import Solution, in_zone

WIDTH, HEIGHT, LEFT, TOP, FOOT = 760, 460, 90, 76, 72
MOST_LINES = 400
COLOURS = {"nash": "#b3541e", "kalai": "#1b6e8c", "ks": "#6a4c93"}


def gains_svg(model: DealModel, found: Frontier, solved: dict[str, Solution | None]) -> str:
    """Gains over no deal of each frontier point, as shares of what each party could gain or lose.

    A line below 0 somewhere is a deal that this party would refuse. Deals in the zone of agreement
    are drawn dark, the solutions in colour with their names; of more than 400 points every so
    manieth is drawn, and the picture says so.

    Examples
    --------
    >>> from parley.models.deals.merge import frontier
    >>> from parley.models.deals.model import make_model
    >>> model = make_model([[[9, 6, 2], [1, 5, 8], [3, 3, 3]]], [1, 2, 1])
    >>> gains_svg(model, frontier(model), {}).count("<polyline")
    3
    """
    gains = np.asarray(found.worths, float) - np.asarray(model.reservation, float)
    unit = np.abs(gains).max(axis=0, initial=0.0)
    unit = np.where(unit > 0, unit, 1.0)
    low = float((gains / unit).min(initial=0.0))
    inside = in_zone(model, found)
    every = max(1, -(-len(gains) // MOST_LINES))
    drawn = [r for r in np.argsort(inside, kind="stable") if r % every == 0]
    lines = [_line(gains[r] / unit, low, "#31434d" if inside[r] else "#b9c4ca", 1.0) for r in drawn]
    names: dict[tuple[float, ...], list[str]] = {}
    for name, solution in solved.items():
        if solution is not None and name in COLOURS:
            names.setdefault(tuple(solution.gains), []).append(name)
    for at, (gain, same) in enumerate(names.items()):
        colour = COLOURS[same[0]]
        lines.append(_line(np.array(gain) / unit, low, colour, 3.0))
        lines.append(
            f'<text x="{LEFT + 150 * at}" y="58" fill="{colour}" font-weight="bold">'
            f"{' = '.join(same)}</text>"
        )
    shown = f"every {every}th of {len(gains)}" if every > 1 else f"all {len(gains)}"
    return _frame(model, lines, low, f"{shown} frontier points; dark: better for all with a say")


def _place(column: int, of: int, share: float, low: float) -> tuple[float, float]:
    """Where a share of a party's column lies."""
    x = LEFT + column * (WIDTH - 2 * LEFT) / max(of - 1, 1)
    y = TOP + (1 - share) / (1 - low) * (HEIGHT - TOP - FOOT)
    return x, y


def _line(shares: NDArray[np.float64], low: float, colour: str, width: float) -> str:
    """One deal."""
    points = (_place(i, len(shares), float(s), low) for i, s in enumerate(shares))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _frame(model: DealModel, lines: list[str], low: float, note: str) -> str:
    """Columns, their names, and the line of no deal."""
    n = model.n_parties
    columns = []
    for i, party in enumerate(model.parties):
        x, top = _place(i, n, 1.0, low)
        bottom = _place(i, n, low, low)[1]
        columns.append(
            f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="#222"/>'
            f'<text x="{x:.1f}" y="{HEIGHT - 44}" text-anchor="middle">{escape(party)}</text>'
        )
    zero = _place(0, n, 0.0, low)[1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13">'
        f"<title>Gains over no deal: {escape(model.name) or 'the deals'}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<text x="{LEFT}" y="24">Gain over no deal, as a share of the most each party gains or '
        f"loses on the frontier</text>" + "".join(lines) + "".join(columns) + f'<path d="M{LEFT} '
        f'{zero:.1f}H{WIDTH - LEFT}" stroke="#8a1c1c" stroke-dasharray="5 4"/>'
        f'<text x="{LEFT - 10}" y="{zero + 4:.1f}" text-anchor="end" fill="#8a1c1c">no deal</text>'
        f'<text x="{LEFT}" y="{HEIGHT - 14}" fill="#555">{note}</text></svg>\n'
    )
