"""Which headings are goals, and how they hang together."""

from livskraft.plans.reading import announcing, marks, vocabulary
from livskraft.plans.reading.announcing import announces_activities, announces_goals
from livskraft.plans.reading.blocks import Kind, Mark
from livskraft.plans.reading.findings import Doubt, Findings, Goal, ItemList, Section, Topic
from livskraft.plans.reading.messages import _

Owners = dict[Section, Goal]


def find(
    root: Section,
    lists: list[ItemList],
    owners: set[Section],
    named: set[Section],
    findings: Findings,
) -> Owners:
    """Add the goals to `findings` and return which section each one heads.

    `owners` are the sections that hold activities, `named` those whose tables name the goals.
    Headings that call themselves goals go first; only when there are none are the headings over
    activities taken for goals.
    """
    marked = [section for section in root.walk() if section.is_marked]
    chosen = set(marked)
    doubt: Doubt | None = None
    if marked:
        chosen.update(_areas_above(marked))
    else:
        over = owners - {each for each in named if each.heading and each.heading.mark is Mark.WEAK}
        chosen.update(_headings_over(over) if owners else _headings_of_plan(root))
        doubt = _ask_about(chosen, findings, has_activities=bool(owners))
    goals: Owners = {}
    for section in root.walk():
        if section in chosen and section.heading:
            goals[section] = _goal(section, goals)
    if doubt:
        doubt.about = tuple(goals.values())
    _listed_goals(lists, goals, findings)
    for goal in goals.values():
        if goal.parent is None:
            findings.goals.append(goal)
    findings.level_names = _level_names(findings)
    return goals


def _ask_about(chosen: set[Section], findings: Findings, *, has_activities: bool) -> Doubt | None:
    """Ask whether headings that do not call themselves goals are goals; None without any."""
    headed = [(section.heading.place.number, section) for section in chosen if section.heading]
    if not headed:
        return None
    _number, first = min(headed, key=lambda one: one[0])
    assert first.heading is not None
    return findings.ask(
        first.heading.place,
        first.title,
        _(
            "No heading calls itself a goal. The %(count)d headings with activities below "
            "them were taken as goals. Is that right?"
        )
        if has_activities
        else _(
            "No heading calls itself a goal, and no activities were found. %(count)d headings "
            "were taken as goals. Is that right?"
        ),
        Topic.GROUP,
        count=len(chosen),
    )


def _goal(section: Section, goals: Owners) -> Goal:
    heading = section.heading
    assert heading is not None
    parent = next((goals[above] for above in section.ancestors() if above in goals), None)
    number = heading.number
    if heading.section and heading.mark is Mark.LABEL:
        number = heading.number
    goal = Goal(
        heading.text,
        heading.place,
        number,
        heading.label,
        section,
        parent,
        chapter=chapter_of(section),
        is_horizontal=heading.label in vocabulary.HORIZONTAL_LABELS,
    )
    if parent:
        parent.children.append(goal)
    return goal


def chapter_of(section: Section | None) -> str:
    """Return the number of the chapter a section stands in: "2.2"."""
    for above in section.ancestors() if section else ():
        if above.heading:
            if above.heading.section:
                return above.heading.section
            if above.heading.number and above.heading.mark in (Mark.NUMBER, Mark.STYLE):
                return above.heading.number
    return ""


def is_container(title: str) -> bool:
    """Say whether a heading only holds others together: "Mål och insatser 2021–2023"."""
    return title.endswith(":") or bool(
        vocabulary.GENERIC.match(title)
        or announcing.is_title_of_goals(title)
        or announcing.is_list_title(title)
        or vocabulary.ACTIVITY_NOUN.search(title)
        or vocabulary.PLAN_WORD.search(title)
        or marks.activity_label(title)
    )


def _areas_above(marked: list[Section]) -> set[Section]:
    """Return the unmarked headings over marked ones that are areas of goals.

    A heading among marked ones (2.1 beside "2.2 Målområde: …") is none: it would say so.
    """
    found = set()
    for section in marked:
        parent = section.parent
        if (
            parent is None
            or parent.heading is None
            or parent.is_marked
            or parent.heading.mark is Mark.WEAK
        ):
            continue
        siblings = parent.parent.children if parent.parent else []
        if not is_container(parent.title) and not any(other.is_marked for other in siblings):
            found.add(parent)
    return found


