"""Words by which a quotation's sense can be told to have shifted, and those that say who is quoted and when.

English, and the commonest of the other languages of diplomacy; each is folded, so accents do not matter.
"""

from backchannel.text.folding import fold, words

__all__ = [
    "ABBREVIATIONS",
    "COMMON_PHRASES",
    "CONDITIONS",
    "CONDITION_PHRASES",
    "CONTRASTS",
    "DENIALS",
    "MONTHS",
    "NEGATIONS",
    "PLACES",
    "POSSIBILITIES",
    "RESTRICTING",
    "SAYINGS",
    "SUBORDINATE",
    "TITLES",
    "WRITINGS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(words(fold(text).text))


NEGATIONS = _words(
    "not no never neither nor none nothing nobody nowhere cannot without hardly scarcely barely"
    " не ни нет нельзя никогда никто ничего без nicht kein keine keinen keiner niemals ohne ne pas jamais"
    " aucun aucune sans nunca jamas ninguno ninguna ليس لا لن لم بدون غير 不 没 無 无 未 非"
)
CONDITIONS = _words(
    "if unless provided providing whether until till except lest assuming contingent conditional subject"
    " если пока кроме условии si sauf pourvu wenn sofern solange salvo إذا لو 若 除"
)
CONDITION_PHRASES = tuple(
    f" {phrase} "
    for phrase in (
        "on the understanding", "on condition", "on the condition", "as long as", "so long as", "in the event",
        "in case", "only when", "only after", "save that", "save for", "save where", "apart from", "other than",
        "to the extent", "insofar", "in so far", "in return for", "depending on", "should you", "should the",
        "should it", "short of",
    )
)  # fmt: skip
"""What says a condition in several words, with a space around it."""
DENIALS = _words(
    "deny denies denied denying untrue false doubt doubts doubted refuse refuses refused refusing decline declines"
    " declined unable unwilling fail fails failed impossible"
)
"""What denies the clause that follows it with "that" or "to"."""
POSSIBILITIES = _words("could might may perhaps possibly maybe")
CONTRASTS = _words("but although though however except yet")
RESTRICTING = _words("who whom whose which where")
"""By these a clause begins that says of which of them the words before it hold, where no comma divides them."""
SUBORDINATE = _words("that which who whom whose because since while when where whereas after before so as")

SAYINGS = _words(
    "كتب كتبت قال قالت ذكر ذكرت ورد جاء "
    "писал написал пишет сказал заявил заявляет говорил ecrivait ecrit declare dit schrieb sagte erklarte escribio"
    " dijo "
    "wrote writes write written said says say saying stated states state declared declares told tells remarked"
    " remarks observed observes noted notes replied replies answered answers added adds argued argues assured"
    " assures promised promises warned warns maintained maintains insisted insists affirmed affirms claimed claims"
    " asserted asserts reported reports informed informs wired cabled telegraphed announced announces called calls"
    " termed terms described describes suggested suggests proposed proposes asked asks demanded demands emphasized"
    " emphasised emphasizes stressed stresses recalled recalls explained explains pointed agreed agrees conceded"
    " concedes acknowledged acknowledges continued continues concluded concludes commented comments mentioned"
    " mentions put puts quoted spoke contains contain reads read indicated indicates expressed expresses used"
    " confirmed confirms repeated repeats offered offers admitted admits denied denies"
)
WRITINGS = _words(
    "رسالة رسالته رسالتها الرسالة مذكرة مذكرته المذكرة برقية "
    "письмо письме письма послание послании телеграмме lettre brief schreiben carta nota "
    "letter letters message messages telegram telegrams cable cables note notes memorandum memoranda communication"
    " communications statement statements speech speeches address addresses remark remarks reply replies answer"
    " answers assurance assurances words phrase dispatch dispatches despatch despatches proposal proposals"
    " declaration declarations communique report reports paper papers conversation conversations draft text texts"
    " memoir aide correspondence testimony telegramme airgram circular minute minutes announcement broadcast"
    " interview"
)
TITLES = _words(
    "mme mlle monsieur madame herr frau senor"
    " mr mrs ms miss dr sir lord lady dame prince princess king queen president chairman premier prime minister"
    " ministers secretary ambassador ambassadors chancellor general marshal admiral colonel senator governor foreign"
    " deputy acting under assistant special envoy representative director chief first vice comrade excellency his"
    " her majesty highness counselor counsellor consul charge chargé professor department government governments"
    " state council commission committee delegation embassy side party of the and for to at in ministry office union"
    " nations united states administration congress central politburo presidium staff joint board agency"
    " commissioner undersecretary"
)
"""Words of offices and bodies: whoever is named by them alone is not told from others by name."""
PLACES = _words(
    "moscow washington london paris bonn berlin kremlin whitehall peking beijing taipei tokyo delhi rome vienna"
    " geneva havana cairo ankara athens nicosia jerusalem warsaw prague belgrade budapest ottawa canberra hanoi"
    " saigon seoul pravda izvestia tass nato europe america britain france germany russia china japan india soviet"
    " soviets american west east north south western eastern northern southern bloc allies ally congress senate"
    " americans british french german germans russian russians chinese"
)
"""Names that stand for a government, a paper or a people, not for a person."""

ABBREVIATIONS = _words(
    "mme mlle"
    " mr mrs ms dr st no nos gen sen amb col gov lt maj capt prof rev hon jr sr vs etc cf viz jan feb mar apr jun"
    " jul aug sep sept oct nov dec art para vol pp ed u.s u.k u.n u.s.s.r i.e e.g"
)

_MONTHS = (
    "january يناير jan janvier januar jänner enero gennaio января январь januari",
    "february فبراير feb février fevrier februar febrero febbraio февраля февраль februari",
    "march مارس mar mars märz maerz marzo марта март maart",
    "april أبريل apr avril abril aprile апреля апрель",
    "may مايو mai mayo maggio мая май mei",
    "june يونيو jun juin juni junio giugno июня июнь",
    "july يوليو jul juillet juli julio luglio июля июль",
    "august أغسطس aug août aout agosto августа август augustus",
    "september سبتمبر sept sep septembre septiembre settembre сентября сентябрь",
    "october أكتوبر oct octobre oktober octubre ottobre октября октябрь",
    "november نوفمبر nov novembre noviembre ноября ноябрь",
    "december ديسمبر dec décembre decembre dezember diciembre dicembre декабря декабрь",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""The number of a month by its name, in small letters."""

COMMON_PHRASES = frozenset(
    (
        "status quo", "cold war", "iron curtain", "modus vivendi", "quid pro quo", "détente", "detente",
        "entente", "rapprochement", "fait accompli", "casus belli", "de facto", "de jure", "ad hoc",
        "bona fide", "good offices", "package deal", "summit", "at the summit", "free world", "third world",
        "free city", "balance of power", "sphere of influence", "spheres of influence", "peaceful coexistence",
        "hot line", "domino theory", "open skies", "wait and see", "business as usual", "carrot and stick",
        "carrots and sticks", "shuttle diplomacy", "massive retaliation", "containment", "appeasement",
        "neutralism", "linkage", "realpolitik", "raison d'etat", "sine qua non", "persona non grata",
        "persona grata", "pro forma", "pari passu", "prima facie", "per se", "vis a vis", "aide-memoire",
        "note verbale", "agrement", "demarche", "tour d'horizon", "laissez faire", "laissez-passer",
        "force majeure", "coup d'etat", "coup de grace", "bete noire", "idee fixe", "ancien regime",
        "esprit de corps", "peace with honor", "peace with honour", "atoms for peace", "great powers",
        "superpowers", "satellites", "nuclear umbrella", "arms race", "zero option", "back channel",
        "backchannel", "confidence building", "one china", "two chinas", "two germanies", "new look",
        "new deal", "new frontier", "great society", "hawks", "doves", "imperialism", "imperialist",
        "imperialists", "revisionism", "revisionist", "capitalist",
    )
)  # fmt: skip
"""What is in everybody's mouth, so that quotation marks around it claim no source."""
