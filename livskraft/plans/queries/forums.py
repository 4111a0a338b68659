"""Forums: where matters are prepared and decided, in which order, by whom and when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from livskraft.plans.models import Forum, ForumMeeting, Plan
from livskraft.plans.models.forums import Mandate
from livskraft.plans.models.plan import Level
from livskraft.plans.queries.plan import today

PAST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ForumBrief:
    """What any mention of a forum needs."""

    pk: int
    slug: str
    title: str
    mandate: str
    level: str
    reports_to: int | None
    cadence: str

    @property
    def level_word(self) -> str:
        """Return "regional" in the page's language."""
        return str(Level(self.level).label)

    @property
    def mandate_word(self) -> str:
        """Return "prepares" in the page's language."""
        return str(Mandate(self.mandate).label)

    @property
    def mandate_sentence(self) -> str:
        return mandate_sentence(self.mandate)

    @property
    def onward(self) -> str:
        """What it does with matters towards the forum that it reports to."""
        return {
            Mandate.DECIDES: gettext("reports to"),
            Mandate.PREPARES: gettext("prepares matters for"),
            Mandate.CONSULTS: gettext("gives its views to"),
            Mandate.LEARNS: gettext("passes its experience on to"),
        }[Mandate(self.mandate)]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting; `title` is "" where only the date is known."""

    on: date
    title: str
    forum: str
    forum_title: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class ForumRow:
    """A forum in the list, with its next meeting."""

    forum: ForumBrief
    reports_to: str
    next_meeting: MeetingRow | None


@dataclass(frozen=True, slots=True)
class ForumGroup:
    """The forums of one mandate."""

    mandate: str
    rows: tuple[ForumRow, ...]

    @property
    def title(self) -> str:
        return {
            Mandate.DECIDES: gettext("Decide"),
            Mandate.PREPARES: gettext("Prepare"),
            Mandate.CONSULTS: gettext("Consult"),
            Mandate.LEARNS: gettext("Learn"),
        }[Mandate(self.mandate)]

    @property
    def explanation(self) -> str:
        return mandate_sentence(self.mandate)


@dataclass(frozen=True, slots=True)
class Branch:
    """A forum and those that report to it."""

    forum: ForumBrief
    below: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation that sits in a forum."""

    slug: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class ForumPage:
    """A forum. `path` is where its matters go, the next forum first; `below` who prepares for it."""

    forum: ForumBrief
    description: str
    membership: str
    example_fields: frozenset[str]
    members: tuple[Member, ...]
    path: tuple[ForumBrief, ...]
    below: tuple[Branch, ...]
    coming: tuple[MeetingRow, ...]
    past: tuple[MeetingRow, ...]
    today: date


def mandate_sentence(mandate: str) -> str:
    """Return what a forum of that mandate may do."""
    return {
        Mandate.DECIDES: gettext("Here decisions are made."),
        Mandate.PREPARES: gettext("Here matters are made ready for those who decide."),
        Mandate.CONSULTS: gettext("Here those concerned talk matters over. Others decide."),
        Mandate.LEARNS: gettext("Here people share experience and learn from each other."),
    }[Mandate(mandate)]


def all_forums() -> dict[int, ForumBrief]:
    """Return all forums by key, in Swedish order. One query."""
    rows = (
        Forum.objects.filter(archived_at=None)
        .order_by()
        .values_list(
            *("sort_key", "pk", "slug", "title", "mandate", "level", "reports_to", "cadence")
        )
    )
    briefs = [ForumBrief(*rest) for _, *rest in sorted(rows, key=lambda row: (row[0], row[2]))]
    return {brief.pk: brief for brief in briefs}


def forums_of(organisations: Iterable[int]) -> tuple[ForumBrief, ...]:
    """Return the forums that organisations sit in, in Swedish order. Two queries."""
    memberships = Forum.members.through.objects.filter(organisation__in=list(organisations))
    inside = set(memberships.values_list("forum", flat=True))
    return tuple(forum for pk, forum in all_forums().items() if pk in inside)


def forum_groups(plan: Plan | None) -> tuple[ForumGroup, ...]:
    """Return all forums by mandate, each with its next meeting. Two queries."""
    forums = all_forums()
    on = today(plan)
    following: dict[str, MeetingRow] = {}
    for meeting in _meetings(date__gte=on):
        following.setdefault(meeting.forum, meeting)
    groups: defaultdict[str, list[ForumRow]] = defaultdict(list)
    for forum in forums.values():
        above = forums.get(forum.reports_to or 0)
        groups[forum.mandate].append(
            ForumRow(forum, above.title if above else "", following.get(forum.slug))
        )
    return tuple(
        ForumGroup(mandate, tuple(groups[mandate]))
        for mandate in Mandate.values
        if mandate in groups
    )


def meetings_to_come(forums: Iterable[int], on: date, *, days: int) -> tuple[MeetingRow, ...]:
    """Return the meetings of forums from a day on, and so many days ahead. One query."""
    last = on + timedelta(days=days)
    return tuple(_meetings(forum__in=list(forums), date__gte=on, date__lte=last))


def former_forum(slug: str) -> str | None:
    """Return the slug that a forum has now, given an earlier one. One query."""
    rows = Forum.objects.filter(archived_at=None).exclude(former_slugs=[])
    return next(
        (now for now, former in rows.values_list("slug", "former_slugs") if slug in former), None
    )


def forum_page(slug: str, plan: Plan | None) -> ForumPage | None:
    """Return a forum, None if there is none. Four queries."""
    record = Forum.objects.filter(slug=slug, archived_at=None).first()
    if record is None:
        return None
    forums = all_forums()
    forum = forums[record.pk]
    on = today(plan)
    meetings = _meetings(forum=record.pk)
    return ForumPage(
        forum=forum,
        description=record.description,
        membership=record.membership,
        example_fields=frozenset(record.example_fields),
        members=_members(record),
        path=_path(forum, forums),
        below=_below(forum, forums),
        coming=tuple(meeting for meeting in meetings if meeting.on >= on),
        past=tuple(meeting for meeting in reversed(meetings) if meeting.on < on)[:PAST_SHOWN],
        today=on,
    )


def _meetings(**where: object) -> list[MeetingRow]:
    rows = (
        ForumMeeting.objects.filter(archived_at=None, forum__archived_at=None, **where)
        .order_by("date", "pk")
        .values_list("date", "title", "forum__slug", "forum__title", "is_example")
    )
    return [MeetingRow(*row) for row in rows]


def _members(forum: Forum) -> tuple[Member, ...]:
    rows = (
        forum.members.filter(archived_at=None)
        .order_by()
        .values_list("sort_key", "slug", "title", "kind")
    )
    return tuple(Member(*rest) for _, *rest in sorted(rows))


def _path(forum: ForumBrief, forums: dict[int, ForumBrief]) -> tuple[ForumBrief, ...]:
    path: list[ForumBrief] = []
    step = forums.get(forum.reports_to or 0)
    while step is not None and step not in (forum, *path):
        path.append(step)
        step = forums.get(step.reports_to or 0)
    return tuple(path)


def _below(forum: ForumBrief, forums: dict[int, ForumBrief]) -> tuple[Branch, ...]:
    """Return those that report to a forum, each with those that report to it in turn."""
    seen = {forum.pk}

    def branches(above: int) -> tuple[Branch, ...]:
        reporting = [each for each in forums.values() if each.reports_to == above]
        found = [each for each in reporting if each.pk not in seen]
        seen.update(each.pk for each in found)
        return tuple(Branch(each, branches(each.pk)) for each in found)

    return branches(forum.pk)
