"""What frames every signed-in page: the menu of what this person may open, and what was just done."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.messages import get_messages
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.accounts.policies import may_somewhere

register = template.Library()


@dataclass(frozen=True)
class Place:
    """A page that one works from; `name` is that of its address and of the template's `menu`."""

    name: str
    label: str | Promise
    permission: str
    about: str | Promise = ""


MENU = (
    Place("workspace", _("To do"), "workspace.enter"),
    Place("rounds", _("Rounds"), "reporting.view_board"),
    Place("workspace-plans", _("Plans"), "workspace.view_changes"),
    Place("workspace-activities", _("Activities"), "workspace.view_changes"),
    Place("drafts", _("Drafts"), "plans.draft_record"),
    Place("documents", _("Documents"), "plans.read_document"),
    Place("plan-history", _("History"), "workspace.view_changes"),
    Place("administration", _("Administration"), "workspace.enter"),
)
ADMINISTRATION = (
    Place(
        "reports",
        _("Your answers"),
        "reporting.report",
        _("What your organisation is to answer in rounds of follow-up, and what came of it."),
    ),
    Place(
        "messages",
        _("Messages"),
        "intake.view_message",
        _("What visitors of the public site have asked, corrected or found hard."),
    ),
    Place(
        "mails",
        _("Mails of rounds"),
        "reporting.look_after_mail",
        _("Which mails left, which were refused, and which may not have arrived."),
    ),
    Place(
        "workspace-actors",
        _("Actors"),
        "workspace.view_changes",
        _("The region, its units, municipalities, agencies and associations."),
    ),
    Place(
        "workspace-forums",
        _("Forums"),
        "workspace.view_changes",
        _("Boards, committees and networks, with their meetings."),
    ),
    Place(
        "indicator-list",
        _("Indicators"),
        "workspace.view_changes",
        _("How the goals are followed up: where the figures come from and how fresh they are."),
    ),
    Place(
        "judgements",
        _("Judgements"),
        "workspace.view_changes",
        _("What the rules and people say of the goals, and targets that wait for a final verdict."),
    ),
    Place(
        "stuck-jobs",
        _("Updates of figures"),
        "indicators.update",
        _("What waits, runs or has failed, and what publishers have changed."),
    ),
    Place(
        "people",
        _("People"),
        "plans.view_person",
        _("Who answers for the activities, and who takes over when somebody leaves."),
    ),
    Place(
        "users",
        _("Accounts"),
        "accounts.change_user",
        _("Who signs in, in which role. Invite, change, close."),
    ),
    Place(
        "personal-data",
        _("Personal data"),
        "accounts.handle_personal_data",
        _("What is stored of whom: show, export, erase on request."),
    ),
    Place("account", _("My account"), "workspace.enter", _("Password, second step, sessions.")),
    Place("own-data", _("My data"), "workspace.enter", _("What is stored about you.")),
)


@register.simple_tag(takes_context=True)
def work_menu(context: template.Context, places: str = "menu") -> list[dict[str, Any]]:
    """Return the pages that the person may open, in order; `places` is menu or administration."""
    user = context["request"].user
    listed = ADMINISTRATION if places == "administration" else MENU
    found = ((place, _url(place.name)) for place in listed if may_somewhere(user, place.permission))
    return [{"place": place, "url": url} for place, url in found if url]


@register.simple_tag(takes_context=True)
def just_done(context: template.Context) -> list[Any]:
    """Return what the last request wants said, once: objects with `level_tag` and a text."""
    return list(get_messages(context["request"]))


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
