"""The twelve historical processes: each is whole, sourced, and silent on what came after."""

import datetime
import hashlib

import pytest

from parley.cases.historical import OUTCOMES, HistoricalCase, historical_case, historical_ids
from parley.dossier.catalogue import load as load_catalogue
from parley.dossier.check import check
from parley.dossier.store import load, save
from parley.errors import DossierError
from parley.outlook import run

IDS = (
    "korea-1951", "camp-david-1978", "iran-iraq-1988", "dayton-1995", "good-friday-1998",
    "taba-2001", "aceh-2005", "colombia-2012", "minsk-2015", "doha-2020", "pretoria-2022",
    "karabakh-2023",
)  # fmt: skip


@pytest.fixture(scope="module", params=IDS)
def case(request: pytest.FixtureRequest) -> HistoricalCase:
    return historical_case(request.param)


def test_all_twelve_ship_in_order_of_date() -> None:
    assert historical_ids() == IDS


def test_the_file_of_a_case_is_complete(case: HistoricalCase) -> None:
    assert case.horizon_months == 12
    assert tuple(o.id for o in case.outcomes) == OUTCOMES
    assert all(isinstance(o.answer, bool) and len(o.source) > 20 for o in case.outcomes)
    assert case.title
    assert case.why_date
    assert case.deaths_source
    assert case.started < case.date
    assert not (case.happened("stopped") and case.happened("collapse"))
    with pytest.raises(DossierError, match="must be one of signed"):
        case.happened("peace")


def test_the_dossier_is_the_case_on_its_date(case: HistoricalCase) -> None:
    p = case.dossier().process
    assert (p.as_of, p.type, p.started) == (case.date, case.type, case.started)
    assert (p.intensity, p.ceasefire_since) == (case.deaths_a_year, case.ceasefire_since)
    assert len(p.sides) == 2


def test_check_finds_no_error(case: HistoricalCase) -> None:
    assert [str(p) for p in check(case.dossier()) if p.severity == "error"] == []


def test_sources_are_retold_and_not_of_later_date(case: HistoricalCase) -> None:
    for source in case.dossier().sources:
        assert source.date is not None
        assert source.date <= case.date
        assert source.publisher
        assert source.text.startswith(f"Retold from {source.publisher}: ")
        assert source.title == source.text.splitlines()[0].removesuffix(".")
        assert hashlib.sha256(source.text.encode()).hexdigest() == source.sha256
        assert '"' not in source.text
        assert "“" not in source.text


def test_evidence_is_verbatim_and_every_entry_accepted(case: HistoricalCase) -> None:
    dossier = case.dossier()
    texts = {s.id: s.text for s in dossier.sources}
    assert {e.source for e in dossier.evidence().values()} <= set(texts)
    for e in dossier.evidence().values():
        assert texts[e.source][e.start : e.end] == e.quote
    for entry in dossier.entries():
        assert entry.review == "accepted", entry.id
        assert entry.evidence or entry.judgement, entry.id
    for issue in dossier.issues:
        assert issue.judgement is not None
    for position in dossier.positions:
        assert position.judgement is not None
        assert position.as_of == case.date
        assert position.salience in (None, 0.3, 0.6, 0.9)


def test_issues_are_the_catalogues_and_nothing_later_is_told(case: HistoricalCase) -> None:
    dossier = case.dossier()
    assert 3 <= len(dossier.issues) <= 6
    for issue in dossier.issues:
        assert issue.catalogue is not None
        known = load_catalogue().issue(issue.catalogue)
        assert [o.id for o in issue.options] == [o.id for o in known.options]
        assert issue.now is not None
    for meeting in dossier.meetings:
        assert meeting.status == "planned"
        assert meeting.date is None or meeting.date > case.date
        assert meeting.date is None or meeting.date - case.date < datetime.timedelta(days=31)
    assert not dossier.moves
    assert not dossier.estimates
    assert not dossier.assessments


def test_saved_and_loaded_it_is_the_same(case: HistoricalCase, tmp_path) -> None:
    save(case.dossier(), tmp_path)
    assert load(tmp_path) == case.dossier()


def test_an_unknown_case_is_said() -> None:
    with pytest.raises(DossierError, match="no historical process 'atlantis'"):
        historical_case("atlantis")


def test_the_outlook_runs_on_a_case() -> None:
    outlook = run(historical_case("aceh-2005").dossier(), seed=1, draws=20, paths=10)
    assert outlook.outcomes is not None
    at = {k: v[12].value for k, v in outlook.outcomes.items()}
    assert sum(at[k] for k in outlook.exclusive) == pytest.approx(1)
    assert 0 <= at["signed_by"] <= 1
