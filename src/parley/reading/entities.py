"""Parties and people as they are found: one entity each, with every mention."""

from dataclasses import dataclass, field
from typing import Literal

from parley.dossier.words import PartyKind

Sort = Literal["party", "person"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named, or referred to by a pronoun or an office.

    `acting` is the weight, from 0 (a mere place) to 1 (the subject of a verb), that the place gives
    to the entity as a party.
    """

    start: int
    end: int
    key: str
    form: str
    acting: float = 0.0
    before: str = ""
    """The word before, in lower case."""


@dataclass
class Entity:
    """A party or a person under construction."""

    key: str
    name: str
    sort: Sort
    kind: PartyKind | None = None
    iso3: str | None = None
    home: str | None = None
    office: str | None = None
    party: str | None = None
    former: bool = False
    aliases: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    office_span: tuple[int, int] | None = None

    @property
    def acting(self) -> float:
        """Sum of the weights of all mentions."""
        return sum(m.acting for m in self.mentions)

    @property
    def head(self) -> str:
        """Chief word of the office in lower case, or nothing."""
        return self.office.lower().split()[-1] if self.office else ""


@dataclass
class Registry:
    """All entities of one report by key."""

    entities: dict[str, Entity] = field(default_factory=dict)
    parties: list[Entity] = field(default_factory=list)
    """Entities that are parties, in order of first mention."""
    people: list[Entity] = field(default_factory=list)
    """Entities that are people, in order of first mention."""

    def add(self, entity: Entity) -> Entity:
        """The entity under this key, made when it is new."""
        if entity.key not in self.entities:
            self.entities[entity.key] = entity
            (self.parties if entity.sort == "party" else self.people).append(entity)
        return self.entities[entity.key]

    def party_of(self, key: str) -> str | None:
        """The party behind a key: itself, or the one a person acts for."""
        entity = self.entities.get(key)
        if entity is None:
            return None
        return key if entity.sort == "party" else entity.party
