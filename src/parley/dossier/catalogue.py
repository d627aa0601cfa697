"""The catalogue: issues that peace processes turn on, with options and the phrases that name them.

The list is `catalogue.yaml` beside this module. Phrases are matched on word stems, in order, with
small words skipped, so that "lifting of all the sanctions" is found by "lifting of sanctions".
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from parley.dossier.schema import Evidence, Id, Issue, Judgement, Option
from parley.dossier.words import DemandClass, Review
from parley.errors import DossierError

FILE = Path(__file__).with_name("catalogue.yaml")
Pole = Literal["demander", "opponent"]
GAP = 2
"""Words that may stand between two words of a phrase in the text."""

_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "be", "been", "by", "for", "from", "her", "his", "in", "into",
     "is", "its", "of", "on", "or", "over", "that", "the", "their", "them", "these", "this",
     "those", "to", "under", "upon", "with")
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class CatalogueOption(BaseModel):
    """One way an issue of the catalogue can be settled, and the phrases that name it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: Id
    label: str
    phrases: tuple[str, ...] = ()


class CatalogueIssue(BaseModel):
    """One issue of the catalogue.

    `options` run, where `ordered`, from the first pole (demand unmet) to the last (demand met);
    `first_pole_favours` and `last_pole_favours` say who usually wants each end. `now_default` is
    the option that usually describes things while the war goes on. `holder_kind` says who holds
    what the issue moves. `pax` is the nearest topic group of the PA-X codebook and
    `pax_topics` the codes of its variables; None and empty where the codebook has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: Id
    question: str
    demand_class: DemandClass
    pax: str | None
    pax_topics: tuple[str, ...] = ()
    ordered: bool
    now_default: Id
    holder_kind: Literal["belligerents", "third party"]
    first_pole_favours: Pole | None
    last_pole_favours: Pole | None
    phrases: tuple[str, ...] = Field(min_length=1)
    options: tuple[CatalogueOption, ...] = Field(min_length=3, max_length=5)

    @model_validator(mode="after")
    def _options_fit(self) -> "CatalogueIssue":
        ids = [o.id for o in self.options]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{self.id}: option ids must differ, got {ids}")
        if self.now_default not in ids:
            raise ValueError(f"{self.id}: now_default must be one of {ids}: {self.now_default!r}")
        return self

    def option(self, key: str) -> CatalogueOption:
        """Return the option with this id; DossierError when there is none."""
        for option in self.options:
            if option.id == key:
                return option
        known = ", ".join(o.id for o in self.options)
        raise DossierError(
            f"catalogue issue {self.id!r}: option must be one of {known}, got {key!r}"
        )

    @property
    def pole_of_demander(self) -> str | None:
        """Option at the end that whoever raises the issue usually wants; None when unordered."""
        if self.last_pole_favours == "demander":
            return self.options[-1].id
        return self.options[0].id if self.first_pole_favours == "demander" else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the catalogue found in a text.

    `issue` and `option` are catalogue ids (`option` is None when the phrase names the issue only);
    `start` and `end` are character offsets in the text; `words` is the number of words of the
    phrase that carry meaning.
    """

    issue: str
    option: str | None
    demand_class: DemandClass
    phrase: str
    start: int
    end: int
    words: int


_Rule = tuple[tuple[str, ...], str, "str | None", DemandClass, str]


