"""Questions about what activities say of themselves: status, time, money."""

from livskraft.plans.reading import times
from livskraft.plans.reading.findings import Activity, Findings, Topic
from livskraft.plans.reading.messages import _


def ask_about_activities(findings: Findings) -> None:
    """Add every doubt about reasons, times without days, colours and amounts."""
    _reasons(findings)
    _running(findings)
    _colours(findings)
    _money(findings)
    _said_of_lists(findings)


def _reasons(findings: Findings) -> None:
    """Ask why activities are paused or cancelled: the document tells only that they are."""
    for activity in findings.activities:
        if activity.status in ("paused", "cancelled"):
            findings.ask(
                activity.place,
                activity.title,
                _(
                    "The document says that the activity is paused or cancelled, but not why. What is the "
                    "reason?"
                ),
                Topic.STATUS,
                [activity],
            )


def _running(findings: Findings) -> None:
    """Ask once about all activities that go on without a named time."""
    running = [activity for activity in findings.activities if activity.is_running]
    if running:
        findings.ask(
            running[0].place,
            "; ".join(activity.title for activity in running)[:1500],
            _(
                "The document says of %(count)d activities only that they go on all the time. They were "
                "given no days and the status ongoing. Is that right?"
            ),
            Topic.GROUP,
            running,
            count=len(running),
        )


def _colours(findings: Findings) -> None:
    """Ask once for each colour that stands in place of a status."""
    colours: dict[str, list[Activity]] = {}
    for activity in findings.activities:
        if activity.colour:
            colours.setdefault(activity.colour.lower(), []).append(activity)
    for colour, activities in colours.items():
        findings.ask(
            activities[0].place,
            colour,
            _("%(count)d activities have this colour as their status. What does it stand for?"),
            Topic.GROUP,
            activities,
            count=len(activities),
        )


def _said_of_lists(findings: Findings) -> None:
    """Ask once about all lists with one line that was taken as said of each of their items."""
    said = [activity for activity in findings.activities if activity.is_said_of_list]
    if said:
        findings.ask(
            said[0].place,
            "; ".join(dict.fromkeys(activity.lead for activity in said if activity.lead))[:1500],
            _(
                "A line below a list says who and when; it was taken as said of every item of the list, "
                "%(count)d more than the last. Is that right?"
            ),
            Topic.GROUP,
            said,
            count=len(said),
        )


def _money(findings: Findings) -> None:
    """Ask once about budgets that name no amount, and once about amounts without a year."""
    with_budget = [activity for activity in findings.activities if activity.budget]
    unsaid = [each for each in with_budget if times.amount_of(each.budget) is None]
    undated = [
        each
        for each in with_budget
        if each not in unsaid and not (each.starts or each.ends or findings.period)
    ]
    _ask_about_money(
        unsaid,
        _("How many kronor are set aside? The document's own words were kept in the summary."),
        findings,
    )
    _ask_about_money(undated, _("Which year is this amount for?"), findings)


def _ask_about_money(activities: list[Activity], template: str, findings: Findings) -> None:
    if activities:
        words = "; ".join(dict.fromkeys(activity.budget for activity in activities))
        findings.ask(activities[0].place, words[:1500], template, Topic.GROUP, activities)
