"""A file's content with the line of every value."""

from typing import Any

from livskraft.shared.yamlfile.errors import Path


class Mapping(dict[str, Any]):
    """Keys and values, with the line each key stands on."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.written: dict[str, str] = {}
        """Bare words that are no text (0127, true), as they are written in the file."""


class Sequence(list[Any]):
    """A list, with the line each item begins on."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []
        self.written: dict[int, str] = {}


def line_of(tree: Mapping, path: Path) -> int:
    """Return the line of the value at `path`, or of the nearest thing around it."""
    node: Any = tree
    line = tree.line
    for step in path:
        if isinstance(node, Mapping) and step in node:
            line = node.lines[str(step)]
            node = node[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            line = node.lines[step]
            node = node[step]
        else:
            break
    return line


def written_at(tree: Mapping, path: Path) -> str | None:
    """Return how a bare word at `path` is written in the file; None for text, lists and mappings."""
    parent: Any = tree
    for step in path[:-1]:
        parent = parent[step]
    written: dict[str | int, str] = getattr(parent, "written", {})
    return written.get(path[-1]) if path else None


def place_in_words(tree: Any, path: Path) -> Path:
    """Return the path with each number of a list's item replaced by what names that item."""
    words: list[str | int] = []
    node = tree
    for step in path:
        is_there = isinstance(node, dict | list) and (
            step in node if isinstance(node, dict) else isinstance(step, int) and step < len(node)
        )
        node = node[step] if is_there else None
        words.append(_name(node, step) if isinstance(step, int) else step)
    return tuple(words)


def _name(item: Any, step: int) -> str | int:
    """Return an item's slug, organisation or title; else its number, counted from 1."""
    if isinstance(item, dict):
        for key in ("slug", "organisation", "goal", "title", "date"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return step + 1
