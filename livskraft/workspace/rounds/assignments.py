"""One activity in a round as a strategist looks after it: who is asked, by which link, or why not."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from livskraft.plans.queries.plan import today
from livskraft.reporting.links import holds, revoke
from livskraft.reporting.models import Assignment, Duty, RoundState
from livskraft.reporting.models.rounds import AWAITED
from livskraft.reporting.queries.asking import asked_lately, asking_mails
from livskraft.reporting.services.asking import ask_another, let_stand_in, send_new_link
from livskraft.reporting.services.letters import whom_to_ask
from livskraft.reporting.services.reminding import invite, remind
from livskraft.reporting.services.reviewing import excuse
from livskraft.shared.context import page_addresses
from livskraft.shared.refusing import RefusableForm
from livskraft.workspace.indicators.access import needs
from livskraft.workspace.rounds.access import MANAGE, assignment_or_404, tell, tell_reminded
from livskraft.workspace.rounds.forms import AwayForm, ExcuseForm, PersonForm
from livskraft.workspace.sent import keys_of

Deed = Callable[[HttpRequest, Assignment, Any], None]


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is asked about an activity and how, and do what is chosen."""
    found = assignment_or_404(pk)
    chosen = request.POST.get("gor", "")
    forms_ = _forms(request, found, chosen)
    form = forms_.get(chosen)
    deed = _DEEDS.get(chosen)
    if request.method == "POST" and deed and (form is None or form.is_valid()):
        try:
            deed(request, found, form)
        except ValidationError as error:
            if form is None:
                messages.error(request, " ".join(error.messages))
            else:
                form.refuse(error)
        if form is None or form.is_valid():
            return redirect("assignment", pk)
    context = {
        "menu": "rounds",
        "assignment": found,
        "round": found.round,
        "activity": found.activity,
        "whom": whom_to_ask(found),
        "is_open": found.round.state == RoundState.OPEN,
        "is_awaited": found.state in AWAITED,
        "forms": forms_,
        "open_form": chosen if form is not None else "",
        **_mails(found),
    }
    return render(
        request,
        "workspace/rounds/assignment.html",
        context,
        status=422 if form is not None else 200,
    )


def _forms(request: HttpRequest, found: Assignment, chosen: str) -> Mapping[str, RefusableForm]:
    """Return the forms of the page; the one that was sent holds what was written."""

    def sent(name: str) -> Any:
        return request.POST if chosen == name else None

    made: dict[str, RefusableForm] = {
        "person": PersonForm(sent("person"), person=found.person),
        "ursakta": ExcuseForm(sent("ursakta")),
    }
    if found.person is not None:
        made["borta"] = AwayForm(sent("borta"), person=found.person)
    return made


def _mails(found: Assignment) -> dict[str, Any]:
    """Return the links and the mails that were sent about the activity. At most four queries."""
    links = list(found.links.select_related("person", "revoked_by"))
    asked = asked_lately(found.round, today(found.round.plan))
    person = whom_to_ask(found)
    had_mail = person is not None and person.pk in asked.today
    is_bound = found.duty == Duty.ASKED and not found.excused_reason and found.state in AWAITED
    last = asking_mails(found.round).filter(person=person).first() if person else None
    return {
        "links": links,
        "newest": max((link.pk for link in links), default=0),
        "holds": sum(map(holds, links)),
        "last_mail": last,
        "had_mail": had_mail,
        "can_remind": is_bound and not had_mail and person is not None and bool(person.email),
    }


def _ask_another(request: HttpRequest, found: Assignment, form: Any) -> None:
    """Let somebody else answer, and write to them unless they had a mail today."""
    person = form.cleaned_data["person"]
    ask_another(
        assignment=found, person=person, reason=form.cleaned_data["reason"], by=request.user
    )
    messages.success(request, _("%(name)s answers from now on.") % {"name": person.name})
    _invite(request, found)


def _stand_in(request: HttpRequest, found: Assignment, form: Any) -> None:
    person: Any = found.person
    let_stand_in(person=person, round_=found.round, by=request.user, **form.cleaned_data)
    messages.success(request, _("%(name)s is saved.") % {"name": person.name})
    _invite(request, found)


def _invite(request: HttpRequest, found: Assignment) -> None:
    """Tell whoever is asked now, if nobody has told them of this activity before."""
    if found.round.state == RoundState.OPEN:
        mailed = invite(
            round_=found.round,
            by=request.user,
            assignments=[found],
            root=page_addresses(request).root,
        )
        tell(request, mailed)


def _excuse(request: HttpRequest, found: Assignment, form: Any) -> None:
    excuse(assignment=found, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, _("No answer is needed. The reason is kept."))


def _take_back(request: HttpRequest, found: Assignment, _form: Any) -> None:
    excuse(assignment=found, reason="", by=request.user)
    messages.success(request, _("An answer is awaited again."))


def _revoke(request: HttpRequest, found: Assignment, _form: Any) -> None:
    number = revoke(assignment=found, by=request.user)
    text = ngettext("%(number)d link is revoked.", "%(number)d links are revoked.", number)
    messages.success(request, text % {"number": number})


def _send(request: HttpRequest, found: Assignment, _form: Any) -> None:
    root = page_addresses(request).root
    seen = next(iter(keys_of(request, "sedd")), 0)
    send_new_link(assignment=found, by=request.user, seen=seen, root=root)
    messages.success(request, _("A new link is on its way. Earlier links no longer work."))


def _remind(request: HttpRequest, found: Assignment, _form: Any) -> None:
    root = page_addresses(request).root
    mailed = remind(round_=found.round, by=request.user, assignments=[found], root=root)
    tell_reminded(request, mailed)


_DEEDS: Mapping[str, Deed] = {
    "person": _ask_another,
    "borta": _stand_in,
    "ursakta": _excuse,
    "behovs": _take_back,
    "aterkalla": _revoke,
    "skicka": _send,
    "paminn": _remind,
}
