"""Everyone who carries out a plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import Record, SlugField, history


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    REGION = "region", _("region")
    ADMINISTRATION = "administration", _("administration")
    UNIT = "unit", _("unit")
    MUNICIPALITY = "municipality", _("municipality")
    AGENCY = "agency", _("public agency")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    UNIVERSITY = "university", _("university")
    NETWORK = "network", _("network")
    OTHER = "other", _("other")


class Organisation(Record):
    """An actor: a region, one of its units, a municipality, an association … The same in all plans."""

    slug = SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    area = models.ForeignKey(
        "plans.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )
    description = models.TextField(blank=True)
    contact = models.CharField(max_length=300, blank=True)

    history = history()
