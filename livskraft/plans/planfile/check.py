"""The bytes of a plan file → a checked tree and its content."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from livskraft.plans.planfile.content import Content, file_content
from livskraft.plans.planfile.index import frame_tree, index_tree
from livskraft.plans.planfile.reading import read_tree
from livskraft.plans.planfile.references import check_references
from livskraft.plans.planfile.rules import check_rules
from livskraft.plans.planfile.validation import schema_problems
from livskraft.shared.yamlfile.errors import Problem, YamlFileError
from livskraft.shared.yamlfile.tree import Mapping


@dataclass(frozen=True)
class CheckedFile:
    """A plan file without errors. `inline_frames` are the frames that it holds whole."""

    name: str
    tree: Mapping
    content: Content
    inline_frames: tuple["CheckedFile", ...] = ()

    @property
    def slug(self) -> str:
        """The plan's slug."""
        return str(self.tree["plan"]["slug"])


def check_plan_file(
    content: bytes, file: str, *, known_areas: Callable[[], Collection[str]]
) -> CheckedFile:
    """Return the file's content. Raises YamlFileError with all errors of the first kind found.

    Broken YAML is told first, then what the schema refuses, then references and rules.
    `known_areas` gives all codes that exist; it is asked only when all else is right.
    """
    tree = read_tree(content, file)
    problems = schema_problems(tree)
    if problems:
        raise YamlFileError(file, problems)
    codes = known_areas()
    frames = [frame_tree(frame) for frame in tree.get("frames") or [] if isinstance(frame, Mapping)]
    problems = [problem for part in (tree, *frames) for problem in _problems(part, codes)]
    if problems:
        raise YamlFileError(file, problems)
    inline = tuple(CheckedFile(file, frame, file_content(frame)) for frame in frames)
    return CheckedFile(file, tree, file_content(tree), inline)


def _problems(tree: Mapping, known_areas: Collection[str]) -> list[Problem]:
    index = index_tree(tree)
    check_references(index, known_areas=known_areas)
    check_rules(index)
    return index.problems
