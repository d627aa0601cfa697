"""Each format becomes text with what is known of it, and each bad file one line."""

import datetime
import email.message
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.errors import ReportError
from parley.reports import Report, from_bytes, load, take
from reports import made
from reports.made import WORDS


def outcome(data: bytes, name: str) -> tuple[Report, ...]:
    """The reports of a file, none when it is refused, which must be on one line."""
    try:
        return from_bytes(data, name)
    except ReportError as error:
        message = str(error)
    assert "\n" not in message
    return ()


def test_pdf_without_heads_and_hyphens() -> None:
    body = f"{WORDS}\nTalks on a cease-\nfire number"
    pages = [
        f"The Gazette  page 7\nOn day {n}:\n{body} {n}.\n{n * 9}.\nEnd of {n}"
        for n in ("one", "two", "three")
    ]
    info = "/Title (Talks in Oslo) /Author (A. Pen)"
    (report,) = from_bytes(made.pdf(*pages, info=info), "a.pdf")
    assert report.text.count(WORDS) == 3
    assert "Gazette" not in report.text
    assert "ceasefire number two." in report.text
    assert (report.title, report.author) == ("Talks in Oslo", "A. Pen")


def test_pdf_title_made_by_a_program_is_not_one() -> None:
    (report,) = from_bytes(made.pdf(WORDS, info="/Title (Microsoft Word - x.docx)"), "a.pdf")
    assert report.title is None


def test_docx_with_a_table() -> None:
    data = made.docx(WORDS, "And more.", title="Talks", table=(("Aland", "yes"), ("Boria", "no")))
    (report,) = from_bytes(data, "a.docx")
    assert report.text == f"{WORDS}\n\nAnd more.\n\nAland | yes\n\nBoria | no"
    assert (report.title, report.author) == ("Talks", None)


def test_rtf() -> None:
    (report,) = from_bytes(made.RTF, "a.rtf")
    assert report.text == f"{WORDS} Genève –waits."
    assert report.title == "Talks in Oslo"


def test_mail() -> None:
    (report,) = from_bytes(made.MAIL, "a.txt")
    assert report.text == f"{WORDS} Genève waits."
    assert (report.title, report.publisher) == ("Statement on the talks", "Ministry of Alånd")
    assert report.date == datetime.date(1993, 5, 4)


def test_mail_with_a_page_only() -> None:
    mail = email.message.EmailMessage()
    mail["From"] = "x@y.example"
    mail.set_content(f"<html><body><style>p{{}}</style><p>{WORDS}</p></body></html>", "html")
    (report,) = from_bytes(bytes(mail), "a.eml")
    assert (report.text, report.publisher) == (WORDS, "x@y.example")


def test_feeds() -> None:
    first, second = from_bytes(made.RSS, "gazette.xml")
    assert first.text == f"Talks open\n\n{WORDS}"
    assert (first.title, first.publisher, first.language) == ("Talks open", "The Gazette", "en")
    assert (first.date, first.address) == (
        datetime.date(1993, 5, 4), "https://gazette.example/1",
    )  # fmt: skip
    assert (second.name, second.text) == ("gazette-3", "Talks end\n\nBoth sides left. Café talk.")
    (atom,) = from_bytes(made.ATOM, "wire.atom")
    assert (atom.title, atom.author) == ("Talks & tea", "A. Pen")


