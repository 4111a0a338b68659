"""Tables of activities and of goals: what each column holds, and what each row says."""

import re
from collections.abc import Sequence
from itertools import groupby

from livskraft.plans.reading import columns, fields, marks, periods, vocabulary
from livskraft.plans.reading.announcing import goal_named, status_said, when
from livskraft.plans.reading.blocks import Block, Kind
from livskraft.plans.reading.findings import Activity, Findings, Goal, Section, Topic
from livskraft.plans.reading.goals import Owners, chapter_of
from livskraft.plans.reading.heads import heads_of
from livskraft.plans.reading.messages import _
from livskraft.plans.reading.wording import starts_with_action


def of(root: Section) -> list[tuple[Section, list[Block]]]:
    """Return the rows of every table with the section it stands in."""
    found = []
    for section in root.walk():
        rows = [block for block in section.blocks if block.kind is Kind.ROW]
        for _number, group in groupby(rows, key=lambda row: row.table):
            found.append((section, list(group)))
    return found


def holds_activities(rows: Sequence[Block]) -> bool:
    heads, _first = heads_of(rows)
    return any(role == "activity" for role, _text in heads)


def names_goals(rows: Sequence[Block]) -> bool:
    """Say whether the rows name their goals themselves, in a column or in rows over the whole width."""
    heads, first = heads_of(rows)
    return (
        any(role == "goal" for role, _text in heads)
        or any(row.is_label_row for row in rows[first:])
        or any(_names_goal(row) for row in rows[:first])
    )


