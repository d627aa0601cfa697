"""Which class of the catalogue of demands a few words speak to."""

import functools
import re

from parley.dossier import catalogue
from parley.dossier.words import DemandClass, Instrument
from parley.reading.cues import Cue

_DEMAND: list[tuple[DemandClass, str]] = [
    ("prisoners", r"release|prisoner|sent home by force|repatriation of|captured (?:soldiers|"
                  r"men)|civilians held|political detainees|internees|captives|prisoners?|"
                  r"hostages?|detainees?|captives?|amnesty for (?:fighters|prisoners)|"
     r"p\.?o\.?w\.?s?\b|exchange of (?:the )?(?:captured|dead|bodies)|abduct|missing "
     r"(?:persons|soldiers)|inmates|jailed"),
    ("refugees", r"camps? (?:emptied|closed|opened)|refugees?|displaced|right of return|returnees|"
     r"expelled families|repatriat"),
    ("reparations", r"indemnit|pay(?:ment)? of the cost|costs of the war|damages|"
                    r"reparations?|indemnity|indemnities|compensation|war damages|"
                    r"reconstruction|rebuild|war costs"),
    ("accountability", r"inquiry|jail|prison(?!er)|special courts|courts?|war crimes?|tribunal|"
                       r"prosecut|indict|amnesty|impunity|truth "
                       r"commission|trials?\b|justice|"
     r"accountab|extradit|criminal|punish|investigat"),
    ("sanctions", r"eas(?:e|ing) (?:a|any|the|its) |some relief|off the .{0,20}list|terrorist "
                  r"(?:list|organi[sz]ations)|taken off .{0,40}list|penalties|arms ban|delist|"
                  r"restrictions|sanctions?|embargo|asset freeze|"
                  r"frozen (?:assets|funds|money)|unfreez|"
                  r"blacklist|terror list|blockade of trade"),
    ("access_aid", r"siege|humanitarian|safe passage|corridors? for (?:aid|relief)|airport|"
     r"aid (?:convoys?|access|deliver|corridor)|unhindered|relief "
                   r"(?:convoys?|supplies|goods)|"
     r"food|medicine|banking|electricity|telephone|aid\b|access for|port of|airport be "
     r"reopened|services"),
    ("ceasefire", r"air ?strikes? (?:stop|end|cease)|cease-?fire|truce|armistice|halt (?:to|"
     r"in) (?:the )?(?:fighting|bombing|"
                  r"shelling|attacks|hostilities|offensive)|"
     r"end (?:to|of) (?:the )?(?:fighting|bombing|shelling|attacks|hostilities|raids|violence|"
     r"bombardment)|cessation|stop(?:ping)? (?:the )?(?:fighting|bombing|"
     r"attacks|shooting)|lay down"),
    ("monitoring", r"inspectors|military sites|sites|UN force|international (?:troops|presence)|"
     r"access "
                   r"to (?:military|all|suspect)|neutral nations|third-party|monitor|"
                   r"observers?|inspect|verif|peacekeep|supervis|international force|"
                   r"blue helmets|contingent|buffer force|trustee"),
    ("withdrawal", r"give back|go back to the lines|out (?:of|off) the|departure of|troops on the|"
     r"pull ?-?out|foreign bases|leave the country|"
                   r"quit the|withdraw|pull(?:s|ed|ing)? (?:back|out)|pull-?out|pullback|"
                   r"evacuat|give "
                   r"(?:up|back) .{0,30}(?:land|territor)|vacate|"
     r"zero troops|every foreign soldier|leave (?:the|all|its)|foreign (?:troops|forces|soldiers)|"
     r"(?:soldiers|troops|forces|"
     r"army) (?:to )?(?:go|leave|out|off)|demilitari"),
    ("forces_weapons", r"clearance of mines|land ?mines|halv|police|purge|combatants|"
     r"places in the army|unified army|own "
                       r"army|demining|arsenals?|secret police|disband|dissol|disarm|demobili|"
                       r"weapons?|missiles?|nuclear|enrich|centrifuge|uranium|"
                       r"decommission|army|armies|"
     r"ceiling|troop levels|warheads?|arms\b|militia|rearm|fighters|integration of|"
     r"battalions?|navy|fleet|ships|guns|security forces|police|reactor|stockpile"),
    ("security_guarantees", r"right of intervention|(?:personal|body) ?guards?|pledge that force|"
     r"assurances?|naval base|"
     r"bases?\b|security zone|from using|attack "
                            r"from|truce will bind|guarantees?|security assurances?|nato "
                            r"membership|join(?:ing)? "
                            r"nato|neutral|alliance|"
     r"non-aggression|defen[cs]e pact|protection|membership of|security zone|buffer zone|"
     r"safe(?:ty)? for"),
    ("autonomy", r"self-determin|independent|sovereign state|own parliament|status of|autonom|"
                 r"self-rule|self-government|self-determination|devol|federal|"
                 r"federation|home rule|referendum|independence|"
     r"decentrali|special status|secession|language|secede|confederal|minority rights"),
    ("governance_elections", r"constituenc|proportional|electoral|nationality|candidates?|"
     r"governorships?|sharing of offices|say in|number of states|"
     r"administration|presiden(?:cy|tial)|premiership|rotating|"
     r"power is shared|share in power|number of states|"
                             r"polit|assembly|posts?|law in the|sharia|secular|institutions|"
                             r"bodies|cross-border|minist|elections?|constitution|"
                             r"power-sharing|share of power|cabinet|"
                             r"parliament|president(?:'s)? (?:resign|step|go|depart)|step "
                             r"down|"
     r"transition|interim government|coalition|posts|seats|ministries|reform|political party|"
     r"vote|rule|government|land reform|council|amend|monarchy|throne"),
    ("normalisation", r"normali[sz]|diplomatic (?:relations|ties)|ambassadors|embass|open "
                      r"(?:the )?borders?|exchange of envoys|peace treaty|relations|lift the "
                      r"travel"),
    ("recognition", r"recogni[sz]|right to exist|sovereignty|independent state|statehood|"
                    r"acknowledg"),
    ("trade_energy", r"revenue|income from|customs|factory|single market|royalt|"
     r"share of the (?:oil|gas)|fishing|customs|trade|energy|"
                     r"oil|gas\b|pipeline|tariff|grain|water|canal|transit|"
                     r"railway|fish|export|market|economic|shipping|tolls|debt|electric"),
    ("territory", r"soil|frontier|no inch|desert|islands|peninsula|claim to the|territor|"
                  r"land\b|borders?|frontier|province|island|region|corridor|capital|"
                  r"control (?:of|over)|map|"
     r"cede|cession|annex|line|town|city|part of|district|valley|heights|enclave|partition|"
     r"coast|strip|settlements?|hills?|zone|half of|boundary"),
]  # fmt: skip
_DEMANDS = [(c, Cue(p, whole=False)) for c, p in _DEMAND]
_FIRST: list[tuple[re.Pattern[str], DemandClass]] = [
    (re.compile(r"^(?:full |formal |the |its |their |legal |diplomatic |an? )*recogni[sz]", re.I),
     "recognition"),
    (re.compile(r"^(?:the |an? |full |immediate |any |complete |early |some )*(?:lifting|"
                r"easing|end|relief|removal)\b.{0,20}(?:sanctions|embargo)", re.I), "sanctions"),
    (re.compile(r"^(?:the |a |full |complete |immediate |total |phased )*(?:withdrawal|"
                r"pull-?out|evacuation)", re.I), "withdrawal"),
    (re.compile(r"give up .{0,20}(?:land|territor)", re.I), "withdrawal"),
    (re.compile(r"inspectors\b", re.I), "monitoring"),
    (re.compile(r"\btruce\b.{0,40}\bwar\b|"
     r"^(?:only )?a (?:humanitarian )?truce", re.I), "ceasefire"),
]  # fmt: skip

