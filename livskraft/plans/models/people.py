"""People whom the plan's records name: personal data, kept to what the work needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.base import history


class Person(models.Model):
    """Somebody who answers for activities; needs no account. Only colleagues see the name.

    `is_public` is true only with a consent, whose day and form stand beside it. An erased person
    keeps the row, without name and addresses, so that what refers to it stands.
    """

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=50, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        "plans.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
        verbose_name=_("organisation"),
    )
    is_public = models.BooleanField(_("shown on public pages"), default=False)
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_form = models.CharField(
        _("how the consent was given"), max_length=300, blank=True, help_text="E-mail, paper …"
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)
    away_until = models.DateField(
        _("away until"), null=True, blank=True, help_text="The last day of a leave."
    )
    substitute = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stands_in_for",
        verbose_name=_("substitute"),
        help_text="Who is asked meanwhile.",
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)

    history = history()

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_public=False) | models.Q(consent_on__isnull=False),
                name="public_people_have_consented",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None)
                | models.Q(is_public=False, email="", phone="", function=""),
                name="erased_people_are_erased",
            ),
        ]

    def __str__(self) -> str:
        return self.name
