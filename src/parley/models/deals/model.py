"""The bargaining problem: parties, issues, worths, reservation values, consent, red lines.

Everything else in this folder takes a `DealModel` or the plain arrays in it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parley.errors import DealError

MOST_PARTIES = 20
MOST_OPTIONS = 100_000

Table = NDArray[np.int64] | NDArray[np.float64]


@dataclass(frozen=True)
class Issue:
    """One thing to be settled, and the options for it, of which a deal takes exactly one."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Interaction:
    """Worth that depends on two or more issues at once, added to the worths of their options.

    `issues` are indices; `worths` has shape (n_parties, options of the first, of the second, ...).
    """

    issues: tuple[int, ...]
    worths: Table


@dataclass(frozen=True)
class RedLine:
    """An option that a party never accepts: no deal with it has that party's consent."""

    party: int
    issue: int
    option: int


@dataclass(frozen=True)
class Quorum:
    """Assent of at least `at_least` of `parties` is needed (beside the consent of veto players)."""

    parties: frozenset[int]
    at_least: int


@dataclass(frozen=True, eq=False)
class DealModel:
    """A package bargaining problem, checked when it is made.

    Attributes
    ----------
    parties : names, in order; a party is referred to by its index
    issues : issues with their options
    tables : one array (n_parties, n_options) per issue: worth added by each option. Integer where
        every score of the problem is an integer, else float. Any scale per party.
    reservation : worth of no deal to each party, on the scale of that party's worths
    consent : [issue][option] parties whose consent the option needs
    veto : standing veto players, whose consent every deal needs
    red_lines : options that a party never accepts
    interactions : worths over joint options, added to `tables`
    quorum : a rule of the kind "all but one", or None

    A deal has the consent of party i when it crosses none of i's red lines and is worth strictly
    more to i than no deal. A deal is in the agreement zone when every party whose consent it needs
    (its options' consent and the standing veto players) consents, and the quorum is met.

    Examples
    --------
    >>> model = make_model([[[3, 0], [0, 2]], [[1, 0], [0, 4]]], reservation=[1, 1])
    >>> model.n_packages, model.parties, sorted(model.veto)
    (4, ('party 1', 'party 2'), [0, 1])
    >>> model.worth((0, 1)).tolist()
    [3, 4]
    """

    parties: tuple[str, ...]
    issues: tuple[Issue, ...]
    tables: tuple[Table, ...]
    reservation: Table
    consent: tuple[tuple[frozenset[int], ...], ...]
    veto: frozenset[int]
    red_lines: frozenset[RedLine] = frozenset()
    interactions: tuple[Interaction, ...] = ()
    quorum: Quorum | None = None
    name: str = field(default="")

    def __post_init__(self) -> None:
        _check_shape(self)
        _check_numbers(self)
        _check_references(self)

    @property
    def n_parties(self) -> int:
        """Number of parties."""
        return len(self.parties)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of options of each issue."""
        return tuple(len(issue.options) for issue in self.issues)

    @property
    def n_packages(self) -> int:
        """Number of deals: one option on every issue (an exact Python integer)."""
        return math.prod(self.sizes)

    @property
    def integer(self) -> bool:
        """Whether every worth and reservation value was given as an integer."""
        return all(np.issubdtype(a.dtype, np.integer) for a in (*self.tables, self.reservation))

    def worth(self, package: Sequence[int]) -> Table:
        """Worth of one deal (an option index per issue) to each party, shape (n_parties,)."""
        parts = [table[:, option] for table, option in zip(self.tables, package, strict=True)]
        for joint in self.interactions:
            index: tuple[slice | int, ...] = (slice(None), *(package[k] for k in joint.issues))
            parts.append(joint.worths[index])
        if self.integer:
            return np.asarray(np.sum(parts, axis=0))
        return np.array([math.fsum(float(part[p]) for part in parts) for p in range(len(parts[0]))])

    def needs(self, package: Sequence[int]) -> frozenset[int]:
        """Parties whose consent the deal needs: its options' consent and the standing veto."""
        return self.veto.union(*(self.consent[k][o] for k, o in enumerate(package)))

    def crosses(self, package: Sequence[int]) -> frozenset[int]:
        """Parties one of whose red lines the deal crosses."""
        return frozenset(r.party for r in self.red_lines if package[r.issue] == r.option)

    def named(self, package: Sequence[int]) -> tuple[str, ...]:
        """Option names of a deal."""
        return tuple(i.options[o] for i, o in zip(self.issues, package, strict=True))


