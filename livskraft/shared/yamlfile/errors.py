"""What is wrong with a file, said so that its author can put it right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Translate = Callable[[str], str]
Path = tuple[str | int, ...]


def _(template: str) -> str:
    """Mark a template for translation; it is translated when it is shown."""
    return template


@dataclass(frozen=True)
class Problem:
    """One error: where it is, and a template with parameters that says what to do.

    `line` counts from 1, None when the file as a whole is meant. `place` is the way to the value
    in the words of the file: ("activities", "kartlagg-trygghet", "starts").
    """

    line: int | None
    place: Path
    template: str
    parameters: dict[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = str) -> str:
        """Return the message with its place, without file and line."""
        message = translate(self.template) % self.parameters
        place = " › ".join(str(step) for step in self.place)
        return f"{place}: {message}" if place else message

    def line_text(self, file: str, translate: Translate = str) -> str:
        """Return the whole message: file, line, place, what is wrong and what was expected."""
        start = (
            translate(_("%(file)s, line %(line)d")) % {"file": file, "line": self.line}
            if self.line
            else file
        )
        return f"{start}: {self.text(translate)}"


class YamlFileError(Exception):
    """A file that cannot be used; holds every problem that was found, by line."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)
        super().__init__(self.text())

    def text(self, translate: Translate = str, *, limit: int = 40) -> str:
        """Return one line for each problem; the first `limit` ones and how many more there are."""
        lines = [problem.line_text(self.file, translate) for problem in self.problems[:limit]]
        more = len(self.problems) - limit
        if more > 0:
            lines.append(translate(_("… and %(count)d more errors.")) % {"count": more})
        return "\n".join(lines)
