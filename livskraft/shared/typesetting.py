"""How Swedish titles are set: where long words may be broken, and where a line may not."""

import re

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
LONG = 14
"""So long a word may find no room in a narrow column."""
_LEAST = 4  # Letters before a break.
_LATER_PARTS = """
    aktivitet analys andel anstalt arbete arkiv barometer bedömning behandling behov beredning
    besök bidrag bild boende bolag byggnad byrå center centrum chef cirkel deltag dialog
    direktör dokument drift effekt ekonomi ekvivalent energi enhet ersättning fond forskning
    forum fråga färdig företag förmåga försörjning förvaltning förändring gemensam genomgång
    gymnasi gång handling hushåll hälsa hållbar högskol index inflytande information
    infrastruktur inkomst inriktning insats institut integration internat kapital kartlägg
    klimat kommission kommun kompetens konst kontor kraft kultur kunskap kurs kvalitet kvinn
    ledamot ledning lokal lägenhet län lärande marknad medel medling miljö minskning myndighet
    mätning mål möjlighet nivå nämnd näring nätverk område omställning ordning organisation park
    partner plan politik process produkt program projekt redovisning region reglering resurs
    riktlinje roll rum råd rådgivning rörlighet samhälle sammanhang samordning samråd samverkan
    service skapande skatt skola skydd social stad statistik stiftelse stipendi strategi strukt
    studi styrning stöd system säkerhet sätt teknik tidning tillgång tillstånd tillsyn tillväxt
    tjänst trafik trygghet turism undersökning uppdrag uppföljning utbild utbyggnad utredning
    utsläpp utveckling vatten verk verksamhet villkor vision väg växel vård ägande åtgärd öppen
    överenskommelse översikt
"""
"""How later parts of long words begin, in what regions and municipalities write of."""
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_LONG_WORD = re.compile(rf"[^\W\d_]{{{LONG},}}")
_JOINT = re.compile(
    rf"(?<=[^\W\d_]{{{_LEAST}}})(?={'|'.join(sorted(_LATER_PARTS.split(), key=len))})"
)


def unbroken(text: str) -> str:
    """Return a text in which no line breaks inside "1 000"."""
    return _THOUSANDS.sub("\N{NO-BREAK SPACE}", text)


def breakable(text: str) -> str:
    """Return a text whose long words may be broken where their parts meet: "trafik-försörjnings".

    Browsers cannot be relied on to break Swedish words. A word of unknown parts stays whole.
    """
    return _LONG_WORD.sub(lambda found: _JOINT.sub(SOFT_HYPHEN, found[0]), text)
