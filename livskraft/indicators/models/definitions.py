"""How a goal is measured: indicators, their publishers and their targets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import Record, SlugField, history


class Publisher(models.Model):
    """A source of statistics that a plan file declares."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="publishers")
    slug = SlugField()
    declaration = models.JSONField(help_text="As the plan file has it: kind, url, attribution …")
    position = models.PositiveIntegerField(default=0)

    history = history()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="publisher_slug_in_plan")
        ]

    def __str__(self) -> str:
        return self.slug


class Direction(models.TextChoices):
    """Which way is better."""

    INCREASE = "increase", _("should increase")
    DECREASE = "decrease", _("should decrease")
    BAND = "band", _("should stay within a band")


class Indicator(Record):
    """One measure, defined once; its figures come from `source`."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="indicators")
    slug = SlugField()
    address = SlugField(max_length=250, unique=True)
    position = models.PositiveIntegerField(default=0)
    unit = models.CharField(max_length=100, blank=True)
    direction = models.CharField(max_length=20, choices=Direction.choices, blank=True)
    source = models.JSONField(default=dict, help_text="As declared in the plan file.")
    declaration = models.JSONField(
        default=dict, help_text="The plan file's further keys, such as decimals, baseline, targets."
    )

    history = history()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="indicator_slug_in_plan")
        ]


class GoalRole(models.TextChoices):
    """What an indicator is to a goal."""

    KEY = "key", _("key measure")
    SUPPORTING = "supporting", _("supporting measure")
    CONTEXT = "context", _("context")


class IndicatorGoal(models.Model):
    """An indicator's part in following up a goal."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="goal_roles")
    goal = models.ForeignKey("plans.Goal", on_delete=models.PROTECT, related_name="indicator_roles")
    role = models.CharField(max_length=20, choices=GoalRole.choices, default=GoalRole.KEY)
    position = models.PositiveIntegerField(default=0)

    history = history()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "goal"], name="one_role_for_each_goal")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.goal}"
