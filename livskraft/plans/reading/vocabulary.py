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
    "inriktning": 1,
    "utmaning": 1,
    "strategisk inriktning": 1,
    "ställningstagande": 1,
    "perspektiv": 1,
    "område": 1,
    "tema": 1,
    "priority area": 1,
    "priority axis": 1,
    "priority": 1,
    "focus area": 1,
    "strategic area": 1,
    "strategic goal": 1,
    "strategic objective": 1,
    "goal": 2,
    "objective": 2,
    "specific objective": 2,
    "specifikt mål": 2,
    "sub-goal": 2,
    "target": 2,
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

ACTIVITY_LABELS = (
    *("huvudaktivitet", "delaktivitet", "aktivitet", "insats", "delinsats", "åtgärd", "projekt"),
    *("delprojekt", "uppdrag", "deluppdrag", "activity", "action", "measure", "project"),
)

ACTIVITY_NOUN = re.compile(
    r"\b(?:\w*aktivitet(?:en|er|erna)?|(?!instans)\w*insats(?:en|er|erna)?|\w*åtgärd(?:en|er|erna)?"
    r"|projektlista|aktivitetslista|att göra|vi ska göra|det här gör vi|så gör vi"
    r"|\w*uppdrag(?:en)?|actions?|activit(?:y|ies)|measures)\b",
    re.IGNORECASE,
)
ACTIVITIES_END = re.compile(
    r"\b\w*(?:aktiviteter|insatser|åtgärder|uppdrag|actions|activities)\W*$", re.I
)
LIST_OF = re.compile(
    r"^\w*(?:uppdrag|åtgärder|aktiviteter|insatser)(?:en|na)? (?:till|för|hos) (?P<name>[^:.]{3,80}?)\s*:?$",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"\b(?:ska|skall|kommer(?: \w+){0,3} att|avser att|planerar att|will)\b", re.IGNORECASE
)
# Verbs after "ska" by which a sentence tells how things are to be, and not what is done.
STATES = _words("vara kunna ha bli få finnas känna uppleva nå må gälla minska öka växa be have")
# Sentences about the plan itself.
OF_THE_PLAN = re.compile(
    r"^(?:enligt .{0,30}lag|(?:(?:den|det) (?:\w+ )?|denna |detta |the |this )?"
    r"\w*(?:plan|program|strategi|dokument|mål|syfte"
    r"|vision|uppföljning|revidering|utvärdering|strategy|programme|document|aim)\w*\b(?! 20))",
    re.IGNORECASE,
)
ANSWERS_FOR = re.compile(
    r"\b(?:ansvarar|svarar) för (?:att|\w+(?:ande|ende|ning|ingen|andet)\b)"
    r"|\b(?:is|are) responsible for \w+ing\b",
    re.IGNORECASE,
)
PLANNED = re.compile(r"\bplanera(?:de|s|t)\b|\bkommande\b", re.IGNORECASE)
ONGOING = re.compile(r"\bpågående\b|\bpågår\b", re.IGNORECASE)
FINISHED = re.compile(r"\bgenomförda?\b|\bavslutade?\b|\bklara?\b", re.IGNORECASE)

PLAN_WORD = re.compile(
    r"\b\w*(?:verksamhetsplan|handlingsplan|aktivitetsplan|utvecklingsplan|genomförandeplan"
    r"|åtgärdsplan|utvecklingsstrategi|strategi|program|affärsplan|plan|strategy|programme|agenda"
    r"|policy|roadmap|färdplan)(?:en|n)?\b",
    re.IGNORECASE,
)
OPERATIONAL = re.compile(
    r"verksamhetsplan|handlingsplan|aktivitetsplan|åtgärdsplan|genomförandeplan|action plan"
    r"|operational plan",
    re.IGNORECASE,
)
# Plans whose title's single year is the year they hold for.
YEARLY = re.compile(rf"{OPERATIONAL.pattern}|genomförandeprogram|budget|\bårlig", re.IGNORECASE)
PROGRAMME = re.compile(r"\b\w*program(?:met|me)?\b", re.IGNORECASE)

