import pytest

from parley.reading import read
from parley.reports import from_text

WAR = (
    "Talks on the border war\n\n2 May 2024\n\nTogo attacked Ghana in 2021 and the war between Togo "
    "and Ghana has gone on since. Delegations of Ghana and Togo met for peace talks in Oslo. "
)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("On Monday the two sides signed a truce.", True),
        ("The ceasefire came into force on Monday.", True),
        ("Ghana and Togo have agreed to stop fighting.", True),
        ("No truce was signed.", False),
        ("They may have signed a truce by Friday.", False),
        ("Ghana wants Togo to have signed a ceasefire first.", False),
        ("They signed a truce. The truce broke down in June.", False),
        ("Togo attacked again. Mali and Niger signed a truce in June.", False),
        ("Nothing was agreed on Monday.", False),
    ],
)
def test_a_truce_in_force_is_told_from_one_wished_for(text: str, quiet: bool) -> None:
    dossier = read([from_text(WAR + text)])
    process = dossier.process
    assert len(process.sides) == 2
    assert process.in_ceasefire is quiet
    assert bool(process.ceasefire_evidence) is quiet
    for e in process.ceasefire_evidence:
        assert dossier.sources[0].text[e.start : e.end] == e.quote
