"""What stands between a drafted indicator and the public, beyond what holds for every record."""

from collections.abc import Iterator, Mapping
from typing import Any

from livskraft.indicators.models import Indicator, Publisher
from livskraft.indicators.queries.verdicts.targets import moved_targets
from livskraft.indicators.sources.check import troubles
from livskraft.indicators.sources.errors import SourceError, _, listed
from livskraft.indicators.sources.publishers import publishers
from livskraft.indicators.targets import declared_targets
from livskraft.plans.planfile.content import Record
from livskraft.plans.planfile.gate import Fault, Surroundings
from livskraft.plans.planfile.references import NO_PUBLISHER
from livskraft.plans.queries.plan import today
from livskraft.shared.shapes import area_names


def indicator_faults(
    section: str, slug: str, record: Record, around: Surroundings
) -> Iterator[Fault]:
    """Yield what is wrong with an indicator. At most three queries, none for other records.

    What is wrong inside of the source is told at its key there, such as `source__kpi`.
    """
    if section != "indicators":
        return
    yield from _targets(record.get("targets"))
    yield from _moved(slug, record, around)
    bounds = record.get("bounds")
    if isinstance(bounds, Mapping):
        low, high = bounds.get("low"), bounds.get("high")
        if isinstance(low, int | float) and isinstance(high, int | float) and low >= high:
            yield Fault("bounds", _("The lowest possible value must be below the highest."))
    if not record.get("source"):
        yield Fault(
            "source", _("Choose where the figures come from, also if it is a file."), is_grave=False
        )
    elif isinstance(record["source"], Mapping):
        yield from _source(slug, record["source"], around)


def _targets(targets: Any) -> Iterator[Fault]:
    for target in targets if isinstance(targets, list) else ():
        if not isinstance(target, Mapping):
            return
        area = target.get("area")
        if not area:
            yield Fault("targets", _("Choose the area of each target."), is_grave=False)
        elif str(area) not in area_names():
            template = _('There is no area with the code "%(code)s" in Sweden.')
            yield Fault("targets", template, {"code": area})
        if not isinstance(target.get("value"), int | float):
            yield Fault("targets", _("Write the value of each target as a number."), is_grave=False)


def _moved(slug: str, record: Record, around: Surroundings) -> Iterator[Fault]:
    """Yield that a target whose year is over would be moved, or go, without a final verdict."""
    known = Indicator.objects.filter(plan__slug=around.plan, slug=slug).select_related("plan")
    stored = known.first()
    if stored is None:
        return
    try:
        before, after = (declared_targets(one, "") for one in (stored.declaration, record))
    except (AttributeError, KeyError, TypeError, ValueError):
        return  # The schema says what is wrong with it.
    for target in moved_targets(before, after, today(stored.plan)):
        template = _(
            "The year %(year)d of a target is over. Give it its final verdict, and write the new "
            "target on a row of its own."
        )
        yield Fault("targets", template, {"year": target.year}, is_grave=False)


def _source(slug: str, source: Mapping[str, Any], around: Surroundings) -> Iterator[Fault]:
    name = source.get("name")
    if name in NO_PUBLISHER:
        kind = str(name)
    else:
        rows = Publisher.objects.filter(plan__slug=around.plan).values_list("slug", "declaration")
        try:
            known = publishers({**declaration, "slug": of} for of, declaration in rows)
        except SourceError as error:
            yield Fault("source", error.message.template, error.message.parameters)
            return
        if name not in known:
            return  # Told as a broken reference.
        kind = known[name].kind
    for key, message in troubles(source, kind):
        yield Fault(f"source__{key}", message.template, message.parameters)
    if kind == "derived" and (circle := _circle(slug, source, around)):
        template = _("Indicators are calculated from each other in a circle: %(circle)s.")
        yield Fault("source__of", template, {"circle": listed(circle)})


def _circle(slug: str, source: Mapping[str, Any], around: Surroundings) -> list[str]:
    """Return what an indicator would rest on, where it is itself among that. One query."""
    known = Indicator.objects.filter(plan__slug=around.plan, archived_at=None)
    sources = dict(known.values_list("slug", "source"))
    sources[slug] = dict(source)
    reached: set[str] = set()
    waiting = set(_parts(source))
    while waiting:
        part = waiting.pop()
        reached.add(part)
        waiting |= set(_parts(sources.get(part, {}))) - reached
    return sorted(reached) if slug in reached else []


def _parts(source: Mapping[str, Any]) -> Iterator[str]:
    of = source.get("of") if source.get("name") == "derived" else None
    for part in of.values() if isinstance(of, Mapping) else ():
        slug = part.get("indicator") if isinstance(part, Mapping) else part
        if isinstance(slug, str):
            yield slug
