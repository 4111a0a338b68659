"""Activities that stand as items of lists, or as headings of their own."""

import re

from livskraft.plans.reading import announcing, fields, marks, vocabulary
from livskraft.plans.reading.blocks import Block, Kind
from livskraft.plans.reading.findings import Activity, Findings, Goal, ItemList, Section
from livskraft.plans.reading.goals import Owners, chapter_of
from livskraft.plans.reading.messages import _

_LONG = 300
_VERB = 8
"""Words at the start of an item among which one must tell what is done."""


def choose_lists(lists: list[ItemList], root: Section, *, has_other: bool) -> list[ItemList]:
    """Return the lists whose items are activities.

    Those that are announced so; when there are none, those below headings that call themselves
    goals; when there are none either, those whose items say what is to be done.
    """
    announced = [found for found in lists if announcing.is_list_of_activities(found)]
    if announced or has_other:
        return announced
    below_goals = [
        found
        for found in lists
        if any(section.is_marked for section in found.section.ancestors())
        and not announcing.announces_goals(found.intro)
    ]
    if below_goals:
        return below_goals
    return [
        found
        for found in lists
        if len(found.items) > 1
        and sum(names_action(item.text) for item in found.items) >= 0.6 * len(found.items)
        and not any(
            vocabulary.GENERIC.match(section.title)
            for section in found.section.ancestors()
            if section.heading
        )
        and not announcing.announces_goals(found.intro)
    ]


def read_lists(chosen: list[ItemList], goals: Owners, findings: Findings) -> None:
    """Add the activities of lists to `findings`."""
    scope: Goal | None = None
    for found in chosen:
        title = announcing.title_of(found)
        is_announced = announcing.is_list_of_activities(found)
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
        _read_list(found, scope, title if is_announced else "", findings)
        _ask_about_list(found, named, around, findings, is_announced=is_announced)


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


def _read_list(found: ItemList, scope: Goal | None, title: str, findings: Findings) -> None:
    when, status = announcing.when(title), announcing.status_said(title)
    above: list[Activity | None] = []
    group = scope
    first: Activity | None = None
    for at, item in enumerate(found.items):
        level = max(1, item.level)
        has_children = at + 1 < len(found.items) and found.items[at + 1].level > level
        del above[level - 1 :]
        above += [None] * (level - 1 - len(above))
        if level == 1:
            group = scope
        if has_children and item.text.endswith(":"):
            named, _label = announcing.goal_named(item.text, findings.all_goals())
            group = named or group
            above.append(None)
            continue
        parent = next((activity for activity in reversed(above) if activity), None)
        activity = _activity(item, group, findings, chapter_of(found.section))
        if parent and _is_detail(item):
            fields.take_written_out(parent, fields.written_out(item.text)[1], findings)
            above.append(parent)
            continue
        activity.parent = parent
        if when:
            activity.starts, activity.ends = activity.starts or when[0], activity.ends or when[1]
        activity.status = activity.status or status
        _take_note(activity, found.notes.get(at, ""), findings)
        findings.activities.append(activity)
        first = first or activity
        above.append(activity)
        if has_children and not _is_detail(found.items[at + 1]):
            findings.ask(
                item.place,
                item.text,
                _(
                    "Items stand below this one. They were taken as activities that are part of it. "
                    "Is that right?"
                ),
            )
    if when and first and found.intro:
        findings.ask(
            found.intro.place,
            title,
            _(
                "The list names %(time)s. All its activities that name no time of their own were given "
                "%(starts)s – %(ends)s. Is that right?"
            ),
            time=re.sub(r"-\d\d-\d\d$", "", when[1] or when[0]),
            starts=when[0] or "…",
            ends=when[1] or "…",
        )


def _is_detail(item: Block) -> bool:
    before, found = fields.written_out(item.text)
    return bool(found) and not before.strip()


def _activity(item: Block, scope: Goal | None, findings: Findings, chapter: str) -> Activity:
    labelled = marks.activity_label(item.text)
    number, text = labelled or (item.number, item.text)
    text, written = fields.written_out(text)
    activity = Activity(
        text, item.place, scope, joins=list(item.joins), chapter=chapter, number=number
    )
    said = fields.take_written_out(activity, written, findings)
    for value in said:
        _take_goal(activity, value, findings)
    in_brackets = re.search(r"\((?:del)?mål\s*#?\s*[\d., och#]+\)", text, re.IGNORECASE)
    if in_brackets and not said:
        _take_goal(activity, in_brackets[0], findings)
    return activity


