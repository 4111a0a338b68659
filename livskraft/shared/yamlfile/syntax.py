"""Encodings and broken YAML, explained to somebody who is no programmer."""

import re
import unicodedata

import yaml

from livskraft.shared.yamlfile.errors import Problem, YamlFileError, _

_OTHER_FILES = {b"%PDF": "PDF", b"PK\x03\x04": "Word, Excel, ZIP", b"\x89PNG": "PNG"}


def decode(content: bytes, file: str, max_bytes: int) -> str:
    """Return the file's text. Raises YamlFileError for too large files and other encodings."""
    if len(content) > max_bytes:
        template = _("The file is larger than %(megabytes)d MB. That is too much.")
        parameters: dict[str, object] = {"megabytes": max_bytes // 1_000_000}
        raise YamlFileError(file, [Problem(None, (), template, parameters)])
    for start, kind in _OTHER_FILES.items():
        if content.startswith(start):
            template = _(
                "This is a file of another kind (%(kind)s), not a text file in YAML. "
                "A plan in a document is read with: livskraft plan read %(file)s"
            )
            raise YamlFileError(file, [Problem(None, (), template, {"kind": kind, "file": file})])
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        template = _("The file is saved as UTF-16. Save it again as UTF-8.")
        raise YamlFileError(file, [Problem(None, (), template)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        template = _(
            "The byte %(byte)s is not UTF-8: the file was probably saved as Windows-1252 or Latin-1 "
            "(it may be “%(letter)s”). Save it again with the encoding UTF-8."
        )
        byte = content[error.start : error.start + 1]
        line = content.count(b"\n", 0, error.start) + 1
        parameters = {
            "byte": f"0x{byte.hex().upper()}",
            "letter": byte.decode("cp1252", errors="replace"),
        }
        raise YamlFileError(file, [Problem(line, (), template, parameters)]) from None


def unprintable(text: str) -> str | None:
    """Return the first control character that no text needs; tabs and line breaks are fine."""
    for letter in text:
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\n":
            return letter
    return None


_TOO_MANY_COLONS = _(
    "There is one colon too many, or one is missing on the line above. A text with a colon and a "
    "space in it must stand in quotes: "
    'title: "Part one: the start"'
)
_BARE_COLON = _(
    "Inside curly brackets a colon needs a space and a value after it. A text with a colon in it "
    "must stand in quotes."
)
_BAD_INDENTATION = _(
    "The line does not fit with those above it. Keys of the same record begin in the same column, "
    "and a list's items all begin with a hyphen in the same column."
)
_OPEN_BRACKET = _(
    "A bracket that opens on line %(opened)d is not closed, or a comma is missing inside it."
)
_OPEN_QUOTE = _("The text in quotes that begins here has no quote at its end.")
_TAB = _("The line is indented with a tab. Use spaces: tabs are not allowed here.")
_BAD_START = _('The text begins with "%(letter)s". Put the whole text in quotes.')
_BAD_ESCAPE = _(
    "A backslash in double quotes must be written twice (\\\\). Or use single quotes around the text."
)
_MISSING_COLON = _(
    'A colon is missing. Each line is written as "key: value", with a space after it.'
)
_CONTROL = _("The file holds an invisible control character (%(code)s). Take it away.")
_OTHER = _("The line cannot be understood as YAML (%(problem)s).")

_EXPLANATIONS = [
    (r"unexpected ':'", _BARE_COLON),
    (r"mapping values are not allowed", _TOO_MANY_COLONS),
    (r"expected ',' or|expected node content|flow (mapping|sequence)", _OPEN_BRACKET),
    (r"unexpected end of stream|unexpected document indicator", _OPEN_QUOTE),
    (r"tab character", _TAB),
    (r"could not find expected ':'", _MISSING_COLON),
    (r"unknown escape character|hexdecimal number", _BAD_ESCAPE),
    (
        r"expected key|expected '-'|block (mapping|collection|sequence)|<document start>",
        _BAD_INDENTATION,
    ),
]


def explain(error: yaml.YAMLError, text: str) -> Problem:
    """Return what is wrong with the text in words that its author can act on."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        letter = error.character
        code = f"U+{letter if isinstance(letter, int) else ord(letter):04X}"
        return Problem(line, (), _CONTROL, {"code": code})
    assert isinstance(error, yaml.MarkedYAMLError)
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    opened = error.context_mark.line + 1 if error.context_mark else line
    problem = " ".join(part for part in (error.context, error.problem) if part)
    lines = text.splitlines()
    rest = lines[line - 1][mark.column :] if mark and line <= len(lines) else ""
    if "cannot start any token" in problem:
        template = _TAB if rest.startswith("\t") else _BAD_START
        return Problem(line, (), template, {"letter": rest[:1]})
    for pattern, template in _EXPLANATIONS:
        if re.search(pattern, error.problem or "") or re.search(pattern, problem):
            where = opened if template == _OPEN_QUOTE else line
            return Problem(where, (), template, {"opened": opened})
    return Problem(line, (), _OTHER, {"problem": problem})
