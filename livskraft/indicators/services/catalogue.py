"""Keeps what publishers have to offer, listed by them: a whole list, or the one before."""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task

from livskraft.indicators.installation import polite_client, source_addresses
from livskraft.indicators.messages import stored
from livskraft.indicators.models import Catalogue, CatalogueEntry, Indicator, JobState
from livskraft.indicators.queries.catalogue import catalogue_publishers
from livskraft.indicators.sources import catalogue as listing
from livskraft.indicators.sources.catalogue import Entry
from livskraft.indicators.sources.errors import AnswerError, SourceError, _, own_fault
from livskraft.indicators.sources.http import Client
from livskraft.shared.swedish import search_text

_log = logging.getLogger(__name__)

RENEWED = timedelta(days=30)
"""How old a list grows before it is asked for again."""

_TRIED_AGAIN = timedelta(days=1)
_QUEUED_AGAIN = timedelta(hours=1)


def ask_for_catalogue(*, publisher: str) -> Catalogue:
    """Let a worker fetch a publisher's list; one that is under way is left to it.

    Raises DeclarationError where the publisher has none.
    """
    if publisher not in catalogue_publishers():
        raise AnswerError(_('"%(publisher)s" has no catalogue.'), publisher=publisher)
    now = timezone.now()
    with transaction.atomic():
        found, is_new = Catalogue.objects.select_for_update().get_or_create(
            publisher=publisher, defaults={"asked_at": now}
        )
        if is_new or _is_idle(found, now):
            found.state, found.asked_at, found.queued_at = JobState.WAITING, now, now
            found.save()
            run_catalogue.enqueue(found.pk)
    return found


def _is_idle(found: Catalogue, now: datetime) -> bool:
    """Whether nobody is at it; what was begun or handed out long ago was forgotten."""
    if found.state == JobState.RUNNING:
        return found.started_at is None or found.started_at < now - _QUEUED_AGAIN
    if found.state == JobState.WAITING:
        return found.queued_at is None or found.queued_at < now - _QUEUED_AGAIN
    return True


@task()
def run_catalogue(pk: int) -> None:
    """Fetch a list, in a worker."""
    found = Catalogue.objects.filter(pk=pk, state=JobState.WAITING).first()
    if found is not None:
        with polite_client() as client:
            refresh_catalogue(catalogue=found, client=client)


def refresh_catalogue(*, catalogue: Catalogue, client: Client) -> bool:
    """Fetch a publisher's list and keep it, whole or not at all; return whether it came.

    Why it did not is kept as the catalogue's problem.
    """
    catalogue.state, catalogue.started_at = JobState.RUNNING, timezone.now()
    catalogue.save()
    try:
        publisher = catalogue_publishers(source_addresses())[catalogue.publisher]
        listed = _distinct(listing.entries(publisher, client))
    except SourceError as error:
        _fail(catalogue, error)
        return False
    except Exception as error:
        _log.exception("Catalogue of %s", catalogue.publisher)
        _fail(catalogue, own_fault(error))
        return False
    now = timezone.now()
    with transaction.atomic():
        CatalogueEntry.objects.filter(catalogue=catalogue).delete()
        CatalogueEntry.objects.bulk_create(
            [_row(catalogue, entry) for entry in listed], batch_size=500
        )
        catalogue.state, catalogue.problem = JobState.DONE, None
        catalogue.fetched_at = catalogue.ended_at = now
        catalogue.save()
    return True


def _fail(catalogue: Catalogue, error: SourceError) -> None:
    catalogue.state, catalogue.ended_at = JobState.FAILED, timezone.now()
    catalogue.problem, catalogue.can_retry = stored(error.message), error.retry_helps
    catalogue.save()


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries, one for each identity. Raises AnswerError where there are none."""
    found = {entry.identity: entry for entry in entries if entry.identity and entry.title}
    if not found:
        raise AnswerError(_("The publisher's catalogue is empty. Check the address of the source."))
    return list(found.values())


def _row(catalogue: Catalogue, entry: Entry) -> CatalogueEntry:
    title = search_text(entry.identity, entry.title)
    return CatalogueEntry(
        catalogue=catalogue,
        search_title=title,
        search_text=f"{title} {search_text(entry.description)}",
        **asdict(entry),
    )


def tick(now: datetime) -> list[str]:
    """Let lists be fetched that are due; return what was done, in lines."""
    due = due_publishers(now)
    for slug in due:
        ask_for_catalogue(publisher=slug)
    line = gettext("catalogues asked for: %(count)d") % {"count": len(due)}
    return [line] if due else []


def refresh_due(*, publishers: Iterable[str], client: Client) -> None:
    """Fetch those of the publishers' lists that are due, at once."""
    now = timezone.now()
    for slug in sorted(set(publishers) & set(due_publishers(now))):
        catalogue, _is_new = Catalogue.objects.get_or_create(
            publisher=slug, defaults={"asked_at": now}
        )
        catalogue.asked_at = now
        refresh_catalogue(catalogue=catalogue, client=client)


def due_publishers(now: datetime) -> list[str]:
    """Return the publishers that indicators name and whose lists are missing or old.

    One that failed is due again the next day. Three queries.
    """
    living = Indicator.objects.filter(archived_at=None, plan__archived_at=None)
    named = set(living.values_list("source__name", flat=True).distinct())
    recent = Catalogue.objects.filter(
        Q(fetched_at__gt=now - RENEWED) | Q(asked_at__gt=now - _TRIED_AGAIN)
    )
    done = set(recent.values_list("publisher", flat=True))
    return sorted((named & catalogue_publishers().keys()) - done)
