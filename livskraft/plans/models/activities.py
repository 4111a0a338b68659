"""What is done, by whom, towards which goal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import Record, SlugField, history


class Status(models.TextChoices):
    """Where in its life an activity is. A finished activity is not a reached goal."""

    IDEA = "idea", _("Idea")
    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Ongoing")
    PAUSED = "paused", _("Paused")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Activity(Record):
    """Something that is done; exactly one primary goal, any number of secondary ones."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="activities")
    slug = SlugField()
    address = SlugField(max_length=250, unique=True, help_text="Last part of its public address.")
    position = models.PositiveIntegerField(default=0, help_text="Order in the plan.")
    summary = models.TextField(blank=True)
    primary_goal = models.ForeignKey(
        "plans.Goal", on_delete=models.PROTECT, related_name="primary_activities"
    )
    secondary_goals = models.ManyToManyField("plans.Goal", related_name="secondary_activities")
    lead = models.ForeignKey(
        "plans.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="led_activities",
    )
    areas = models.ManyToManyField("plans.Area", related_name="activities")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    status = models.CharField(
        max_length=20,
        choices=Status.choices,
        default=Status.PLANNED,
        help_text="That of the newest status change.",
    )
    status_since = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=300, blank=True, help_text="A function, not a person.")
    responsible = models.ForeignKey(
        "plans.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
        help_text="Who answers for it; no plan file holds people.",
    )

    history = history(m2m_fields=[secondary_goals, areas])

    class Meta:
        ordering = ("position", "pk")
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["plan", "position"]), models.Index(fields=["status"])]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="activity_slug_in_plan"),
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts"))
                | models.Q(starts=None)
                | models.Q(ends=None),
                name="activity_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="activity_status_is_known"
            ),
        ]


class StatusChange(models.Model):
    """One step in an activity's life; pausing and cancelling say why."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="status_changes")
    status = models.CharField(max_length=20, choices=Status.choices)
    since = models.DateField(null=True, blank=True, help_text="Empty: the plan does not say when.")
    reason = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    history = history()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=[Status.PAUSED, Status.CANCELLED])
                | ~models.Q(reason=""),
                name="pause_and_cancel_have_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.since or ''}".strip()


class PartnerRole(models.TextChoices):
    """What an organisation beside the lead does."""

    COORDINATES = "coordinates", _("coordinates")
    FINANCES = "finances", _("finances")
    PARTICIPATES = "participates", _("participates")


class Partnership(models.Model):
    """An organisation that takes part in an activity beside the lead."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="partnerships")
    organisation = models.ForeignKey(
        "plans.Organisation", on_delete=models.PROTECT, related_name="partnerships"
    )
    role = models.CharField(max_length=20, choices=PartnerRole.choices)
    position = models.PositiveIntegerField(default=0)

    history = history()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "organisation", "role"], name="one_partnership_of_each_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"


class Milestone(models.Model):
    """A date within an activity that people wait for."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=500)
    date = models.DateField()
    is_example = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    history = history()

    class Meta:
        ordering = ("date", "position", "pk")

    def __str__(self) -> str:
        return f"{self.title} {self.date}"