def _headings_over(owners: set[Section]) -> set[Section]:
    """Return the headings over lists of activities, those like them, and the areas above."""
    found: set[Section] = set()
    for owner in owners:
        section: Section | None = owner
        while section is not None and section.heading and is_container(section.title):
            section = section.parent
        if section is not None and section.heading:
            found.add(section)
    for section in list(found):
        if section.parent:
            found.update(
                other
                for other in section.parent.children
                if other.heading
                and section.heading
                and other.heading.mark is section.heading.mark
                and other.heading.mark is not Mark.WEAK
                and not is_container(other.title)
                and not _is_issuer(other.title)
            )
    for section in list(found):
        for above in section.ancestors():
            if above.heading and not is_container(above.title) and not _is_issuer(above.title):
                found.add(above)
            elif above.heading:
                break
    return found


def _is_issuer(title: str) -> bool:
    """Say whether a heading is the name of a region, a municipality or an agency on the title page."""
    kinds = ("region", "municipality", "agency")
    return len(title.split()) <= 4 and any(
        vocabulary.ORGANISATION_KINDS[kind].search(title) for kind in kinds
    )


def _headings_of_plan(root: Section) -> set[Section]:
    """Return the chapters of a plan that names no activities, but for those that are no goals."""
    opening = [
        *(block.text for block in root.blocks[:5]),
        *(section.title for section in list(root.walk())[1:5]),
    ]
    if not any(vocabulary.PLAN_WORD.search(text) for text in opening):
        return set()
    found = {
        section
        for section in root.walk()
        if section.heading
        and section.heading.mark in (Mark.NUMBER, Mark.STYLE)
        and section.prose()
        and not is_container(section.title)
        and all(
            vocabulary.PLAN_WORD.search(above.title) or vocabulary.GOAL_CHAPTER.search(above.title)
            for above in list(section.ancestors())[1:]
            if above.heading
        )
    }
    return found if len(found) > 1 else set()


def _listed_goals(lists: list[ItemList], goals: Owners, findings: Findings) -> None:
    """Goals that stand as items under "Delmål:" or "Mål"."""
    for found in lists:
        if not (announces_goals(found.intro) and found.intro) or announces_activities(found.intro):
            continue
        around = next((goals[above] for above in found.section.ancestors() if above in goals), None)
        if around is None and goals:
            continue
        listed = []
        for item in found.items:
            mark = marks.heading(item.text)
            number = item.number or (mark.number if mark else "")
            title = mark.text if mark else item.text
            goal = Goal(
                title.rstrip("."),
                item.place,
                number,
                "",
                None,
                around,
                chapter=chapter_of(found.section),
            )
            (around.children if around else findings.goals).append(goal)
            listed.append(goal)
        findings.ask(
            found.intro.place,
            found.intro.text,
            _("The %(count)d items of this list were taken as goals. Is that right?"),
            Topic.GROUP,
            listed,
            count=len(found.items),
        )


def _level_names(findings: Findings) -> list[str]:
    names: dict[int, str] = {}
    for goal in findings.all_goals():
        depth = 0
        above = goal.parent
        while above is not None:
            depth, above = depth + 1, above.parent
        if goal.label and depth not in names:
            names[depth] = goal.label.capitalize()
    if names and 1 not in names and any(goal.children for goal in findings.goals):
        names[1] = "Delmål"
    return [names.get(depth, "Mål") for depth in range(max(names) + 1)] if names else []


def describe(goals: Owners) -> None:
    """Give each goal the first paragraph below its heading as description."""
    for section, goal in goals.items():
        paragraphs = [block.text for block in section.blocks if block.kind is Kind.PARAGRAPH]
        if paragraphs and not announces_activities(section.blocks[0]):
            goal.description = paragraphs[0][:2000]
