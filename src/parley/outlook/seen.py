"""Events → observations of the course model, month by month."""

from collections.abc import Sequence

import numpy as np

from parley.errors import OutlookError
from parley.models.course.updating import Observation
from parley.outlook.events import Event
from parley.outlook.joined import Joined


def observations(
    events: Sequence[Event], place: dict[str, int], joined: Joined
) -> tuple[list[Observation], list[str]]:
    """Return events as the course model reads them, one for each month, and what was left out.

    Parameters
    ----------
    events : every meeting with its month
    place : meeting -> its index among the course's meetings
    joined : the run they condition

    Raises
    ------
    OutlookError
        If two events contradict each other, a truce breaks that was never signed, or deaths are
        given where the record has no deaths a year.
    """
    notes: list[str] = []
    held: dict[int, dict[int, bool]] = {}
    deaths: dict[int, float] = {}
    for e in events:
        if e.kind == "meeting" and e.key in place:
            assert e.month is not None
            held.setdefault(e.month, {})[place[e.key]] = bool(e.value)
        elif e.kind == "meeting":
            notes.append(
                f"{joined.dossier.name_of(e.key)}: opens no talks within the horizon, so it "
                "changes no path"
            )
        elif e.kind == "intensity":
            deaths[e.month or 0] = _multiple(float(e.value), joined)
    states = _states([e for e in events if e.kind == "state"], joined)
    seen = [
        Observation(
            m,
            phase=states.get(m, (None, None))[0],
            talks=states.get(m, (None, None))[1],
            meetings=held.get(m, {}),
            intensity=deaths.get(m),
        )
        for m in sorted({*held, *deaths, *states})
    ]
    if any(e.kind == "intensity" for e in events):
        notes.append("deaths in a month are taken as measured within a factor of 1.35 (one sd)")
    return seen, notes


def _multiple(deaths: float, joined: Joined) -> float:
    """Deaths in a month as a multiple of the long-run mean of logs, from the record's year."""
    yearly = joined.dossier.process.intensity
    if not yearly:
        raise OutlookError(
            "observed deaths: the record does not say how many die in a year (process intensity)"
        )
    phi, sd = joined.ground.rates.intensity
    return float(deaths / (yearly / 12) * np.exp(sd**2 / (1 - phi**2) / 2))


def _states(events: Sequence[Event], joined: Joined) -> dict[int, tuple[str | None, bool | None]]:
    """Phase and talks at the end of each month that was seen; a truce that broke held till then."""
    out: dict[int, tuple[str | None, bool | None]] = {}

    def put(month: int, phase: str, talks: bool | None = None) -> None:
        known = out.setdefault(month, (phase, talks))
        if known[0] != phase or (None not in (known[1], talks) and known[1] != talks):
            raise OutlookError(f"observed: month {month + 1} cannot be {known[0]} and {phase}")
        out[month] = (phase, talks if talks is not None else known[1])

    quiet = 0 if joined.dossier.process.quiet else None
    for e in sorted(events, key=lambda e: e.month or 0):
        m, word = e.month or 0, str(e.value)
        if word in ("war", "talks", "no_talks"):
            put(m, "war", {"war": None, "talks": True, "no_talks": False}[word])
        elif word in ("ceasefire", "ceasefire_signed"):
            if word == "ceasefire_signed" and m > 0:
                put(m - 1, "war")
            put(m, "ceasefire")
            quiet = m
        elif word == "ceasefire_broken":
            if quiet is None:
                raise OutlookError(
                    f"observed: a ceasefire broken in month {m + 1}, but none before it; "
                    "say when it was signed (WHEN=ceasefire_signed)"
                )
            for k in range(quiet, m):
                put(k, "ceasefire")
            put(m, "war")
            quiet = None
        elif word == "settlement":
            put(m, "settlement")
        else:
            side = next(k for k, s in enumerate(joined.dossier.process.sides) if e.key in s)
            put(m, ("collapse_A", "collapse_B")[side])
    return out
