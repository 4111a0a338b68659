"""The nation, its counties and municipalities, known by the codes of Statistics Sweden (SCB)."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import SlugField


class AreaKind(models.TextChoices):
    """What an area is."""

    NATION = "nation", _("nation")
    COUNTY = "county", _("county")
    MUNICIPALITY = "municipality", _("municipality")


class Area(models.Model):
    """A place that figures and activities belong to; reference data, the same for all plans."""

    code = models.CharField(
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"\A(\d\d|\d{4})\Z", _("An area code has two or four digits."))],
        help_text='SCB code as text: "00" the nation, "19" a county, "1980" a municipality.',
    )
    title = models.CharField(max_length=100)
    slug = SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=AreaKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)
    search_text = models.TextField(editable=False)

    class Meta:
        ordering = ("sort_key", "code")

    def __str__(self) -> str:
        return self.title


class AreaShape(models.Model):
    """An area's outline, kept apart because it is large and few pages draw it."""

    area = models.OneToOneField(
        Area, primary_key=True, on_delete=models.CASCADE, related_name="shape"
    )
    polygons = models.JSONField(
        help_text="[ring, …]; a ring is [[longitude, latitude], …] in degrees (WGS 84), simplified."
    )

    def __str__(self) -> str:
        return f"{self.area_id}"
