"""A report about something else gives nothing, whatever words of war and talks it borrows."""

from pathlib import Path

import pytest

from parley.errors import NoPeaceProcessError
from parley.reading import read
from parley.reports import from_text

HERE = Path(__file__).parent
BLOCKS = [b.split("\n", 1) for b in (HERE / "elsewhere.txt").read_text().split("@@ ")[1:]]


@pytest.mark.parametrize("text", [b[1] for b in BLOCKS], ids=[b[0] for b in BLOCKS])
def test_reports_about_something_else_give_nothing(text: str) -> None:
    with pytest.raises(NoPeaceProcessError):
        read([from_text(text)])


def test_our_own_readme_is_no_report_of_a_peace_process() -> None:
    readme = HERE.parent.parent / "README.md"
    with pytest.raises(NoPeaceProcessError):
        read([from_text(readme.read_text())])


@pytest.mark.parametrize(
    "text",
    [
        "Envoys of Chad and Libya met in Bern on Monday. Libya wants the Chadian troops out of the "
        "strip; Chad refuses to sign a truce.",
        "The guarantor powers will meet in Geneva next week. Greece wants the foreign soldiers on "
        "the partitioned island gone; Turkey rejects any date. The United Nations hosts the "
        "conference.",
    ],
)
def test_short_reports_of_a_process_are_read(text: str) -> None:
    assert len(read([from_text(text)]).parties) >= 2
