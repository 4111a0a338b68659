"""Verdicts, their rules and what these were given, in words: one plain sentence for each verdict."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext

from livskraft.indicators.assessment import INPUTS, RULES
from livskraft.indicators.queries.figure_words import figure, period_words, short_unit, with_unit
from livskraft.indicators.queries.target_words import area_name
from livskraft.shared.templatetags.look import VERDICT_WORDS

Shown = tuple[str, str]
"""A label and what stands beside it."""


def verdict_word(verdict: str) -> str:
    """Return a verdict in the words of its sign: "On track"."""
    return str(VERDICT_WORDS[verdict])


def rule_name(rule: str) -> str:
    """Return what a rule is called, "" for an unknown one."""
    return gettext(RULES[rule].name) if rule in RULES else ""


def sentence_of(verdict: str, reason: str = "", *, is_unchanged: bool = False) -> str:
    """Return what a verdict says, as a sentence that can be read aloud after its word.

    `is_unchanged`: the newest value is what it was at first.
    """
    if is_unchanged and verdict == "insufficient":
        return gettext("The value has not changed, and that is not enough.")
    if is_unchanged and verdict == "no_certain_trend":
        return gettext("The value has not changed.")
    sentences = {
        "achieved": gettext("The target is reached."),
        "on_track": gettext("It goes fast enough to reach the target."),
        "too_slow": gettext("It goes the right way, but too slowly."),
        "insufficient": gettext("It goes the right way, but so slowly that it is not enough."),
        "wrong_direction": gettext("It goes the wrong way."),
        "significant_improvement": gettext("It gets clearly better."),
        "moderate_improvement": gettext("It gets somewhat better."),
        "moderate_deterioration": gettext("It gets somewhat worse."),
        "significant_deterioration": gettext("It gets clearly worse."),
        "no_certain_trend": gettext("The values go up and down, with no certain trend."),
        "within_margin": gettext("The change is within the margin of error."),
    }
    if verdict in sentences:
        return sentences[verdict]
    return f"{capfirst(reason)}." if reason else ""


def past_sentence(verdict: str, until: str, *, is_unchanged: bool = False) -> str:
    """Return what a verdict says of a time that is over, until a period in words."""
    if is_unchanged and verdict == "insufficient":
        unchanged = gettext("Until %(when)s the value did not change, and that was not enough.")
        return unchanged % {"when": until}
    if is_unchanged and verdict == "no_certain_trend":
        return gettext("Until %(when)s the value did not change.") % {"when": until}
    sentences = {
        "achieved": gettext("The target was reached by %(when)s; there are no later values."),
        "on_track": gettext("Until %(when)s it went fast enough to reach the target."),
        "too_slow": gettext("Until %(when)s it went the right way, but too slowly."),
        "insufficient": gettext(
            "Until %(when)s it went the right way, but so slowly that it was not enough."
        ),
        "wrong_direction": gettext("Until %(when)s it went the wrong way."),
        "significant_improvement": gettext("Until %(when)s it got clearly better."),
        "moderate_improvement": gettext("Until %(when)s it got somewhat better."),
        "moderate_deterioration": gettext("Until %(when)s it got somewhat worse."),
        "significant_deterioration": gettext("Until %(when)s it got clearly worse."),
        "no_certain_trend": gettext(
            "Until %(when)s the values went up and down, with no certain trend."
        ),
        "within_margin": gettext("Until %(when)s the change was within the margin of error."),
    }
    return sentences[verdict] % {"when": until} if verdict in sentences else ""


def until_words(period: str) -> str:
    """Return how far an old verdict reaches, for lists: "until 2019"."""
    return gettext("until %(when)s") % {"when": period_words(period)}


def input_labels() -> Mapping[str, str]:
    """Return what a rule may be given, in words."""
    return _labels(get_language() or "sv")


@cache
def _labels(language: str) -> Mapping[str, str]:
    """Return them in the language of the moment, which is asked for many times on a page."""
    return {
        "base_period": gettext("Counted from"),
        "base_value": gettext("Value then"),
        "newest_period": gettext("Newest period"),
        "newest_value": gettext("Newest value"),
        "target": gettext("Target"),
        "target_low": gettext("Lower limit of the target"),
        "target_high": gettext("Upper limit of the target"),
        "target_year": gettext("Year of the target"),
        "growth": gettext("Change per year"),
        "needed_growth": gettext("Change per year that the target requires"),
        "limit": gettext("Natural limit of the values"),
        "factor": gettext("Factor near the limit"),
        "threshold": gettext("Least change per year to be on track"),
        "continued": gettext("Where the change leads by the year of the target"),
        "expected": gettext("Where the path to the target should be"),
        "milestones": gettext("Milestones"),
        "values": gettext("Number of values"),
        "growth_low": gettext("Change per year, lower end of the 90 % interval"),
        "growth_high": gettext("Change per year, upper end of the 90 % interval"),
        "standard_error": gettext("Standard error of the change"),
        "change": gettext("Change"),
        "margin": gettext("Margin of error"),
        "break": gettext("Break in the series"),
        "reached": gettext("How many have reached it"),
        "reached_before": gettext("How many had reached it then"),
        "needed": gettext("How many are needed"),
        "areas": gettext("Number of areas"),
        "unknown": gettext("Areas without a value"),
        "expected_count": gettext("How many should have reached it by now"),
        "reached_areas": gettext("Have reached it"),
        "first_value": gettext("Value of the first"),
        "second_value": gettext("Value of the second"),
    }


def shown_inputs(inputs: Mapping[str, Any], unit: str, decimals: int | None) -> Iterator[Shown]:
    """Yield what a rule was given, each with its label; what is not known is left out."""
    labels = input_labels()
    for name, value in inputs.items():
        if value is not None and name in labels:
            yield labels[name], shown_input(INPUTS[name], value, unit, decimals)


def shown_input(kind: str, value: Any, unit: str, decimals: int | None) -> str:
    """Return a number, a period, a year or areas as they stand in a table."""
    match kind:
        case "period":
            return period_words(str(value))
        case "areas":
            codes = [code.strip() for code in str(value).split(",")]
            return ", ".join(area_name(code) for code in codes if code)
        case "year" | "count":
            return f"{value:g}" if isinstance(value, int | float) else str(value)
        case "growth":
            percent = figure(100 * float(value), 2)
            return pgettext("per year", "%(percent)s %%") % {"percent": percent}
        case "ratio":
            return figure(float(value), 2)
        case "difference":
            return with_unit(figure(float(value), _one_more(decimals)), points_unit(unit))
    return with_unit(figure(float(value), decimals), short_unit(unit) or unit)


def shown_value(said: Mapping[str, Any], unit: str, decimals: int | None) -> str:
    """Return what a rule calculated; "" where it calculated nothing. `said` as in `as_json`."""
    if said["value"] is None:
        return ""
    if said["value_kind"] == "growth":
        percent = figure(100 * float(said["value"]), 2)
        return gettext("%(percent)s %% a year") % {"percent": percent}
    if said["value_kind"] == "ratio":
        return gettext("pace %(ratio)s") % {"ratio": figure(float(said["value"]), 2)}
    return shown_input(said["value_kind"], said["value"], unit, decimals)


def _one_more(decimals: int | None) -> int | None:
    return None if decimals is None else decimals + 1


def points_unit(unit: str) -> str:
    """Return what differences of a unit are counted in: percentage points of percent."""
    return gettext("percentage points") if unit.startswith("procent") else unit
