"""The questions that make an indicator's quality score, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CRITERIA: dict[str, str | Promise] = {
    "relevant": _("Is it relevant to the goal?"),
    "accepted": _("Do those concerned accept it as a measure?"),
    "credible": _("Is the source credible?"),
    "easy": _("Is it easy to understand?"),
    "robust": _("Is it hard to steer by how one counts?"),
    "responsive": _("Does it move when something happens?"),
    "by_municipality": _("Are there figures for each municipality?"),
    "by_sex": _("Are there figures for women and men?"),
    "documented": _("Is it documented how it is made?"),
    "uncertainty_known": _("Is it known how certain it is?"),
}
