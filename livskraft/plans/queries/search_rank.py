"""How well a title answers a question: the order of the hits, the same on every database."""

from collections.abc import Sequence
from dataclasses import dataclass

from livskraft.shared.swedish import is_form, marked, plain, search_terms, words

TITLE_START, WHOLE_WORD, WORD_START, INSIDE, OTHER_TEXT = range(5)
MOST_LETTERS = 200
MOST_WORDS = 8
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for. `number` is the goal number asked for ("mål 7"), "" if none is."""

    text: str
    words: tuple[str, ...]
    terms: tuple[str, ...]
    number: str
    is_cut: bool

    @property
    def is_too_short(self) -> bool:
        """Whether there is nothing to look for, or only single letters."""
        return not any(len(term) > 1 or term.isdigit() for term in self.terms)


def read_question(text: str) -> Question:
    """Return a question as it is understood: at most 200 characters and eight words of it."""
    text = " ".join(text.replace("\0", "").split())
    known = words(text[:MOST_LETTERS])
    is_cut = len(text) > MOST_LETTERS or len(known) > MOST_WORDS
    kept = tuple(dict.fromkeys(known[:MOST_WORDS]))
    return Question(
        text=text[:MOST_LETTERS],
        words=kept,
        terms=search_terms(" ".join(kept)),
        number=_goal_number(kept),
        is_cut=is_cut,
    )


def _goal_number(known: Sequence[str]) -> str:
    """Return the number in "7", "mål 7", "delmål 7" or "goal 7", "" in anything else."""
    is_named = len(known) == 2 and known[0] in ("mål", "mal", "delmål", "delmal", "goal")
    if (len(known) == 1 or is_named) and known[-1].isdigit():
        return known[-1].lstrip("0") or "0"
    return ""


def title_rank(title: str, question: Question) -> tuple[bool, int]:
    """Return how near a title is to the question; less is nearer.

    First whether it is more than the question itself, then where in it the terms stand, summed.
    """
    folded = words(title)
    found = _place(folded, question)
    text = " ".join(folded)
    if text.isascii() or all(term in text for term in question.terms):
        return found
    return min(found, _place(words(plain(title)), question))


def _place(title: Sequence[str], question: Question) -> tuple[bool, int]:
    rank = sum(_term_rank(title, term) for term in question.terms)
    return tuple(title) != question.words, rank


def _term_rank(title: Sequence[str], term: str) -> int:
    if term.isdigit():
        return OTHER_TEXT if term not in title else TITLE_START if title[0] == term else WHOLE_WORD
    if title and title[0].startswith(term):
        return TITLE_START
    found = [word for word in title if term in word]
    if not found:
        return OTHER_TEXT
    if any(is_form(word, term) for word in found):
        return WHOLE_WORD
    return WORD_START if any(word.startswith(term) for word in found) else INSIDE


def excerpt(text: str, terms: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """Return the part of a text around its first hit, cut in pieces; empty if it has no hit."""
    text = " ".join(text.split())
    before = 0
    for piece, is_hit in marked(text, terms):
        if is_hit:
            break
        before += len(piece)
    else:
        return ()
    start = max(before - _EXCERPT // 3, 0)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = len(text) if len(text) - start <= _EXCERPT else text.rfind(" ", start, start + _EXCERPT)
    end = end if end > before else min(len(text), start + _EXCERPT)
    part = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return tuple(marked(part, terms))
