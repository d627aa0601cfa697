"""Many reports: files, folders, addresses, lists of addresses, standard input, one after another.

What cannot be read is told and passed over; memory holds one report at a time.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from parley.dossier.schema import Copy
from parley.errors import ReportError
from parley.reports.fetch import Fetcher
from parley.reports.report import Report
from parley.reports.take import SUFFIXES, from_bytes, take

_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}$", re.I)
_SHORT = 60
"""Words below which an entry of a feed is only a notice of the page it links to."""


@dataclass
class Tally:
    """How a batch went: reports read, lines on those that could not be, files passed over."""

    read: int = 0
    failed: list[str] = field(default_factory=list)
    passed_over: int = 0

    def line(self) -> str:
        """One line that sums it up.

        Examples
        --------
        >>> Tally(read=3, failed=["report 'x': is empty"], passed_over=2).line()
        '3 reports read, 1 could not be read, 2 files of other kinds passed over'
        """
        parts = [f"{self.read} report{'' if self.read == 1 else 's'} read"]
        if self.failed:
            parts.append(f"{len(self.failed)} could not be read")
        if self.passed_over:
            parts.append(f"{self.passed_over} files of other kinds passed over")
        return ", ".join(parts)


def gather(
    sources: Iterable[str | Path], tally: Tally | None = None, fetcher: Fetcher | None = None
) -> Iterator[Report]:
    """Yield the reports of a batch, in order; folders by name, feeds entry by entry.

    Parameters
    ----------
    sources : paths, folders, addresses or "-"
        In a folder, files with an ending of `SUFFIXES` are read, in the folders below it too, and
        hidden ones left. A text file in which every line is an address is a list of addresses.
    tally : Tally, optional
        Filled as the batch goes on.
    fetcher : Fetcher, optional
        Without one, an address is an error: nothing is fetched unless asked. With one, an entry of
        a feed that is only a notice is replaced by the page it links to.

    Yields
    ------
    Report
        What cannot be read is left out, and its line stands in `tally.failed`.

    Examples
    --------
    >>> tally = Tally()
    >>> list(gather(["no-such.txt", "https://example.org/a"], tally)), len(tally.failed)
    ([], 2)
    """
    tally = Tally() if tally is None else tally
    for source in sources:
        for place in _places(source, tally):
            try:
                reports = _at(place, fetcher, tally)
            except ReportError as error:
                tally.failed.append(str(error))
                continue
            for report in reports:
                tally.read += 1
                yield report


def once(reports: Iterable[Report]) -> list[Report]:
    """Reports with each text once; who else printed it letter by letter stands in its `copies`.

    Examples
    --------
    >>> from parley.reports import from_text
    >>> a, b = (from_text("Talks go on.", publisher=p) for p in ("Gazette", "Daily"))
    >>> [(r.publisher, [c.publisher for c in r.copies]) for r in once([a, b, a])]
    [('Gazette', ['Daily'])]
    """
    found: dict[str, Report] = {}
    for report in reports:
        first = found.setdefault(report.sha256, report)
        known = {(first.publisher, first.address)}
        known |= {(c.publisher, c.address) for c in first.copies}
        named = report.publisher or report.address
        if named and (report.publisher, report.address) not in known:
            copy = Copy(
                publisher=report.publisher, title=report.title, date=report.date,
                address=report.address, sha256=report.sha256,
            )  # fmt: skip
            found[report.sha256] = replace(first, copies=(*first.copies, copy))
    return list(found.values())


def is_address(text: str | Path) -> bool:
    """Whether something is an address rather than a path.

    Examples
    --------
    >>> is_address("https://example.org/a"), is_address("notes/https.txt")
    (True, False)
    """
    return bool(_ADDRESS.match(_as_typed(text)))


def _as_typed(source: str | Path) -> str:
    """The source as typed: a path has lost one of the two slashes of an address."""
    text = str(source)
    return re.sub(r"^(https?):/(?=[^/])", r"\1://", text, flags=re.I)


def _places(source: str | Path, tally: Tally) -> Iterator[str]:
    """Files of a folder, addresses of a list, else the source itself."""
    text = _as_typed(source)
    if text == "-" or is_address(text):
        yield text
        return
    path = Path(source)
    if _is_folder(path):
        if (path / "process.yaml").is_file():
            tally.failed.append(f"report {text!r}: is a dossier folder, not a folder of reports")
            return
        yield from _files(path, tally)
    else:
        yield from _listed(path) or [text]


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; a name no file can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _files(folder: Path, tally: Tally) -> Iterator[str]:
    """Files of a folder that may be reports, by name."""

    def refused(error: OSError) -> None:
        tally.failed.append(f"report {error.filename!r}: cannot be read ({error.strerror})")

    for root, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            if os.path.splitext(name)[1].lower() in SUFFIXES:
                path = Path(root, name)
                yield from _listed(path) or [str(path)]
            else:
                tally.passed_over += 1


def _listed(path: Path) -> list[str]:
    """Addresses of a file that holds nothing else, one a line; comments begin with #."""
    try:
        if not path.is_file() or path.stat().st_size > 1_000_000:
            return []
        with path.open("rb") as file:
            head = file.read(300)
            if b"http" not in head.lower():
                return []
            text = (head + file.read()).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return []
    lines = [x.strip() for x in text.splitlines() if x.strip() and not x.lstrip().startswith("#")]
    return lines if lines and all(_ADDRESS.match(x) for x in lines) else []


def _at(place: str, fetcher: Fetcher | None, tally: Tally) -> tuple[Report, ...]:
    """Reports of one file or address."""
    if not is_address(place):
        reports = take(place)
        return tuple(_whole(r, fetcher, tally) for r in reports) if len(reports) > 1 else reports
    if fetcher is None:
        raise ReportError(f"report {place!r}: is an address; --fetch has it fetched")
    page = fetcher.get(place)
    reports = from_bytes(page.data, place, page.encoding)
    if len(reports) > 1:
        return tuple(_whole(r, fetcher, tally) for r in reports)
    return tuple(replace(r, address=r.address or page.address) for r in reports)


def _whole(report: Report, fetcher: Fetcher | None, tally: Tally) -> Report:
    """The page behind an entry of a feed that is only a notice; the entry when there is none."""
    if fetcher is None or not is_address(report.address or "-"):
        return report
    if len(report.text.split()) >= _SHORT:
        return report
    try:
        page = fetcher.get(str(report.address))
        (found,) = from_bytes(page.data, str(report.address), page.encoding)
    except (ReportError, ValueError) as error:
        tally.failed.append(f"{error} (its notice in the feed was read)")
        return report
    known = {k: getattr(report, k) for k in ("title", "publisher", "author", "date", "address")}
    return replace(found, **{k: v for k, v in known.items() if v})
