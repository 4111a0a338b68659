"""Swedish order and search that are the same on every database: neither folds or sorts å ä ö."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

_ORDER = str.maketrans({"z": "z0", "å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3", "ü": "y"})
_WORD = re.compile(r"\w+")
_MOST_TERMS = 8
_SHORTEST_STEM = 4
_BEFORE_GENITIVE_S = frozenset("abdefghjklmnoprtvy")
_ENDINGS = (
    *("heterna", "heten", "heter", "het"),
    *("arna", "erna", "orna", "ande", "ende", "aste", "ades"),
    *("are", "ade", "ast", "ad", "at", "ar", "er", "or", "en", "et", "an", "na", "um", "a", "e"),
)


def fold(text: str) -> str:
    """Return the text in small letters and composed form, with å ä ö kept."""
    return unicodedata.normalize("NFC", text).casefold()


def plain(text: str) -> str:
    """Return folded text without marks over the letters: "västerås" → "vasteras"."""
    folded = fold(text)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFD", folded)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    return _WORD.findall(fold(text))


def _numbered(match: re.Match[str]) -> str:
    return match.group().zfill(6)


def sort_key(text: str) -> str:
    """Return a key whose plain byte order is Swedish: a … z å ä ö, numbers by size.

    At most 600 characters.
    """
    numbered = re.sub(r"\d+", _numbered, fold(text))
    spaced = re.sub(r"\W+", " ", numbered).strip()
    return plain(spaced.translate(_ORDER))[:600]


def search_text(*parts: str) -> str:
    """Return what `search_terms` look into: folded words, then the same without å ä ö."""
    folded = " ".join(words(" ".join(part for part in parts if part)))
    bare = plain(folded)
    return folded if bare == folded else f"{folded} {bare}"


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the beginning that the forms of a folded word share: "bredbandets" → "bredband".

    Never shorter than four letters; a shorter word is returned whole, so that the place Sala is
    not looked for as "sal". A stem that is cut a little too short still finds its own word.
    """
    kept = word
    if word.endswith("s") and len(word) > _SHORTEST_STEM and word[-2] in _BEFORE_GENITIVE_S:
        kept = word[:-1]
    for ending in _ENDINGS:
        if kept.endswith(ending) and len(kept) - len(ending) >= _SHORTEST_STEM:
            return kept[: -len(ending)]
    if kept.endswith("t") and len(kept) > _SHORTEST_STEM + 1 and kept[-2] in "bdfglmnrv":
        return kept[:-1]
    return kept


def is_form(word: str, term: str) -> bool:
    """Whether a folded word is the term but for its ending, which may be two: utbyggn-ad-en."""
    return term in (word, stem(word), stem(stem(word)))


@lru_cache(maxsize=1000)
def search_terms(query: str) -> tuple[str, ...]:
    """Return the parts of words to look for, at most eight: each word's stem, folded.

    "Bredbandets utbyggnad" → ("bredband", "utbyggnad"): a stem is found inside compound words too.
    """
    return tuple(dict.fromkeys(stem(word) for word in words(query)[:_MOST_TERMS]))


def marked(text: str, terms: Sequence[str]) -> list[tuple[str, bool]]:
    """Return the text cut in pieces, each with whether it is one that the terms found.

    A hit that reaches the end of a word but for its ending marks the ending too. A term without
    å ä ö also finds letters with them.
    """
    composed = unicodedata.normalize("NFC", text)
    found = [False] * len(composed)
    for version in (fold, plain):
        letters, origin = _letters(composed, version)
        for term in terms:
            for start in _places(letters, term):
                end = _end_of_form(letters, start, term)
                for place in range(start, end):
                    found[origin[place]] = True
    return _pieces(composed, found)


def _letters(text: str, version: Callable[[str], str]) -> tuple[str, Sequence[int]]:
    """Return the text in that version, and for each letter its place in the text."""
    letters = version(text)
    if len(letters) == len(text):
        return letters, range(len(text))
    pieces = [(letter, place) for place, whole in enumerate(text) for letter in version(whole)]
    return "".join(letter for letter, _ in pieces), [place for _, place in pieces]


def _places(letters: str, term: str) -> list[int]:
    if term.isdigit():
        return [match.start() for match in re.finditer(rf"\b{term}\b", letters)]
    return [match.start() for match in re.finditer(re.escape(term), letters)]


def _end_of_form(letters: str, start: int, term: str) -> int:
    """Return where the hit ends: with the word if only an ending follows, else with the term."""
    end = start + len(term)
    rest = _WORD.match(letters, end)
    if rest and is_form(letters[start : rest.end()], term):
        return rest.end()
    return end


def _pieces(text: str, found: list[bool]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or found[place] != found[start]:
            pieces.append((text[start:place], found[start]))
            start = place
    return pieces
