"""What can go wrong between a publisher and us, said so that someone can act on it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]


def _(template: str) -> str:
    """Mark a template for translation; it is translated when it is shown."""
    return template


@dataclass(frozen=True)
class Message:
    """A sentence for people: a template and its parameters, translated when it is shown."""

    template: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = str) -> str:
        """Return the sentence; a parameter may be a message itself."""
        parameters = {
            name: value.text(translate) if isinstance(value, Message) else value
            for name, value in self.parameters.items()
        }
        return translate(self.template) % parameters

    def __str__(self) -> str:
        return self.text()


class SourceError(Exception):
    """A retrieval that failed as a whole; the message says what is wrong and what to do."""

    retry_helps = False
    """Whether the same question may be answered later."""

    def __init__(self, template: str, **parameters: object) -> None:
        self.message = Message(template, parameters)
        super().__init__(self.message.text())

    def text(self, translate: Translate = str) -> str:
        return self.message.text(translate)


def own_fault(error: Exception) -> SourceError:
    """Return what to tell of an error that nobody foresaw: it is ours, and asking again is no use."""
    return SourceError(
        _("An error in Livskraft itself: %(error)s. Tell whoever runs it."),
        error=f"{type(error).__name__}: {error}"[:500],
    )


class UnavailableError(SourceError):
    """The publisher could not answer now: network, overload, too slow, or cut off."""

    retry_helps = True


class RefusedError(SourceError):
    """The publisher understood and said no; `status` is the HTTP status, `detail` its own words."""

    def __init__(
        self, template: str, *, status: int = 0, detail: str = "", **parameters: object
    ) -> None:
        self.status = status
        self.detail = detail
        super().__init__(template, status=status, detail=detail, **parameters)


class AnswerError(SourceError):
    """The answer is not what was asked for, or contradicts itself: nothing of it can be used."""


class DeclarationError(SourceError):
    """The indicator's `source`, or the question it makes, must be changed."""


def listed(words: Iterable[object], limit: int = 8) -> str:
    """Return "a, b, c" for a message; with more than `limit` words the first ones and "…"."""
    found = [str(word) for word in words]
    return ", ".join(found[:limit]) + (", …" if len(found) > limit else "")
