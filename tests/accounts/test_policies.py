import pytest
from django.contrib.auth.models import AnonymousUser

from livskraft.accounts.models import Role, User
from livskraft.accounts.policies import PERMISSIONS

MATRIX = {
    "workspace.enter": "administrator strategist editor reader",
    "workspace.view_changes": "administrator strategist editor reader",
    "intake.view_message": "administrator strategist editor",
    "intake.handle_message": "administrator strategist editor",
    "plans.change_plan": "administrator strategist",
    "accounts.change_user": "administrator",
}


def person(role: str, **fields: bool) -> User:
    return User(email=f"{role}@example.org", role=role, **fields)


def test_the_matrix_names_every_permission():
    assert MATRIX.keys() == PERMISSIONS.keys()


@pytest.mark.parametrize("permission", MATRIX)
@pytest.mark.parametrize("role", Role.values)
def test_each_role_may_do_what_the_matrix_says_and_nothing_else(permission, role):
    assert person(role).has_perm(permission) is (role in MATRIX[permission].split())


@pytest.mark.parametrize("permission", MATRIX)
def test_visitors_and_closed_accounts_may_do_nothing(permission):
    assert not AnonymousUser().has_perm(permission)
    assert not person("administrator", is_active=False).has_perm(permission)


def test_what_nobody_has_named_is_refused():
    assert not person("administrator").has_perm("plans.delete_plan")
