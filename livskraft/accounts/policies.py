"""Who may do what. Everything that is not said here is refused.

Ask with `user.has_perm("intake.view_message")`. A superuser passes everything and is for set-up only.
"""

from typing import Any

import rules

from livskraft.accounts.models import Role

EVERYBODY = frozenset(Role.values)
THOSE_WHO_PLAN = frozenset({Role.ADMINISTRATOR, Role.STRATEGIST})
THOSE_WHO_KEEP_THE_SITE = THOSE_WHO_PLAN | {Role.EDITOR}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

# The whole of it: permission → the roles that have it.
PERMISSIONS: dict[str, frozenset[str]] = {
    "workspace.enter": EVERYBODY,
    "workspace.view_changes": EVERYBODY,
    "intake.view_message": THOSE_WHO_KEEP_THE_SITE,
    "intake.handle_message": THOSE_WHO_KEEP_THE_SITE,
    "plans.change_plan": THOSE_WHO_PLAN,
    "accounts.change_user": ADMINISTRATORS,
}


def has_role(roles: frozenset[str]) -> rules.Predicate:
    """Return a predicate: the person is signed in, active, and has one of the roles."""

    def is_one_of_them(user: Any) -> bool:
        return bool(user.is_authenticated and user.is_active and user.role in roles)

    return rules.predicate(is_one_of_them)


def register_policies() -> None:
    """Make the permissions known; once, at start."""
    for permission, roles in PERMISSIONS.items():
        rules.set_perm(permission, has_role(roles))
