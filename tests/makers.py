"""Well-formed dossiers of invented processes, for tests of any room."""

import datetime
import hashlib
from typing import Any

from parley.dossier.schema import Dossier, Evidence, Source

TEXT = (
    "Westland and Eastland have fought since 2021. Westland demands recognition of the Cape. "
    "Westland wants sanctions lifted. Eastland insists on its old border. "
    "Northland may hold back arms deliveries to Eastland. Northland keeps sanctions on Westland. "
    "The foreign ministers meet next week; the two presidents are to meet in Midtown. "
    "A court has issued a warrant for the president of Westland."
)


def source(text: str = TEXT, key: str = "s1") -> Source:
    """A source with the given text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(
        id=key, title="An invented report", date=datetime.date(2024, 5, 2), sha256=digest, text=text
    )


def quote(words: str, text: str = TEXT, key: str = "s1") -> dict[str, Any]:
    """The words as evidence, found in the text."""
    start = text.index(words)
    return Evidence(source=key, start=start, end=start + len(words), quote=words).model_dump()


def plain(**changes: Any) -> dict[str, Any]:
    """The data of a two-sided war with a third party that holds sanctions and arms."""
    data: dict[str, Any] = {
        "process": {
            "title": "Westland and Eastland",
            "as_of": "2024-05-02",
            "sides": [["WL"], ["EL"]],
            "type": "interstate",
            "started": "2021-03-01",
            "intensity": 5000,
        },
        "sources": [source().model_dump()],
        "parties": [
            {"id": "WL", "name": "Westland", "kind": "state", "role": "belligerent"},
            {"id": "EL", "name": "Eastland", "kind": "state", "role": "belligerent"},
            {"id": "NL", "name": "Northland", "kind": "state", "role": "patron"},
        ],
        "people": [{"id": "ada", "name": "Ada West", "office": "President", "party": "WL"}],
        "issues": [
            {
                "id": "cape",
                "question": "Who holds the Cape?",
                "demand_class": "territory",
                "now": "line",
                "options": _options("west", "line", "east"),
            },
            {
                "id": "relief",
                "question": "What becomes of the sanctions?",
                "demand_class": "sanctions",
                "now": "stay",
                "holders": ["NL"],
                "options": _options("stay", "eased", "lifted"),
            },
        ],
        "positions": [
            {
                "id": "p1", "party": "WL", "issue": "cape", "preferred": "west",
                "evidence": [quote("Westland demands recognition of the Cape")],
            },
            {
                "id": "p2", "party": "WL", "issue": "relief", "preferred": "lifted",
                "evidence": [quote("Westland wants sanctions lifted")],
            },
            {
                "id": "p3", "party": "EL", "issue": "cape", "preferred": "east",
                "evidence": [quote("Eastland insists on its old border")],
            },
        ],
        "levers": [
            {
                "id": "arms", "holder": "NL", "target": "EL", "instrument": "arms",
                "state": "threatened", "name": "arms deliveries",
                "evidence": [quote("Northland may hold back arms deliveries to Eastland")],
            },
            {
                "id": "sanctions", "holder": "NL", "target": "WL", "instrument": "sanctions",
                "state": "active", "name": "sanctions", "issue": "relief",
                "evidence": [quote("Northland keeps sanctions on Westland")],
            },
        ],
        "constraints": [
            {
                "id": "warrant", "kind": "warrant", "binds": "ada", "name": "a court's warrant",
                "meetings": ["summit"],
                "evidence": [quote("A court has issued a warrant for the president of Westland")],
            },
        ],
        "meetings": [
            {
                "id": "ministers", "name": "ministers' talks", "kind": "officials",
                "status": "planned", "seats": [{"any_of": ["WL"]}, {"any_of": ["EL"]}],
                "evidence": [quote("The foreign ministers meet next week")],
            },
            {
                "id": "summit", "name": "summit in Midtown", "kind": "summit", "status": "planned",
                "seats": [{"any_of": ["ada"]}, {"any_of": ["EL"]}], "place": "Midtown",
                "evidence": [quote("the two presidents are to meet in Midtown")],
            },
        ],
        "order": [{"before": "ministers", "after": "summit"}],
    }  # fmt: skip
    return {**data, **changes}


def dossier(**changes: Any) -> Dossier:
    """The plain process as a dossier; keyword arguments replace whole lists."""
    return Dossier.model_validate(plain(**changes))


def swapped(**changes: Any) -> Dossier:
    """The plain process with the two sides in the other order."""
    data = plain(**changes)
    data["process"]["sides"] = data["process"]["sides"][::-1]
    return Dossier.model_validate(data)


def _options(*ids: str) -> list[dict[str, str]]:
    return [{"id": i, "label": i} for i in ids]