# Lines below a title that say who decided on the plan, when, and for how long it holds.
FRONT_LINE = re.compile(
    r"^(?:antag|beslut|fastställ|gäller|godkän|uppdater|revider|version|utgåva|dnr|diarie|datum|utgiv"
    r"|framtagen|adopted|approved|decided|valid|updated|published)",
    re.IGNORECASE,
)
# Chapters that hold goals, whatever else stands in their titles.
GOAL_CHAPTER = re.compile(
    r"\bmål\b|\bmål(?:en|bild)|priorit|områden|\bstrategier|goals|objectives", re.I
)
# Questions, and names, whose answer is a goal.
GOAL_QUESTION = re.compile(
    r"^(?:mål|vad vill vi(?: uppnå| åstadkomma)?|vart (?:ska|vill) vi|dit vill vi(?: nå)?|önskat läge"
    r"|(?:vår )?målbild|vårt mål|our goal|what we want(?: to achieve)?)\W*$",
    re.IGNORECASE,
)
# Headings that divide a document without being goals.
GENERIC = re.compile(
    r"^(?:inledning|förord|bakgrund|syfte|sammanfattning|innehåll(?:sförteckning)?|bilag(?:a|or)\b.*"
    r"|uppföljning.*|utvärdering.*|organisation.*|tjänstepersonorganisation.*|budget.*|ekonomi.*"
    r"|resurser.*|samverkan.*|styrdokument.*|styrande.*|vision(?:en)?|vår vision|uppdrag.*"
    r"|om (?:planen|dokumentet|strategin).*|läsanvisning.*|definitioner.*|ordlista.*|källor.*"
    r"|referenser.*|genomförande.*|process.*|nuläge.*|omvärld.*|metod.*|läget.*|ansvar.*|tidplan.*"
    r"|indikator.*|nyckeltal.*|beslut.*|kommunikation (?:av|om|kring)\b.*|risker?.*|avgränsning.*"
    r"|revidering.*|\w+s prioriteringar|mål (?:för|under|till|år) .*|så (?:följer|följs) .*"
    r"|hur (?:vi )?följ.*|uppfölj.*"
    r"|introduction|background|follow-up.*|evaluation.*|foreword|preface|summary|contents"
    r"|medverkande.*|kontakt.*|arbetssätt.*|roller.*|styrelsen?|medlemmar.*|målgrupper?.*"
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
ADMINISTRATION = re.compile(
    r"förvaltning(?:en|ar|arna)?$|kontor(?:et)?$|nämnd(?:en|er|erna)?$", re.IGNORECASE
)
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
    "university": re.compile(
        r"högskola(?!n? för folk)$|universitet(?:et)?$|\buniversity\b", re.IGNORECASE
    ),
    "agency": re.compile(
        r"länsstyrelsen|verket$|myndighet(?:en)?$|polisen|försäkringskassan|\bagency$"
        r"|(?:skogs|social|arbets|bolags)styrelsen$|arbetsförmedlingen|^ntf$",
        re.I,
    ),
    "association": re.compile(r"förbund(?:et)?\b|förening(?:en)?\b", re.IGNORECASE),
    "company": re.compile(r"\bAB\b|\bbolag(?:et)?$"),
    "network": re.compile(r"nätverk(?:et)?$", re.IGNORECASE),
    "unit": re.compile(
        r"enhet(?:en)?\b|stab(?:en)?$|avdelning(?:en)?\b|verksamhet(?:en)?\b"
        r"|sjukhus(?:et)?$|bibliotek(?:et)?$|^hr$|^it$|sekretariat(?:et)?$|kansli(?:et)?$|omsorg(?:en)?$"
        r"|\bdepartment$|\bunit$",
        re.I,
    ),
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
VERB_ENDING = re.compile(r"^\w{3,}(?:era|lägga|göra|säkra|ställa|anpassa|utveckla)$")
ACTION_NOUN = re.compile(r"(?:ande|ende|ning|else|ering)$")
# A statement rather than a task: "Omställningen … fortsätter".
STATEMENT = re.compile(
    r"^(?:en |ett |den |det )?\w+(?:en|et|na)\b.{0,80}\b(?:fortsätter|pågår|är|har|finns|blir)\b",
    re.IGNORECASE,
)
FORUM_PROSE = re.compile(
    r"forum|nätverk|\barena|samarbete|samverkansyta|organisation|\bråd|förening|beredning|grupp\b|samverkar",
    re.IGNORECASE,
)
ADVERBS = _words(
    "fortsatt gemensamt att vi ska årligen aktivt tillsammans löpande kontinuerligt systematiskt"
)
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
        r"^(?:planerad |prioriterad )?(?:del|huvud)?(?:aktivitet|insats|åtgärd|projekt|uppdrag"
        r"|vad\b(?! vill| vi vill)|activity|action|measure|activities)"
        r"(?:er|en|s|s?namn|s?titel)?(?:$|[\s/(,:])",
        re.I,
    ),
    "lead": re.compile(
        r"^(?:huvud)?ansvar|^ansvarig|^ägare|^vem\b|^huvudman|^leds av|^ledande|^utförare"
        r"|^genomförare|^drivs av|^responsib|^lead\b|^owner\b|^who\b",
        re.I,
    ),
    "partners": re.compile(
        r"^samverka|^medverkande|^partner|^samarbet|^deltagare|^övriga aktörer|^aktörer|^i samverkan"
        r"|^tillsammans med|^berörda|^involverade|^with\b",
        re.I,
    ),
    "starts": re.compile(r"(?:^|\s)(?:start|startdatum|startar|från|påbörjas|börjar)$", re.I),
    "ends": re.compile(
        r"(?:^|\s)(?:slut|slutar|slutdatum|till|klart?|klart senast|avslutas|senast|deadline|färdig|end)$",
        re.I,
    ),
    "time": re.compile(
        r"^tid|^när\b|^period|^år\b|^klart? senast|^genomförs|^datum|^start ?[–-] ?slut"
        r"|^tim(?:e|ing)|^when\b|^schedule|^year\b|^genomförande(?:tid|år)",
        re.I,
    ),
    "goal": re.compile(
        r"^(?:" + "|".join(sorted(map(re.escape, GOAL_LABELS), key=len, reverse=True)) + r")"
        r"(?:et|en|s?område|s?namn)?\b|^vad (?:vill vi|vi vill)|^önskat läge|^dit vill vi",
        re.I,
    ),
    "indicator": re.compile(
        r"^indikator|^mått\b|^nyckeltal|^mätetal|^uppföljning|^följs upp|^indicator|^measured", re.I
    ),
    "budget": re.compile(
        r"^budget|^kostnad|^finansiering|^belopp|^medel\b|^resurs|^cost|^funding", re.I
    ),
    "status": re.compile(r"^status|^läge\b|^nuläge|^genomförd", re.I),
    "description": re.compile(
        r"^beskrivning|^kommentar|^förklaring|^anteckning|^syfte|^description|^comment|^notes?\b|^hur\b"
        r"|^bakgrund|^förväntat resultat|^resultat|^leverans",
        re.I,
    ),
}
_FIELDS = (
    r"Huvudansvar(?:ig)?|Ansvarig(?:a|t)?(?: [a-zåäö]+){0,3}|Ansvar(?: för [a-zåäö]+)?|Ägare"
    r"|Utförare|Genomförare|Vem|Leds av|Samverkande(?: [a-zåäö]+)?"
    r"|Samverkan(?: med|sparter|spartners?)?|I samverkan med|Tillsammans med|Samarbete(?: med)?"
    r"|Samarbetspart(?:er|ners?)|Medverkande(?: aktörer)?|Berörda(?: aktörer)?|Övriga aktörer|Aktörer"
    r"|Deltagare|Partners?|Tidplan(?: för [a-zåäö]+)?|Tidsplan|Tidsperiod|Tidsram|Tid|När|Period"
    r"|Genomförs|Start(?:ar)?"
    r"|År|Startdatum|Slut(?:datum)?|Klart?(?: senast)?|Deadline|Genomförandetid"
    r"|Status|Budget|(?:Uppskattad |Beräknad )?[Kk]ostnad(?: per år)?|Finansiering"
    r"|Resurser|Indikator(?:er)?|Mått|Mätetal|Nyckeltal|Uppföljning"
    r"|Beskrivning|Kommentar|Syfte|Förväntat resultat|Resultat|Hur"
    r"|Responsible(?: (?:party|unit|partner))?|Lead(?: partner)?|Owner|Timeframe|Timeline|Timing|Time"
    r"|When|Start date|End date|Funding|Cost|Indicators?|Description|Partners?"
)
FIELD_LABEL = re.compile(
    rf"(?:^|(?<=[.;,(|])\s*|\s)(?P<label>{_FIELDS}|Delmål|Målområde|Mål)\s*:\s*"
)
# A line that begins so says something of what stands above it.
FIELD_LINE = re.compile(rf"^(?:{_FIELDS})\s*:(?!\d)", re.IGNORECASE)

