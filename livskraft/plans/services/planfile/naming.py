"""Names in a plan file against those in the database: renamed records, other plans, lines."""

from collections.abc import Iterable
from typing import Any

from livskraft.plans.models import Plan
from livskraft.plans.planfile.check import CheckedFile
from livskraft.plans.planfile.compare import Difference
from livskraft.plans.planfile.index import Index, index_tree
from livskraft.plans.planfile.validation import nearest
from livskraft.plans.queries.planfile.keys import Keys
from livskraft.plans.queries.planfile.tables import Table
from livskraft.plans.services.planfile.draft_names import rename_in_drafts
from livskraft.shared.yamlfile.errors import Path, YamlFileError, _

Renames = dict[str, dict[str, str]]


def check_names(checked: CheckedFile, keys: Keys) -> None:
    """Refuse a file that names plans or goals of other plans that the database does not have.

    Raises YamlFileError.
    """
    index = Index(checked.tree)
    own = checked.slug
    plan = checked.content["plan"][own]
    successor_of = plan.get("successor_of")
    if successor_of == own:
        index.report(("plan", "successor_of"), _("A plan cannot follow upon itself."))
    elif successor_of and not keys.knows("plan", successor_of):
        _report_plan(index, ("plan", "successor_of"), successor_of, keys)
    for position, frame in enumerate(checked.tree.get("frames") or []):
        if isinstance(frame, str) and not keys.knows("plan", frame):
            _report_plan(index, ("frames", position), frame, keys)
    for position, link in enumerate(checked.tree.get("links") or []):
        for end in ("from", "to"):
            _check_goal(index, ("links", position, end), link[end], checked, keys)
    if index.problems:
        raise YamlFileError(checked.name, index.problems)


def _report_plan(index: Index, path: Path, slug: str, keys: Keys) -> None:
    index.report(
        path,
        _('There is no plan "%(slug)s" in the database. Load it first. Known plans: %(known)s.'),
        slug=slug,
        known=", ".join(keys.names("plan")) or "–",
    )


def _check_goal(index: Index, path: Path, written: str, checked: CheckedFile, keys: Keys) -> None:
    plan, _slash, goal = written.rpartition("/")
    goals = checked.content["goals"]
    if plan and plan != checked.slug:
        if not keys.knows("plan", plan):
            _report_plan(index, path, plan, keys)
            return
        prefix = f"{plan}/"
        names = [name for name in keys.names("all goals") if name.startswith(prefix)]
        if written in names:
            return
    else:
        names = list(goals)
        if goal in goals:
            return
    suggestion = nearest(written if plan else goal, names)
    if suggestion:
        template = _('There is no goal "%(slug)s". Did you mean "%(suggestion)s"?')
    else:
        template = _('There is no goal "%(slug)s".')
    index.report(path, template, slug=written, suggestion=suggestion)


def find_renames(checked: CheckedFile, tables: Iterable[Table], keys: Keys) -> Renames:
    """Return {section: {old slug: new slug}} of records that the file renames.

    Raises YamlFileError where the file calls a record by a name that it no longer has.
    """
    index = index_tree(checked.tree)
    renames: Renames = {}
    for table in tables:
        if not table.has("former_slugs"):
            continue
        section = table.section
        for slug, record in checked.content[section].items():
            known = [old for old in record.get("former_slugs", []) if keys.knows(section, old)]
            if known and not keys.knows(section, slug):
                renames.setdefault(section, {})[known[-1]] = slug
        _check_old_names(index, table, keys, section)
    if index.problems:
        raise YamlFileError(checked.name, index.problems)
    return renames


def _check_old_names(index: Index, table: Table, keys: Keys, section: str) -> None:
    unknown = [slug for slug in index.slugs[section] if not keys.knows(section, slug)]
    if not unknown:
        return
    rows = table.model._default_manager.exclude(former_slugs=[])
    if not table.is_shared:
        rows = rows.filter(plan__slug=index.tree["plan"]["slug"])
    now = {old: slug for slug, former in rows.values_list("slug", "former_slugs") for old in former}
    for slug in unknown:
        if slug in now:
            index.report(
                (*index.slugs[section][slug], "slug"),
                _(
                    '"%(old)s" is called "%(new)s" in the database since it was renamed. Use that slug.'
                ),
                old=slug,
                new=now[slug],
            )


def rename_rows(renames: Renames, tables: list[Table], plan: Plan | None) -> None:
    """Give rows their new slugs. The history follows when the rows are written.

    An address gets a space, which no address may hold, until the row is given its new one.
    """
    for table in tables:
        if table.section not in renames:
            continue
        names = renames[table.section]
        rows: Any = table.model._default_manager.filter(slug__in=names)
        if not table.is_shared:
            rows = rows.filter(plan=plan)
        for row in rows:
            row.slug = names[row.slug]
            if table.has("address"):
                row.address = f"renamed {row.pk}"
            row.save_base(raw=True)
    rename_in_drafts(renames, plan, {table.section for table in tables if table.is_shared})


def lines_of(checked: CheckedFile, differences: Iterable[Difference]) -> list[int | None]:
    """Return the line of each difference's key in the file, or of its record."""
    index = index_tree(checked.tree)
    lines: list[int | None] = []
    for difference in differences:
        path = index.slugs.get(difference.section, {}).get(difference.slug)
        if path is None and difference.section == "plan":
            path = ("plan",)
        lines.append(index.line((*path, difference.key)) if path else None)
    return lines
