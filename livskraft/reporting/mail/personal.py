"""What the outbox and the links hold about people: where mails went, and what was not sent yet."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from livskraft.plans.personal import people_of
from livskraft.reporting.mail.handover import withdraw
from livskraft.reporting.models import MailState, OutgoingMail, ReportLink
from livskraft.shared.history import Author
from livskraft.shared.personal import Part, Stored, Subject, Text, Value

#: How long it is kept where a mail went, and what it said.
KEPT = timedelta(days=400)


class MailPart(Part):
    """That a mail was sent stays, with its day; its address and its text go."""

    name = "utskick"
    covers = frozenset({"reporting.OutgoingMail", "reporting.ReportLink"})
    kinds: Mapping[str, Text] = {
        "outgoing_mails": _("mails to the person"),
        "report_links": _("links to answer by"),
    }

    def stored(self, subject: Subject) -> Iterator[Stored]:
        """Yield each mail to the person, and how many links hold."""
        for mail in _mails_to(subject):
            yield Stored(
                "outgoing_mails",
                _("Mail about a round"),
                (
                    Value("subject", _("Subject"), mail.subject),
                    Value("created_at", _("Written"), mail.created_at),
                    Value("state", _("State"), str(mail.get_state_display())),
                    Value("recipient", _("To"), mail.recipient),
                    Value("text", _("Text"), mail.text),
                ),
                _("Address and text are removed. That a mail was sent, and when, stays."),
            )
        links = _links_of(subject)
        if number := links.count():
            yield Stored(
                "report_links",
                _("Links to answer by"),
                (Value("number", _("How many"), number),),
                _("Hold no longer, and what was written and set aside is removed."),
            )

    def erase(self, subject: Subject, author: Author) -> Mapping[str, int]:
        """Take back what has not left, and remove the addresses; the links cease to hold."""
        now = timezone.now()
        mails = _mails_to(subject)
        for mail in mails.filter(state=MailState.WAITING):
            withdraw(mail, now)
        links = _links_of(subject)
        links.filter(revoked_at=None).update(revoked_at=now, revoked_by=author.by)
        return {
            "outgoing_mails": _empty(mails),
            "report_links": links.update(set_aside={}, set_aside_at=None),
        }

    def clean(self, now: datetime) -> Mapping[str, int]:
        """Remove addresses and texts of mails, and what was set aside, a good year later."""
        old = OutgoingMail.objects.filter(created_at__lt=now - KEPT).exclude(recipient="")
        left = ReportLink.objects.filter(set_aside_at__lt=now - KEPT)
        return {
            "outgoing_mails": _empty(old),
            "report_links": left.update(set_aside={}, set_aside_at=None),
        }


def _empty(mails: QuerySet[OutgoingMail]) -> int:
    return mails.update(recipient="", subject="", text="", html="", secrets=[], problem="")


def _mails_to(subject: Subject) -> QuerySet[OutgoingMail]:
    if not subject.email:
        return OutgoingMail.objects.filter(person__in=people_of(subject))
    same = Q(recipient__iexact=subject.email) | Q(person__in=people_of(subject))
    return OutgoingMail.objects.filter(same)


def _links_of(subject: Subject) -> QuerySet[ReportLink]:
    return ReportLink.objects.filter(person__in=people_of(subject))
