"""Forms of a round: how a new one is to be, and what can be changed while it is open."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from livskraft.plans.models import Person
from livskraft.plans.queries.people import takers
from livskraft.reporting.models import ReportingRound, RoundState
from livskraft.reporting.services.rounds import REMINDERS
from livskraft.shared.refusing import RefusableForm
from livskraft.workspace.days import DayField
from livskraft.workspace.forms.fields import ContentSelect, WordsField
from livskraft.workspace.people.forms import PersonChoice
from livskraft.workspace.rounds.proposals import Proposal

MOST_DAYS = 365


class RemindersField(WordsField):
    """Days before the last day to answer, as numbers: "7, 2"."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(self.prepare_value(value))
        parts = text.replace(";", " ").replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() and int(part) <= MOST_DAYS for part in parts):
            raise ValidationError(
                _("Write reminders as days before the last day, such as 7, 2."), code="invalid"
            )
        return tuple(sorted({int(part) for part in parts}, reverse=True))

    def run_validators(self, value: Any) -> None:
        """Nothing more: numbers of days are read above."""


def _title() -> WordsField:
    return WordsField(
        label=_("Title"),
        max_length=300,
        required=True,
        error_messages={"required": _("Give the round a title.")},
    )


def _reminders() -> RemindersField:
    return RemindersField(
        label=_("Reminders"),
        help_text=_(
            "So many days before the last day, for example 7, 2. Only those who must answer are "
            "reminded. Leave it empty to remind only by hand."
        ),
    )


def _day(label: Any, missing: Any, **options: Any) -> DayField:
    return DayField(label=label, required=True, error_messages={"required": missing}, **options)


class OpeningForm(RefusableForm):
    """How a new round is to be; its questions are a form of their own."""

    shown_at: ClassVar[Mapping[str, str]] = {"slug": "title"}

    title = _title()
    period_from = _day(_("First day of the period"), _("Write the first day of the period."))
    period_to = _day(_("Last day of the period"), _("Write the last day of the period."))
    opens_on = _day(_("Opens"), _("Write the day on which the round opens."))
    closes_on = _day(_("Last day to answer"), _("Write the last day to answer."))
    reminders = _reminders()

    def __init__(self, sent: Any, *, proposal: Proposal) -> None:
        names = ("title", "period_from", "period_to", "opens_on", "closes_on")
        given = {name: getattr(proposal, name) for name in names}
        super().__init__(sent, initial={**given, "reminders": REMINDERS})


class ChangeForm(RefusableForm):
    """Another title, other days, other reminders; a round that is open has its first day already."""

    title = _title()
    opens_on = _day(_("Opens"), _("Write the day on which the round opens."))
    closes_on = _day(_("Last day to answer"), _("Write the last day to answer."))
    reminders = _reminders()
    reason = WordsField(
        label=_("Why"),
        max_length=500,
        help_text=_("Is kept in the history of the round. It may be left empty."),
    )

    def __init__(self, sent: Any, *, round_: ReportingRound) -> None:
        names = ("title", "opens_on", "closes_on", "reminders")
        super().__init__(sent, initial={name: getattr(round_, name) for name in names})
        if round_.state != RoundState.DRAFT:
            del self.fields["opens_on"]
        self.round = round_

    def wanted(self) -> dict[str, Any]:
        """Return what was written, once the form is valid."""
        return {"opens_on": self.round.opens_on, **self.cleaned_data}


class PersonForm(RefusableForm):
    """Who answers for the activity from now on, and why it is somebody else."""

    person = PersonChoice(
        Person.objects.none(),
        label=_("Who is to answer"),
        empty_label=_("Choose"),
        widget=ContentSelect(),
        error_messages={"required": _("Choose who is to answer.")},
    )
    reason = WordsField(
        label=_("Why"),
        max_length=500,
        required=True,
        help_text=_("Is kept in the history of the activity. Write no names."),
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, sent: Any, *, person: Person | None) -> None:
        super().__init__(sent, auto_id="person_%s")
        choice: Any = self.fields["person"]
        choice.queryset = takers(person)


class AwayForm(RefusableForm):
    """Until when the person is away, and who is asked meanwhile."""

    away_until = DayField(
        label=_("Away until and including"),
        help_text=_("Leave it empty when the person is back."),
    )
    substitute = PersonChoice(
        Person.objects.none(),
        label=_("Who stands in"),
        required=False,
        empty_label=_("Nobody yet"),
        widget=ContentSelect(),
    )

    def __init__(self, sent: Any, *, person: Person) -> None:
        given = {"away_until": person.away_until, "substitute": person.substitute_id}
        super().__init__(sent, initial=given, auto_id="away_%s")
        choice: Any = self.fields["substitute"]
        choice.queryset = takers(person)


class ExcuseForm(RefusableForm):
    """Why no answer is needed."""

    reason = WordsField(
        label=_("Why no answer is needed"),
        lines=2,
        max_length=1000,
        required=True,
        help_text=_("Colleagues see it, and it stands in the closed round. Write no names."),
        error_messages={"required": _("Write why.")},
    )

    def __init__(self, sent: Any) -> None:
        super().__init__(sent, auto_id="excuse_%s")
