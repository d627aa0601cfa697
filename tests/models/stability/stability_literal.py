"""The definitions word for word, over sets and loops, to hold the fast code against.

Nothing here is shared with the package: moves are worked out from the options again, sequences are
walked one move at a time with the last mover remembered.
"""

import itertools
from collections.abc import Callable, Iterable

import numpy as np

from parley.models.stability.graph_model import GraphModel
from parley.models.stability.model import ConflictModel, Option, forbid
from parley.models.stability.preferences import Payoffs


class Literal:
    """A small conflict as sets: R(i, s) and a payoff for everyone."""

    def __init__(self, n: int, move: list[list[set[int]]], payoff: list[list[int]]) -> None:
        self.n, self.people = n, range(len(payoff))
        self.move, self.payoff = move, payoff

    def better(self, i: int, t: int, s: int) -> bool:
        return self.payoff[i][t] > self.payoff[i][s]

    def ui(self, i: int, s: int) -> set[int]:
        return {t for t in self.move[i][s] if self.better(i, t, s)}

    def walk(
        self, movers: Iterable[object], start: int, step: Callable[[object, int], set[int]]
    ) -> set[int]:
        """States reached by legal sequences: no mover twice in a row; the start is not counted."""
        movers = list(movers)
        seen: set[tuple[int, object]] = set()
        front: list[tuple[int, object]] = [(start, None)]
        while front:
            state, last = front.pop()
            for mover in movers:
                if mover != last or last is None:
                    for t in step(mover, state):
                        if (t, mover) not in seen:
                            seen.add((t, mover))
                            front.append((t, mover))
        return {t for t, _ in seen} - {start}

    def reach(self, H: Iterable[int], s: int) -> set[int]:
        return self.walk(H, s, lambda j, u: self.move[j][u])  # type: ignore[index]

    def reach_up(self, H: Iterable[int], s: int) -> set[int]:
        return self.walk(H, s, lambda j, u: self.ui(j, u))  # type: ignore[arg-type]

    def others(self, C: Iterable[int]) -> list[int]:
        return [j for j in self.people if j not in set(C)]

    def stable(self, concept: str, i: int, s: int) -> bool:
        if concept == "nash":
            return not self.ui(i, s)
        walk = self.reach_up if concept in ("seq", "sseq") else self.reach

        def sanctions(s2: int) -> bool:
            if self.better(i, s2, s):
                return False
            if concept in ("smr", "sseq"):
                return not any(self.better(i, s3, s) for s3 in self.move[i][s2])
            return True

        return all(any(sanctions(s2) for s2 in walk(self.others([i]), s1)) for s1 in self.ui(i, s))

    def table(self, concept: str) -> list[list[bool]]:
        return [[self.stable(concept, i, s) for s in range(self.n)] for i in self.people]

    def coalitions(self) -> list[tuple[int, ...]]:
        sizes = range(1, len(self.people) + 1)
        return [c for k in sizes for c in itertools.combinations(self.people, k)]

    def coalition_ui(self, C: tuple[int, ...], s: int, pareto: bool = False) -> set[int]:
        return {t for t in self.reach(C, s) if self.together_better(C, t, s, pareto)}

    def together_better(self, C: tuple[int, ...], t: int, s: int, pareto: bool) -> bool:
        if pareto:
            some = any(self.better(i, t, s) for i in C)
            return some and not any(self.better(i, s, t) for i in C)
        return all(self.better(i, t, s) for i in C)

    def coalition_stable(
        self, concept: str, C: tuple[int, ...], s: int, pareto: bool = False
    ) -> bool:
        ups = self.coalition_ui(C, s, pareto)
        if concept == "cnash":
            return not ups
        rest = self.others(C)
        groups = [c for k in range(1, len(rest) + 1) for c in itertools.combinations(rest, k)]

        def bad(t: int) -> bool:
            return not self.together_better(C, t, s, pareto)

        for s1 in ups:
            if concept == "cseq":
                answers = self.walk(
                    groups,
                    s1,
                    lambda G, u: self.coalition_ui(G, u, pareto),  # type: ignore[arg-type]
                )
            else:
                answers = self.reach(rest, s1)
            found = [s2 for s2 in answers if bad(s2)]
            if concept == "csmr":
                found = [s2 for s2 in found if all(bad(s3) for s3 in self.reach(C, s2))]
            if not found:
                return False
        return True


def literal(model: ConflictModel | GraphModel) -> Literal:
    """The literal twin of a model."""
    payoff = model.payoffs.tolist()
    people = range(len(model.decision_makers))
    if isinstance(model, GraphModel):
        move = [[set() for _ in model.state_names] for _ in people]
        for i in people:
            for s, t in model.arcs[i]:
                move[i][s].add(t)
        return Literal(model.n_states, move, payoff)
    names = model.state_names
    move = []
    for who in model.decision_makers:
        move.append([{k for k, t in enumerate(names) if _can(model, who, s, t)} for s in names])
    return Literal(len(names), move, payoff)


def _can(model: ConflictModel, who: str, s: str, t: str) -> bool:
    if s == t:
        return False
    for o, a, b in zip(model.options, s, t, strict=True):
        if a == b:
            continue
        if o.owner != who:
            return False
        if (o.direction, a) in (("forward", "Y"), ("back", "N")):
            return False
    return True


def random_model(rng: np.random.Generator, people: int, options: int) -> ConflictModel:
    """A random conflict: infeasible patterns, one-way options and ties, each by chance."""
    names = tuple(f"P{i}" for i in range(people))
    owners = list(names[: min(people, options)])
    owners += [names[int(k)] for k in rng.integers(people, size=options - len(owners))]
    directions = rng.choice(["both", "both", "both", "forward", "back"], size=options)
    if rng.random() < 0.4:
        directions[:] = "both"
    made = tuple(
        Option(f"o{k}", str(owner), direction=str(d))  # type: ignore[arg-type]
        for k, (owner, d) in enumerate(zip(owners, directions, strict=True))
    )
    rules = []
    for _ in range(int(rng.integers(0, 3))):
        picked = rng.choice(options, size=min(options, 2), replace=False)
        rules.append(forbid({int(k): bool(rng.integers(2)) for k in picked}))
    blank = Payoffs(tuple([0.0] * int(2**options)))
    blanks = ConflictModel(names, made, tuple(blank for _ in names), ()) if not rules else None
    n = blanks.n_states if blanks else _feasible_count(options, rules, made, names)
    if n == 0:
        return random_model(rng, people, options)
    levels = int(rng.choice([2, 4, n, 10 * n]))
    preferences = tuple(
        Payoffs(tuple(float(v) for v in rng.integers(levels, size=n))) for _ in names
    )
    return ConflictModel(names, made, preferences, tuple(rules))


def _feasible_count(options: int, rules: list, made: tuple, names: tuple) -> int:  # type: ignore[type-arg]
    from parley.models.stability.expressions import evaluate

    codes = np.arange(2**options)
    keep = np.ones(len(codes), dtype=bool)
    for r in rules:
        keep &= evaluate(r, codes)
    return int(keep.sum())


def random_graph(rng: np.random.Generator, people: int, states: int) -> GraphModel:
    """A random conflict in graph form; moves need not be transitive."""
    names = tuple(f"P{i}" for i in range(people))
    arcs = tuple(
        tuple(
            (s, t) for s in range(states) for t in range(states) if s != t and rng.random() < 0.25
        )
        for _ in names
    )
    preferences = tuple(
        Payoffs(tuple(float(v) for v in rng.integers(states, size=states))) for _ in names
    )
    return GraphModel(names, tuple(f"s{k}" for k in range(states)), arcs, preferences)