def test_load_takes_no_feed_of_several(tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(made.RSS)
    assert len(take(tmp_path / "f.xml")) == 2
    with pytest.raises(ReportError, match="is a feed of 2 entries"):
        load(tmp_path / "f.xml")


def test_markdown_front_matter() -> None:
    text = f"---\ntitle: 'On talks'\npublisher: The Gazette\nurl: https://g.example/x\n---\n{WORDS}"
    (report,) = from_bytes(text.encode(), "a.md")
    assert (report.title, report.publisher, report.address, report.text) == (
        "On talks", "The Gazette", "https://g.example/x", WORDS,
    )  # fmt: skip


def test_dateline_and_byline() -> None:
    text = f"Talks open\n\nBy Ann O'Hara\n\nOSLO, 4 May 1993 (Northwire) - {WORDS}"
    (report,) = from_bytes(text.encode(), "a.txt")
    assert (report.publisher, report.author, report.title) == (
        "Northwire", "Ann O'Hara", "Talks open",
    )  # fmt: skip
    (plain,) = from_bytes(f"{WORDS} They (the envoys) - all of them - left.".encode(), "a.txt")
    assert plain.publisher is None


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("scan.pdf", made.pdf("", ""), "no text layer: run OCR first"),
        ("shut.pdf", made.encrypted(made.pdf(WORDS), "x"), "is encrypted"),
        ("cut.pdf", made.pdf(WORDS)[:200], "not a PDF file|no text layer"),
        ("none.pdf", b"%PDF-1.7\n" + bytes(300), "not a PDF file"),
        ("bomb.docx", made.bomb(60_000_000), "unpacks to more than"),
        ("cut.docx", made.docx(WORDS)[:900], "not a docx file"),
        ("other.zip", b"PK\x03\x04" + bytes(90), "is not plain text"),
        ("empty.docx", made.docx(), "no text"),
        ("empty.rtf", rb"{\rtf1\ansi }", "no text"),
        ("page.rss", b"<html><body><p>Not found</p></body></html>", "not a feed"),
        ("empty.rss", b'<rss version="2.0"><channel></channel></rss>', "no entry with words"),
        ("cut.rss", made.RSS[:100], "no entry|not a feed"),
        ("head.eml", b"From: a@b.example\nSubject: x\n\n", "no text in it"),
        ("part.eml", b"From: a@b\nContent-Type: image/png\n\n\x89PNG", "no text in it"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not plain text"),
    ],
)
def test_bad_files_are_one_line(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReportError, match=says) as caught:
        load(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_encrypted_with_an_empty_password_is_read() -> None:
    (report,) = from_bytes(made.encrypted(made.pdf(WORDS), ""), "a.pdf")
    assert report.text == WORDS


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    for name, start in (("a.txt", b"words "), ("a.pdf", b"%PDF-1.7 "), ("a.eml", b"From: x")):
        with (tmp_path / name).open("wb") as file:
            file.write(start)
            file.truncate(100_000_000)
        tracemalloc.start()
        with pytest.raises(ReportError, match=r"larger than|not plain"):
            load(tmp_path / name)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 110_000_000


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Переговоры о прекращении огня начались в понедельник в Женеве."),
        ("koi8_r", "Переговоры о прекращении огня начались в понедельник в Женеве."),
        ("cp1256", "بدأت محادثات السلام يوم الاثنين في جنيف بين الحكومة والجماعة."),
        ("utf-16-le", WORDS),
        ("utf-16-be", WORDS),
    ],
)
def test_encodings_by_content(encoding: str, text: str) -> None:
    assert from_bytes(text.encode(encoding), "a.txt")[0].text == text


@pytest.mark.parametrize("named", ["windows-1251", "koi8-r", "utf-16", "nonsense", "idna", "hex"])
def test_a_page_that_names_an_encoding(named: str) -> None:
    text = "Переговоры начались. " * 20
    page = f"<html><head><meta charset={named}></head><body><p>{text}</p></body></html>"
    real = named if named in ("windows-1251", "koi8-r") else "utf-8"
    assert "Переговоры начались." in from_bytes(page.encode(real), "a.html")[0].text


def test_xml_that_multiplies_itself_is_refused_or_left_small() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss version="2.0">'
        "<channel><title>x</title><item><title>&l9;</title></item></channel></rss>"
    ).encode()
    try:
        reports = from_bytes(bomb, "bomb.rss")
    except ReportError:
        return
    assert sum(len(r.text) for r in reports) < 100_000


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + WORDS,
        "<p>" + "<b><i>" * 50_000 + WORDS,
        "<!--" * 100_000 + WORDS,
        "<a href='" + "x" * 2_000_000 + "'>" + WORDS,
        "<![CDATA[" * 50_000 + WORDS,
        "&" * 500_000 + WORDS,
        "<" * 300_000 + WORDS,
        "<table><tr><td>" * 20_000 + WORDS,
        "<script>" * 50_000 + WORDS,
    ],
    ids=lambda p: p[:12],
)
def test_pages_made_to_exhaust_a_parser(page: str) -> None:
    for r in outcome(f"<html><body>{page}</body></html>".encode(), "a.html"):
        assert any(c.isalpha() for c in r.text)


SEEDS = [made.pdf(WORDS, WORDS), made.docx(WORDS), made.RTF, made.MAIL, made.RSS, made.ATOM]


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), max_size=5),
    st.floats(0.2, 1),
)
def test_a_spoilt_file_is_a_report_or_one_line(
    seed: bytes, changes: list[tuple[float, bytes]], part: float
) -> None:
    data = bytearray(seed[: max(20, int(part * len(seed)))])
    for where, piece in changes:
        at = 8 + int(where * (len(data) - 8))
        data[at : at + len(piece)] = piece
    for r in outcome(bytes(data), "spoilt"):
        assert any(c.isalpha() for c in r.text)
