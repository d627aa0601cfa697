import os
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import makers
from parley.dossier import schema, store, words
from parley.dossier.estimate import Distribution, Estimate
from parley.errors import DossierError

# ---- makers of random well-formed dossiers ---------------------------------------------------

IDS = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9._-]{0,8}\Z") | st.sampled_from(["on", "1e3", "12.5"])
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [
        "yes",
        "~",
        "2025-10-16",
        "12:30",
        "- a",
        "a: b",
        "#",
        "",
        " x ",
        "null",
        "1_000",
        "'",
        "=",
        "<<",
    ]
)
NAMES = TEXT.filter(bool)
DATES = st.none() | st.dates()
SHARES = st.none() | st.floats(0, 1)


def some(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=2).map(tuple)


EVIDENCE = st.builds(
    schema.Evidence, source=IDS, start=st.integers(0, 9), end=st.integers(10, 99), quote=NAMES
)
ENTRY = {
    "id": IDS,
    "review": st.sampled_from(get_args(words.Review)),
    "evidence": some(EVIDENCE),
    "judgement": st.none() | st.builds(schema.Judgement, who=TEXT, why=TEXT),
    "confidence": SHARES,
    "rule": st.none() | TEXT,
    "note": st.none() | TEXT,
}


def word(kind: object) -> st.SearchStrategy:
    return st.sampled_from(get_args(kind))


OPTIONS = st.lists(IDS, min_size=2, max_size=3, unique=True).flatmap(
    lambda ids: st.tuples(*(st.builds(schema.Option, id=st.just(i), label=TEXT) for i in ids))
)
SOURCES = st.lists(
    st.builds(
        schema.Source, id=IDS, title=st.none() | TEXT, date=DATES, sha256=TEXT,
        text=st.text(st.characters(exclude_categories=["Cs"])) | st.just("---\nid: x\n---\r\n"),
    ),
    max_size=2, unique_by=lambda s: s.id.lower(),
).map(lambda sources: tuple(sorted(sources, key=lambda s: store.source_order(s.id))))  # fmt: skip
DOSSIERS = st.builds(
    schema.Dossier,
    process=st.builds(
        schema.Process, title=TEXT, as_of=DATES, sides=some(some(IDS)), started=DATES,
        sides_evidence=some(EVIDENCE), intensity=st.none() | st.floats(0, 1e9),
        type=st.none() | word(words.WarType),
    ),
    sources=SOURCES,
    parties=some(st.builds(schema.Party, **ENTRY, name=TEXT, kind=word(words.PartyKind),
                           role=st.none() | word(words.Role), aliases=some(TEXT))),
    people=some(st.builds(schema.Person, **ENTRY, name=TEXT, office=TEXT)),
    issues=some(st.builds(schema.Issue, **ENTRY, question=TEXT, options=OPTIONS)),
    positions=some(st.builds(schema.Position, **ENTRY, party=IDS, issue=IDS, salience=SHARES,
                             red_lines=some(IDS), as_of=DATES)),
    levers=some(st.builds(schema.Lever, **ENTRY, holder=IDS, target=IDS, name=TEXT,
                          instrument=word(words.Instrument), state=word(words.LeverState))),
    constraints=some(st.builds(schema.Constraint, **ENTRY, kind=word(words.ConstraintKind),
                               name=TEXT, also=some(IDS))),
    meetings=some(st.builds(schema.Meeting, **ENTRY, name=TEXT, kind=word(words.MeetingKind),
                            status=word(words.MeetingStatus), date=DATES,
                            seats=some(st.builds(schema.Seat, any_of=st.tuples(IDS))))),
    order=some(st.builds(schema.Order, before=IDS, after=IDS, evidence=some(EVIDENCE))),
    assessments=some(st.builds(schema.Assessment, **ENTRY, by=TEXT, about=some(IDS),
                               polarity=word(words.Polarity))),
    parallels=some(st.builds(schema.Parallel, **ENTRY, name=TEXT, parties=some(TEXT))),
    moves=some(st.builds(schema.Move, **ENTRY, party=IDS, label=TEXT, now=st.booleans())),
    preferences=some(st.builds(schema.Preference, **ENTRY, party=IDS, statement=TEXT)),
    estimates=some(st.builds(
        Estimate, id=IDS, name=TEXT, unit=TEXT, origin=st.just("default"), source=TEXT,
        distribution=st.builds(Distribution, family=st.just("point"),
                               numbers=st.tuples(st.floats(allow_nan=False, allow_infinity=False))),
    )),
    scenarios=some(st.builds(
        schema.Scenario, id=IDS, note=st.none() | TEXT,
        settings=st.dictionaries(IDS, st.floats(0, 1) | IDS, min_size=1, max_size=2),
    )),
)  # fmt: skip


