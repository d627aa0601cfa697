"""A package built term by term: who accepts it today, who refuses it and why, what betters it.

Worths and the value of fighting on are means over the draws of a prepared run; beside each verdict
stands the share of draws in which it holds. A deal may not hold: what a package is worth is counted
for as long as it does, and the war's return is set against the value of fighting on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parley.errors import OutlookError
from parley.models.deals.enumeration import worths_of_all
from parley.models.deals.merge import frontier
from parley.models.deals.model import DealModel, Issue, RedLine, make_model
from parley.models.deals.queries import best_improvement, best_least_gain
from parley.models.deals.zone import agreement_zone
from parley.outlook.commitment import commitment
from parley.outlook.joined import Joined
from parley.outlook.today import fight_today

Array = NDArray[np.float64]
Package = tuple[int, ...]
SHOWN = 500
"""Packages that are neither on the frontier nor in the zone and are shown at most."""
LOSSES = 2
"""Terms named as the reason of a refusal."""


@dataclass(frozen=True)
class Term:
    """An issue of the table: its options, and the one that holds now."""

    id: str
    question: str
    options: tuple[tuple[str, str], ...]
    """Id and label."""
    now: str
    off: tuple[str, ...]
    """Options that no offer holds on the table any more."""


@dataclass(frozen=True)
class Verdict:
    """What one party makes of a package.

    gain : worth less the value of fighting on, as a share of all that is at stake for it
    share : of draws in which the package beats fighting on for it
    needed : whether the package needs its consent
    """

    party: str
    name: str
    side: int | None
    needed: bool
    accepts: bool
    gain: float
    share: float
    why: str


@dataclass(frozen=True)
class Point:
    """A package in the picture: worth to every party, and which kind of point it is."""

    package: Package
    worths: tuple[float, ...]
    kind: str


@dataclass(frozen=True)
class Improvement:
    """A package that nobody likes less than a draft and somebody likes more."""

    package: Package
    changes: tuple[tuple[str, str, str], ...]
    """Question, option in the draft, option in this one."""
    gains: tuple[tuple[str, float], ...]


class Builder:
    """The table of a prepared run, ready for any package.

    Parameters
    ----------
    joined : the run

    Attributes
    ----------
    terms : the contested issues
    model : mean worths, the value of fighting on, consent and red lines
    """

    def __init__(self, joined: Joined) -> None:
        coding, w, dossier = joined.coding, joined.ground.worths, joined.dossier
        self.parties = coding.parties
        self.names = tuple(dossier.name_of(p) for p in coding.parties)
        self.sides = coding.side_of
        fight, _ = fight_today(joined, joined.base, joined.base.stakes)
        promise = commitment(joined.draws, joined.ground.rates)
        resumed, _ = fight_today(joined, joined.base, joined.base.stakes, regained=promise.regained)
        holds = 1 - promise.relapse
        self.fight = fight - promise.relapse[:, None] * resumed
        self._worth = w.table * holds[:, None, None, None]
        labels = {i.id: {o.id: o.label for o in i.options} for i in dossier.issues}
        allowed = joined.base.situation.allowed
        self.terms = tuple(
            Term(
                issue.id,
                dossier.name_of(issue.id) if issue.id in labels else "Terms of a settlement",
                tuple((o, labels.get(issue.id, {}).get(o, o)) for o in issue.options),
                issue.options[issue.now],
                tuple(o for n, o in enumerate(issue.options) if not allowed[k, n]),
            )
            for k, issue in enumerate(coding.issues)
        )
        self.model = self._model(joined)

    def package(self, chosen: Mapping[str, str]) -> Package:
        """Return the package with these options; issues not named stay as they are.

        Raises
        ------
        OutlookError
            If an issue or option is unknown.
        """
        known = {t.id: t for t in self.terms}
        for issue, option in chosen.items():
            if issue not in known:
                raise OutlookError(f"package: {issue!r} is no contested issue")
            if option not in {o for o, _ in known[issue].options}:
                raise OutlookError(f"package: issue {issue!r} has no option {option!r}")
        return tuple([o for o, _ in t.options].index(chosen.get(t.id, t.now)) for t in self.terms)

    def verdicts(self, package: Package) -> tuple[Verdict, ...]:
        """What every party with a say makes of a package, those whose consent it needs first."""
        needs = self.model.needs(package)
        crosses = self.model.crosses(package)
        worth = self.model.worth(package)
        at = np.arange(len(package))
        drawn = self._worth[:, :, at, list(package)].sum(axis=2)
        out = []
        for i, party in enumerate(self.parties):
            gain = float(worth[i] - self.model.reservation[i])
            accepts = gain > 0 and i not in crosses
            share = 0.0 if i in crosses else float((drawn[:, i] > self.fight[:, i]).mean())
            out.append(
                Verdict(
                    party, self.names[i], self.sides[i], i in needs, accepts, gain, share,
                    self._why(i, package, gain, i in crosses),
                )
            )  # fmt: skip
        return tuple(sorted(out, key=lambda v: not v.needed))

    def improvement(self, package: Package, *, time_limit: float = 2.0) -> Improvement | None:
        """The package that betters a draft most without loss to anyone; None when none does."""
        found = best_improvement(self.model, package, time_limit=time_limit)
        return self._improved(package, found.package)

    def fairest(self, package: Package, *, time_limit: float = 2.0) -> Improvement | None:
        """The package whose worst-placed party gains most, told as changes to a draft."""
        found = best_least_gain(self.model, time_limit=time_limit)
        return self._improved(package, found.package)

    def picture(self, yours: Package) -> tuple[Point, ...]:
        """The packages, the frontier, fighting on, things as they stand, and the one built."""
        return (*self._points, Point(yours, tuple(self.model.worth(yours).tolist()), "yours"))

    @cached_property
    def _points(self) -> tuple[Point, ...]:
        """The picture without the package built."""
        every = worths_of_all(self.model)
        packages = np.indices(self.model.sizes).reshape(len(self.terms), -1).T
        inside = self._signed(np.asarray(every, float), packages)
        shown = {*_spread(np.flatnonzero(inside)), *_spread(np.flatnonzero(~inside))}
        out = [
            Point(
                tuple(map(int, packages[n])), tuple(every[n].tolist()),
                "in the zone" if inside[n] else "package",
            )
            for n in sorted(shown)
        ]  # fmt: skip
        on = frontier(self.model).packages
        out += [Point(p, tuple(self.model.worth(p).tolist()), "frontier") for p in on]
        out.append(Point((), tuple(self.model.reservation.tolist()), "fighting on"))
        now = self.package({})
        out.append(Point(now, tuple(self.model.worth(now).tolist()), "as things stand"))
        return tuple(out)

    def _signed(self, every: Array, packages: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether all whose consent each package needs accept it."""
        n = len(self.names)
        needs = np.zeros((len(packages), n), bool)
        needs[:, sorted(self.model.veto)] = True
        crossed = np.zeros_like(needs)
        for k, options in enumerate(self.model.consent):
            asked = np.array([[i in who for i in range(n)] for who in options])
            needs |= asked[packages[:, k]]
        for line in self.model.red_lines:
            crossed[:, line.party] |= packages[:, line.issue] == line.option
        accepts = (every > np.asarray(self.model.reservation)) & ~crossed
        return np.asarray((accepts | ~needs).all(axis=1))

    @cached_property
    def zone(self) -> tuple[int, int, str | None]:
        """How many packages there are, how many all needed parties prefer, why none where none."""
        found = agreement_zone(self.model, time_limit=2.0)
        return found.packages, found.zone, found.why_empty

    def words(self, package: Package) -> tuple[tuple[str, str], ...]:
        """Question and option of each term."""
        return tuple(
            (t.question, t.options[o][1]) for t, o in zip(self.terms, package, strict=True)
        )

    def _improved(self, draft: Package, found: Sequence[int] | None) -> Improvement | None:
        if found is None or tuple(found) == draft:
            return None
        better = tuple(found)
        changes = tuple(
            (term.question, term.options[old][1], term.options[new][1])
            for term, old, new in zip(self.terms, draft, better, strict=True)
            if old != new
        )
        gains = self.model.worth(better) - self.model.worth(draft)
        named = tuple(zip(self.names, map(float, gains), strict=True))
        return Improvement(better, changes, named)

    def _why(self, i: int, package: Package, gain: float, crosses: bool) -> str:
        """Why a party accepts or refuses: its red line, or the terms that cost it most."""
        if crosses:
            lines = [
                f"{self.terms[r.issue].question} {self.terms[r.issue].options[r.option][1]}"
                for r in self.model.red_lines
                if r.party == i and package[r.issue] == r.option
            ]
            return f"It crosses a red line: {'; '.join(lines)}."
        short = []
        for k, term in enumerate(self.terms):
            worths = self.model.tables[k][i]
            short.append((float(worths.max() - worths[package[k]]), term, int(worths.argmax())))
        short.sort(key=lambda x: -x[0])
        costs = "; ".join(
            f"{t.question} ({loss:.2f} short of “{t.options[best][1]}”)"
            for loss, t, best in short[:LOSSES]
            if loss > 0.005
        )
        if gain > 0:
            return f"Worth {gain:.2f} of its stake more than fighting on."
        return f"Worth {-gain:.2f} of its stake less than fighting on" + (
            f"; it gives most on: {costs}." if costs else "."
        )

    def _model(self, joined: Joined) -> DealModel:
        """Means over the draws as a package bargaining problem."""
        coding, w = joined.coding, joined.ground.worths
        mean = self._worth.mean(axis=0)
        tables = [mean[:, k, : int(n)] for k, n in enumerate(w.n_options)]
        consent = [
            [i.holders if o != i.now else () for o in range(int(w.n_options[k]))]
            for k, i in enumerate(coding.issues)
        ]
        lines = [RedLine(*map(int, at)) for at in np.argwhere(w.red)]
        return make_model(
            tables,
            self.fight.mean(axis=0),
            parties=self.names,
            issues=[Issue(t.question, tuple(label for _, label in t.options)) for t in self.terms],
            consent=consent,
            veto=[i for i, s in enumerate(coding.side_of) if s is not None],
            red_lines=lines,
        )


def _spread(rows: NDArray[np.int64]) -> list[int]:
    """At most `SHOWN` of these, evenly."""
    return [int(n) for n in rows[:: max(1, len(rows) // SHOWN)]]
