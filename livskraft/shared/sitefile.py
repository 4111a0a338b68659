"""The settings file `site.yaml`: what it may hold, and messages a non-programmer can act on."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from livskraft.shared import colours
from livskraft.shared.colours import Palette
from livskraft.shared.yamlfile import tree
from livskraft.shared.yamlfile.errors import YamlFileError
from livskraft.shared.yamlfile.reading import parse

LANGUAGES = ("sv", "en")
THEMES = ("light", "dark")
TERMS = (
    "goal", "goals", "activity", "activities", "municipality", "municipalities",
    "actor", "actors", "forum", "forums",
)  # fmt: skip
SMALL_GROUPS = range(3, 101)
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}

Texts = Mapping[str, str]
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class SiteSettings:
    """What a region sets for itself; a text in two languages is {"sv": …, "en": …}.

    Figures of fewer than `small_groups` people are not shown. `similar_by` are the slugs of the
    main plan's indicators by which municipalities are called similar. `logo` is a path beneath the
    settings file's folder, "" for the ring that closes.
    """

    name: str = "Livskraft"
    sender: str = ""
    place: str = ""
    main_plan: str = ""
    question: Texts = field(default_factory=dict)
    aim: Texts = field(default_factory=dict)
    about: Texts = field(default_factory=dict)
    contact: str = ""
    search_examples: tuple[str, ...] = ()
    logo: str = ""
    light: Palette = field(default_factory=Palette)
    dark: Palette = field(default_factory=Palette)
    terms: Mapping[str, Texts] = field(default_factory=dict)
    small_groups: int = 5
    similar_by: tuple[str, ...] = ()


class SiteFileError(ValueError):
    """The file cannot be used; `problems` are whole sentences, each with file and line."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_site(content: bytes, file: str) -> SiteSettings:
    """Return the settings in a file's content; `file` is its name for the messages.

    Raises SiteFileError with every problem found.
    """
    try:
        reader = _Reader(file, parse(content, file))
    except YamlFileError as error:
        raise SiteFileError(error.text(_).splitlines()) from None
    found = reader.read()
    if reader.problems:
        raise SiteFileError(reader.problems)
    return found


