"""Messages of sources as the database keeps them: translated when they are shown."""

from typing import Any

from django.utils.translation import gettext

from livskraft.indicators.sources.errors import Message

Stored = dict[str, Any]
"""{"template", "parameters"}"""


def stored(message: Message) -> Stored:
    """Return a message as JSON; parameters that are neither text nor number become text."""
    parameters = {
        name: value if isinstance(value, int | float | str) else str(value)
        for name, value in message.parameters.items()
    }
    return {"template": message.template, "parameters": parameters}


def text(message: Stored) -> str:
    """Return a stored message in the language of the moment."""
    return Message(message["template"], message["parameters"]).text(gettext)
