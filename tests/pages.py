"""The public site's kinds of page, each with one address of the example region."""

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
    "actors": "/aktorer/",
    "actor": "/aktorer/folkhalsa/",
    "actor, municipality": "/aktorer/sala/",
    "forums": "/forum/",
    "forum": "/forum/strategisk-regional-beredning/",
    "search": "/sok/",
    "search with hits": "/sok/?q=trygg",
    "search without hits": "/sok/?q=xylofonkvartett",
    "plan": "/planer/vastmanland-2030/",
    "frames": "/ramar/",
    "frame": "/ramar/agenda-2030/",
    "accessibility": "/tillganglighet/",
    "contact": "/kontakt/",
    "sign in": "/arbeta/logga-in/",
    "not found": "/finns-inte/",
}
#: Pages that answer otherwise than 200.
STATUS = {"not found": 404}
#: Pages with a form that is sent: only these set a cookie.
WITH_COOKIE = {"contact", "sign in"}


def address(name: str, language: str = "sv") -> str:
    """Return the page's address in that language."""
    return PAGES[name] if language == "sv" else f"/{language}{PAGES[name]}"
