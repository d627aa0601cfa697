"""The graph of states and moves, as GraphML, DOT or an SVG picture with the equilibria marked."""

from collections.abc import Iterator
from html import escape
from math import cos, pi, sin

from parley.errors import StabilityError
from parley.models.stability.individual import StabilityResult
from parley.models.stability.model import AnyModel
from parley.models.stability.moves import moves_of

MOST_DRAWN = 256
COLOURS = ("#1b6ca8", "#b4531f", "#3f7f3f", "#7a4b93", "#8c6d1f", "#4c5b66", "#a33b5c", "#2a8a8a")
Arc = tuple[int, int, int]


def arcs_of(model: AnyModel, *, improving: bool = False) -> Iterator[Arc]:
    """Yield every move as (decision maker, from, to), states counted from 0.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    improving : bool
        Only moves that their mover prefers.

    Yields
    ------
    tuple of int

    Examples
    --------
    >>> from parley.models.stability.graph_model import GraphModel
    >>> from parley.models.stability.preferences import Payoffs
    >>> model = GraphModel(("A",), ("war", "peace"), (((0, 1), (1, 0)),), (Payoffs((0, 1)),))
    >>> list(arcs_of(model, improving=True))
    [(0, 0, 1)]
    """
    for j, table in enumerate(moves_of(model).targets):
        payoff = model.payoffs[j].tolist()
        for s in range(model.n_states):
            for t in sorted(table[:, s].tolist()):
                if t < model.n_states and not (improving and payoff[t] <= payoff[s]):
                    yield j, s, t


def to_graphml(result: StabilityResult) -> str:
    """Return the graph of states and moves as GraphML, with stability and preferences as data.

    Parameters
    ----------
    result : StabilityResult
        From `stability`; each concept's equilibria become a yes/no entry of each state.

    Returns
    -------
    str
        Node ids s1, s2, …; each edge carries its mover and whether the mover gains.
    """
    model = result.model
    keys = [("label", "node", "string"), ("options", "node", "string")]
    keys += [(f"equilibrium_{c}", "node", "boolean") for c in result.concepts]
    keys += [(f"rank_{j + 1}", "node", "int") for j in range(len(model.decision_makers))]
    keys += [("mover", "edge", "string"), ("improves", "edge", "boolean")]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    lines += [
        f' <key id="{k}" for="{over}" attr.name="{k}" attr.type="{kind}"/>'
        for k, over, kind in keys
    ]
    lines.append(f' <graph id="{escape(model.name or "conflict")}" edgedefault="directed">')
    equilibria = {c: set(result.equilibria(c)) for c in result.concepts}
    for s, (name, label) in enumerate(zip(model.state_names, model.labels(), strict=True)):
        data = {"label": label, "options": name}
        data |= {f"equilibrium_{c}": str(s + 1 in e).lower() for c, e in equilibria.items()}
        data |= {f"rank_{j + 1}": str(r) for j, r in enumerate(model.payoffs[:, s].tolist())}
        lines.append(f'  <node id="s{s + 1}">{_data(data)}</node>')
    payoffs = model.payoffs
    for j, s, t in arcs_of(model):
        data = {
            "mover": model.decision_makers[j],
            "improves": str(bool(payoffs[j, t] > payoffs[j, s])).lower(),
        }
        lines.append(f'  <edge source="s{s + 1}" target="s{t + 1}">{_data(data)}</edge>')
    return "\n".join([*lines, " </graph>", "</graphml>", ""])


def to_dot(result: StabilityResult, *, improving: bool = True) -> str:
    """Return the graph of states and moves in the DOT language.

    Parameters
    ----------
    result : StabilityResult
        From `stability`.
    improving : bool
        Only moves that their mover prefers.

    Returns
    -------
    str
        Equilibria have a double border and the names of their concepts.
    """
    model = result.model
    lines = [f"digraph {_dot(model.name or 'conflict')} {{", "  node [shape=box];"]
    for s, label in enumerate(model.labels()):
        marks = _marks(result, s)
        shown = f"{s + 1}: {label}" + (f"\n{', '.join(marks)}" if marks else "")
        border = " peripheries=2" if marks else ""
        lines.append(f"  s{s + 1} [label={_dot(shown)}{border}];")
    for j, s, t in arcs_of(model, improving=improving):
        colour = COLOURS[j % len(COLOURS)]
        who = _dot(model.decision_makers[j])
        lines.append(f'  s{s + 1} -> s{t + 1} [label={who} color="{colour}"];')
    return "\n".join([*lines, "}", ""])


