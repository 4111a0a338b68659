"""A person's form, and the one for handing over what somebody answers for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models import Activity, Organisation, Person
from livskraft.plans.queries.people import activities_of, organisations_to_choose, takers
from livskraft.plans.services.people import FIELDS, Contact
from livskraft.shared.widgets import ContentInput
from livskraft.workspace.forms.fields import ContentSelect, DayInput

KEEP = "kvar"
_DAY = {"invalid": _("Write the day as year, month and day, for example 2021-03-01.")}


class OrganisationChoice(forms.ModelChoiceField):
    """An organisation by its title."""

    def label_from_instance(self, one: Organisation) -> str:
        """Return the title."""
        return one.title


class PersonChoice(forms.ModelChoiceField):
    """Somebody who can take over, by name, function and organisation."""

    def label_from_instance(self, one: Person) -> str:
        """Return the name and where the person is found."""
        organisation = one.organisation.title if one.organisation else ""
        return ", ".join(part for part in (one.name, one.function, organisation) if part)


class PersonForm(forms.Form):
    """Name and addresses, and the consent to be shown."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=ContentInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the person’s name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Write a whole e-mail address, such as name@example.org.")},
    )
    phone = forms.CharField(label=_("Telephone"), max_length=50, required=False)
    function = forms.CharField(
        label=_("Function"),
        max_length=200,
        required=False,
        widget=ContentInput(),
        help_text=_("What the person does there, such as “process leader for energy”."),
    )
    organisation = OrganisationChoice(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label="–",
        widget=ContentSelect(),
    )
    is_public = forms.BooleanField(
        label=_("Show name, function and e-mail address on public pages"), required=False
    )
    consent_on = forms.DateField(
        label=_("Day of the consent"), required=False, widget=DayInput(), error_messages=_DAY
    )
    consent_form = forms.CharField(
        label=_("How the consent was given"),
        max_length=300,
        required=False,
        widget=ContentInput(),
        help_text=_("Such as “e-mail of that day, in the registry under number 12”."),
    )
    away_until = forms.DateField(
        label=_("Away until"),
        required=False,
        widget=DayInput(),
        error_messages=_DAY,
        help_text=_("The last day of a leave. Until then somebody else is asked to report."),
    )
    substitute = PersonChoice(
        Person.objects.none(),
        label=_("Who stands in"),
        required=False,
        empty_label=_("Nobody yet"),
        widget=ContentSelect(),
    )

    def __init__(self, sent: Any, *, person: Person | None, by: Any) -> None:
        given = {name: getattr(person, name) for name in FIELDS} if person else {}
        super().__init__(sent, initial=given)
        organisations: Any = self.fields["organisation"]
        organisations.queryset = organisations_to_choose(by)
        organisations.required = not by.has_perm("plans.change_person")
        organisations.error_messages["required"] = _("Choose your own unit, or one below it.")
        substitute: Any = self.fields["substitute"]
        substitute.queryset = takers(person)

    def contact(self) -> Contact:
        """Return what was written, once the form is valid."""
        return Contact(**self.cleaned_data)


class HandOverForm(forms.Form):
    """The last day, who takes over, and why; for each activity somebody else may be chosen."""

    left_on = forms.DateField(
        label=_("Last day at work"),
        widget=DayInput(),
        error_messages={**_DAY, "required": _("Write the last day.")},
    )
    taker = PersonChoice(
        Person.objects.none(),
        label=_("Who takes over"),
        required=False,
        empty_label=_("Nobody yet"),
        widget=ContentSelect(),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=ContentInput(),
        help_text=_("Is kept in the history of each activity. Write no names."),
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, sent: Any, *, person: Person) -> None:
        given = {
            "left_on": person.left_on or localdate(),
            "reason": _("The person responsible leaves."),
        }
        super().__init__(sent, initial=given)
        self.person = person
        self.activities = list(activities_of(person))
        people = list(takers(person))
        self._people = {str(one.pk): one for one in people}
        taker: Any = self.fields["taker"]
        taker.queryset = takers(person)
        named = [(str(one.pk), taker.label_from_instance(one)) for one in people]
        choices = [("", _("As chosen above")), (KEEP, _("Nobody yet")), *named]
        for activity in self.activities:
            self.fields[_name(activity)] = forms.ChoiceField(
                label=activity.title, choices=choices, required=False, widget=ContentSelect()
            )

    def rows(self) -> list[tuple[Activity, forms.BoundField]]:
        """Return each activity with the field that says who takes it over."""
        return [(activity, self[_name(activity)]) for activity in self.activities]

    def has_single_choices(self) -> bool:
        """Return whether for some activity something else was chosen than for all."""
        return any(field.value() for _activity, field in self.rows())

    def takers(self) -> Mapping[int, Person]:
        """Return who takes over which activity, by its key; left out are those nobody takes yet."""
        chosen: dict[int, Person] = {}
        for activity in self.activities:
            value = self.cleaned_data[_name(activity)]
            taker = self._people.get(value) if value else self.cleaned_data["taker"]
            if taker is not None:
                chosen[activity.pk] = taker
        return chosen


def _name(activity: Activity) -> str:
    return f"activity-{activity.pk}"
