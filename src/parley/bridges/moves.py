"""Coding → moves: what each party could do, and what every combination is worth, per draw.

One option per acceptance of a settlement, per demand accepted or refused, and per lever. A state
is a choice of all of them. When every side accepts, the state is a settlement with the demands
conceded in it; otherwise the war goes on, with whatever was conceded or switched given away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parley.bridges.coding import Coding
from parley.bridges.worths import Worths
from parley.dossier.schema import Dossier

Array = NDArray[np.float64]
MAX_MOVES = 12


@dataclass(frozen=True)
class CodedMove:
    """One yes-or-no option of a party.

    `kind` is `accept` (a side signs), `concede` (the owner grants `demander` its wish on `issue`)
    or `lever` (the lever is set to its alternative). `label` is the option taken, in words.
    """

    id: str
    owner: int
    kind: str
    label: str
    issue: int | None = None
    demander: int | None = None
    lever: str | None = None


@dataclass(frozen=True)
class Moves:
    """The moves of a process, kept and held by the limit; all are 'no' as things stand."""

    moves: tuple[CodedMove, ...]
    held: tuple[str, ...]
    decision_makers: tuple[int, ...]
    """Indices, among the parties with a say, of those who own a move."""

    def states(self) -> NDArray[np.bool_]:
        """Every state, (2^moves, moves): bit m of the row number is move m."""
        rows = np.arange(2 ** len(self.moves))[:, None]
        return (rows >> np.arange(len(self.moves)) & 1).astype(bool)


def coded_moves(dossier: Dossier, coding: Coding, alternatives: dict[str, str]) -> Moves:
    """Return the moves of a process, at most `MAX_MOVES`.

    Parameters
    ----------
    dossier : the record, for names
    coding : its coding
    alternatives : lever id -> the state it could be set to; levers without one are no moves

    Notes
    -----
    Kept first: acceptance by each side, then demands in the order of the contested issues
    (weightiest first), then levers in file order. The rest are held as they stand and listed.
    """
    found: list[CodedMove] = []
    for side in (0, 1):
        lead = coding.members(side)[0]
        name = dossier.name_of(coding.parties[lead])
        found.append(CodedMove(f"accept.{coding.parties[lead]}", lead, "accept", f"{name} signs"))
    for k, issue in enumerate(coding.issues):
        found += _concessions(dossier, coding, k, issue.third)
    for lever in dossier.levers:
        coded = next(x for x in coding.levers if x.id == lever.id)
        if lever.id in alternatives and coded.channel in ("arms", "sanctions"):
            if lever.holder not in coding.parties or coded.issue in {
                m.issue for m in found if m.kind == "concede"
            }:
                continue
            owner = coding.parties.index(lever.holder)
            state = alternatives[lever.id].replace("_", " ")
            name = dossier.name_of(lever.holder)
            found.append(
                CodedMove(lever.id, owner, "lever", f"{name}: {lever.name} {state}", lever=lever.id)
            )
    kept, held = found[:MAX_MOVES], found[MAX_MOVES:]
    makers = tuple(sorted({m.owner for m in kept}))
    return Moves(tuple(kept), tuple(m.label for m in held), makers)


def payoffs(
    coding: Coding,
    w: Worths,
    moves: Moves,
    now: NDArray[np.int64],
    fight: Array,
    stays: Array,
    lever_effects: dict[str, Array],
    rows: Sequence[int],
) -> Array:
    """Return the worth of every state to every decision maker, (len(rows), makers, states).

    Parameters
    ----------
    coding, w, moves : the coded process
    now : (n, issues), what holds as things stand
    fight : (n, parties), value of fighting on as things stand
    stays : (n, parties), weight of what holds now in that value (the chance that nobody falls)
    lever_effects : lever -> (n, parties), change of that value when the lever is switched
    rows : the draws wanted

    Notes
    -----
    Effects of levers on the value of fighting on are added up; a demand conceded while the war goes
    on moves what holds now by its worth times `stays`.
    """
    pick = np.asarray(rows)
    makers = list(moves.decision_makers)
    bits = moves.states()
    settled = np.all([bits[:, m] for m, x in enumerate(moves.moves) if x.kind == "accept"], axis=0)
    war = np.repeat(fight[pick][:, makers, None], len(bits), axis=2)
    deal = np.zeros_like(war)
    for k in range(len(coding.issues)):
        gain = _issue_worth(w, moves, bits, now, k, pick, makers)
        base = np.take_along_axis(w.table[pick][:, makers, k], now[pick, k][:, None, None], axis=2)
        deal += gain
        war += stays[pick][:, makers, None] * (gain - base)
    for m, move in enumerate(moves.moves):
        if move.lever is not None:
            war += lever_effects[move.lever][pick][:, makers, None] * bits[:, m]
    return np.where(settled, deal, war)


def _concessions(dossier: Dossier, coding: Coding, k: int, third: bool) -> list[CodedMove]:
    """Who could grant whom its demand on one issue: its holder, else the other side's lead."""
    issue, out = coding.issues[k], []
    question = next((i for i in dossier.issues if i.id == issue.id), None)
    lever = next((x for x in dossier.levers if x.id == issue.offer), None)
    seen: set[tuple[int, int]] = set()
    for i in range(len(coding.parties)):
        side, stance = coding.side_of[i], coding.stances[i][k]
        if side is None or stance.preferred is None or stance.preferred == issue.now:
            continue
        if third and not issue.holders:
            continue
        owner = issue.holders[0] if third else coding.members(1 - side)[0]
        if (owner, stance.preferred) in seen:
            continue
        seen.add((owner, stance.preferred))
        name = dossier.name_of(coding.parties[owner])
        what = question.question if question else lever.name if lever else issue.id
        out.append(
            CodedMove(
                f"concede.{coding.parties[owner]}.{issue.id}.{issue.options[stance.preferred]}",
                owner,
                "concede",
                f"{name} grants “{_asked(dossier, coding, i, issue.id, what)}”",
                issue=k,
                demander=i,
            )
        )
    return out


def _asked(dossier: Dossier, coding: Coding, demander: int, issue: str, otherwise: str) -> str:
    """A demand in the source's few words, else the issue's question."""
    party = coding.parties[demander]
    for p in reversed(dossier.positions):
        if p.party == party and p.issue == issue and p.says:
            return p.says
    return otherwise.rstrip("?")


def _issue_worth(
    w: Worths,
    moves: Moves,
    bits: NDArray[np.bool_],
    now: NDArray[np.int64],
    k: int,
    pick: NDArray[np.int64],
    makers: list[int],
) -> Array:
    """Worth of one issue in every state: the demand granted if exactly one is, else as now."""
    grants = [m for m, x in enumerate(moves.moves) if x.kind == "concede" and x.issue == k]
    table = w.table[pick][:, makers, k]
    stay = np.take_along_axis(table, now[pick, k][:, None, None], axis=2)
    out = np.repeat(stay, len(bits), axis=2)
    single = bits[:, grants].sum(axis=1) == 1 if grants else np.zeros(len(bits), bool)
    for m in grants:
        demander = moves.moves[m].demander
        assert demander is not None
        wanted = w.preferred[pick, demander, k]
        worth = np.take_along_axis(table, wanted[:, None, None], axis=2)
        out = np.where((single & bits[:, m])[None, None, :], worth, out)
    return np.asarray(out)
