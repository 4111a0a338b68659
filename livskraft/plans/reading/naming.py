"""Which records doubts are about and where each was found, once all of them have their slugs."""

from livskraft.plans.reading.blocks import Place
from livskraft.plans.reading.findings import Activity, Actor, Findings, Goal


def name_records_of_doubts(findings: Findings) -> None:
    """Turn what each doubt is about into sections and slugs.

    A doubt that stands in the place of a single activity is about that activity.
    """
    forums = {id(forum) for forum in findings.forums}
    by_place: dict[Place, list[Activity]] = {}
    for activity in findings.activities:
        by_place.setdefault(activity.place, []).append(activity)
    for doubt in findings.doubts:
        there = by_place.get(doubt.place, [])
        about = doubt.about or (tuple(there) if len(there) == 1 else ())
        doubt.records = tuple(
            (_section(record, forums), record.slug) for record in about if record.slug
        )
        doubt.about = ()


def places(findings: Findings) -> dict[tuple[str, str], Place]:
    """Return where each goal, activity and actor was found."""
    forums = {id(forum) for forum in findings.forums}
    records: list[Goal | Activity | Actor] = [
        *findings.all_goals(),
        *findings.activities,
        *findings.organisations,
        *findings.forums,
    ]
    return {(_section(record, forums), record.slug): record.place for record in records}


def _section(record: Goal | Activity | Actor, forums: set[int]) -> str:
    if isinstance(record, Goal):
        return "goals"
    if isinstance(record, Activity):
        return "activities"
    return "forums" if id(record) in forums else "organisations"