def _take_goal(activity: Activity, value: str, findings: Findings) -> None:
    goals = findings.all_goals()
    named = []
    for part in [value, *re.split(r"[,;]| och ", value)]:
        goal, _label = announcing.goal_named(part, goals)
        if goal is None:
            goal = next(
                (each for each in goals if each.number and each.number == part.strip(" #().")), None
            )
        if goal and goal not in named:
            named.append(goal)
    if named:
        activity.scope, activity.other_goals = named[0], named[1:]
        activity.suggested = None
        return
    activity.summary.append(f"Mål: {value}")
    findings.ask(
        activity.place,
        value,
        _("The activity names a goal that the document does not hold. Which one is meant?"),
    )


def _take_note(activity: Activity, note: str, findings: Findings) -> None:
    if not note:
        return
    text, written = fields.written_out(note)
    for value in fields.take_written_out(activity, written, findings):
        _take_goal(activity, value, findings)
    if text:
        activity.summary.append(text)


def read_headed(root: Section, goals: Owners, findings: Findings) -> None:
    """Add the activities that are headings or lines with a number: "Åtgärd 3: …"."""
    for section in root.walk():
        around = next((goals[above] for above in section.ancestors() if above in goals), None)
        labelled = marks.activity_label(section.title) if section.heading else None
        if labelled and section.heading:
            heading = section.heading
            item = Block(Kind.BULLET, heading.text, heading.place, 1, joins=heading.joins)
            activity = _activity(item, around, findings, chapter_of(section))
            for block in section.blocks:
                _take_note(activity, block.text, findings)
            findings.activities.append(activity)
            continue
        activity_now: Activity | None = None
        for block in section.blocks:
            if block.kind is not Kind.PARAGRAPH:
                activity_now = None
            elif marks.activity_label(block.text):
                activity_now = _activity(block, around, findings, chapter_of(section))
                findings.activities.append(activity_now)
            elif activity_now:
                _take_note(activity_now, block.text, findings)


def has_headed(root: Section) -> bool:
    return any(
        marks.activity_label(text)
        for section in root.walk()
        for text in (
            section.title,
            *(block.text for block in section.blocks if block.kind is Kind.PARAGRAPH),
        )
    )


def names_action(text: str) -> bool:
    """Say whether an item tells what is done: one of its first words is a verb or its noun."""
    if vocabulary.STATEMENT.match(text):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())[:_VERB]
    return any(
        vocabulary.ACTION_ENDING.search(word) and len(word) > 2
        for word in words
        if word not in vocabulary.JOINING_WORDS and word not in vocabulary.ADVERBS
    )


def _ask_about_list(
    found: ItemList,
    named: Goal | None,
    around: Goal | None,
    findings: Findings,
    *,
    is_announced: bool,
) -> None:
    intro = found.intro or found.items[0]
    if not is_announced:
        findings.ask(
            intro.place,
            found.items[0].text,
            _(
                "Nothing calls the %(count)d items of this list activities; they were taken as such. "
                "Are they?"
            ),
            count=len(found.items),
        )
    elif named and around and named is not around and around not in _line(named):
        findings.ask(
            intro.place,
            intro.text,
            _(
                "The list names the goal “%(named)s” but stands under “%(around)s”. "
                "Its %(count)d activities were given to the goal it names. Is that right?"
            ),
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


def ask_about_items(findings: Findings) -> None:
    """Ask about items that look like no activity, or whose text is unsure."""
    for activity in findings.activities:
        for message in activity.joins:
            doubt = findings.ask(
                activity.place, activity.title, message.template, **message.parameters
            )
            doubt.record = ("activities", activity.slug)
        if activity.title.endswith("(?)") or activity.title.endswith("?"):
            findings.ask(
                activity.place,
                activity.title,
                _(
                    "The text ends with a question mark. Is the activity decided, and how should it read?"
                ),
            )
        elif not names_action(activity.title):
            findings.ask(
                activity.place,
                activity.title,
                _("This names nothing that is done. Is it an activity?"),
            )
        elif len(activity.title) > _LONG:
            findings.ask(
                activity.place,
                activity.title,
                _("The text is long. Is it one activity, or several?"),
            )


def ask_about_others(lists: list[ItemList], chosen: list[ItemList], findings: Findings) -> None:
    """Ask about lists that were left out, though they stand where activities are."""
    for found in lists:
        if found in chosen or announcing.announces_goals(found.intro):
            continue
        is_below_goal = any(section.is_marked for section in found.section.ancestors())
        if is_below_goal and found.items:
            findings.ask(
                found.items[0].place,
                found.items[0].text,
                _(
                    "A list of %(count)d items under “%(heading)s” is not called activities and was left "
                    "out. Are its items activities?"
                ),
                count=len(found.items),
                heading=found.section.title,
            )
