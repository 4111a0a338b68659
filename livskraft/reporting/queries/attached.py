"""Files that were attached to an answer."""

from django.db.models import Q

from livskraft.reporting.models import Assignment, Evidence


def attached_file(assignment: Assignment, evidence: int) -> Evidence | None:
    """Return a piece of evidence with a file, of this assignment's draft or reports. One query."""
    own = Q(draft__assignment=assignment) | Q(report__assignment=assignment)
    return Evidence.objects.filter(own, pk=evidence).exclude(sha256="").first()
