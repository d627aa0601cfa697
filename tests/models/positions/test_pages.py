"""The examples on the pages about positions run as printed."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    "page", ["how-to/forecast-one-issue.md", "explanation/positions.md"], ids=str
)
def test_examples_on_the_page(page: str) -> None:
    result = doctest.testfile(str(DOCS / page), module_relative=False)
    assert result.attempted > 3
    assert result.failed == 0