def make_model(
    tables: Sequence[object],
    reservation: Sequence[float] | Table,
    *,
    parties: Sequence[str] | None = None,
    issues: Sequence[Issue] | None = None,
    consent: Sequence[Sequence[Iterable[int]]] | None = None,
    veto: Iterable[int] | None = None,
    red_lines: Iterable[RedLine] = (),
    interactions: Iterable[tuple[Sequence[int], object]] = (),
    quorum: Quorum | None = None,
    name: str = "",
) -> DealModel:
    """Build a model from plain nested lists.

    Parameters
    ----------
    tables : [issue][party][option]
        Worths; integers stay integers.
    reservation : [party]
        Worth of no deal.
    parties : names, optional
        Numbered when absent.
    issues : sequence of Issue, optional
        Numbered when absent.
    consent : [issue][option] -> parties, optional
        Parties whose consent the option needs.
    veto : parties, optional
        Standing veto players. When absent: every party if `consent` is absent too, else nobody.
    red_lines : of RedLine
        Options a party never accepts.
    interactions : of (issues, worths)
        Worths over joint options, [party][option of the first][option of the second]...
    quorum : Quorum, optional
        A rule of the kind "all but one".
    name : str
        What the problem is called.

    Raises
    ------
    DealError
        If shapes disagree, a number is not finite, or a name or index is unknown.

    Examples
    --------
    >>> make_model([[[3, 0], [0, 2.5]]], [1, 1]).integer
    False
    """
    raw = [_array(table, f"issue {k + 1}") for k, table in enumerate(tables)]
    held = _array(reservation, "reservation values")
    extra = [
        (tuple(on), _array(table, f"interaction of issues {on}")) for on, table in interactions
    ]
    if not all(np.issubdtype(a.dtype, np.integer) for a in (*raw, held, *(t for _, t in extra))):
        raw, held = [a.astype(float) for a in raw], held.astype(float)
        extra = [(on, table.astype(float)) for on, table in extra]
    for k, table in enumerate(raw):
        if table.ndim != 2:
            raise DealError(
                f"issue {k + 1}: worths must be [party][option], got shape {table.shape}"
            )
    sizes = [table.shape[1] for table in raw]
    n = len(held) if held.ndim == 1 else 0
    if issues is None:
        issues = [
            Issue(f"issue {k + 1}", tuple(f"option {o + 1}" for o in range(size)))
            for k, size in enumerate(sizes)
        ]
    if veto is None:
        veto = range(n) if consent is None else ()
    if consent is None:
        consent = [[()] * size for size in sizes]
    return DealModel(
        parties=tuple(parties)
        if parties is not None
        else tuple(f"party {i + 1}" for i in range(n)),
        issues=tuple(issues),
        tables=tuple(raw),
        reservation=held,
        consent=tuple(tuple(frozenset(who) for who in options) for options in consent),
        veto=frozenset(veto),
        red_lines=frozenset(red_lines),
        interactions=tuple(Interaction(on, table) for on, table in extra),
        quorum=quorum,
        name=name,
    )


def package_from_names(model: DealModel, chosen: Mapping[str, str]) -> tuple[int, ...]:
    """Option indices of the deal that takes the named option on each named issue; all are needed.

    Raises
    ------
    DealError
        If an issue is missing or unknown, or an option is unknown.

    Examples
    --------
    >>> model = make_model([[[3, 0]], [[1, 0]]], [1])
    >>> package_from_names(model, {"issue 1": "option 2", "issue 2": "option 1"})
    (1, 0)
    """
    known = {issue.name: issue for issue in model.issues}
    for name in chosen:
        if name not in known:
            raise DealError(f"issue '{name}' is unknown; there are {', '.join(known)}")
    package = []
    for issue in model.issues:
        if issue.name not in chosen:
            raise DealError(f"issue '{issue.name}': the deal names no option for it")
        if chosen[issue.name] not in issue.options:
            raise DealError(
                f"issue '{issue.name}': option '{chosen[issue.name]}' is unknown; "
                f"there are {', '.join(issue.options)}"
            )
        package.append(issue.options.index(chosen[issue.name]))
    return tuple(package)


def _array(values: object, what: str) -> Table:
    """Integer array when all entries are integers, else float; a read-only copy."""
    try:
        array = np.array(values)
        if array.dtype == object or not np.issubdtype(array.dtype, np.integer):
            array = np.array(values, dtype=float)
        else:
            array = array.astype(np.int64)
    except (TypeError, ValueError, OverflowError) as error:
        raise DealError(
            f"{what}: worths must be numbers in rows of equal length ({error})"
        ) from error
    array.setflags(write=False)
    return array


