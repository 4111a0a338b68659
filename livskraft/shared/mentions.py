"""Free texts that call somebody by name: found in any model, and cleaned of it in old versions."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from livskraft.shared.nested import texts_in, with_replaced

_ASCII = re.compile(r"[\x21\x23-\x26\x28-\x5b\x5d-\x7e]+")  # no space, quotes or backslash
_AROUND = 60
_BATCH = 500
_TEXTS = (models.CharField, models.TextField, models.JSONField)


def text_fields(model: type[models.Model]) -> list[str]:
    """Return the fields that hold what somebody has written; no keys, choices or derived ones."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, _TEXTS)
        and not field.choices
        and not field.primary_key
        and (field.editable or field.name == "history_change_reason")
        and field.name not in ("slug", "address", "sort_key", "search_text", "history_type")
    ]


def pattern(marks: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the marks as whole words, in capitals or not, with a genitive s."""
    ordered = sorted({mark for mark in marks if mark.strip()}, key=len, reverse=True)
    return re.compile("|".join(map(_expression, ordered)) or r"(?!)", re.IGNORECASE)


def _expression(mark: str) -> str:
    words = r"\s+".join(re.escape(word) for word in mark.split())
    if "@" in mark:
        return rf"(?<![\w.+-]){words}(?![\w-]|\.\w)"
    return rf"(?<!\w){words}(?=s?(?!\w))"


def rows_with(
    model: type[models.Model], marks: Iterable[str], fields: Iterable[str] | None = None
) -> Iterator[tuple[Any, dict[str, str]]]:
    """Yield each row with what its fields say about somebody, as excerpts by field. One query."""
    marks = [mark for mark in marks if mark]
    names = list(fields if fields is not None else text_fields(model))
    wanted = pattern(marks)
    for row in _candidates(model, names, marks):
        found = {name: excerpt(getattr(row, name), wanted) for name in names}
        if any(found.values()):
            yield row, {name: text for name, text in found.items() if text}


def replace_in(
    model: type[models.Model], marks: Iterable[str], words: str, rows: Q | None = None
) -> int:
    """Put other words in the place of the marks in all texts; return how many rows had any.

    Writes no history: it is for versions of the history, and for what nobody can edit any more.
    """
    marks = [mark for mark in marks if mark]
    names = text_fields(model)
    wanted = pattern(marks)
    changed = []
    for row in _candidates(model, names, marks, rows):
        before = {name: getattr(row, name) for name in names}
        after = {name: with_replaced(value, wanted, words) for name, value in before.items()}
        if after != before:
            for name, value in after.items():
                setattr(row, name, _cut(model, name, value))
            changed.append(row)
    if changed:
        model._default_manager.bulk_update(changed, names, batch_size=_BATCH)
    return len(changed)


def excerpt(value: Any, wanted: re.Pattern[str]) -> str:
    """Return the first place with some words around it, "" if there is none."""
    for text in texts_in(value):
        if match := wanted.search(text):
            start, end = max(match.start() - _AROUND, 0), match.end() + _AROUND
            before, after = "… " if start else "", " …" if end < len(text) else ""
            return before + " ".join(text[start:end].split()) + after
    return ""


def _candidates(
    model: type[models.Model], names: list[str], marks: list[str], rows: Q | None = None
) -> list[Any]:
    """Return the rows that may hold a mark: neither database folds å, so only ASCII is compared."""
    if not names or not marks:
        return []
    found = Q()
    texts: dict[str, Any] = {}
    for name in names:
        if isinstance(model._meta.get_field(name), models.JSONField):
            texts[f"{name}_as_text"] = Cast(name, TextField())
            name = f"{name}_as_text"
        for mark in marks:
            part = max(_ASCII.findall(mark), key=len, default="")
            found |= Q(**{f"{name}__icontains": part})
    asked = model._default_manager.annotate(**texts).filter(found)
    return list(asked.filter(rows) if rows is not None else asked)


def _cut(model: type[models.Model], name: str, value: Any) -> Any:
    """Return a text no longer than its column takes."""
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return value[:longest] if isinstance(value, str) and longest else value
