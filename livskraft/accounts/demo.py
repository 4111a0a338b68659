"""The example's accounts, one for each role, and where they may be used with one click."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from livskraft.accounts.models import Role


@dataclass(frozen=True)
class ExampleAccount:
    """An account of the example region; `organisation` is a slug, "" for none."""

    email: str
    name: str
    role: Role
    organisation: str = ""


EXAMPLE_ACCOUNTS = (
    ExampleAccount("administrator@example.org", "Ada Administratör", Role.ADMINISTRATOR),
    ExampleAccount("strateg@example.org", "Stina Strateg", Role.STRATEGIST),
    ExampleAccount("redaktor@example.org", "Ravi Redaktör", Role.EDITOR, "folkhalsa"),
    ExampleAccount("part@example.org", "Petra Part", Role.PARTNER, "sala"),
    ExampleAccount("utvarderare@example.org", "Uno Utvärderare", Role.EVALUATOR),
    ExampleAccount("fortroendevald@example.org", "Farid Förtroendevald", Role.ELECTED),
    ExampleAccount("lasare@example.org", "Lo Läsare", Role.READER),
)
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


def is_demo_here(request: HttpRequest) -> bool:
    """Return whether this is the demo, asked from the machine that serves it, with no proxy."""
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return (
        settings.IS_DEMO
        and name in _THIS_MACHINE
        and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
        and "HTTP_X_FORWARDED_FOR" not in request.META
        and "HTTP_FORWARDED" not in request.META
    )
