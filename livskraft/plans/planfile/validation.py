"""A plan file's tree against its schema, every error in plain words."""

import difflib
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from livskraft.plans.planfile import schema
from livskraft.shared.yamlfile.errors import Path, Problem, _
from livskraft.shared.yamlfile.scalars import DATE
from livskraft.shared.yamlfile.tree import Mapping, line_of, place_in_words, written_at


def _is_date(value: object) -> bool:
    """Return whether it is a day that exists, written YYYY-MM-DD, from the year 1000."""
    if not isinstance(value, str):
        return True
    try:
        return bool(DATE.match(value)) and date.fromisoformat(value).year >= 1000
    except ValueError:
        return False


def _is_address(value: object) -> bool:
    if not isinstance(value, str) or not value:
        return True
    return re.match(r"\Ahttps?://[^\s/]+\.?[^\s]*\Z", value) is not None


_formats = FormatChecker(formats=())
_formats.checks("date")(_is_date)
_formats.checks("uri")(_is_address)
_VALIDATOR = Draft202012Validator(schema.PLAN_FILE, format_checker=_formats)


def schema_problems(tree: Mapping) -> list[Problem]:
    """Return what the schema finds, one problem for each value."""
    found: dict[tuple[Path, str, str], Problem] = {}
    for error in _VALIDATOR.iter_errors(tree):
        for path, template, parameters in _explain(error, tree):
            problem = Problem(line_of(tree, path), place_in_words(tree, path), template, parameters)
            found.setdefault((path, template, str(parameters)), problem)
    return list(found.values())


Explanation = tuple[Path, str, dict[str, object]]


def _explain(error: ValidationError, tree: Mapping) -> Iterator[Explanation]:
    path: Path = tuple(error.absolute_path)
    explain = _EXPLAIN.get(str(error.validator), _explain_other)
    yield from explain(error, path, tree)


def shown(value: object, written: str | None = None) -> str:
    """Return a value as it can be shown in a message: as written, at most 80 characters."""
    if value is None:
        text = "" if written is None else written
    elif isinstance(value, bool):
        text = written or str(value).lower()
    else:
        text = written or str(value)
    return text if len(text) <= 80 else text[:79] + "…"


def nearest(word: str, words: list[str]) -> str | None:
    """Return the word that `word` was most likely meant to be."""
    found = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return found[0] if found else None


def _explain_type(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    expected = error.validator_value
    value = error.instance
    written = written_at(tree, path)
    parameters: dict[str, object] = {"value": shown(value, written)}
    if value is None:
        template = _("Nothing stands after the colon. Write a value, or take the key away.")
    elif expected == "string" and not isinstance(value, list | dict):
        template = _('Put the value in quotes, so that it is read as text: "%(value)s".')
    elif expected == "string":
        template = _("A single text is expected here, not a list or a group of keys.")
    elif expected == "integer" and isinstance(value, str):
        template = _(
            '"%(value)s" is not a whole number. Write digits only, without spaces and quotes.'
        )
    elif expected == "integer":
        template = _("A whole number is expected here, not %(value)s.")
    elif expected == "number":
        template = _(
            '"%(value)s" is not a number. Write digits, with a point before decimals, without quotes.'
        )
    elif expected == "boolean":
        template = _('Write true or false (without quotes), not "%(value)s".')
    elif expected == "array":
        template = _("A list is expected here: [one, two], or one item a line, each with a hyphen.")
    else:
        template = _("A group of keys is expected here, such as {slug: …, title: …}.")
    yield path, template, parameters


def _explain_unknown_key(
    error: ValidationError, path: Path, tree: Mapping
) -> Iterator[Explanation]:
    if isinstance(error.validator_value, dict):
        return
    known = sorted(error.schema.get("properties", {}))
    for key in error.instance:
        if key in known:
            continue
        suggestion = nearest(str(key), known)
        parameters: dict[str, object] = {"key": shown(key)}
        if suggestion:
            parameters["suggestion"] = suggestion
            template = _('There is no key "%(key)s" here. Did you mean "%(suggestion)s"?')
        else:
            parameters["known"] = ", ".join(known)
            template = _('There is no key "%(key)s" here. The keys are: %(known)s.')
        yield (*path, key), template, parameters


def _explain_required(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    for key in error.validator_value:
        if key not in error.instance:
            yield path, _('The key "%(key)s" is missing.'), {"key": key}


def _explain_enum(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    if not isinstance(error.instance, str):
        return  # said by the type already
    choices = [str(choice) for choice in error.validator_value]
    parameters: dict[str, object] = {
        "value": shown(error.instance),
        "choices": ", ".join(choices),
        "suggestion": nearest(error.instance, choices),
    }
    if parameters["suggestion"]:
        template = _(
            '"%(value)s" cannot stand here. Did you mean %(suggestion)s? Choose from: %(choices)s.'
        )
    else:
        template = _('"%(value)s" cannot stand here. Choose from: %(choices)s.')
    yield path, template, parameters


def _explain_pattern(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    templates = {
        schema.SLUG: _(
            '"%(value)s" is not a slug. Use small letters a–z, digits and single hyphens: bostader-for-alla.'
        ),
        schema.AREA: _(
            '"%(value)s" is not an area code. Write "00" for the nation, two digits for a county '
            '("19") or four for a municipality ("1980"), in quotes.'
        ),
        schema.PLAN_AND_GOAL: _(
            '"%(value)s" is not a goal. Write the goal\'s slug, or plan/goal for a goal of another plan.'
        ),
        schema.OTHER_TARGET: _(
            '"%(value)s" names no target. Write the area of the target that this one builds on, '
            '"00" for the nation, or indicator/area for a target of another indicator.'
        ),
    }
    default = _("The text must not be empty.")
    template = templates.get(error.validator_value, default)
    yield path, template, {"value": shown(error.instance)}


def _explain_format(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    value: dict[str, object] = {"value": shown(error.instance)}
    if error.validator_value == "date":
        template = _('"%(value)s" is not a date. Write year-month-day, for example 2021-01-31.')
    else:
        template = _('"%(value)s" is not a web address. It begins with https://')
    yield path, template, value


def _explain_size(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    parameters: dict[str, object] = {
        "limit": error.validator_value,
        "value": shown(error.instance),
    }
    if error.validator == "maxLength":
        parameters["length"] = len(error.instance)
        template = _("The text has %(length)d characters; at most %(limit)d fit here.")
    elif error.validator == "minimum":
        template = _("%(value)s is too small: at least %(limit)d is expected.")
    else:
        template = _("%(value)s is too large: at most %(limit)d is expected.")
    yield path, template, parameters


def _explain_doubled(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    seen: list[Any] = []
    for index, item in enumerate(error.instance):
        if item in seen:
            value = place_in_words(error.instance, (index,))[0] if isinstance(item, dict) else item
            yield (
                (*path, index),
                _('"%(value)s" stands twice in the list.'),
                {"value": shown(value)},
            )
        seen.append(item)


def _explain_other(error: ValidationError, path: Path, tree: Mapping) -> Iterator[Explanation]:
    yield path, _("This value cannot stand here (%(problem)s)."), {"problem": error.message}


_EXPLAIN: dict[str, Callable[[ValidationError, Path, Mapping], Iterator[Explanation]]] = {
    "type": _explain_type,
    "additionalProperties": _explain_unknown_key,
    "required": _explain_required,
    "enum": _explain_enum,
    "pattern": _explain_pattern,
    "format": _explain_format,
    "maxLength": _explain_size,
    "minimum": _explain_size,
    "maximum": _explain_size,
    "uniqueItems": _explain_doubled,
}
