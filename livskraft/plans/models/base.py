"""What several records have in common."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

slug_pattern = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters a–z, digits and single hyphens.")
)


def history(**options: Any) -> HistoricalRecords:
    """Return the history that every record a report can cite keeps: who, when, what and why."""
    return HistoricalRecords(history_change_reason_field=models.TextField(null=True), **options)


class SlugField(models.CharField):
    """A lasting name in small letters, digits and hyphens; sorts as plain text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 120, "validators": [slug_pattern], **options})


class Record(models.Model):
    """Something that a plan file names: sourced, searchable, archived instead of deleted."""

    title = models.CharField(max_length=500)
    former_slugs = models.JSONField(
        default=list, help_text="Earlier slugs; their addresses lead here."
    )
    internal_note = models.TextField(blank=True)
    document = models.ForeignKey(
        "plans.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=300, blank=True, help_text="Where in the document.")
    example_fields = models.JSONField(
        default=list, help_text="Names of the fields whose content is invented to show the form."
    )
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)
    search_text = models.TextField(editable=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