_INSTRUMENT: list[tuple[Instrument, str]] = [
    ("peacekeepers", r"monitors|battalions?|blue helmets|soldiers in the zone|peacekeep|"
                     r"soldiers to (?:a|the)|troops to (?:a|the|monitor|police|protect|"
                     r"guard|keep)|observers|monitors|"
     r"international force|contingent|transitional .{0,12}administration|monitoring mission|"
     r"battalion"),
    ("sanctions", r"list of (?:state )?sponsors|measures under|listing|terror list|ban on|"
     r"arms ban|lapse|sanctions?|embargo|freez\w* "
                  r"(?:the )?assets|assets|"
                  r"blacklist|visa|travel "
                  r"ban|blockade|tariffs?"),
    ("arms", r"drones|defen[cs]e (?:treaty|pact)|warships|fuel and ammunition|ammunition|"
     r"military aid|military assistance|arms\b|"
             r"weapons?|missiles?|aircraft|tanks|jets|ammunition|munitions|military "
             r"equipment|warplanes|rifles|shells|artillery|air defence|military supplies|guns"),
    ("aid", r"loan|credits|stipend|fund\b|euros|payments?|money|aid\b|assistance|loans?|"
            r"funds?|funding|money|grants?|credits?|dollars|euros|"
            r"reconstruction|donors?|subsid|help (?:to )?(?:build|pay|rebuild)|billion|"
            r"million|budget support|food"),
    ("trade", r"pipeline|wells|trade office|taps|duty-free|investment|trade|duty-free|oil|gas\b|"
     r"economic "
              r"(?:relationship|relations|ties|"
              r"cooperation)|market|export|energy|investment|grain|border crossing|pipeline|"
              r"port access|ports?\b|transit|imports?"),
    ("recognition", r"recogni[sz]|diplomatic relations|embassy|membership|admission|normali[sz]"),
]  # fmt: skip
_INSTRUMENTS = [(c, Cue(p, whole=False)) for c, p in _INSTRUMENT]


@functools.lru_cache(maxsize=4096)
def catalogue_hits(words: str) -> tuple[catalogue.Hit, ...]:
    """What the catalogue finds in the words of a demand, the best first."""
    return catalogue.load().find(words)


def demand_class(words: str) -> DemandClass:
    """Class of a demand in words; "other" when no phrase of any class occurs.

    Examples
    --------
    >>> demand_class("lifting of sanctions"), demand_class("release of all prisoners")
    ('sanctions', 'prisoners')
    """
    for pattern, name in _FIRST:
        if pattern.search(words):
            return name
    hits = catalogue_hits(words)
    if hits and hits[0].words >= 2 and hits[0].demand_class != "other":
        return hits[0].demand_class
    best: tuple[int, int] | None = None
    found: DemandClass = "other"
    for rank, (name, phrases) in enumerate(_DEMANDS):
        m = phrases.search(words)
        if m and (best is None or (m.start() // 40, rank) < best):
            best, found = (m.start() // 40, rank), name
    return found


def instrument(words: str) -> Instrument | None:
    """Instrument of a lever in words, or None when the words name none."""
    found = instrument_at(words)
    return found[0] if found else None


def instrument_at(words: str) -> tuple[Instrument, int, int] | None:
    """Instrument of a lever in words and where it is named, or None when the words name none.

    Examples
    --------
    >>> instrument_at("deliveries of weapons")
    ('arms', 14, 21)
    """
    for name, pattern in _INSTRUMENTS:
        m = pattern.search(words)
        if m:
            return name, m.start(), m.end()
    return None