def _check_shape(model: DealModel) -> None:
    """Parties, issues, tables and consent must fit together."""
    n = model.n_parties
    if not 1 <= n <= MOST_PARTIES:
        raise DealError(f"parties: between 1 and {MOST_PARTIES} are taken, got {n}")
    if not model.issues:
        raise DealError("issues: at least one is needed, got none")
    for what, names in (("party", model.parties), ("issue", [i.name for i in model.issues])):
        for name in names:
            if list(names).count(name) > 1:
                raise DealError(f"{what} '{name}': names must differ, this one is given twice")
    if len(model.tables) != len(model.issues) or len(model.consent) != len(model.issues):
        raise DealError(
            f"issues: {len(model.issues)} named, {len(model.tables)} with worths, "
            f"{len(model.consent)} with consent; the numbers must agree"
        )
    if model.reservation.shape != (n,):
        raise DealError(
            f"reservation: one value per party ({n}) is needed, got {model.reservation.shape}"
        )
    for issue, table, consent in zip(model.issues, model.tables, model.consent, strict=True):
        _check_issue(issue, table, consent, n)


def _check_issue(issue: Issue, table: Table, consent: tuple[frozenset[int], ...], n: int) -> None:
    """Options of one issue: named once each, each with a worth per party."""
    size = len(issue.options)
    if not 1 <= size <= MOST_OPTIONS:
        raise DealError(
            f"issue '{issue.name}': between 1 and {MOST_OPTIONS} options are taken, got {size}"
        )
    if len(set(issue.options)) != size:
        twice = next(o for o in issue.options if issue.options.count(o) > 1)
        raise DealError(f"issue '{issue.name}': option '{twice}' is given twice")
    if table.shape != (n, size):
        raise DealError(
            f"issue '{issue.name}': worths must be {n} parties x {size} options, got {table.shape}"
        )
    if len(consent) != size:
        raise DealError(f"issue '{issue.name}': consent for {len(consent)} of {size} options")


def _check_numbers(model: DealModel) -> None:
    """Every worth and reservation value is finite and small enough to add up."""
    for issue, table in zip(model.issues, model.tables, strict=True):
        for party, option in np.argwhere(~np.isfinite(table)):
            raise DealError(
                f"worth of option '{issue.options[option]}' of issue '{issue.name}' to party "
                f"'{model.parties[party]}' must be a finite number, got {table[party, option]}"
            )
    for party, value in zip(model.parties, model.reservation, strict=True):
        if not np.isfinite(value):
            raise DealError(f"reservation value of party '{party}' must be finite, got {value}")
    for interaction in model.interactions:
        names = " x ".join(
            model.issues[k].name for k in interaction.issues if k < len(model.issues)
        )
        for index in np.argwhere(~np.isfinite(interaction.worths)):
            value = interaction.worths[tuple(index)]
            raise DealError(
                f"worth of interaction {names} to party '{model.parties[index[0]]}' must be "
                f"finite, got {value}"
            )
    if model.integer and any(np.abs(t).max() > 2**52 for t in (*model.tables, model.reservation)):
        raise DealError(
            "worths: integers beyond 2**52 are not taken; divide them by a common factor"
        )


def _check_references(model: DealModel) -> None:
    """Indices in consent, veto, red lines, interactions and quorum exist."""
    n = model.n_parties
    for issue, options in zip(model.issues, model.consent, strict=True):
        for option, who in zip(issue.options, options, strict=True):
            for party in who:
                _check_party(party, n, f"consent to option '{option}' of issue '{issue.name}'")
    for party in model.veto:
        _check_party(party, n, "veto")
    for red in model.red_lines:
        _check_party(red.party, n, "red line")
        if not 0 <= red.issue < len(model.issues):
            raise DealError(
                f"red line of '{model.parties[red.party]}': there is no issue {red.issue}"
            )
        if not 0 <= red.option < model.sizes[red.issue]:
            raise DealError(
                f"red line of '{model.parties[red.party]}' on '{model.issues[red.issue].name}': "
                f"there is no option {red.option}"
            )
    for interaction in model.interactions:
        on = interaction.issues
        if (
            len(on) < 2
            or len(set(on)) != len(on)
            or not all(0 <= k < len(model.issues) for k in on)
        ):
            raise DealError(f"interaction: needs two or more different issues, got {on}")
        wanted = (n, *(model.sizes[k] for k in on))
        if interaction.worths.shape != wanted:
            names = " x ".join(model.issues[k].name for k in on)
            raise DealError(
                f"interaction {names}: worths must have shape {wanted}, "
                f"got {interaction.worths.shape}"
            )
    if model.quorum is not None:
        for party in model.quorum.parties:
            _check_party(party, n, "quorum")
        if not 0 <= model.quorum.at_least <= len(model.quorum.parties):
            raise DealError(
                f"quorum: between 0 and {len(model.quorum.parties)} assents can be asked for, "
                f"got {model.quorum.at_least}"
            )


def _check_party(party: int, n: int, where: str) -> None:
    """A party index exists."""
    if not 0 <= party < n:
        raise DealError(f"{where}: there is no party {party}; parties are 0 to {n - 1}")
