"""Whoever reads Swedish reads it throughout. `script/messages` helps to mend what fails here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import messages

MODULE = """
one = _("Goals")
many = ngettext("%(n)d goal", "%(n)d goals", 2)
may = pgettext("month", "May")
"""
PAGE = """{% load i18n %}
<h1>{% translate "Activities" %}</h1>
{% blocktranslate trimmed count n=2 %}
  {{ n }} row
{% plural %}
  {{ n }} rows
{% endblocktranslate %}
"""
SOURCES = {"module.py": MODULE, "templates/page.html": PAGE}


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A project with one app `app` of two sources; the call writes its Swedish catalogue."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGE", tmp_path / "livskraft")
    for name, source in SOURCES.items():
        path = tmp_path / "livskraft" / "app" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)

    def write_catalogue(entries: str) -> None:
        path = messages.catalogue_path("app")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + entries
        )

    return write_catalogue


def test_every_text_has_its_swedish() -> None:
    assert [f"{text.place}: {text.singular}" for text in messages.missing_texts()] == []


def test_placeholders_survive_translation() -> None:
    assert messages.wrong_placeholders() == []


def test_no_translation_is_left_over() -> None:
    assert messages.unused_translations() == []


def test_no_text_has_two_translations() -> None:
    assert messages.contradictions() == []


@pytest.mark.usefixtures("write")
def test_missing_texts_are_found_in_modules_and_templates_with_their_place() -> None:
    assert [(text.place, text.singular) for text in messages.missing_texts()] == [
        ("livskraft/app/module.py:2", "Goals"),
        ("livskraft/app/module.py:3", "%(n)d goal"),
        ("livskraft/app/module.py:4", "May"),
        ("livskraft/app/templates/page.html:2", "Activities"),
        ("livskraft/app/templates/page.html:3", "%(n)s row"),
    ]


def test_an_empty_translation_and_one_of_another_context_do_not_count(
    write: Callable[[str], None],
) -> None:
    write('msgid "Goals"\nmsgstr ""\n\nmsgid "May"\nmsgstr "maj"\n')
    assert {"Goals", "May"} <= {text.singular for text in messages.missing_texts()}


def test_placeholders_and_left_overs_are_told_with_their_file(write: Callable[[str], None]) -> None:
    write('msgid "%(n)d left"\nmsgstr "%(m)d kvar"\n')
    file = "livskraft/app/locale/sv/LC_MESSAGES/django.po"
    assert messages.wrong_placeholders() == [f"{file}: %(n)d left → %(m)d kvar"]
    assert messages.unused_translations() == [f"{file}: %(n)d left"]


@pytest.mark.usefixtures("write")
def test_missing_texts_can_be_added_to_be_filled_in() -> None:
    for text in messages.missing_texts():
        messages.add_to_catalogue(text)
    entries = {messages.key_of(message) for _file, message in messages.translations()}
    assert (("month", "May") in entries, (None, "%(n)d goal") in entries) == (True, True)
    assert len(messages.missing_texts()) == 5
