"""Sex by label. Codes mean opposite things in different tables of one publisher; words do not."""

import re
import unicodedata

_WORDS = {
    "K": "kvinna kvinnor kvinnors flicka flickor flickors tjej tjejer female females woman women "
    "girl girls",
    "M": "man män mäns pojke pojkar pojkars kille killar male males men boy boys",
    "T": "total totalt totalen samtliga alla båda bägge summa all both sum everyone",
}
_WOMEN, _MEN, _ALL = (frozenset(words.split()) for words in _WORDS.values())
_SHORT = {"k": "K", "m": "M", "t": "T"}


def sex_of(label: str) -> str | None:
    """Return K, M or T as a label says, None if it says none of them.

    "män och kvinnor" is T; "Kvinnor, totalt" is K; the single letters K, M and T are themselves.
    """
    folded = unicodedata.normalize("NFC", label).casefold().strip()
    if folded in _SHORT:
        return _SHORT[folded]
    words = set(re.findall(r"\w+", folded))
    women, men = bool(words & _WOMEN), bool(words & _MEN)
    if women and men:
        return "T"
    if women or men:
        return "K" if women else "M"
    return "T" if words & _ALL else None
