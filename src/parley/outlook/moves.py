"""The stability model's part of an outlook: who could leave an outcome, and who could answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import Coding
from parley.bridges.moves import Moves, coded_moves, payoffs
from parley.dossier.schema import Dossier, Preference
from parley.models.stability import (
    ConflictModel,
    EquilibriumProbability,
    Explanation,
    Option,
    Payoffs,
    Statement,
    Statements,
    equilibrium_probability,
    explain_state,
)
from parley.models.stability.paths import Step
from parley.outlook.document import MovesView, Number, StateView
from parley.outlook.joined import Joined
from parley.outlook.today import Today
from parley.outlook.words import percent, row

Array = NDArray[np.float64]
CONCEPTS = ("nash", "gmr", "smr", "seq")
SHOWN = 4
"""Settlements shown, and other states shown, besides things as they stand."""
BUDGET = 400_000
"""Draws times states worked through at most."""


def moves_view(
    joined: Joined, here: Today, alternatives: dict[str, str], effects: dict[str, Array]
) -> MovesView | None:
    """Return who could leave which outcome; None when nobody has a move.

    Parameters
    ----------
    joined : the run
    here : the table today
    alternatives : lever -> the state it could be set to
    effects : lever -> (n, parties), change in the value of fighting on when it is
    """
    if joined.dossier.moves:
        return _own_moves(joined)
    moves, model, worth = conflict(joined, here, alternatives, effects)
    chances = equilibrium_probability(model, worth, CONCEPTS)
    bits = moves.states()
    accept = [m for m, x in enumerate(moves.moves) if x.kind == "accept"]
    settled = np.asarray(bits[:, accept].all(axis=1))
    labels = [x.label for x in moves.moves]
    picked = pick_states(chances, moves, settled, bits)
    return MovesView(
        decision_makers=list(model.decision_makers),
        moves=labels,
        held=list(moves.held),
        states=[_state(model, chances, k, labels, bits[k], bool(settled[k])) for k in picked],
        says=_summary(chances, settled, len(worth)),
    )


def conflict(
    joined: Joined, here: Today, alternatives: dict[str, str], effects: dict[str, Array]
) -> tuple[Moves, ConflictModel, Array]:
    """The moves, the conflict model with mean worths, and worths (draws, makers, states)."""
    dossier, coding = joined.dossier, joined.coding
    moves = coded_moves(dossier, coding, {k: v for k, v in alternatives.items() if k in effects})
    count = len(moves.moves)
    rows = np.arange(joined.draws.n)[:: max(1, (joined.draws.n << count) // BUDGET)]
    worth = payoffs(
        coding, joined.ground.worths, moves, joined.base.situation.now, here.fight, here.stays,
        effects, rows.tolist(),
    )  # fmt: skip
    return moves, _model(dossier, coding, moves, worth), worth


def _model(dossier: Dossier, coding: Coding, moves: Moves, worth: Array) -> ConflictModel:
    """The moves as a conflict model; the preferences are the mean worths, for the explanations."""
    names = {i: dossier.name_of(coding.parties[i]) for i in moves.decision_makers}
    options = tuple(Option(x.id, names[x.owner], x.label) for x in moves.moves)
    middle = worth.mean(axis=0)
    return ConflictModel(
        tuple(names.values()), options, tuple(Payoffs(tuple(v)) for v in middle.tolist())
    )


def pick_states(
    chances: EquilibriumProbability,
    moves: Moves,
    settled: NDArray[np.bool_],
    bits: NDArray[np.bool_],
) -> list[int]:
    """States to show: today's, then the likeliest equilibria, each set of terms once.

    Left out: two demands granted on one issue, which cancel, and one side signing alone.
    """
    likely = chances.equilibrium["seq"] + 1e-6 * chances.equilibrium["nash"]
    terms = [m for m, x in enumerate(moves.moves) if x.kind == "concede"]
    accept = [m for m, x in enumerate(moves.moves) if x.kind == "accept"]
    on_issue = np.array([moves.moves[m].issue for m in terms])
    clear = np.ones(len(bits), bool)
    for k in set(on_issue.tolist()):
        clear &= (
            bits[:, [m for m, i in zip(terms, on_issue, strict=True) if i == k]].sum(axis=1) < 2
        )
    idle = ~bits[:, accept].any(axis=1)
    order = np.lexsort((np.arange(len(likely)), bits.sum(axis=1), -likely.round(2)))
    out, seen = [0], {(False, bits[0, terms].tobytes())}
    for wanted, most in ((settled & clear, SHOWN), (idle & clear, SHOWN // 2)):
        left = most
        for k in order:
            key = (bool(settled[k]), bits[k, terms].tobytes())
            if left and wanted[k] and likely[k] > 0 and key not in seen:
                seen.add(key)
                out.append(int(k))
                left -= 1
    return out


def _state(
    model: ConflictModel,
    chances: EquilibriumProbability,
    k: int,
    labels: Sequence[str],
    taken: NDArray[np.bool_],
    settled: bool,
) -> StateView:
    """One state with its chances and a sentence for each decision maker."""
    return StateView(
        label=state_label(labels, taken, settled),
        now=k == 0,
        options={name: bool(t) for name, t in zip(labels, taken, strict=True)},
        chances={c: _chance(chances, c, k) for c in CONCEPTS},
        says=[sentence(e) for e in explain_state(model, k)],
    )


def _chance(chances: EquilibriumProbability, concept: str, k: int) -> Number:
    """Chance of an equilibrium, its interval that of the number of draws."""
    value, error = chances.equilibrium[concept][k], chances.equilibrium_error[concept][k]
    low, high = np.clip([value - 1.2816 * error, value + 1.2816 * error], 0, 1)
    return Number(value=float(value), interval=(float(low), float(high)), mc_error=float(error))


VERDICTS = {
    "sseq": "Every such gain can be answered for good, by moves the others want: it stays (SSEQ).",
    "seq": "Every such gain can be answered by moves the others want: it stays (SEQ).",
    "smr": "It stays only if the others would answer at a cost to themselves (SMR).",
    "gmr": "It stays only if the others would answer at a cost to themselves (GMR).",
    "unstable": "No answer leaves it worse off: it would leave.",
}


def sentence(e: Explanation) -> str:
    """Why a decision maker stays or leaves, naming only what changes."""
    if e.verdict == "nash" or e.move is None or not (e.move.chosen or e.move.given_up):
        return f"{e.decision_maker}: no gain from moving alone (Nash)."
    said = f"{e.decision_maker}: would gain if it {_doing(e.move)}"
    if e.answer:
        said += "; then " + ", ".join(f"{s.mover} could answer: it {_doing(s)}" for s in e.answer)
    return f"{said}. {VERDICTS[e.verdict]}"


def _doing(step: Step) -> str:
    """A move in words: what is done and what is taken back."""
    parts = []
    for label in step.chosen:
        short = _short(label, step.mover)
        parts.append(short if short.startswith(("signs", "grants ")) else f"sets “{short}”")
    for label in step.given_up:
        short = _short(label, step.mover)
        what = "its signature" if short == "signs" else short.removeprefix("grants ")
        parts.append(
            f"withdraws {what}" if short.startswith(("signs", "grants ")) else f"undoes “{what}”"
        )
    return row(parts)


def _short(label: str, mover: str) -> str:
    """A move's label without its owner's name in front."""
    return label.removeprefix(mover).removeprefix(":").strip() or label


def state_label(labels: Sequence[str], taken: NDArray[np.bool_], settled: bool) -> str:
    """A state in words."""
    chosen = [name for name, t in zip(labels, taken, strict=True) if t]
    if not chosen:
        return "Things as they stand"
    if settled:
        rest = [c for c in chosen if not c.endswith(" signs")]
        return "Settlement" + (f": {'; '.join(rest)}" if rest else " on things as they stand")
    return f"No settlement, with: {'; '.join(chosen)}"


def _summary(chances: EquilibriumProbability, settled: NDArray[np.bool_], draws: int) -> str:
    """How likely a settlement holds by itself, and with the answers of others."""
    nash, seq = chances.equilibrium["nash"], chances.equilibrium["seq"]
    war = float(nash[0])
    best = int(np.where(settled, seq, -1).argmax())
    return (
        f"As things stand nobody gains by moving alone in {percent(war)} of {draws} draws. The "
        f"settlement likeliest to hold is one that nobody leaves, since others can answer, in "
        f"{percent(float(seq[best]))} of them; without counting answers, in "
        f"{percent(float(nash[best]))}."
    )


def own_conflict(dossier: Dossier) -> ConflictModel:
    """The analyst's own moves and preference statements as a conflict model."""
    owners = list(dict.fromkeys(m.party for m in dossier.moves))
    names = {p: dossier.name_of(p) for p in owners}
    options = tuple(
        Option(m.id, names[m.party], m.label, "both" if m.reversible else "forward")
        for m in dossier.moves
    )
    stated = {p: [s for s in dossier.preferences if s.party == p] for p in owners}
    preferences = tuple(Statements(_statements(stated[p])) for p in owners)
    pairs = {tuple(sorted((m.id, x))) for m in dossier.moves for x in m.excludes}
    rules = tuple(f"not both {a} and {b}" for a, b in sorted(pairs))
    people = tuple(names[p] for p in owners)
    return ConflictModel(people, options, preferences, rules, name="moves")