class TableReader:
    """Reads one table's rows into `findings`; goals named in it are found or made."""

    def __init__(
        self, section: Section, rows: list[Block], goals: Owners, findings: Findings
    ) -> None:
        self.section = section
        self.findings = findings
        self.around = next((goals[above] for above in section.ancestors() if above in goals), None)
        self.heads, first = heads_of(rows)
        self.months = periods.of_heads([text for _role, text in self.heads], findings.period)
        self.rows = [row for row in rows[:first] if _names_goal(row)] + rows[first:]
        self.scope = self.around
        title = section.title
        self.when, self.status = when(title), status_said(title)
        self.found: list[Activity] = []
        self.last: Activity | None = None
        self.last_cells: tuple[str, ...] = ()
        self.carried: dict[int, Goal] = {}
        """The goal that each column named last: an empty cell below it goes on with it."""

    def read(self) -> None:
        head_texts = tuple(text for _role, text in self.heads)
        for row in self.rows:
            if tuple(" ".join(cell.split()) for cell in row.cells) == head_texts:
                continue
            if row.is_label_row and len(self.heads) > 1:
                self._label_row(row)
            else:
                self._row(row)
        self._ask_about_title()

    def _ask_about_title(self) -> None:
        """Ask about rows whose head does not call them activities: only their words tell."""
        head = next((text for role, text in self.heads if role == "activity"), "")
        if self.found and columns.role_of(head) != "activity":
            self.findings.ask(
                self.found[0].place,
                head,
                _(
                    "The column “%(head)s” was taken as activities, since its cells say what is done. "
                    "Is that right?"
                ),
                Topic.GROUP,
                self.found,
                head=head,
            )

    def _label_row(self, row: Block) -> None:
        """A row over the whole width divides the table: it names the goal of the rows below."""
        text = " ".join(next(cell for cell in row.cells if cell).split())
        named, _label = goal_named(text, self.findings.all_goals())
        if named is None:
            mark = marks.heading(text)
            title, number, label = (mark.text, mark.number, mark.label) if mark else (text, "", "")
            parent = self.around
            if mark and mark.label and self.scope and self.scope is not self.around:
                rank = vocabulary.GOAL_LABELS.get(self.scope.label, 1)
                if vocabulary.GOAL_LABELS[mark.label] > rank:
                    parent = self.scope
            named = self._new_goal(title, number, label, parent, row)
            if not mark:
                self.findings.ask(
                    row.place,
                    text,
                    _("This row divides the table and was taken as a goal. Is it one?"),
                    Topic.ROW,
                    [named],
                )
        self.scope = named

    def _row(self, row: Block) -> None:
        cells = {at: row.cells[at] for at in range(min(len(row.cells), len(self.heads)))}
        by_role: dict[str, list[str]] = {}
        extra: list[tuple[str, str]] = []
        for at, (role, head) in enumerate(self.heads):
            value = cells.get(at, "").strip()
            if not value or (
                at and value == cells.get(at - 1) and self.heads[at - 1] == (role, head)
            ):
                continue
            is_text = role == "period" and not periods.is_mark(value)
            if role in (None, "description") or is_text:
                extra.append((head, value))
            elif role is not None and role != "goal":
                by_role.setdefault(role, []).append(_with_unit(value, head, role))
        goals = self._goals(row, cells)
        titles = _titles(by_role.pop("activity", [""])[0])
        if len(titles) == 1 and vocabulary.TOTAL.match(titles[0]):
            return
        if not titles:
            self._goal_row(goals, by_role, extra)
            return
        if self._repeats(row, titles):
            self._extend(by_role)
            return
        first = len(self.findings.activities)
        for title in titles:
            self._activity(title, row, goals, by_role, extra)
        if len(titles) > 1:
            self.findings.ask(
                row.place,
                "; ".join(titles),
                _("One cell holds %(count)d lines. Each was taken as an activity. Is that right?"),
                Topic.GROUP,
                self.findings.activities[first:],
                count=len(titles),
            )
        self.last_cells = row.cells

    def _repeats(self, row: Block, titles: list[str]) -> bool:
        """Say whether the row goes on with the activity above: the cell is merged over both."""
        column = next(at for at, (role, _head) in enumerate(self.heads) if role == "activity")
        if not self.last or len(titles) != 1 or not self.last_cells:
            return False
        if " ".join(self.last_cells[column].split()) != " ".join(row.cells[column].split()):
            return False
        if self.last_cells == row.cells:
            self.findings.ask(
                row.place, row.text, _("The row stands twice in the table. It was read once.")
            )
        return True

    def _extend(self, by_role: dict[str, list[str]]) -> None:
        assert self.last is not None
        for value in by_role.get("indicator", []):
            fields.take(self.last, "indicator", value, self.findings)
        for value in [*by_role.get("lead", []), *by_role.get("partners", [])]:
            fields.take(self.last, "partners", value, self.findings)

    def _activity(
        self,
        title: str,
        row: Block,
        goals: list[Goal],
        by_role: dict[str, list[str]],
        extra: list[tuple[str, str]],
    ) -> None:
        scope = goals[-1] if goals else self.scope
        activity = Activity(
            title, row.place, scope, chapter=chapter_of(self.section), is_called=True
        )
        for role, values in by_role.items():
            for value in values if role != "period" else ():
                fields.take(activity, role, value, self.findings)
        self._take_periods(activity, row)
        for head, value in extra:
            text = " ".join(value.split())
            is_plain = columns.role_of(head) == "description" or not head
            activity.summary.append(text if is_plain else f"{head}: {text}")
        if self.when and not (activity.starts or activity.ends):
            activity.starts, activity.ends = self.when
        activity.status = activity.status or self.status
        self.findings.activities.append(activity)
        self.found.append(activity)
        self.last = activity

    def _take_periods(self, activity: Activity, row: Block) -> None:
        """Give the activity the time of the columns that are marked for it."""
        marked = [
            (head, months)
            for (role, head), months, cell in zip(self.heads, self.months, row.cells, strict=False)
            if role == "period" and months and periods.is_mark(cell)
        ]
        if not marked or (activity.starts and activity.ends):
            return
        span = periods.span_of([months for _head, months in marked], self.findings.period)
        if span:
            activity.starts, activity.ends = activity.starts or span[0], activity.ends or span[1]
        else:
            heads = ", ".join(head for head, _months in marked)
            fields.take(activity, "time", heads, self.findings)

    def _goal_row(
        self, goals: list[Goal], by_role: dict[str, list[str]], extra: list[tuple[str, str]]
    ) -> None:
        """A row without activity: it says something of its goal, or names one for the rows below."""
        if not goals:
            return
        self.scope = goals[-1]
        for head, value in extra:
            if columns.role_of(head) == "description" and not self.scope.description:
                self.scope.description = " ".join(value.split())
        number = by_role.get("number", [""])[0]
        if number and not self.scope.number:
            self.scope.number = number

    def _goals(self, row: Block, cells: dict[int, str]) -> list[Goal]:
        """Return the goals a row names, outermost first; those the document lacks are made."""
        named: list[Goal] = []
        goal_columns = [at for at, (role, _head) in enumerate(self.heads) if role == "goal"]
        goal_columns.sort(key=lambda at: (_rank(self.heads[at][1]), at))
        parent = self.around
        is_new = False
        for at in goal_columns:
            value = " ".join(cells.get(at, "").split())
            goal = None if is_new else self.carried.get(at)
            if value:
                is_new = True
                goal = self._goal(value, self.heads[at][1], parent, row)
            if goal:
                self.carried[at] = goal
                named.append(goal)
                parent = goal
            else:
                self.carried.pop(at, None)
        return named

    def _goal(self, value: str, head: str, parent: Goal | None, row: Block) -> Goal | None:
        goals = self.findings.all_goals()
        within = list(parent.walk())[1:] if parent and parent is not self.around else goals
        bare = value.strip(" #.")
        for goal in within:
            printed = {goal.title.lower(), goal.printed.lower(), f"#{goal.printed}".lower()}
            if bare.lower() in {text.strip(" #.") for text in printed}:
                return goal
            if goal.number and bare == goal.number:
                return goal
        named, _label = goal_named(value, within)
        if named and len(named.title) > 0.6 * len(value):
            return named
        if re.fullmatch(r"#?[\d., och#]+", value):
            self.findings.ask(
                row.place,
                value,
                _("Which goal has this number? The document holds none with it."),
                Topic.GOAL,
            )
            return None
        mark = marks.heading(value)
        title, number = (mark.text, mark.number) if mark else (value, "")
        numbered = re.match(r"^(?P<number>\d+(?:\.\d+)*)[.:)]?\s+(?P<text>.+)$", value)
        if not mark and numbered:
            title, number = numbered["text"], numbered["number"]
        label = mark.label if mark and mark.label else _label_of(head)
        return self._new_goal(title, number, label, parent, row)

    def _new_goal(
        self, title: str, number: str, label: str, parent: Goal | None, row: Block
    ) -> Goal:
        goal = Goal(title, row.place, number, label, None, parent, chapter=chapter_of(self.section))
        (parent.children if parent else self.findings.goals).append(goal)
        return goal


