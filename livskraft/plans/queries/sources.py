"""Documents that records of a plan come from."""

from dataclasses import dataclass

from django.db.models import Q

from livskraft.plans.models import Activity, BudgetLine, Document, Goal, Plan


@dataclass(frozen=True)
class Origin:
    """A document, and where in it a record stands; `place` is "" for the document as a whole."""

    title: str
    publisher: str
    year: int | None
    url: str
    place: str = ""


def origin(document: Document | None, place: str = "") -> Origin | None:
    """Return where a record comes from, None where the plan file names no document. No query."""
    if document is None:
        return None
    return Origin(document.title, document.publisher, document.year, document.url, place)


def plan_documents(plan: Plan) -> tuple[Origin, ...]:
    """Return the documents that a plan's goals, activities and money come from. One query."""
    used = Q(pk=plan.document_id)
    for model in (Goal, Activity, BudgetLine):
        records = model._default_manager.filter(plan=plan, archived_at=None)
        used |= Q(pk__in=records.values("document"))
    documents = Document.objects.filter(used).order_by("-year", "title")
    return tuple(found for document in documents if (found := origin(document)))
