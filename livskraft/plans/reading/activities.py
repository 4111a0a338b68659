"""Activities that stand as items of lists, or as headings of their own."""

import re
from collections.abc import Callable

from livskraft.plans.reading import announcing, vocabulary
from livskraft.plans.reading.findings import Activity, Findings, Goal, ItemList, Section, Topic
from livskraft.plans.reading.goals import Owners, is_container
from livskraft.plans.reading.list_reader import ListReader
from livskraft.plans.reading.messages import Message, _
from livskraft.plans.reading.wording import names_action, starts_with_action

_LONG = 300
MOST_LISTS = 2
MOST = 0.6
"""Share of a list's items that must say what is done, where nothing else tells."""


def choose_lists(lists: list[ItemList], root: Section, owners: set[Section]) -> list[ItemList]:
    """Return the lists whose items are activities; `owners` hold tables of them.

    Those that are announced or set so; in areas that have none, those led in by "Vi ska:" and those
    below headings that call themselves goals; when there are none either, those whose items say what
    is to be done.
    """
    said = [found for found in lists if found.is_set or announcing.is_list_of_activities(found)]
    if not said and not owners:
        said = [found for found in lists if announcing.is_in_chapter_of_activities(found)]
    has_said = bool(said or owners)
    covered = {_area(section) for section in [*owners, *(found.section for found in said)]}
    has_goals = any(section.is_marked for section in root.walk())
    likely = [
        found
        for found in lists
        if found not in said
        and not announcing.announces_goals(found.intro)
        and _area(found.section) not in covered
        and _is_likely(found, has_goals=has_goals)
        and (not has_said or _acting(found, starts_with_action) >= MOST)
    ]
    if said or likely or owners:
        return [found for found in lists if found in said or found in likely]
    return [
        found
        for found in lists
        if len(found.items) > 1
        and _acting(found, names_action) >= MOST
        and not any(
            vocabulary.GENERIC.match(section.title)
            for section in found.section.ancestors()
            if section.heading
        )
        and not announcing.announces_goals(found.intro)
    ]


def _is_likely(found: ItemList, *, has_goals: bool) -> bool:
    """Say whether a list stands below a goal, or where no goals are marked below "Vi ska:"."""
    above = [section for section in found.section.ancestors() if section.heading]
    if any(section.is_marked for section in above):
        return True
    return (
        not has_goals
        and announcing.leads_in_list(found)
        and not any(vocabulary.GENERIC.match(section.title) for section in above)
    )


def _acting(found: ItemList, is_action: Callable[[str], bool]) -> float:
    return sum(is_action(item.text) for item in found.items) / len(found.items)


def _area(section: Section) -> Section:
    """Return the outermost heading that calls itself a goal, else the nearest that is no title."""
    above = list(section.ancestors())
    marked = [each for each in above if each.is_marked]
    if marked:
        return marked[-1]
    return next(
        (each for each in above if each.heading and not is_container(each.title)), above[-1]
    )


def read_lists(chosen: list[ItemList], goals: Owners, findings: Findings) -> None:
    """Add the activities of lists to `findings`."""
    scope: Goal | None = None
    unsaid: list[tuple[ItemList, list[Activity]]] = []
    for found in chosen:
        title = announcing.title_of(found)
        is_announced = announcing.is_list_of_activities(found)
        is_led_in = announcing.leads_in_list(found)
        around = next((goals[above] for above in found.section.ancestors() if above in goals), None)
        named, label = (
            announcing.goal_named(title, findings.all_goals()) if is_announced else (None, "")
        )
        if named is None and is_announced and _is_subtitle(title) and _follows(found, chosen):
            named = scope
        scope = named or around
        if named and label in vocabulary.HORIZONTAL_LABELS:
            named.is_horizontal = True
            named.label = named.label or label
        said = title if is_announced or is_led_in else ""
        listed = ListReader(found, scope, said, findings).read()
        _ask_about_goal(found, named, around, findings, listed)
        is_called = said or announcing.is_in_chapter_of_activities(found)
        if not is_called and not (found.is_set and all(item.is_sure for item in found.items)):
            unsaid.append((found, listed))
    _ask_about_unsaid(unsaid, findings)


def _is_subtitle(title: str) -> bool:
    """Say whether a title divides a list rather than opens one: "Övergripande aktiviteter:"."""
    return len(title.split()) <= 4


def _follows(found: ItemList, chosen: list[ItemList]) -> bool:
    at = chosen.index(found)
    if not at:
        return False
    before = chosen[at - 1]
    is_sibling = before.section is found.section or before.section is found.section.parent
    blocks = before.section.blocks
    return is_sibling and (before.section is found.section or blocks[-1] is before.items[-1])


