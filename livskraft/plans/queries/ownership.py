"""Whose a record is: what the permissions of editors and partners rest on."""

from collections.abc import Iterable, Mapping
from typing import Any

from livskraft.accounts.policies import Ownership
from livskraft.plans.models import Activity, Draft, Organisation, Partnership, Plan
from livskraft.plans.planfile.content import Record

Tree = Mapping[int, int | None]


def ownership(section: str, plan: Plan | None, record: Record | None, slug: str = "") -> Ownership:
    """Return whose a record is, given in the form of the plan file, whole or half written.

    An activity is its lead's, and its partners take part in it; an actor's own page is its own.
    Each counts with what it lies under. Everything else is nobody's. At most one query.
    """
    if record is None or section not in ("activities", "organisations"):
        return Ownership()
    if section == "activities":
        leads, partners = [record.get("lead")], _partners(record)
    else:
        leads, partners = [slug, record.get("parent")], []
    rows = list(Organisation.objects.values_list("slug", "pk", "parent"))
    tree: Tree = {pk: parent for _slug, pk, parent in rows}
    pks = {known: pk for known, pk, _parent in rows}
    return Ownership(
        leads=_with_those_above(tree, (pks.get(one) for one in leads if isinstance(one, str))),
        takes_part=_with_those_above(tree, map(pks.get, partners)),
    )


def _partners(record: Record) -> list[str]:
    partners = record.get("partners")
    if not isinstance(partners, list):
        return []
    named = [one.get("organisation") for one in partners if isinstance(one, dict)]
    return [slug for slug in named if isinstance(slug, str)]


def may_open_draft(draft: Draft, by: Any) -> bool:
    """Return whether a person may read a draft: its writer, and who may review or publish it.

    At most one query.
    """
    if draft.by_id == by.pk:
        return True
    owned = ownership(draft.section, draft.plan, draft.base or draft.content, draft.slug)
    return any(by.has_perm(f"plans.{what}_record", owned) for what in ("review", "publish"))


def activity_ownerships(activities: Iterable[Activity]) -> dict[Any, Ownership]:
    """Return whose activities are, by primary key. One query, and one for each 500 of them."""
    activities = list(activities)
    tree: Tree = dict(Organisation.objects.values_list("pk", "parent"))
    partners: dict[Any, list[int]] = {activity.pk: [] for activity in activities}
    for start in range(0, len(activities), 500):
        pks = [activity.pk for activity in activities[start : start + 500]]
        rows = Partnership.objects.filter(activity__in=pks)
        for activity, organisation in rows.values_list("activity", "organisation"):
            partners[activity].append(organisation)
    return {
        activity.pk: Ownership(
            leads=_with_those_above(tree, [activity.lead_id]),
            takes_part=_with_those_above(tree, partners[activity.pk]),
        )
        for activity in activities
    }


def organisation_ownership(organisation: Any) -> Ownership:
    """Return what an organisation's key owns: itself with those that it lies under. One query."""
    tree: Tree = dict(Organisation.objects.values_list("pk", "parent"))
    return Ownership(leads=_with_those_above(tree, [organisation]))


def organisation_ownerships(organisations: Iterable[int]) -> dict[int, Ownership]:
    """Return what organisations own, by their keys: see `organisation_ownership`. One query."""
    tree: Tree = dict(Organisation.objects.values_list("pk", "parent"))
    return {pk: Ownership(leads=_with_those_above(tree, [pk])) for pk in organisations}


def organisations_below(organisation: int) -> list[int]:
    """Return the keys of an organisation and of all that lie under it. One query."""
    tree: Tree = dict(Organisation.objects.order_by().values_list("pk", "parent"))
    return [pk for pk in tree if organisation in _with_those_above(tree, [pk])]


def _with_those_above(tree: Tree, organisations: Iterable[int | None]) -> frozenset[int]:
    found: set[int] = set()
    for start in organisations:
        step = start
        while step is not None and step not in found:
            found.add(step)
            step = tree.get(step)
    return frozenset(found)
