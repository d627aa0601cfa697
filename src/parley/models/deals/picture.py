"""A table for the terminal and a picture of the frontier, from the document of a run."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

import numpy as np

from parley.models.deals.merge import frontier
from parley.models.deals.model import DealModel
from parley.models.deals.picture_many import gains_svg
from parley.models.deals.solutions import in_zone, solve

WIDTH, HEIGHT, EDGE = 640, 480, 56
MOST_ROWS = 15


def table_lines(model: DealModel, report: dict[str, Any]) -> Iterator[str]:
    """Lines of the table that `parley deals` prints.

    report : what `--json` prints, with arrays left as arrays.
    """
    yield f"{model.name or 'deals'}: {model.n_parties} parties, {len(model.issues)} issues"
    yield from (f"  {says}" for says in report["findings"])
    names = [_cut(p, 14) for p in model.parties]
    yield "  " + f"{'':14}" + "".join(f"{n:>15}" for n in names)
    yield "  " + f"{'no deal':14}" + _numbers(model.reservation.tolist())
    for concept, solution in report["solutions"].items():
        if solution is not None:
            yield "  " + f"{concept:14}" + _numbers(solution["worths"])
    front = report["frontier"]
    shown = list(zip(np.asarray(front["worths"]).tolist(), front["counts"], strict=True))
    if shown:
        yield f"  frontier of the deals that nobody with a say rejects ({front['points']} points):"
        for worths, count in shown[:MOST_ROWS]:
            yield "  " + f"{count:>8} deals" + _numbers(worths)
        if len(shown) > MOST_ROWS:
            yield f"  and {len(shown) - MOST_ROWS} more (see --json)"
    if model.n_parties == 2 and shown:
        yield from _plot(model, [w for w, _ in shown])
    yield from _advice(report)


def frontier_svg(model: DealModel, *, time_limit: float = 10.0) -> str:
    """Frontier as SVG, with no deal and the solutions marked.

    Two parties: worth to one against worth to the other. More: a column of gains per party.

    Examples
    --------
    >>> from parley.models.deals.model import make_model
    >>> frontier_svg(make_model([[[9, 6, 2], [1, 5, 8]]], [1, 2])).startswith("<svg")
    True
    """
    found = frontier(model, time_limit=time_limit)
    if model.n_parties > 2:
        solved = solve(model, found, concepts=("nash", "kalai", "ks"))
        return gains_svg(model, found, solved)
    points = np.asarray(found.worths, float)
    if model.n_parties == 1:
        points = np.column_stack([points, points])
    held = np.asarray(model.reservation, float)[[0, min(1, model.n_parties - 1)]]
    every = np.vstack([points[:, :2], held])
    low, span = every.min(axis=0), np.ptp(every, axis=0)
    span = np.where(span > 0, span, 1.0)

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            EDGE + (x - low[0]) / span[0] * (WIDTH - 2 * EDGE),
            HEIGHT - EDGE - (y - low[1]) / span[1] * (HEIGHT - 2 * EDGE),
        )

    inside = in_zone(model, found)
    dots = []
    for row, point in enumerate(points):
        x, y = at(point[0], point[1])
        fill = "#1b6e8c" if inside[row] else "#b9c4ca"
        dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{fill}"/>')
    x, y = at(held[0], held[1])
    dots.append(
        f'<path d="M{x:.1f} {EDGE}V{HEIGHT - EDGE}M{EDGE} {y:.1f}H{WIDTH - EDGE}" stroke="#999"/>'
    )
    dots += _marks(model, solve(model, found, concepts=("nash", "kalai", "ks")), at)
    return _frame(model, dots)


def _marks(model: DealModel, solved: dict[str, Any], at: Any) -> list[str]:
    """Names beside the solutions; those at one place share a label."""
    places: dict[tuple[float, float], list[str]] = {}
    for name, solution in solved.items():
        if solution is not None:
            second = solution.worths[min(1, model.n_parties - 1)]
            places.setdefault(at(float(solution.worths[0]), float(second)), []).append(name)
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="none" stroke="#222"/>'
        f'<text x="{x + 8:.1f}" y="{y - 6:.1f}">{" = ".join(names)}</text>'
        for (x, y), names in places.items()
    ]


def _frame(model: DealModel, inner: Sequence[str]) -> str:
    """Axes and titles about the marks."""
    names = [escape(p) for p in (*model.parties, model.parties[-1])[:2]]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13">'
        f"<title>Frontier of {escape(model.name) or 'the deals'}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<path d="M{EDGE} {EDGE}V{HEIGHT - EDGE}H{WIDTH - EDGE}" fill="none" stroke="#222"/>'
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">worth to {names[0]}</text>'
        f'<text x="18" y="{HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 18 {HEIGHT / 2})">worth to {names[1]}</text>'
        f'<text x="{EDGE}" y="{EDGE - 20}">grey lines: no deal; dark points: better for all with a '
        "say</text>" + "".join(inner) + "</svg>\n"
    )


def _plot(model: DealModel, worths: Sequence[Sequence[float]]) -> Iterator[str]:
    """A small picture of two parties' frontier in characters."""
    wide, high = 48, 12
    points = np.vstack([np.asarray(worths, float), np.asarray(model.reservation, float)])
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    span = np.where(span > 0, span, 1.0)
    cells = np.rint((points - low) / span * [wide - 1, high - 1]).astype(int)
    grid = [[" "] * wide for _ in range(high)]
    for x, y in cells[:-1]:
        grid[high - 1 - y][x] = "*"
    grid[high - 1 - cells[-1][1]][cells[-1][0]] = "o"
    yield f"  {model.parties[1]} ^   (* frontier, o no deal)"
    yield from (f"  |{''.join(row)}".rstrip() for row in grid)
    yield f"  +{'-' * wide}> {model.parties[0]}"