def small() -> schema.Dossier:
    """A dossier with one source, one party and one lever."""
    text = "Aland shells Boria.\r\nNo end is in sight.\n"
    evidence = schema.Evidence(source="r1", start=0, end=5, quote="Aland")
    return schema.Dossier(
        process=schema.Process(title="Aland and Boria", sides=(("A",), ("B",))),
        sources=(schema.Source(id="r1", sha256="0", text=text),),
        parties=(
            schema.Party(id="A", name="Aland", kind="state", evidence=(evidence,)),
            schema.Party(id="B", name="Boria", kind="state", evidence=(evidence,)),
        ),
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# ---- store then load gives the same ----------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(DOSSIERS)
def test_store_then_load_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, d: schema.Dossier
) -> None:
    folder = tmp_path_factory.mktemp("d")
    store.save(d, folder)
    assert store.load(folder) == d


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(DOSSIERS, DOSSIERS)
def test_a_second_save_leaves_only_the_second(
    tmp_path_factory: pytest.TempPathFactory, first: schema.Dossier, second: schema.Dossier
) -> None:
    folder = tmp_path_factory.mktemp("d")
    second = second.model_copy(update={"sources": first.sources})
    store.save(first, folder)
    store.save(second, folder)
    assert store.load(folder) == second
    before = snapshot(folder)
    store.save(second, folder)
    assert snapshot(folder) == before


def test_files_are_readable_and_list_what_is_unknown(tmp_path: Path) -> None:
    store.save(small(), tmp_path / "new" / "folder")
    text = (tmp_path / "new" / "folder" / "process.yaml").read_text()
    assert "title: Aland and Boria\n" in text
    assert "sides: [[A], [B]]\n" in text
    assert "started: null\n" in text
    assert (
        (tmp_path / "new/folder/parties.yaml")
        .read_text()
        .startswith("- id: A\n  review: proposed\n  name: Aland\n  kind: state\n  evidence:\n")
    )
    assert not (tmp_path / "new" / "folder" / "levers.yaml").exists()


def test_comments_made_by_hand_survive_a_change(tmp_path: Path) -> None:
    store.save(small(), tmp_path)
    file = tmp_path / "parties.yaml"
    file.write_text("# who is who\n" + file.read_text().replace("Boria", "Boria  # in the east"))
    d = store.load(tmp_path)
    changed = d.parties[1].model_copy(update={"review": "accepted", "aliases": ("Borians",)})
    third = schema.Party(id="C", name="Cland", kind="state")
    store.save(d.model_copy(update={"parties": (d.parties[0], changed, third)}), tmp_path)
    text = file.read_text()
    assert "# who is who" in text
    assert "# in the east" in text
    assert store.load(tmp_path).parties == (d.parties[0], changed, third)


def test_a_list_that_becomes_empty_is_emptied_on_disk(tmp_path: Path) -> None:
    store.save(small(), tmp_path)
    store.save(small().model_copy(update={"parties": ()}), tmp_path)
    assert store.load(tmp_path).parties == ()


# ---- a failed save leaves everything as it was -----------------------------------------------


