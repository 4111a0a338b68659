"""Which round and which of its activities an address means, and what mails became of."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.reporting.models import Assignment, ReportingRound
from livskraft.reporting.queries.rounds import rounds
from livskraft.reporting.services.reminding import Mailed

MANAGE = "reporting.manage_round"
VIEW = "reporting.view_board"


def round_or_404(slug: str) -> ReportingRound:
    """Return a round of a living plan by its address, with its plan. One query."""
    found = rounds().filter(address=slug).first()
    if found is None:
        raise Http404(slug)
    return found


def assignment_or_404(pk: int) -> Assignment:
    """Return an activity in a round, with all that its page reads. One query."""
    known = Assignment.objects.filter(round__plan__archived_at=None, pk=pk)
    found = (
        known.select_related(
            *("round__plan", "activity__primary_goal", "activity__plan", "organisation"),
            *("person__organisation", "person__substitute", "substitute"),
        )
        .defer("round__content", "round__internal_content")
        .first()
    )
    if found is None:
        raise Http404(str(pk))
    return found


def tell(request: HttpRequest, mailed: Mailed) -> None:
    """Say whom mails were written to, and about whom not and why; nothing where nobody was due."""
    if mailed.people:
        text = ngettext(
            "A mail to %(number)d person is on its way.",
            "Mails to %(number)d people are on their way.",
            mailed.people,
        )
        messages.success(request, text % {"number": mailed.people})
    for line in _not_written(mailed):
        messages.warning(request, line)


def tell_reminded(request: HttpRequest, mailed: Mailed) -> None:
    """Say what became of a reminder, also where nobody was due."""
    tell(request, mailed)
    if not mailed.people and not any(_not_written(mailed)):
        messages.info(request, _("No mail was needed: everybody who must answer has done so."))


def _not_written(mailed: Mailed) -> Iterator[str]:
    said: list[tuple[Any, str]] = [
        (
            mailed.had_one_today,
            ngettext(
                "%(number)d activity: whoever answers has had a mail today, and nobody gets two.",
                "%(number)d activities: whoever answers has had a mail today, and nobody gets two.",
                len(mailed.had_one_today),
            ),
        ),
        (
            mailed.not_bound,
            ngettext(
                "%(number)d activity: the actor is not bound to answer, and is never reminded.",
                "%(number)d activities: the actors are not bound to answer, and are never reminded.",
                len(mailed.not_bound),
            ),
        ),
        (
            mailed.without_address,
            ngettext(
                "%(number)d activity has nobody with an address to write to.",
                "%(number)d activities have nobody with an address to write to.",
                len(mailed.without_address),
            ),
        ),
        (
            mailed.address_fails,
            ngettext(
                "%(number)d activity: mail to that address has not arrived.",
                "%(number)d activities: mail to those addresses has not arrived.",
                len(mailed.address_fails),
            ),
        ),
    ]
    yield from (text % {"number": len(some)} for some, text in said if some)
