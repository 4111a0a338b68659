"""Swedish order and search that are the same on every database: neither folds or sorts å ä ö."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_ORDER = str.maketrans(
    {"z": "z0", "å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3", "ü": "y"}
)
_WORD = re.compile(r"\w+")
_STEMMER = snowballstemmer.stemmer("swedish")


def fold(text: str) -> str:
    """Return the text in small letters and composed form, with å ä ö kept."""
    return unicodedata.normalize("NFC", text).casefold()


def plain(text: str) -> str:
    """Return folded text without marks over the letters: "västerås" → "vasteras"."""
    decomposed = unicodedata.normalize("NFD", fold(text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _numbered(match: re.Match[str]) -> str:
    return match.group().zfill(6)


def sort_key(text: str) -> str:
    """Return a key whose plain byte order is Swedish: a … z å ä ö, numbers by size.

    At most 600 characters.
    """
    numbered = re.sub(r"\d+", _numbered, fold(text))
    words = re.sub(r"\W+", " ", numbered).strip()
    return plain(words.translate(_ORDER))[:600]


def search_text(*parts: str) -> str:
    """Return what `search_terms` look into: folded words, then the same without å ä ö."""
    folded = " ".join(_WORD.findall(fold(" ".join(part for part in parts if part))))
    bare = plain(folded)
    return folded if bare == folded else f"{folded} {bare}"


@lru_cache(maxsize=1000)
def search_terms(query: str) -> tuple[str, ...]:
    """Return the parts of words to look for, at most eight: each word's stem, folded.

    "Bredbandets utbyggnad" → ("bredband", "utbyggnad"): a stem is found inside compound words too.
    """
    words = _WORD.findall(fold(query))[:8]
    stems = (_STEMMER.stemWord(word) for word in words)
    return tuple(
        dict.fromkeys(stem if len(stem) > 2 else word for stem, word in zip(stems, words, strict=True))
    )
