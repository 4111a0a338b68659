"""What visitors leave behind who write to the region: an address for the answer, and their words."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from livskraft.intake.models import Message
from livskraft.shared.history import Author
from livskraft.shared.mentions import replace_in, rows_with
from livskraft.shared.personal import Mention, Part, Stored, Subject, Text, Value, removed_person

#: How long an address is kept once the message is taken care of.
SENDER_KEPT = timedelta(days=365)


class IntakePart(Part):
    """A message stays, without its sender: what was asked and mended is part of the work."""

    name = "avsandare"
    covers = frozenset({"intake.Message"})
    kinds: Mapping[str, Text] = {
        "senders": _("senders of messages"),
        "message_texts": _("messages that named the person"),
    }

    def subjects(self) -> Iterator[Subject]:
        """Yield everybody who has asked for an answer, once each."""
        seen = set()
        for pk, sender in Message.objects.exclude(sender="").values_list("pk", "sender"):
            if sender.lower() not in seen:
                seen.add(sender.lower())
                yield Subject(f"{self.name}-{pk}", sender.lower())

    def stored(self, subject: Subject) -> Iterator[Stored]:
        """Yield each message that the person has sent."""
        for message in _sent_by(subject):
            yield Stored(
                "messages",
                _("Message through the contact form"),
                (
                    Value("sent_at", _("Sent"), message.sent_at),
                    Value("kind", _("About"), str(message.get_kind_display())),
                    Value("text", _("Text"), message.text),
                    Value("about", _("Page"), message.about),
                    Value("sender", _("Answer to"), message.sender),
                    Value("handled_at", _("Taken care of"), message.handled_at),
                ),
                _("The address is removed; the message stays, with no name in it."),
            )

    def mentions(self, subject: Subject) -> Iterator[Mention]:
        """Yield what others have written about the person."""
        own = set(_sent_by(subject).values_list("pk", flat=True))
        for message, found in rows_with(Message, subject.marks, ["text", "about"]):
            if message.pk not in own:
                for text in found.values():
                    yield Mention(
                        _("Message through the contact form"), "", text, url=reverse("messages")
                    )

    def erase(self, subject: Subject, author: Author) -> Mapping[str, int]:
        """Remove the address, and the name from the texts: nobody can change them by hand."""
        return {
            "senders": _sent_by(subject).update(sender=""),
            "message_texts": replace_in(Message, subject.certain_marks, removed_person()),
        }

    def clean(self, now: datetime) -> Mapping[str, int]:
        """Remove the address of a message that was taken care of a year ago."""
        old = Message.objects.filter(handled_at__lt=now - SENDER_KEPT).exclude(sender="")
        return {"senders": old.update(sender="")}


def _sent_by(subject: Subject) -> QuerySet[Message]:
    if not subject.email:
        return Message.objects.none()
    return Message.objects.filter(sender__iexact=subject.email)
