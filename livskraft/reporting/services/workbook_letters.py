"""To whom a letter says that all can be answered at once in a workbook, and where that is."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from livskraft.accounts.models import User
from livskraft.accounts.policies import may_somewhere
from livskraft.plans.models import Person
from livskraft.reporting.models import Assignment, ReportingRound

WORTH_IT = 2
"""So many activities make a workbook quicker than their links."""


def workbook_addresses(
    people: Mapping[Person, Sequence[Assignment]], *, round_: ReportingRound, root: str
) -> dict[Person, str]:
    """Return where people find their workbook: those with several activities and an account.

    At most one query. A workbook is many activities at once, so no link by mail leads to it without
    signing in.
    """
    several = {one.email.lower(): one for one, own in people.items() if len(own) >= WORTH_IT}
    several.pop("", None)
    if not several:
        return {}
    accounts = User.objects.filter(email__in=several, is_active=True)
    with override(settings.LANGUAGE_CODE):
        address = root + reverse("workbooks", args=[round_.address])
    return {
        several[account.email]: address
        for account in accounts
        if may_somewhere(account, "reporting.report")
    }
