"""What indicators hold about people: who has read which notice."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from livskraft.accounts.personal import account_of
from livskraft.indicators.models import Headline, Judgement, Notice
from livskraft.shared.history import Author
from livskraft.shared.mentions import replace_in, rows_with
from livskraft.shared.personal import Mention, Part, Stored, Subject, Text, Value, removed_person

_STAYS = _("Stays, as written by a removed person: what was judged must be explainable.")


class IndicatorsPart(Part):
    """What people have judged stays, as they themselves do not; a notice keeps who has read it."""

    name = "indikator"
    covers = frozenset({"indicators.Headline", "indicators.Judgement", "indicators.Notice"})
    kinds: Mapping[str, Text] = {"judgement_texts": _("judgements that named the person")}

    def stored(self, subject: Subject) -> Iterator[Stored]:
        """Yield what the person has judged and confirmed, and how many notices it has read."""
        user = account_of(subject)
        if user:
            yield from map(_judgement, Judgement.objects.filter(author=user))
            yield from map(_headline, Headline.objects.filter(by=user))
        number = Notice.objects.filter(read_by=user).count() if user else 0
        if number:
            yield Stored(
                "notices",
                _("Notices about indicators that the person has read"),
                (Value("number", _("Number"), number),),
                _("Stay, as read by a removed person."),
                stays=True,
            )

    def mentions(self, subject: Subject) -> Iterator[Mention]:
        """Yield judgements and headlines that call the person by name."""
        for judgement, found in rows_with(Judgement, subject.marks, ["text", "reason"]):
            about = str(judgement.goal or judgement.indicator)
            yield from (Mention(_("Judgement"), about, text) for text in found.values())
        for headline, found in rows_with(Headline, subject.marks, ["text"]):
            yield Mention(_("Headline of a graph"), str(headline.indicator), found["text"])

    def erase(self, subject: Subject, author: Author) -> Mapping[str, int]:
        """Remove the name from texts that nobody can change by hand."""
        marks, words = subject.certain_marks, removed_person()
        return {
            "judgement_texts": replace_in(Judgement, marks, words)
            + replace_in(Headline, marks, words)
        }


def _judgement(one: Judgement) -> Stored:
    return Stored(
        "judgements",
        _("Judgement"),
        (
            Value("of", _("Of"), str(one.goal or one.indicator)),
            Value("text", _("Text"), one.text),
            Value("reason", _("Why"), one.reason),
            Value("judged_at", _("Written"), one.created_at),
        ),
        _STAYS,
        stays=True,
    )


def _headline(one: Headline) -> Stored:
    return Stored(
        "headlines",
        _("Headline of a graph"),
        (
            Value("of", _("Of"), str(one.indicator)),
            Value("text", _("Text"), one.text),
            Value("confirmed_at", _("Confirmed"), one.created_at),
        ),
        _STAYS,
        stays=True,
    )
