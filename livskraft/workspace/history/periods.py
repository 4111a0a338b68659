"""What changed in the plans between two days: told in order, as the net difference, and as a table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from livskraft.accounts.policies import may_somewhere
from livskraft.plans.models import Plan
from livskraft.plans.queries.changes import (
    COMMAND,
    Change,
    Operation,
    Scope,
    Subject,
    changes_between,
    grouped,
    net_changes,
    newest_change,
    sections_by_kind,
    sentences,
)
from livskraft.shared.periods import day
from livskraft.workspace.history.forms import PeriodForm
from livskraft.workspace.history.table import changes_as_csv
from livskraft.workspace.sent import key_of

ON_A_PAGE = 50
NAMED = 50
DAYS = 30


@dataclass(frozen=True)
class Asked:
    """A period, both days included, and whose changes in which plan; `by` is None for everybody's."""

    first: date
    last: date
    plan: Plan | None
    by: int | None

    @property
    def scope(self) -> Scope:
        """Return the period for everybody, so that those who changed something can be chosen."""
        midnight = time(tzinfo=timezone.get_current_timezone())
        return Scope(
            since=datetime.combine(self.first, midnight),
            until=datetime.combine(self.last + timedelta(days=1), midnight),
            plan=self.plan.pk if self.plan else None,
        )


@never_cache
@login_required
@require_safe
def plan_history(request: HttpRequest) -> HttpResponse:
    """Tell what changed in a period; with `?visa=skillnad` how the two days differ."""
    if not request.user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    form = PeriodForm(request.GET or None)
    asked = _asked(form, request.GET.get("vem", ""))
    is_internal = request.user.has_perm("workspace.view_internal")
    is_difference = request.GET.get("visa") == "skillnad"
    context: dict[str, Any] = {
        "menu": "plan-history",
        "form": form,
        "asked": asked,
        "is_difference": is_difference,
        "may_undo": may_somewhere(request.user, "plans.restore_record"),
        "query": _query(request, "visa", "sida"),
    }
    if is_difference:
        changes = net_changes(asked.scope, is_internal=is_internal)
        context |= {"groups": grouped(changes), "summary": _summary(changes, asked)}
        return render(request, "workspace/history/difference.html", context)
    everything = changes_between(asked.scope, is_internal=is_internal)
    operations = _of_person(everything, asked.by)
    changes = tuple(change for operation in operations for change in operation.changes)
    page = Paginator(operations, ON_A_PAGE).get_page(request.GET.get("sida"))
    context |= {
        "people": _people(everything),
        "page": page,
        "days": [(when, list(of_day)) for when, of_day in groupby(page.object_list, key=_day_of)],
        "summary": _summary(changes, asked),
        "changed": _most_changed(changes),
    }
    return render(request, "workspace/history/plan.html", context)


@never_cache
@login_required
@require_safe
def plan_history_csv(request: HttpRequest) -> HttpResponse:
    """Give the changes of a period as a table, one row for each field."""
    if not request.user.has_perm("workspace.view_changes"):
        raise PermissionDenied
    asked = _asked(PeriodForm(request.GET or None), request.GET.get("vem", ""))
    is_internal = request.user.has_perm("workspace.view_internal")
    operations = _of_person(changes_between(asked.scope, is_internal=is_internal), asked.by)
    name = f"{_('changes')}-{asked.first:%Y-%m-%d}-{asked.last:%Y-%m-%d}.csv"
    return HttpResponse(
        changes_as_csv(operations),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked(form: PeriodForm, by: str) -> Asked:
    """Return what the form asks for; without days the last thirty in which something happened."""
    given = form.cleaned_data if form.is_valid() else {}
    last, first = given.get("till"), given.get("fran")
    if last is None:
        newest = newest_change()
        last = timezone.localdate(newest) if newest else timezone.localdate()
        last = max(last, first) if first else last
    if first is None:
        first = last - timedelta(days=DAYS - 1)
    return Asked(first, last, form.plans.get(given.get("plan", "")), key_of(by))


def _of_person(operations: list[Operation], by: int | None) -> list[Operation]:
    if by is None:
        return operations
    return [one for one in operations if (one.by_pk or COMMAND) == by]


def _people(operations: Iterable[Operation]) -> list[tuple[int, str]]:
    """Return who changed something, in order; what no person did last."""
    names = {one.by_pk: one.by for one in operations if one.by_pk is not None}
    people = sorted(names.items(), key=lambda person: person[1].casefold())
    if any(one.by_pk is None for one in operations):
        people.append((COMMAND, _("No person: a command")))
    return people


def _summary(changes: tuple[Change, ...], asked: Asked) -> list[str]:
    """Return in sentences how many records were changed, added … in the period."""
    by_kind = sections_by_kind(changes)
    kinds = sorted(by_kind, key=lambda kind: kind != "changed")
    language = get_language() or "sv"
    days = day(asked.first, language), day(asked.last, language)
    told = [sentences.during(kind, sentences.nouns(by_kind[kind]), *days) for kind in kinds[:1]]
    for kind in kinds[1:]:
        told.append(f"{capfirst(sentences.what(kind, sentences.nouns(by_kind[kind])))}.")
    return told


def _most_changed(changes: Iterable[Change]) -> list[tuple[Subject, int]]:
    """Return the records that were changed and not only added, those changed most often first."""
    counted = Counter(change.subject for change in changes if change.kind != "added")
    ranked = sorted(
        counted.items(),
        key=lambda item: (-item[1], sentences.place(item[0].section), item[0].key.pk),
    )
    return ranked[:NAMED]


def _day_of(operation: Operation) -> date:
    return timezone.localdate(operation.at)


def _query(request: HttpRequest, *without: str) -> str:
    """Return the address's choices without some of them, ready for more to follow."""
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return kept.urlencode()