def _names_goal(row: Block) -> bool:
    """Say whether a row above the heads, over the whole width, names the goal of those below."""
    return row.is_label_row and marks.labelled(" ".join(row.cells[0].split())) is not None


def _with_unit(value: str, head: str, role: str) -> str:
    """Return an amount with the unit that its column's head names: "Kostnad (tkr)"."""
    unit = re.search(r"\b(mkr|mnkr|msek|tkr|ksek|kr|kronor|sek)\b", head, re.IGNORECASE)
    is_bare = re.fullmatch(r"[\d\s.,\u00a0]+", value) is not None
    return f"{value} {unit[1]}" if role == "budget" and unit and is_bare else value


def _rank(head: str) -> int:
    return vocabulary.GOAL_LABELS.get(_label_of(head), 2)


def _label_of(head: str) -> str:
    match = vocabulary.COLUMN_ROLES["goal"].search(head)
    if not match:
        return ""
    word = match[0].lower()
    return max(
        (label for label in vocabulary.GOAL_LABELS if word.startswith(label)), key=len, default=""
    )


def _titles(cell: str) -> list[str]:
    """Return the activities of a cell: several when it holds a list."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    items = [
        marks.bullet(line) or (marks.listed(line) if len(lines) > 1 else None) for line in lines
    ]
    if sum(item is not None for item in items) > 1 or (len(items) == 1 and items[0]):
        titles: list[str] = []
        for line, item in zip(lines, items, strict=True):
            if item:
                titles.append(item[1])
            elif titles:
                titles[-1] = f"{titles[-1]} {line}"
            else:
                titles.append(line)
        return titles
    if len(lines) > 1 and all(starts_with_action(line) and line[0].isupper() for line in lines):
        return lines
    text = " ".join(lines)
    labelled = marks.activity_label(text)
    return [labelled[1] if labelled else text] if text else []
