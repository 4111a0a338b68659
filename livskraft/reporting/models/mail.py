"""Mails that wait in the outbox or have left it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MailKind(models.TextChoices):
    """What a mail is about."""

    INVITATION = "invitation", _("invitation to answer")
    REMINDER = "reminder", _("reminder")
    RETURNED = "returned", _("question about an answer")
    DECIDED = "decided", _("what was decided")


class MailState(models.TextChoices):
    """Where a mail is. UNCERTAIN: the process or the connection ended in the middle of it."""

    WAITING = "waiting", pgettext_lazy("mail", "Waits")
    SENDING = "sending", pgettext_lazy("mail", "Is being handed over")
    SENT = "sent", pgettext_lazy("mail", "Handed over")
    REFUSED = "refused", pgettext_lazy("mail", "Refused")
    UNCERTAIN = "uncertain", pgettext_lazy("mail", "May have left")
    BOUNCED = "bounced", pgettext_lazy("mail", "Came back")
    WITHDRAWN = "withdrawn", pgettext_lazy("mail", "Not sent")


#: The address did not take it: somebody must find another.
FAILED = (MailState.REFUSED, MailState.BOUNCED)
#: Somebody must look at it.
TROUBLED = (*FAILED, MailState.UNCERTAIN)
#: It has not left, as far as we know.
ABOUT_TO_LEAVE = (MailState.WAITING, MailState.SENDING)


class OutgoingMail(models.Model):
    """One mail to one person, stored together with what it tells; see `reporting.mail`.

    `key` says what it is for, so that nothing is told twice. What gives its reader access stands in
    `secrets` and in the texts until it has left, and nowhere after that.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=MailKind.choices)
    recipient = models.EmailField(blank=True, help_text="Empty once nobody needs it.")
    person = models.ForeignKey("plans.Person", on_delete=models.PROTECT, related_name="mails")
    round = models.ForeignKey(
        "reporting.ReportingRound", on_delete=models.PROTECT, related_name="mails"
    )
    day = models.DateField(help_text="The day that counted as today when it was written.")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    secrets = models.JSONField(default=list)
    message_id = models.CharField(max_length=250, unique=True)
    state = models.CharField(max_length=20, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    void_after = models.DateTimeField(null=True, help_text="Too late to be of use then.")
    sending_since = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="Handed over, refused or given up.")
    problem = models.TextField(blank=True, help_text="What the mail server said.")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="mail_state_is_known"
            )
        ]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="mails_that_wait")]

    def __str__(self) -> str:
        return self.subject
