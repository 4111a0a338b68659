"""PxWebApi 2.0: tables with metadata, codelists and limits that are read when we ask.

https://github.com/PxTools/PxApiSpecs. `url` of the publisher ends before `/tables`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from livskraft.indicators.sources import pxweb
from livskraft.indicators.sources.cube import Cube, Dimension
from livskraft.indicators.sources.errors import AnswerError, DeclarationError, RefusedError, _
from livskraft.indicators.sources.http import Answer, Client, Parameters
from livskraft.indicators.sources.jsonstat import read_cube
from livskraft.indicators.sources.observation import Download
from livskraft.indicators.sources.publishers import Publisher
from livskraft.indicators.sources.question import Question, find_dimension
from livskraft.indicators.sources.select import Choice


def fetch(
    declaration: Mapping[str, Any],
    publisher: Publisher,
    areas: Sequence[str] | None,
    client: Client,
) -> Iterator[Download]:
    """Yield the table's description, then its figures in parts. Raises SourceError."""
    choices = pxweb.choices_of(declaration)
    identity = declaration["table"].strip()
    table = f"{publisher.url}/tables/{quote(identity, safe='')}"
    limit, language = read_limits(publisher, client)
    description = _described(client, table, identity, language)
    cube = read_cube(description.json())
    dimensions = list(cube.dimensions)
    for choice in choices:
        if choice.codelist:
            codelist = _codelist(choice, publisher, client, language)
            dimensions = _replaced(dimensions, choice, codelist.json())
            yield pxweb.download(codelist)
    question = pxweb.question_for(declaration, dimensions, choices, areas)
    yield Download(
        description.url,
        description.payload,
        content_type=description.content_type,
        retrieved_at=description.retrieved_at,
        about=pxweb.about_table(cube, identity),
        warnings=question.warnings,
    )
    parameters = [*language, ("outputFormat", "json-stat2")]

    def ask(part: Question) -> Answer:
        return client.post(f"{table}/data", {"selection": _selection(part)}, parameters)

    def read(answer: Answer) -> Cube:
        return read_cube(answer.json())

    yield from pxweb.answers(question, limit, ask, read, identity)


def describe(identity: str, publisher: Publisher, client: Client) -> Cube:
    """Return a table without its figures: title and variables. Raises SourceError."""
    _limit, language = read_limits(publisher, client)
    table = f"{publisher.url}/tables/{quote(identity, safe='')}"
    return read_cube(_described(client, table, identity, language).json())


def read_limits(publisher: Publisher, client: Client) -> tuple[int, Parameters]:
    """Return the most cells an answer may have, and the parameter for the language.

    The host is asked as often as it allows. Where it does not tell, our own row decides.
    """
    client.limit(publisher.url, publisher.calls, publisher.seconds)
    try:
        config = client.get_once(f"{publisher.url}/config").json()
    except (RefusedError, AnswerError):
        config = {}
    if not isinstance(config, dict):
        config = {}
    calls, seconds = config.get("maxCallsPerTimeWindow"), config.get("timeWindow")
    if isinstance(calls, int) and isinstance(seconds, int):
        client.limit(publisher.url, calls, seconds)
    cells = config.get("maxDataCells")
    languages = config.get("languages")
    known = [
        language.get("id")
        for language in (languages if isinstance(languages, list) else [])
        if isinstance(language, dict)
    ]
    speaks = not known or publisher.language in known
    return (
        cells if isinstance(cells, int) and cells > 0 else publisher.cells,
        [("lang", publisher.language)] if speaks else [],
    )


def _described(client: Client, table: str, identity: str, language: Parameters) -> Answer:
    try:
        return client.get(f"{table}/metadata", language)
    except RefusedError as error:
        if error.status != 404:
            raise
        raise DeclarationError(
            _(
                'There is no table "%(table)s" at %(url)s. It may have been replaced: search '
                "for its title and change the declaration."
            ),
            table=identity,
            url=table,
        ) from error


def _codelist(choice: Choice, publisher: Publisher, client: Client, language: Parameters) -> Answer:
    url = f"{publisher.url}/codelists/{quote(choice.codelist, safe='')}"
    try:
        return client.get(url, language)
    except RefusedError as error:
        if error.status != 404:
            raise
        raise DeclarationError(
            _('There is no codelist "%(codelist)s" for "%(variable)s".'),
            codelist=choice.codelist,
            variable=choice.variable,
        ) from error


def _replaced(dimensions: list[Dimension], choice: Choice, codelist: Any) -> list[Dimension]:
    """Return the variables, the one of the choice with the values of the codelist."""
    found = find_dimension(dimensions, choice.variable)
    values = codelist.get("values") if isinstance(codelist, dict) else None
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise AnswerError(
            _('The codelist "%(codelist)s" has no values. Check the declaration.'),
            codelist=choice.codelist,
        )
    pairs = [(str(value.get("code")), str(value.get("label", ""))) for value in values]
    return [
        pxweb.with_codelist(dimension, pairs) if dimension is found else dimension
        for dimension in dimensions
    ]


def _selection(question: Question) -> list[dict[str, Any]]:
    """Return every variable with its codes; one without codes is summed by the publisher.

    Nothing is left to the table's default selection, which is not the whole table.
    """
    selection = []
    for pick in question.picks:
        entry: dict[str, Any] = {
            "variableCode": pick.dimension.code,
            "valueCodes": list(pick.codes),
        }
        if pick.codelist:
            entry["codelist"] = pick.codelist
        selection.append(entry)
    return selection
