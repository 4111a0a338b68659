"""Open drafts follow what is renamed: the record that they change, and those that they name."""

from typing import Any

from livskraft.plans.models import Draft, Plan
from livskraft.plans.models.drafts import OPEN_STATES
from livskraft.plans.planfile.content import Record
from livskraft.plans.planfile.renaming import Renames, renamed


def rename_in_drafts(renames: Renames, plan: Plan | None, shared: set[str]) -> None:
    """Give open drafts the new slugs: {section: {old: new}}; `shared` names the sections of all plans.

    One query, and one for each draft that is touched.
    """
    if not any(renames.values()):
        return
    for draft in Draft.objects.filter(state__in=OPEN_STATES).select_related("plan"):
        known = {
            section: names
            for section, names in renames.items()
            if section in shared or (plan is not None and draft.plan_id == plan.pk)
        }
        before = (draft.slug, draft.base, draft.content)
        draft.slug = known.get(draft.section, {}).get(draft.slug, draft.slug)
        draft.base = _renamed(draft, draft.base, known)
        draft.content = _renamed(draft, draft.content, known)
        if before != (draft.slug, draft.base, draft.content):
            Draft.objects.bulk_update([draft], ["slug", "base", "content"])


def _renamed(draft: Draft, record: Any, renames: Renames) -> Any:
    """Return a drafted record with the new slugs; one that is too odd to read as it is."""
    if not record or draft.section == "links":
        return record
    try:
        content = renamed(
            {draft.section: {"": record}}, renames, draft.plan.slug if draft.plan else ""
        )
    except (AttributeError, KeyError, TypeError):
        return record
    changed: Record = content[draft.section][""]
    return changed
