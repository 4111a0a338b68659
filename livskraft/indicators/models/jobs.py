"""The work of fetching figures, as rows that outlive the worker that does it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.models.definitions import Indicator
from livskraft.indicators.models.snapshots import Snapshot


class JobState(models.TextChoices):
    """How far a job has come; one that is open is waiting or running."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


OPEN = (JobState.WAITING, JobState.RUNNING)


class UpdateJob(models.Model):
    """One update of one indicator's figures, from when it is due until it is done or has failed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="update_jobs")
    state = models.CharField(max_length=20, choices=JobState.choices, default=JobState.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Not to be begun before.")
    queued_at = models.DateTimeField(null=True, help_text="When it was last handed to a worker.")
    started_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=200, blank=True, help_text="Machine and process.")
    alive_at = models.DateTimeField(
        null=True, help_text="When its worker last gave a sign of life."
    )
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.JSONField(null=True, help_text="Why the last attempt failed, as a message.")
    can_retry = models.BooleanField(default=False, help_text="Whether asking again may help.")
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("due_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"],
                condition=models.Q(state__in=OPEN),
                name="one_open_job_for_each_indicator",
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="jobs_that_are_due")]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.state}"
