"""The form for questions and remarks, what happens after it, and where they are read."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from livskraft.accounts.models import User
from livskraft.intake.forms import MessageForm
from livskraft.intake.limits import take_turn
from livskraft.intake.models import Message, MessageKind
from livskraft.intake.queries import messages
from livskraft.intake.services import handle_message, receive_message


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show the form, or receive it; `?om=` names the page and `?kind=` the kind of matter."""
    if request.method != "POST":
        form = MessageForm(initial=_asked(request))
        return render(request, "intake/contact.html", {"form": form, "menu": "contact"})
    form = MessageForm(request.POST)
    if form.is_from_robot:
        return redirect("contact-sent")
    if not form.is_valid():
        context = {"form": form, "menu": "contact"}
        return render(request, "intake/contact.html", context, status=422)
    if not take_turn(request):
        return render(request, "429.html", status=429)
    content = form.cleaned_data
    receive_message(**{key: content[key] for key in ("kind", "text", "about", "sender")})
    return redirect("contact-sent")


def _asked(request: HttpRequest) -> dict[str, str]:
    kind = request.GET.get("kind", "")
    known = kind if kind in MessageKind.values else MessageKind.QUESTION
    return {"about": request.GET.get("om", "")[:500], "kind": known}


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    """Say what happens with the message."""
    return render(request, "intake/contact_sent.html", {"menu": "contact"})


@never_cache
@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the messages for those who take care of them."""
    if not request.user.has_perm("intake.view_message"):
        raise PermissionDenied
    return render(request, "intake/inbox.html", {"messages": messages(), "menu": "messages"})


@login_required
@require_POST
def handle(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark a message as taken care of."""
    message = get_object_or_404(Message, pk=message_id)
    handle_message(message=message, by=cast("User", request.user))
    return redirect("messages")
