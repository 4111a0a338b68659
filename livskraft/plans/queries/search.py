"""The search over goals, activities, municipalities, actors and forums."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When, Window
from django.db.models.aggregates import Count
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext

from livskraft.plans.models import Forum, Goal, Organisation, Plan
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.activity_choices import public_activities
from livskraft.plans.queries.areas import municipalities_of
from livskraft.plans.queries.search_help import suggestions
from livskraft.plans.queries.search_hits import TELLINGS, Hit, Telling, make_hit
from livskraft.plans.queries.search_rank import Question, read_question, title_rank

KINDS = ("goal", "activity", "municipality", "actor", "forum")
CANDIDATES = 150  # Of each kind, those whose text has the terms earliest; they begin with titles.
PAGE = 30


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many hits of a kind there are."""

    kind: str
    number: int
    word: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of hits. `number` counts all of the chosen kind, `reachable` those that pages show.

    `has_all_words` is False where no text has them all, so that hits have only some of them.
    """

    question: Question
    kind: str
    total: int
    number: int
    reachable: int
    counts: tuple[KindCount, ...]
    hits: tuple[Hit, ...]
    has_all_words: bool
    suggestions: tuple[str, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class SearchedKind:
    """A kind of record that another package adds to the search; `word` is what hits are called.

    The records have a title, a sort key, a search text and an address or slug; `fields` are what
    is read of them.
    """

    kind: str
    word: str
    rows: QuerySet[Any]
    fields: tuple[str, ...]
    tell: Callable[[Any], Telling]


@dataclass(frozen=True, slots=True)
class _Candidate:
    order: tuple[Any, ...]
    hit: Callable[[], Hit]


def kind_words(kind: str) -> str:
    """Return what hits of a kind are called together."""
    return {
        "goal": gettext("Goals"),
        "activity": gettext("Activities"),
        "municipality": gettext("Municipalities"),
        "actor": gettext("Actors"),
        "forum": gettext("Forums"),
    }[kind]


def search(
    text: str,
    plan: Plan | None,
    *,
    kind: str = "",
    page: int = 1,
    also: Sequence[SearchedKind] = (),
) -> Answer:
    """Return the hits, best first; `also` are kinds beside those in KINDS.

    A goal whose number is asked for comes first. Then counts how many of the words a text has,
    then where in the title they stand, then the kind, then Swedish order. A query for each kind;
    as many more if nothing has all the words, and one if nothing has any.
    """
    searched = {**_searched(plan), **{each.kind: each for each in also}}
    question = read_question(text)
    kind = kind if kind in searched else ""
    if question.is_too_short:
        return _nothing(question, kind, ())
    found = _candidates(question, searched, any_word=False)
    has_all_words = any(number for number, _ in found.values())
    if not has_all_words and len(question.terms) > 1:
        found = _candidates(question, searched, any_word=True)
    if not any(number for number, _ in found.values()):
        return _nothing(question, kind, suggestions(question.words, _titles(searched)))
    counts = tuple(
        KindCount(each, found[each][0], searched[each].word) for each in searched if found[each][0]
    )
    wanted = [kind] if kind else list(searched)
    ordered = sorted(
        (each for one in wanted for each in found[one][1]), key=lambda each: each.order
    )[:CANDIDATES]
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(page, 1), pages)
    return Answer(
        question=question,
        kind=kind,
        total=sum(each.number for each in counts),
        number=sum(each.number for each in counts if each.kind in wanted),
        reachable=len(ordered),
        counts=counts,
        hits=tuple(each.hit() for each in ordered[(page - 1) * PAGE : page * PAGE]),
        has_all_words=has_all_words,
        suggestions=(),
        page=page,
        pages=pages,
    )


def _nothing(question: Question, kind: str, instead: tuple[str, ...]) -> Answer:
    return Answer(question, kind, 0, 0, 0, (), (), True, instead, 1, 1)


def _candidates(
    question: Question, searched: Mapping[str, SearchedKind], *, any_word: bool
) -> dict[str, tuple[int, list[_Candidate]]]:
    """Return for each kind how many there are, and the likeliest of them. A query for each."""
    return {
        each.kind: _read(each, place, question, any_word=any_word)
        for place, each in enumerate(searched.values())
    }


def _searched(plan: Plan | None) -> dict[str, SearchedKind]:
    """Return the kinds of record that plans have, with those that the public site has."""
    rows: dict[str, QuerySet[Any]] = {
        "goal": Goal.objects.filter(archived_at=None, plan__archived_at=None)
        .exclude(plan__kind=PlanKind.FRAME)
        .select_related("parent", "plan"),
        "activity": public_activities().select_related("lead"),
        "municipality": municipalities_of(plan).select_related("parent"),
        "actor": Organisation.objects.filter(archived_at=None).select_related("parent"),
        "forum": Forum.objects.filter(archived_at=None),
    }
    return {
        kind: SearchedKind(kind, kind_words(kind), rows[kind], _FIELDS[kind], TELLINGS[kind])
        for kind in KINDS
    }


_FIELDS = {
    "goal": (
        *("title", "title_en", "number", "address", "description", "sort_key"),
        *("parent__title", "parent__title_en", "plan__title", "plan__title_en"),
    ),
    "activity": ("title", "address", "summary", "status", "sort_key", "lead__title"),
    "municipality": ("title", "slug", "sort_key", "parent__title"),
    "actor": ("title", "slug", "description", "kind", "sort_key", "parent__title"),
    "forum": ("title", "slug", "description", "membership", "mandate", "level", "sort_key"),
}


def _read(
    searched: SearchedKind, place: int, question: Question, *, any_word: bool
) -> tuple[int, list[_Candidate]]:
    """Return how many records of a kind have the terms, and those that have them earliest."""
    found = [_has(term) for term in question.terms]
    wanted = Q(matched__gt=0) if any_word else Q(matched=len(found))
    if question.number and searched.kind == "goal":
        wanted |= Q(number=question.number)
    matched = sum(
        (Case(When(each, then=1), default=0, output_field=IntegerField()) for each in found),
        start=Value(0),
    )
    earliest = sum((_place(term) for term in question.terms), start=Value(0))
    rows = (
        searched.rows.annotate(matched=matched)
        .filter(wanted)
        .annotate(total=Window(Count("pk")), earliest=earliest)
        .order_by("-matched", "earliest", "pk")
        .only(*searched.fields)[:CANDIDATES]
    )
    records = list(rows)
    return (records[0].total if records else 0), [
        _candidate(searched, place, record, question) for record in records
    ]


def _has(term: str) -> GreaterThan:
    """Whether the text has the term; a number only as a word of its own."""
    return GreaterThan(_place(term), 0)


def _place(term: str) -> StrIndex:
    if term.isdigit():
        spaced = Concat(Value(" "), F("search_text"), Value(" "), output_field=TextField())
        return StrIndex(spaced, Value(f" {term} "))
    return StrIndex(F("search_text"), Value(term))


def _candidate(searched: SearchedKind, place: int, record: Any, question: Question) -> _Candidate:
    is_asked_for = bool(question.number) and getattr(record, "number", "") == question.number
    titles = filter(None, [record.title, getattr(record, "title_en", "")])
    is_other, rank = min(title_rank(title, question) for title in titles)
    address = getattr(record, "address", None) or record.slug
    return _Candidate(
        (not is_asked_for, -record.matched, is_other, rank, place, record.sort_key, address),
        lambda: make_hit(searched.kind, address, searched.tell(record), question),
    )


def _titles(searched: Mapping[str, SearchedKind]) -> Sequence[str]:
    """Return all titles that can be found. One query."""
    first, *others = (
        each.rows.select_related(None).order_by().values_list("title", flat=True)
        for each in searched.values()
    )
    return list(first.union(*others, all=True))
