"""The Garrison Diversion Unit: a water project of North Dakota that Canada feared.

Supporters in the United States may complete the project in full, build a reduced one, or appease
Canada; opponents in the United States may go to court; Canada may hold its neighbour to the
Boundary Waters Treaty; the International Joint Commission (IJC) recommends one of four things and
prefers none.

Source: Hipel, Kilgour, Fang & Peng (1997), The decision support system GMCR in environmental
conflict management, Applied Mathematics and Computation 83, 117-152, after Fraser & Hipel (1984),
Conflict Analysis, North-Holland, chapter 2. The 23 states and the rankings were retyped from a
file in circulation of the same model, not from the print.
"""

from parley.models.stability import ConflictModel, Option, Ranking

MODEL = ConflictModel(
    ("US support", "US opposition", "Canadian opposition", "IJC"),
    (
        Option("full", "US support", "Complete the full project"),
        Option("reduced", "US support", "Build a reduced project"),
        Option("appease", "US support", "Change the project to appease Canada"),
        Option("court", "US opposition", "Go to court over the environment"),
        Option("treaty", "Canadian opposition", "Invoke the Boundary Waters Treaty"),
        Option("ijc_full", "IJC", "Recommend the full project"),
        Option("ijc_reduced", "IJC", "Recommend a reduced project"),
        Option("ijc_lonetree", "IJC", "Recommend leaving out the Lonetree reservoir"),
        Option("ijc_suspend", "IJC", "Recommend suspending the project"),
    ),
    (
        Ranking(
            (
                (3,),
                (7,),
                (1, 2),
                (4,),
                (5, 6),
                (8,),
                (9,),
                (12,),
                (11,),
                (15,),
                (10,),
                (13,),
                (14,),
                (17,),
                (16,),
                (18,),
                (19,),
                (21,),
                (20,),
                (22,),
                (23,),
            )
        ),
        Ranking(
            (
                (21, 17, 13, 10, 6, 2),
                (23, 19),
                (15,),
                (11,),
                (8,),
                (4,),
                (22,),
                (18,),
                (14,),
                (7,),
                (3,),
                (20,),
                (16,),
                (12,),
                (9,),
                (5,),
                (1,),
            )
        ),
        Ranking(
            (
                (23,),
                (20, 21),
                (19,),
                (16, 17),
                (11,),
                (9, 10),
                (15,),
                (12, 13),
                (2,),
                (4,),
                (1,),
                (8,),
                (5, 6),
                (22,),
                (18,),
                (14,),
                (3,),
                (7,),
            )
        ),
        Ranking((tuple(range(1, 24)),)),
    ),
    (
        "exactly one of full, reduced, appease",
        "exactly one of ijc_full, ijc_reduced, ijc_lonetree, ijc_suspend",
        "court if full",
        "not both appease and court",
        "treaty or ijc_full if full",
        "treaty or ijc_full or ijc_reduced if reduced",
        "treaty or ijc_full or ijc_reduced if appease",
    ),
    "Garrison Diversion Unit",
)