def _advice(report: dict[str, Any]) -> Iterator[str]:
    """Lines for the draft, advice and uncertain sections, where they are there."""
    draft = report.get("draft")
    if draft is not None:
        yield "  the draft " + (
            "is on the frontier" if draft["on_frontier"] else "can be improved:"
        )
        yield from (f"    {i['says']}" for i in draft["improvements"][:5])
        yield from (f"    {t['says']}" for t in draft["trades"][:5])
    advice = report.get("advice")
    if advice is not None:
        for entry in advice["lost"][:5]:
            how = "" if entry["exact"] else " (by sample)"
            yield f"  {entry['cause']} takes {entry['share']:.1%} of the zone{how}"
        yield from (f"  would open the zone: {o['says']}" for o in advice["openings"][:5])
        for s in advice["sticking_points"][:3]:
            grows = f"{s['growth']:+,} deals" if s["exact"] else f"about {s['growth']:+.3g} deals"
            yield f"  {s['party']} one option nearer on {s['issue']}: zone {grows}"
        for c in advice["coalitions"][:4]:
            if c["without"]:
                yield f"  {', '.join(c['members'])} could sign without {', '.join(c['without'])}"
    spread = report.get("uncertain")
    if spread is not None:
        yield (
            f"  chance of a zone {spread['zone']:.3f} (Monte Carlo error "
            f"{spread['zone_error']:.3f}, {spread['draws']} draws)"
        )
        for p in spread["packages"][:3]:
            terms = ", ".join(f"{issue}: {value}" for issue, value in p["package"].items())
            yield f"  accepted by all it needs in {p['all_accept']:.0%} of draws: {terms}"
            who = ", ".join(f"{party} {share:.0%}" for party, share in p["accepts"].items())
            yield f"    each: {who}"


def _numbers(values: Sequence[float]) -> str:
    """Numbers in columns."""
    return "".join(f"{v:>15.6g}" for v in values)


def _cut(text: str, width: int) -> str:
    """Text of at most a width."""
    return text if len(text) <= width else text[: width - 1] + "…"
