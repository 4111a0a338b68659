"""What was fetched, when and from where: the figures themselves lie in the store's files."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.models.definitions import Indicator


class IndicatorVersion(models.Model):
    """One meaning of an indicator: when its source measures something else, a new one begins.

    A line never runs on from one version into the next.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField(help_text="What of the source decides what is measured.")
    began_at = models.DateTimeField()

    class Meta:
        ordering = ("indicator", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="one_version_for_each_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.number}"


class Origin(models.TextChoices):
    """How figures came here."""

    FETCHED = "fetched", _("fetched from the publisher")
    FILE = "file", _("read from a file")
    DERIVED = "derived", _("own calculation")
    EXAMPLE = "example", _("example data")


class Snapshot(models.Model):
    """One retrieval of an indicator's whole series: an immutable Parquet file, never rewritten."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="snapshots")
    version = models.ForeignKey(
        IndicatorVersion, on_delete=models.PROTECT, related_name="snapshots"
    )
    sha256 = models.CharField(max_length=64, help_text="Of the file; also its name in the store.")
    content_sha256 = models.CharField(
        max_length=64, help_text="Of the figures: the same figures, the same value."
    )
    origin = models.CharField(max_length=20, choices=Origin.choices)
    retrieved_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When the same figures were last found again.")
    url = models.URLField(max_length=2000, blank=True, help_text="Where the publisher served it.")
    source = models.JSONField(help_text="The declaration that was followed.")
    publisher = models.CharField(max_length=300, blank=True)
    attribution = models.CharField(
        max_length=1000, blank=True, help_text="To stand at the figures."
    )
    licence = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    about = models.JSONField(
        default=dict, help_text="The publisher's own words: identity, title, notes, members …"
    )
    warnings = models.JSONField(default=list, help_text="What the owner should know, as messages.")
    rows = models.PositiveIntegerField()
    missing = models.PositiveIntegerField(help_text="Rows without a value.")
    first_period = models.CharField(max_length=20)
    last_period = models.CharField(max_length=20)
    areas = models.JSONField(help_text="Codes of the areas that there are figures for.")
    made_from = models.ManyToManyField(
        "self", symmetrical=False, related_name="used_in", help_text="Of a derived indicator."
    )

    class Meta:
        ordering = ("retrieved_at", "pk")
        get_latest_by = ("retrieved_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(missing__lte=models.F("rows")), name="no_more_missing_than_rows"
            ),
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("retrieved_at")),
                name="seen_again_after_retrieved",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "retrieved_at"], name="newest_snapshot")]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.retrieved_at:%Y-%m-%d}"


class RawAnswer(models.Model):
    """One answer of a publisher as it came, kept packed beside the figures that were read of it."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of the answer; its file's name.")
    size = models.PositiveIntegerField(help_text="In bytes, before packing.")
    url = models.CharField(max_length=4000, help_text="The address, or the name of the file.")
    query = models.TextField(blank=True, help_text="What was sent along.")
    content_type = models.CharField(max_length=200, blank=True)
    retrieved_at = models.DateTimeField()

    class Meta:
        ordering = ("snapshot", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "position"], name="one_answer_for_each_position"
            )
        ]

    def __str__(self) -> str:
        return self.url


class Revision(models.Model):
    """What a snapshot changed in the one before it, of the same version.

    Which rows these are is read from the two files, which never change.
    """

    before = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    after = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="revision")
    new = models.PositiveIntegerField()
    revised = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.after}: {self.new} + {self.revised} + {self.withdrawn}"


class NoticeKind(models.TextChoices):
    """What the owner of an indicator is told."""

    REVISED = "revised", _("figures were revised")
    WITHDRAWN = "withdrawn", _("figures were withdrawn")
    FAILED = "failed", _("the update failed")
    RENAMED = "renamed", _("the publisher has renamed it")
    TOLD = "told", _("the source has something to tell")
    VERDICT = "verdict", _("a verdict has changed")


class Notice(models.Model):
    """Something that whoever looks after an indicator should look at."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    message = models.JSONField(help_text="A template and its parameters, translated when shown.")
    snapshot = models.ForeignKey(
        Snapshot, null=True, on_delete=models.PROTECT, related_name="notices"
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        message: dict[str, Any] = self.message
        return str(message["template"]) % message["parameters"]
