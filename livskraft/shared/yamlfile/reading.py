"""Bytes of a file → its tree, or one message that says which line to mend."""

from typing import Any

import yaml

from livskraft.shared.yamlfile import syntax
from livskraft.shared.yamlfile.errors import Problem, YamlFileError, _
from livskraft.shared.yamlfile.scalars import bare_value
from livskraft.shared.yamlfile.tree import Mapping, Sequence, place_in_words

MAX_BYTES = 30_000_000
MAX_DEPTH = 60
MAX_VALUES = 2_000_000


def parse(content: bytes, file: str) -> Any:
    """Return what the file holds: a Mapping as a rule, None when it is empty.

    Raises YamlFileError: with every doubled key, else with the first thing that cannot be read.
    """
    text = syntax.decode(content, file, MAX_BYTES)
    builder = _Builder(file)
    try:
        builder.build(yaml.parse(text, Loader=yaml.CBaseLoader))
    except yaml.YAMLError as error:
        raise YamlFileError(file, [syntax.explain(error, text)]) from None
    if builder.problems:
        raise YamlFileError(file, builder.problems)
    return builder.root


class _Builder:
    """Builds the tree from the parser's events, without recursion: depth and size are bounded."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.problems: list[Problem] = []
        self._open: list[Mapping | Sequence] = []
        self._keys: list[str | None] = []
        self._steps: list[str | int] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._opened_anchors: list[tuple[str | None, int]] = []
        self._values = 0
        self._documents = 0

    def build(self, events: Any) -> None:
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event, line)
            elif isinstance(event, yaml.MappingStartEvent):
                self._enter(Mapping(line), event.anchor, line)
            elif isinstance(event, yaml.SequenceStartEvent):
                self._enter(Sequence(line), event.anchor, line)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._leave()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event.anchor, line)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._stop(line, _('The file must be one document: take away the line "---".'))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        text: str = event.value
        if not text.isprintable() and (letter := syntax.unprintable(text)):
            self._stop(
                line,
                _("The text holds an invisible control character (%(code)s). Take it away."),
                code=f"U+{ord(letter):04X}",
            )
        is_bare = event.style in (None, "")
        parent = self._open[-1] if self._open else None
        if isinstance(parent, Mapping) and self._keys[-1] is None:
            self._key(parent, text, line)
            return
        value = bare_value(text) if is_bare else text
        self._count(1, line)
        written = None if isinstance(value, str) else text
        self._add(value, line, written)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)

    def _key(self, parent: Mapping, key: str, line: int) -> None:
        if key in parent.lines:
            self.problems.append(
                Problem(
                    line,
                    place_in_words(self.root, (*self._steps[1:], key)),
                    _(
                        'The key "%(key)s" stands twice in the same place, on lines %(first)d and '
                        "%(second)d. Keep one of them."
                    ),
                    {"key": key, "first": parent.lines[key], "second": line},
                )
            )
        parent.lines[key] = line
        self._keys[-1] = key

    def _enter(self, node: Mapping | Sequence, anchor: str | None, line: int) -> None:
        if self._open and isinstance(self._open[-1], Mapping) and self._keys[-1] is None:
            self._stop(
                line,
                _("A list or a group stands where a key should stand. Write: key: value"),
            )
        self._count(1, line)
        if len(self._open) >= MAX_DEPTH:
            self._stop(
                line, _("The file is nested too deeply: more than %(max)d levels."), max=MAX_DEPTH
            )
        self._steps.append(self._add(node, line, None))
        self._open.append(node)
        self._keys.append(None)
        self._opened_anchors.append((anchor, self._values))

    def _leave(self) -> None:
        node = self._open.pop()
        self._keys.pop()
        self._steps.pop()
        anchor, values = self._opened_anchors.pop()
        if anchor:
            self._anchors[anchor] = (node, self._values - values + 1)

    def _alias(self, anchor: str | None, line: int) -> None:
        if anchor is None or anchor not in self._anchors:
            self._stop(
                line,
                _(
                    "The word *%(anchor)s points to a place &%(anchor)s that is not in the file above. "
                    "A text that begins with * must stand in quotes."
                ),
                anchor=anchor,
            )
        node, values = self._anchors[str(anchor)]
        self._count(values, line)
        self._add(node, line, None)

    def _add(self, value: Any, line: int, written: str | None) -> str | int:
        """Put a value where it belongs and return its key or its place in the list."""
        if not self._open:
            self.root = value
            return ""
        parent = self._open[-1]
        if isinstance(parent, Mapping):
            key = self._keys[-1]
            assert key is not None
            parent[key] = value
            if written is not None:
                parent.written[key] = written
            self._keys[-1] = None
            return key
        if written is not None:
            parent.written[len(parent)] = written
        parent.append(value)
        parent.lines.append(line)
        return len(parent) - 1

    def _count(self, values: int, line: int) -> None:
        self._values += values
        if self._values > MAX_VALUES:
            self._stop(
                line,
                _("The file holds more than %(max)d values. That is too much."),
                max=MAX_VALUES,
            )

    def _stop(self, line: int, template: str, **parameters: object) -> None:
        raise YamlFileError(self.file, [Problem(line, (), template, parameters)])
