"""Documents that were uploaded, and how far each has come."""

from django.db.models import QuerySet

from livskraft.plans.models import Document, DocumentReading, Forum, Organisation, Plan
from livskraft.plans.models.plan import PlanKind
from livskraft.plans.models.readings import ReadingState
from livskraft.plans.planfile.content import Content
from livskraft.plans.queries.planfile.stored import rows_of
from livskraft.plans.queries.planfile.tables import table_of

_HEAVY = ("found", "answers", "names")


def readings() -> QuerySet[DocumentReading]:
    """Return all readings, the newest first, without what was read. One query."""
    return DocumentReading.objects.select_related("by", "loaded_plan", "of_plan").defer(*_HEAVY)


def open_readings() -> QuerySet[DocumentReading]:
    """Return the readings under review, the newest first, without what was read. One query."""
    return readings().filter(state=ReadingState.OPEN)


def find_reading(pk: int) -> DocumentReading | None:
    """Return one reading with everything in it. One query."""
    return (
        DocumentReading.objects.select_related("by", "loaded_plan", "of_plan").filter(pk=pk).first()
    )


def plans_to_follow() -> QuerySet[Plan]:
    """Return the plans that a document can be a newer edition or a successor of. One query."""
    return Plan.objects.filter(archived_at=None).exclude(kind=PlanKind.FRAME).order_by("title")


def shared_records() -> Content:
    """Return what a document can say of all documents, actors and forums, archived ones too.

    Three queries.
    """
    documents = Document.objects.values("slug", "title", "year")
    organisations = Organisation.objects.values("slug", "title", "kind")
    forums = Forum.objects.values("slug", "title", "mandate", "level")
    sections = {"documents": documents, "organisations": organisations, "forums": forums}
    return {
        section: {
            row["slug"]: {key: value for key, value in row.items() if key != "slug" and value}
            for row in rows.order_by("pk")
        }
        for section, rows in sections.items()
    }


def slugs_of_plan(plan: Plan) -> dict[str, set[str]]:
    """Return the slugs that a plan's records have, archived ones too, by section. Four queries."""
    return {
        section: set(rows_of(table_of(section), plan).values_list("slug", flat=True))
        for section in ("goals", "activities", "indicators", "budget")
    }
