"""Making the letters of a round: one to each person, with a link to each of their activities."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from livskraft.plans.models import Person
from livskraft.plans.queries.plan import today
from livskraft.reporting.links import address_of, links_for
from livskraft.reporting.mail.outbox import Letter
from livskraft.reporting.mail.writing import Asked, write
from livskraft.reporting.models import Assignment, MailKind, ReportingRound
from livskraft.reporting.queries.last_time import LastTime, last_times
from livskraft.reporting.questions import questions_of
from livskraft.reporting.services.workbook_letters import workbook_addresses

LOCAL_ROOT = "http://127.0.0.1:8000"
TOO_LATE = timedelta(days=3)
"""A reminder that could not leave for so long is of no use any more."""

Key = Callable[[Person, Sequence[Assignment]], str]


def whom_to_ask(assignment: Assignment) -> Person | None:
    """Return who is asked now: the substitute while there is one."""
    return assignment.substitute or assignment.person


def by_person(assignments: Iterable[Assignment]) -> dict[Person, list[Assignment]]:
    """Return what each person is asked about; without those that nobody answers for."""
    found: dict[Person, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        if person := whom_to_ask(assignment):
            found[person].append(assignment)
    return found


def letters_to(
    people: Mapping[Person, Sequence[Assignment]],
    *,
    kind: MailKind,
    round_: ReportingRound,
    root: str,
    key: Key,
) -> list[Letter]:
    """Make links and return a letter to each person about their activities. Three queries at most."""
    pairs = [(assignment, person) for person, asked in people.items() for assignment in asked]
    tokens = dict(zip(pairs, links_for(pairs), strict=True))
    last = last_times(round_, {assignment.activity_id for assignment, _person in pairs})
    workbooks = workbook_addresses(people, round_=round_, root=_whole(root))
    return [
        _letter(
            kind,
            person,
            round_,
            key(person, assignments),
            tuple(
                (tokens[one, person], _asked(one, tokens[one, person], root, last))
                for one in assignments
            ),
            workbook=workbooks.get(person, ""),
        )
        for person, assignments in people.items()
    ]


def letter_about(
    assignment: Assignment, *, kind: MailKind, person: Person, root: str, key: str, **said: str
) -> Letter:
    """Make a link and return a letter about one activity; `said` are further fields of `Asked`."""
    [token] = links_for([(assignment, person)])
    return _letter(
        kind, person, assignment.round, key, ((token, _asked(assignment, token, root, {}, **said)),)
    )


def _asked(
    assignment: Assignment, token: str, root: str, last: Mapping[int, LastTime], **said: str
) -> Asked:
    root = _whole(root)
    before = last.get(assignment.activity_id)
    return Asked(
        title=assignment.activity.title,
        url=address_of(token, root=root),
        url_in_english=address_of(token, root=root, language="en"),
        last_time=before.words if before else "",
        last_round=before.round_title if before else "",
        decision=str(assignment.get_verdict_display()),
        reason=assignment.verdict_reason,
        **said,
    )


def _whole(root: str) -> str:
    """Return the site's address, also where nobody said it."""
    return root or settings.LIVSKRAFT_PUBLIC_URL or LOCAL_ROOT


def _letter(
    kind: MailKind,
    person: Person,
    round_: ReportingRound,
    key: str,
    asked: tuple[tuple[str, Asked], ...],
    workbook: str = "",
) -> Letter:
    day = today(round_.plan)
    questions = questions_of(round_)
    written = write(
        kind,
        person=person,
        round_=round_,
        asked=tuple(one for _token, one in asked),
        day=day,
        questions=[one for one in questions if one.is_required],
        optional=sum(not one.is_required for one in questions),
        workbook=workbook,
    )
    return Letter(
        key=key,
        kind=kind,
        person=person,
        round=round_,
        day=day,
        subject=written.subject,
        text=written.text,
        html=written.html,
        secrets=tuple(token for token, _asked in asked),
        void_after=timezone.now() + _of_use(kind, round_, day),
    )


def _of_use(kind: MailKind, round_: ReportingRound, day: date) -> timedelta:
    """Return for how long a mail is worth sending: an invitation as long as one can answer."""
    if kind == MailKind.INVITATION:
        return max(round_.closes_on - day, timedelta()) + TOO_LATE
    return TOO_LATE if kind == MailKind.REMINDER else timedelta(days=30)
