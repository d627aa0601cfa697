"""KTAB's sample scenario: seven made-up actors, three dimensions, with its printed reference run.

Source: KTAB (KAPSARC Toolkit for Behavioral Analysis), copyright 2015 KAPSARC, MIT licence: the
scenario dummyData_3Dim and the reference run of 26 February 2017 that KTAB keeps beside it
(settings: linear, proportional, conditional, middle, one third, semi-committed, S2P2, challenger's
bargain).
"""

from parley.models.positions import read_table

TABLE = """\
DummyData_3Dim,Dummy scenario to test reading format,7,3
Actor,Description,Power,Pstn1,Sal1,Pstn2,Sal2,Pstn3,Sal3
SActor-00,,102.543,75.79,49.53,6.37,5.91,70.45,28.15
SActor-01,,53.393,82.72,30.33,73.50,21.22,64.00,24.79
SActor-02,,129.643,82.45,48.47,90.89,13.55,0.07,34.62
SActor-03,,75.920,62.52,20.76,50.82,39.24,62.33,22.21
SActor-04,,63.224,82.34,40.96,45.77,25.43,73.31,22.59
SActor-05,,120.048,84.48,22.92,33.70,39.35,88.11,15.42
SActor-06,,54.178,70.96,31.75,33.46,27.93,90.36,26.03
"""

ISSUES = read_table(TABLE)

PROBABILITIES = (0.0047, 0.0302, 0.0054, 0.1492, 0.6001, 0.1447, 0.0656)
"""Chance of each actor's position at turn 0."""

RISK = (
    (-0.500, -0.459, -0.499, -0.274, 1.000, -0.232, -0.430),
    (1.000, -0.469, -0.500, -0.474, 0.655, -0.462, -0.469),
    (1.000, -0.388, -0.500, -0.479, -0.460, 1.000, -0.388),
)
"""Attitudes to risk at turns 0, 1 and 2."""

UTILITY = (
    (1.0000, 0.8593, 0.5233, 0.8136, 0.8958, 0.8297, 0.8410),
    (0.5740, 1.0000, 0.5283, 0.7585, 0.8022, 0.6855, 0.6595),
    (0.4328, 0.5199, 1.0000, 0.4837, 0.4508, 0.3602, 0.3406),
    (0.5795, 0.7581, 0.5029, 1.0000, 0.8701, 0.7560, 0.7687),
    (0.9619, 0.9809, 0.8570, 0.9740, 1.0000, 0.9925, 0.9836),
    (0.7240, 0.6135, 0.3958, 0.7704, 0.8672, 1.0000, 0.9210),
    (0.7473, 0.6395, 0.3173, 0.7508, 0.8155, 0.8785, 1.0000),
)
"""Worth of each position (column) to each actor (row) at turn 0, with its attitude to risk."""

CHALLENGES = (
    ((6, 0.7643, 0.0947), (0, 0.7964, 0.2810), (6, 0.8334, 0.4711), (0, 0.8056, 0.2839),
     (0, 0.5836, 0.0116), (1, 0.8510, 0.2986), (1, 0.3970, 0.0286)),
    ((5, 0.4720, 0.0012), (0, 0.8698, 0.0627), (1, 0.8683, 0.4317), (6, 0.8283, 0.2065),
     (5, 0.4085, 0.0029), (1, 0.8767, 0.2114), (1, 0.7129, 0.1390)),
)  # fmt: skip
"""Target, estimated chance and expected gain of each actor's challenge at turns 0 and 1."""

POSITIONS = (
    ((79.54, 44.71, 72.05), (78.93, 56.33, 72.52), (82.45, 90.89, 0.07), (65.82, 50.76, 63.02),
     (79.54, 44.72, 72.05), (84.39, 34.05, 86.34), (75.61, 24.79, 71.95)),
    ((80.56, 34.24, 75.95), (76.04, 27.49, 72.02), (82.45, 90.89, 0.07), (66.71, 50.21, 63.52),
     (81.46, 35.82, 79.11), (80.56, 34.24, 75.95), (76.04, 27.49, 72.02)),
)  # fmt: skip
"""Where the actors stand at turns 1 and 2."""
