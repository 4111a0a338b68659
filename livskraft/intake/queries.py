"""The messages that have come in."""

from django.db.models import F, QuerySet

from livskraft.intake.models import Message

SHOWN = 100


def messages() -> QuerySet[Message]:
    """Return the newest messages, those that wait first. One query."""
    waiting_first = F("handled_at").desc(nulls_first=True)
    return Message.objects.select_related("handled_by").order_by(waiting_first, "-sent_at")[:SHOWN]


def waiting_messages() -> int:
    """Return how many messages nobody has taken care of. One query."""
    return Message.objects.filter(handled_at=None).count()
