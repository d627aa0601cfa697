"""A prepared run kept in memory, so that a lever moved on screen has its picture at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from parley.bridges import defaults
from parley.dossier.schema import Dossier
from parley.dossier.settings import Settings, in_words
from parley.outlook.document import ByHorizon, Number, Outlook, PhaseBand
from parley.outlook.joined import Joined, Size, prepare, simulate_scenario
from parley.outlook.scenarios import bands, differences, outcomes
from parley.outlook.whatif import sample_of

KEPT = 64
"""Scenarios whose pictures are kept."""
LIVE = Size(draws=100, paths=80, field_draws=20)
"""Size of a live run: a quarter of a second a scenario; the outlook itself is run in full."""


@dataclass(frozen=True)
class Slider:
    """Something that can be set otherwise.

    kind : lever, meeting or constraint; at : level as things stand, 0 to 1; acts : whether the
    models know a way in which it acts
    """

    id: str
    name: str
    kind: str
    at: float
    acts: bool


@dataclass(frozen=True)
class Picture:
    """A scenario beside things as they stand, on the same draws and shocks.

    Attributes
    ----------
    settings : what is set otherwise
    words : the same in words
    base, changed : outcome -> horizon -> chance
    difference : paired, changed less base
    base_bands, changed_bands : exclusive outcome -> month by month
    """

    settings: dict[str, str | float]
    words: tuple[str, ...]
    base: dict[str, ByHorizon]
    changed: dict[str, ByHorizon]
    difference: dict[str, ByHorizon]
    base_bands: dict[str, PhaseBand]
    changed_bands: dict[str, PhaseBand]


class Live:
    """One dossier prepared for quick what-ifs; safe to ask from several threads.

    Parameters
    ----------
    dossier : with two sides; every entry in it is used
    size : draws, paths and seed

    Raises
    ------
    OutlookError
        If the process has no two sides.
    """

    def __init__(self, dossier: Dossier, size: Size = LIVE) -> None:
        self.joined: Joined = prepare(dossier, size)
        self._base = simulate_scenario(self.joined, {}, self.joined.base)
        self._base_outcomes = outcomes(self.joined, self._base)
        self._base_bands = bands(self._base)
        self._kept: OrderedDict[tuple[tuple[str, str | float], ...], Picture] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def sliders(self) -> tuple[Slider, ...]:
        """What can be set otherwise: levers, meetings to come, constraints that bind one."""
        joined, out = self.joined, []
        coded = {x.id: x for x in joined.coding.levers}
        for lever in joined.dossier.levers:
            code = coded.get(lever.id)
            known = joined.draws.values.get(f"level.{lever.id}")
            kind = "sanctions" if code and code.channel == "sanctions" else "arms"
            default = defaults.LEVELS.get((kind, lever.state))
            if known is not None:
                at = float(np.mean(known))
            elif code is not None and code.channel == "issue":
                at = 1.0 if lever.state == "active" else 0.0
            else:
                at = float(np.mean(default.numbers)) if default else 0.0
            acts = code is not None and code.channel != "none"
            out.append(Slider(lever.id, lever.name, "lever", round(at, 2), acts))
        return (*out, *self._calendar())

    def picture(self, settings: Settings) -> Picture:
        """Settings beside things as they stand, on the same draws and shocks.

        Raises
        ------
        OutlookError
            If the settings cannot be carried out.
        """
        key = tuple(sorted(settings.items()))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            found = self._kept[key] = self._work(settings)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return found

    def _work(self, settings: Settings) -> Picture:
        joined = self.joined
        other = sample_of(joined, settings)
        return Picture(
            settings=dict(settings),
            words=tuple(in_words(joined.dossier, k, v) for k, v in settings.items()),
            base=self._base_outcomes,
            changed=outcomes(joined, other),
            difference=differences(joined, self._base, other),
            base_bands=self._base_bands,
            changed_bands=bands(other),
        )

    def _calendar(self) -> list[Slider]:
        """Meetings to come with their chance, and the constraints that bind them."""
        from parley.outlook.joined import chance_of_meetings, meetings_to_come

        chances = chance_of_meetings(meetings_to_come(self.joined, {}))
        dossier = self.joined.dossier
        out = [
            Slider(m.id, m.name, "meeting", round(float(np.mean(chances[m.id])), 2), True)
            for m in dossier.meetings
            if m.id in chances
        ]
        binding = [c for c in dossier.constraints if set(c.meetings) & set(chances)]
        return out + [Slider(c.id, c.name, "constraint", 1.0, True) for c in binding]


def anchored(picture: Picture, found: Outlook) -> Picture:
    """Return a live picture whose base is the full outlook, moved by the paired differences.

    The small run tells what the settings change, on the same draws and shocks with and without
    them; where things stand is told by the full run. Chances stay within 0 and 1.
    """
    if found.outcomes is None:
        return picture
    base = {k: by for k, by in found.outcomes.items() if k in picture.difference}
    changed = {
        k: {h: _moved(n, picture.difference[k][h].value) for h, n in by.items()}
        for k, by in base.items()
    }
    bands = {k: found.phases[k] for k in picture.base_bands if k in found.phases}
    after = {
        k: _shifted(b, picture.base_bands[k].mean, picture.changed_bands[k].mean)
        for k, b in bands.items()
    }
    return replace(picture, base=base, changed=changed, base_bands=bands, changed_bands=after)


def _moved(n: Number, by: float) -> Number:
    """A chance and its interval, moved."""
    low, high = (min(max(x + by, 0.0), 1.0) for x in n.interval)
    return Number(value=min(max(n.value + by, 0.0), 1.0), interval=(low, high))


def _shifted(band: PhaseBand, was: list[float], becomes: list[float]) -> PhaseBand:
    """A band month by month, moved by how far the mean of the small run moved."""
    by = [b - a for a, b in zip(was, becomes, strict=True)]

    def moved(values: list[float]) -> list[float]:
        return [min(max(v + d, 0.0), 1.0) for v, d in zip(values, by, strict=True)]

    return PhaseBand(mean=moved(band.mean), low=moved(band.low), high=moved(band.high))
