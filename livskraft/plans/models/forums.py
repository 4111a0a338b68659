"""Where matters are prepared and decided, and where people learn from each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import Record, SlugField, history
from livskraft.plans.models.plan import Level


class Mandate(models.TextChoices):
    """What a forum may do with a matter."""

    DECIDES = "decides", _("decides")
    PREPARES = "prepares", _("prepares")
    CONSULTS = "consults", _("consults")
    LEARNS = "learns", _("learns")


class Forum(Record):
    """A board, a committee or a network, with its mandate and how often it meets."""

    slug = SlugField(unique=True)
    mandate = models.CharField(max_length=20, choices=Mandate.choices)
    level = models.CharField(max_length=20, choices=Level.choices, default=Level.REGIONAL)
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_forums"
    )
    members = models.ManyToManyField("plans.Organisation", related_name="forums")
    membership = models.CharField(max_length=500, blank=True, help_text="Who sits there, in words.")
    cadence = models.CharField(
        max_length=200, blank=True, help_text="How often it meets, in words."
    )
    description = models.TextField(blank=True)

    history = history(m2m_fields=[members])


class ForumMeeting(models.Model):
    """One meeting of a forum."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="meetings")
    date = models.DateField()
    title = models.CharField(max_length=300, blank=True)
    is_example = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    history = history()

    class Meta:
        ordering = ("date", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "date", "title"], name="one_meeting_a_day_and_title"
            )
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.date}"
