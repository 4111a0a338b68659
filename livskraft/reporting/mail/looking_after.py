"""What an administrator does with mails that had trouble."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.accounts.models import User
from livskraft.reporting.mail.bounces import DeliveryReport, read_delivery_reports
from livskraft.reporting.mail.handover import remove_secrets
from livskraft.reporting.mail.outbox import hand_over_what_waits
from livskraft.reporting.models import MailState, OutgoingMail
from livskraft.reporting.models.mail import FAILED


@transaction.atomic
def send_again(*, mail: OutgoingMail, by: User) -> OutgoingMail:
    """Hand over once more what may have left. Raises PermissionDenied and ValidationError."""
    mail = _locked(mail, by)
    if mail.state != MailState.UNCERTAIN:
        raise ValidationError(_("Only a mail that may have left can be sent again."))
    mail.state, mail.next_attempt_at, mail.settled_at = MailState.WAITING, timezone.now(), None
    mail.save()
    hand_over_what_waits.enqueue()
    return mail


@transaction.atomic
def mark_arrived(*, mail: OutgoingMail, by: User) -> OutgoingMail:
    """Say that a mail that may have left has done so. Raises PermissionDenied, ValidationError."""
    mail = _locked(mail, by)
    if mail.state != MailState.UNCERTAIN:
        raise ValidationError(_("Only a mail that may have left can be marked as handed over."))
    mail.state = MailState.SENT
    remove_secrets(mail)
    mail.save()
    return mail


@transaction.atomic
def mark_bounced(*, mail: OutgoingMail, words: str = "", by: User | None) -> OutgoingMail:
    """Say that a mail came back, so that its address is not written to again until it is changed.

    `by` None is a command. Raises PermissionDenied, and ValidationError for one that never left.
    """
    mail = _locked(mail, by)
    if mail.state not in (MailState.SENT, MailState.UNCERTAIN, *FAILED):
        raise ValidationError(_("A mail that has not left cannot have come back."))
    mail.state, mail.settled_at = MailState.BOUNCED, timezone.now()
    mail.problem = words.strip() or mail.problem
    remove_secrets(mail)
    mail.save()
    return mail


def receive_report(content: bytes) -> list[tuple[DeliveryReport, OutgoingMail | None]]:
    """Read a delivery report and mark what came back; return each share with the mail it is about.

    Raises ValidationError where the file is no delivery report.
    """
    reports = read_delivery_reports(content)
    if not reports:
        raise ValidationError(_("This is no report of a mail server about a mail."))
    return [(report, _received(report)) for report in reports]


def _received(report: DeliveryReport) -> OutgoingMail | None:
    mail = _mail_of(report)
    if mail and report.has_failed and mail.state != MailState.BOUNCED:
        return mark_bounced(mail=mail, words=report.words, by=None)
    return mail


def _mail_of(report: DeliveryReport) -> OutgoingMail | None:
    """Return the mail with the report's Message-ID; without one the last to that address."""
    if report.message_id:
        return OutgoingMail.objects.filter(message_id=report.message_id).first()
    left: Sequence[str] = (MailState.SENT, MailState.UNCERTAIN, MailState.BOUNCED)
    to_address = OutgoingMail.objects.filter(recipient__iexact=report.recipient, state__in=left)
    return to_address.exclude(recipient="").first()


def _locked(mail: OutgoingMail, by: User | None) -> OutgoingMail:
    if by is not None and not by.has_perm("reporting.look_after_mail"):
        raise PermissionDenied
    return OutgoingMail.objects.select_for_update().get(pk=mail.pk)
