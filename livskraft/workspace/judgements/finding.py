"""What an address of a judgement means."""

from django.http import Http404

from livskraft.indicators.models import Indicator


def indicator_at(address: str) -> Indicator:
    """Return a living indicator. Raises Http404."""
    known = Indicator.objects.filter(archived_at=None, plan__archived_at=None)
    found = known.filter(address=address).select_related("plan").first()
    if found is None:
        raise Http404(address)
    return found
