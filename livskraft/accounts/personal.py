"""What the accounts hold about a person: the account, how it signs in, and where it is signed in."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.accounts.models import AccountEvent, Erasure, Role, User
from livskraft.shared.history import Author
from livskraft.shared.personal import Part, Stored, Subject, Text, Value, removed_person

#: A domain that can have no addresses: no mail ever leaves for an erased account.
NOWHERE = "borttagen.invalid"
#: Rows of the library for signing in that belong to an account, with the words for them.
_ROWS: dict[str, tuple[str, Text]] = {
    "account.EmailAddress": ("sign_in_addresses", _("addresses for signing in")),
    "mfa.Authenticator": ("second_steps", _("second steps of signing in")),
    "usersessions.UserSession": ("devices", _("devices signed in")),
}


class AccountsPart(Part):
    """An account stays as that of a removed person, so that what was done with it is explained."""

    name = "konto"
    covers = frozenset(
        {"accounts.User", "accounts.AccountEvent", "accounts.Erasure", "sessions.Session", *_ROWS}
    )
    exempt: Mapping[str, str] = {
        "account.EmailConfirmation": "Unused: administrators set the addresses.",
    }
    kinds: Mapping[str, Text] = {
        "account": _("accounts"),
        "sessions": _("sessions"),
        **dict(_ROWS.values()),
    }

    def subjects(self) -> Iterator[Subject]:
        """Yield everybody who has an account."""
        users = User.objects.exclude(email__endswith=f"@{NOWHERE}").order_by("name", "pk")
        for pk, email, name in users.values_list("pk", "email", "name"):
            yield Subject(f"{self.name}-{pk}", email.lower(), (name,) if name else ())

    def stored(self, subject: Subject) -> Iterator[Stored]:
        """Yield the account, where it is signed in, and the erasures that it has done."""
        user = account_of(subject)
        if user is None:
            return
        yield _account(user)
        for session in _rows("usersessions.UserSession", user):
            yield Stored(
                "devices",
                _("Signed in on a device"),
                (
                    Value("signed_in_at", _("Signed in"), session.created_at),
                    Value("last_seen_at", _("Last seen"), session.last_seen_at),
                    Value("address", _("Network address"), session.ip),
                    Value("browser", _("Browser"), session.user_agent),
                ),
                _("Is removed, and the account is signed out."),
            )
        for event in AccountEvent.objects.filter(user=user):
            yield _event(event)
        if number := Erasure.objects.filter(by=user).count():
            yield Stored(
                "erasures",
                _("Erasures done by the person"),
                (Value("number", _("Number"), number),),
                _("Stay, as done by a removed person: who erased what must be accounted for."),
                stays=True,
            )

    def obstacles(self, subject: Subject) -> Iterator[str]:
        """Say so if nobody would be left who can keep the accounts."""
        user = account_of(subject)
        administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
        able = {one.pk for one in administrators if one.has_usable_password()}
        if user and able == {user.pk}:
            yield gettext(
                "This is the last active administrator. Make somebody else administrator first."
            )

    def erase(self, subject: Subject, author: Author) -> Mapping[str, int]:
        """Make the account that of a removed person, sign it out, and close it."""
        user = account_of(subject)
        if user is None:
            return {}
        counts = {"account": 1, "sessions": _end_sessions(user)}
        for label, (kind, _words) in _ROWS.items():
            counts[kind] = _rows(label, user).delete()[0]
        user.name, user.email = removed_person(), f"borttagen-{user.pk}@{NOWHERE}"
        user.role, user.organisation, user.last_login = Role.READER, None, None
        user.is_active = user.is_superuser = False
        user.set_unusable_password()
        user.save()
        return counts

    def clean(self, now: datetime) -> Mapping[str, int]:
        """Remove sessions that have run out, and the devices that they stood for."""
        sessions = Session.objects.filter(expire_date__lt=now).delete()[0]
        devices = apps.get_model("usersessions.UserSession").objects
        kept = Session.objects.values("session_key")
        return {"sessions": sessions, "devices": devices.exclude(session_key__in=kept).delete()[0]}


def account_of(subject: Subject) -> User | None:
    """Return the account with the person's address."""
    return User.objects.filter(email__iexact=subject.email).first() if subject.email else None


def _end_sessions(user: User) -> int:
    """Remove all of an account's sessions, also those of no known device; return how many."""
    own = [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    return Session.objects.filter(session_key__in=own).delete()[0]


def _rows(label: str, user: User) -> Any:
    return apps.get_model(label)._default_manager.filter(user=user)


def _account(user: User) -> Stored:
    return Stored(
        "account",
        _("Account"),
        (
            Value("name", _("Name"), user.name),
            Value("email", _("E-mail address"), user.email),
            Value("role", _("Role"), str(user.get_role_display())),
            Value("organisation", _("Organisation"), str(user.organisation or "")),
            Value("is_active", _("May sign in"), user.is_active),
            Value("created_at", _("Account made"), user.created_at),
            Value("last_sign_in_at", _("Last sign-in"), user.last_login),
            Value("has_password", _("Has a password"), user.has_usable_password()),
            Value(
                "has_second_step",
                _("Has a second step of signing in"),
                _rows("mfa.Authenticator", user).exists(),
            ),
        ),
        _("Name and address are removed, the account is closed and signed out everywhere."),
    )


def _event(event: AccountEvent) -> Stored:
    return Stored(
        "account_events",
        _("What happened to the account"),
        (
            Value("at", _("When"), event.at),
            Value("change", _("What"), str(event.get_change_display())),
            Value("before", _("Before"), event.before),
            Value("after", _("After"), event.after),
        ),
        _("Stays, without a name: who was given which rights must be accounted for."),
        stays=True,
    )
