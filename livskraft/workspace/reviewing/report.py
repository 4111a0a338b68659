"""One answer and its activity in a round, as those who follow up see it: read, review, decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from livskraft.reporting.models import Assignment, StatusReport
from livskraft.reporting.models.rounds import STANDS
from livskraft.reporting.queries.assignments import assignment_page
from livskraft.reporting.queries.review_queue import answers_to_review
from livskraft.reporting.services.freezing import write_addendum
from livskraft.reporting.services.reviewing import accept_report, give_verdict, return_report
from livskraft.shared.context import page_addresses
from livskraft.shared.refusing import RefusableForm
from livskraft.shared.templatetags.content import in_swedish
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.reviewing.access import REVIEW, UNREADABLE, may
from livskraft.workspace.reviewing.beside import beside
from livskraft.workspace.reviewing.forms import AddendumForm, ReturnForm, VerdictForm
from livskraft.workspace.rounds.access import MANAGE, VIEW, assignment_or_404
from livskraft.workspace.sent import keys_of


@dataclass
class Review:
    """What somebody does on the page; `forms` are those with something to be mended, by name."""

    request: HttpRequest
    assignment: Assignment
    forms: dict[str, RefusableForm] = field(default_factory=dict)

    @property
    def by(self) -> Any:
        return self.request.user

    def say(self, text: str) -> None:
        """Say what was done, on whatever page comes next; so it names the activity."""
        title = in_swedish(self.assignment.activity.title)
        messages.success(self.request, format_html("{}: {}", title, text))

    def report(self) -> StatusReport:
        """Return the answer that was on the page when the button was pressed."""
        own = StatusReport.objects.filter(assignment=self.assignment)
        return get_object_or_404(own, pk=next(iter(keys_of(self.request, "report")), 0))


@needs(VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def review_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the answer beside last time's, and all that was said before; or do what was asked for."""
    review = Review(request, assignment_or_404(pk))
    if request.method == "POST":
        if not may(request.user, REVIEW, review.assignment.activity):
            raise PermissionDenied
        act = _ACTIONS.get(request.POST.get("do", ""))
        if act is None:
            return redirect("review-report", pk)
        try:
            return act(review)
        except ValidationError as error:
            for form in review.forms.values():
                form.refuse(error)
            if not review.forms:
                messages.error(request, " ".join(error.messages))
                return redirect("review-report", pk)
    context = _context(request, review.assignment, review.forms)
    status = UNREADABLE if review.forms else 200
    return render(request, "workspace/reviewing/report.html", context, status=status)


def _accept(review: Review) -> HttpResponse:
    accepted = accept_report(report=review.report(), by=review.by)
    if accepted.has_new_status:
        review.say(_("The answer is accepted, and the activity has its new status."))
    else:
        review.say(_("The answer is accepted."))
    return _to_next(review)


def _return(review: Review) -> HttpResponse:
    form = review.forms["return"] = ReturnForm(review.request.POST)
    return_report(
        report=review.report(),
        by=review.by,
        root=page_addresses(review.request).root,
        **form.given(),
    )
    review.say(_("The answer is returned with your question."))
    return _to_next(review)


def _decide(review: Review) -> HttpResponse:
    form = review.forms["verdict"] = VerdictForm(review.request.POST, prefix="verdict")
    give_verdict(assignment=review.assignment, by=review.by, **form.given())
    messages.success(review.request, _("The verdict is kept."))
    return redirect(f"{reverse('review-report', args=[review.assignment.pk])}#decision")


def _add(review: Review) -> HttpResponse:
    form = review.forms["addendum"] = AddendumForm(review.request.POST)
    write_addendum(
        round_=review.assignment.round,
        assignment=review.assignment,
        by=review.by,
        **form.given(),
    )
    messages.success(review.request, _("The addendum is written. It stands beside the answer."))
    return redirect(f"{reverse('review-report', args=[review.assignment.pk])}#addenda")


_ACTIONS: Mapping[str, Callable[[Review], HttpResponse]] = {
    "accept": _accept,
    "return": _return,
    "decide": _decide,
    "add": _add,
}


def _to_next(review: Review) -> HttpResponse:
    """Go on to the answer that has waited longest in the round; to the list where none is left."""
    round_ = review.assignment.round
    waiting = answers_to_review(round_, review.by)
    if waiting:
        return redirect("review-report", waiting[0].pk)
    return redirect("review-round", round_.address)


def _context(
    request: HttpRequest, assignment: Assignment, forms: Mapping[str, RefusableForm]
) -> dict[str, Any]:
    user: Any = request.user
    page = assignment_page(assignment)
    reason = assignment.verdict_reason
    verdict = assignment.verdict or (VerdictForm.OPEN if reason else None)
    may_review = may(user, REVIEW, assignment.activity)
    return {
        "menu": "rounds",
        "round": assignment.round,
        "assignment": assignment,
        "page": page,
        "answers": beside(page),
        "files": f"{reverse('report', args=[assignment.pk])}underlag/",
        "versions": page.reports[::-1],
        "own_role": _role(page.newest.answers if page.newest else ()),
        "may_review": may_review,
        "may_manage": user.has_perm(MANAGE),
        "is_settled": assignment.round.state in STANDS,
        "return_form": forms.get("return") or ReturnForm(),
        "verdict_form": forms.get("verdict")
        or VerdictForm(prefix="verdict", initial={"verdict": verdict, "reason": reason}),
        "addendum_form": forms.get("addendum") or AddendumForm(),
    }


def _role(answers: Any) -> Any:
    return next((one for one in answers if one.kind == "role"), None)
