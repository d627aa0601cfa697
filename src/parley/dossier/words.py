"""The closed lists of words: kinds, states, classes; every other room reads them here."""

from typing import Literal

PartyKind = Literal["state", "armed group", "organisation", "court", "group"]
Role = Literal["belligerent", "patron", "mediator", "host", "observer"]
MeetingKind = Literal["call", "summit", "officials", "round", "other"]
MeetingStatus = Literal["held", "planned", "postponed", "cancelled"]
Instrument = Literal["arms", "aid", "sanctions", "trade", "recognition", "peacekeepers", "other"]
LeverState = Literal["active", "on_hold", "threatened", "offered", "withdrawn"]
Spell = Literal["talks", "war"]
ConstraintKind = Literal["warrant", "sanctions_regime", "law", "resolution", "other"]
Polarity = Literal["positive", "negative", "mixed", "neutral"]
Review = Literal["proposed", "accepted", "rejected"]
Origin = Literal["stated", "historical", "judgement", "default"]
WarType = Literal["interstate", "civil", "internationalised"]
DemandClass = Literal[
    "territory", "recognition", "ceasefire", "withdrawal", "monitoring", "security_guarantees",
    "forces_weapons", "sanctions", "trade_energy", "prisoners", "accountability", "reparations",
    "governance_elections", "autonomy", "refugees", "access_aid", "normalisation", "other",
]  # fmt: skip
Claim = Literal[
    "settlement", "ceasefire_holding", "escalation", "war_continues", "collapse",
    "ceasefire_temporary", "exhaustion_needed", "lever_strengthens", "outcome_open",
]  # fmt: skip
"""What an assessment can speak to that the models answer too."""

LEVEL_OF_STATE: dict[str, float] = {
    "active": 1.0,
    "on_hold": 0.3,
    "threatened": 0.5,
    "offered": 0.0,
    "withdrawn": 0.0,
}
"""Default strength of a lever in each state, from 0 (nothing) to 1 (in full)."""