class _Reader:
    """Reads the parsed file key by key and collects what is wrong with it."""

    def __init__(self, file: str, content: Any) -> None:
        self.file = file
        self.content = content
        self.problems: list[str] = []

    def read(self) -> SiteSettings:
        """Return the settings; worth nothing if there are problems afterwards."""
        readers: dict[str, Callable[[Place, Any], Any]] = {
            "name": self._text,
            "sender": self._text,
            "place": self._text,
            "main_plan": self._text,
            "question": self._texts,
            "aim": self._texts,
            "about": self._texts,
            "contact": self._email,
            "search_examples": self._examples,
            "logo": self._logo,
            "colours": self._colours,
            "terms": self._terms,
            "small_groups": self._small_groups,
            "similar_by": self._indicators,
        }
        found = self._mapping((), self.content, readers) if self.content is not None else {}
        if not found.get("name"):
            self._say(
                (), None, _("the site's name: a line such as  name: Livskraftigt Västmanland")
            )
        found |= found.pop("colours", {})
        return SiteSettings(**found)

    def _say(self, place: Place, value: Any, expected: str) -> None:
        key = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
        words = {"file": self.file, "line": self._line(place), "key": key, "expected": expected}
        if value is None:
            message = _("%(file)s, line %(line)d: %(key)s is missing. Expected: %(expected)s.")
        else:
            words["value"] = value if isinstance(value, str) else repr(value)
            message = _(
                "%(file)s, line %(line)d, %(key)s: “%(value)s” is not accepted. "
                "Expected: %(expected)s."
            )
        words["key"] = key or "name"
        self.problems.append(message % words)

    def _line(self, place: Place) -> int:
        """Return the line of a key or list item, as far down as the file goes."""
        is_mapping = isinstance(self.content, tree.Mapping)
        return tree.line_of(self.content, place) if is_mapping else 1

    def _mapping(
        self, place: Place, value: Any, readers: Mapping[str, Callable[[Place, Any], Any]]
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._say(
                place,
                value,
                _("one key per line, such as %(key)s: …") % {"key": next(iter(readers))},
            )
            return {}
        found = {}
        for key, part in value.items():
            if key not in readers:
                self._unknown((*place, str(key)), str(key), readers)
            elif part is not None:
                found[key] = readers[key]((*place, key), part)
        return found

    def _unknown(self, place: Place, key: str, known: Mapping[str, object]) -> None:
        near = difflib.get_close_matches(key, known, n=1)
        expected = near[0] if near else ", ".join(known)
        self._say(place, key, expected)

    def _text(self, place: Place, value: Any) -> str:
        if isinstance(value, str) and value.strip():
            return value.strip()
        self._say(place, value, _("a text"))
        return ""

    def _texts(self, place: Place, value: Any) -> Texts:
        texts = self._mapping(place, value, dict.fromkeys(LANGUAGES, self._text))
        for language in LANGUAGES:
            if isinstance(value, dict) and language not in value:
                self._say((*place, language), None, _("the text in both languages, sv and en"))
        return texts

    def _email(self, place: Place, value: Any) -> str:
        try:
            validate_email(value)
        except ValidationError:
            self._say(place, value, _("an e-mail address"))
            return ""
        return str(value)

    def _examples(self, place: Place, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            self._say(place, value, _("a list such as [broadband, Sala]"))
            return ()
        return tuple(self._text((*place, index), part) for index, part in enumerate(value))

    def _indicators(self, place: Place, value: Any) -> tuple[str, ...]:
        if isinstance(value, list):
            return tuple(self._text((*place, index), part) for index, part in enumerate(value))
        self._say(place, value, _("a list of indicators of the main plan, such as [folkmangd]"))
        return ()

    def _small_groups(self, place: Place, value: Any) -> int:
        if isinstance(value, int) and value in SMALL_GROUPS:
            return value
        self._say(place, value, _("a number from 3 to 100: figures of fewer people are hidden"))
        return SMALL_GROUPS.start

    def _logo(self, place: Place, value: Any) -> str:
        path = PurePosixPath(str(value))
        is_inside = not path.is_absolute() and ".." not in path.parts
        if not is_inside or path.suffix.lower() not in LOGO_TYPES:
            self._say(place, value, _("an SVG or PNG file beside this file or in a folder beneath"))
            return ""
        return str(path)

    def _colours(self, place: Place, value: Any) -> dict[str, Palette]:
        return self._mapping(place, value, dict.fromkeys(THEMES, self._palette))

    def _palette(self, place: Place, value: Any) -> Palette:
        theme = str(place[-1])
        readers = {
            "field": self._colour,
            "link": self._colour,
            "own": self._colour,
            "map": self._scale,
        }
        before = len(self.problems)
        palette = Palette(**self._mapping(place, value, readers))
        if len(self.problems) == before:
            self._check_contrast(place, palette, theme)
        return palette

    def _colour(self, place: Place, value: Any) -> str:
        if isinstance(value, str) and colours.HEX.match(value):
            return value.upper()
        self._say(
            place, value, _('a colour in quotation marks, "#" and six figures, such as "#0B5178"')
        )
        return ""

    def _scale(self, place: Place, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) != 5:
            self._say(place, value, _("a list of five colours, from low to high"))
            return ()
        return tuple(self._colour((*place, index), part) for index, part in enumerate(value))

    def _check_contrast(self, place: Place, palette: Palette, theme: str) -> None:
        for short in colours.shortfalls(palette, theme):
            key, _space, number = short.key.partition(" ")
            where = (*place, key, int(number) - 1) if number else (*place, key)
            self._say(
                where,
                short.colour,
                _("at least %(demanded)s against %(against)s %(other)s; it has %(ratio)s")
                % {
                    "demanded": _decimal(short.demanded),
                    "against": _(short.against),
                    "other": short.other,
                    "ratio": _decimal(short.ratio),
                },
            )
        if palette.map and not colours.is_scale(palette, theme):
            self._say(
                (*place, "map"),
                ", ".join(palette.map),
                _("five colours that go from pale to strong"),
            )

    def _terms(self, place: Place, value: Any) -> dict[str, Texts]:
        return self._mapping(place, value, dict.fromkeys(TERMS, self._texts))


def _decimal(ratio: float) -> str:
    """Return the ratio rounded down, so that what misses 4.5 never reads 4.5."""
    whole = int(ratio * 100)
    return f"{whole // 100},{whole % 100:02d}" if _is_swedish() else f"{whole / 100:.2f}"


def _is_swedish() -> bool:
    return (get_language() or "sv").startswith("sv")
