"""Past wars beside the model's answer."""

import makers
from parley.outlook.analogues import USED, analogue_finding, analogues_view
from parley.outlook.document import ByHorizon, Number, Outlook

STATES = ("settlement", "ceasefire_holding", "collapse", "war_continues")


def flat(value: float, width: float = 0.05) -> ByHorizon:
    ends = (max(0.0, value - width), min(1.0, value + width))
    return {h: Number(value=value, interval=ends) for h in (3, 12, 60)}


MODEL = {"settlement": flat(0.1), "ceasefire_holding": flat(0.05), "collapse": flat(0.1),
         "war_continues": flat(0.75)}  # fmt: skip


def test_shares_stand_beside_the_model(outlook: Outlook) -> None:
    view = outlook.analogues
    assert view is not None
    assert view.used == USED
    assert outlook.outcomes is not None
    for f in view.fates:
        assert 0 <= f.share <= 1
        assert f.happened <= f.n <= USED
        if f.model is not None:
            assert f.model == outlook.outcomes[f.outcome][f.horizon]
    for h in {f.horizon for f in view.fates}:
        rows = [f for f in view.fates if f.horizon == h and f.outcome in STATES]
        assert sum(f.happened for f in rows) == rows[0].n
    assert {f.id: f for f in outlook.findings}["analogues"].says == view.says


def test_swapping_the_sides_changes_nothing() -> None:
    one = analogues_view(makers.dossier(), MODEL, flat(0.6))
    two = analogues_view(makers.swapped(), MODEL, flat(0.6))
    assert one == two


def test_only_wars_as_old_and_begun_before_are_compared() -> None:
    view = analogues_view(makers.dossier(), MODEL, flat(0.6))
    assert view is not None
    for w in view.nearest:
        assert w.first_year < 2021
        assert w.last_year - w.first_year + 1 >= 3


def test_a_model_far_off_is_said_to_part() -> None:
    far = {**MODEL, "settlement": flat(0.9), "war_continues": flat(0.0)}
    view = analogues_view(makers.dossier(), far, flat(0.6))
    assert view is not None
    assert any(f.parts for f in view.fates)
    assert "They part most" in view.says
    near = analogues_view(makers.dossier(), MODEL, flat(0.6))
    assert near is not None
    assert "widest gap" in near.says


def test_a_truce_in_force_is_compared_with_truces() -> None:
    quiet = makers.dossier()
    process = quiet.process.model_copy(update={"in_ceasefire": True})
    view = analogues_view(quiet.model_copy(update={"process": process}), MODEL, flat(0.6))
    assert view is not None
    assert {f.outcome for f in view.fates} == {"truce_holds"}
    assert {w.ended for w in view.nearest} <= {"agreement", "ceasefire"}


def test_nothing_known_gives_no_analogues() -> None:
    bare = makers.dossier()
    process = bare.process.model_copy(update={"type": None, "started": None, "intensity": None})
    assert analogues_view(bare.model_copy(update={"process": process}), MODEL, flat(0.6)) is None
    assert analogue_finding(None) == []
