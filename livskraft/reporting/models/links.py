"""Links that let somebody answer without an account."""

from django.conf import settings
from django.db import models


class ReportLink(models.Model):
    """One person's way to one activity's answer in one round; the token itself is not stored."""

    assignment = models.ForeignKey(
        "reporting.Assignment", on_delete=models.PROTECT, related_name="links"
    )
    person = models.ForeignKey(
        "plans.Person", on_delete=models.PROTECT, related_name="report_links"
    )
    sha256 = models.CharField(max_length=64, unique=True, help_text="Of the token.")
    created_at = models.DateTimeField()
    holds_until = models.DateField(help_text="The last day, as the plan counts days.")
    set_aside = models.JSONField(
        default=dict,
        help_text="Answers that met somebody else's, until their writer has chosen; see `answers.py`.",
    )
    set_aside_at = models.DateTimeField(null=True)
    first_used_at = models.DateTimeField(null=True, help_text="When something was first sent.")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.created_at}"
