"""Plans in their versions, the documents they rest on, and their budget."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import SlugField, history


class Level(models.TextChoices):
    """The level of society that something belongs to."""

    INTERNATIONAL = "international", _("international")
    EU = "eu", _("EU")
    NATIONAL = "national", _("national")
    INTERREGIONAL = "interregional", _("interregional")
    REGIONAL = "regional", _("regional")
    LOCAL = "local", _("local")


class PlanKind(models.TextChoices):
    """A frame is somebody else's goals that plans are held against, such as Agenda 2030."""

    STRATEGY = "strategy", _("strategy")
    OPERATIONAL = "operational", _("operational plan")
    PROGRAMME = "programme", _("programme")
    FRAME = "frame", _("frame")


class Document(models.Model):
    """Where rows of a plan come from."""

    slug = SlugField(unique=True)
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    url = models.URLField(max_length=2000, blank=True)

    history = history()

    def __str__(self) -> str:
        return self.title


class Plan(models.Model):
    """One version of a strategy, a programme or a frame; the next version is its successor."""

    slug = SlugField(unique=True)
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=20, choices=PlanKind.choices)
    level = models.CharField(max_length=20, choices=Level.choices, default=Level.REGIONAL)
    period_from = models.PositiveSmallIntegerField(null=True, blank=True, help_text="First year.")
    period_to = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Last year.")
    decision_body = models.CharField(max_length=300, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    decision_reference = models.CharField(max_length=200, blank=True)
    successor_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    level_names = models.JSONField(default=list, help_text="What goals are called, from the top.")
    as_of = models.DateField(
        null=True, blank=True, help_text="The day that counts as today; empty means the real one."
    )
    events = models.JSONField(
        default=list,
        help_text="What happened around it, as the plan file has it: a pandemic, a war.",
    )
    vision = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=300, blank=True)
    areas = models.ManyToManyField("plans.Area", related_name="plans")
    frames = models.ManyToManyField("self", symmetrical=False, related_name="framed_plans")
    loaded_at = models.DateTimeField(null=True, blank=True, help_text="Last read from a plan file.")
    archived_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    history = history(m2m_fields=[areas, frames])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from"))
                | models.Q(period_from=None)
                | models.Q(period_to=None),
                name="plan_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title


class LoadedFile(models.Model):
    """What the last load of a plan's file wrote: a value that differs now was edited on the site."""

    plan = models.OneToOneField(
        Plan, primary_key=True, on_delete=models.CASCADE, related_name="loaded_file"
    )
    name = models.CharField(max_length=255, help_text="The file's name, without its folder.")
    content = models.JSONField(
        help_text="{section: {key: record}}, see planfile.content. It names the plan's records too."
    )

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """Money that a plan says is set aside, in whole kronor."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="budget_lines")
    slug = SlugField()
    title = models.CharField(max_length=500)
    organisation = models.ForeignKey(
        "plans.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="budget_lines",
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    year = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField(help_text="Whole kronor.")
    note = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    history = history()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="budget_line_slug_in_plan")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"
