"""What a form gives → the canonical record."""

from livskraft.plans.models import Plan
from livskraft.plans.planfile.content import Record, canonical, tidied
from livskraft.plans.planfile.rules import DEFAULT_LINK_KIND, full_goal


def normal_record(section: str, plan: Plan | None, content: Record) -> Record:
    """Return valid content in its canonical form, without its slug."""
    if section == "links" and plan is not None:
        ends = {end: full_goal(content[end], plan.slug) for end in ("from", "to")}
        content = {"kind": DEFAULT_LINK_KIND, **content, **ends}
    return canonical(section, tidied(content))
