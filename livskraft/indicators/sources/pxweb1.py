"""PxWeb API v1: one address for each table, GET describes it and POST answers.

`url` of the publisher ends with the language; `table` is the path after it, database first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from livskraft.indicators.sources import pxweb
from livskraft.indicators.sources.cube import Cube, Dimension, checked_size
from livskraft.indicators.sources.errors import AnswerError, DeclarationError, RefusedError, _
from livskraft.indicators.sources.http import Answer, Client
from livskraft.indicators.sources.jsonstat import read_cube
from livskraft.indicators.sources.observation import About, Download
from livskraft.indicators.sources.publishers import Publisher
from livskraft.indicators.sources.question import Pick, Question, find_dimension
from livskraft.indicators.sources.select import DIMENSION, Choice


def fetch(
    declaration: Mapping[str, Any],
    publisher: Publisher,
    areas: Sequence[str] | None,
    client: Client,
) -> Iterator[Download]:
    """Yield the table's description, then its figures in parts. Raises SourceError."""
    choices = pxweb.choices_of(declaration)
    identity = declaration["table"].strip().strip("/")
    url = f"{publisher.url}/{quote(identity)}"
    limit = read_limit(publisher, client)
    description = _described(client, url, identity)
    title, own = read_variables(description.json(), url)
    dimensions = [_with_own_codes(dimension, choices) for dimension in own]
    plain = [replace(choice, codelist="") if _is_open(choice) else choice for choice in choices]
    question = _opened(
        pxweb.question_for(declaration, dimensions, plain, areas), choices, dimensions
    )
    yield Download(
        description.url,
        description.payload,
        content_type=description.content_type,
        retrieved_at=description.retrieved_at,
        about=About(identity=identity, title=title),
        warnings=question.warnings,
    )

    def ask(part: Question) -> Answer:
        return client.post(url, _body(part, publisher.answer_format))

    def read(answer: Answer) -> Cube:
        return _read(answer, dimensions)

    yield from pxweb.answers(question, limit, ask, read, identity)


def read_limit(publisher: Publisher, client: Client) -> int:
    """Return the most cells an answer may have; the host is asked as often as it allows."""
    client.limit(publisher.url, publisher.calls, publisher.seconds)
    try:
        config = client.get_once(f"{publisher.url}?config").json()
    except (RefusedError, AnswerError):
        config = {}
    if not isinstance(config, dict):
        config = {}
    calls, seconds = config.get("maxCalls"), config.get("timeWindow")
    if isinstance(calls, int) and isinstance(seconds, int):
        client.limit(publisher.url, calls, seconds)
    for key in ("maxCells", "maxValues"):
        cells = config.get(key)
        if isinstance(cells, int) and cells > 0:
            return cells
    return publisher.cells


def _described(client: Client, url: str, identity: str) -> Answer:
    try:
        return client.get(url)
    except RefusedError as error:
        if error.status not in (400, 404):
            raise
        raise DeclarationError(
            _(
                'There is no table "%(table)s" at %(url)s. It may have been moved or renamed: '
                "search for its title and change the declaration."
            ),
            table=identity,
            url=url,
        ) from error


def read_variables(document: Any, url: str) -> tuple[str, list[Dimension]]:
    """Return the table's title and its variables. A folder, which is a list, is an error."""
    variables = document.get("variables") if isinstance(document, dict) else None
    if not isinstance(variables, list):
        raise DeclarationError(
            _("%(url)s is no table. The path must lead to a table, not to a folder."), url=url
        )
    return str(document.get("title", "")), [_variable(found, url) for found in variables]


def _variable(found: Any, url: str) -> Dimension:
    values = found.get("values") if isinstance(found, dict) else None
    texts = found.get("valueTexts", values) if isinstance(found, dict) else None
    if not isinstance(values, list) or not isinstance(texts, list) or len(values) != len(texts):
        raise AnswerError(
            _("%(url)s describes a variable without a text for each value. Try again."), url=url
        )
    codes = [str(value) for value in values]
    return Dimension(
        code=str(found.get("code")),
        label=str(found.get("text") or found.get("code")),
        values=tuple(codes),
        labels=dict(zip(codes, map(str, texts), strict=True)),
        role="time" if found.get("time") is True else "",
        can_eliminate=found.get("elimination") is True,
    )


def _is_open(choice: Choice) -> bool:
    """Whether only the publisher knows the values: all those of a grouping or value set."""
    is_list = choice.codelist.startswith(("agg:", "vs:"))
    return is_list and choice.role == DIMENSION and choice.values == ("*",)


