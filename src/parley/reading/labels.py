"""What an entry is called when the report gives it no name of its own."""

from collections.abc import Mapping, Sequence

from parley.dossier.schema import Seat

INSTRUMENT = {
    "arms": "Arms", "aid": "Aid", "sanctions": "Sanctions", "trade": "Trade",
    "recognition": "Recognition", "peacekeepers": "Peacekeepers", "other": "Pressure",
}  # fmt: skip
_KIND = {
    "call": "Call", "summit": "Summit", "officials": "Officials' meeting", "round": "Talks",
    "other": "Meeting",
}  # fmt: skip


def meeting_name(
    names: Mapping[str, str], kind: str, seats: Sequence[Seat], place: str | None
) -> str:
    """Name of a meeting: its kind, the first four seats, its place.

    Examples
    --------
    >>> meeting_name({"KE": "Kenya", "PE": "Peru"}, "round",
    ...              [Seat(any_of=("KE",)), Seat(any_of=("PE",))], "Oslo")
    'Talks: Kenya, Peru (Oslo)'
    """
    who = ", ".join(" or ".join(names[x].split()[-1] if x.islower() else names[x] for x in s.any_of)
                    for s in seats[:4])  # fmt: skip
    return f"{_KIND[kind]}{': ' + who if who else ''}{' (' + place + ')' if place else ''}"
