"""Word lists of the field that several rules share: offices, verbs, heads of names."""


def words(text: str) -> frozenset[str]:
    """The set of words in a text."""
    return frozenset(text.split())


OFFICE_HEADS = words(
    """president premier chancellor king queen emperor emir sultan tsar czar shah prince minister
    secretary envoy representative ambassador mediator negotiator general colonel marshal
    admiral commander spokesman spokeswoman spokesperson leader chairman chairwoman chairperson
    chair head director senator governor adviser advisor aide delegate co-chair host prosecutor
    bishop archbishop cardinal pope taoiseach chief commissioner facilitator observer moderator
    secretary-general vice-president undersecretary plenipotentiary diplomat viceroy regent
    count baron lord sheikh mullah ayatollah imam judge professor lawmaker politician
    ex-president ex-premier ex-minister warlord strongman statesman field-marshal brigadier
    major m captain lieutenant comandante commandant deputy monarch ruler counsellor attaché
    consul politburo lawyer delegation-head founder coordinator administrator guarantor chargé
    sirdar dr mr mrs ms sir mr. mrs. dr. gen. col. sen. lt. maj. adm. amb. gov. rev. ex-general
    rapporteur co-chairman vice-chairman speaker chieftain miss caliph"""
)

OFFICE_PLURALS = words(
    """presidents ministers secretaries envoys generals leaders negotiators mediators commanders
    ambassadors delegates premiers colonels representatives co-chairs emissaries diplomats
    chiefs plenipotentiaries spokesmen counsellors experts commissioners lawmakers senators judges
    deputies mediators bishops advisers officers"""
)

OFFICE_MODIFIERS = words(
    """prime foreign defence defense interior finance deputy vice acting chief special senior
    roving presidential national security high former ex then late outgoing new interim personal
    state crown first veteran rebel opposition political military army guerrilla union federal
    executive permanent under assistant lead top government peace regional supreme party of for
    the foreign-policy home justice trade energy exiled retired main principal career
    intelligence affairs relations external chargé general grand field colonial war joint
    commander-in-chief exterior cooperation minority reconciliation"""
)

FORMER = words("""former ex ex-president ex-premier ex-minister ex-general late onetime""")

PARTICLES = words(
    """al el bin ibn de da dos di del van von der la le ould abu ben du den ter af zu y e"""
)

MONTHS = words(
    """january february march april may june july august september october november december"""
)

WEEKDAYS = words("""monday tuesday wednesday thursday friday saturday sunday""")

ARMED = words(
    """rebel rebels guerrilla guerrillas insurgent insurgents militia militias fighters militants
    separatists secessionists paramilitaries partisans mujahideen mujahedin irregulars gunmen
    rebellion"""
)

FORCES = words("""forces troops soldiers army armies fighters units columns commanders""")

STATE_NOUNS = words(
    """side officials official president presidents leader leaders leadership minister ministers
    army forces troops soldiers government governments delegation delegations negotiator
    negotiators envoy envoys mediator mediators mediation premier prime foreign defence defense
    vice chancellor king emperor emir diplomat diplomats diplomacy military air general generals
    commander commanders authorities administration ambassador ambassadors team delegate
    delegates representative representatives spokesman spokeswoman spokesperson chief host hosts
    secretary parliament cabinet regime navy republic federation state plenipotentiaries
    plenipotentiary counterpart counterparts negotiating demands demand proposal proposals offer
    assembly intelligence aide deputy ministry foreign-ministry crown special senior high-level
    high national head presidential royal politicians capital-based shuttle facilitators
    facilitator rulers commissioners fleet garrison police peacekeepers warplanes jets sources
    senator governor and"""
)

GROUP_NOUNS = words(
    """leaders states governments capitals countries ministers powers nations diplomats officials
    donors allies mediators"""
)

GROUP_ADJECTIVES = words(
    """european arab african western gulf nordic asian american-led latin regional allied islamic
    muslim neighbouring neighboring guarantor caribbean balkan scandinavian baltic frontline
   """
)

ORG_TAILS = words(
    """front army movement party union league organisation organization council committee alliance
    coalition brigade brigades forces force militia congress assembly authority commission court
    tribunal guard guards resistance command corps mission federation association forum bloc
    agency parliament fund chamber senate junta tigers
    initiative foundation centre center society secretariat unionists group quartet troika panel
    government authorities"""
)

ARMED_WORDS = words(
    """liberation army front militia brigade brigades resistance guerrilla guerrillas revolutionary
    forces fighters tigers mujahideen rebel armed defence defense command salvation"""
)

