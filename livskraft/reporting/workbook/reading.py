"""Finding the rows and answers of a workbook again, wherever they have been moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from livskraft.reporting.workbook.layout import (
    ANSWER,
    IS,
    SEND,
    STAND,
    TITLE,
    Stand,
    folded,
    marked_row,
    read_stand,
)
from livskraft.reporting.workbook.opening import NotReadError, Sheet
from livskraft.reporting.workbook.values import Value, as_text

_LETTERS = 26


@dataclass(frozen=True)
class Read:
    """A cell of the workbook: where it stands, such as "Svar!F4", and what it holds."""

    ref: str
    value: Value


@dataclass(frozen=True)
class RowRead:
    """A row of an activity. `round` and `activity` are addresses, "" where its mark is gone.

    `answers` are by the key of the answer; a column that is gone has none.
    """

    sheet: str
    number: int
    round: str
    activity: str
    title: str
    stand: Stand | None
    answers: Mapping[str, Read]
    send: Read | None

    @property
    def ref(self) -> str:
        """Return where the row stands, as in "Svar, row 4"."""
        return _("%(sheet)s, row %(number)d") % {"sheet": self.sheet, "number": self.number}


@dataclass
class WorkbookRead:
    """All rows of a workbook; `missing` are answers whose column is gone, `strange` other columns."""

    rows: list[RowRead] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    @property
    def rounds(self) -> set[str]:
        """The addresses of the rounds that its rows belong to."""
        return {row.round for row in self.rows if row.round}


def read(sheets: list[Sheet], labels: Mapping[str, str]) -> WorkbookRead:
    """Return the rows of a workbook, from all sheets that hold any.

    `labels` are the names of columns by their headings in small letters, for a sheet whose hidden
    row is gone. Raises NotReadError where there is none.
    """
    found = WorkbookRead()
    for sheet in sheets:
        head = _head(sheet, labels)
        if head is not None:
            _read_sheet(sheet, head, labels, found)
    if not found.rows:
        raise NotReadError(
            _("This is no workbook of a round. Download the workbook of the round, fill in that one, and "
              "upload it.")
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class _Head:
    """The columns by their names, and the numbers of the rows that hold names and headings.

    `is_named`: the hidden row of names is there.
    """

    columns: Mapping[str, int]
    rows: frozenset[int]
    is_named: bool


def _head(sheet: Sheet, labels: Mapping[str, str]) -> _Head | None:
    """Return where the columns are: by the hidden row of names, else by their headings.

    Of a column that somebody has copied the first one counts.
    """
    named: dict[str, int] = {}
    headed: dict[str, int] = {}
    rows: set[int] = set()
    for number, row in enumerate(sheet.rows):
        texts = [(at, as_text(value)) for at, value in enumerate(row) if isinstance(value, str)]
        names = {text: at for at, text in reversed(texts) if _is_name(text)}
        heads = {labels[folded(text)]: at for at, text in reversed(texts) if folded(text) in labels}
        if TITLE in names or IS in names:
            named = {**names, **named}
            rows.add(number)
        elif TITLE in heads and len(heads) > 1:
            headed = headed or heads
            rows.add(number)
    columns = named or headed
    return _Head(columns, frozenset(rows), bool(named)) if columns else None


def _is_name(text: str) -> bool:
    return text.startswith("livskraft:") and marked_row(text) is None


def _read_sheet(sheet: Sheet, head: _Head, labels: Mapping[str, str], found: WorkbookRead) -> None:
    answers = {
        name.removeprefix(ANSWER): at
        for name, at in head.columns.items()
        if name.startswith(ANSWER)
    }
    for number, row in enumerate(sheet.rows):
        if number not in head.rows and (one := _row(sheet, number, row, head, answers)):
            found.rows.append(one)
    known = {name.removeprefix(ANSWER) for name in labels.values() if name.startswith(ANSWER)}
    found.missing += [key for key in sorted(known) if key not in answers]
    if head.is_named:
        found.strange += _strange_columns(sheet, head)


def _row(
    sheet: Sheet, number: int, row: tuple[Value, ...], head: _Head, answers: Mapping[str, int]
) -> RowRead | None:
    """Return a row that names an activity, or that holds an answer."""

    def cell(name: str) -> Value:
        at = head.columns.get(name, len(row))
        return row[at] if at < len(row) else None

    def read_at(at: int) -> Read:
        value = row[at] if at < len(row) else None
        return Read(f"{column_letter(at)}{number + 1}", value)

    mark = mark_in(row)
    title = as_text(cell(TITLE))
    read_answers = {key: read_at(at) for key, at in answers.items()}
    is_filled = any(as_text(one.value) for one in read_answers.values())
    if mark is None and not is_filled:
        return None
    return RowRead(
        sheet=sheet.title,
        number=number + 1,
        round=mark[0] if mark else "",
        activity=mark[1] if mark else "",
        title=title,
        stand=read_stand(as_text(cell(STAND))),
        answers=read_answers,
        send=read_at(head.columns[SEND]) if SEND in head.columns else None,
    )


def _strange_columns(sheet: Sheet, head: _Head) -> Iterator[str]:
    """Yield the letters of columns that somebody has added and written in."""
    known = set(head.columns.values())
    filled = {
        at
        for number, row in enumerate(sheet.rows)
        if number not in head.rows and mark_in(row)
        for at, value in enumerate(row)
        if value is not None and at not in known
    }
    yield from (column_letter(at) for at in sorted(filled))


def mark_in(row: tuple[Value, ...]) -> tuple[str, str] | None:
    """Return the addresses of round and activity that a row bears, None where it bears none."""
    marks = (marked_row(value) for value in row if isinstance(value, str))
    return next((mark for mark in marks if mark is not None), None)


def column_letter(at: int) -> str:
    """Return the letters of a column, the first being 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
