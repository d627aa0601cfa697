"""The whole document on a small run: sums, intervals, chains, and the same bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import makers
from parley.dossier.schema import Dossier
from parley.outlook import joined as joined_module
from parley.outlook import run, what_if
from parley.outlook.document import EXCLUSIVE, Outlook

TESTS = Path(__file__).parents[1]


def small_bytes() -> str:
    made = run(makers.dossier(), seed=3, draws=20, paths=10)
    return json.dumps(made.to_json(), sort_keys=True)


def test_exclusive_outcomes_sum_to_one_at_every_horizon(outlook: Outlook) -> None:
    assert outlook.outcomes is not None
    for h in outlook.outcomes["settlement"]:
        total = sum(outlook.outcomes[name][h].value for name in EXCLUSIVE)
        assert total == pytest.approx(1, abs=1e-12)


def test_exclusive_outcomes_sum_to_one_every_month(outlook: Outlook) -> None:
    assert set(outlook.phases) == set(EXCLUSIVE)
    months = zip(*(outlook.phases[name].mean for name in EXCLUSIVE), strict=True)
    sums = [sum(m) for m in months]
    assert len(sums) == len(outlook.months)
    assert sums == pytest.approx([1.0] * len(sums), abs=1e-12)


def test_chances_and_their_intervals_are_chances(outlook: Outlook) -> None:
    assert outlook.outcomes is not None
    assert outlook.truce is not None
    rows = [*outlook.outcomes.values(), outlook.truce, *outlook.by_class.values()]
    for row in rows:
        for n in row.values():
            low, high = n.interval
            assert 0 <= low <= high <= 1
            assert 0 <= n.value <= 1


def test_intervals_hold_their_value(outlook: Outlook) -> None:
    assert outlook.outcomes is not None
    for row in outlook.outcomes.values():
        for n in row.values():
            assert n.interval[0] <= n.value <= n.interval[1]


def test_bands_hold_chances(outlook: Outlook) -> None:
    for band in outlook.phases.values():
        for low, high in zip(band.low, band.high, strict=True):
            assert 0 <= low <= high <= 1


def test_what_can_only_grow_only_grows(outlook: Outlook) -> None:
    assert outlook.outcomes is not None
    for name in ("signed_by", "ceasefire_collapsed", "collapse"):
        values = [n.value for n in outlook.outcomes[name].values()]
        assert values == sorted(values)


def test_every_number_shows_its_monte_carlo_error(outlook: Outlook) -> None:
    assert outlook.outcomes is not None
    for row in outlook.outcomes.values():
        assert all(n.mc_error is not None and n.mc_error >= 0 for n in row.values())


def grounds(outlook: Outlook, dossier: Dossier) -> set[str]:
    """Ids of estimates, evidence, entries and sources."""
    known = {e.id for e in outlook.estimates} | {e.id for e in outlook.evidence}
    return known | {e.id for e in dossier.entries()} | {s.id for s in outlook.sources}


def test_findings_rest_on_what_is_there(outlook: Outlook, spoken_for: Dossier) -> None:
    known = grounds(outlook, spoken_for)
    others = {f.id for f in outlook.findings}
    for f in outlook.findings:
        assert set(f.rests_on) <= known | others - {f.id}, f.id
        assert set(f.rests_on) & known, f.id


def test_findings_rest_on_estimates_entries_and_evidence(
    outlook: Outlook, spoken_for: Dossier
) -> None:
    known = grounds(outlook, spoken_for)
    assert all(set(f.rests_on) <= known for f in outlook.findings)


def test_findings_have_distinct_ids_and_one_sentence_with_an_end(outlook: Outlook) -> None:
    ids = [f.id for f in outlook.findings]
    assert len(ids) == len(set(ids))
    assert all(f.says.strip().endswith(".") for f in outlook.findings)


def test_claims_are_answered_by_findings(outlook: Outlook) -> None:
    ids = {f.id for f in outlook.findings}
    answers = {a.claim: a.answer for a in outlook.assessments}
    assert len(answers) == 9
    assert set(answers.values()) <= ids


def test_evidence_is_verbatim(outlook: Outlook) -> None:
    text = {s.id: s.text for s in outlook.sources}
    for e in outlook.evidence:
        assert text[e.source][e.start : e.end] == e.quote


def test_shares_of_the_headline_sum_to_one(outlook: Outlook) -> None:
    assert outlook.headline is not None
    assert sum(outlook.headline.shares.values()) == pytest.approx(1)


def test_options_of_a_contested_issue_share_the_deals(outlook: Outlook) -> None:
    for issue in outlook.issues:
        if issue.contested:
            for key in ("in_deal", "forecast"):
                shares = [getattr(o, key) for o in issue.options]
                assert sum(shares) == pytest.approx(1), (issue.id, key)


def test_a_lever_effect_says_what_it_is_compared_with(outlook: Outlook) -> None:
    for lever in outlook.levers:
        assert (lever.effects is None) == (lever.alternative is None)
        assert lever.alternative != lever.state


@pytest.fixture(scope="module")
def here() -> str:
    return small_bytes()


def test_same_seed_same_bytes(here: str) -> None:
    assert small_bytes() == here


def test_same_bytes_in_another_process(here: str) -> None:
    code = (
        "import sys; from outlook.test_document import small_bytes; sys.stdout.write(small_bytes())"
    )
    settings = {
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")]),
        "PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **settings}
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == here


def test_same_bytes_on_one_core(here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert small_bytes() == here


def test_compiled_paths_on_any_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joined_module, "COMPILED_FROM", 0)
    j = joined_module.prepare(makers.dossier(), joined_module.Size(20, 10, 20))
    found = []
    for cores in ({0}, {0, 1}, {0, 1, 2}):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, cores=cores: cores)
        halves = joined_module.simulate_scenario(j, {}, j.base).halves
        found.append(b"".join(h.phases.tobytes() + h.sums.tobytes() for h in halves))
    assert found[0] == found[1] == found[2]


def test_other_seed_other_numbers() -> None:
    one, two = (what_if(makers.dossier(), {}, seed=s, draws=20, paths=10) for s in (1, 2))
    assert one.base != two.base


def test_numbers_are_finite(outlook: Outlook) -> None:
    document = outlook.to_json()
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_no_sides_no_outlook_and_says_why() -> None:
    data = makers.plain()
    data["process"]["sides"] = []
    made = run(Dossier.model_validate(data))
    assert made.outcomes is None
    assert made.why is not None
    assert "--sides" in made.why
    assert made.meetings
    assert made.parties
    assert all(m.chance is None for m in made.meetings)
