"""What a plan wants to reach, for whom that is a duty, and how goals of plans hang together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import Record, SlugField, history


class Goal(Record):
    """A goal in a tree of any depth; `number` is as printed, `slug` lasts.

    `depth` (0 at the top) and `position` (order in the whole plan, parents before children) are
    derived from the tree by the services that write it.
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="goals")
    slug = SlugField()
    address = SlugField(max_length=250, unique=True, help_text="Last part of its public address.")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    depth = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=20, blank=True)
    title_en = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    is_priority = models.BooleanField(default=False)
    is_horizontal = models.BooleanField(
        default=False, help_text="Cuts across all other goals (in Swedish plans: visionsmål)."
    )

    history = history()

    class Meta:
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["plan", "slug"], name="goal_slug_in_plan")]
        indexes = [models.Index(fields=["plan", "position"])]


class Strength(models.TextChoices):
    """How strongly a goal binds an organisation."""

    STEERING = "steering", _("steering")
    GUIDING = "guiding", _("guiding")
    INSPIRING = "inspiring", _("inspiring")


class Binding(models.Model):
    """What a goal means for an organisation; holds for the goals below unless they say otherwise."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="bindings")
    organisation = models.ForeignKey(
        "plans.Organisation", on_delete=models.PROTECT, related_name="bindings"
    )
    strength = models.CharField(max_length=20, choices=Strength.choices)

    history = history()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goal", "organisation"], name="one_binding_each")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_strength_display()}"


class LinkKind(models.TextChoices):
    """How one goal hangs together with another."""

    CONTRIBUTES = "contributes", _("contributes to")
    BECAME = "became", _("became")
    CORRESPONDS = "corresponds", _("corresponds to")


class GoalLink(models.Model):
    """A link from a goal to a goal, often of another plan or frame; `became` goes to the newer one."""

    from_goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="links_out")
    to_goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="links_in")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    note = models.CharField(max_length=500, blank=True)

    history = history()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_goal", "to_goal", "kind"], name="one_link_of_each_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_goal=models.F("to_goal")), name="no_link_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_goal} {self.get_kind_display()} {self.to_goal}"
