"""Numbers as they stand in sentences, Swedish and English."""

_SWEDISH = "noll en två tre fyra fem sex sju åtta nio tio elva tolv"
_ENGLISH = "no one two three four five six seven eight nine ten eleven twelve"


def number_word(number: int, language: str = "sv") -> str:
    """Return "fyra" for 4 (of what in Swedish is "en", not "ett"); figures from 13."""
    words = (_ENGLISH if language.startswith("en") else _SWEDISH).split()
    return words[number] if 0 <= number < len(words) else str(number)


def thousands(number: int, language: str = "sv") -> str:
    """Return 64000000 as "64 000 000" with spaces that do not break, in English with commas."""
    grouped = f"{number:,}"
    return grouped if language.startswith("en") else grouped.replace(",", "\N{NO-BREAK SPACE}")