PLACE_NOUNS = words(
    """castle house base bank city palace hotel airport university street province river valley
    island islands peninsula heights strip camp fort school lake sea gulf desert mountain
    mountains port bay hall villa district county north south east west northern southern
    eastern western square road bridge beach region plateau corridor enclave territory center
    centre cape canal straits strait hill hills park town village monastery abbey lodge ranch
    resort embassy museum building club basin line zone delta coast court"""
)

DEAL_NOUNS = words(
    """agreement accord accords treaty pact declaration process war wars peace plan talks summit
    conference protocol resolution act constitution day week year note desk wire memorandum
    framework communique communiqué initiative roadmap charter convention armistice truce
    ceasefire revolution uprising intifada crisis question affair times post herald tribune
    gazette daily news press agency journal review report timeline analysis chronicle bulletin
    letter office"""
)

COMMON = words(
    """the a an and or but if so as at by for from in into of on onto to with without within after
    before during under over between among against about around across along this that these
    those he she it they we you i his her its their our who what when where why how which while
    since until unless because though although however meanwhile later earlier yesterday today
    tomorrow tonight now then there here not no nor yet still also even only just both either
    neither each every all some any most many few several one two three four five six seven
    eight nine ten first second third last next more much less another other others such same
    own new old former late early once again asked officials talks negotiators generals
    monitoring analysts diplomats observers leaders ministers mediators delegates sources
    critics supporters rebels fighters according despite instead whether nothing something
    nobody everyone none further follow mr mrs ms dr has have had is are was were be been being
    will would can could may might must shall should do does did let like than too very well
    back up down out off home world politics failure left updated published share read see part
    section page photo advertisement summary background context special peace war ceasefire
    truce sport football europe africa asia america middle east west north south western eastern
    northern southern christmas easter ramadan islam god"""
)

SAY = words(
    """said says say told tells tell announced announces stated states declared declares added adds
    noted notes reported reports insisted insists warned warns argued argues explained explains
    believes believed thinks thought suggested suggests acknowledged acknowledges admitted
    admits claimed claims confirmed confirms denied denies maintained maintains wrote writes
    described describes called calls expects expected hopes hoped fears feared hailed hails
    praised praises welcomed welcomes dismissed dismisses condemned condemns cautioned cautions
    predicted predicts vowed vows complained complains accused accuses observed indicated
    indicates"""
)

ACT = SAY | words(
    """has had have is are was were will would can cannot could may might must shall should does
    did do wants want demands demanded refuses refuse rejects rejected reject signs signed sign
    meets met meet flies flew fly arrived arrives arrive led leads lead chaired chairs chair
    hosts hosted host agrees agreed agree offers offered offer pledged pledges promised promises
    threatened threatens accepts accepted accept seeks seek sought asks asked ask urged urges
    fought fights fight holds hold held keeps kept keep brings brought bring takes took take
    gives gave give sends sent send got gets get made makes make left leaves leave resigns
    resigned returns returned return opens opened open represents represented acts act acted
    speaks spoke speak pulls pulled withdraws withdrew withdraw invaded invades shelled bombed
    seized seizes occupies occupied captured controls controlled supports supported backs backed
    mediates mediated brokered proposes proposed presented presents received receives visited
    visits came comes come went goes go became becomes remains remain sat sits stood stands put
    puts set sets shuttled negotiated negotiates concluded struck heads headed attended attends
    joined joins walked travelled traveled drove won lost wins died dies killed frees freed
    released releases swore handed broke breaks suspended suspends froze imposed imposes lifts
    lifted recognised recognized recognises recognizes gathered gather convened convene ended
    ends began begins started starts declined declines postponed cancelled canceled abandoned
    boycotted sees saw see knows knew prefers preferred favours favors opposes opposed resumed
    resume plans planned intends intended tried tries wanted drafted tabled read reads
    initialled initialed ratified ratifies voted votes passed needs needed launched launches
    carries carried presses pressed pressured approved approves blocked blocks laid lays
    laid-down stays stayed conceded concedes shook let lets undertook undertakes ceded cedes
    fired sank took-over yielded shared shares said-that supplied supplies supply pays paid
    armed arms trained backed-by monitors monitored guarantees guaranteed sponsors sponsored talk
    calls drew draws hopes wish wishes
    hides hid ships shipped bans banned vetoed warns objects objected"""
)

CALENDAR = (
    MONTHS | WEEKDAYS | words("sept am pm gmt utc") | {name[:3] for name in MONTHS | WEEKDAYS}
)

PLACE_PREPOSITIONS = words(
    """in at near from to into across outside inside via through around toward towards off"""
)

MOTION = words(
    """fly flies flew flown travel travels travelled traveled travelling go goes went gone going
    return returns returned returning trip visit visits journey came come arrive drive drove
    move moved back invited summoned sailed brought sent way head headed heading rushed comes
    home"""
)

PARTNER_PREPOSITIONS = words("""with between against by for upon""")
