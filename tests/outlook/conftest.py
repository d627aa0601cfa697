import pytest

import makers
from parley.dossier.schema import Dossier
from parley.outlook import run
from parley.outlook.document import Outlook

CLAIMS = (
    "settlement", "ceasefire_holding", "escalation", "war_continues", "collapse",
    "ceasefire_temporary", "exhaustion_needed", "lever_strengthens", "outcome_open",
)  # fmt: skip


@pytest.fixture(scope="session")
def spoken_for() -> Dossier:
    """The plain process with one assessment for each claim the models can speak to."""
    words = "The foreign ministers meet next week"
    said = [
        {"id": f"a-{c}", "by": "source", "polarity": "neutral", "claim": c, "about": ["arms"],
         "evidence": [makers.quote(words)]}
        for c in CLAIMS
    ]  # fmt: skip
    return makers.dossier(assessments=said)


@pytest.fixture(scope="session")
def outlook(spoken_for: Dossier) -> Outlook:
    """A whole outlook on it at a small size."""
    return run(spoken_for, seed=1, draws=40, paths=20)
