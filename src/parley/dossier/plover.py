"""PLOVER and CAMEO codes for what a dossier records: one table, nothing computed.

PLOVER: Halterman, Bagozzi, Beger, Schrodt and Scraborough (2023), PLOVER and POLECAT, a new
political event ontology and dataset. CAMEO: Schrodt (2012), Conflict and Mediation Event
Observations, codebook 1.1b3. The pairs follow the correspondence the Open Event Data Alliance
published in 2021; its DEMAND is REQUEST since 2023.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """A PLOVER event type with mode and context, and the CAMEO code that says the same."""

    event: str
    mode: str
    context: str
    cameo: str


QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("CONCEDE", "COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
"""The class of four that each event type is in."""

SECTOR = {
    "state": "GOV", "armed group": "REB", "organisation": "IGO", "court": "JUD", "group": "UNK",
}  # fmt: skip
"""Sector of an actor by the kind of party."""

PHONE = Code("CONSULT", "phone", "diplomatic", "041")
VISIT = Code("CONSULT", "visit", "diplomatic", "042")
THIRD = Code("CONSULT", "third-party", "diplomatic", "044")
NEGOTIATE = Code("CONSULT", "", "diplomatic", "046")
MULTILATERAL = Code("CONSULT", "multilateral", "diplomatic", "040")
INTENT_TO_MEET = Code("AGREE", "", "diplomatic", "036")
TRUCE = Code("RETREAT", "ceasefire", "military", "0871")
WARRANT = Code("COERCE", "arrest", "legal", "173")

_DEMANDS = {
    "territory": ("change", "territory", "105", "124"),
    "recognition": ("assist", "diplomatic", "102", "120"),
    "ceasefire": ("yield", "military", "1056", "1246"),
    "withdrawal": ("yield", "military", "1056", "1246"),
    "monitoring": ("yield", "diplomatic", "1055", "1245"),
    "security_guarantees": ("assist", "peacekeeping", "1034", "1224"),
    "forces_weapons": ("yield", "military", "1056", "1246"),
    "sanctions": ("yield", "economic", "1054", "1244"),
    "trade_energy": ("assist", "economic", "1011", "1211"),
    "prisoners": ("yield", "legal", "1053", "1243"),
    "accountability": ("assist", "legal", "1013", "1213"),
    "reparations": ("assist", "economic", "1031", "1221"),
    "governance_elections": ("change", "political_institutions", "104", "123"),
    "autonomy": ("change", "political_institutions", "1044", "1234"),
    "refugees": ("change", "rights_freedoms", "1043", "1233"),
    "access_aid": ("assist", "humanitarian", "1033", "1223"),
    "normalisation": ("assist", "diplomatic", "102", "120"),
    "other": ("", "", "100", "120"),
}
"""Mode, context, CAMEO code when asked for, CAMEO code when refused, by demand class."""


def demand(demand_class: str, *, refused: bool) -> Code:
    """Code of a demand, or of its refusal.

    Examples
    --------
    >>> demand("prisoners", refused=False).cameo, demand("prisoners", refused=True).event
    ('1053', 'REJECT')
    """
    mode, context, asked, declined = _DEMANDS[demand_class]
    if refused:
        return Code("REJECT", mode, context, declined)
    return Code("REQUEST", mode, context, asked)


LEVERS: dict[tuple[str, str], Code] = {
    ("arms", "active"): Code("AID", "", "military", "072"),
    ("arms", "offered"): Code("AGREE", "", "military", "0332"),
    ("arms", "threatened"): Code("THREATEN", "relations", "military", "1311"),
    ("arms", "on_hold"): Code("SANCTION", "discontinue", "military", "1622"),
    ("arms", "withdrawn"): Code("SANCTION", "discontinue", "military", "1622"),
    ("aid", "active"): Code("AID", "", "economic", "071"),
    ("aid", "offered"): Code("AGREE", "", "economic", "0331"),
    ("aid", "threatened"): Code("THREATEN", "relations", "economic", "1311"),
    ("aid", "on_hold"): Code("SANCTION", "discontinue", "economic", "1621"),
    ("aid", "withdrawn"): Code("SANCTION", "discontinue", "economic", "1621"),
    ("sanctions", "active"): Code("COERCE", "restrict", "diplomatic", "163"),
    ("sanctions", "threatened"): Code("THREATEN", "restrict", "diplomatic", "1312"),
    ("sanctions", "offered"): Code("AGREE", "", "economic", "0354"),
    ("sanctions", "on_hold"): Code("RETREAT", "ease", "economic", "085"),
    ("sanctions", "withdrawn"): Code("RETREAT", "ease", "economic", "085"),
    ("trade", "active"): Code("COOPERATE", "", "economic", "061"),
    ("trade", "offered"): Code("AGREE", "", "economic", "0311"),
    ("trade", "threatened"): Code("THREATEN", "restrict", "diplomatic", "1312"),
    ("trade", "on_hold"): Code("SANCTION", "", "economic", "160"),
    ("trade", "withdrawn"): Code("SANCTION", "", "economic", "160"),
    ("recognition", "active"): Code("SUPPORT", "", "diplomatic", "054"),
    ("recognition", "offered"): Code("AGREE", "", "diplomatic", "032"),
    ("recognition", "threatened"): Code("THREATEN", "relations", "diplomatic", "1313"),
    ("recognition", "withdrawn"): Code("SANCTION", "withdraw", "diplomatic", "161"),
    ("peacekeepers", "active"): Code("AID", "", "peacekeeping", "074"),
    ("peacekeepers", "offered"): Code("AGREE", "", "peacekeeping", "0334"),
    ("peacekeepers", "threatened"): Code("THREATEN", "expel", "diplomatic", "136"),
    ("peacekeepers", "withdrawn"): Code("SANCTION", "expel", "military", "1661"),
    ("other", "offered"): Code("AGREE", "", "diplomatic", "030"),
    ("other", "threatened"): Code("THREATEN", "", "", "130"),
}
"""Code of a lever by instrument and state; what is not here is no event."""
