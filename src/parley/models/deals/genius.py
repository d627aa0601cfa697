"""Genius XML: a domain and one profile per party, read as Genius defines worth.

Worth of a value = evaluation / largest evaluation of its issue * weight of the issue; weights are
divided by their sum when it is not 1; the reservation value is on that same scale, 0 to 1.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import numpy as np

from parley.errors import DealError
from parley.models.deals.model import DealModel, Issue, make_model

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Genius = tuple[list[list[Fraction]], Fraction]


def read_genius(
    domain: str, profiles: Sequence[str], *, parties: Sequence[str] | None = None, name: str = ""
) -> DealModel:
    """Read a Genius domain and the profiles of its parties.

    Parameters
    ----------
    domain : str
        Text of the domain XML: issues of type discrete (or integer) with their items.
    profiles : sequence of str
        Text of one utility-space XML per party.
    parties : names, optional
        Numbered when absent.
    name : str
        What the problem is called.

    Returns
    -------
    DealModel
        Every party has a veto. Discount factors are ignored: worth is that of a deal now.

    Raises
    ------
    DealError
        If the XML is broken, an issue is of another type, or an evaluation or weight is missing,
        negative or no number.

    Notes
    -----
    Genius: Lin et al., Computational Intelligence 30(1), 2014. Evaluations are divided by the
    largest of the issue; a reader that leaves them raw makes reservation values inert. A missing
    reservation is 0. Sums are formed from exact fractions and rounded once per value.

    Examples
    --------
    >>> domain = '<a><issue name="line"><item value="x"/><item value="y"/></issue></a>'
    >>> profile = (
    ...     '<u><issue name="line" index="1"><item value="x" evaluation="2"/>'
    ...     '<item value="y" evaluation="8"/></issue><weight index="1" value="1"/>'
    ...     '<reservation value="0.3"/></u>')
    >>> model = read_genius(domain, [profile])
    >>> model.tables[0].tolist(), model.reservation.tolist()
    ([[0.25, 1.0]], [0.3])
    """
    root = _parse(domain, "domain")
    issues = [_issue(node) for node in root.iter("issue")]
    if not issues:
        raise DealError("domain: no issue found")
    if not profiles:
        raise DealError("profiles: one per party is needed, got none")
    read = [_profile(text, issues, p + 1) for p, text in enumerate(profiles)]
    tables = [
        np.array([[float(v) for v in worths[k]] for worths, _ in read]) for k in range(len(issues))
    ]
    return make_model(
        tables, np.array([float(r) for _, r in read]), parties=parties, issues=issues, name=name
    )


def write_genius(model: DealModel) -> tuple[str, tuple[str, ...]]:
    """Write a Genius domain and one profile per party; `read_genius` gives the worths back.

    Each party's worths are moved and scaled so that its best deal is worth 1 and the worst value of
    each issue 0, as Genius needs; the reservation value is moved and scaled with them.

    Raises
    ------
    DealError
        If the model has what Genius cannot hold: interactions, red lines, a quorum, a say for some.

    Examples
    --------
    >>> domain, profiles = write_genius(make_model([[[1, 3]]], [2]))
    >>> read_genius(domain, profiles).reservation.tolist()
    [0.5]
    """
    everyone = frozenset(range(model.n_parties))
    if model.interactions or model.red_lines or model.quorum or model.veto != everyone:
        raise DealError("Genius XML holds additive worths and unanimous consent only")
    head = '<negotiation_template><utility_space number_of_issues="{}">\n{}</utility_space>'
    head += "</negotiation_template>\n"
    domain = head.format(
        len(model.issues),
        '<objective index="0" name="root" type="objective" etype="objective">\n'
        + "".join(_issue_xml(k, issue, None) for k, issue in enumerate(model.issues))
        + "</objective>\n",
    )
    return domain, tuple(_profile_xml(model, i) for i in range(model.n_parties))


def _parse(text: str, what: str) -> "Element":
    """Root of an XML text; entities are refused, a stray closing tag at the end is dropped."""
    from xml.etree import ElementTree

    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise DealError(f"{what}: a document type or entity is not taken")
    text = text.strip().removesuffix("</negotiation>")
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise DealError(f"{what}: broken XML ({error})") from error


def _issue(node: "Element") -> Issue:
    """An issue and its values."""
    name = node.get("name", "")
    kind = node.get("type") or node.get("vtype") or "discrete"
    if kind == "integer":
        ends = node.find("range")
        low, high = (
            ends.get(e) if ends is not None else node.get(e) for e in ("lowerbound", "upperbound")
        )
        first, last = (
            int(_fraction(low, f"issue '{name}'")),
            int(_fraction(high, f"issue '{name}'")),
        )
        return Issue(name, tuple(str(v) for v in range(first, min(last, first + 100_000) + 1)))
    if kind != "discrete":
        raise DealError(f"issue '{name}': type must be discrete or integer, got '{kind}'")
    return Issue(name, tuple(item.get("value", "") for item in node.findall("item")))


def _profile(text: str, issues: list[Issue], party: int) -> Genius:
    """Worths [issue][option] and the reservation value of one profile."""
    root = _parse(text, f"profile {party}")
    weights = {w.get("index"): w.get("value") for w in root.iter("weight")}
    nodes = {node.get("name"): node for node in root.iter("issue")}
    worths, total = [], Fraction(0)
    for k, issue in enumerate(issues):
        where = f"profile {party}, issue '{issue.name}'"
        if issue.name not in nodes:
            raise DealError(f"{where}: is missing")
        node = nodes[issue.name]
        weight = _fraction(weights.get(node.get("index", str(k + 1))), f"{where}: weight")
        evaluations = _evaluations(node, issue, where)
        top = max(evaluations)
        total += weight
        worths.append([weight * (e / top if top else Fraction(0)) for e in evaluations])
    if total <= 0:
        raise DealError(f"profile {party}: weights must sum to more than 0, got {float(total)}")
    if abs(total - 1) > Fraction(1, 10**6):
        worths = [[w / total for w in row] for row in worths]
    node_r = next(root.iter("reservation"), None)
    held = (
        Fraction(0)
        if node_r is None
        else Fraction(_text_number(node_r.get("value"), f"profile {party}: reservation"))
    )
    return worths, held


def _evaluations(node: "Element", issue: Issue, where: str) -> list[Fraction]:
    """Evaluation of each value of the domain, in its order."""
    given = {item.get("value"): item.get("evaluation") for item in node.findall("item")}
    function = node.find("evaluator")
    if not given and function is not None and function.get("ftype") == "linear":
        slope = _text_number(function.get("parameter1"), f"{where}: slope")
        start = _text_number(function.get("parameter0"), f"{where}: offset")
        return [max(start + slope * Fraction(v), Fraction(0)) for v in issue.options]
    out = []
    for option in issue.options:
        if option not in given:
            raise DealError(f"{where}: option '{option}' has no evaluation")
        out.append(_fraction(given[option], f"{where}, option '{option}': evaluation"))
    return out


def _text_number(text: str | None, where: str) -> Fraction:
    """An exact number."""
    try:
        return Fraction(str(text).strip())
    except (ValueError, ZeroDivisionError) as error:
        raise DealError(f"{where}: must be a finite number, got {text!r}") from error


def _fraction(text: str | None, where: str) -> Fraction:
    """An exact number of 0 or more."""
    number = _text_number(text, where)
    if number < 0:
        raise DealError(f"{where}: must be 0 or more, got {text}")
    return number


def _issue_xml(k: int, issue: Issue, evaluations: Sequence[float] | None) -> str:
    """One issue, with evaluations in a profile."""
    items = "".join(
        f'<item index="{o + 1}" value={quoteattr(option)}'
        + ("" if evaluations is None else f' evaluation="{evaluations[o]!r}"')
        + "/>\n"
        for o, option in enumerate(issue.options)
    )
    return (
        f'<issue index="{k + 1}" name={quoteattr(issue.name)} type="discrete" etype="discrete" '
        f'vtype="discrete">\n{items}</issue>\n'
    )


def _profile_xml(model: DealModel, party: int) -> str:
    """One party's utility space."""
    rows = [np.asarray(t[party], float) for t in model.tables]
    low, span = [r.min() for r in rows], [float(np.ptp(r)) for r in rows]
    whole = sum(span) or float(len(span))
    issues = "".join(
        _issue_xml(k, issue, [float(v) for v in (rows[k] - low[k]) / (span[k] or 1.0)])
        for k, issue in enumerate(model.issues)
    )
    weights = "".join(
        f'<weight index="{k + 1}" value="{(s if sum(span) else 1.0) / whole!r}"/>\n'
        for k, s in enumerate(span)
    )
    held = (float(model.reservation[party]) - sum(low)) / whole
    return (
        f'<utility_space number_of_issues="{len(rows)}">\n<objective index="0" name="root" '
        f'type="objective" etype="objective">\n{issues}{weights}</objective>\n'
        f'<reservation value="{float(held)!r}"/>\n</utility_space>\n'
    )
