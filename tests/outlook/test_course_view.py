"""The course of a dossier: phases, exhaustion, fighting on against the best package, levers."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import makers
from parley.brief import specs_course
from parley.brief.course_page import course_html, require_picture, tables, write_course
from parley.brief.pictures import svg
from parley.cli.app import build
from parley.dossier.schema import Dossier
from parley.dossier.store import save
from parley.errors import InputError, OutlookError, UsageError
from parley.outlook import course_view as module
from parley.outlook.course_view import CourseView, course_view


@pytest.fixture(scope="module")
def view(request: pytest.FixtureRequest) -> CourseView:
    return small(makers.dossier())


def small(dossier: Dossier) -> CourseView:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "DRAWS", 40)
        patch.setattr(module, "FIELD_DRAWS", 20)
        return course_view(dossier, paths=1600)


def test_phases_sum_to_one_and_lie_in_their_bands(view: CourseView) -> None:
    total = np.sum([b.mean for b in view.phases.values()], axis=0)
    assert total == pytest.approx(np.ones(61))
    for b in view.phases.values():
        assert all(lo <= m <= hi for lo, m, hi in zip(b.low, b.mean, b.high, strict=True))


def test_sides_tire_while_they_fight(view: CourseView) -> None:
    assert [x.side for x in view.exhaustion] == list(view.sides)
    for x in view.exhaustion:
        assert x.potential.mean[-1] < x.potential.mean[0]
        assert list(x.at_war) == sorted(x.at_war, reverse=True)
        assert all(0 < p <= 1 for p in x.potential.mean)


def test_worths_are_shares_and_belligerents_come_first(view: CourseView) -> None:
    assert [f.side for f in view.fighting][:2] == [0, 1]
    for f in view.fighting:
        for n in (f.fight, f.now, f.deal):
            assert -1e-9 <= n.interval[0] <= n.interval[1] <= 1 + 1e-9
        assert f.gain.value == pytest.approx(f.deal.value - f.fight.value)


def test_swapping_the_sides_mirrors_the_view(view: CourseView) -> None:
    other = small(makers.swapped())
    assert other.sides == view.sides[::-1]
    fights = {f.party: f.fight.value for f in view.fighting}
    assert {f.party: f.fight.value for f in other.fighting} == pytest.approx(fights, abs=1e-6)


def test_levers_are_paired_differences(view: CourseView) -> None:
    assert view.levers
    for x in view.levers:
        total = [
            sum(x.effects[k][h].value for k in specs_course.OUTCOMES)
            for h in x.effects["settlement"]
        ]
        assert total == pytest.approx([0] * len(total), abs=1e-9)


def test_json_keeps_what_it_had(view: CourseView) -> None:
    found = view.to_json()
    assert {"horizon", "phases", "intervals", "ended", "ever", "draws", "paths"} <= set(found)
    assert found["ended"]["war"] == found["phases"]["war"][-1]
    json.dumps(found, allow_nan=False)


def test_every_chart_draws_and_says_what_it_shows(view: CourseView) -> None:
    charts = specs_course.course_charts(view)
    assert [c.name for c in charts] == ["phases", "fans", "exhaustion", "fighting", "levers"]
    for c in charts:
        assert c.says
        assert "data" in c.spec
        assert "url" not in c.spec["data"]
    whole = svg(specs_course.combined(view))
    assert whole.startswith("<svg")
    assert "Fighting on against the best package" in whole


def test_files_by_their_ending(view: CourseView, tmp_path: Path) -> None:
    for name, head in (("a.svg", b"<svg"), ("a.png", b"\x89PNG"), ("a.html", b"<!doctype html>")):
        write_course(view, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(head)
    page = course_html(view)
    assert page.count("<svg") == 5
    assert "http-equiv" in page
    assert "<script" not in page
    with pytest.raises(UsageError, match="ending"):
        require_picture(tmp_path / "a.pdf")
    with pytest.raises(InputError, match="no such folder"):
        require_picture(tmp_path / "none" / "a.png")


def test_names_are_escaped(view: CourseView) -> None:
    from dataclasses import replace

    page = course_html(replace(view, title="<b>West & East</b>"))
    assert "<b>West" not in page


def test_tables_hold_every_row(view: CourseView) -> None:
    found = tables(view)
    assert set(found) == {"phases", "exhaustion", "fighting", "levers"}
    for heads, rows in found.values():
        assert rows
        assert all(len(r) == len(heads) for r in rows)


def test_the_verb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DRAWS", 20)
    monkeypatch.setattr(module, "FIELD_DRAWS", 10)
    save(makers.dossier(), tmp_path / "d")
    args = ["course", str(tmp_path / "d"), "--unreviewed", "--paths", "400"]
    said = CliRunner().invoke(build(), args, catch_exceptions=False).stdout
    assert "Fighting on" in said
    out = tmp_path / "c.svg"
    CliRunner().invoke(build(), [*args, "-o", str(out)], catch_exceptions=False)
    assert out.exists()
    with pytest.raises(UsageError, match="parameter file only"):
        CliRunner().invoke(build(), [*args, "--truce-at", "3"], catch_exceptions=False)


def test_bad_calls_are_one_line() -> None:
    with pytest.raises(OutlookError, match="--paths"):
        course_view(makers.dossier(), paths=0)
    bare = makers.dossier()
    sides = bare.process.model_copy(update={"sides": ()})
    with pytest.raises(OutlookError, match="two sides"):
        course_view(bare.model_copy(update={"process": sides}))
