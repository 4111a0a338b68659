"""Whose figures an indicator has, when new ones come, and why there are none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from livskraft.indicators.models import Indicator, JobState, Publisher, Snapshot, UpdateJob
from livskraft.indicators.release_calendar import declared_releases, release_days
from livskraft.plans.models import Plan
from livskraft.plans.queries.plan import today

SHIPPED_PUBLISHERS = {
    "kolada": "Kolada",
    "scb": "SCB",
    "scb1": "SCB",
    "eurostat": "Eurostat",
    "folkhalsomyndigheten": "Folkhälsomyndigheten",
    "skolverket": "Skolverket",
    "tillvaxtanalys": "Tillväxtanalys",
    "kulturanalys": "Myndigheten för kulturanalys",
    "csn": "CSN",
    "jordbruksverket": "Jordbruksverket",
    "vasteras": "Västerås stad",
}
_WITHOUT_INTERFACE = "file"
_CALCULATED = "derived"


@dataclass(frozen=True)
class Trouble:
    """An update that failed, and has not gone well since. `may_pass`: the source was out of reach."""

    on: date
    may_pass: bool

    @property
    def sentence(self) -> str:
        if self.may_pass:
            return gettext("The source could not be reached.")
        return gettext("The source's answer could not be used.")


def trouble_of(job: UpdateJob | None) -> Trouble | None:
    """Return what anybody may know of a failed update: the day, and whether it may pass."""
    if job is None or job.ended_at is None:
        return None
    return Trouble(timezone.localtime(job.ended_at).date(), job.can_retry)


def declared_publishers(plans: Iterable[int]) -> dict[tuple[int, str], str]:
    """Return the titles of the publishers that plans declare, by plan and slug. One query."""
    rows = Publisher.objects.filter(plan__in=set(plans)).order_by()
    return {
        (plan, slug): str(declaration.get("title") or slug)
        for plan, slug, declaration in rows.values_list("plan", "slug", "declaration")
    }


def publisher_of(indicator: Indicator, declared: Mapping[tuple[int, str], str]) -> str:
    """Return who publishes the figures, "" where nobody is named."""
    source: dict[str, Any] = indicator.source or {}
    name = str(source.get("name") or "")
    if source.get("attribution"):
        return str(source["attribution"])
    if name == _WITHOUT_INTERFACE:
        return ""
    if name == _CALCULATED:
        return gettext("own calculation")
    return declared.get((indicator.plan_id, name)) or SHIPPED_PUBLISHERS.get(name, name)


def table_of(indicator: Indicator) -> str:
    """Return the publisher's name of the table or key figure that is declared."""
    source: dict[str, Any] = indicator.source or {}
    return str(source.get("kpi") or source.get("table") or "")


def is_calculated(indicator: Indicator) -> bool:
    return (indicator.source or {}).get("name") == _CALCULATED


def failed_indicators(indicators: Iterable[int]) -> set[int]:
    """Return those whose last update failed. One query."""
    rows = (
        UpdateJob.objects.filter(indicator__in=set(indicators), ended_at__isnull=False)
        .order_by("ended_at", "pk")
        .values_list("indicator", "state")
    )
    return {indicator for indicator, state in dict(rows).items() if state == JobState.FAILED}


def why_none(indicator: Indicator, *, has_failed: bool = False, is_lost: bool = False) -> str:
    """Return why an indicator has no figures at all, or none that can be read. No query."""
    if is_lost:
        return gettext("The figures cannot be read just now.")
    name = (indicator.source or {}).get("name")
    if not name:
        return gettext("No source is entered.")
    if name == _WITHOUT_INTERFACE:
        return gettext(
            "The source has no open interface. Its figures are read from a file, and none is read yet."
        )
    if name == _CALCULATED:
        return gettext("It is calculated from other indicators, which lack figures.")
    if has_failed:
        return gettext("The last attempt to fetch figures failed.")
    return gettext("The figures are not fetched yet.")


def next_release(indicator: Indicator, snapshot: Snapshot | None) -> date | None:
    """Return when the source publishes the next time, None where that is not known. No query."""
    plan: Plan = indicator.plan
    day = today(plan)
    written = declared_releases(indicator.declaration)
    if snapshot:
        written.append(str(snapshot.about.get("next_publication") or ""))
    moment = timezone.make_aware(datetime.combine(day, time.min))
    return min((one for one in release_days(written, moment) if one >= day), default=None)
