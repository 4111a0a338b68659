"""Files of figures: their format is found from what they hold, never from their name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from livskraft.indicators.sources.columns import PLAIN, NumberStyle, read_columns
from livskraft.indicators.sources.cube import Cube
from livskraft.indicators.sources.declaration import areas_wanted
from livskraft.indicators.sources.delimited import read_delimited
from livskraft.indicators.sources.errors import (
    AnswerError,
    DeclarationError,
    SourceError,
    _,
    listed,
)
from livskraft.indicators.sources.excel import read_workbook
from livskraft.indicators.sources.fetching import checked
from livskraft.indicators.sources.grid import make_grid, sliced
from livskraft.indicators.sources.jsonstat import is_jsonstat, read_cubes
from livskraft.indicators.sources.numbers import MISSING
from livskraft.indicators.sources.observation import Download
from livskraft.indicators.sources.preview import Preview, table_of_block, table_of_cube
from livskraft.indicators.sources.px import read_px
from livskraft.indicators.sources.px_header import is_px
from livskraft.indicators.sources.pxweb import about_table
from livskraft.indicators.sources.pxweb1 import read_columns as read_pxweb_json
from livskraft.indicators.sources.question import make_question
from livskraft.indicators.sources.select import COLUMN_ROLES, TABLE_ROLES, Choice, read_select
from livskraft.indicators.sources.sheet import Block, Sheet, find_block
from livskraft.indicators.sources.strict_json import parse_json
from livskraft.shared.collector import without_collector

LARGEST = 256 * 1024 * 1024
_NO_COLUMN = _(
    "The file has no column %(lacking)s. It needs the columns %(header)s; or say what its own are: "
    "%(columns)s."
)
_NO_COLUMNS = _(
    "The file has no columns %(lacking)s. It needs the columns %(header)s; or say what its own are: "
    "%(columns)s."
)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Reading:
    """How to find the table in a file; each part that is left empty is found out."""

    sheet: str = ""
    header: tuple[int, ...] = ()
    encoding: str = ""
    numbers: NumberStyle = field(default_factory=NumberStyle)


@dataclass(frozen=True)
class _Content:
    format: str
    cubes: Sequence[Cube] = ()
    sheets: Sequence[Sheet] = ()


def preview(path: Path, read: Mapping[str, Any] | None = None) -> Preview:
    """Return what a file holds. Raises SourceError where it is not a file of figures."""
    return preview_payload(read_bytes(path), path.name, read)


def preview_payload(payload: bytes, name: str, read: Mapping[str, Any] | None = None) -> Preview:
    """Return what a file with that content holds; `read` is as in a declaration."""
    reading = read_reading(read or {})
    content = _open(payload, name, reading)
    if content.cubes or not content.sheets:
        return Preview(content.format, tuple(table_of_cube(cube) for cube in content.cubes))
    tables = tuple(table_of_block(block, reading.numbers) for block in _blocks(content, reading))
    return Preview(content.format, tables)


@without_collector()
def read_file(
    payload: bytes, name: str, declaration: Mapping[str, Any], areas: Sequence[str] | None
) -> Download:
    """Return the figures of a file, as its declaration maps it: whole, or a SourceError.

    Without `select` the file has the columns area, period, sex and value, and perhaps status,
    and all its areas are taken; with it the plan's `areas` are, None for all.
    """
    reading = read_reading(declaration.get("read") or {})
    content = _open(payload, name, reading)
    try:
        if content.format in ("csv", "xlsx"):
            block = _block(content, reading)
            download = _read_block(payload, name, declaration, areas, block, reading)
        else:
            download = _read_cube(payload, name, declaration, areas, content.cubes)
        (whole,) = checked(iter([download]))
    except SourceError as error:
        raise _in_file(name, error) from error
    return whole


def _in_file(name: str, error: SourceError) -> SourceError:
    """Return the error with the name of the file, where it does not say it itself."""
    if name in map(str, error.message.parameters.values()):
        return error
    return type(error)("%(file)s: %(problem)s", file=name, problem=error.message)


def read_bytes(path: Path) -> bytes:
    """Return a file's content. Raises DeclarationError where there is none, or it is too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise DeclarationError(
                _("%(path)s is larger than %(size)d MB. Save only what is needed."),
                path=path,
                size=LARGEST // 1024 // 1024,
            )
        return path.read_bytes()
    except OSError as error:
        raise DeclarationError(
            _("%(path)s cannot be read: %(reason)s."), path=path, reason=error.strerror
        ) from error


def read_reading(read: Mapping[str, Any]) -> Reading:
    """Return how a declaration says that the file is to be read."""
    known = ("sheet", "header", "encoding", "decimal", "missing")
    if unknown := [key for key in read if key not in known]:
        raise DeclarationError(
            _('read has "%(unknown)s". It can have: %(known)s.'),
            unknown=listed(unknown),
            known=listed(known),
        )
    header = read.get("header", ())
    numbers = (header,) if isinstance(header, int) else tuple(header)
    missing = read.get("missing", ())
    missing = (missing,) if isinstance(missing, str) else missing
    if read.get("decimal", ",") not in (",", ".") or not all(type(n) is int for n in numbers):
        raise DeclarationError(
            _('In read, decimal is "," or ".", and header the number of a row, from 1.')
        )
    return Reading(
        str(read.get("sheet", "")),
        numbers,
        str(read.get("encoding", "")),
        NumberStyle(
            str(read.get("decimal", "")),
            MISSING | {str(symbol) for symbol in missing} if missing else frozenset(),
        ),
    )


