"""What the words of a text tell of it: whether it says what is to be done."""

import re

from livskraft.plans.reading import vocabulary
from livskraft.plans.reading.verbs import ACTION_VERBS

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST = 8
"""Words at the start of an item among which one must tell what is done."""


def names_action(text: str) -> bool:
    """Say whether an item tells what is done: one of its first words is a verb or its noun."""
    if starts_with_action(text):
        return True
    if vocabulary.STATEMENT.match(text):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())[:_FIRST]
    return any(
        vocabulary.ACTION_ENDING.search(word) and len(word) > 2
        for word in words
        if word not in vocabulary.JOINING_WORDS and word not in vocabulary.ADVERBS
    )


def starts_with_action(text: str) -> bool:
    """Say whether a text begins as an activity does: "Utveckla …", "Framtagande av …"."""
    words = [word.lower() for word in _WORD.findall(text[:120])]
    while words and words[0] in vocabulary.ADVERBS:
        words.pop(0)
    if not words:
        return False
    first = words[0].rpartition("-")[2]
    if first in ACTION_VERBS or vocabulary.VERB_ENDING.search(first):
        return True
    if first.endswith("r") and {first[:-1], f"{first.removesuffix('er')}a"} & ACTION_VERBS:
        return True
    return vocabulary.ACTION_NOUN.search(first) is not None and words[1:2] == ["av"]
