"""Closed drafts do not lie about for ever."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from livskraft.plans.models import Draft
from livskraft.plans.models.drafts import DraftState


@transaction.atomic
def clear_drafts() -> int:
    """Delete drafts that were published or discarded more than DRAFTS_KEPT_DAYS ago.

    Returns how many. Open drafts stay, however old; what was published stays in the history.
    """
    before = timezone.now() - timedelta(days=settings.DRAFTS_KEPT_DAYS)
    closed = Draft.objects.filter(
        state__in=[DraftState.PUBLISHED, DraftState.DISCARDED], closed_at__lt=before
    )
    number, _by_model = closed.delete()
    return number
