import pytest
from lxml import etree

from brief import outlooks
from parley.brief import pictures, spec_models
from parley.ledger import calibration
from parley.outlook.document import Outlook


def test_every_chart_draws(any_outlook: Outlook) -> None:
    for chart in pictures.charts(any_outlook)[:9]:
        drawn = pictures.svg(chart.spec)
        node = etree.fromstring(drawn.encode())
        assert node.get("role") == "img"
        assert node.get("aria-label") == chart.says
        assert "NaN" not in drawn
        assert "Infinity" not in drawn


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_same_chart_has_the_same_bytes(full: Outlook, theme: str) -> None:
    a, b = (pictures.charts(full, theme=theme)[0].spec for _ in range(2))  # type: ignore[arg-type]
    assert pictures.svg(a) == pictures.svg(b)
    assert pictures.png(a, scale=1) == pictures.png(dict(reversed(b.items())), scale=1)


def test_charts_of_models_draw() -> None:
    deal = spec_models.frontier([[9, 1], [6, 5]], [3, 2], ["A", "B"], points={"ks": [6, 5]})
    plot = spec_models.calibration(calibration([0.1, 0.9], [0, 1]))
    assert deal is not None
    assert plot is not None
    for spec in (deal, plot):
        assert "NaN" not in pictures.svg(spec)


def test_names_from_a_report_stay_text() -> None:
    full = outlooks.full()
    sharp = full.meetings[0].model_copy(update={"name": '<script>"x"</script> שלום'})
    o = full.model_copy(update={"meetings": [sharp]})
    chart = next(c for c in pictures.charts(o) if c.name == "timeline")
    drawn = pictures.svg(chart.spec)
    assert "<script" not in drawn
    assert "שלום" in "".join(etree.fromstring(drawn.encode()).itertext())
