"""Eurostat's Statistics API: one JSON-stat answer for a table and filters, no description first.

https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access/api-getting-started/api
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from livskraft.indicators.sources import pxweb
from livskraft.indicators.sources.cube import Cube
from livskraft.indicators.sources.declaration import areas_wanted
from livskraft.indicators.sources.errors import AnswerError, DeclarationError, RefusedError, _
from livskraft.indicators.sources.grid import make_grid, sliced
from livskraft.indicators.sources.http import Answer, Client
from livskraft.indicators.sources.jsonstat import read_cube
from livskraft.indicators.sources.observation import Download
from livskraft.indicators.sources.publishers import Publisher
from livskraft.indicators.sources.question import make_question
from livskraft.indicators.sources.select import Choice

_NUTS = (
    "SE:00 SE110:01 SE121:03 SE122:04 SE123:05 SE124:18 SE125:19 SE211:06 SE212:07 SE213:08 "
    "SE214:09 SE221:10 SE224:12 SE231:13 SE232:14 SE311:17 SE312:20 SE313:21 SE321:22 SE322:23 "
    "SE331:24 SE332:25"
)
NUTS = dict(pair.split(":") for pair in _NUTS.split())
"""SCB's code by Eurostat's (NUTS 3): the nation and all counties. Municipalities have none."""


def fetch(
    declaration: Mapping[str, Any],
    publisher: Publisher,
    areas: Sequence[str] | None,
    client: Client,
) -> Iterator[Download]:
    """Yield the one answer. Raises SourceError."""
    choices = [_with_areas(choice, areas) for choice in pxweb.choices_of(declaration)]
    identity = declaration["table"].strip()
    client.limit(publisher.url, publisher.calls, publisher.seconds)
    answer = _ask(client, f"{publisher.url}/{quote(identity, safe='')}", publisher, choices)
    cube = _read(answer)
    question = make_question(
        cube.dimensions, choices, areas_wanted(declaration, areas, can_sum=False)
    )
    yield Download(
        answer.url,
        answer.payload,
        make_grid(sliced(cube, question, answer.url), question, answer.url),
        content_type=answer.content_type,
        retrieved_at=answer.retrieved_at,
        about=pxweb.about_table(cube, identity),
        warnings=question.warnings,
    )


def _with_areas(choice: Choice, areas: Sequence[str] | None) -> Choice:
    """Return the choice with Eurostat's codes for the plan's areas, unless it has its own map."""
    if choice.role != "area" or choice.map:
        return choice
    known = {code: area for code, area in NUTS.items() if areas is None or area in areas}
    if choice.values:
        known = {code: NUTS.get(code, code) for code in choice.values}
    if not known:
        raise DeclarationError(
            _(
                "Eurostat has none of the plan's areas. Say what its codes mean, for "
                "example %(example)s."
            ),
            example='{role: area, map: {SE125: "19"}}',
        )
    return replace(choice, map=known)


def _ask(client: Client, url: str, publisher: Publisher, choices: Sequence[Choice]) -> Answer:
    parameters = [("format", "JSON"), ("lang", publisher.language.upper())]
    for choice in choices:
        parameters += _filters(choice)
    try:
        return client.get(url, parameters)
    except RefusedError as error:
        if error.status == 404:
            raise DeclarationError(
                _("Eurostat has no table at %(url)s. Check the declaration."), url=url
            ) from error
        if pxweb.is_too_many(error):
            raise DeclarationError(
                _("Eurostat finds the question too large (%(detail)s). Ask for fewer values."),
                detail=error.detail,
            ) from error
        raise


def _filters(choice: Choice) -> Iterator[tuple[str, str]]:
    """Yield the codes that are asked for; what only the answer can tell is left open."""
    codes = choice.map if choice.role == "area" else choice.measures.values() or choice.values
    if choice.role == "area" and choice.values:
        codes = choice.values
    if not any(sign in code for code in codes for sign in "*?("):
        for code in codes:
            yield choice.variable, code


def _read(answer: Answer) -> Cube:
    """Return the figures. An error can come with the status of a success, and without data."""
    document = answer.json()
    if isinstance(document, dict) and "dimension" not in document:
        trouble = document.get("error") or document.get("warning")
        if trouble:
            first = trouble[0] if isinstance(trouble, list) else trouble
            detail = first.get("label") if isinstance(first, dict) else first
            raise AnswerError(
                _("Eurostat answered without figures: %(detail)s. Ask for less, or try later."),
                detail=detail,
            )
    return read_cube(document)
