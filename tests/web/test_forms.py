"""Forms: what a field is filled in with, and that what comes back is what the entry says."""

import pytest

import makers
from parley.dossier.schema import LISTS
from parley.dossier.store import MODELS
from parley.errors import DossierError
from parley.web.forms import HIDDEN, fields_of, values


@pytest.mark.parametrize("kind", LISTS)
def test_a_form_sent_back_unchanged_changes_nothing(kind: str) -> None:
    made = makers.dossier()
    for entry in getattr(made, kind):
        form = {f.name: f.value for f in fields_of(made, entry)}
        back = values(type(entry), form)
        again = type(entry).model_validate({**entry.model_dump(), **back})
        assert again == entry


@pytest.mark.parametrize("kind", LISTS)
def test_every_field_that_may_change_has_a_place(kind: str) -> None:
    made = makers.dossier()
    shown = {f.name for f in fields_of(made, MODELS[kind])}
    assert shown == set(MODELS[kind].model_fields) - HIDDEN


def test_choices_are_the_records_own() -> None:
    made = makers.dossier()
    fields = {f.name: f for f in fields_of(made, made.positions[0])}
    assert [v for v, _ in fields["party"].choices] == ["WL", "EL", "NL"]
    assert [v for v, _ in fields["preferred"].choices] == ["", "west", "line", "east"]


@pytest.mark.parametrize(
    ("kind", "field", "text"),
    [
        ("positions", "salience", "much"),
        ("meetings", "seats", "[any_of: ["),
        ("issues", "options", "a: b: c"),
    ],
)
def test_what_cannot_be_read_is_named(kind: str, field: str, text: str) -> None:
    with pytest.raises(DossierError):
        values(MODELS[kind], {field: text})
