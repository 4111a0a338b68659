"""Who may do what. Everything that is not said here is refused.

Ask with `user.has_perm("intake.view_message")`; about one record with its ownership:
`user.has_perm("plans.draft_record", ownership)`. Without a record only those who may do it with
every record pass. A superuser passes everything and is for set-up only.
"""

from dataclasses import dataclass
from typing import Any

import rules

from livskraft.accounts.models import Role

NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset(Role.values)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
THOSE_WHO_PLAN = frozenset({Role.ADMINISTRATOR, Role.STRATEGIST})
EDITORS = frozenset({Role.EDITOR})
PARTNERS = frozenset({Role.PARTNER})
COLLEAGUES = THOSE_WHO_PLAN | EDITORS | {Role.EVALUATOR}


@dataclass(frozen=True)
class Ownership:
    """Whose a record is, as keys of organisations; each with those that it lies under."""

    leads: frozenset[int] = frozenset()
    takes_part: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Rule:
    """Roles that may: with every record, with what their unit leads, with what they take part in."""

    anywhere: frozenset[str]
    leading: frozenset[str] = NOBODY
    taking_part: frozenset[str] = NOBODY

    def allows(self, user: Any, ownership: Ownership | None = None) -> bool:
        """Return whether an active person may."""
        if not (user.is_authenticated and user.is_active):
            return False
        if user.role in self.anywhere:
            return True
        if ownership is None or user.organisation_id is None:
            return False
        if user.organisation_id in ownership.leads:
            return user.role in self.leading | self.taking_part
        return user.organisation_id in ownership.takes_part and user.role in self.taking_part


# The whole of it.
PERMISSIONS: dict[str, Rule] = {
    "workspace.enter": Rule(EVERYBODY),
    "workspace.view_changes": Rule(EVERYBODY),
    "workspace.view_internal": Rule(COLLEAGUES),
    "intake.view_message": Rule(THOSE_WHO_PLAN | EDITORS),
    "intake.handle_message": Rule(THOSE_WHO_PLAN | EDITORS),
    "plans.read_document": Rule(THOSE_WHO_PLAN),
    "plans.draft_record": Rule(THOSE_WHO_PLAN, leading=EDITORS, taking_part=PARTNERS),
    "plans.review_record": Rule(THOSE_WHO_PLAN),
    "plans.publish_record": Rule(THOSE_WHO_PLAN, leading=EDITORS),
    "plans.restore_record": Rule(THOSE_WHO_PLAN, leading=EDITORS),
    "plans.change_many": Rule(THOSE_WHO_PLAN, leading=EDITORS),
    "plans.archive_record": Rule(THOSE_WHO_PLAN),
    "plans.view_person": Rule(THOSE_WHO_PLAN | EDITORS),
    "plans.change_person": Rule(THOSE_WHO_PLAN, leading=EDITORS),
    "indicators.update": Rule(THOSE_WHO_PLAN),
    "indicators.define": Rule(THOSE_WHO_PLAN),
    "indicators.judge": Rule(THOSE_WHO_PLAN),
    "reporting.manage_round": Rule(THOSE_WHO_PLAN),
    "reporting.view_board": Rule(COLLEAGUES),
    "reporting.review": Rule(THOSE_WHO_PLAN, leading=EDITORS),
    "reporting.report": Rule(THOSE_WHO_PLAN, leading=EDITORS | PARTNERS),
    "reporting.give_view": Rule(THOSE_WHO_PLAN, taking_part=PARTNERS),
    "reporting.look_after_mail": Rule(ADMINISTRATORS),
    "accounts.change_user": Rule(ADMINISTRATORS),
    "accounts.handle_personal_data": Rule(ADMINISTRATORS),
}


def may_somewhere(user: Any, permission: str) -> bool:
    """Return whether a person may do this with any record at all: for menus, never to let in."""
    rule = PERMISSIONS[permission]
    roles = rule.anywhere
    if getattr(user, "organisation_id", None) is not None:
        roles = roles | rule.leading | rule.taking_part
    return bool(user.is_authenticated and user.is_active and user.role in roles)


def register_policies() -> None:
    """Make the permissions known; once, at start."""
    for permission, rule in PERMISSIONS.items():
        rules.set_perm(permission, rules.predicate(rule.allows))
