"""Defects of the document as a whole, each as a question with its place."""

import re
from collections import defaultdict
from itertools import combinations

from livskraft.plans.reading import likeness, vocabulary
from livskraft.plans.reading.announcing import announces_activities
from livskraft.plans.reading.blocks import Block, Kind, Mark
from livskraft.plans.reading.findings import Activity, Findings, Goal, ItemList, Section, Topic
from livskraft.plans.reading.messages import _

MAX_PAIRS = 60
NEAR = 0.8


def look_through(
    root: Section,
    blocks: list[Block],
    chosen: list[ItemList],
    proposed: set[Section],
    findings: Findings,
) -> None:
    """Add every doubt about numbers, wordings, doubles, lost figures and misplaced headings."""
    _numbers(findings)
    _same_goal_twice(findings)
    _near_duplicates(findings)
    _figures(blocks, findings)
    _levels(root, findings)
    _roles(blocks, findings)
    _empty_announcements(root, chosen, findings)
    _goals_without_activities(proposed, findings)
    _interrupted(blocks, chosen, findings)


def _numbers(findings: Findings) -> None:
    by_number: dict[str, list[Goal]] = defaultdict(list)
    for goal in findings.all_goals():
        if goal.number:
            by_number[goal.number].append(goal)
    for number, goals in by_number.items():
        same = [goal for goal in goals[1:] if likeness.near(goal.title, goals[0].title) < NEAR]
        for goal in same:
            findings.ask(
                goal.place,
                f"#{number} {goal.title}",
                _(
                    "The number %(number)s is used twice: also for “%(other)s” (%(place)s). "
                    "Which number is right?"
                ),
                Topic.NUMBER,
                [goal, goals[0]],
                number=number,
                other=goals[0].title,
                place=goals[0].place.message(),
            )
    whole = sorted({int(number) for number in by_number if number.isdecimal()})
    if len(whole) > 2:
        missing = [number for number in range(1, whole[-1]) if number not in whole]
        if missing and len(missing) <= max(whole):
            findings.ask(
                findings.all_goals()[0].place,
                ", ".join(map(str, missing)),
                _(
                    "The goals' numbers run to %(last)d, but these numbers are missing. Do they lie outside "
                    "the plan, or were they lost, for example in a picture?"
                ),
                last=whole[-1],
            )


def _same_goal_twice(findings: Findings) -> None:
    goals = findings.all_goals()
    for first, second in combinations(goals[:400], 2):
        if first.parent is second or second.parent is first:
            continue
        is_same_number = first.number != "" and first.number == second.number
        near = likeness.near(first.title, second.title)
        if near < (NEAR if is_same_number else 0.95):
            continue
        findings.ask(
            second.place,
            second.printed,
            _(
                "The same goal seems to stand in two areas: also as “%(other)s” under “%(area)s” "
                "(%(place)s). "
                "Is it one goal, and which wording holds?"
            ),
            Topic.DOUBLE,
            [second, first],
            other=first.printed,
            area=first.parent.title if first.parent else findings.title,
            place=first.place.message(),
        )


def _near_duplicates(findings: Findings) -> None:
    """Ask about each activity that is nearly one above it; numbers tell activities apart."""
    seen: dict[str, list[Activity]] = defaultdict(list)
    count = 0
    for activity in findings.activities[:3000]:
        stems = set(likeness.stems(activity.title))
        others = {id(other): other for stem in stems for other in seen[stem][-40:]}
        for other in others.values():
            if _is_near(activity, other):
                _ask_near(other, activity, findings)
                count += 1
                break
        for stem in stems:
            seen[stem].append(activity)
        if count == MAX_PAIRS:
            break


def _is_near(one: Activity, other: Activity) -> bool:
    if re.findall(r"\d+", one.title) != re.findall(r"\d+", other.title):
        return False
    return (
        likeness.near(one.title, other.title) >= NEAR
        or likeness.alike(one.title, other.title) > 0.9
    )


def _ask_near(first: Activity, second: Activity, findings: Findings) -> None:
    findings.ask(
        second.place,
        second.title,
        _(
            "Nearly the same activity stands elsewhere: “%(other)s” (%(place)s). "
            "Is it one activity with two goals?"
        ),
        Topic.DOUBLE,
        [second, first],
        other=first.title,
        place=first.place.message(),
    )


def _figures(blocks: list[Block], findings: Findings) -> None:
    found = []
    for block in blocks:
        match = vocabulary.FIGURE.search(block.text)
        is_caption = match and block.kind is Kind.HEADING
        is_reference = match and re.search(r"nedan|ovan|^se |\bi ", match[0])
        if match and (is_caption or is_reference):
            found.append((block, match[0]))
    for block, words in found[:20]:
        findings.ask(
            block.place,
            _around(block.text, words),
            _(
                "The text points to a figure, but figures are not read. "
                "Does it hold goals or activities that are missing here?"
            ),
        )


