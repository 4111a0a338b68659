"""What the two generations of PxWeb share: question, split by cells, and the answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from livskraft.indicators.sources.cube import Cube, Dimension
from livskraft.indicators.sources.declaration import areas_wanted, required_text
from livskraft.indicators.sources.errors import RefusedError
from livskraft.indicators.sources.grid import Grid, make_grid
from livskraft.indicators.sources.http import Answer
from livskraft.indicators.sources.observation import About, Download
from livskraft.indicators.sources.question import Question, make_question
from livskraft.indicators.sources.select import Choice, read_select

Ask = Callable[[Question], Answer]
Read = Callable[[Answer], Cube]


def about_table(cube: Cube, identity: str) -> About:
    """Return what the publisher says of a table; who is responsible for it is not kept."""
    units = [unit for dimension in cube.dimensions for unit in dimension.units.values() if unit]
    return About(
        identity=identity,
        title=cube.title,
        source=cube.source,
        unit=units[0] if len(set(units)) == 1 else "",
        updated=cube.updated,
        notes=cube.notes,
    )


def choices_of(declaration: Mapping[str, Any]) -> list[Choice]:
    """Return the table's choices, after the table itself is known to be named."""
    required_text(declaration, "table")
    return read_select(declaration.get("select"))


def question_for(
    declaration: Mapping[str, Any],
    dimensions: Sequence[Dimension],
    choices: Sequence[Choice],
    areas: Sequence[str] | None,
) -> Question:
    return make_question(dimensions, choices, areas_wanted(declaration, areas))


def with_codelist(dimension: Dimension, values: Sequence[tuple[str, str]]) -> Dimension:
    """Return the variable with the values of a codelist in place of its own."""
    return replace(
        dimension,
        values=tuple(code for code, _label in values),
        labels=dict(values),
        total=None,
        notes={},
        units={},
    )


def answers(
    question: Question, limit: int, ask: Ask, read: Read, identity: str
) -> Iterator[Download]:
    """Yield one download for each part of the question that fits into the limit.

    Where the publisher still finds a part too large, its limit has changed: that part is halved.
    """
    for part in question.parts(limit):
        try:
            answer = ask(part)
        except RefusedError as error:
            if not is_too_many(error) or part.cells < 2:
                raise
            yield from answers(part, part.cells // 2, ask, read, identity)
            continue
        cube = read(answer)
        yield download(answer, make_grid(cube, part, answer.url), about_table(cube, identity))


def download(answer: Answer, grid: Grid | tuple[()] = (), about: About | None = None) -> Download:
    return Download(
        answer.url,
        answer.payload,
        grid,
        answer.query,
        answer.content_type,
        answer.retrieved_at,
        about,
    )


def is_too_many(error: RefusedError) -> bool:
    """Whether the publisher found the question too large; its status differs between versions."""
    words = error.detail.lower()
    if error.status == 413 or (error.status == 403 and words in ("", "forbidden")):
        return True
    return error.status in (400, 403) and "too many" in words and "call" not in words
