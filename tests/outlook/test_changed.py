"""An outlook that says what changed."""

import pytest

import makers
from parley.brief import markdown
from parley.brief.render import html
from parley.dossier.schema import Dossier
from parley.outlook import run, why
from parley.outlook.changed import with_changes
from parley.outlook.changes import changes
from parley.outlook.document import Outlook

SMALL = {"draws": 40, "paths": 40}


@pytest.fixture(scope="module")
def told() -> Outlook:
    data = makers.plain()
    data["levers"][0]["state"] = "withdrawn"
    data["levers"][1]["state"] = "withdrawn"
    new = Dossier.model_validate(data)
    found = changes(makers.dossier(), new, **SMALL)
    return with_changes(run(new, **SMALL), found, "2 May 2024")


def test_numbers_that_moved_are_findings_with_chains(told: Outlook) -> None:
    assert told.changed is not None
    assert told.changed.moved
    ids = [f.id for f in told.findings]
    assert ids[: len(told.changed.moved)] == told.changed.moved
    for key in told.changed.moved:
        chain = why(told, key)
        assert "may hold back arms deliveries" in chain


def test_the_headline_says_the_largest_move(told: Outlook) -> None:
    assert told.headline is not None
    assert told.headline.note.startswith("Since 2 May 2024: the chance of ")


def test_the_brief_has_its_section(told: Outlook) -> None:
    page, text = html(told), markdown(told)
    assert "What changed since 2 May 2024" in page
    assert "## What changed since 2 May 2024" in text
    assert page.count('id="changed"') == 1


def test_nothing_changed_is_said_too() -> None:
    d = makers.dossier()
    same = with_changes(run(d, **SMALL), changes(d, d, draws=20, paths=10), "2 May 2024")
    assert same.changed is not None
    assert same.changed.moved == []
    assert "nothing changed" in html(same)
