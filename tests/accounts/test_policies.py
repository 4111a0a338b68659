"""Who may do what: every permission, every role, with whose record it is."""

import pytest
from django.contrib.auth.models import AnonymousUser

from livskraft.accounts.abilities import DEEDS, IN_SHORT, abilities_of
from livskraft.accounts.models import Role, User
from livskraft.accounts.policies import PERMISSIONS, Ownership, may_somewhere
from livskraft.plans.models import Organisation

OWN, OTHER = 1, 2
#: Whose a record is: its letter stands in the table where the role may.
OWNERSHIPS = {
    "l": Ownership(leads=frozenset({OWN, OTHER})),  # the own unit leads
    "t": Ownership(leads=frozenset({OTHER}), takes_part=frozenset({OWN})),  # the own takes part
    "o": Ownership(leads=frozenset({OTHER})),  # others have it
    "n": Ownership(),  # nobody has it
    "-": None,  # asked about no record at all
}
EXPECTED = """
                              administrator  strategist  editor  partner  evaluator  elected  reader
workspace.enter               lton-          lton-       lton-   lton-    lton-      lton-    lton-
workspace.view_changes        lton-          lton-       lton-   lton-    lton-      lton-    lton-
workspace.view_internal       lton-          lton-       lton-   .        lton-      .        .
intake.view_message           lton-          lton-       lton-   .        .          .        .
intake.handle_message         lton-          lton-       lton-   .        .          .        .
plans.read_document           lton-          lton-       .       .        .          .        .
plans.draft_record            lton-          lton-       l       lt       .          .        .
plans.review_record           lton-          lton-       .       .        .          .        .
plans.publish_record          lton-          lton-       l       .        .          .        .
plans.restore_record          lton-          lton-       l       .        .          .        .
plans.change_many             lton-          lton-       l       .        .          .        .
plans.archive_record          lton-          lton-       .       .        .          .        .
plans.view_person             lton-          lton-       lton-   .        .          .        .
plans.change_person           lton-          lton-       l       .        .          .        .
indicators.update             lton-          lton-       .       .        .          .        .
indicators.define             lton-          lton-       .       .        .          .        .
indicators.judge              lton-          lton-       .       .        .          .        .
reporting.manage_round        lton-          lton-       .       .        .          .        .
reporting.view_board          lton-          lton-       lton-   .        lton-      .        .
reporting.review              lton-          lton-       l       .        .          .        .
reporting.report              lton-          lton-       l       l        .          .        .
reporting.give_view           lton-          lton-       .       lt       .          .        .
reporting.look_after_mail     lton-          .           .       .        .          .        .
accounts.change_user          lton-          .           .       .        .          .        .
accounts.handle_personal_data lton-          .           .       .        .          .        .
"""
#: Without a unit of one's own nobody has more than what holds everywhere.
EVERYWHERE = "lton-"


def person(role: str, organisation: int | None = OWN, **fields: bool) -> User:
    return User(email=f"{role}@example.org", role=role, organisation_id=organisation, **fields)


def answer(permission: str, role: str, organisation: int | None = OWN) -> str:
    user = person(role, organisation)
    letters = [letter for letter, whose in OWNERSHIPS.items() if user.has_perm(permission, whose)]
    return "".join(letters) or "."


def table() -> str:
    rows = [["", *Role.values]]
    rows += [[name, *(answer(name, role) for role in Role.values)] for name in PERMISSIONS]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    gaps = [1, *(2 for _width in widths[1:])]
    lines = [
        "".join(
            f"{cell:<{width}}{' ' * gap}"
            for cell, width, gap in zip(row, widths, gaps, strict=True)
        )
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def test_each_role_may_do_what_the_table_says_and_nothing_else() -> None:
    print(table())  # noqa: T201
    assert table() == EXPECTED.strip("\n")


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("role", Role.values)
def test_without_a_unit_only_what_holds_everywhere_is_allowed(role: str, permission: str) -> None:
    with_unit, without = answer(permission, role), answer(permission, role, None)
    assert without == (with_unit if with_unit == EVERYWHERE else ".")


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("whose", OWNERSHIPS.values())
def test_visitors_and_closed_accounts_may_do_nothing(
    permission: str, whose: Ownership | None
) -> None:
    assert not AnonymousUser().has_perm(permission, whose)
    assert not person("administrator", is_active=False).has_perm(permission, whose)


def test_what_nobody_has_named_is_refused() -> None:
    assert not person("administrator").has_perm("plans.delete_plan")


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("organisation", [OWN, None])
def test_a_menu_shows_what_may_be_done_with_some_record(
    role: str, organisation: int | None
) -> None:
    user = person(role, organisation)
    for permission in PERMISSIONS:
        assert may_somewhere(user, permission) is (answer(permission, role, organisation) != ".")


def test_every_permission_and_every_role_has_words() -> None:
    assert DEEDS.keys() == PERMISSIONS.keys()
    assert set(IN_SHORT) == set(Role.values)


def test_what_a_person_may_do_is_told_with_where() -> None:
    unit = Organisation(pk=OWN, title="Enheten Folkhälsa")
    told = {
        role: [
            f"{ability.deed} {ability.where}".strip()
            for ability in abilities_of(User(role=role, organisation=unit))
        ]
        for role in Role.values
    }
    assert "Skriva utkast i hela planen" in told["strategist"]
    assert "Skriva utkast i det som Enheten Folkhälsa leder" in told["editor"]
    assert "Skriva utkast i det som Enheten Folkhälsa leder eller deltar i" in told["partner"]
    assert "Läsa meddelanden från besökare" in told["editor"]
    assert told["reader"] == [
        "Logga in på arbetsytan",
        "Se alla ändringar i planen, med vem och varför",
    ]


@pytest.mark.parametrize("role", Role.values)
def test_the_sentences_say_what_the_rules_let(role: str) -> None:
    user = User(role=role, organisation=Organisation(pk=OWN, title="Enheten"))
    allowed = [name for name in PERMISSIONS if answer(name, role) != "."]
    assert [ability.deed for ability in abilities_of(user)] == [DEEDS[name] for name in allowed]
