"""Changes that are not published: they survive sign-out and leave the public site untouched."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftState(models.TextChoices):
    """How far a draft has come. Only a reviewed one is published."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waits for review")
    REVIEWED = "reviewed", _("Reviewed")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Discarded")


OPEN_STATES = (DraftState.DRAFT, DraftState.SUBMITTED, DraftState.REVIEWED)


class Draft(models.Model):
    """One person's unpublished version of one record, in the form of the plan file.

    `base` is the record as it stood when the draft was begun; None for a new record.
    """

    section = models.CharField(max_length=30, help_text='Of the plan file: "activities" …')
    plan = models.ForeignKey(
        "plans.Plan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="drafts",
        help_text="Empty for records that plans share, and for a new plan.",
    )
    slug = models.CharField(
        max_length=500, blank=True, help_text="The record's key; empty until a new one has a name."
    )
    base = models.JSONField(null=True, blank=True)
    content = models.JSONField(default=dict)
    reason = models.TextField(_("why"), blank=True)
    state = models.CharField(max_length=20, choices=DraftState.choices, default=DraftState.DRAFT)
    comment = models.TextField(blank=True, help_text="What the reviewer asks for.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_drafts",
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-changed_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["by", "section", "plan", "slug"],
                condition=models.Q(state__in=OPEN_STATES) & ~models.Q(slug=""),
                name="one_open_draft_of_a_record_each",
            ),
            models.UniqueConstraint(
                fields=["by", "section", "slug"],
                condition=models.Q(state__in=OPEN_STATES, plan=None) & ~models.Q(slug=""),
                name="one_open_draft_of_a_shared_record_each",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DraftState.values), name="draft_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.slug}".strip()
