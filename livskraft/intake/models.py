"""What people without an account send in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    """What a message is about."""

    ACCESSIBILITY = "accessibility", _("Something is hard to use or read")
    CORRECTION = "correction", _("Something is wrong")
    QUESTION = "question", _("A question")


class Message(models.Model):
    """A question or a remark from a visitor; read by those who keep the site."""

    kind = models.CharField(max_length=20, choices=MessageKind.choices)
    text = models.TextField(max_length=5000)
    about = models.CharField(max_length=500, blank=True, help_text="The page that it concerns.")
    sender = models.EmailField(blank=True, help_text="Only if the visitor wants an answer.")
    sent_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        return self.text[:80]