@dataclass(frozen=True)
class OwnMoves:
    """The analyst's own moves solved: model, chances, today's state, owners with no statement."""

    model: ConflictModel
    chances: EquilibriumProbability
    today: int
    silent: tuple[str, ...]

    def pick(self) -> list[int]:
        """States to show: today's, then the likeliest equilibria."""
        likely = self.chances.equilibrium["seq"] + 1e-6 * self.chances.equilibrium["nash"]
        order = [int(k) for k in np.argsort(-likely, kind="stable") if likely[k] > 0]
        return [self.today, *[k for k in order if k != self.today][: 2 * SHOWN]]

    def label(self, dossier: Dossier, k: int) -> str:
        """A state in words: who makes which move."""
        name = self.model.state_names[k]
        chosen = [
            f"{dossier.name_of(m.party)} {m.label}"
            for m, c in zip(dossier.moves, name, strict=True)
            if c == "Y"
        ]
        return "; ".join(chosen) or "None of the moves is made"


def own_moves(joined: Joined) -> OwnMoves:
    """Solve the analyst's own moves; preferences of parties without a statement are drawn."""
    dossier, model = joined.dossier, own_conflict(joined.dossier)
    owners = list(dict.fromkeys(m.party for m in dossier.moves))
    stated = {p: [s for s in dossier.preferences if s.party == p] for p in owners}
    g = np.random.default_rng([joined.size.seed, 4])
    draws = 1 if all(stated.values()) else max(1, min(500, BUDGET // model.n_states))
    worth = np.broadcast_to(model.payoffs.astype(float), (draws, *model.payoffs.shape)).copy()
    silent = [i for i, p in enumerate(owners) if not stated[p]]
    worth[:, silent] = g.random((draws, len(silent), model.n_states))
    chances = equilibrium_probability(model, worth, CONCEPTS)
    names = tuple(dossier.name_of(owners[i]) for i in silent)
    return OwnMoves(model, chances, _today(model, dossier), names)


def _own_moves(joined: Joined) -> MovesView:
    """The analyst's own moves as the outlook shows them."""
    dossier, own = joined.dossier, own_moves(joined)
    labels = [m.label for m in dossier.moves]
    states = []
    for k in own.pick():
        taken = np.array([c == "Y" for c in own.model.state_names[k]])
        view = _state(own.model, own.chances, k, labels, taken, settled=False)
        now = k == own.today
        states.append(view.model_copy(update={"label": own.label(dossier, k), "now": now}))
    who = row(own.silent)
    drawn = f" The record holds no preferences of {who}: drawn at random." if own.silent else ""
    return MovesView(
        decision_makers=list(own.model.decision_makers),
        moves=labels,
        held=[],
        states=states,
        says="The analyst's own moves and preference statements are used." + drawn,
    )


def _statements(found: Sequence[Preference]) -> tuple[Statement, ...]:
    """Preference statements of one party, most important first."""
    return tuple(Statement(s.statement) for s in sorted(found, key=lambda s: s.rank))


def _today(model: ConflictModel, dossier: Dossier) -> int:
    """The state that holds now; the first state when no feasible one matches."""
    name = "".join("Y" if m.now else "N" for m in dossier.moves)
    return model.state_names.index(name) if name in model.state_names else 0
