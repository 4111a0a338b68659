"""One answer of the search: how a record that was found is told of in the list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from livskraft.plans.models import Activity, Area, Forum, Goal, Organisation, Plan
from livskraft.plans.models.forums import Mandate
from livskraft.plans.models.organisations import OrganisationKind
from livskraft.plans.models.plan import Level
from livskraft.plans.queries.search_rank import Question, excerpt
from livskraft.shared.swedish import marked

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `title` and `excerpt` are cut in pieces, each with whether it is a hit.

    `address` is the last part of its page's address; `code` and `about` say what more is to be said
    of its kind: a goal's number and the goal above it, an activity's status and lead, an actor's
    kind and what it belongs to, a forum's mandate and level, in words but for the status.
    """

    kind: str
    address: str
    title: Pieces
    excerpt: Pieces
    code: str
    about: str
    is_translated: bool
    is_about_translated: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of a record; `text` is what an excerpt is cut from."""

    title: str
    code: str = ""
    about: str = ""
    text: str = ""
    is_translated: bool = False
    is_about_translated: bool = False


def make_hit(kind: str, address: str, told: Telling, question: Question) -> Hit:
    """Return what is told of a record as a hit. No query."""
    return Hit(
        kind=kind,
        address=address,
        title=tuple(marked(told.title, question.terms)),
        excerpt=excerpt(told.text, question.terms),
        code=told.code,
        about=told.about,
        is_translated=told.is_translated,
        is_about_translated=told.is_about_translated,
    )


def _is_translated(named: Goal | Plan) -> bool:
    """Whether there is an English title and the page is in English."""
    return bool(named.title_en) and (get_language() or "sv").startswith("en")


def _title(named: Goal | Plan) -> str:
    return named.title_en if _is_translated(named) else named.title


def _tell_goal(goal: Goal) -> Telling:
    above = goal.parent or goal.plan
    return Telling(
        _title(goal),
        goal.number,
        _title(above),
        goal.description,
        is_translated=_is_translated(goal),
        is_about_translated=_is_translated(above),
    )


def _tell_activity(activity: Activity) -> Telling:
    lead = activity.lead.title if activity.lead else ""
    return Telling(activity.title, activity.status, lead, activity.summary)


def _tell_municipality(area: Area) -> Telling:
    return Telling(area.title, about=area.parent.title if area.parent else "")


def _tell_actor(actor: Organisation) -> Telling:
    parent = actor.parent.title if actor.parent else ""
    kind = str(OrganisationKind(actor.kind).label)
    return Telling(actor.title, kind, parent, actor.description)


def _tell_forum(forum: Forum) -> Telling:
    mandate, level = Mandate(forum.mandate).label, Level(forum.level).label
    text = f"{forum.description} {forum.membership}"
    return Telling(forum.title, str(mandate), str(level), text)


TELLINGS: dict[str, Callable[[Any], Telling]] = {
    "goal": _tell_goal,
    "activity": _tell_activity,
    "municipality": _tell_municipality,
    "actor": _tell_actor,
    "forum": _tell_forum,
}
