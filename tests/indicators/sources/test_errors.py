"""What people are told when a retrieval fails."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from livskraft.indicators import sources
from livskraft.indicators.sources.errors import (
    AnswerError,
    DeclarationError,
    Message,
    RefusedError,
    UnavailableError,
    listed,
)

FOLDER = Path(sources.__path__[0])


def templates() -> Iterator[str]:
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            is_marked = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
            if is_marked and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_every_message_is_there_in_swedish_with_the_same_parts():
    with (FOLDER.parent / "locale/sv/LC_MESSAGES/django.po").open("rb") as file:
        swedish = read_po(file, locale="sv")
    for template in templates():
        message = swedish.get(template)
        assert message is not None, template
        parts = re.findall(r"%\(\w+\)[sd]", template)
        assert sorted(re.findall(r"%\(\w+\)[sd]", str(message.string))) == sorted(parts)


@pytest.mark.parametrize(
    ("kind", "helps"),
    [
        (UnavailableError, True),
        (RefusedError, False),
        (AnswerError, False),
        (DeclarationError, False),
    ],
)
def test_an_error_says_whether_asking_again_can_help(kind: type[UnavailableError], helps: bool):
    assert kind("x").retry_helps is helps


def test_a_message_is_translated_when_it_is_shown():
    error = UnavailableError("%(host)s is down.", host="kolada")
    assert str(error) == "kolada is down."
    assert error.text(lambda _text: "%(host)s ligger nere.") == "kolada ligger nere."
    assert str(Message("100 %%")) == "100 %"


def test_long_lists_are_shortened():
    assert listed(range(3)) == "0, 1, 2"
    assert listed(range(30), limit=2) == "0, 1, …"
