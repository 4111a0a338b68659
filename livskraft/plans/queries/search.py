"""The search over goals, activities, municipalities, actors and forums."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.aggregates import Count
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import get_language

from livskraft.plans.models import Activity, Area, Forum, Goal, Organisation, Plan
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.queries.activity_choices import public_activities
from livskraft.plans.queries.areas import municipalities_of
from livskraft.plans.queries.search_help import suggestions
from livskraft.plans.queries.search_rank import Question, excerpt, read_question, title_rank
from livskraft.shared.swedish import marked

KINDS = ("goal", "activity", "municipality", "actor", "forum")
CANDIDATES = 300  # Of each kind, those whose text has the terms earliest; they begin with titles.
PAGE = 30

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `title` and `excerpt` are cut in pieces, each with whether it is a hit.

    `address` is the last part of its page's address; `code` and `about` say what more is to be said
    of its kind: a goal's number and the goal above it, an activity's status and lead, an actor's
    kind and what it belongs to, a forum's mandate and level.
    """

    kind: str
    address: str
    title: Pieces
    excerpt: Pieces
    code: str
    about: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many hits of a kind there are."""

    kind: str
    number: int


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    order: tuple[Any, ...]
    hit: Callable[[], Hit]


def search(text: str, plan: Plan | None, *, kind: str = "", page: int = 1) -> Answer:
    """Return the hits, best first.

    A goal whose number is asked for comes first. Then counts how many of the words a text has,
    then where in the title they stand, then the kind, then Swedish order. Five queries; five more
    if nothing has all the words, and one if nothing has any.
    """
    question = read_question(text)
    kind = kind if kind in KINDS else ""
    if question.is_too_short:
        return _nothing(question, kind, ())
    found = _candidates(question, plan, any_word=False)
    has_all_words = any(number for number, _ in found.values())
    if not has_all_words and len(question.terms) > 1:
        found = _candidates(question, plan, any_word=True)
    if not any(number for number, _ in found.values()):
        return _nothing(question, kind, suggestions(question.words, _titles(plan)))
    counts = tuple(KindCount(each, found[each][0]) for each in KINDS if found[each][0])
    wanted = [kind] if kind else KINDS
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
    question: Question, plan: Plan | None, *, any_word: bool
) -> dict[str, tuple[int, list[_Candidate]]]:
    """Return for each kind how many there are, and the likeliest of them. Five queries."""
    return {
        kind: _read(kind, place, question, plan, any_word=any_word)
        for place, kind in enumerate(KINDS)
    }


def _searched(kind: str, plan: Plan | None) -> QuerySet[Any]:
    """Return the records of a kind that the public site has."""
    searched: dict[str, QuerySet[Any]] = {
        "goal": Goal.objects.filter(archived_at=None, plan__archived_at=None)
        .exclude(plan__kind=PlanKind.FRAME)
        .select_related("parent", "plan"),
        "activity": public_activities().select_related("lead"),
        "municipality": municipalities_of(plan).select_related("parent"),
        "actor": Organisation.objects.filter(archived_at=None).select_related("parent"),
        "forum": Forum.objects.filter(archived_at=None),
    }
    return searched[kind]


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
    kind: str, place: int, question: Question, plan: Plan | None, *, any_word: bool
) -> tuple[int, list[_Candidate]]:
    """Return how many records of a kind have the terms, and those that have them earliest."""
    found = [_has(term) for term in question.terms]
    wanted = Q(matched__gt=0) if any_word else Q(matched=len(found))
    if question.number and kind == "goal":
        wanted |= Q(number=question.number)
    matched = sum(
        (Case(When(each, then=1), default=0, output_field=IntegerField()) for each in found),
        start=Value(0),
    )
    earliest = sum((_place(term) for term in question.terms), start=Value(0))
    rows = (
        _searched(kind, plan)
        .annotate(matched=matched)
        .filter(wanted)
        .annotate(total=Window(Count("pk")), earliest=earliest)
        .order_by("-matched", "earliest", "pk")
        .only(*_FIELDS[kind])[:CANDIDATES]
    )
    records = list(rows)
    return (records[0].total if records else 0), [
        _candidate(kind, place, record, question) for record in records
    ]


def _has(term: str) -> GreaterThan:
    """Whether the text has the term; a number only as a word of its own."""
    return GreaterThan(_place(term), 0)


def _place(term: str) -> StrIndex:
    if term.isdigit():
        return StrIndex(Concat(Value(" "), F("search_text"), Value(" ")), Value(f" {term} "))
    return StrIndex(F("search_text"), Value(term))


def _candidate(kind: str, place: int, record: Any, question: Question) -> _Candidate:
    is_asked_for = bool(question.number) and getattr(record, "number", "") == question.number
    is_other, rank = title_rank(record.title, question)
    address = getattr(record, "address", None) or record.slug
    return _Candidate(
        (not is_asked_for, -record.matched, is_other, rank, place, record.sort_key, address),
        lambda: _hit(kind, address, record, question),
    )


def _hit(kind: str, address: str, record: Any, question: Question) -> Hit:
    title, code, about, text = _ABOUT[kind](record)
    return Hit(
        kind=kind,
        address=address,
        title=tuple(marked(title, question.terms)),
        excerpt=excerpt(text, question.terms),
        code=code,
        about=about,
    )


def _title(named: Goal | Plan) -> str:
    """Return the English title on English pages, where there is one."""
    in_english = (get_language() or "sv").startswith("en")
    return named.title_en if in_english and named.title_en else named.title


def _goal_words(goal: Goal) -> tuple[str, str, str, str]:
    above = goal.parent or goal.plan
    return _title(goal), goal.number, _title(above), goal.description


def _activity_words(activity: Activity) -> tuple[str, str, str, str]:
    lead = activity.lead.title if activity.lead else ""
    return activity.title, activity.status, lead, activity.summary


def _municipality_words(area: Area) -> tuple[str, str, str, str]:
    return area.title, "", area.parent.title if area.parent else "", ""


def _actor_words(actor: Organisation) -> tuple[str, str, str, str]:
    return actor.title, actor.kind, actor.parent.title if actor.parent else "", actor.description


def _forum_words(forum: Forum) -> tuple[str, str, str, str]:
    return forum.title, forum.mandate, forum.level, f"{forum.description} {forum.membership}"


_ABOUT: dict[str, Callable[[Any], tuple[str, str, str, str]]] = {
    "goal": _goal_words,
    "activity": _activity_words,
    "municipality": _municipality_words,
    "actor": _actor_words,
    "forum": _forum_words,
}


def _titles(plan: Plan | None) -> Sequence[str]:
    """Return all titles that can be found. One query."""
    first, *others = (
        _searched(kind, plan).select_related(None).order_by().values_list("title", flat=True)
        for kind in KINDS
    )
    return list(first.union(*others, all=True))