def _around(text: str, words: str) -> str:
    at = text.index(words)
    return text[max(0, at - 80) : at + len(words) + 40].strip()


def _levels(root: Section, findings: Findings) -> None:
    """Headings such as "Nationellt" whose text speaks of a sibling's level and not of their own."""
    for section in root.walk():
        named = [
            (child, vocabulary.GEOGRAPHIC_LEVELS[child.title.lower()])
            for child in section.children
            if child.heading and child.title.lower() in vocabulary.GEOGRAPHIC_LEVELS
        ]
        if len(named) < 2:
            continue
        for child, stem in named:
            prose = child.prose().lower()
            own = len(re.findall(rf"\b{stem}", prose))
            others = {
                other.title: len(re.findall(rf"\b{other_stem}", prose))
                for other, other_stem in named
                if other is not child
            }
            best = max(others, key=lambda title: others[title])
            if prose and own == 0 and others[best] and child.heading:
                findings.ask(
                    child.heading.place,
                    child.title,
                    _(
                        "The text below this heading speaks of “%(other)s”. "
                        "Do the headings stand above the right paragraphs?"
                    ),
                    other=best,
                )


def _roles(blocks: list[Block], findings: Findings) -> None:
    """One role under two names: "regionala utvecklingsdirektören", "Regionutvecklingsdirektören"."""
    names: dict[str, tuple[str, Block]] = {}
    for block in blocks:
        for match in vocabulary.ROLE.finditer(block.text):
            written = " ".join(part for part in match.groups() if part)
            if len(match[2]) < 10 and not match[1]:
                continue
            names.setdefault(written.lower(), (written, block))
    for (first, (one, _block)), (second, (two, block)) in combinations(list(names.items())[:80], 2):
        if (" " in first) == (" " in second):
            continue
        joined, other = (
            first.replace("ala ", "").replace(" ", ""),
            second.replace("ala ", "").replace(" ", ""),
        )
        if joined == other or likeness.alike(joined, other) > 0.93:
            findings.ask(
                block.place,
                two,
                _("One role seems to have two names: also “%(other)s”. Which one holds?"),
                other=one,
            )


def _empty_announcements(root: Section, chosen: list[ItemList], findings: Findings) -> None:
    """Headings that announce activities with none below them."""
    used = {id(found.intro) for found in chosen} | {id(found.section.heading) for found in chosen}
    for section in root.walk():
        heading = section.heading
        if heading is None or not announces_activities(heading) or id(heading) in used:
            continue
        if section.children or heading.mark is Mark.NUMBER or heading.level:
            continue
        if any(found.section is section for found in chosen):
            continue
        if any(block.kind in (Kind.ROW, Kind.BULLET) for block in section.blocks):
            continue
        findings.ask(
            heading.place,
            heading.text,
            _(
                "The heading announces activities, but none stand below it. "
                "Were they in a picture, or do they stand elsewhere?"
            ),
        )


def _goals_without_activities(proposed: set[Section], findings: Findings) -> None:
    """Ask about goals without activities; those whose text may name some are asked about elsewhere."""
    named = {
        id(goal)
        for activity in findings.activities
        for goal in [activity.goal, *activity.other_goals]
        if goal
    }
    alone = [
        goal
        for goal in findings.all_goals()
        if not goal.children and id(goal) not in named and goal.section not in proposed
    ]
    if alone and findings.activities and len(alone) < len(findings.all_goals()):
        findings.ask(
            alone[0].place,
            "; ".join(goal.printed for goal in alone)[:1500],
            _("%(count)d goals have no activity. Is that so, or do activities belong to them?"),
            Topic.GROUP,
            alone,
            count=len(alone),
        )


def _interrupted(blocks: list[Block], chosen: list[ItemList], findings: Findings) -> None:
    """A list that stands in the middle of a sentence: the page's boxes were read in another order."""
    of_lists = {id(item) for found in chosen for item in found.items}
    of_lists |= {id(found.intro) for found in chosen}
    above: Block | None = None
    for before, block in zip([None, *blocks], blocks, strict=False):
        if id(block) in of_lists:
            continue
        is_after_list = before is not None and id(before) in of_lists
        if is_after_list and above and block.kind is Kind.PARAGRAPH and block.text[0].islower():
            findings.ask(
                block.place,
                f"{above.text[-60:]} … {block.text[:60]}",
                _(
                    "A list of activities stands in the middle of this sentence. "
                    "Does it belong elsewhere on the page?"
                ),
            )
        above = block
