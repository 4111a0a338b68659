"""Statuses in a plan file that an activity may not get yet."""

from livskraft.plans.planfile.check import CheckedFile
from livskraft.plans.planfile.compare import Comparison
from livskraft.plans.planfile.index import index_tree
from livskraft.plans.queries.planfile.stored import Stored
from livskraft.plans.queries.status_checks import status_faults
from livskraft.shared.yamlfile.errors import YamlFileError


def check_statuses(checked: CheckedFile, comparison: Comparison, stored: Stored) -> None:
    """Refuse a file that gives an activity a status which something stands in the way of.

    One query for each of the statuses that activities would get. Raises YamlFileError.
    """
    rows = stored.rows["activities"]
    wanted: dict[str, dict[int, str]] = {}
    for slug, record in comparison.result.get("activities", {}).items():
        if slug in rows and record["status"] != rows[slug].status:
            wanted.setdefault(record["status"], {})[rows[slug].pk] = slug
    index = index_tree(checked.tree)
    for status, activities in wanted.items():
        for pk, fault in status_faults(activities, status).items():
            path = index.slugs["activities"].get(activities[pk], ("activities",))
            index.report((*path, "status"), fault.template, **fault.parameters)
    if index.problems:
        raise YamlFileError(checked.name, index.problems)
