from pathlib import Path

import pytest

from parley.reading import read
from parley.reading.spells import spell
from parley.reports import load

REPORT = Path(__file__).parents[2] / "examples" / "budapest" / "report.txt"


@pytest.mark.parametrize(
    ("instrument", "state", "clause", "found"),
    [
        ("arms", "on_hold", "has held back shells while negotiations continue", "talks"),
        ("aid", "on_hold", "suspended aid pending the outcome of the talks", "talks"),
        ("arms", "active", "will supply drones as long as the dialogue lasts", "talks"),
        ("arms", "on_hold", "withholds missiles until talks resume", "war"),
        ("sanctions", "on_hold", "eased sanctions during the negotiations", "talks"),
        ("sanctions", "threatened", "threatens sanctions while talks go on", None),
        ("trade", "offered", "would open its market while talks go on", None),
        ("arms", "on_hold", "suspended deliveries; talks go on in Midtown", None),
        ("arms", "on_hold", "suspended deliveries while the parliament votes", None),
    ],
)
def test_a_spell_is_read_from_the_clause(instrument, state, clause, found) -> None:
    assert spell(instrument, state, clause) == found


def test_the_example_holds_arms_back_while_it_sees_where_the_dialogue_leads() -> None:
    d = read([load(REPORT)])
    (arms,) = [x for x in d.levers if x.during is not None]
    assert (arms.instrument, arms.target, arms.during) == ("arms", "UA", "talks")
    assert "while it sees where the dialogue with Moscow leads" in arms.evidence[0].quote
