"""Fuzz one parser with atheris, or with plain random changes: see README.md beside this file."""

import importlib
import io
import random
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]
warnings.simplefilter("ignore")

from parley.dossier.log import LOG, read_log  # noqa: E402
from parley.dossier.quote import locate  # noqa: E402
from parley.dossier.yaml_text import parse  # noqa: E402
from parley.errors import DossierError, ReportError  # noqa: E402
from parley.reports import from_bytes  # noqa: E402
from reports import made  # noqa: E402

PAGE = f"<html><head><title>T</title></head><body><article><p>{made.WORDS}</p></body>".encode()
MARKS = f"---\ntitle: T\n---\n# Talks\n\n**{made.WORDS}** [x](y)\n<!-- z -->".encode()
HEAD = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
DOCUMENT = (
    HEAD + b'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Talks</w:t></w:r></w:p>'
    b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"
)
LINE = (
    b'{"when":"2001-01-02T00:00:00Z","who":"a","action":"accept","entry":"parties/A",'
    b'"field":"review","before":"proposed","after":"accepted"}'
)


def _told(error: Exception) -> None:
    """A refusal must be one line."""
    if "\n" in str(error):
        raise AssertionError(f"more than one line: {error!r}")


def _report(name: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            for report in from_bytes(data, name):
                assert any(c.isalpha() for c in report.text)
        except ReportError as error:
            _told(error)

    return run


def _docx(data: bytes) -> None:
    whole = zipfile.ZipFile(io.BytesIO(made.docx(made.WORDS)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for part in whole.infolist():
            kept = data if part.filename == "word/document.xml" else whole.read(part)
            parts.writestr(part.filename, kept)
    _report("x.docx")(out.getvalue())


def _quote(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    quote, _, text = text.partition("|")
    span = locate(text, quote)
    assert span is None or text[slice(*span)].strip()


def _yaml(data: bytes) -> None:
    try:
        parse(data.decode("utf-8", "replace"), "x.yaml")
    except DossierError as error:
        _told(error)


def _log(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, LOG).write_bytes(data)
        try:
            read_log(folder)
        except DossierError as error:
            _told(error)


LIBRARIES = ("pypdf", "docx", "striprtf.striprtf", "feedparser", "trafilatura", "email.parser")
"""Loaded before atheris looks, so that it sees their branches."""
TARGETS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "pdf": (_report("x.pdf"), [made.pdf(made.WORDS), made.encrypted(made.pdf("a"), "")]),
    "docx": (_docx, [DOCUMENT]),
    "docx-zip": (_report("x.docx"), [made.docx(made.WORDS)]),
    "rtf": (_report("x.rtf"), [made.RTF]),
    "mail": (_report("x.eml"), [made.MAIL]),
    "feed": (_report("x.rss"), [made.RSS, made.ATOM]),
    "page": (_report("x.html"), [PAGE]),
    "markdown": (_report("x.md"), [MARKS]),
    "text": (_report("x.txt"), [made.WORDS.encode("utf-16"), made.WORDS.encode()]),
    "any": (_report("x"), [made.RTF, made.MAIL, made.RSS, PAGE, made.pdf("a")]),
    "quote": (_quote, ['\u201cIt\'s  over\u201d|"It\u2019s over"'.encode()]),
    "yaml": (_yaml, [b"- id: a\n  aliases: [x, y]\n  when: 2001-01-02\n"]),
    "log": (_log, [LINE]),
}


def plain(name: str, number: int) -> None:
    """Random changes of the seeds, the same on every run."""
    run, seeds = TARGETS[name]
    rng = random.Random(7)
    start, slowest = time.monotonic(), 0.0
    for _ in range(number):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.randrange(1, 8)):
            at = rng.randrange(len(data) + 1)
            piece = rng.randbytes(rng.randrange(0, 5))
            data[at : at + rng.randrange(0, 9)] = piece * rng.choice((1, 1, 1, 500))
        began = time.process_time()
        run(bytes(data))
        slowest = max(slowest, time.process_time() - began)
    print(f"{name}: {number} inputs in {time.monotonic() - start:.0f} s, slowest {slowest:.2f} s")


def main() -> None:
    """Run one target."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"parsers.py TARGET [--plain N | atheris options]; targets: {', '.join(TARGETS)}")
    name, *rest = sys.argv[1:]
    if rest[:1] == ["--plain"]:
        plain(name, int(rest[1]) if len(rest) > 1 else 1000)
        return
    try:
        import atheris
    except ImportError:
        sys.exit("needs atheris (pip install atheris in a throw-away environment), or --plain N")
    run, seeds = TARGETS[name]
    for library in LIBRARIES:
        importlib.import_module(library)
    atheris.instrument_all()
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds):
            Path(corpus, str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *rest, corpus], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
