"""The form of an actor: who it is, where it belongs."""

from django.utils.translation import gettext_lazy as _

from livskraft.plans.models.organisations import OrganisationKind
from livskraft.workspace.forms.common import SourcedForm, contact_field, more, name_field
from livskraft.workspace.forms.fields import RecordChoiceField, WordChoiceField, WordsField
from livskraft.workspace.forms.record import Group


class OrganisationForm(SourcedForm):
    """Somebody who carries out plans."""

    section = "organisations"
    title = name_field()
    kind = WordChoiceField(
        label=_("Kind"),
        words=OrganisationKind.choices,
        empty=_("Choose a kind"),
        required=True,
        error_messages={"required": _("Choose what kind of actor it is.")},
    )
    parent = RecordChoiceField(
        label=_("Belongs to"),
        among="organisations",
        empty=_("No other actor"),
        help_text=_("A unit belongs to its administration, an administration to its region."),
    )
    area = RecordChoiceField(
        label=_("Place"),
        among="all_areas",
        empty=_("No certain place"),
        help_text=_("The municipality of a municipality, the county of a region."),
    )
    description = WordsField(
        label=_("Description"), lines=3, help_text=_("What it does, in a sentence or two.")
    )
    contact = contact_field()
    not_below_itself = ("parent",)
    groups = (
        Group(_("Who"), ("title", "kind", "description", "contact")),
        Group(_("Where it belongs"), ("parent", "area")),
        more(),
    )
