"""What single cells of a file must be, so that a fault is told with its row and its column."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from livskraft.indicators.sources.errors import AnswerError, Message, _, listed
from livskraft.indicators.sources.observation import Figures, Key
from livskraft.indicators.sources.periods import normal_period
from livskraft.indicators.sources.question import Wanted
from livskraft.indicators.sources.select import Choice
from livskraft.indicators.sources.sexes import sex_of
from livskraft.indicators.sources.sheet import Block

_MOST_TOLD = 5
_READ: dict[str, Callable[[str], str | None]] = {"period": normal_period, "sex": sex_of}
_NO_PERIOD = _(
    'Row %(number)d, column "%(column)s": "%(text)s" is no period. Write it as 2024, 2024Q3 or '
    "2024M05."
)
_NO_SEX = _(
    'Row %(number)d, column "%(column)s": "%(text)s" is no sex. Write K for women, M for men, T '
    "for all."
)
_NO_AREA = _(
    'Row %(number)d, column "%(column)s": "%(text)s" is no area. Write the code (19, 1980) or the '
    "name."
)
_LEFT_OUT = _('Row %(number)d, column "%(column)s": "%(text)s" is no area. The row is left out.')


def check_keys(
    block: Block,
    places: Iterable[tuple[Choice, list[int]]],
    wanted: Wanted,
    warnings: list[Message],
) -> None:
    """Raise AnswerError for the first cell that is no period, sex or area where others are.

    Where none is, or where the declaration says itself what they are, it is for the declaration to
    be judged. Of a file with the areas of more than the plan an unknown area is a warning.
    """
    for choice, found in places:
        if choice.map or choice.values or not found:
            continue
        if choice.role in _READ:
            wrong = list(_wrong(block, found[0], _READ[choice.role]))
            template = _NO_PERIOD if choice.role == "period" else _NO_SEX
            if wrong and wrong[0][2]:
                raise AnswerError(template, **_where(block, found[0], wrong[0]))
        elif choice.role == "area":
            _check_areas(block, found[0], wanted, warnings)


def _check_areas(block: Block, place: int, wanted: Wanted, warnings: list[Message]) -> None:
    names = wanted.names
    codes = names.find_all(block.texts[place])
    known = {text: code for text, code in codes.items() if names.has(code)}
    wrong = list(_wrong(block, place, known.get))
    if wrong and wanted.areas is None:
        raise AnswerError(_NO_AREA, **_where(block, place, wrong[0]))
    if wrong and wrong[0][2]:
        warnings += [Message(_LEFT_OUT, _where(block, place, one)) for one in wrong[:_MOST_TOLD]]


def _wrong(
    block: Block, place: int, read: Callable[[str], str | None]
) -> Iterator[tuple[int, str, bool]]:
    """Yield the first row of each text that cannot be read, and whether any text can."""
    texts = block.texts[place]
    known = [text for text in dict.fromkeys(texts) if text]
    unread = [text for text in known if read(text) is None]
    for text in unread:
        yield block.numbers[texts.index(text)], text, len(unread) < len(known)


def _where(block: Block, place: int, wrong: tuple[int, str, bool]) -> dict[str, object]:
    return {"number": wrong[0], "column": block.columns[place], "text": wrong[1][:40]}


def check_once(figures: Figures, numbers: Sequence[int]) -> None:
    """Raise AnswerError where two rows give the same figure; `numbers` are the rows' numbers."""
    if len(set(figures.keys())) == len(figures):
        return
    seen: dict[Key, int] = {}
    for number, key in zip(numbers, figures.keys(), strict=True):
        first = seen.setdefault(key, number)
        if first != number:
            area, period, sex, _dimensions = key
            raise AnswerError(
                _(
                    "Rows %(first)d and %(second)d give the figure for %(key)s twice. Take one of "
                    "them away, or say which column tells them apart."
                ),
                first=first,
                second=number,
                key=listed([area, period, sex]),
            )
