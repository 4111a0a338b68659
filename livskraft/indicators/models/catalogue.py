"""What publishers have to offer, as they listed it last: to be searched without asking them."""

from django.db import models

from livskraft.indicators.models.jobs import JobState


class Catalogue(models.Model):
    """A publisher's list of key figures or tables, and how its last retrieval went."""

    publisher = models.CharField(max_length=120, unique=True, help_text="The slug of the source.")
    state = models.CharField(max_length=20, choices=JobState.choices, default=JobState.WAITING)
    asked_at = models.DateTimeField(help_text="When it was last asked for.")
    queued_at = models.DateTimeField(null=True, help_text="When it was last handed to a worker.")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True, help_text="When its entries were listed.")
    problem = models.JSONField(null=True, help_text="Why the last attempt failed, as a message.")
    can_retry = models.BooleanField(default=False, help_text="Whether asking again may help.")

    class Meta:
        ordering = ("publisher",)

    def __str__(self) -> str:
        return self.publisher


class CatalogueEntry(models.Model):
    """One key figure or table; see `sources.catalogue.Entry`."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="entries")
    identity = models.CharField(max_length=300)
    title = models.TextField()
    description = models.TextField(blank=True)
    level = models.CharField(max_length=10, blank=True)
    has_sexes = models.BooleanField(default=False)
    ended = models.PositiveSmallIntegerField(null=True)
    first = models.CharField(max_length=50, blank=True)
    last = models.CharField(max_length=50, blank=True)
    updated = models.CharField(max_length=100, blank=True)
    next_publication = models.CharField(max_length=100, blank=True)
    search_title = models.TextField()
    search_text = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "identity"], name="one_entry_for_each_identity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.identity} {self.title}"