@pytest.mark.parametrize("fail_at", range(12))
def test_a_failed_save_leaves_the_old_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fail_at: int
) -> None:
    old = small()
    store.save(old, tmp_path)
    before = snapshot(tmp_path)
    new = old.model_copy(
        update={
            "process": old.process.model_copy(update={"title": "other"}),
            "parties": (),
            "parallels": (schema.Parallel(id="p", name="P"),),
            "sources": (*old.sources, schema.Source(id="r2", sha256="1", text="more")),
        }
    )
    calls = 0

    def failing(real: object) -> object:
        def call(*args: object) -> object:
            nonlocal calls
            calls += 1
            if calls == fail_at + 1:
                raise OSError(28, "No space left on device")
            return real(*args)  # type: ignore[operator]

        return call

    with monkeypatch.context() as patch:
        patch.setattr(store.os, "replace", failing(os.replace))
        patch.setattr(store.os, "fsync", failing(os.fsync))
        if fail_at >= 8 + 2:  # more than the calls there are: nothing fails
            store.save(new, tmp_path)
            assert calls == 10
            return
        if fail_at >= 8:  # flushing a folder's names is best effort
            store.save(new, tmp_path)
        else:
            with pytest.raises(DossierError, match="not saved: No space left on device"):
                store.save(new, tmp_path)
            assert snapshot(tmp_path) == before
    assert store.load(tmp_path) in (old, new)


