"""What loading a reading would do: the plan file it makes, and what that file still lacks."""

import hashlib
import json
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from livskraft.plans.models import Plan
from livskraft.plans.models.readings import ReadingAim
from livskraft.plans.planfile.check import check_plan_file
from livskraft.plans.planfile.content import Content, link_key
from livskraft.plans.planfile.writing import write_plan_file
from livskraft.plans.reading.decided import Names, plan_content, settle_shared
from livskraft.plans.reading.merging import merged_content
from livskraft.plans.reading.review import Row
from livskraft.plans.services.areas import known_areas
from livskraft.plans.services.readings.opening import OpenReading
from livskraft.shared.yamlfile.errors import Problem, YamlFileError


@dataclass(frozen=True)
class Outcome:
    """The plan file that a reading makes.

    `names` gives the slug in the plan of every row that is in it, by section and slug as read.
    `seen` changes when the file or the plan that it is an edition of does.
    """

    slug: str
    content: Content
    text: str
    names: Names
    seen: str
    problems: tuple[Problem, ...] = ()
    archived: tuple[tuple[str, str], ...] = field(default=())

    def count(self, section: str) -> int:
        return len(self.content.get(section, {}))


def outcome_of(opened: OpenReading) -> Outcome:
    """Return what loading would do. Two database queries beside those that opened the reading."""
    edition, record = opened.edition, opened.record
    slug = _slug(opened)
    with translation.override(settings.LANGUAGE_CODE):
        read = plan_content(opened.review, slug, gettext)
    read, shared_names = settle_shared(read, opened.shared)
    archived: list[tuple[str, str]] = []
    if edition is None:
        content, names = read, shared_names
        if record.aim == ReadingAim.SUCCESSOR and record.of_plan:
            _follow(content, opened, slug, record.of_plan.slug)
    else:
        content, names = merged_content(
            read, edition, opened.stored, opened.taken, opened.review.answers
        )
        names = {**names, **shared_names}
        archived = [
            (section, gone)
            for section in ("goals", "activities")
            for gone in opened.stored[section]
            if gone not in content[section]
        ]
    text = write_plan_file(content, {})
    return Outcome(
        slug,
        content,
        text,
        _all_names(opened, names),
        _seen(text, opened.stored),
        tuple(_problems(text, record.file_name)),
        tuple(archived),
    )


def _slug(opened: OpenReading) -> str:
    if opened.edition is not None and opened.record.of_plan:
        return opened.record.of_plan.slug
    wanted = str(opened.review.answers.plan.get("slug", ""))
    if wanted:
        return wanted
    read = str(opened.review.reading.plan["plan"]["slug"])
    taken = set(Plan.objects.values_list("slug", flat=True))
    number, slug = 2, read
    while slug in taken:
        slug, number = f"{read}-{number}", number + 1
    return slug


def _follow(content: Content, opened: OpenReading, slug: str, before: str) -> None:
    """Make the plan a successor, with a link from each older goal that somebody named."""
    content["plan"][slug]["successor_of"] = before
    for goal, older in opened.review.answers.links.items():
        if older and goal in content["goals"]:
            link = {"from": f"{before}/{older}", "to": f"{slug}/{goal}", "kind": "became"}
            content["links"][link_key(link)] = link


def _all_names(opened: OpenReading, names: Names) -> Names:
    found: Names = {}
    for row in opened.review.rows.values():
        if not row.is_left_out:
            of_section = names.get(row.section, {})
            found.setdefault(row.section, {})[row.slug] = of_section.get(row.slug, row.slug)
    return found


def _seen(text: str, stored: Content) -> str:
    known = json.dumps(stored, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{text}\0{known}".encode()).hexdigest()[:32]


def _problems(text: str, name: str) -> list[Problem]:
    try:
        check_plan_file(text.encode(), name, known_areas=known_areas)
    except YamlFileError as error:
        return error.problems
    return []


def row_of_problem(opened: OpenReading, outcome: Outcome, problem: Problem) -> Row | None:
    """Return the row that a problem with the plan file is about."""
    section = str(problem.place[0]) if problem.place else ""
    as_read = {name: slug for slug, name in outcome.names.get(section, {}).items()}
    for step in reversed(problem.place):
        row = opened.review.rows.get(f"{section}/{as_read.get(str(step), '')}")
        if row:
            return row
    return None
