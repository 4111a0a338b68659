"""Messages of sources as the database keeps them: translated when they are shown."""

from typing import Any

from django.utils.translation import gettext

from livskraft.indicators.sources.errors import Message

Stored = dict[str, Any]
"""{"template", "parameters"}"""


def stored(message: Message) -> Stored:
    """Return a message as JSON; parameters that are neither text nor number become text.

    A parameter may be a message itself: it is translated with the rest.
    """
    parameters = {name: _stored_value(value) for name, value in message.parameters.items()}
    return {"template": message.template, "parameters": parameters}


def _stored_value(value: object) -> Any:
    if isinstance(value, Message):
        return stored(value)
    return value if isinstance(value, int | float | str) else str(value)


def text(message: Stored) -> str:
    """Return a stored message in the language of the moment."""
    parameters = {
        name: text(value) if isinstance(value, dict) else value
        for name, value in message["parameters"].items()
    }
    return Message(message["template"], parameters).text(gettext)
