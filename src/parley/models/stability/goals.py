"""A goal seeker: what must change for a wanted state to be reached, and to last.

Of all legal sequences of moves to the goal the plan takes one with the fewest steps that somebody
would not take by preference, and of those a shortest one (ties: the states with the lowest numbers
first). It then lists what is missing: a step nobody prefers, an option or rule in the way, and
whoever would leave the goal, with what each must prefer or believe to stay.
"""

import heapq
from dataclasses import dataclass, replace

from parley.errors import StabilityError
from parley.models.stability.individual import CONCEPTS, check_concepts, stability
from parley.models.stability.least_change import least_change
from parley.models.stability.model import AnyModel, ConflictModel, check_state
from parley.models.stability.moves import moves_of
from parley.models.stability.paths import Step, make_step, shortest_path
from parley.models.stability.preferences import Statements
from parley.models.stability.why import explain, steps_in_words


@dataclass(frozen=True)
class Need:
    """One thing the plan needs.

    Attributes
    ----------
    who : str
        The decision maker it concerns, or the owner of the option; empty for a rule.
    kind : str
        prefer (a step it does not prefer now), stay (the goal, which it would leave), believe (an
        answer by others that would keep it at the goal), option (one that cannot be changed that
        way) or rule.
    says : str
    """

    who: str
    kind: str
    says: str


@dataclass(frozen=True)
class Plan:
    """A way to a goal and what it needs.

    Attributes
    ----------
    start, goal : int
        Counted from 0.
    concept : str
        How the goal is to last.
    steps : tuple of Step or None
        None when no legal sequence leads there; the needs then say what is in the way.
    needs : tuple of Need
        Empty when the goal is reached and lasts as things are. A decision maker that would leave
        the goal has a need of kind stay and, where others could deter it by moves they do not
        prefer, one of kind believe; either will do.
    """

    start: int
    goal: int
    concept: str
    steps: tuple[Step, ...] | None
    needs: tuple[Need, ...]


def seek_goal(model: AnyModel, start: int, goal: int, concept: str = "seq") -> Plan:
    """Return what must hold for a goal to be reached from a state and to last.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    start, goal : int
        Counted from 0.
    concept : str
        One of nash, gmr, smr, seq, sseq.

    Returns
    -------
    Plan

    Raises
    ------
    StabilityError
        If a state or the concept does not exist.

    Examples
    --------
    >>> from parley.models.stability.model import Option
    >>> from parley.models.stability.preferences import Ranking
    >>> dilemma = ConflictModel(
    ...     ("A", "B"),
    ...     (Option("a", "A", "cooperate"), Option("b", "B", "cooperate")),
    ...     (Ranking(((3,), (4,), (1,), (2,))), Ranking(((2,), (4,), (1,), (3,)))),
    ... )
    >>> [(need.who, need.kind) for need in seek_goal(dilemma, 0, 3).needs]
    [('B', 'prefer'), ('A', 'prefer')]
    """
    check_concepts([concept], CONCEPTS)
    check_state(model, start)
    check_state(model, goal)
    steps = _easiest(model, start, goal)
    needs = _in_the_way(model, start, goal) if steps is None else _steps_needed(model, steps)
    return Plan(start, goal, concept, steps, (*needs, *_lasting(model, goal, concept)))


def _easiest(model: AnyModel, start: int, goal: int) -> tuple[Step, ...] | None:
    """A legal sequence with the fewest unwanted steps, then the fewest steps."""
    tables, n = moves_of(model).targets, model.n_states
    best: dict[tuple[int, int], tuple[int, int]] = {(start, -1): (0, 0)}
    came: dict[tuple[int, int], tuple[int, int]] = {}
    heap = [(0, 0, start, -1)]
    while heap:
        unwanted, length, state, last = heapq.heappop(heap)
        if state == goal:
            steps: list[Step] = []
            node = (state, last)
            while node in came:
                before = came[node]
                steps.append(make_step(model, node[1], before[0], node[0]))
                node = before
            return tuple(reversed(steps))
        if best[state, last] < (unwanted, length):
            continue
        for j, table in enumerate(tables):
            if j == last:
                continue
            payoff = model.payoffs[j]
            for target in table[:, state].tolist():
                if target == n:
                    continue
                cost = (unwanted + int(payoff[target] <= payoff[state]), length + 1)
                if cost < best.get((target, j), (n + 1, 0)):
                    best[target, j] = cost
                    came[target, j] = (state, last)
                    heapq.heappush(heap, (*cost, target, j))
    return None


def _steps_needed(model: AnyModel, steps: tuple[Step, ...]) -> list[Need]:
    """What each mover must come to prefer."""
    return [
        Need(
            s.mover,
            "prefer",
            f"{s.mover} must come to prefer this step: {steps_in_words(model, (s,))}"
            + (" (it is indifferent now)." if s.gain == 0 else " (it prefers not to now)."),
        )
        for s in steps
        if not s.improves
    ]


def _in_the_way(model: AnyModel, start: int, goal: int) -> list[Need]:
    """Single options or rules without which the goal could be reached."""
    if not isinstance(model, ConflictModel):
        return [Need("", "rule", "No sequence of the moves listed leads there.")]
    needs = []
    for k, o in enumerate(model.options):
        if o.direction != "both":
            freed = replace(o, direction="both")
            options = (*model.options[:k], freed, *model.options[k + 1 :])
            if _leads(replace(model, options=options), start, goal):
                how = "given up" if o.direction == "forward" else "taken up"
                says = (
                    f'{o.owner} must be able to go back on "{o.label}": it cannot be {how} again.'
                )
                needs.append(Need(o.owner, "option", says))
    codes = [int(model.states[s]) for s in (start, goal)]
    blank = tuple(Statements(()) for _ in model.decision_makers)
    for k, text in enumerate(model.rule_texts):
        rules = (*model.rules[:k], *model.rules[k + 1 :])
        try:
            freed_model = replace(model, rules=rules, preferences=blank)
        except StabilityError:
            continue
        ends = [int((freed_model.states < c).sum()) for c in codes]
        if _leads(freed_model, *ends):
            needs.append(Need("", "rule", f'The rule "{text}" stands in the way.'))
    return needs or [Need("", "rule", "No single option or rule is in the way: several are.")]


def _leads(model: AnyModel, start: int, goal: int) -> bool:
    """Whether some legal sequence leads from one state to another."""
    everyone = range(len(model.decision_makers))
    return shortest_path(model, start, [goal], everyone) is not None


def _lasting(model: AnyModel, goal: int, concept: str) -> list[Need]:
    """What each decision maker that would leave the goal must prefer or believe."""
    needs = []
    stable = stability(model, [concept]).stable[concept][:, goal]
    change = None if stable.all() else least_change(model, goal, concept)
    for i, who in enumerate(model.decision_makers):
        if stable[i]:
            continue
        if change is not None and who in change.lowered:
            labels = [f'"{model.labels()[t]}"' for t in change.lowered[who]]
            says = f"{who} must come to prefer the goal to {', '.join(labels)}."
        else:
            says = f"{who} must come to prefer the goal to what it could gain by leaving."
        needs.append(Need(who, "stay", says))
        told = explain(model, goal, i)
        if told.verdict in ("gmr", "smr") and told.answer:
            answer = steps_in_words(model, told.answer)
            needs.append(
                Need(who, "believe", f"Or {who} must believe that leaving is met: {answer}.")
            )
    return needs
