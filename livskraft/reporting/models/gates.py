"""What must be known before an activity may go further."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import history
from livskraft.reporting.models.rounds import Verdict


class GateKind(models.TextChoices):
    """What a gate waits for."""

    EVALUATION = "evaluation", _("evaluation before scaling up")


class Gate(models.Model):
    """Keeps an activity from the statuses in `blocks` until its verdict is written.

    A verdict to end keeps it shut for good.
    """

    activity = models.ForeignKey("plans.Activity", on_delete=models.PROTECT, related_name="gates")
    kind = models.CharField(max_length=20, choices=GateKind.choices, default=GateKind.EVALUATION)
    title = models.CharField(max_length=300, help_text="What is evaluated.")
    evaluates = models.ForeignKey(
        "plans.Activity",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The activity that is tried first; empty where it is the same.",
    )
    blocks = models.JSONField(help_text='Statuses: ["ongoing", "done"].')
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    verdict_reason = models.TextField(blank=True)
    source = models.URLField(max_length=2000, blank=True, help_text="Where the evaluation is.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(default=False)

    history = history()

    class Meta:
        ordering = ("activity", "pk")
        verbose_name_plural = _("gates")
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=Verdict.values),
                name="gate_verdict_is_known",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | ~Q(verdict_reason=""), name="gate_verdict_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title
