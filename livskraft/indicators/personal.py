"""What indicators hold about people: who has read which notice."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from livskraft.accounts.personal import account_of
from livskraft.indicators.models import Notice
from livskraft.shared.personal import Part, Stored, Subject, Value


class IndicatorsPart(Part):
    """A notice keeps that somebody has read it."""

    name = "indikator"
    covers = frozenset({"indicators.Notice"})

    def stored(self, subject: Subject) -> Iterator[Stored]:
        """Yield how many notices the person has read."""
        user = account_of(subject)
        number = Notice.objects.filter(read_by=user).count() if user else 0
        if number:
            yield Stored(
                "notices",
                _("Notices about indicators that the person has read"),
                (Value("number", _("Number"), number),),
                _("Stay, as read by a removed person."),
                stays=True,
            )