def _open(payload: bytes, name: str, reading: Reading) -> _Content:
    start = payload[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start and not payload.strip():
        raise AnswerError(_('"%(name)s" is empty.'), name=name)
    if start.startswith((b"{", b"[")):
        return _open_json(payload, name)
    if payload.startswith(b"PK"):
        return _Content("xlsx", sheets=read_workbook(payload))
    if is_px(payload):
        return _Content("px", [read_px(payload)])
    is_wide = payload.startswith((b"\xff\xfe", b"\xfe\xff"))
    is_binary = b"\0" in payload[:4000] and not is_wide and not reading.encoding
    if payload.startswith(_OLD_EXCEL) or is_binary or start.startswith(b"<") or not start:
        raise AnswerError(
            _(
                '"%(name)s" is no file of figures that can be read. Save it as .xlsx, CSV, PX or '
                "JSON-stat."
            ),
            name=name,
        )
    return _Content("csv", sheets=[read_delimited(payload, name, reading.encoding)])


def _open_json(payload: bytes, name: str) -> _Content:
    try:
        document = parse_json(payload)
    except ValueError as error:
        raise AnswerError(
            _('"%(name)s" is not whole JSON: it was cut off or changed. Fetch it again.'), name=name
        ) from error
    if is_jsonstat(document):
        return _Content("json-stat", read_cubes(document))
    if isinstance(document, dict) and "columns" in document:
        return _Content("pxweb-json", [read_pxweb_json(document)])
    raise AnswerError(
        _('"%(name)s" is JSON, but neither JSON-stat nor PxWeb\'s own: it holds no table.'),
        name=name,
    )


def _blocks(content: _Content, reading: Reading) -> list[Block]:
    """Return the table of each sheet that has one, or of the sheet that is named."""
    sheets = _named(content, reading)
    blocks, trouble = [], None
    for sheet in sheets:
        if not any(any(cell is not None for cell in row) for row in sheet.rows):
            continue
        try:
            blocks.append(find_block(sheet, reading.header))
        except DeclarationError as error:
            trouble = error
    if not blocks:
        raise trouble or AnswerError(_("The file is empty."))
    return blocks


def _named(content: _Content, reading: Reading) -> Sequence[Sheet]:
    if not reading.sheet or content.format == "csv":
        return content.sheets
    sheets = [sheet for sheet in content.sheets if sheet.title == reading.sheet]
    if not sheets:
        raise DeclarationError(
            _('There is no sheet "%(sheet)s". There are: %(sheets)s.'),
            sheet=reading.sheet,
            sheets=listed(sheet.title for sheet in content.sheets),
        )
    return sheets


def _block(content: _Content, reading: Reading) -> Block:
    blocks = _blocks(content, reading)
    if len(blocks) > 1:
        raise DeclarationError(
            _("The file has several sheets with tables: %(sheets)s. Say which one."),
            sheets=listed(sheet.title for sheet in content.sheets),
        )
    return blocks[0]


def _read_block(
    payload: bytes,
    name: str,
    declaration: Mapping[str, Any],
    areas: Sequence[str] | None,
    block: Block,
    reading: Reading,
) -> Download:
    if "select" in declaration:
        choices = read_select(declaration["select"], COLUMN_ROLES)
    else:
        choices, areas = _plain_choices(block), None
    wanted = areas_wanted(declaration, areas, can_sum=False)
    observations, warnings = read_columns(block, choices, wanted, reading.numbers)
    return Download(name, payload, observations, warnings=tuple(warnings))


def _plain_choices(block: Block) -> list[Choice]:
    names = {column.casefold() for column in block.columns}
    if lacking := {"area", "period", "value"} - names:
        raise DeclarationError(
            _NO_COLUMN if len(lacking) == 1 else _NO_COLUMNS,
            lacking=listed(sorted(lacking)),
            header="area;period;sex;value;status",
            columns=listed(block.columns, limit=20),
        )
    return [choice for choice in PLAIN if choice.variable in names]


def _read_cube(
    payload: bytes,
    name: str,
    declaration: Mapping[str, Any],
    areas: Sequence[str] | None,
    cubes: Sequence[Cube],
) -> Download:
    if len(cubes) != 1:
        raise DeclarationError(
            _("The file holds %(count)d tables. Save the one that is meant by itself."),
            count=len(cubes),
        )
    cube = cubes[0]
    choices = read_select(declaration.get("select"), TABLE_ROLES)
    question = make_question(
        cube.dimensions, choices, areas_wanted(declaration, areas, can_sum=False)
    )
    return Download(
        name,
        payload,
        make_grid(sliced(cube, question, name), question, name),
        about=about_table(cube, name),
        warnings=question.warnings,
    )
