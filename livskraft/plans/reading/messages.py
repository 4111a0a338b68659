"""Texts for people: English templates that the caller translates, and what cannot be read."""

from collections.abc import Callable
from dataclasses import dataclass, field

Translate = Callable[[str], str]


def _(template: str) -> str:
    """Mark a template for translation; it is translated when it is shown."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """A template and its parameters. A parameter may itself be a message, or a list of them."""

    template: str
    parameters: dict[str, object] = field(default_factory=dict)

    def show(self, translate: Translate = str) -> str:
        """Return the text in the language of `translate`."""
        values = {key: _shown(value, translate) for key, value in self.parameters.items()}
        return translate(self.template) % values

    def __str__(self) -> str:
        return self.show()


def _shown(value: object, translate: Translate) -> object:
    if isinstance(value, Message):
        return value.show(translate)
    if isinstance(value, list | tuple):
        return ", ".join(str(_shown(part, translate)) for part in value)
    return value


class ReadingError(Exception):
    """A file that cannot be read as a plan: which file, where in it, and what to do."""

    def __init__(self, file: str, message: Message, place: Message | None = None) -> None:
        self.file = file
        self.message = message
        self.place = place
        super().__init__(self.show())

    def show(self, translate: Translate = str) -> str:
        """Return one line: file, place, what is wrong and what to do."""
        parts = [self.file, *([self.place.show(translate)] if self.place else [])]
        return f"{', '.join(parts)}: {self.message.show(translate)}"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.file, self.message, self.place)
