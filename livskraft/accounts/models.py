"""People who sign in. Visitors of the public site have no account."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do; `policies.py` says what each means."""

    ADMINISTRATOR = "administrator", _("Administrator")
    STRATEGIST = "strategist", _("Strategist")
    EDITOR = "editor", _("Editor")
    PARTNER = "partner", _("Partner")
    EVALUATOR = "evaluator", _("Evaluator")
    ELECTED = "elected", _("Elected member")
    READER = "reader", _("Reader")


class UserManager(BaseUserManager["User"]):
    """Makes users who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a user; without a password the user cannot sign in with one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Store a user who passes every check; for set-up only."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a role, known by an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.READER)
    organisation = models.ForeignKey(
        "plans.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
        verbose_name=_("organisation"),
        help_text="The unit of an editor, the organisation of a partner.",
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="user_role_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email


class AccountChange(models.TextChoices):
    """What can happen to an account."""

    INVITED = "invited", _("Invited")
    LINK_SENT = "link_sent", _("A new link was made")
    PASSWORD_SET = "password_set", _("The password was set with the link")
    PASSWORD_CHANGED = "password_changed", _("The password was changed")
    NAME = "name", _("The name was changed")
    ROLE = "role", _("Another role")
    ORGANISATION = "organisation", _("Another organisation")
    CLOSED = "closed", _("The account was closed")
    OPENED = "opened", _("The account was opened")
    TOTP_ADDED = "totp_added", _("The second step was set up")
    TOTP_REMOVED = "totp_removed", _("The second step was taken away")
    CODES_RENEWED = "codes_renewed", _("New recovery codes were made")
    SESSIONS_ENDED = "sessions_ended", _("Signed out everywhere")


class AccountEvent(models.Model):
    """One change of an account: who did what to whom, and when. Never edited."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="events")
    by = models.ForeignKey(
        User,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="None for a command, or somebody whose account is gone.",
    )
    change = models.CharField(max_length=20, choices=AccountChange.choices)
    before = models.CharField(max_length=500, blank=True, help_text="A role, or a title.")
    after = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="events_of_a_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(change__in=AccountChange.values), name="account_change_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_change_display()}"


class Erasure(models.Model):
    """Personal data taken away on request; it does not say whose."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="erasures")
    reason = models.TextField()
    counts = models.JSONField(help_text="Rows by kind; see `shared.personal.Part.kinds`.")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
