"""Camp David 1978: six issues between Egypt and Israel, divided by Adjusted Winner.

Source: Brams & Togman (1996), "Camp David: was the agreement fair?", Conflict Management and Peace
Science 15(1), 99-112; also Brams & Taylor (1996), Fair Division, chapter 5. Its abstract was read:
six issues, 100 points a side, an allocation that is envy-free (each gets 50 or more of its points),
equitable and efficient, close to the agreement of 1978. The points below are those of its table as
remembered; no copy of the table could be reached when this file was written, so hold them against
the paper before citing them. They are the authors' guesses at the two sides' priorities.
"""

SOURCE = "Brams & Togman (1996), Conflict Management and Peace Science 15(1), 99-112"
TABLE_SEEN = False

PARTIES = ("Egypt", "Israel")
ISSUES = (
    "Sinai",
    "diplomatic recognition",
    "West Bank and Gaza Strip",
    "linkage of the accords",
    "Palestinian rights",
    "Jerusalem",
)
POINTS = ((55, 5, 10, 5, 20, 5), (35, 10, 20, 10, 5, 20))

WINS = {
    "Egypt": ("Sinai", "Palestinian rights"),
    "Israel": (
        "diplomatic recognition",
        "West Bank and Gaza Strip",
        "linkage of the accords",
        "Jerusalem",
    ),
}
"""Who puts more points on each issue, before points are made equal."""

SPLIT, SHARE, EACH = "Sinai", 5 / 6, 65 + 5 / 6
"""Follows from the points: Egypt keeps five sixths of Sinai, each side has 65.83 of its points."""
