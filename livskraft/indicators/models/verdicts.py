"""How it goes: what the rules say, what people say, and what a graph's headline says.

Three things with their own author and day; none of them is ever derived from another.
"""

from django.db import models

from livskraft.indicators.models.definitions import Indicator
from livskraft.indicators.models.snapshots import Snapshot
from livskraft.shared.charts.signs import VERDICTS


class Assessment(models.Model):
    """What the rules say of one series, and from what. Never edited: what changes is a new row.

    `target` tells which of the indicator's targets it is held against, "" for none.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="assessments")
    area = models.CharField(max_length=10)
    sex = models.CharField(max_length=1)
    target = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=20)
    rule_version = models.PositiveSmallIntegerField()
    inputs = models.JSONField(help_text="What the rule was given, by name.")
    verdict = models.CharField(max_length=30)
    value = models.FloatField(null=True, help_text="What the rule calculated.")
    reason = models.JSONField(null=True, help_text="Why it cannot be assessed, as a message.")
    outcomes = models.JSONField(
        help_text="What every rule says; only of the plan's leading area, [] for others."
    )
    by_base = models.JSONField(
        help_text="How it would read from every other base year; only of the plan's leading area."
    )
    is_old = models.BooleanField(help_text="The newest figure is older than 24 months.")
    is_provisional = models.BooleanField()
    asks_final = models.BooleanField(default=False, help_text="The time of the target is out.")
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="assessments", help_text="The figures."
    )
    definition_sha256 = models.CharField(max_length=64, help_text="Of targets, breaks, limits …")
    assessed_on = models.DateField(help_text="The day that counted as today.")
    created_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "area", "sex", "target"],
                condition=models.Q(is_current=True),
                name="one_current_assessment_of_each_series",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=VERDICTS), name="assessment_verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.area} · {self.verdict}"


class AssessedIndicator(models.Model):
    """What an indicator was assessed from last: while nothing of it changes, it is left alone."""

    indicator = models.OneToOneField(
        Indicator, primary_key=True, on_delete=models.CASCADE, related_name="assessed"
    )
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    definition_sha256 = models.CharField(max_length=64)
    assessed_on = models.DateField(help_text="The day that counted as today.")

    def __str__(self) -> str:
        return f"{self.indicator} · {self.assessed_on}"


class Judgement(models.Model):
    """What a person says of a goal or an indicator, all things weighed; a newer one replaces it.

    Never edited. `verdict` is "" where only words are given, `area` is "" for the plan's own.
    """

    goal = models.ForeignKey(
        "plans.Goal", null=True, on_delete=models.PROTECT, related_name="judgements"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.PROTECT, related_name="judgements"
    )
    area = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    verdict = models.CharField(max_length=30, blank=True)
    reason = models.TextField(help_text="What it rests on.")
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="judgements")
    judged_on = models.DateField(help_text="The day that counted as today.")
    created_at = models.DateTimeField()
    is_example = models.BooleanField(default=False, help_text="Invented, to show the form.")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(goal=None, indicator__isnull=False)
                | models.Q(goal__isnull=False, indicator=None),
                name="judgement_of_a_goal_or_an_indicator",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=("", *VERDICTS)), name="judgement_verdict_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal or self.indicator} · {self.judged_on}"


class Headline(models.Model):
    """A graph's headline that a person stands for, written for the data that was there then.

    `text` is "" where the computed finding was confirmed as it is. Never edited: the newest counts.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="headlines")
    kind = models.CharField(max_length=30, help_text="The kind of graph: line, spread …")
    areas = models.CharField(max_length=500, blank=True, help_text="Codes, by commas; or nothing.")
    text = models.CharField(max_length=500, blank=True, help_text="In Swedish.")
    data_key = models.CharField(max_length=64, help_text="Of the data that it was written for.")
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="headlines")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = [models.Index(fields=["indicator", "kind", "areas"], name="headline_of_a_graph")]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.kind}"
