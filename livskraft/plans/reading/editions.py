"""Which records of a newer edition are those of the plan that it follows: by number and by words.

Records whose words are the same are one. Of the others only those pairs are taken that are each
other's best and have no rival; everything less sure is a question.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from livskraft.plans.reading import likeness

SURE = 0.6
"""From this share of common words on, two texts without rivals are taken as one, reworded."""
UNSURE = 0.34
RIVAL = 0.15
"""How much better than its rivals a pair must be."""
MAX_CANDIDATES = 4
USUAL = 200
"""A word that so many records share finds no candidates by itself."""


@dataclass(frozen=True)
class Entry:
    """A record as it is compared. `goal` is the goal it belongs to, in the words of the plan.

    `former_title` is what the plan's document called it the last time, if that is known.
    """

    slug: str
    title: str
    number: str = ""
    goal: str = ""
    former_title: str = ""

    @property
    def titles(self) -> list[str]:
        return [self.title, *([self.former_title] if self.former_title else [])]


@dataclass
class Matching:
    """Slugs of the newer edition and of the plan.

    `pairs` are the same record; `unsure` gives the candidates, likeliest first; `new` has none.
    `gone` are the plan's records that are in no pair and in no question.
    """

    pairs: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def same_text(one: str, other: str) -> bool:
    """Say whether two texts differ in nothing but spaces, capitals and a last full stop."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(" .,;:").casefold()


def match(
    newer: Sequence[Entry], older: Sequence[Entry], decided: Mapping[str, str] | None = None
) -> Matching:
    """Match the records of a newer edition with those of the plan, in any order.

    `decided` holds answers: the plan's slug by the newer one's, "" for a record that is new.
    """
    decided = dict(decided or {})
    by_slug = {entry.slug: entry for entry in older}
    result = Matching()
    for slug, of in decided.items():
        if of in by_slug and of not in result.pairs.values():
            result.pairs[slug] = of
    undecided = [entry for entry in newer if entry.slug not in decided]
    used = set(result.pairs.values())
    _pair_equal(undecided, [entry for entry in older if entry.slug not in used], result)
    used = set(result.pairs.values())
    left = [entry for entry in undecided if entry.slug not in result.pairs]
    free = [entry for entry in older if entry.slug not in used]
    _pair_alike(left, free, result)
    result.new = [
        entry.slug
        for entry in newer
        if entry.slug not in result.pairs and entry.slug not in result.unsure
    ]
    spoken_of = set(result.pairs.values()) | {
        slug for candidates in result.unsure.values() for slug in candidates
    }
    result.gone = [entry.slug for entry in older if entry.slug not in spoken_of]
    return result


def _pair_equal(newer: Sequence[Entry], older: Sequence[Entry], result: Matching) -> None:
    """Pair records of the same words: first with the same goal and number, then in their order."""
    waiting: dict[str, list[Entry]] = defaultdict(list)
    for entry in older:
        for title in {_bare(title) for title in entry.titles}:
            waiting[title].append(entry)
    taken: set[str] = set()
    for is_strict in (True, False):
        for entry in newer:
            if entry.slug in result.pairs:
                continue
            for other in waiting[_bare(entry.title)]:
                is_alike = other.goal == entry.goal and other.number == entry.number
                if other.slug not in taken and (is_alike or not is_strict):
                    result.pairs[entry.slug] = other.slug
                    taken.add(other.slug)
                    break


def _pair_alike(newer: Sequence[Entry], older: Sequence[Entry], result: Matching) -> None:
    scores = _scores(newer, older)
    rivals: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for slug, found in scores.items():
        for score, of in found:
            rivals[of].append((score, slug))
    old = {entry.slug: entry for entry in older}
    for entry in newer:
        found = scores[entry.slug]
        if not found:
            continue
        best, of = found[0]
        others = [score for score, slug in rivals[of] if slug != entry.slug]
        others += [score for score, _slug in found[1:]]
        has_rival = any(score > best - RIVAL for score in others)
        if best >= SURE and not has_rival and not _is_split(old[of], entry, newer):
            result.pairs[entry.slug] = of
        else:
            result.unsure[entry.slug] = [slug for _score, slug in found[:MAX_CANDIDATES]]
    taken = set(result.pairs.values())
    for slug, candidates in list(result.unsure.items()):
        free = [of for of in candidates if of not in taken]
        result.unsure[slug] = free
        if not free:
            del result.unsure[slug]


def _is_split(old: Entry, new: Entry, newer: Sequence[Entry]) -> bool:
    """Say whether words that a record has lost make up another one: then it was parted in two."""
    before = _words(old.title)
    lost = before - _words(new.title)
    if not lost:
        return False
    return any(
        words and words <= before and words & lost
        for other in newer
        if other is not new and (words := _words(other.title))
    )


@lru_cache(maxsize=50_000)
def _words(title: str) -> frozenset[str]:
    """Return the stems of a title, and its numbers: they tell records apart."""
    return frozenset([*likeness.stems(title), *re.findall(r"\d+", title)])


def _scores(newer: Sequence[Entry], older: Sequence[Entry]) -> dict[str, list[tuple[float, str]]]:
    """Return for each newer record the older ones that are like it, likeliest first."""
    by_word: dict[str, list[Entry]] = defaultdict(list)
    by_number: dict[str, list[Entry]] = defaultdict(list)
    for entry in older:
        for word in frozenset().union(*map(_words, entry.titles)):
            by_word[word].append(entry)
        if entry.number:
            by_number[entry.number].append(entry)
    scores = {}
    for entry in newer:
        near = {
            other.slug: other
            for word in _words(entry.title)
            if len(by_word[word]) <= USUAL
            for other in by_word[word]
        }
        if entry.number:
            near.update((other.slug, other) for other in by_number[entry.number])
        found = [(_score(entry, other), slug) for slug, other in near.items()]
        scores[entry.slug] = sorted(
            (pair for pair in found if pair[0] >= UNSURE), key=lambda pair: (-pair[0], pair[1])
        )
    return scores


def _score(one: Entry, other: Entry) -> float:
    """Return how alike two records are, 0–1: by the words that they share of all their words."""
    score = max(_likeness(one.title, title) for title in other.titles)
    if one.number and one.number == other.number:
        score = max(score + 0.25, UNSURE)
    elif one.goal and one.goal == other.goal:
        score += 0.05
    return round(min(score, 1.0), 3)


def _likeness(one: str, other: str) -> float:
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0.0
    shared = len(words & others) / len(words | others)
    letters = likeness.alike(one, other) if shared >= 0.2 else 0.0
    return max(shared, letters - 0.2)
