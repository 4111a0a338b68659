"""The items of one list → activities, with what is said of them in and below each item."""

import re

from livskraft.plans.reading import announcing, fields, marks
from livskraft.plans.reading.blocks import Block
from livskraft.plans.reading.findings import Activity, Findings, Goal, ItemList, Topic
from livskraft.plans.reading.goals import chapter_of
from livskraft.plans.reading.messages import _


class ListReader:
    """Reads a list whose activities are for the goal `scope`; its `title` may name time and status."""

    def __init__(self, found: ItemList, scope: Goal | None, title: str, findings: Findings) -> None:
        self.found = found
        self.scope = self.group = scope
        self.title = title
        self.findings = findings
        self.when, self.status = announcing.when(title), announcing.status_said(title)
        self.above: list[Activity | None] = []
        """The activity of each level above the current item; None where an item is only a title."""
        self.read_so_far: list[Activity] = []

    def read(self) -> list[Activity]:
        """Add the activities to the findings and return them."""
        for at in range(len(self.found.items)):
            self._item(at)
        self._ask_about_time()
        return self.read_so_far

    def _item(self, at: int) -> None:
        item = self.found.items[at]
        level = max(1, item.level)
        below = self.found.items[at + 1] if at + 1 < len(self.found.items) else None
        has_children = below is not None and below.level > level
        del self.above[level - 1 :]
        self.above += [None] * (level - 1 - len(self.above))
        if level == 1:
            self.group = self.scope
        if has_children and item.text.endswith(":"):
            named, _label = announcing.goal_named(item.text, self.findings.all_goals())
            self.group = named or self.group
            self.above.append(None)
            return
        parent = next((activity for activity in reversed(self.above) if activity), None)
        if parent and _is_detail(item):
            fields.take_written_out(parent, fields.written_out(item.text)[1], self.findings)
            self.above.append(parent)
            return
        if self.read_so_far and _is_detail(item):
            last = self.read_so_far[-1]
            fields.take_written_out(last, fields.written_out(item.text)[1], self.findings)
            self.above.append(last)
            return
        activity = self._activity(at, item, parent)
        self.above.append(activity)
        if has_children and below and not _is_detail(below):
            self.findings.ask(
                item.place,
                item.text,
                _(
                    "Items stand below this one. They were taken as activities that are part of it. "
                    "Is that right?"
                ),
                Topic.GROUP,
                [activity],
            )

    def _activity(self, at: int, item: Block, parent: Activity | None) -> Activity:
        activity = _activity(item, self.group, self.findings, chapter_of(self.found.section))
        activity.parent = parent
        if self.when:
            activity.has_list_time = not (activity.starts or activity.ends)
            activity.starts = activity.starts or self.when[0]
            activity.ends = activity.ends or self.when[1]
        activity.status = activity.status or item.status or self.status
        _take_note(activity, self.found.notes.get(at, ""), self.findings)
        fields.take_written_out(activity, list(item.said), self.findings)
        if not activity.lead and (lead := announcing.led_by(self.title)):
            fields.take(activity, "lead", lead, self.findings)
        activity.is_called = item.is_called
        activity.is_said_of_list = bool(item.said)
        self.findings.activities.append(activity)
        self.read_so_far.append(activity)
        return activity

    def _ask_about_time(self) -> None:
        """Ask whether the time in the list's title is that of its activities; the plan's own is."""
        when, intro, period = self.when, self.found.intro, self.findings.period
        if not when or not intro or not self.read_so_far:
            return
        if period and (when[0][:4], when[1][:4]) == (str(period[0]), str(period[1])):
            return
        self.findings.ask(
            intro.place,
            self.title,
            _(
                "The list names %(time)s. All its activities that name no time of their own were given "
                "%(starts)s – %(ends)s. Is that right?"
            ),
            Topic.GROUP_TIME,
            [each for each in self.read_so_far if (each.starts, each.ends) == when],
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
        Topic.GOAL,
        [activity],
    )


def _take_note(activity: Activity, note: str, findings: Findings) -> None:
    for paragraph in note.splitlines():
        text, written = fields.written_out(paragraph)
        for value in fields.take_written_out(activity, written, findings):
            _take_goal(activity, value, findings)
        if text:
            activity.summary.append(text)
