"""Links by mail: one person's way to one activity's answer in one round, without an account.

A token is a random number with our signature; only its SHA-256 is stored. It holds until some time
after the round, so that the reporter can see what came of the answer. It ceases to hold when it is
revoked, or when its person no longer is the one who is asked. Whatever is wrong with a token, the
answer is the same.
"""

import base64
import hashlib
import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from livskraft.plans.models import Person
from livskraft.plans.queries.people import is_there
from livskraft.plans.queries.plan import today
from livskraft.reporting.models import Assignment, ReportingRound, ReportLink

_log = logging.getLogger(__name__)

HOLDS_AFTER_CLOSING = timedelta(days=180)
_SALT = "livskraft.reporting.links"
_RANDOM_BYTES = 18
_SIGNED_BYTES = 18
_LENGTH = 48


class LinkError(Exception):
    """The link does not hold: forged, expired, revoked or another's. Nobody is told which."""


@dataclass(frozen=True)
class Opened:
    """What a link leads to."""

    link: ReportLink
    assignment: Assignment
    person: Person


def link_for(assignment: Assignment, person: Person) -> str:
    """Make a link and return its token, which is stored nowhere. Needs the round and its plan."""
    [token] = links_for([(assignment, person)])
    return token


def links_for(pairs: Sequence[tuple[Assignment, Person]]) -> list[str]:
    """Make a link for each pair and return their tokens, in the same order. One query."""
    tokens = [_new_token() for _pair in pairs]
    now = timezone.now()
    ReportLink.objects.bulk_create(
        ReportLink(
            assignment=assignment,
            person=person,
            sha256=_hash(token),
            created_at=now,
            holds_until=_last_day(assignment.round),
        )
        for (assignment, person), token in zip(pairs, tokens, strict=True)
    )
    return tokens


def _new_token() -> str:
    nonce = _encoded(secrets.token_bytes(_RANDOM_BYTES))
    return nonce + _signature(nonce)


def _last_day(round_: ReportingRound) -> date:
    return max(round_.closes_on, today(round_.plan)) + HOLDS_AFTER_CLOSING


def address_of(token: str, *, root: str, language: str = settings.LANGUAGE_CODE) -> str:
    """Return the whole address of a link; `root` is that of the site."""
    with override(language):
        return root + reverse("answer", kwargs={"token": token})


def opened(token: str) -> Opened:
    """Return what the link leads to. Raises LinkError. At most one query, none for a forged one."""
    if len(token) != _LENGTH or not token.isascii():
        raise LinkError
    nonce, signature = token[: _LENGTH // 2], token[_LENGTH // 2 :]
    if not constant_time_compare(signature, _signature(nonce)):
        raise LinkError
    links = ReportLink.objects.select_related(
        "person", "assignment__round__plan", "assignment__activity__primary_goal"
    ).defer("assignment__round__content", "assignment__round__internal_content")
    link = links.filter(sha256=_hash(token)).first()
    if link is None or not holds(link):
        raise LinkError
    return Opened(link, link.assignment, link.person)


def log_opening(link: ReportLink) -> None:
    """Note in the application's log that a link was opened: by its number, not by a name."""
    _log.info("Report link %d was opened.", link.pk)


def holds(link: ReportLink) -> bool:
    """Return whether the link leads anywhere today. No query, with all that `opened` fetches."""
    assignment, person = link.assignment, link.person
    day = today(assignment.round.plan)
    return (
        link.revoked_at is None
        and link.holds_until >= day
        and person.pk in (assignment.person_id, assignment.substitute_id)
        and is_there(person, day)
        and assignment.activity.archived_at is None
    )


def note_first_use(link: ReportLink) -> None:
    """Keep when something was first sent through the link."""
    if link.first_used_at is None:
        now = timezone.now()
        ReportLink.objects.filter(pk=link.pk, first_used_at=None).update(first_used_at=now)


def set_aside(link: ReportLink, answers: Mapping[str, Any]) -> None:
    """Keep what somebody wrote that met somebody else's answer, until they have chosen."""
    link.set_aside, link.set_aside_at = dict(answers), timezone.now()
    link.save(update_fields=["set_aside", "set_aside_at"])


def take_up(link: ReportLink) -> None:
    """Forget what was set aside: it has been dealt with."""
    if link.set_aside_at is not None:
        link.set_aside, link.set_aside_at = {}, None
        link.save(update_fields=["set_aside", "set_aside_at"])


def revoke(*, assignment: Assignment, person: Person | None = None, by: Any = None) -> int:
    """End the links to an answer, one person's or all; return how many held until now."""
    whose = Q(person=person) if person else Q()
    holding = ReportLink.objects.filter(whose, assignment=assignment, revoked_at=None)
    return holding.update(revoked_at=timezone.now(), revoked_by=by)


def _signature(nonce: str) -> str:
    digest = salted_hmac(_SALT, nonce, algorithm="sha256").digest()
    return _encoded(digest[:_SIGNED_BYTES])


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
