"""Workbooks that were uploaded, and what came of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from livskraft.reporting.models.rounds import ReportingRound


class UploadState(models.TextChoices):
    """What became of an uploaded workbook."""

    WAITING = "waiting", pgettext_lazy("workbook", "Not sent yet")
    SENT = "sent", pgettext_lazy("workbook", "Sent")
    DISCARDED = "discarded", pgettext_lazy("workbook", "Put away")


class WorkbookUpload(models.Model):
    """A workbook that came back. The file lies in the data folder under its SHA-256.

    `replaced` are drafts of others that its answers took the place of, by the keys of their
    assignments, so that nothing is lost.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="workbooks")
    file_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=20, choices=UploadState.choices, default=UploadState.WAITING
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    answers_sent = models.PositiveSmallIntegerField(default=0)
    replaced = models.JSONField(default=dict)

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name_plural = "workbook uploads"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UploadState.values), name="workbook_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["round", "by", "sha256"],
                condition=Q(state=UploadState.WAITING),
                name="one_waiting_upload_of_a_workbook",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
