"""What is done to accounts, by an administrator, by a command (`by` is None), or with a link."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from livskraft.accounts import mail
from livskraft.accounts.links import link_for
from livskraft.accounts.models import AccountChange, AccountEvent, Role, User
from livskraft.accounts.sessions import end_sessions

#: Roles that mean something only together with an organisation.
ROLES_OF_AN_ORGANISATION = frozenset({Role.EDITOR, Role.PARTNER})


class LastAdministratorError(ValidationError):
    """Without this account nobody could open another."""

    def __init__(self) -> None:
        super().__init__(_("This is the only administrator. Make somebody else one first."))


def invite_user(
    *, email: str, name: str, role: str, organisation: Any = None, by: User | None
) -> User:
    """Make an account without a password; `send_link` lets its owner set one.

    Raises PermissionDenied, and ValidationError with the name of the field.
    """
    _may(by)
    _check(role, organisation)
    user = User(
        email=User.objects.normalize_email(email).lower(),
        name=name,
        role=role,
        organisation=organisation,
    )
    user.set_unusable_password()
    user.clean_fields()
    try:
        with transaction.atomic():
            user.save()
            _note(user, by, AccountChange.INVITED, after=role)
    except IntegrityError:
        taken = _("There is already an account with this address.")
        raise ValidationError({"email": taken}) from None
    return user


def send_link(*, user: User, by: User | None, root: str) -> str:
    """Mail a link for setting a password; links made before hold no longer for the invited.

    Return "" when the mail left, else the link, to be passed on by hand. `root` is the site's
    address. Raises PermissionDenied, and ValidationError for a closed account.
    """
    _may(by)
    if not user.is_active:
        raise ValidationError(_("The account is closed. Open it first."))
    is_invited = not user.has_usable_password()
    with transaction.atomic():
        if is_invited:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        _note(user, by, AccountChange.LINK_SENT)
    link = link_for(user, root=root)
    send = mail.send_invitation if is_invited else mail.send_new_link
    return "" if send(user, link, by=by) else link


def send_forgotten(*, email: str, root: str) -> None:
    """Mail a link for a new password to whoever owns the address.

    An unknown address gets a mail too, so that neither answer nor time tells who has an account.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        mail.send_unknown(email)
    elif user.has_usable_password():
        mail.send_new_link(user, link_for(user, root=root))
    else:
        mail.send_invitation(user, link_for(user, root=root), by=None)


@transaction.atomic
def set_password(*, user: User, password: str) -> None:
    """Set a password with a link; whoever was signed in with the old one is signed out."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    _note(user, user, AccountChange.PASSWORD_SET)


@transaction.atomic
def change_user(*, user: User, name: str, role: str, organisation: Any, by: User | None) -> None:
    """Change name, role and organisation; each that differs leaves an event.

    Raises PermissionDenied, also for one's own account; LastAdministratorError; ValidationError.
    """
    _may(by, user)
    _check(role, organisation)
    user = User.objects.select_for_update().get(pk=user.pk)
    if role != user.role:
        _keep_an_administrator(user)
        _note(user, by, AccountChange.ROLE, before=user.role, after=role)
    if getattr(organisation, "pk", None) != user.organisation_id:
        titles = [str(one or "") for one in (user.organisation, organisation)]
        _note(user, by, AccountChange.ORGANISATION, before=titles[0], after=titles[1])
    if name != user.name:
        _note(user, by, AccountChange.NAME)
    user.name, user.role, user.organisation = name, role, organisation
    user.save(update_fields=["name", "role", "organisation"])


@transaction.atomic
def close_user(*, user: User, by: User | None) -> None:
    """Let the person in no longer; what they have done stays theirs.

    Raises PermissionDenied, also for one's own account, and LastAdministratorError.
    """
    _may(by, user)
    if not user.is_active:
        return
    _keep_an_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    _note(user, by, AccountChange.CLOSED)


@transaction.atomic
def open_user(*, user: User, by: User | None) -> None:
    """Let the person in again. Raises PermissionDenied."""
    _may(by, user)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    _note(user, by, AccountChange.OPENED)


@transaction.atomic
def remove_second_step(*, user: User, by: User | None) -> None:
    """Take away the one-time codes of somebody who has lost the phone. Raises PermissionDenied."""
    _may(by, user)
    deleted, _by_model = Authenticator.objects.filter(user_id=user.pk).delete()
    if deleted:
        _note(user, by, AccountChange.TOTP_REMOVED)


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User | None) -> int:
    """End all sessions of a person; return how many. Raises PermissionDenied."""
    _may(by, user)
    ended = end_sessions(user)
    if ended:
        _note(user, by, AccountChange.SESSIONS_ENDED)
    return ended


def _may(by: User | None, user: User | None = None) -> None:
    """Raise PermissionDenied unless `by` keeps the accounts, and it is not their own."""
    if by is None:
        return
    if not by.has_perm("accounts.change_user") or (user is not None and by.pk == user.pk):
        raise PermissionDenied


def _check(role: str, organisation: Any) -> None:
    if role not in Role.values:
        raise ValidationError({"role": _("There is no such role.")})
    if role in ROLES_OF_AN_ORGANISATION and organisation is None:
        raise ValidationError({"organisation": _("This role needs an organisation. Choose which.")})


def _keep_an_administrator(user: User) -> None:
    """Raise LastAdministratorError unless another administrator can sign in."""
    administrators = User.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, is_active=True
    )
    able = {one.pk for one in administrators if one.has_usable_password()}
    if able == {user.pk}:
        raise LastAdministratorError


def _note(
    user: User, by: User | None, change: AccountChange, before: str = "", after: str = ""
) -> None:
    AccountEvent.objects.create(user=user, by=by, change=change, before=before, after=after)
