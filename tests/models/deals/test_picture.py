"""The picture of a frontier."""

from xml.etree import ElementTree

from parley.models.deals.model import make_model
from parley.models.deals.picture import frontier_svg


def test_many_parties_get_a_column_each_and_refused_deals_are_pale():
    model = make_model([[[9, 6, 2], [1, 5, 8], [3, 4, 3]]], [1, 2, 1], parties=["A", "B & C", "D"])
    svg = frontier_svg(model)
    ElementTree.fromstring(svg)
    assert svg.count("<polyline") == 3 + 1  # the three solutions are one deal
    assert "nash = kalai = ks" in svg
    assert svg.count('stroke="#b9c4ca"') == 1
    assert "B &amp; C" in svg
    assert "all 3 frontier points" in svg