def test_a_save_into_a_new_folder_that_fails_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", no)
    with pytest.raises(DossierError, match="not saved: No space"):
        store.save(small(), tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_save_never_drops_a_report(tmp_path: Path) -> None:
    store.save(small(), tmp_path)
    before = snapshot(tmp_path)
    with pytest.raises(DossierError, match=r"r1\.md: the dossier to save lacks this source"):
        store.save(small().model_copy(update={"sources": (), "parties": ()}), tmp_path)
    assert snapshot(tmp_path) == before


def test_half_a_surrogate_pair_is_refused(tmp_path: Path) -> None:
    source = schema.Source(id="r1", sha256="0", text="ok").model_copy(update={"text": "\ud800"})
    with pytest.raises(DossierError, match="surrogate"):
        store.save(small().model_copy(update={"sources": (source,)}), tmp_path)


# ---- bad input: one line that names file, entry, rule and value --------------------------------


BOMB = "- &a0 [x, x]\n" + "".join(f"- &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 40))
"""Forty lines that would write out as a million million values."""


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("parties.yaml", "- {id: A, name: x, kind: planet}", r"parties.yaml: entry 'A': kind: .*'planet'"),  # noqa: E501
        ("parties.yaml", "- {id: A, name: x, kind: state, colour: 3}", "entry 'A': unknown field 'colour'"),  # noqa: E501
        ("parties.yaml", "- {id: A, kind: state}", "entry 'A': field 'name' is missing"),
        ("parties.yaml", "- {name: x, kind: state}", "parties number 1: field 'id' is missing"),
        ("parties.yaml", "- [1, 2]", "parties number 1: must be a mapping of fields, got list"),
        ("parties.yaml", "{id: A}", "parties.yaml: must be a list of entries, got dict"),
        ("parties.yaml", "- id: A\n  id: B", "line 1 malformed YAML: key 'id' is given twice"),
        ("parties.yaml", "- id: 'A", "parties.yaml: line 1 malformed YAML"),
        ("parties.yaml", "- !!python/name:os.system x", "malformed YAML: could not determine"),
        ("parties.yaml", "[" * 5000, "malformed YAML"),
        ("parties.yaml", BOMB, "parties.yaml: malformed YAML: aliases make it too large$"),
        ("parties.yaml", "&a [*a]", "parties.yaml: malformed YAML: aliases make"),
        ("positions.yaml", "- {id: p, party: A, issue: i, salience: 1.4}",
         r"positions.yaml: entry 'p': salience: .* less than or equal to 1, got 1.4"),
        ("positions.yaml", "- {id: p, party: A, issue: i, salience: .nan}", "salience"),
        ("positions.yaml", "- {id: p, party: A b, issue: i}", "entry 'p': party: .* got 'A b'"),
        ("issues.yaml", "- {id: i, question: q, options: [{id: a, label: a}, {id: a, label: b}]}",
         "entry 'i': issue 'i': option ids must differ"),
        ("meetings.yaml", "- {id: m}", "must be a mapping with the keys meetings and order"),
        ("meetings.yaml", "meeting: []", "must be a mapping with the keys meetings and order"),
        ("process.yaml", "title: x\nschema_version: 99", "schema_version: this program reads 1 to 1, got 99"),  # noqa: E501
        ("process.yaml", "schema_version: 1", "process.yaml: field 'title' is missing"),
        ("process.yaml", "", "process.yaml: must be a mapping of fields, got NoneType"),
        ("process.yaml", "title: x\nstarted: soon", r"started: .*, got 'soon'"),
        ("levres.yaml", "[]", "levres.yaml: not a file of a dossier"),
        ("sources/r1.md", "no header", r"r1.md: a source begins with a header"),
        ("sources/r1.md", "---\nid: r2\nsha256: x\n---\n", "id must be the file's name 'r1': 'r2'"),
        ("sources/r1.md", "---\n- a\n---\n", "header must be a mapping"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(tmp_path: Path, file: str, text: str, says: str) -> None:
    store.save(small(), tmp_path)
    (tmp_path / file).write_text(text)
    with pytest.raises(DossierError, match=says) as caught:
        store.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    store.save(small(), tmp_path)
    (tmp_path / "people.yaml").write_bytes(b"- \xff\xfe")
    with pytest.raises(DossierError, match=r"people\.yaml: not UTF-8 text \(byte 2\)"):
        store.load(tmp_path)


def test_a_folder_that_is_no_dossier_is_named(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match=r"not a dossier folder"):
        store.load(tmp_path / "nowhere")


def test_a_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("x")
    with pytest.raises(DossierError, match="not saved"):
        store.save(small(), tmp_path / "d")
    assert (tmp_path / "d").read_text() == "x"


def test_an_alias_stands_for_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "process.yaml").write_text("title: x\n")
    (tmp_path / "parties.yaml").write_text(
        "- {id: A, name: Aland, kind: state, judgement: &me {who: me, why: known}}\n"
        "- {id: B, name: Boria, kind: state, judgement: *me}\n"
    )
    first, second = store.load(tmp_path).parties
    assert first.judgement is not None
    assert first.judgement == second.judgement


def test_one_entry_of_many_is_saved_without_touching_the_others(tmp_path: Path) -> None:
    made = makers.dossier()
    store.save(made, tmp_path)
    path = tmp_path / "parties.yaml"
    old = path.read_text(encoding="utf-8").replace("- id: EL", "# by hand\n- id: EL  # east")
    old = old.replace("name: Westland", 'name:   "Westland"')
    path.write_text(old, encoding="utf-8")
    found = store.load(tmp_path)
    changed = found.parties[1].model_copy(update={"name": "Eastland and isles"})
    parties = (found.parties[0], changed, *found.parties[2:])
    after = found.model_copy(update={"parties": parties})
    others = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*.yaml") if p != path}
    store.save(after, tmp_path, since=found)
    text = path.read_text(encoding="utf-8")
    assert 'name:   "Westland"' in text
    assert "# by hand" in text
    assert "# east" in text
    assert store.load(tmp_path).parties == parties
    assert others == {p: p.stat().st_mtime_ns for p in others}


def test_entries_added_and_gone_are_saved(tmp_path: Path) -> None:
    made = makers.dossier()
    store.save(made, tmp_path)
    found = store.load(tmp_path)
    extra = found.parties[2].model_copy(update={"id": "SL", "name": "Southland"})
    for parties in ((*found.parties, extra), found.parties[:1], found.parties[::-1]):
        after = found.model_copy(update={"parties": parties})
        store.save(after, tmp_path, since=found)
        assert store.load(tmp_path).parties == parties
