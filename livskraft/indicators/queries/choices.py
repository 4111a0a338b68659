"""What a form of an indicator may choose among: other indicators, and sources of figures."""

from functools import cached_property

from django.utils.translation import gettext

from livskraft.indicators.models import Indicator, Publisher
from livskraft.indicators.sources.publishers import SHIPPED
from livskraft.plans.planfile.references import NO_PUBLISHER
from livskraft.plans.queries.record_choices import Choice, RecordChoices
from livskraft.shared.swedish import sort_key


class IndicatorChoices(RecordChoices):
    """The lists for the records of a plan, its indicators and their sources among them."""

    @cached_property
    def indicators(self) -> list[Choice]:
        rows = Indicator.objects.filter(plan=self.plan, archived_at=None).order_by("sort_key")
        return [Choice(slug, title) for slug, title in rows.values_list("slug", "title")]

    @cached_property
    def sources(self) -> list[Choice]:
        """Publishers, shipped ones and the plan's own; and what needs none."""
        names = source_names()
        others = [Choice(slug, names.pop(slug)) for slug in NO_PUBLISHER]
        own = Publisher.objects.filter(plan=self.plan).values_list("slug", "declaration")
        names.update((slug, str(row.get("title") or slug)) for slug, row in own)
        publishers = sorted(names.items(), key=lambda named: sort_key(named[1]))
        return [*(Choice(slug, title) for slug, title in publishers), *others]


def source_names() -> dict[str, str]:
    """Return what the sources are called that every plan may name, by slug."""
    names = {one.slug: one.title for one in SHIPPED}
    names["scb1"] = gettext("%(title)s, older tables") % {"title": names["scb1"]}
    names["file"] = gettext("A file that somebody reads in")
    names["derived"] = gettext("Calculated from other indicators")
    return names
