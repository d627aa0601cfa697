"""The talks of one news report: a war between two states, a patron of each kind, six options.

Our own reading, to show the method: each statement says whether the report states it or an analyst
judged it. The report says next to nothing on what Ukraine wants, so those statements are
judgements.

The first version of this model forbade the United States to ease without a settlement. That rule
spans two owners: it took away Russia's way out of a settlement, and a settlement looked Nash
stable because of it. `LOCKED_IN` keeps it, for the linter to find.
"""

from parley.models.stability import ConflictModel, Option, Statement, Statements


def _stated(text: str) -> Statement:
    """A statement the report makes."""
    return Statement(text, "stated")


def _judged(text: str) -> Statement:
    """A statement an analyst judged."""
    return Statement(text, "judgement")


PARTIES = ("US", "Russia", "Ukraine", "Europe")
OPTIONS = (
    Option("hold", "US", "Hold back long-range arms"),
    Option("us_ease", "US", "Open the economic relationship"),
    Option("accept", "Russia", "Accept a settlement"),
    Option("escalate", "Russia", "Escalate"),
    Option("terms", "Ukraine", "Accept territorial terms"),
    Option("eu_ease", "Europe", "Ease European sanctions"),
)
PREFERENCES = (
    Statements(
        (
            _stated("us_ease only if accept"),
            _stated("accept"),
            _stated("not escalate"),
            _stated("hold iff not escalate"),
            _stated("terms and (us_ease or eu_ease)"),
            _stated("us_ease"),
        )
    ),
    Statements(
        (
            _stated("terms"),
            _stated("us_ease or eu_ease"),
            _stated("accept iff terms"),
            _judged("hold"),
            _judged("escalate iff not hold"),
        )
    ),
    Statements(
        (
            _judged("not escalate"),
            _judged("terms only if accept"),
            _judged("not terms"),
            _judged("accept"),
            _stated("not hold"),
        )
    ),
    Statements(
        (
            _stated("eu_ease only if accept"),
            _judged("not escalate"),
            _judged("accept"),
            _stated("not eu_ease"),
        )
    ),
)
RULES = ("not both accept and escalate",)

MODEL = ConflictModel(PARTIES, OPTIONS, PREFERENCES, RULES, "Budapest")

LOCKED_IN = ConflictModel(
    PARTIES,
    OPTIONS,
    (Statements(PREFERENCES[0].statements[1:]), *PREFERENCES[1:]),
    (*RULES, "us_ease only if accept"),
    "Budapest, first version",
)
