"""What each role may do, in sentences made from `policies.py`."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from livskraft.accounts.models import Role
from livskraft.accounts.policies import PERMISSIONS, Rule

#: One line for each role, where a person or a role is chosen.
IN_SHORT: dict[str, str | Promise] = {
    Role.ADMINISTRATOR: gettext_lazy("Keeps accounts and personal data, and does all else too."),
    Role.STRATEGIST: gettext_lazy("Writes, reviews and publishes in the whole plan."),
    Role.EDITOR: gettext_lazy(
        "Changes days, status and lead of what the unit leads, and publishes texts when reviewed."
    ),
    Role.PARTNER: gettext_lazy("Writes drafts about what the organisation leads or takes part in."),
    Role.EVALUATOR: gettext_lazy("Reads plans, internal notes and history, and changes nothing."),
    Role.ELECTED: gettext_lazy("Reads the plan and its changes before meetings and decisions."),
    Role.READER: gettext_lazy("Reads the plan and what has been changed in it."),
}

#: What each permission lets somebody do; those that hold for some records end with which.
DEEDS: dict[str, str | Promise] = {
    "workspace.enter": gettext_lazy("Sign in to the workspace"),
    "workspace.view_changes": gettext_lazy("See every change of the plan, with who and why"),
    "workspace.view_internal": gettext_lazy("See internal notes"),
    "intake.view_message": gettext_lazy("Read messages from visitors"),
    "intake.handle_message": gettext_lazy("Mark messages as taken care of"),
    "plans.read_document": gettext_lazy("Read in documents as plans"),
    "plans.draft_record": pgettext_lazy("deed", "Write drafts"),
    "plans.review_record": gettext_lazy("Review drafts of others"),
    "plans.publish_record": gettext_lazy("Publish what has been reviewed"),
    "plans.restore_record": gettext_lazy("Restore earlier versions"),
    "plans.change_many": gettext_lazy("Change several activities at once"),
    "plans.archive_record": gettext_lazy("Archive what is no longer current"),
    "plans.view_person": gettext_lazy("See who answers for the activities"),
    "plans.change_person": gettext_lazy("Change who answers for the activities"),
    "indicators.update": gettext_lazy("Fetch and read in figures, and see to updates that fail"),
    "indicators.define": gettext_lazy("Find key figures and make indicators of them"),
    "indicators.judge": gettext_lazy("Judge how goals and measures go, and confirm headlines"),
    "reporting.manage_round": gettext_lazy(
        "Open, remind about, close and freeze rounds of follow-up"
    ),
    "reporting.view_board": gettext_lazy("See who has answered in rounds of follow-up"),
    "reporting.review": gettext_lazy("Accept answers, or return them with a question"),
    "reporting.report": gettext_lazy("Report how it goes"),
    "reporting.give_view": gettext_lazy("Say what the region’s role is"),
    "reporting.look_after_mail": gettext_lazy(
        "See mails that have not arrived, and send them again"
    ),
    "accounts.change_user": gettext_lazy("Invite people, change and close accounts"),
    "accounts.handle_personal_data": gettext_lazy("Show, export and erase personal data"),
}


@dataclass(frozen=True)
class Ability:
    """Something that a person may do; `where` is "" when it concerns no single record."""

    deed: str | Promise
    where: str


def abilities_of(user: Any) -> list[Ability]:
    """Return what the person may do, in the order of `policies.py`."""
    place = str(user.organisation) if user.organisation_id else ""
    found = []
    for permission, rule in PERMISSIONS.items():
        where = _where(rule, user.role, place)
        if where is not None:
            found.append(Ability(DEEDS[permission], where))
    return found


def _where(rule: Rule, role: str, place: str) -> str | None:
    """Return where the rule lets the role, None for nowhere."""
    is_for_some = bool(rule.leading or rule.taking_part)
    if role in rule.anywhere:
        return _("in the whole plan") if is_for_some else ""
    if not place:
        return None
    if role in rule.taking_part:
        return _("in what %(organisation)s leads or takes part in") % {"organisation": place}
    if role in rule.leading:
        return _("in what %(organisation)s leads") % {"organisation": place}
    return None
