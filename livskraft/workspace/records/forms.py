"""What the list of activities is asked for, and what many of them are given."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models import Organisation, Person
from livskraft.plans.models.activities import Status
from livskraft.plans.queries.working_lists import (
    ARCHIVED,
    NOBODY,
    Order,
    Question,
    WorkingChoices,
)
from livskraft.plans.services.editing import BulkChange
from livskraft.workspace.days import DayField
from livskraft.workspace.forms.fields import INDENT, ContentSelect

ORDERS: dict[str, Order] = {
    "": "plan",
    "titel": "title",
    "ansvarig": "lead",
    "start": "starts",
    "slut": "ends",
    "lage": "status",
}
CLEARED = "-"


class QuestionForm(forms.Form):
    """The filters; fields are named as in the address."""

    ord = forms.CharField(label=_("Words"), required=False, max_length=200)
    plan = forms.ChoiceField(label=_("Plan"), required=False, widget=ContentSelect)
    mal = forms.ChoiceField(label=_("Goal"), required=False, widget=ContentSelect)
    ansvarig = forms.ChoiceField(label=_("Lead"), required=False, widget=ContentSelect)
    person = forms.ChoiceField(label=_("Person in charge"), required=False, widget=ContentSelect)
    lage = forms.ChoiceField(label=_("Status"), required=False)
    slutar_fran = DayField(label=_("Ends on or after"))
    slutar_till = DayField(label=_("Ends on or before"))
    utan_ansvarig = forms.BooleanField(label=_("Without a lead"), required=False)
    utan_datum = forms.BooleanField(label=_("Without a first or last day"), required=False)

    def __init__(self, data: QueryDict, *, choices: WorkingChoices, sees_people: bool) -> None:
        asked = data.copy()
        if "ord" in asked:
            asked["ord"] = str(asked["ord"]).replace("\0", "")
        super().__init__(asked)
        self._offer("plan", _("All plans"), choices.plans)
        goals = [(pk, INDENT * depth + title) for pk, title, depth in choices.goals]
        self._offer("mal", _("All goals"), goals)
        self._offer("ansvarig", _("All actors"), actors(choices))
        self._offer("lage", _("All but archived"), [*Status.choices, (ARCHIVED, _("Archived"))])
        if sees_people:
            people = [(NOBODY, _("Nobody")), *choices.people]
            self._offer("person", _("All people"), people)
        else:
            del self.fields["person"]

    def _offer(self, name: str, everything: Any, choices: Any) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = [("", everything), *choices]

    def question(self) -> Question:
        """Return what is asked for; what is not understood asks for nothing."""
        self.is_valid()
        given = self.cleaned_data

        def key(name: str) -> int | None:
            return int(given[name]) if given.get(name) else None

        return Question(
            words=given.get("ord", ""),
            plan=key("plan"),
            goal=key("mal"),
            lead=given.get("ansvarig", ""),
            responsible=key("person"),
            status=given.get("lage", ""),
            ends_from=given.get("slutar_fran"),
            ends_until=given.get("slutar_till"),
            without_lead=given.get("utan_ansvarig", False),
            without_dates=given.get("utan_datum", False),
        )


def actors(choices: WorkingChoices) -> list[tuple[str, str]]:
    """Return the actors by slug, each set in below the one that it belongs to."""
    return [(one.value, INDENT * one.depth + one.label) for one in choices.actors]


class BulkForm(forms.Form):
    """What all chosen activities get; what is left empty stays as it is in each of them."""

    lead = forms.ChoiceField(label=_("Lead"), required=False, widget=ContentSelect)
    responsible = forms.ChoiceField(
        label=_("Person in charge"), required=False, widget=ContentSelect
    )
    starts = DayField(label=_("First day"))
    no_start = forms.BooleanField(label=_("Take the first day away"), required=False)
    ends = DayField(label=_("Last day"))
    no_end = forms.BooleanField(label=_("Take the last day away"), required=False)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("As it is")), *Status.choices]
    )
    since = DayField(label=_("Status since"), help_text=_("Left empty it is today."))
    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the history. The reason of a pause or a cancellation is public."),
        error_messages={"required": _("Write why, in a few words.")},
    )

    def __init__(self, data: Any = None, *, choices: WorkingChoices, sees_people: bool) -> None:
        super().__init__(data)
        kept = [("", _("As it is")), (CLEARED, _("Nobody"))]
        lead = cast("forms.ChoiceField", self.fields["lead"])
        lead.choices = [*kept, *actors(choices)]
        person = cast("forms.ChoiceField", self.fields["responsible"])
        person.choices = [*kept, *choices.people_here]
        if not sees_people:
            del self.fields["responsible"]

    def clean(self) -> dict[str, Any]:
        """Refuse to give a day and take it away at once."""
        given = super().clean() or {}
        for name, no_name in (("starts", "no_start"), ("ends", "no_end")):
            if given.get(name) and given.get(no_name):
                self.add_error(name, _("Write a day or take it away, not both."))
        if given.get("since") and not given.get("status"):
            self.add_error("since", _("Choose the status that this is the day of."))
        return given

    def change(self) -> BulkChange:
        """Return what is asked for. The form must be valid. At most two queries."""
        given = self.cleaned_data
        lead, person = given["lead"], given.get("responsible", "")
        cleared = {name for name in ("lead", "responsible") if given.get(name) == CLEARED}
        cleared |= {name for name, no in (("starts", "no_start"), ("ends", "no_end")) if given[no]}
        return BulkChange(
            lead=Organisation.objects.get(slug=lead) if lead not in ("", CLEARED) else None,
            starts=given["starts"],
            ends=given["ends"],
            status=given["status"],
            since=given["since"],
            responsible=Person.objects.get(pk=person) if person not in ("", CLEARED) else None,
            clear=frozenset(cleared),  # type: ignore[arg-type]
        )
