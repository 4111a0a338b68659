"""People with passwords and one-time codes, for tests of signing in."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from livskraft.accounts.models import Role, User
from livskraft.accounts.second_step import new_secret

PASSWORD = "kanel och kardemumma"
SIGN_IN = "/arbeta/logga-in/"


def make_user(role: str = Role.READER, name: str = "Ada", **fields: Any) -> User:
    """A person who can sign in with PASSWORD; the address follows from the name."""
    fields.setdefault("password", PASSWORD)
    email = fields.pop("email", f"{name.lower()}@example.org")
    return User.objects.create_user(email, name=name, role=role, **fields)


def sign_in(
    client: Client, email: str = "ada@example.org", password: str = PASSWORD, **more: Any
) -> HttpResponse:
    """Sign in as people do, through the page."""
    return client.post(SIGN_IN, {"login": email, "password": password}, **more)


def give_second_step(user: User) -> str:
    """Set up one-time codes for somebody, and return the secret."""
    secret = new_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str, later: int = 0) -> str:
    """Return what an app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))
