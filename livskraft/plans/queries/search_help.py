"""What to try instead when a search finds nothing: words that the titles do have."""

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from livskraft.shared.swedish import plain, words

MOST_SUGGESTIONS = 5
_SHORTEST = 4
_NEAR_ENOUGH = 0.72
_COMPARED = 40


def suggestions(asked: Collection[str], titles: Iterable[str]) -> tuple[str, ...]:
    """Return words of the titles that are parts of what was asked, or spelt nearly like it."""
    vocabulary = _vocabulary(titles)
    found: dict[str, None] = {}
    for word in asked:
        if len(word) >= _SHORTEST:
            found.update(dict.fromkeys(_near(word, vocabulary)))
            found.update(dict.fromkeys(_parts(word, vocabulary)))
    return tuple(each for each in found if each not in asked)[:MOST_SUGGESTIONS]


def _vocabulary(titles: Iterable[str]) -> dict[str, str]:
    """Return the longer words of the titles, each by its spelling without å ä ö."""
    unique = {word for title in titles for word in words(title) if len(word) >= _SHORTEST}
    return {plain(word): word for word in sorted(unique) if not word.isdigit()}


def _near(word: str, vocabulary: dict[str, str]) -> list[str]:
    """Return the words spelt most like this one, the nearest first."""
    bare = plain(word)
    pairs = _pairs(bare)
    shared = [
        (-len(pairs & _pairs(other)), other)
        for other in vocabulary
        if abs(len(other) - len(bare)) <= max(2, len(bare) // 4)
    ]
    likely = sorted(each for each in shared if each[0])[:_COMPARED]
    near = [(-SequenceMatcher(None, bare, other).ratio(), other) for _, other in likely]
    return [vocabulary[other] for ratio, other in sorted(near) if -ratio >= _NEAR_ENOUGH][:3]


def _pairs(word: str) -> set[str]:
    return {word[place : place + 2] for place in range(len(word) - 1)}


def _parts(word: str, vocabulary: dict[str, str]) -> list[str]:
    """Return words that stand inside a compound, the longest first, else its known start."""
    bare = plain(word)
    known = [other for other in vocabulary if other in bare]
    inside = sorted(known, key=lambda each: (-len(each), each))
    if inside:
        return [vocabulary[other] for other in inside[:3]]
    everything = "\n".join(vocabulary)
    for length in range(len(bare) - 1, _SHORTEST - 1, -1):
        if f"\n{bare[:length]}" in f"\n{everything}":
            return [word[:length]]
    return []
