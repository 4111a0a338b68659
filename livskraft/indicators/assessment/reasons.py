"""A lasting name for each reason, for programs that read verdicts: the words may change."""

_NAMES = {
    "no value": "no_value",
    "a single value": "single_value",
    "a single value since the break in the series in %(year)d": "single_value_since_break",
    "no value after the base year %(year)d": "no_value_after_base",
    "counted since the break in the series in %(year)d": "counted_since_break",
    "no value for the base year %(year)d, counted from the first one after it": "other_base",
    "the value is itself a change, so its growth in percent says nothing": "is_rate",
    "growth in percent cannot be counted from zero or to zero": "zero",
    "the value has changed sign, so growth in percent cannot be counted": "sign_changed",
    "the value is the same as in the base year": "unchanged",
    "the base value had reached the target, and the newest has not": "moved_away",
    "the target hardly differs from the base value": "target_near_base",
    "nobody has said whether the value should grow or fall": "no_direction",
    "change cannot be measured against limits of zero": "zero_limits",
    "no limits are set for where the value should lie": "no_limits",
    "the value lies within the limits": "within_limits",
    "no value for %(unknown)d of %(areas)d areas": "areas_without_value",
    "no period with a value for both": "no_common_period",
    "the difference is smaller than the margin of error": "difference_within_margin",
    "the target names no value": "no_target_value",
    "fewer than five values to draw a trend through": "too_few_for_trend",
    "no trend in percent through values of zero or of both signs": "not_positive",
    "the values vary too much for the trend to be told from chance": "uncertain_trend",
    "the change is smaller than the margin of error": "change_within_margin",
    "the change is larger than the margin of error": "change_beyond_margin",
    "the target has no year": "no_target_year",
    "not reached in %(year)d, when the time of the target was out": "not_reached_in_time",
    "reached after %(year)d, when the time of the target was out": "reached_late",
    "the time of the target was out in %(year)d, but there is no value for it": (
        "no_value_for_target_year"
    ),
    "no value before the year of the target to count from": "base_too_late",
    "the target differs from the base value by less than the margin of error": (
        "target_within_margin"
    ),
    "reached, but the target lies within the margin of error of the value": (
        "reached_within_margin"
    ),
}


def reason_name(template: str) -> str:
    """Return the name of a reason by its words in English, "other" for one that is not known."""
    return _NAMES.get(template, "other")
