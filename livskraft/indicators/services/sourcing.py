"""Gets the figures of one retrieval, from wherever the indicator says. Writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from livskraft.indicators.installation import source_addresses, store
from livskraft.indicators.models import Indicator, Origin, Publisher, Snapshot
from livskraft.indicators.services.versions import newest_snapshot
from livskraft.indicators.sources import derived, files
from livskraft.indicators.sources.errors import DeclarationError, Message, _, listed
from livskraft.indicators.sources.fetching import fetch
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.observation import About, Download, Observation
from livskraft.indicators.sources.publishers import find_publisher, publishers
from livskraft.indicators.sources.unlikely import unlikely
from livskraft.shared.shapes import area_names

SOURCE = "Källa: {}"
"""Stands beside figures, which are Swedish, also on English pages."""

WITHOUT_PUBLISHER = ("file", "derived")

Beat = Callable[[], None]


@dataclass(frozen=True)
class Retrieval:
    """Everything that came of asking once, before anything of it is kept.

    `parts` are the observations of each answer in `downloads`, or what was calculated. `doubts`
    are of what was read from a file: a publisher has looked at its own figures.
    """

    indicator: Indicator
    origin: Origin
    parts: Sequence[Any]
    attribution: str
    retrieved_at: datetime
    downloads: Sequence[Download] = ()
    url: str = ""
    publisher: str = ""
    licence: str = ""
    source: dict[str, Any] = field(default_factory=dict)
    made_from: Sequence[Snapshot] = ()
    doubts: Sequence[Message] = ()

    @property
    def about(self) -> About:
        """What the publisher says, put together from all answers."""
        told = [download.about for download in self.downloads if download.about]
        first = told[0] if told else About()
        return About(
            *(first.identity, first.title, first.source, first.unit, first.updated),
            *(first.next_publication, first.description, first.notes),
            areas={code: name for about in told for code, name in about.areas.items()},
            members={code: inside for about in told for code, inside in about.members.items()},
        )

    @property
    def warnings(self) -> list[Message]:
        told = [warning for download in self.downloads for warning in download.warnings]
        return [*told, *self.doubts]


def fetched(indicator: Indicator, client: Client, beat: Beat = lambda: None) -> Retrieval:
    """Ask the publisher for the whole series. `beat` is called after each answer.

    Raises SourceError. Three queries, all before the first question.
    """
    rows = Publisher.objects.filter(plan=indicator.plan_id).values_list("slug", "declaration")
    known = publishers(
        [{**declaration, "slug": slug} for slug, declaration in rows], source_addresses()
    )
    name = str(indicator.source.get("name") or "")
    if name == "file":
        raise DeclarationError(
            _("The figures come from a file. Load it with: livskraft statistics load")
        )
    publisher = find_publisher(known, name)
    downloads = []
    for download in fetch(indicator.source, publisher, _areas(indicator), client):
        downloads.append(download)
        beat()
    filled = [one for one in downloads if one.observations]
    return Retrieval(
        indicator,
        Origin.FETCHED,
        parts=[one.observations for one in filled],
        attribution=publisher.attribution or SOURCE.format(publisher.title),
        retrieved_at=min(one.retrieved_at for one in filled),
        downloads=downloads,
        url=filled[0].url,
        publisher=publisher.title,
        licence=publisher.licence,
        source=indicator.source,
    )


def read(
    indicator: Indicator, payload: bytes, name: str, mapping: dict[str, Any] | None = None
) -> Retrieval:
    """Read the figures of a file; the mapping is the indicator's, where its source is a file.

    `mapping` stands in its place: a source with `read` and `select`. Raises SourceError. One query.
    """
    source = indicator.source
    if source.get("name") == "derived":
        raise DeclarationError(
            _("%(title)s is calculated from other indicators; load figures for those."),
            title=indicator.title,
        )
    declaration = source if source.get("name") == "file" else {}
    declaration = declaration if mapping is None else mapping
    download = files.read_file(payload, name, declaration, _areas(indicator))
    attribution = str(declaration.get("attribution") or "")
    told = download.about.source if download.about else ""
    return Retrieval(
        indicator,
        Origin.FILE,
        parts=[download.observations],
        attribution=as_source(attribution or told or name),
        retrieved_at=download.retrieved_at,
        downloads=[download],
        publisher=attribution or told,
        licence=str(declaration.get("licence") or ""),
        source=declaration,
        doubts=unlikely(
            download.observations,
            today=indicator.plan.as_of or timezone.localdate(),
            names=area_names(),
        ),
    )


def calculated(indicator: Indicator) -> Retrieval:
    """Calculate a derived indicator from the newest figures of the others. Raises SourceError."""
    formula = derived.read_formula(indicator.source)
    parts: dict[str, Snapshot] = {}
    for letter, part in formula.parts.items():
        other = Indicator.objects.filter(plan=indicator.plan_id, slug=part.indicator).first()
        snapshot = newest_snapshot(other) if other else None
        if snapshot is None:
            raise DeclarationError(
                _('The indicator "%(slug)s" has no figures yet. Update it first.'),
                slug=part.indicator,
            )
        parts[letter] = snapshot
    figures: dict[str, list[Observation]] = {
        letter: store().read(snapshot.sha256) for letter, snapshot in parts.items()
    }
    return Retrieval(
        indicator,
        Origin.DERIVED,
        parts=[derived.calculate(formula, figures)],
        attribution=_own_work(parts.values()),
        retrieved_at=timezone.now(),
        source=indicator.source,
        made_from=sorted(set(parts.values()), key=lambda snapshot: snapshot.pk),
    )


def as_source(attribution: str) -> str:
    """Return "Källa: …" for a publisher's name; a line that says so already is left alone."""
    if attribution.casefold().startswith("källa"):
        return attribution
    return SOURCE.format(attribution)


def _own_work(parts: Any) -> str:
    """Return the line of a calculation: it is ours, and from whose figures it was made."""
    prefix = SOURCE.format("")
    named = dict.fromkeys(snapshot.attribution.removeprefix(prefix) for snapshot in parts)
    return f"{derived.ATTRIBUTION} av data från {listed(named, limit=20)}"


def _areas(indicator: Indicator) -> list[str]:
    """Return the codes of the areas that the indicator's plan covers. One query."""
    return list(indicator.plan.areas.order_by("code").values_list("code", flat=True))
