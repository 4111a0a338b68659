"""The site's kinds of page, each with one address of the example region."""

from collections.abc import Mapping

PAGES = {
    "start": "/",
    "goals": "/mal/",
    "goal": "/mal/trygghet/",
    "goal area": "/mal/valmaende/",
    "activities": "/aktiviteter/",
    "activities, filtered": "/aktiviteter/?lage=pagar",
    "activity": "/aktiviteter/nara-vard/",
    "activity with parts": "/aktiviteter/agenda-2030/",
    "municipalities": "/kommuner/",
    "municipality": "/kommuner/sala/",
    "municipality among similar": "/kommuner/sala/?bland=liknande",
    "actors": "/aktorer/",
    "actor": "/aktorer/folkhalsa/",
    "actor, municipality": "/aktorer/sala/",
    "forums": "/forum/",
    "forum": "/forum/strategisk-regional-beredning/",
    "search": "/sok/",
    "search with hits": "/sok/?q=trygg",
    "search without hits": "/sok/?q=xylofonkvartett",
    "indicators": "/indikatorer/",
    "indicator": "/indikatorer/studiecirkeldeltagare/",
    "indicator without figures": "/indikatorer/trygg-utomhus-nar-det-ar-morkt/",
    "indicator, embedded": "/indikatorer/studiecirkeldeltagare/inbaddad/",
    "indicator, embedding": "/indikatorer/studiecirkeldeltagare/badda-in/",
    "comparing": "/jamfor/?matt=studiecirkeldeltagare&omrade=19&omrade=1980",
    "rules": "/sa-bedomer-vi/",
    "rounds that stand": "/uppfoljning/",
    "round that stands": "/uppfoljning/delar-2022/",
    "plan": "/planer/vastmanland-2030/",
    "frames": "/ramar/",
    "frame": "/ramar/agenda-2030/",
    "accessibility": "/tillganglighet/",
    "contact": "/kontakt/",
    "sign in": "/arbeta/logga-in/",
    "forgotten password": "/arbeta/glomt-losenord/",
    "link that does not hold": "/arbeta/nytt-losenord/fel/",
    "link to answer that does not hold": "/svar/fel/",
    "not found": "/finns-inte/",
}
#: Signed-in pages: the example account that opens each, and its address.
WORK_PAGES: dict[str, tuple[str, str]] = {
    name: (f"{account}@example.org", f"/arbeta/{path}")
    for name, account, path in [
        ("to do", "strateg", ""),
        ("administration", "administrator", "administration/"),
        ("working plans", "strateg", "planer/"),
        ("working plan", "strateg", "planer/vastmanland-2030/"),
        ("working activities", "redaktor", "aktiviteter/"),
        ("working actors", "strateg", "aktorer/"),
        ("working forums", "strateg", "forum/"),
        ("archiving", "strateg", "arkivera/-/forum/strategisk-regional-beredning/"),
        ("form, activity", "strateg", "redigera/vastmanland-2030/aktiviteter/nara-vard/"),
        ("form, goal", "strateg", "redigera/vastmanland-2030/mal/trygghet/"),
        ("form, plan", "strateg", "redigera/-/planer/vastmanland-2030/"),
        ("form, actor", "strateg", "redigera/-/aktorer/folkhalsa/"),
        ("form, forum", "strateg", "redigera/-/forum/strategisk-regional-beredning/"),
        ("form, new link", "strateg", "ny/vastmanland-2030/kopplingar/"),
        (
            "form, indicator",
            "strateg",
            "redigera/vastmanland-2030/indikatorer/trygg-utomhus-nar-det-ar-morkt/",
        ),
        ("working indicators", "strateg", "indikatorer/"),
        ("file of figures", "strateg", "indikatorer/vastmanland-2030/utsatta-for-brott/las-in/"),
        ("catalogue", "strateg", "katalog/"),
        ("catalogue with hits", "strateg", "katalog/?q=trygg"),
        ("entry of the catalogue", "strateg", "katalog/kolada/N00610/"),
        ("stuck updates", "administrator", "uppdateringar/"),
        ("drafts", "redaktor", "utkast/"),
        ("history", "lasare", "historik/"),
        ("history of a record", "strateg", "historik/vastmanland-2030/aktiviteter/nara-vard/"),
        ("documents", "strateg", "dokument/"),
        ("people", "strateg", "personer/"),
        ("person", "strateg", "personer/{person}/"),
        ("form, person", "strateg", "personer/{person}/andra/"),
        ("a person leaves", "strateg", "personer/{leaver}/slutar/"),
        ("own data", "part", "mina-uppgifter/"),
        ("personal data", "administrator", "personuppgifter/person-{person}/"),
        ("erasing", "administrator", "personuppgifter/person-{person}/radera/"),
        ("accounts", "administrator", "anvandare/"),
        ("invitation", "administrator", "anvandare/bjud-in/"),
        ("account of another", "administrator", "anvandare/{account}/"),
        ("own account", "fortroendevald", "konto/"),
        ("own password", "lasare", "konto/losenord/"),
        ("own sessions", "lasare", "konto/inloggningar/"),
        ("messages", "administrator", "meddelanden/"),
        ("mails", "administrator", "utskick/"),
        ("rounds", "strateg", "omgangar/"),
        ("opening a round", "strateg", "oppna-omgang/"),
        ("board of a round", "strateg", "omgangar/arsbokslut-2022/"),
        ("board, all answers", "strateg", "omgangar/arsbokslut-2022/?svar=alla"),
        ("changing a round", "strateg", "omgangar/arsbokslut-2022/andra/"),
        ("who is asked", "strateg", "omgangar/uppdrag/{asked}/"),
        ("answers to review", "strateg", "omgangar/arsbokslut-2022/granska/"),
        ("answer to review", "strateg", "granska/{answered}/"),
        ("closing a round", "strateg", "omgangar/arsbokslut-2022/stang/"),
        ("round frozen", "strateg", "omgangar/delar-2022/fryst/"),
        ("roles in a round", "strateg", "omgangar/arsbokslut-2022/roller/"),
        ("role in an activity", "strateg", "omgangar/arsbokslut-2022/roller/regional-kulturskola/"),
        ("gates", "strateg", "sparrar/nara-vard/"),
        ("answers to give", "part", "svara/"),
        ("answer to give", "strateg", "svara/{waiting}/"),
        ("answer given", "strateg", "svara/{answered}/"),
        ("workbooks", "strateg", "omgangar/arsbokslut-2022/arbetsbocker/"),
        ("judgements", "strateg", "bedomningar/"),
        ("judging a goal", "strateg", "bedomningar/mal/vastmanland-2030/kollektivtrafik/"),
        (
            "judging an indicator",
            "strateg",
            "bedomningar/indikator/kollektivtrafikens-marknadsandel/",
        ),
        ("sign out", "lasare", "logga-ut/"),
    ]
}
#: The keys that stand in those addresses, as a freshly loaded demo has them.
KEYS = {
    "person": 1,
    "leaver": 3,
    "account": 3,
    "asked": 52,
    "answered": 79,
    "waiting": 91,
}
#: Pages that look so different on a phone that the keyboard is tried there too.
FOLDED = ["start", "activities, filtered", "municipality"]
#: Pages that answer otherwise than 200.
STATUS = {
    "not found": 404,
    "link that does not hold": 410,
    "link to answer that does not hold": 410,
}
#: Pages that stand without the site's frame, and so without a way to the other language.
ALONE = {"indicator, embedded", "link to answer that does not hold"}
#: Pages with a form that is sent: only these set a cookie.
WITH_COOKIE = {"contact", "forgotten password", "sign in"}


def address(name: str, language: str = "sv", keys: Mapping[str, int] = KEYS) -> str:
    """Return the page's address in that language; `keys` differ where records were made anew."""
    path = PAGES.get(name) or WORK_PAGES[name][1].format_map(keys)
    return path if language == "sv" else f"/{language}{path}"
