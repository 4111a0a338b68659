"""A round of follow-up, and what it asks of whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from livskraft.plans.models.base import SlugField, history


class RoundKind(models.TextChoices):
    """When in the year a round is."""

    HALF_YEAR = "half_year", _("half-year follow-up")
    YEAR_END = "year_end", _("year-end follow-up")
    OWN = "own", _("own round")


class RoundState(models.TextChoices):
    """How far a round has come; it never goes back."""

    DRAFT = "draft", pgettext_lazy("round", "Not opened")
    OPEN = "open", pgettext_lazy("round", "Open")
    CLOSED = "closed", pgettext_lazy("round", "Closed")
    FROZEN = "frozen", pgettext_lazy("round", "Frozen")


#: Nobody can answer any more, and the verdicts are given.
STANDS = (RoundState.CLOSED, RoundState.FROZEN)


class ReportingRound(models.Model):
    """One round of follow-up of a plan. What it holds once it is frozen never changes.

    `content` is what anybody may read, as canonical JSON (see `canonical.py`); it names the hash
    of `internal_content`, and that of the plan's round before, so that `content_sha256` holds all.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="rounds")
    slug = SlugField()
    address = SlugField(max_length=250, unique=True, help_text="Last part of its address.")
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=RoundKind.choices)
    period_from = models.DateField(help_text="First day of what is followed up.")
    period_to = models.DateField(help_text="Last day of what is followed up.")
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last day to answer.")
    reminders = models.JSONField(default=list, help_text="[days before `closes_on`, …]")
    reminded_on = models.DateField(
        null=True, blank=True, help_text="When `tick` last reminded by itself."
    )
    state = models.CharField(
        max_length=20, choices=RoundState.choices, default=RoundState.DRAFT, db_index=True
    )
    questions = models.JSONField(default=list, help_text="See `questions.py`.")
    is_example = models.BooleanField(default=False, help_text="Invented, to show the form.")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    previous = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="following",
        help_text="The plan's round that was frozen before this one.",
    )
    content = models.TextField(blank=True, editable=False)
    internal_content = models.TextField(blank=True, editable=False)
    content_sha256 = models.CharField(max_length=64, blank=True)

    history = history(excluded_fields=["content", "internal_content"])

    class Meta:
        ordering = ("-period_to", "-opens_on", "-pk")
        verbose_name_plural = _("rounds of follow-up")
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="round_slug_in_plan"),
            models.UniqueConstraint(
                fields=["previous"],
                condition=Q(previous__isnull=False),
                name="rounds_follow_each_other_in_one_line",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=RoundState.FROZEN, previous=None),
                name="one_first_frozen_round_of_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="round_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=models.F("period_from")),
                name="round_period_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")),
                name="round_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.FROZEN, frozen_at__isnull=False)
                & ~Q(content="")
                & ~Q(content_sha256="")
                | ~Q(state=RoundState.FROZEN) & Q(content="", content_sha256=""),
                name="only_frozen_rounds_have_content",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Duty(models.TextChoices):
    """What a round may ask of an actor, after what the goal means for it (see `duties.py`)."""

    ASKED = "asked", _("is asked")
    INVITED = "invited", _("is invited")
    NOT_CHASED = "not_chased", _("may answer")


class AssignmentState(models.TextChoices):
    """How far the answer about one activity has come."""

    WAITING = "waiting", pgettext_lazy("answer", "Not answered")
    DRAFT = "draft", _("Begun")
    ANSWERED = "answered", _("Answered")
    RETURNED = "returned", _("Returned with a question")
    ACCEPTED = "accepted", _("Accepted")


#: An answer is there, whether somebody has looked at it yet or not.
ANSWERED = (AssignmentState.ANSWERED, AssignmentState.ACCEPTED)
#: It is the reporter's turn.
AWAITED = (AssignmentState.WAITING, AssignmentState.DRAFT, AssignmentState.RETURNED)


class Verdict(models.TextChoices):
    """What is to become of an activity, decided before a round is closed."""

    CONTINUE = "continue", pgettext_lazy("verdict", "Continue")
    CHANGE = "change", pgettext_lazy("verdict", "Change")
    END = "end", pgettext_lazy("verdict", "End")


class Assignment(models.Model):
    """One activity in one round: who is to answer, how far the answer is, and what is decided.

    `version` counts the saves and sends of the answer; a form sends the one that it was made with,
    so that nobody writes over what they have not seen.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="assignments")
    activity = models.ForeignKey(
        "plans.Activity", on_delete=models.PROTECT, related_name="assignments"
    )
    organisation = models.ForeignKey(
        "plans.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assignments",
        help_text="The activity's lead when it was asked.",
    )
    person = models.ForeignKey(
        "plans.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assignments",
        help_text="Who answers for the activity.",
    )
    substitute = models.ForeignKey(
        "plans.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="substitute_assignments",
        help_text="Who is asked instead, while that person is away.",
    )
    duty = models.CharField(max_length=20, choices=Duty.choices)
    state = models.CharField(
        max_length=20, choices=AssignmentState.choices, default=AssignmentState.WAITING
    )
    version = models.PositiveIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When it was last sent.")
    excused_reason = models.TextField(blank=True, help_text="Why no answer is needed.")
    verdict = models.CharField(max_length=20, choices=Verdict.choices, blank=True)
    verdict_reason = models.TextField(
        blank=True, help_text="Why so; without a verdict, why there is none."
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    history = history()

    class Meta:
        ordering = ("activity__position", "pk")
        verbose_name_plural = _("activities in rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "activity"], name="one_assignment_for_each_activity"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AssignmentState.values), name="assignment_state_is_known"
            ),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="duty_is_known"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=Verdict.values), name="verdict_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=[Verdict.CHANGE, Verdict.END]) | ~Q(verdict_reason=""),
                name="change_and_end_have_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="assignments_by_state")]

    def __str__(self) -> str:
        return f"{self.round}: {self.activity}"
