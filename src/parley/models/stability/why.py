"""Why a state is stable or not for a decision maker, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from parley.errors import StabilityError
from parley.models.stability.model import AnyModel, check_state
from parley.models.stability.moves import moves_of
from parley.models.stability.paths import Step, make_step, shortest_path
from parley.models.stability.sheets import greatest_by

VERDICTS = {
    "nash": "Nash stable",
    "sseq": "sequentially stable",
    "seq": "sequentially stable",
    "smr": "metarationally stable",
    "gmr": "metarationally stable",
    "unstable": "not stable",
}


@dataclass(frozen=True)
class Explanation:
    """Why a decision maker stays at a state, or leaves it.

    Attributes
    ----------
    decision_maker : str
    state : int
        Counted from 0.
    verdict : str
        The strongest of nash, sseq, seq, smr, gmr that holds, else unstable. (Neither of seq and
        smr implies the other; seq is named first.)
    gains : int
        Number of states the decision maker could move to and prefers.
    move : Step or None
        The move the sentence speaks of; None when there is none to speak of.
    answer : tuple of Step
        The others' answer to it; empty when there is none.
    sentence : str
    """

    decision_maker: str
    state: int
    verdict: str
    gains: int
    move: Step | None
    answer: tuple[Step, ...]
    sentence: str


def explain(model: AnyModel, state: int, who: int) -> Explanation:
    """Return why a state is stable or not for one decision maker.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    state : int
        Counted from 0.
    who : int
        Position of the decision maker.

    Returns
    -------
    Explanation
        When some gain goes unanswered, the sentence speaks of the best such; else of the best gain,
        with a shortest answer, one that only uses moves its movers prefer where there is one.

    Raises
    ------
    StabilityError
        If the state or decision maker does not exist.

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Statement, Statements
    >>> model = ConflictModel(
    ...     ("North", "South"),
    ...     (Option("strike", "North", "Strike"), Option("reply", "South", "Reply")),
    ...     (
    ...         Statements((Statement("not reply"), Statement("strike"))),
    ...         Statements((Statement("reply iff strike"),)),
    ...     ),
    ... )
    >>> told = explain(model, 0, 0)
    >>> told.verdict, told.sentence.partition(", which")[0].partition("; ")[2]
    ('sseq', 'South could answer by choosing "Reply"')
    """
    check_state(model, state)
    if not 0 <= who < len(model.decision_makers):
        raise StabilityError(f"decision maker {who + 1}: there are {len(model.decision_makers)}")
    name, payoff = model.decision_makers[who], model.payoffs[who]
    column = moves_of(model).targets[who][:, state]
    open_to = sorted({int(t) for t in column if t < model.n_states})
    gains = [t for t in open_to if payoff[t] > payoff[state]]
    gains.sort(key=lambda t: (-int(payoff[t]), t))
    if not gains:
        reason = (
            f"{name} has no move from here"
            if not open_to
            else f"{name} prefers none of the {len(open_to)} states it could move to"
            if len(open_to) > 1
            else f"{name} could only move from here to {_quoted(model, open_to[0])}, "
            "and does not prefer it"
        )
        return Explanation(name, state, "nash", 0, None, (), f"{reason}: Nash stable.")
    return _explain_gains(model, state, who, gains)


def explain_state(model: AnyModel, state: int) -> tuple[Explanation, ...]:
    """Return `explain` for every decision maker, in their order."""
    return tuple(explain(model, state, who) for who in range(len(model.decision_makers)))


def steps_in_words(model: AnyModel, steps: Sequence[Step]) -> str:
    """Return a sequence of moves in words.

    Parameters
    ----------
    model : ConflictModel or GraphModel
        The conflict.
    steps : sequence of Step
        Empty: nothing is said.

    Returns
    -------
    str

    Examples
    --------
    >>> from parley.models.stability.model import ConflictModel, Option
    >>> from parley.models.stability.preferences import Statements
    >>> model = ConflictModel(("A",), (Option("a", "A", "Go"),), (Statements(()),))
    >>> steps_in_words(model, [make_step(model, 0, 0, 1)])
    'A by choosing "Go"'
    """
    deeds = [_by(s, "by ") or f"by moving to {_quoted(model, s.target)}" for s in steps]
    return ", then ".join(f"{s.mover} {d}" for s, d in zip(steps, deeds, strict=True))


def _explain_gains(model: AnyModel, state: int, who: int, gains: list[int]) -> Explanation:
    """Say whether the others can answer each gain."""
    payoff = model.payoffs[who]
    others = [j for j in range(len(model.decision_makers)) if j != who]
    no_better = np.flatnonzero(payoff <= payoff[state]).tolist()
    escape = greatest_by(moves_of(model), who, payoff[:, None])[:, 0]
    held = np.flatnonzero(escape <= payoff[state]).tolist()
    answers = {
        "sseq": [shortest_path(model, t, held, others, improving=True) for t in gains],
        "seq": [shortest_path(model, t, no_better, others, improving=True) for t in gains],
        "smr": [shortest_path(model, t, held, others) for t in gains],
        "gmr": [shortest_path(model, t, no_better, others) for t in gains],
    }
    verdict = next((v for v, a in answers.items() if None not in a), "unstable")
    at = answers["gmr"].index(None) if verdict == "unstable" else 0
    move = make_step(model, who, state, gains[at])
    answer = () if verdict == "unstable" else answers[verdict][at] or ()
    sentence = _sentence(model, move, answer, verdict, len(gains) - 1)
    name = model.decision_makers[who]
    return Explanation(name, state, verdict, len(gains), move, answer, sentence)


def _sentence(model: AnyModel, move: Step, answer: Sequence[Step], verdict: str, more: int) -> str:
    """Write the sentence."""
    first = f"{move.mover} could move from here to {_quoted(model, move.target)}{_by(move, ' by ')}"
    if verdict == "unstable":
        return f"{first}, and no answer of the others would leave it no better: not stable."
    movers = list(dict.fromkeys(s.mover for s in answer))
    deeds = [_by(s, "by ") or f"by moving to {_quoted(model, s.target)}" for s in answer]
    if len(movers) > 1:
        deeds = [f"{s.mover} {d}" for s, d in zip(answer, deeds, strict=True)]
    reply = (
        f"{_listed(movers)} could answer{':' if len(movers) > 1 else ''} {', then '.join(deeds)}"
    )
    doubt = "" if all(s.improves for s in answer) else " (not every step to the mover's own gain)"
    rest = ""
    if more:
        rest = f"; its other gain{'s' if more > 1 else ''} from here ({more}) can be answered too"
    held = ", whatever it does next" if verdict in ("sseq", "smr") else ""
    return f"{first}; {reply}, which leaves it no better{held}{doubt}{rest}: {VERDICTS[verdict]}."


def _quoted(model: AnyModel, state: int) -> str:
    """A state's label in quotation marks."""
    return f'"{model.labels()[state]}"'


def _by(step: Step, lead: str) -> str:
    """What a move changes, in words; empty for the graph form."""
    parts = []
    if step.chosen:
        parts.append("choosing " + _listed([f'"{o}"' for o in step.chosen]))
    if step.given_up:
        parts.append("giving up " + _listed([f'"{o}"' for o in step.given_up]))
    return lead + " and ".join(parts) if parts else ""


def _listed(words: Sequence[str]) -> str:
    """Join words with commas and a last and."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
