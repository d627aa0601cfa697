"""Bob and Carol divide five things: the standing example of Adjusted Winner.

Source: Brams & Taylor (1996), Fair Division; worked through on the authors' page at New York
University (pages.nyu.edu/adjustedwinner/awProcedure.htm, read). The one thing on which they put
equal points goes to Bob, who trails; then Carol gives him a sixth of the retirement account.
"""

SOURCE = "Brams & Taylor (1996), Fair Division; pages.nyu.edu/adjustedwinner"

PARTIES = ("Carol", "Bob")
ISSUES = ("retirement account", "home", "summer cottage", "investments", "other")
POINTS = ((50, 20, 15, 10, 5), (40, 30, 10, 10, 10))

SPLIT, SHARE, EACH = "retirement account", 5 / 6, 56 + 2 / 3
"""Carol keeps five sixths of the retirement account; each ends with 56.67 of 100 points."""