def to_svg(result: StabilityResult) -> str:
    """Return a picture: states on a circle, improvements as arrows in the mover's colour.

    Parameters
    ----------
    result : StabilityResult
        From `stability`, of at most 256 states.

    Returns
    -------
    str
        An SVG document. A state that is an equilibrium under some concept is filled, and its title
        names the concepts.

    Raises
    ------
    StabilityError
        If there are too many states to draw.
    """
    model, n = result.model, result.model.n_states
    if n > MOST_DRAWN:
        raise StabilityError(f"picture of model '{model.name}': {n} states, at most {MOST_DRAWN}")
    radius = max(120.0, n * 26 / (2 * pi))
    centre = radius + 60
    at = [
        (
            centre + radius * sin(2 * pi * s / n) if n > 1 else centre,
            centre - radius * cos(2 * pi * s / n) if n > 1 else centre,
        )
        for s in range(n)
    ]
    height = 2 * centre + 22 * len(model.decision_makers)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * centre:.0f} {height:.0f}" '
        'font-family="sans-serif" font-size="11">',
        f"<title>{escape(model.name or 'Conflict')}: states, improvements and equilibria</title>",
    ]
    for j, who in enumerate(model.decision_makers):
        colour, y = COLOURS[j % len(COLOURS)], 2 * centre + 16 + 22 * j
        lines.append(
            f'<marker id="m{j}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" '
            f'markerHeight="6" orient="auto"><path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
        )
        lines.append(
            f'<line x1="16" y1="{y - 4:.0f}" x2="46" y2="{y - 4:.0f}" stroke="{colour}" '
            f'stroke-width="2"/><text x="54" y="{y:.0f}">{escape(who)} prefers this move</text>'
        )
    lines += [_arrow(at[s], at[t], j) for j, s, t in arcs_of(model, improving=True)]
    for s, (x, y) in enumerate(at):
        marks = _marks(result, s)
        title = f"{s + 1}: {model.labels()[s]}" + (f" ({', '.join(marks)})" if marks else "")
        fill, ink = ("#20324a", "#ffffff") if marks else ("#ffffff", "#20324a")
        lines.append(
            f'<g><title>{escape(title)}</title><circle cx="{x:.1f}" cy="{y:.1f}" r="11" '
            f'fill="{fill}" stroke="#20324a"/><text x="{x:.1f}" y="{y + 4:.1f}" fill="{ink}" '
            f'text-anchor="middle">{s + 1}</text></g>'
        )
    return "\n".join([*lines, "</svg>", ""])


def _arrow(start: tuple[float, float], end: tuple[float, float], mover: int) -> str:
    """One arrow between two discs."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length * 12, dy / length * 12
    return (
        f'<line x1="{start[0] + ux:.1f}" y1="{start[1] + uy:.1f}" x2="{end[0] - ux:.1f}" '
        f'y2="{end[1] - uy:.1f}" stroke="{COLOURS[mover % len(COLOURS)]}" stroke-opacity="0.55" '
        f'marker-end="url(#m{mover})"/>'
    )


def _marks(result: StabilityResult, state: int) -> list[str]:
    """Concepts under which a state is an equilibrium."""
    return [c for c in result.concepts if result.stable[c][:, state].all()]


def _data(values: dict[str, str]) -> str:
    """GraphML data elements."""
    return "".join(f'<data key="{k}">{escape(v)}</data>' for k, v in values.items())


def _dot(text: str) -> str:
    """A quoted DOT string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
