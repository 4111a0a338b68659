"""Who may open and who may send what: every address of the site, every role."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from livskraft.accounts.models import Role, User
from livskraft.intake.models import Message

#: What stands in the address, for those that need something.
ARGUMENTS: dict[str, dict[str, object]] = {
    "activity": {"address": "nara-vard"},
    "actor": {"slug": "folkhalsa"},
    "forum": {"slug": "strategisk-regional-beredning"},
    "frame": {"slug": "agenda-2030"},
    "goal": {"address": "trygghet"},
    "handle-message": {"message_id": 1},
    "municipality": {"slug": "sala"},
    "plan": {"slug": "vastmanland-2030"},
}
ROLES = ["visitor", Role.READER, Role.EDITOR, Role.STRATEGIST, Role.ADMINISTRATOR]

#: The answer to opening and to sending: a status, or "in" for being led to the page to sign in.
EXPECTED = """
opened/sent      visitor          reader           editor           strategist       administrator
account_login    200/200          302/302          302/302          302/302          302/302
accessibility    200/405          200/405          200/405          200/405          200/405
account_inactive 200/405          200/405          200/405          200/405          200/405
activities       200/405          200/405          200/405          200/405          200/405
activities-csv   200/405          200/405          200/405          200/405          200/405
activity         200/405          200/405          200/405          200/405          200/405
actor            200/405          200/405          200/405          200/405          200/405
actors           200/405          200/405          200/405          200/405          200/405
colours          200/405          200/405          200/405          200/405          200/405
contact-sent     200/405          200/405          200/405          200/405          200/405
forum            200/405          200/405          200/405          200/405          200/405
forums           200/405          200/405          200/405          200/405          200/405
frame            200/405          200/405          200/405          200/405          200/405
frames           200/405          200/405          200/405          200/405          200/405
goal             200/405          200/405          200/405          200/405          200/405
goals            200/405          200/405          200/405          200/405          200/405
health           200/405          200/405          200/405          200/405          200/405
municipalities   200/405          200/405          200/405          200/405          200/405
municipality     200/405          200/405          200/405          200/405          200/405
plan             200/405          200/405          200/405          200/405          200/405
robots           200/405          200/405          200/405          200/405          200/405
search           200/405          200/405          200/405          200/405          200/405
site-map         200/405          200/405          200/405          200/405          200/405
start            200/405          200/405          200/405          200/405          200/405
contact          200/422          200/422          200/422          200/422          200/422
account_logout   302/302          200/302          200/302          200/302          200/302
logo             404/405          404/405          404/405          404/405          404/405
workspace        in/in            200/405          200/405          200/405          200/405
messages         in/in            403/405          200/405          200/405          200/405
handle-message   in/in            405/403          405/302          405/302          405/302
"""


def test_each_role_reaches_what_it_may_and_nothing_else(example_region: None) -> None:
    Message.objects.create(pk=1, kind="question", text="Vem leder arbetet?")
    users = [
        User.objects.create_user(f"{role}@example.org", name=role, role=role) for role in ROLES[1:]
    ]
    rows = {
        name: [
            f"{answer(name, user, 'get')}/{answer(name, user, 'post')}" for user in (None, *users)
        ]
        for name in address_names()
    }
    assert table(rows) == EXPECTED.strip("\n")


def answer(name: str, user: User | None, method: str) -> str:
    """Open or send to the address; None is a visitor."""
    client = Client()
    if user:
        client.force_login(user)
    response = getattr(client, method)(reverse(name, kwargs=ARGUMENTS.get(name)))
    is_to_sign_in = urlsplit(response.get("Location", "")).path == reverse("account_login")
    return "in" if is_to_sign_in else str(response.status_code)


def address_names() -> list[str]:
    """Return the names of all addresses; each must have one."""
    patterns = list(all_patterns(get_resolver().url_patterns))
    assert [pattern for pattern in patterns if not pattern.name] == []
    return sorted({str(pattern.name) for pattern in patterns})


def all_patterns(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from all_patterns(pattern.url_patterns)
        else:
            yield pattern


def table(rows: dict[str, list[str]]) -> str:
    """Return the answers as lines of text, addresses that answer alike beside each other."""
    named = [("opened/sent", [str(role) for role in ROLES])]
    named += sorted(rows.items(), key=lambda row: (row[1], row[0]))
    return "\n".join(
        "".join(f"{cell:<17}" for cell in (name, *cells)).rstrip() for name, cells in named
    )
