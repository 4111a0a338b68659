"""Each activity's goal: the one the document names, or the one whose text it is most like."""

from livskraft.plans.reading import likeness
from livskraft.plans.reading.findings import Activity, Findings, Goal, Topic
from livskraft.plans.reading.messages import _

BY_LIKENESS = _(
    "The activity names no goal of its own; it stands under “%(scope)s”. “%(goal)s” is "
    "suggested, by the likeness of words. Which goal is it for?"
)
_BY_PLACE = _(
    "The activity names no goal of its own, and no goal's text is like it. “%(goal)s” was put "
    "in. Which goal is it for?"
)


def choose_goals(findings: Findings) -> None:
    """Suggest a goal for every activity that names none of its own; each suggestion is a doubt."""
    goals = findings.all_goals()
    if findings.activities and not goals:
        _whole_plan(findings)
        return
    waiting: dict[int, list[Activity]] = {}
    scopes: dict[int, Goal | None] = {}
    for activity in findings.activities:
        if activity.scope is not None and not activity.scope.children:
            continue
        if (only := _only_goal(activity.scope)) is not None:
            activity.suggested = only
            continue
        if (
            activity.parent
            and activity.parent.scope is activity.scope
            and activity.parent.suggested
        ):
            activity.suggested = activity.parent.suggested
            continue
        waiting.setdefault(id(activity.scope), []).append(activity)
        scopes[id(activity.scope)] = activity.scope
    for key, activities in waiting.items():
        scope = scopes[key]
        _suggest(activities, scope, list(scope.walk()) if scope else goals, findings)


def _only_goal(area: Goal | None) -> Goal | None:
    """Return the one goal of an area that is told apart from it by a label: no other is meant."""
    if area is None or len(area.children) != 1 or area.children[0].children:
        return None
    return area.children[0] if area.children[0].label else None


def _whole_plan(findings: Findings) -> None:
    first = findings.activities[0]
    goal = Goal("Planen som helhet", first.place)
    findings.goals.append(goal)
    for activity in findings.activities:
        activity.scope = goal
    findings.ask(
        first.place,
        findings.title,
        _(
            "No goals were found. All %(count)d activities were given to one goal for the whole "
            "plan. Which goals are there?"
        ),
        count=len(findings.activities),
    )


def _suggest(
    activities: list[Activity], scope: Goal | None, candidates: list[Goal], findings: Findings
) -> None:
    texts = [(goal.title, _prose(goal)) for goal in candidates]
    found = likeness.most_like([activity.title for activity in activities], texts)
    for activity, (best, score) in zip(activities, found, strict=True):
        goal = candidates[best] if score > 0 else (scope or candidates[0])
        if scope and goal is scope and len(scope.children) == 1:
            goal = scope.children[0]
        activity.suggested = goal
        activity.is_scope_exact = False
        template = BY_LIKENESS if score > 0 else _BY_PLACE
        doubt = findings.ask(
            activity.place,
            activity.title,
            template,
            Topic.GOAL,
            [activity],
            scope=scope.title if scope else findings.title,
            goal=goal.printed,
        )
        doubt.proposal = goal.slug


def _prose(goal: Goal) -> str:
    """Return what the document says under a goal's heading, without what stands under its children."""
    if goal.section is None:
        return goal.description
    texts = [goal.section.prose()]
    heads = {id(child.section) for child in goal.children}
    waiting = [child for child in goal.section.children if id(child) not in heads]
    while waiting:
        section = waiting.pop()
        if section.is_marked:
            continue
        texts.append(f"{section.title} {section.prose()}")
        waiting.extend(section.children)
    return " ".join(texts)
