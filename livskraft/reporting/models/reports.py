"""What is answered, what it rests on, and what is added once it stands."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from livskraft.plans.models.activities import PartnerRole
from livskraft.reporting.models.rounds import Assignment, ReportingRound


class Channel(models.TextChoices):
    """How an answer came."""

    LINK = "link", _("by a link")
    ACCOUNT = "account", _("signed in")
    WORKBOOK = "workbook", _("in a workbook")
    MAIL = "mail", _("by e-mail")


class ReportState(models.TextChoices):
    """What the reviewer has said of a report."""

    SENT = "sent", pgettext_lazy("report", "Sent")
    RETURNED = "returned", _("Returned with a question")
    ACCEPTED = "accepted", _("Accepted")


class StatusReport(models.Model):
    """One answer about one activity. It is never changed once sent: a new number replaces it.

    `answers` is {key of the question: text, number or chosen value}; see `questions.py`.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(help_text="1 for the first that was sent.")
    answers = models.JSONField(default=dict)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    by_person = models.ForeignKey(
        "plans.Person", null=True, on_delete=models.PROTECT, related_name="status_reports"
    )
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    is_example = models.BooleanField(default=False, help_text="Invented, to show the form.")
    state = models.CharField(max_length=20, choices=ReportState.choices, default=ReportState.SENT)
    question = models.TextField(blank=True, help_text="What the reviewer asks.")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("assignment", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "number"], name="one_report_of_each_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(question=""),
                name="returned_reports_have_a_question",
            ),
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="newest_reports")]

    def __str__(self) -> str:
        return f"{self.assignment} · {self.number}"


class ReportDraft(models.Model):
    """An answer that is being written, by whoever saved it last; gone once it is sent."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="draft")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    by_person = models.ForeignKey(
        "plans.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.assignment)


class EvidenceKind(models.TextChoices):
    """What shows that an answer is right."""

    FILE = "file", _("file")
    LINK = "link", _("link")
    NUMBER = "number", pgettext_lazy("evidence", "number")
    QUOTE = "quote", _("quote")
    PHOTO = "photo", _("photo")


class Evidence(models.Model):
    """Something that shows what a report, or the draft of one, says.

    `text` is a quote, or what the file, the link or the photo shows. Files lie in the data folder
    under their SHA-256, so that the same one in several reports is stored once.
    """

    report = models.ForeignKey(
        StatusReport, null=True, on_delete=models.PROTECT, related_name="evidence"
    )
    draft = models.ForeignKey(
        ReportDraft, null=True, on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=2000, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True, help_text="In bytes.")
    is_internal = models.BooleanField(default=False)

    class Meta:
        ordering = ("position", "pk")
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, draft=None) | Q(report=None, draft__isnull=False),
                name="evidence_of_a_report_or_a_draft",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[EvidenceKind.FILE, EvidenceKind.PHOTO]) | ~Q(sha256=""),
                name="file_evidence_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.file_name or self.url or f"{self.number} {self.unit}".strip()


class PartnerView(models.Model):
    """What a partner says of the region's own role in an activity, beside what the region says."""

    round = models.ForeignKey(
        ReportingRound, on_delete=models.PROTECT, related_name="partner_views"
    )
    activity = models.ForeignKey(
        "plans.Activity", on_delete=models.PROTECT, related_name="partner_views"
    )
    organisation = models.ForeignKey(
        "plans.Organisation", on_delete=models.PROTECT, related_name="partner_views"
    )
    role = models.CharField(max_length=20, help_text='"leads", or a role of a partner.')
    rating = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="1 (works badly) to 5 (works well).",
    )
    comment = models.TextField(blank=True)
    is_example = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_person = models.ForeignKey(
        "plans.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("activity", "organisation")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "activity", "organisation"], name="one_view_of_each_partner"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["leads", *PartnerRole.values]), name="role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5),
                name="rating_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.activity}"


class Addendum(models.Model):
    """Something that is said afterwards of a round that is closed; what stands is left as it is."""

    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="addenda")
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="addenda"
    )
    text = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        verbose_name_plural = "addenda"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="addenda_say_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="addenda_have_a_reason"),
        ]

    def __str__(self) -> str:
        return self.text
