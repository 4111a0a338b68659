"""The region's own role in activities: what the region says, and what its partners say (yearly)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from livskraft.reporting.models import PartnerView, ReportingRound, ReportState, StatusReport
from livskraft.reporting.queries.duties import own_actors
from livskraft.reporting.questions import role_choices, role_word


@dataclass(frozen=True, slots=True)
class RoleView:
    """What one actor says: the role, and how well it works (1–5, None where that is not said)."""

    actor: str
    role: str
    rating: int | None
    comment: str
    is_example: bool

    @property
    def role_word(self) -> str:
        return role_word(self.role)


@dataclass(frozen=True, slots=True)
class RoleComparison:
    """An activity's own view beside those of partners. `own` is None where the region has not said."""

    address: str
    title: str
    own: RoleView | None
    partners: tuple[RoleView, ...]

    @property
    def differs(self) -> bool:
        """Whether a partner sees another role than the region says it has."""
        return self.own is not None and any(one.role != self.own.role for one in self.partners)


def role_comparisons(round_: ReportingRound) -> tuple[RoleComparison, ...]:
    """Return for each activity what was said of the region's role in a round; those that differ first.

    An answer of a unit of the region is the region's own view; one of another lead is a partner's.
    Five queries.
    """
    own: dict[int, RoleView] = {}
    partners: defaultdict[int, list[RoleView]] = defaultdict(list)
    activities: dict[int, tuple[str, str]] = {}
    of_region = own_actors(round_.plan)
    for row in _answers(round_):
        activities[row["pk"]] = (row["address"], row["title"])
        if row["actor"] in of_region:
            own[row["pk"]] = row["view"]
        else:
            partners[row["pk"]].append(row["view"])
    for view in _views(round_):
        activities[view.activity_id] = (view.activity.address, view.activity.title)
        partners[view.activity_id].append(
            RoleView(view.organisation.title, view.role, view.rating, view.comment, view.is_example)
        )
    found = [
        RoleComparison(address, title, own.get(pk), tuple(partners[pk]))
        for pk, (address, title) in activities.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.differs, one.title)))


def _answers(round_: ReportingRound) -> Iterable[Mapping[str, Any]]:
    """Yield the roles in accepted answers. One query, none where the round does not ask."""
    keys = {one["kind"]: one["key"] for one in round_.questions}
    if "role" not in keys:
        return
    reports = StatusReport.objects.filter(
        assignment__round=round_, state=ReportState.ACCEPTED
    ).values_list(
        *("assignment__activity", "assignment__activity__address", "assignment__activity__title"),
        *("assignment__organisation", "assignment__organisation__title", "answers", "is_example"),
    )
    for pk, address, title, actor, actor_title, answers, is_example in reports:
        if role := answers.get(keys["role"]):
            rating = answers.get(keys.get("rating", ""))
            view = RoleView(actor_title or "", role, rating, "", is_example)
            yield {"pk": pk, "address": address, "title": title, "actor": actor, "view": view}


def _views(round_: ReportingRound) -> Iterable[PartnerView]:
    views = round_.partner_views.select_related("activity", "organisation")
    return views.order_by("activity__position", "organisation__sort_key")


def role_counts(comparisons: Iterable[RoleComparison]) -> dict[str, int]:
    """Return how often the region says that it has each role."""
    counts = Counter(one.own.role for one in comparisons if one.own)
    return {role: counts[role] for role, _words in role_choices()}
