"""What an indicator's unit makes of its sentences: the share, the number or the value, of what."""

import re
from dataclasses import dataclass
from typing import Literal

from livskraft.indicators.findings.finding import Voice
from livskraft.indicators.sources.errors import Message, _

Kind = Literal["share", "count", "rank", "value"]

_SUBJECTS: dict[Kind, Message] = {
    "share": Message(_("the share")),
    "count": Message(_("the number")),
    "rank": Message(_("the place")),
    "value": Message(_("the value")),
}
_ONE_POINT = Message(_("one percentage point"))
_ONE_PLACE = Message(_("one place"))
_SHARE = re.compile(r"procent\b(?!enhet)")
_RANK = re.compile(r"(plats|ranking)\b")
_BARE = re.compile(r"(index|medelvärde|medelbetyg|betyg|poäng|skala)\b")
_OF_WHOM = re.compile(
    r"\s+\d+(?:–\d+)?\s+(?:år(?: och äldre)?|januari|februari|mars|april|maj|juni|juli|augusti"
    r"|september|oktober|november|december)$"
)


@dataclass(frozen=True)
class Unit:
    """`words` stand after a figure: "" for shares, whose percent is translated, and for numbers."""

    kind: Kind
    words: str

    @classmethod
    def of(cls, unit: str, voice: Voice | None = None) -> "Unit":
        """Read a unit as indicators have it: "procent av eleverna", "antal", "kronor per invånare".

        What tells of whom or when is left out: it stands in the caption. `voice` says the rest.
        """
        say = voice.unit if voice else str
        text = unit.strip()
        small = text.lower()
        if _SHARE.match(small):
            return cls("share", "")
        if _RANK.match(small):
            return cls("rank", "")
        if _BARE.match(small):
            return cls("value", "")
        if small == "antal" or small.startswith("antal "):
            rest = text[len("antal ") :]
            return cls("count", say(_short(rest)) if rest.startswith("per ") else "")
        return cls("value", say(_short(text)))

    @property
    def subject(self) -> Message:
        """Return "the share", "the number", "the place" or "the value"."""
        return _SUBJECTS[self.kind]

    def amount(self, shown: str) -> Message:
        """Return a figure with its unit: "19 percent", "place 4", "12 ton"."""
        if self.kind == "share":
            return Message(_("%(figure)s percent"), {"figure": shown})
        if self.kind == "rank":
            return Message(_("place %(figure)s"), {"figure": shown})
        return Message("%(figure)s", {"figure": f"{shown} {self.words}".strip()})

    def difference(self, value: float, voice: Voice) -> Message:
        """Return a difference with its unit: "eleven percentage points", "two places", "2.5 ton".

        One of what is not known is a figure, since Swedish has two words for it.
        """
        number = voice.number(value)
        is_one = number == voice.number_word(1)
        if self.kind == "share":
            return (
                _ONE_POINT
                if is_one
                else Message(_("%(number)s percentage points"), {"number": number})
            )
        if self.kind == "rank":
            return _ONE_PLACE if is_one else Message(_("%(number)s places"), {"number": number})
        shown = voice.figure(value) if is_one or self.words else number
        return Message("%(figure)s", {"figure": f"{shown} {self.words}".strip()})


def _short(text: str) -> str:
    """Return "kronor per invånare" of "kronor per invånare 20–64 år, löpande priser"."""
    first = re.split(r"[,(;]", text)[0].strip()
    first = _OF_WHOM.sub("", first)
    for written, spoken in (("1 000 ", "tusen "), ("tusental", "tusen")):
        if first.startswith(written):
            first = (spoken + first[len(written) :]).strip()
    return first