STATUSES = {
    "idea": re.compile(r"\b(?:idé|förslag|utreds|idea|proposed)", re.I),
    "paused": re.compile(r"\b(?:paus|vilande|uppskjut|on hold)", re.I),
    "cancelled": re.compile(r"\b(?:avbrut|inställ|utgår|struken|nedlagd|cancelled)", re.I),
    "planned": re.compile(
        r"\b(?:planera|(?:ej|inte|icke) (?:på|ännu på|start|klar|genomf|avslut)|kommande|ny\b|not started"
        r"|planned)",
        re.I,
    ),
    "done": re.compile(
        r"\b(?:klar|genomförd|avslutad|färdig|slutförd|uppnådd|completed|done|finished)", re.I
    ),
    "ongoing": re.compile(
        r"\b(?:pågå|påbörja|löpande|startad|delvis|enligt plan|ongoing|in progress|started)", re.I
    ),
}
# Names of sheets that say nothing of what they hold.
SHEET_NAME = re.compile(
    r"^(?:(?:blad|sheet|flik|tabell|table) ?\d*|\d{4}|.*(?:aktivitet|insats|åtgärd|plan\b|plan \d).*)$",
    re.IGNORECASE,
)
COLOUR = re.compile(r"(?:grön|gul|röd|orange|blå|grå|vit|svart|green|yellow|red)t?", re.IGNORECASE)
MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mar mars march",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug augusti august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for month in names.split()
}
# Second words of names that are no persons': "Visit Östergötland", "Energikontor Sydost".
PLACES = _words(
    "blekinge bohuslän dalarna dalsland gotland gästrikland gävleborg halland hälsingland härjedalen"
    " jämtland jönköping kalmar kronoberg lappland medelpad mälardalen norrbotten närke skåne småland"
    " stockholm södermanland sörmland uppland uppsala värmland västerbotten västernorrland västmanland"
    " västra östergötland öland örebro ångermanland sverige sweden norden norr syd väst öst mitt"
    " sydost sydväst nordost nordväst norra södra östra västra norrland svealand götaland bergslagen"
    " göteborg malmö lund linköping norrköping västerås umeå luleå skellefteå sundsvall östersund falun"
    " borlänge karlstad växjö kristianstad helsingborg halmstad borås eskilstuna nyköping gävle"
)
ORGANISATION_FIRST = _words(
    "visit almi region regionen energikontor energikontoret coompanion science innovation destination"
    " svenskt företagarna leader film musik business invest connect drivhuset hushållningssällskapet"
    " länsstyrelsen länsmuseet kommunerna studieförbunden svenska nationella svensk nordic north"
    " stiftelsen föreningen röda rädda jobbtorg ungdomens hela hej kultur scenkonst regionteater"
)
# The row below a table's figures.
TOTAL = re.compile(r"^(?:summa|totalt?|delsumma|sum|total)\b.{0,30}$", re.IGNORECASE)
# Times that name no days.
RUNNING = re.compile(
    r"^(?:löpande|pågår|pågående|kontinuerligt|årligen|varje år|årlig|tills vidare|ongoing|annually"
    r"|continuously|yearly|every year)\b",
    re.IGNORECASE,
)
WHOLE_PERIOD = re.compile(
    r"^(?:under )?(?:hela |the (?:whole|entire) )?(?:(?:plan|program|mandat|strategi)?perioden|året|year"
    r"|period)$",
    re.IGNORECASE,
)
STOP_WORDS = _words(
    "och att det som en ett i på av för till är den med de om vi har inte kan ska så sig från eller "
    "vid men även under genom där när samt mer över alla detta denna dessa blir bli andra olika "
    "inom länet länets regionen regional regionala region västra arbete arbetet arbeta arbetar "
    "verksamhet verksamheten insatser insats aktiviteter aktivitet utveckla utveckling utvecklas "
    "öka ökad ökat skapa stärka fortsatt fortsätta nya ny nytt bland annat framtagande genomföra "
    "leda driva projekt projektet initiera stödja bidra samverkan gemensamt gemensamma"
)