def _ask_about_unsaid(unsaid: list[tuple[ItemList, list[Activity]]], findings: Findings) -> None:
    """Ask about lists that nothing calls activities: one by one, or all at once if they are many."""
    template = _(
        "Nothing calls the %(count)d items of this list activities; they were taken as such. "
        "Are they?"
    )
    if len(unsaid) > MOST_LISTS:
        first = unsaid[0][0]
        findings.ask(
            (first.intro or first.items[0]).place,
            "; ".join(found.items[0].text for found, _listed in unsaid)[:1500],
            _(
                "Nothing calls the items of %(lists)d lists activities; all %(count)d were taken as such. "
                "Are they?"
            ),
            Topic.GROUP,
            [activity for _found, listed in unsaid for activity in listed],
            lists=len(unsaid),
            count=sum(len(found.items) for found, _listed in unsaid),
        )
        return
    for found, listed in unsaid:
        findings.ask(
            (found.intro or found.items[0]).place,
            found.items[0].text,
            template,
            Topic.GROUP,
            listed,
            count=len(found.items),
        )


def _ask_about_goal(
    found: ItemList,
    named: Goal | None,
    around: Goal | None,
    findings: Findings,
    listed: list[Activity],
) -> None:
    """Ask about a list that names another goal than the one it stands under."""
    intro = found.intro or found.items[0]
    if named and around and named is not around and around not in _line(named):
        findings.ask(
            intro.place,
            intro.text,
            _(
                "The list names the goal “%(named)s” but stands under “%(around)s”. "
                "Its %(count)d activities were given to the goal it names. Is that right?"
            ),
            Topic.GROUP_GOAL,
            listed,
            named=named.title,
            around=around.printed,
            count=len(found.items),
        )


def _line(goal: Goal) -> list[Goal]:
    """Return a goal, those above it and those below it."""
    line = list(goal.walk())
    above = goal.parent
    while above:
        line.append(above)
        above = above.parent
    return line


def nest_by_number(findings: Findings) -> None:
    """Make 1.2.1 a part of 1.2, where both are activities of one goal."""
    above: dict[tuple[int, str], Activity] = {}
    for activity in findings.activities:
        if not activity.number:
            continue
        key = re.sub(r"[.:]?(?:\d+|[a-z])$", "", activity.number)
        parent = above.get((id(activity.scope), key))
        if parent and parent is not activity and activity.parent is None:
            activity.parent = parent
        above[id(activity.scope), activity.number] = activity


def ask_about_items(findings: Findings) -> None:
    """Ask about items that look like no activity, or whose text is unsure."""
    _ask_about_joins(findings)
    for activity in findings.activities:
        if activity.title.endswith("(?)") or activity.title.endswith("?"):
            findings.ask(
                activity.place,
                activity.title,
                _(
                    "The text ends with a question mark. Is the activity decided, and how should it read?"
                ),
                Topic.WORDING,
                [activity],
            )
        elif not names_action(activity.title) and not _is_called(activity):
            findings.ask(
                activity.place,
                activity.title,
                _("This names nothing that is done. Is it an activity?"),
                Topic.ROW,
                [activity],
            )
        elif len(activity.title) > _LONG:
            findings.ask(
                activity.place,
                activity.title,
                _("The text is long. Is it one activity, or several?"),
                Topic.WORDING,
                [activity],
            )


def _ask_about_joins(findings: Findings) -> None:
    """Ask about lines that were joined: one by one, or all of a kind at once if they are many."""
    by_kind: dict[str, list[tuple[Activity, Message]]] = {}
    for activity in findings.activities:
        for message in activity.joins:
            by_kind.setdefault(message.template, []).append((activity, message))
    for joined in by_kind.values():
        if len(joined) > MOST_LISTS:
            titles = "; ".join(activity.title for activity, _message in joined)
            template = _("Words or lines were joined in %(count)d activities. Do they read right?")
            about = [activity for activity, _message in joined]
            findings.ask(
                about[0].place, titles[:1500], template, Topic.GROUP, about, count=len(about)
            )
            continue
        for activity, message in joined:
            findings.ask(
                activity.place,
                activity.title,
                message.template,
                Topic.WORDING,
                [activity],
                **message.parameters,
            )


def _is_called(activity: Activity) -> bool:
    """Say whether the document calls it an activity; a cell of a word or two may be something else."""
    return activity.is_called and (
        activity.place.kind == "paragraph" or len(activity.title.split()) > 2
    )


def ask_about_others(lists: list[ItemList], chosen: list[ItemList], findings: Findings) -> None:
    """Ask about lists that were left out, though they stand where activities are."""
    for found in lists:
        if found in chosen or announcing.announces_goals(found.intro):
            continue
        is_below_goal = any(section.is_marked for section in found.section.ancestors())
        if is_below_goal and found.items:
            doubt = findings.ask(
                found.items[0].place,
                found.items[0].text,
                _(
                    "A list of %(count)d items under “%(heading)s” is not called activities and was left "
                    "out. Are its items activities?"
                ),
                Topic.LEFT_OUT,
                count=len(found.items),
                heading=found.section.title,
            )
            doubt.items = tuple((item.place, item.text) for item in found.items)
