import pytest

from parley.reports.markdown import strip_marks


def test_comments_go_and_an_open_one_stays() -> None:
    assert strip_marks("a<!-- b\nc -->d <!-- e") == "ad <!-- e"


def test_links_keep_their_words_and_pictures_go() -> None:
    assert strip_marks("see [the text](x.html) ![map](m.png)!") == "see the text !"


@pytest.mark.parametrize("marks", ["<!--", "[", "[](", "![", "*a", "__a"])
def test_marks_that_never_close_are_left_alone(marks: str) -> None:
    assert strip_marks(marks * 20000).count(marks[-1]) == 20000 * marks.count(marks[-1])
