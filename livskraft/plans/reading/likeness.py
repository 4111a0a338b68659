"""Which of several texts a short one is most like: by the words that few of them share."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from livskraft.plans.reading.vocabulary import STOP_WORDS
from livskraft.shared.swedish import search_terms

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return search_terms(word)[0][:12]


def stems(text: str) -> list[str]:
    """Return the stems of the words that say something."""
    words = (word.lower() for word in _WORD.findall(text))
    return [stem for word in words if (stem := _stem(word)) not in _stop_stems()]


@lru_cache(maxsize=1)
def _stop_stems() -> frozenset[str]:
    return frozenset(map(_stem, STOP_WORDS))


def most_like(
    texts: Sequence[str], candidates: Sequence[tuple[str, str]]
) -> list[tuple[int, float]]:
    """Return for each text the position of the (title, prose) it is most like, and how much.

    0 means nothing in common. A word in a title counts three times one in the prose, a pair of
    words that stand together twice more than each alone.
    """
    if not candidates:
        return [(-1, 0.0) for _text in texts]
    titles = [set(_grams(title)) for title, _prose in candidates]
    proses = [Counter(_grams(prose)) for _title, prose in candidates]
    spread: Counter[str] = Counter()
    for title, prose in zip(titles, proses, strict=True):
        spread.update(title | set(prose))
    weight = {gram: math.log(1 + len(candidates) / count) for gram, count in spread.items()}
    usual = sum(prose.total() for prose in proses) / len(proses) or 1
    found = []
    for text in texts:
        wanted = [gram for gram in set(_grams(text)) if gram in weight]
        scores = [
            sum(weight[gram] * _hits(gram, title, prose, prose.total() / usual) for gram in wanted)
            for title, prose in zip(titles, proses, strict=True)
        ]
        best = max(range(len(scores)), key=scores.__getitem__)
        found.append((best, round(scores[best], 2)))
    return found


def _hits(gram: str, title: set[str], prose: Counter[str], length: float) -> float:
    """Return how much a word or pair counts: what a long text repeats weighs less."""
    often = prose[gram] * 2 / (prose[gram] + 0.3 + 0.9 * length) if prose[gram] else 0.0
    return (3 * (gram in title) + often) * (2 if " " in gram else 1)


def _grams(text: str) -> list[str]:
    words = stems(text)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def near(first: str, second: str) -> float:
    """Return how alike two short texts are, 0–1, by their words in any order."""
    one, two = set(stems(first)), set(stems(second))
    if not one or not two:
        return 0.0
    shared = len(one & two) / min(len(one), len(two))
    if min(len(one), len(two)) < 2 and one != two:
        return 0.0
    return shared * (0.5 + 0.5 * len(one & two) / max(len(one), len(two)))


def alike(first: str, second: str) -> float:
    """Return how alike two texts are letter by letter, 0–1."""
    return SequenceMatcher(None, first.lower(), second.lower(), autojunk=False).ratio()
