"""Documents that are read into plans, and how far their review has come."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingState(models.TextChoices):
    """Where a reading is on its way into a plan."""

    OPEN = "open", _("Under review")
    LOADED = "loaded", _("Loaded")
    DISCARDED = "discarded", _("Discarded")


class ReadingAim(models.TextChoices):
    """What becomes of the document."""

    PLAN = "plan", _("A new plan")
    EDITION = "edition", _("A newer edition of a plan")
    SUCCESSOR = "successor", _("A new plan that follows upon one")


class DocumentReading(models.Model):
    """A document that was uploaded, what was read in it, and what people have answered.

    The file itself lies in the data folder under its checksum; see services.readings.
    """

    file_name = models.CharField(max_length=255)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)
    found = models.JSONField(help_text="The reading, see reading.packing.")
    answers = models.JSONField(default=dict, help_text="See reading.answers.")
    aim = models.CharField(max_length=20, choices=ReadingAim.choices, default=ReadingAim.PLAN)
    of_plan = models.ForeignKey(
        "plans.Plan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="newer_readings",
        help_text="The plan that this is an edition or a successor of.",
    )
    state = models.CharField(max_length=20, choices=ReadingState.choices, default=ReadingState.OPEN)
    loaded_plan = models.ForeignKey(
        "plans.Plan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="readings",
    )
    names = models.JSONField(
        default=dict,
        help_text="{section: {slug as read: slug in the plan}}, of what was loaded.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=models.Q(state=ReadingState.OPEN),
                name="one_open_reading_of_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ReadingState.values), name="reading_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(aim=ReadingAim.PLAN, of_plan=None)
                | (~models.Q(aim=ReadingAim.PLAN) & models.Q(of_plan__isnull=False)),
                name="editions_and_successors_name_their_plan",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReadingState.LOADED)
                | models.Q(loaded_plan__isnull=False),
                name="loaded_readings_name_their_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
