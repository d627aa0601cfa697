"""The four games of two by two that every text opens with, as conflicts.

Each player has one option, to cooperate; the states are neither, only A, only B, both. Rankings
follow Rapoport, Guyer & Gordon (1976), The 2 x 2 Game, University of Michigan Press, where
Prisoner's Dilemma is number 12, Chicken 66 and Stag Hunt 61; Battle of the Sexes is from Luce &
Raiffa (1957), Games and Decisions, Wiley, section 5.3, with the two ways of missing each other
tied.
"""

from parley.models.stability import ConflictModel, Option, Ranking

Groups = tuple[tuple[int, ...], ...]


def game(name: str, first: Groups, second: Groups) -> ConflictModel:
    """Return a game of two players with one option each.

    Parameters
    ----------
    name : str
        Of the game.
    first, second : tuple of tuple of int
        Rankings, best first: 1 neither cooperates, 2 only A, 3 only B, 4 both.

    Returns
    -------
    ConflictModel
    """
    options = (Option("a", "A", "Cooperate"), Option("b", "B", "Cooperate"))
    return ConflictModel(("A", "B"), options, (Ranking(first), Ranking(second)), (), name)


PRISONERS_DILEMMA = game("Prisoner's Dilemma", ((3,), (4,), (1,), (2,)), ((2,), (4,), (1,), (3,)))
CHICKEN = game("Chicken", ((3,), (4,), (2,), (1,)), ((2,), (4,), (3,), (1,)))
STAG_HUNT = game("Stag Hunt", ((4,), (3,), (1,), (2,)), ((4,), (2,), (1,), (3,)))
BATTLE_OF_THE_SEXES = game("Battle of the Sexes", ((4,), (1,), (2, 3)), ((1,), (4,), (2, 3)))

NASH = {
    "Prisoner's Dilemma": {1},
    "Chicken": {2, 3},
    "Stag Hunt": {1, 4},
    "Battle of the Sexes": {1, 4},
}
"""Textbook equilibria in pure strategies."""

SEQUENTIAL = {
    "Prisoner's Dilemma": {1, 4},
    "Chicken": {2, 3},
    "Stag Hunt": {1, 4},
    "Battle of the Sexes": {1, 4},
}
"""Sequentially stable states: cooperation in the dilemma is held by the answer it would meet."""
