"""Which records a plan file names, and where each stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from livskraft.shared.yamlfile.errors import Path, Problem
from livskraft.shared.yamlfile.tree import Mapping, line_of, place_in_words

# Sections whose records are known by a slug of their own, in the order of the file.
NAMED_SECTIONS = (
    "documents",
    "sources",
    "organisations",
    "forums",
    "goals",
    "indicators",
    "activities",
    "budget",
)


@dataclass
class Index:
    """A tree with its records by section and slug; collects problems with their lines."""

    tree: Mapping
    records: dict[str, list[tuple[Path, Mapping]]] = field(default_factory=dict)
    slugs: dict[str, dict[str, Path]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path, template: str, **parameters: object) -> None:
        """Keep a problem with the value at `path`."""
        line, place = line_of(self.tree, path), place_in_words(self.tree, path)
        self.problems.append(Problem(line, place, template, parameters))

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`."""
        return line_of(self.tree, path)


def index_tree(tree: Mapping) -> Index:
    """Return the index of a tree that its schema accepts; of a doubled slug the first one counts."""
    index = Index(tree)
    for section in NAMED_SECTIONS:
        records = list(walk_goals(tree)) if section == "goals" else list(_items(tree, section))
        index.records[section] = records
        index.slugs[section] = {}
        for path, record in records:
            index.slugs[section].setdefault(record["slug"], path)
    return index


def _items(tree: Mapping, section: str) -> Iterator[tuple[Path, Mapping]]:
    for position, record in enumerate(tree.get(section) or []):
        yield (section, position), record


def walk_goals(tree: dict[str, Any]) -> Iterator[tuple[Path, Mapping]]:
    """Yield each goal with its path, those above before those below."""
    top = list(enumerate(tree.get("goals") or []))
    waiting: list[tuple[Path, Mapping]] = [(("goals", i), goal) for i, goal in reversed(top)]
    while waiting:
        path, goal = waiting.pop()
        yield path, goal
        below = list(enumerate(goal.get("goals") or []))
        waiting.extend(((*path, "goals", i), child) for i, child in reversed(below))


def frame_tree(frame: Mapping) -> Mapping:
    """Return a frame that stands inside a plan file as the tree of a plan file of its own."""
    tree = Mapping(frame.line)
    plan = Mapping(frame.line)
    for key, value in frame.items():
        target = tree if key in ("goals", "documents") else plan
        target[key] = value
        target.lines[key] = frame.lines[key]
    plan["kind"] = "frame"
    plan.lines["kind"] = frame.line
    tree["plan"] = plan
    tree.lines["plan"] = frame.line
    return tree
