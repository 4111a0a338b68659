"""Headlines that people stand for, in place of the finding or beside it."""

import hashlib
from collections.abc import Iterable, Mapping

from django.utils import timezone

from livskraft.indicators.findings.finding import VERSION
from livskraft.indicators.models import Headline
from livskraft.indicators.queries.graphs.graph import (
    Confirmed,
    Heading,
    Kind,
    Selection,
    Words,
)
from livskraft.indicators.queries.graphs.ground import Ground

Headlines = Mapping[tuple[int, str, str], Headline]
"""The newest headline by indicator, kind of graph and areas."""


def headlines(indicators: Iterable[int]) -> Headlines:
    """Return what people have confirmed or written. One query."""
    rows = Headline.objects.filter(indicator__in=set(indicators)).select_related("by")
    return {
        (row.indicator_id, row.kind, row.areas): row for row in rows.order_by("created_at", "pk")
    }


def heading_of(sentences: tuple[str, ...], headline: Headline | None, data_key: str) -> Heading:
    """Return the heading of a graph whose figures say these sentences.

    Words that were written for other figures or targets stay and say so; a finding that was
    confirmed for others is no longer what was confirmed, and says that.
    """
    finding = " ".join(sentences)
    if headline is None:
        return Heading(Words(finding), None, sentences)
    words = Words(headline.text, is_content=True) if headline.text else Words(finding)
    confirmed = Confirmed(
        name=headline.by.name,
        on=timezone.localtime(headline.created_at).date(),
        is_older=headline.data_key != data_key,
    )
    return Heading(words, confirmed, sentences)


def data_key(ground: Ground, kind: Kind, selection: Selection) -> str:
    """Return what changes when a graph's figures do, its targets or breaks, or how findings are made.

    The same in every language.
    """
    found = hashlib.sha256(repr((VERSION, kind, ground.targets, ground.splits)).encode())
    for area in sorted(selection.areas):
        for sex in sorted(selection.sexes):
            for one in ground.by_key.get((area, sex), ()):
                if selection.periods is None or one.period in selection.periods:
                    found.update(repr(one[:5]).encode())
    return found.hexdigest()
