"""General Swedish words of plans. Every rule that needs a word finds it here, and nowhere else."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stand before a goal's number or title, with their depth in the tree. Longest first.
GOAL_LABELS: dict[str, int] = {
    "övergripande mål": 1,
    "visionsmål": 1,
    "målområde": 1,
    "insatsområde": 1,
    "utvecklingsområde": 1,
    "fokusområde": 1,
    "temaområde": 1,
    "prioriterat område": 1,
    "prioriterat insatsområde": 1,
    "prioriterat utvecklingsområde": 1,
    "prioritering": 1,
    "prioritet": 1,
    "strategiskt område": 1,
    "strategiskt mål": 1,
    "strategisk prioritering": 1,
    "strategi": 1,
    "huvudmål": 1,
    "inriktningsmål": 1,
    "långsiktigt mål": 1,
    "vägval": 1,
    "område": 1,
    "tema": 1,
    "mål": 2,
    "delmål": 2,
    "effektmål": 2,
    "etappmål": 2,
    "kortsiktigt mål": 2,
    "delområde": 2,
    "resultatmål": 3,
    "nämndmål": 3,
}
HORIZONTAL_LABELS = {"visionsmål", "horisontellt mål"}

ACTIVITY_LABELS = ("huvudaktivitet", "delaktivitet", "aktivitet", "insats", "åtgärd", "projekt")

ACTIVITY_NOUN = re.compile(
    r"\b(?:\w*aktivitet(?:en|er|erna)?|(?!instans)\w*insats(?:en|er|erna)?|\w*åtgärd(?:en|er|erna)?"
    r"|projektlista|aktivitetslista|att göra|vi ska göra|det här gör vi|så gör vi)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(r"\bplanera(?:de|s|t)\b|\bkommande\b", re.IGNORECASE)
ONGOING = re.compile(r"\bpågående\b|\bpågår\b", re.IGNORECASE)
FINISHED = re.compile(r"\bgenomförda?\b|\bavslutade?\b|\bklara?\b", re.IGNORECASE)

PLAN_WORD = re.compile(
    r"\b\w*(?:verksamhetsplan|handlingsplan|aktivitetsplan|utvecklingsplan|genomförandeplan"
    r"|åtgärdsplan|utvecklingsstrategi|strategi|program|affärsplan|plan)(?:en|n)?\b",
    re.IGNORECASE,
)
OPERATIONAL = re.compile(
    r"verksamhetsplan|handlingsplan|aktivitetsplan|åtgärdsplan|genomförandeplan", re.IGNORECASE
)
PROGRAMME = re.compile(r"\b\w*program(?:met)?\b", re.IGNORECASE)

# Headings that divide a document without being goals.
GENERIC = re.compile(
    r"^(?:inledning|förord|bakgrund|syfte|sammanfattning|innehåll(?:sförteckning)?|bilag(?:a|or)\b.*"
    r"|uppföljning.*|utvärdering.*|organisation.*|tjänstepersonorganisation.*|budget.*|ekonomi.*"
    r"|resurser.*|samverkan.*|styrdokument.*|styrande.*|vision(?:en)?|vår vision|uppdrag.*"
    r"|om (?:planen|dokumentet|strategin).*|läsanvisning.*|definitioner.*|ordlista.*|källor.*"
    r"|referenser.*|genomförande.*|process.*|nuläge.*|omvärld.*|metod.*|läget.*|ansvar.*|tidplan.*"
    r"|indikator.*|nyckeltal.*|beslut.*|kommunikation.*|risker?.*|avgränsning.*|revidering.*"
    r"|översikt.*|så läser du.*|våra? mål.*|mål(?:en)?|delmål|målområden|mål och .*"
    r"|prioriterade .*områden|visionsmål|visions?- och .*|strategier.*|nätverk.*)$",
    re.IGNORECASE,
)
CONTENTS = re.compile(r"^(?:innehåll|innehållsförteckning|table of contents)\s*:?$", re.IGNORECASE)

ORGANISATION_HEADING = re.compile(
    r"organisation|våra verksamheter|förvaltningens (?:delar|verksamheter)|enheter", re.IGNORECASE
)
FORUM_HEADING = re.compile(r"samverkan(?:sarenor)?\b|arenor|nätverk|forum", re.IGNORECASE)
GOVERNING_HEADING = re.compile(
    r"styrande dokument|styrdokument|strategier och planer|planer och strategier|utgångspunkter",
    re.IGNORECASE,
)
FORUM_NAME = re.compile(
    r"(?:\b|\w)(?:beredning(?:en)?|nämnd(?:en)?|råd(?:et)?|forum(?:et)?|nätverk(?:et)?|nätverken"
    r"|ledningsgrupp(?:en)?|samverkansgrupp(?:en)?|styrgrupp(?:en)?|kommitté(?:n)?|utskott(?:et)?"
    r"|reglab)\b",
    re.IGNORECASE,
)
# A group of forums rather than one: "Samverkan nationell nivå", "Samverkan med länsstyrelsen".
FORUM_GROUP = re.compile(r"^samverkan\b(?! inom)", re.IGNORECASE)
UNIT_WORDS = re.compile(
    r"\b(?:enhet(?:en)?|verksamhet(?:en)?|förvaltning(?:en)?|avdelning(?:en)?|stab(?:en)?)\b", re.I
)
ADMINISTRATION = re.compile(r"förvaltning(?:en)?$|kontor(?:et)?$", re.IGNORECASE)
MANDATES = {
    "decides": re.compile(r"\bbeslutande\b|\bbeslutar\b|\bfattar beslut\b", re.IGNORECASE),
    "prepares": re.compile(r"\bbereder\b|\bberedande\b|\bberedning\b", re.IGNORECASE),
    "learns": re.compile(r"\blärande\b|\berfarenhetsutbyte\b|\bkunskapsutbyte\b", re.IGNORECASE),
    "consults": re.compile(r"\bsamråd\b|\bsamverkan\b|\bdialog\b", re.IGNORECASE),
}
LEVELS = {
    "eu": re.compile(r"\beu\b|bryssel|europeisk", re.IGNORECASE),
    "national": re.compile(r"nationell nivå|nationella|\bsveriges\b|reglab", re.IGNORECASE),
    "interregional": re.compile(
        r"storregional|andra regioner|mellansverige|mälardal", re.IGNORECASE
    ),
}
ORGANISATION_KINDS = {
    "region": re.compile(r"^region\b", re.IGNORECASE),
    "municipality": re.compile(r"\bkommun$|\bkommuner(?:na)?$|stad$", re.IGNORECASE),
    "administration": ADMINISTRATION,
    "university": re.compile(r"högskola(?!n? för folk)$|universitet(?:et)?$", re.IGNORECASE),
    "agency": re.compile(
        r"länsstyrelsen|verket$|myndighet(?:en)?$|polisen|försäkringskassan", re.I
    ),
    "association": re.compile(r"förbund(?:et)?\b|förening(?:en)?\b", re.IGNORECASE),
    "company": re.compile(r"\bAB\b|\bbolag(?:et)?$"),
    "network": re.compile(r"nätverk(?:et)?$", re.IGNORECASE),
    "unit": re.compile(r"enhet(?:en)?\b|stab(?:en)?$|avdelning(?:en)?\b|verksamhet(?:en)?\b", re.I),
}

# A line that ends in one of these goes on in the next.
JOINING_WORDS = _words(
    "och eller samt i på av för till från med om att som under över vid mellan genom inom utan mot "
    "efter innan per hos en ett den det de de nya sin sitt sina vår vårt våra deras dess länets "
    "regionens kommunernas respektive via enligt inkl inklusive bland ur kring runt ska kan bör "
    "är har vars inte så både dels"
)
SUSPENDED = _words("och eller samt respektive till som & / resp. men")

# Words by which an activity tells what is done, though they are no verbs.
ACTION_ENDING = re.compile(
    r"(?:[^aeiouyåäö]a|ning|ande|ende|else|arbete|arbetet|utveckling|projekt)$"
)
# A statement rather than a task: "Omställningen … fortsätter".
STATEMENT = re.compile(
    r"^(?:en |ett |den |det )?\w+(?:en|et|na)\b.{0,80}\b(?:fortsätter|pågår|är|har|finns|blir)\b",
    re.IGNORECASE,
)
FORUM_PROSE = re.compile(
    r"forum|nätverk|\barena|samarbete|samverkansyta|organisation|\bråd|förening|beredning|grupp\b|samverkar",
    re.IGNORECASE,
)
ADVERBS = _words("fortsatt fortsätta gemensamt att vi ska årligen aktivt tillsammans")
GEOGRAPHIC_LEVELS = {
    "internationellt": "internation",
    "nationellt": "nation",
    "regionalt": "region",
    "lokalt": "lokal",
    "kommunalt": "kommun",
}
FIGURE = re.compile(
    r"\b(?:se |i |enligt )?(?:figur(?:en)?|bild(?:en)?|diagram(?:met)?|modellen)\s+"
    r"(?:\d+|nedan|ovan)\b",
    re.IGNORECASE,
)
ROLE = re.compile(r"\b(?:(\w{4,}a)\s+)?(\w*(?:direktör|chef|strateg|samordnare)(?:en|n)?)\b", re.I)

# Fields written out inside an activity: "Ansvarig: …". Column heads use the same words.
COLUMN_ROLES: dict[str, re.Pattern[str]] = {
    "number": re.compile(r"^(?:nr|nummer|n:o|#|id)\b\.?$|^löpnr", re.I),
    "activity": re.compile(
        r"^(?:planerad |prioriterad )?(?:aktivitet|insats|åtgärd|projekt|delaktivitet"
        r"|huvudaktivitet|vad\b|vad ska göras|uppdrag)(?:er|en|s?namn|s?titel)?(?:$|[\s/(,:])",
        re.I,
    ),
    "lead": re.compile(r"^(?:huvud)?ansvar|^ansvarig|^ägare|^vem\b|^huvudman|^leds av", re.I),
    "partners": re.compile(
        r"^samverka|^medverkande|^partner|^samarbets|^deltagare|^övriga aktörer|^aktörer|^i samverkan",
        re.I,
    ),
    "starts": re.compile(r"(?:^|\s)(?:start|startdatum|från|påbörjas|börjar)$", re.I),
    "ends": re.compile(
        r"(?:^|\s)(?:slut|slutdatum|till|klart?|avslutas|senast|deadline|färdig)$", re.I
    ),
    "time": re.compile(
        r"^tid|^när\b|^period|^år\b|^klart? senast|^genomförs|^datum|^start ?[–-] ?slut", re.I
    ),
    "goal": re.compile(
        r"^(?:" + "|".join(sorted(map(re.escape, GOAL_LABELS), key=len, reverse=True)) + r")"
        r"(?:et|en|s?område|s?namn)?\b",
        re.I,
    ),
    "indicator": re.compile(
        r"^indikator|^mått\b|^nyckeltal|^mätetal|^uppföljning|^följs upp", re.I
    ),
    "budget": re.compile(r"^budget|^kostnad|^finansiering|^belopp|^medel\b|^resurs", re.I),
    "status": re.compile(r"^status|^läge\b|^nuläge|^genomförd", re.I),
    "description": re.compile(r"^beskrivning|^kommentar|^förklaring|^anteckning|^syfte", re.I),
}
FIELD_LABEL = re.compile(
    r"(?:^|(?<=[.;,(|])\s*|\s)(?P<label>Huvudansvarig|Ansvarig(?:a| enhet| part)?|Ansvar|Samverkan"
    r"|Samarbetspartners?|Medverkande|Partners?|Tidplan|Tidsplan|Tidsperiod|Tid|När|Period|Start|Slut"
    r"|Klart? senast|Indikator(?:er)?|Mått|Nyckeltal|Delmål|Målområde|Mål|Budget|Kostnad|Finansiering"
    r"|Status|Beskrivning)\s*:\s*",
)

STATUSES = {
    "idea": re.compile(r"^idé|^förslag|^utreds", re.I),
    "paused": re.compile(r"^paus|^vilande|^uppskjut", re.I),
    "cancelled": re.compile(r"^avbrut|^inställ|^utgår|^struken|^nedlagd", re.I),
    "done": re.compile(r"^klar|^genomförd|^avslutad|^färdig|^slutförd|^uppnådd", re.I),
    "ongoing": re.compile(r"^pågå|^påbörja|^löpande|^startad|^delvis|^enligt plan", re.I),
    "planned": re.compile(r"^planera|^ej påbörja|^inte påbörja|^kommande|^ej start|^ny\b", re.I),
}
MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "jan januari",
            "feb februari",
            "mar mars",
            "apr april",
            "maj maj",
            "jun juni",
            "jul juli",
            "aug augusti",
            "sep sept september",
            "okt oktober",
            "nov november",
            "dec december",
        ),
        1,
    )
    for month in names.split()
}
STOP_WORDS = _words(
    "och att det som en ett i på av för till är den med de om vi har inte kan ska så sig från eller "
    "vid men även under genom där när samt mer över alla detta denna dessa blir bli andra olika "
    "inom länet länets regionen regional regionala region västra arbete arbetet arbeta arbetar "
    "verksamhet verksamheten insatser insats aktiviteter aktivitet utveckla utveckling utvecklas "
    "öka ökad ökat skapa stärka fortsatt fortsätta nya ny nytt bland annat framtagande genomföra "
    "leda driva projekt projektet initiera stödja bidra samverkan gemensamt gemensamma"
)
