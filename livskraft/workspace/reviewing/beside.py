"""An answer beside that of the round before, question by question."""

from collections.abc import Iterator
from dataclasses import dataclass

from livskraft.reporting.answers import Answer
from livskraft.reporting.queries.assignments import AssignmentPage


@dataclass(frozen=True, slots=True)
class Beside:
    """A question with what was answered now and last time; None where nothing was."""

    question: str
    is_internal: bool
    now: Answer | None
    before: Answer | None

    @property
    def is_new(self) -> bool:
        """Whether the answer says something that last time's did not."""
        if self.now is None:
            return False
        said = (self.now.value, self.now.why)
        return self.before is None or said != (self.before.value, self.before.why)


def beside(page: AssignmentPage) -> list[Beside]:
    """Return the questions that were answered now or last time, in the order of the form."""
    return list(_beside(page))


def _beside(page: AssignmentPage) -> Iterator[Beside]:
    now = {one.key: one for one in (page.newest.answers if page.newest else ())}
    before = {one.key: one for one in (page.before.answers if page.before else ())}
    for question in page.questions:
        answer, earlier = now.get(question.key), before.pop(question.key, None)
        if answer or earlier:
            yield Beside(question.words, question.is_internal, answer, earlier)
    for earlier in before.values():
        yield Beside(earlier.question, earlier.is_internal, None, earlier)
