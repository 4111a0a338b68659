"""The board of a round: what to see to first, who has answered, and each activity."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.accounts.policies import may_somewhere
from livskraft.reporting.models import ReportingRound, ReportState, RoundState, StatusReport
from livskraft.reporting.queries.asking import Asked, asked_lately
from livskraft.reporting.queries.board import Board, BoardGroup, BoardRow, Need, board
from livskraft.reporting.queries.board.filters import chosen
from livskraft.reporting.questions import questions_of
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.rounds.access import MANAGE, VIEW, round_or_404
from livskraft.workspace.rounds.filters import Choices
from livskraft.workspace.rounds.previews import preview_of
from livskraft.workspace.rounds.states import (
    TO_DO,
    WAITS,
    KeyEntry,
    Shown,
    fits,
    key_of,
    need_of,
    shown,
)

ON_A_PAGE = 50
FIRST = 3
"""So many rows of each kind stand in the work list; the others are one click away."""
MOST_SQUARES = 60
"""A group of more gets a bar instead."""


@dataclass(frozen=True, slots=True)
class Task:
    """A row with what can be done about it now; `question` is what the reviewer asked."""

    one: Shown
    need: Need | None
    can_remind: bool
    question: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """An actor or a goal with a square for each of its activities."""

    group: BoardGroup
    is_content: bool
    key: tuple[KeyEntry, ...]
    states: tuple[str, ...]
    numbers: Mapping[str, int]
    is_bar: bool


@needs(VIEW)
@require_safe
def round_board(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a round: how far it is, or with choices in the address the activities that fit them."""
    round_ = round_or_404(slug)
    user: Any = request.user
    context: dict[str, Any] = {
        "menu": "rounds",
        "round": round_,
        "may_manage": user.has_perm(MANAGE),
        "may_review": may_somewhere(user, "reporting.review"),
        "sees_people": user.has_perm("plans.view_person"),
        "questions": questions_of(round_),
        "asks_role": round_.state != RoundState.DRAFT and _asks_role(round_),
    }
    if round_.state == RoundState.DRAFT:
        preview = preview_of(round_.plan, round_.period_from, round_.period_to)
        return render(request, "workspace/rounds/planned.html", {**context, "preview": preview})
    found = board(round_)
    rows = shown(found.rows, is_open=round_.state == RoundState.OPEN)
    asked = asked_lately(round_, found.on)
    context |= {
        "board": found,
        "key": key_of(rows),
        "numbers": Counter(one.state for one in rows),
        "asked": asked,
        **_due(found, asked),
    }
    choices = Choices(request.GET)
    if choices.is_empty:
        context |= _overview(found, rows, asked, request.GET.get("visa") == "mal")
        return render(request, "workspace/rounds/board.html", context)
    context |= _list(request, found, rows, asked, choices)
    return render(request, "workspace/rounds/board_list.html", context)


def _asks_role(round_: ReportingRound) -> bool:
    return any(one["kind"] == "role" for one in round_.questions)


def _due(found: Board, asked: Asked) -> dict[str, Any]:
    """Return how many answers can be reminded of now, of how many people; and how many wait."""
    missing = [row for row in found.rows if row.is_missing]
    now = [row for row in missing if _can_remind(found.round, row, asked)]
    return {
        "due": len(now),
        "due_people": len({row.asked_pk for row in now}),
        "had_mail": sum(row.asked_pk in asked.today for row in missing),
    }


def _can_remind(round_: ReportingRound, row: BoardRow, asked: Asked) -> bool:
    is_reached = row.has_address and not row.address_fails
    is_open = round_.state == RoundState.OPEN
    return is_open and row.is_missing and is_reached and row.asked_pk not in asked.today


def _overview(
    found: Board, rows: Sequence[Shown], asked: Asked, is_by_goal: bool
) -> dict[str, Any]:
    is_open = found.round.state == RoundState.OPEN
    waiting = [one for one in rows if is_open and need_of(one)]
    first = _first_of_each(waiting)
    groups = found.by_goal if is_by_goal else found.by_actor
    return {
        "waiting": len(waiting),
        "tasks": _tasks(found.round, first, asked),
        "more": len(waiting) - len(first),
        "more_param": WAITS,
        "groups": _groups(groups, rows, is_by_goal=is_by_goal),
        "is_by_goal": is_by_goal,
    }


def _first_of_each(waiting: Iterable[Shown]) -> list[Shown]:
    by_need: dict[Need, list[Shown]] = {need: [] for need in TO_DO}
    for one in waiting:
        if need := need_of(one):
            by_need[need].append(one)
    return [one for some in by_need.values() for one in some[:FIRST]]


def _tasks(round_: ReportingRound, rows: Sequence[Shown], asked: Asked) -> list[Task]:
    questions = _questions(one.row for one in rows if one.state == "returned")
    is_open = round_.state == RoundState.OPEN
    return [
        Task(
            one=one,
            need=need_of(one) if is_open else None,
            can_remind=_can_remind(round_, one.row, asked),
            question=questions.get(one.row.report or 0, ""),
        )
        for one in rows
    ]


def _questions(rows: Iterable[BoardRow]) -> Mapping[int, str]:
    """Return what was asked about answers that were returned, by their keys. One query."""
    reports: Collection[Any] = [row.report for row in rows]
    returned = StatusReport.objects.filter(pk__in=reports, state=ReportState.RETURNED)
    return dict(returned.values_list("pk", "question"))


def _groups(
    groups: Iterable[BoardGroup], rows: Iterable[Shown], *, is_by_goal: bool
) -> list[Group]:
    """Return the groups with the rows that are theirs, in the order of the board."""
    members: dict[str, list[Shown]] = {}
    for one in rows:
        actor = one.row.actor.slug if one.row.actor else ""
        members.setdefault(one.row.goal.address if is_by_goal else actor, []).append(one)
    return [_group(group, members[group.value], is_by_goal=is_by_goal) for group in groups]


def _group(group: BoardGroup, members: Sequence[Shown], *, is_by_goal: bool) -> Group:
    key = tuple(key_of(members))
    return Group(
        group=group,
        is_content=group.is_content and not (is_by_goal and members[0].row.goal.is_translated),
        key=key,
        states=tuple(entry.state for entry in key for _each in range(entry.number)),
        numbers={entry.state: entry.number for entry in key},
        is_bar=len(members) > MOST_SQUARES,
    )


def _list(
    request: HttpRequest,
    found: Board,
    rows: Sequence[Shown],
    asked: Asked,
    choices: Choices,
) -> dict[str, Any]:
    kept = {row.pk for row in chosen(found.rows, choices.asked, found.round.plan)}
    fitting = [one for one in rows if one.row.pk in kept and fits(one, choices.answer)]
    page = Paginator(fitting, ON_A_PAGE).get_page(request.GET.get("sida"))
    return {
        "choices": choices,
        "chips": choices.chips(found),
        "fields": choices.fields(found),
        "page": page,
        "query": choices.query(),
        "tasks": _tasks(found.round, page.object_list, asked),  # type: ignore[arg-type]
    }