def _with_own_codes(dimension: Dimension, choices: Sequence[Choice]) -> Dimension:
    """Return the variable with the codes that `select` names of a grouping.

    API v1 does not list the values of groupings, so what is written there is asked for.
    """
    for choice in choices:
        is_listed = choice.codelist.startswith("agg:") and choice.values and not _is_open(choice)
        if is_listed and find_dimension([dimension], choice.variable):
            return pxweb.with_codelist(dimension, [(code, code) for code in choice.values])
    return dimension


def _opened(
    question: Question, choices: Sequence[Choice], dimensions: Sequence[Dimension]
) -> Question:
    """Return the question with all values of groupings left to the publisher."""
    opened = {
        found.code: choice.codelist
        for choice in choices
        if _is_open(choice) and (found := find_dimension(dimensions, choice.variable))
    }
    return replace(
        question,
        picks=tuple(
            Pick(pick.dimension, DIMENSION, ("*",), {}, opened[pick.dimension.code], True)
            if pick.dimension.code in opened
            else pick
            for pick in question.picks
        ),
    )


def _body(question: Question, answer_format: str) -> dict[str, Any]:
    """Return the query: every variable with its codes, but for those that are to be summed.

    Leaving such a variable out is the only way to ask for that here.
    """
    return {
        "query": [
            {
                "code": pick.dimension.code,
                "selection": {"filter": pick.codelist or "item", "values": list(pick.codes)},
            }
            for pick in question.picks
            if pick.codes
        ],
        "response": {"format": answer_format},
    }


def _read(answer: Answer, dimensions: Sequence[Dimension]) -> Cube:
    """Return the figures, whether they come as JSON-stat or in PxWeb's own JSON."""
    document = answer.json()
    if isinstance(document, dict) and "columns" in document:
        return read_columns(document, dimensions)
    return read_cube(document)


def read_columns(document: Any, dimensions: Sequence[Dimension] = ()) -> Cube:
    """Read PxWeb's own JSON: rows of keys and values that are text, missing ones symbols.

    A combination without a row has no value. Raises AnswerError on a doubled row.
    """
    columns, rows = _columns_and_rows(document)
    known = {dimension.code: dimension for dimension in dimensions}
    keyed = [column for column in columns if column.get("type") != "c"]
    contents = [column for column in columns if column.get("type") == "c"]
    axes = [_axis(column, [row["key"][n] for row in rows], known) for n, column in enumerate(keyed)]
    if len(contents) != 1:
        labels = {str(column.get("code")): str(column.get("text", "")) for column in contents}
        axes.append(Dimension("ContentsCode", "ContentsCode", tuple(labels), labels))
    size = checked_size([len(axis.values) for axis in axes])
    order = [{code: place for place, code in enumerate(axis.values)} for axis in axes[: len(keyed)]]
    cells: list[Any] = [None] * size
    seen: set[int] = set()
    for row in rows:
        place = 0
        for places, key in zip(order, row["key"], strict=True):
            place = place * len(places) + places[key]
        if place in seen or len(row["values"]) != len(contents):
            raise _broken_columns()
        seen.add(place)
        start = place * len(contents)
        cells[start : start + len(contents)] = row["values"]
    return Cube("", tuple(axes), cells)


def _columns_and_rows(document: Any) -> tuple[list[Any], list[Any]]:
    columns, rows = document.get("columns"), document.get("data")
    if not _is_list_of(dict, columns) or not _is_list_of(dict, rows):
        raise _broken_columns()
    width = sum(1 for column in columns if column.get("type") != "c")
    for row in rows:
        keys = row.get("key")
        if not _is_list_of(str, keys) or len(keys) != width:
            raise _broken_columns()
        if not _is_list_of((str, int, float, type(None)), row.get("values")):
            raise _broken_columns()
    return columns, rows


def _is_list_of(kind: type | tuple[type, ...], found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(part, kind) for part in found)


def _axis(column: Any, keys: Sequence[Any], known: Mapping[str, Dimension]) -> Dimension:
    code = str(column.get("code"))
    found = known.get(code, Dimension(code, str(column.get("text", code)), ()))
    return replace(found, values=tuple(dict.fromkeys(str(key) for key in keys)))


def _broken_columns() -> AnswerError:
    return AnswerError(
        _(
            "The answer contradicts itself in its rows (PxWeb JSON). Nothing of it is used; try again."
        )
    )
