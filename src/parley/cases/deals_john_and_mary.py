"""John and Mary divide five items: the example of a textbook's Adjusted Winner applet.

Source: COMAP (2013), For All Practical Purposes, 9th edition, Adjusted Winner applet
(macmillanlearning.com, student resources, read). John gets A, C and D, Mary B and E; then John
keeps a seventh of C.
"""

SOURCE = "COMAP (2013), For All Practical Purposes, 9th edition, applet Adjusted Winner"

PARTIES = ("John", "Mary")
ISSUES = ("A", "B", "C", "D", "E")
POINTS = ((30, 15, 20, 30, 5), (20, 25, 15, 15, 25))

SPLIT, SHARE, EACH = "C", 1 / 7, 62 + 6 / 7
"""John keeps a seventh of item C; each ends with 62 6/7 of 100 points."""
