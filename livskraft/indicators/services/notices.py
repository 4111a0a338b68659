"""Notices are put away by whoever has read them."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from livskraft.indicators.models import Notice


def read_notices(*, notices: Iterable[int], by: Any) -> int:
    """Mark notices as read; those that somebody has read already stay as they are."""
    unread = Notice.objects.filter(pk__in=list(notices), read_at=None)
    return unread.update(read_at=timezone.now(), read_by=by)