class Catalogue(BaseModel):
    """All issues of the catalogue, in file order.

    Examples
    --------
    >>> catalogue = load()
    >>> [o.id for o in catalogue.issue("sanctions-relief").options]
    ['kept', 'eased', 'lifted']
    >>> [(h.issue, h.option) for h in catalogue.find("a full lifting of the sanctions")][0]
    ('sanctions-relief', 'lifted')
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    issues: tuple[CatalogueIssue, ...]
    _rules: dict[str, list[_Rule]] = PrivateAttr(default_factory=dict)
    _by_id: dict[str, CatalogueIssue] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _index(self) -> "Catalogue":
        ids = [i.id for i in self.issues]
        if len(set(ids)) != len(ids):
            raise ValueError("catalogue: issue ids must differ")
        for issue in self.issues:
            self._by_id[issue.id] = issue
            named: list[tuple[str, str | None]] = [(p, None) for p in issue.phrases]
            named += [(p, o.id) for o in issue.options for p in o.phrases]
            for phrase, option in named:
                stems = tuple(stem for stem, _, _ in _stems(phrase))
                if not stems:
                    raise ValueError(f"{issue.id}: phrase {phrase!r} has no word that counts")
                rule = (stems, issue.id, option, issue.demand_class, phrase)
                self._rules.setdefault(stems[0], []).append(rule)
        return self

    def issue(self, key: str) -> CatalogueIssue:
        """Return the issue with this id.

        Raises
        ------
        DossierError
            When the catalogue has no such issue.
        """
        if key not in self._by_id:
            raise DossierError(f"catalogue: no issue {key!r} (`parley.dossier.catalogue.load()`)")
        return self._by_id[key]

    def of_class(self, demand_class: DemandClass) -> tuple[CatalogueIssue, ...]:
        """Return the issues of a demand class, in file order; empty when there are none."""
        return tuple(i for i in self.issues if i.demand_class == demand_class)

    def find(self, phrase: str) -> tuple[Hit, ...]:
        """Find the issues and options that a piece of text names.

        Parameters
        ----------
        phrase : str
            A phrase, clause or sentence, in English.

        Returns
        -------
        tuple of Hit
            Best first: more words matched, then phrases that name an option, then fewer characters
            spanned, then earlier in the text, then file order. At most one hit per issue and
            option. Empty when nothing is named.

        Examples
        --------
        >>> [h.issue for h in load().find("the price of bread")]
        []
        >>> [h.phrase for h in load().find("Both insist on the return of all displaced people.")]
        ['return of all displaced', 'displaced people']
        """
        words = _stems(phrase)
        found: dict[tuple[str, str | None], Hit] = {}
        for i, (stem, start, _) in enumerate(words):
            for stems, issue, option, demand_class, text in self._rules.get(stem, ()):
                end = _match(words, i, stems)
                if end is None:
                    continue
                hit = Hit(issue, option, demand_class, text, start, end, len(stems))
                best = found.get((issue, option))
                if best is None or _rank(hit) < _rank(best):
                    found[issue, option] = hit
        return tuple(sorted(found.values(), key=_rank))


def _rank(hit: Hit) -> tuple[int, bool, int, int]:
    """Sort key of a hit: the best first."""
    return (-hit.words, hit.option is None, hit.end - hit.start, hit.start)


def _stem(word: str) -> str:
    """Stem of a word, rough but the same on both sides: endings off, British and American alike."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    word = re.sub(r"is(e[sd]?|ing)$", r"iz\1", word) if len(word) > 6 else word
    word = word.replace("nition", "nize").replace("isation", "ization")
    for ending in ("ization", "izing", "ized", "izes", "ize"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + "iz"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s", "al", "e"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) > len(ending) + 3:
            return word[: -len(ending)].removesuffix("e")
    return word


def _stems(text: str) -> list[tuple[str, int, int]]:
    """Stem, start and end of each word that carries meaning."""
    return [
        (_stem(m.group()), m.start(), m.end())
        for m in _WORD.finditer(text)
        if m.group().lower() not in _SMALL
    ]


def _match(words: list[tuple[str, int, int]], at: int, stems: tuple[str, ...]) -> int | None:
    """Where a phrase that begins at word `at` ends in the text; None when it does not match."""
    end = words[at][2]
    for stem in stems[1:]:
        for j in range(at + 1, min(at + 2 + GAP, len(words))):
            if words[j][0] == stem:
                at, end = j, words[j][2]
                break
        else:
            return None
    return end


@functools.cache
def load() -> Catalogue:
    """Return the catalogue that ships with the package; read once, then kept.

    Examples
    --------
    >>> len(load().issues) >= 40
    True
    """
    import yaml

    with FILE.open(encoding="utf-8") as file:
        return Catalogue(issues=yaml.load(file, Loader=yaml.CSafeLoader))


def to_issue(
    key: str,
    now: str | None = None,
    holders: Iterable[str] = (),
    evidence: Iterable[Evidence] = (),
    *,
    id: str | None = None,
    review: Review = "proposed",
    judgement: Judgement | None = None,
    rule: str | None = None,
    confidence: float | None = None,
) -> Issue:
    """Make an issue of a dossier from an issue of the catalogue.

    Parameters
    ----------
    key : str
        Id of the catalogue issue.
    now : str, optional
        Option that describes things as they stand. None leaves it unsaid; a model then falls back
        on the `now_default` of the catalogue and calls that a default.
    holders : ids of parties
        Who holds what the issue moves, when these are not the belligerents.
    evidence : pieces of evidence
        What in the sources names the issue.
    id : str, optional
        Id in the dossier; the catalogue id when None.
    review, judgement, rule, confidence
        As for every entry of a dossier.

    Returns
    -------
    parley.dossier.schema.Issue

    Raises
    ------
    DossierError
        When the catalogue has no such issue, or the issue no such option.

    Examples
    --------
    >>> issue = to_issue("ceasefire", now="none")
    >>> issue.demand_class, issue.options[-1].label
    ('ceasefire', 'permanent')
    """
    entry = load().issue(key)
    if now is not None:
        entry.option(now)
    return Issue(
        id=id or key,
        review=review,
        evidence=tuple(evidence),
        judgement=judgement,
        rule=rule,
        confidence=confidence,
        question=entry.question,
        options=tuple(Option(id=o.id, label=o.label) for o in entry.options),
        ordered=entry.ordered,
        catalogue=key,
        demand_class=entry.demand_class,
        now=now,
        holders=tuple(holders),
    )
