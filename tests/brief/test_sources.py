from hypothesis import given
from hypothesis import strategies as st

from parley.brief.sources import marked
from parley.outlook.document import EvidenceView, SourceView


def source(text: str) -> SourceView:
    none = dict.fromkeys(("title", "publisher", "author", "date", "address", "language"))
    return SourceView.model_validate({"id": "s", "sha256": "0", "text": text} | none)


def piece(text: str, start: int, end: int) -> EvidenceView:
    return EvidenceView(
        id=f"s:{start}-{end}", source="s", start=start, end=end, quote=text[start:end]
    )


@given(st.text("ab \n", max_size=40), st.sets(st.tuples(st.integers(0, 45), st.integers(0, 45))))
def test_marks_balance_and_nothing_of_the_text_is_lost(
    text: str, spans: set[tuple[int, int]]
) -> None:
    evidence = [piece(text, a, b) for a, b in sorted(spans) if a < b]
    got = marked(source(text), evidence)
    shown = ["".join(p.text for p in ps) for ps in got.paragraphs]
    assert shown == [x for x in text.split("\n") if x.strip()]
    first: list[str] = []
    for pieces in got.paragraphs:
        depth = 0
        for p in pieces:
            depth += len(p.opens) - p.closes
            assert depth >= 0
            first += [i for i, is_first in p.opens if is_first]
        assert depth == 0
    assert sorted([*first, *(e.id for e in got.unplaced)]) == sorted(e.id for e in evidence)


@given(st.text("ab \n", min_size=1, max_size=30), st.data())
def test_marked_letters_are_those_of_the_spans(text: str, data: st.DataObject) -> None:
    at = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(at, at), max_size=4, unique=True))
    evidence = [piece(text, a, b) for a, b in spans if text[a:b].strip()]
    wanted = sum(
        any(e.start <= n < e.end for e in evidence)
        for n, c in enumerate(text)
        if c != "\n" and text[text.rfind("\n", 0, n) + 1 :].split("\n")[0].strip()
    )
    count = 0
    for pieces in marked(source(text), evidence).paragraphs:
        depth = 0
        for p in pieces:
            depth += len(p.opens)
            count += len(p.text) if depth else 0
            depth -= p.closes
    assert count == wanted
