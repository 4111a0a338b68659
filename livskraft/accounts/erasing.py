"""Erasing a person's data on request: whole or not at all, and logged without naming the person."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from livskraft.accounts.models import Erasure, Role, User
from livskraft.accounts.personal import account_of
from livskraft.shared.history import Author
from livskraft.shared.mentions import pattern
from livskraft.shared.personal import Subject, erase_everywhere, obstacles


@transaction.atomic
def erase_person(*, subject: Subject, reason: str, by: User) -> Erasure:
    """Take away what identifies a person in all packages, and log that it was done.

    Raises PermissionDenied, and ValidationError with every reason against it: nothing that means
    this person alone, no reason given, a reason that names the person, the last administrator,
    oneself.
    """
    if not by.has_perm("accounts.handle_personal_data"):
        raise PermissionDenied
    # Two administrators who erase each other at the same moment would leave none.
    list(User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True))
    reason = reason.strip()
    if against := [*_refusals(subject, reason, by), *obstacles(subject)]:
        raise ValidationError(against)
    # What colleagues read in the history of the records says what was done, and not why.
    counts = erase_everywhere(subject, Author(_("Personal data erased on request."), by))
    return Erasure.objects.create(by=by, reason=reason, counts=counts)


def _refusals(subject: Subject, reason: str, by: User) -> list[str]:
    refusals = []
    if subject.is_only_named and not subject.certain_marks:
        refusals.append(_("Search for the full name, or for the e-mail address."))
    if not reason:
        refusals.append(_("Write why the data is erased."))
    if pattern(subject.marks).search(reason):
        refusals.append(_("Write the reason without the person’s name and addresses: it is kept."))
    if account_of(subject) == by:
        refusals.append(_("Ask another administrator to erase your own data."))
    return refusals


def erasures() -> QuerySet[Erasure]:
    """Return the erasures done, newest first. One query."""
    return Erasure.objects.select_related("by")
