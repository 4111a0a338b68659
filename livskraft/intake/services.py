"""Receiving messages and taking care of them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from livskraft.accounts.models import User
from livskraft.intake.models import Message


@transaction.atomic
def receive_message(*, kind: str, text: str, about: str = "", sender: str = "") -> Message:
    """Store a visitor's message; whoever keeps the site finds it in the workspace."""
    return Message.objects.create(kind=kind, text=text.strip(), about=about.strip(), sender=sender)


@transaction.atomic
def handle_message(*, message: Message, by: User) -> Message:
    """Mark a message as taken care of; the first to do so stays. Raises PermissionDenied."""
    if not by.has_perm("intake.handle_message"):
        raise PermissionDenied
    waiting = Message.objects.filter(pk=message.pk, handled_at=None)
    waiting.update(handled_at=timezone.now(), handled_by=by)
    message.refresh_from_db()
    return message
