"""Fetches an indicator's figures, from whichever publisher: whole, or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from livskraft.indicators.sources import eurostat, kolada, pxweb1, pxweb2
from livskraft.indicators.sources.errors import AnswerError, _, listed
from livskraft.indicators.sources.grid import Grid
from livskraft.indicators.sources.http import Client
from livskraft.indicators.sources.observation import Download, Figures, Key, Observation
from livskraft.indicators.sources.publishers import Publisher

Fetch = Callable[[Mapping[str, Any], Publisher, Sequence[str] | None, Client], Iterator[Download]]

_FETCH: dict[str, Fetch] = {
    "kolada": kolada.fetch,
    "pxweb2": pxweb2.fetch,
    "pxweb1": pxweb1.fetch,
    "eurostat": eurostat.fetch,
}


def fetch(
    declaration: Mapping[str, Any],
    publisher: Publisher,
    areas: Sequence[str] | None,
    client: Client,
) -> Iterator[Download]:
    """Yield every answer that the declaration leads to, with the observations in it.

    Nothing may be stored before the last one has come: a SourceError on the way, or at the end
    where something is doubled or nothing came, means that the whole retrieval failed.
    `areas` are the plan's codes; those without figures are told in a download's warnings.
    """
    return checked(_FETCH[publisher.kind](declaration, publisher, areas, client))


def checked(downloads: Iterator[Download]) -> Iterator[Download]:
    """Yield the downloads. Raises AnswerError where an observation comes twice, or none does.

    The cells of a grid cannot be doubled: its axes are distinct, and so are the parts of a
    question. Nor can the figures of a file, whose reader names the rows.
    """
    seen: set[Key] = set()
    count = 0
    for download in downloads:
        if isinstance(download.observations, Grid | Figures):
            count += len(download.observations)
        else:
            for observation in download.observations:
                _once(observation, seen, download.url)
                count += 1
        yield download
    if not count:
        raise AnswerError(_("The source answered without a single figure. Check the declaration."))


def _once(observation: Observation, seen: set[Key], place: str) -> None:
    if observation.key in seen:
        raise AnswerError(
            _("%(place)s gives the figure for %(key)s twice. Nothing of it is used."),
            place=place,
            key=listed([observation.area, observation.period, observation.sex]),
        )
    seen.add(observation.key)
