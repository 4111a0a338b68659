"""Tags for the signs of the look: each draws the sign and says it in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.shared.charts import signs
from livskraft.shared.site import local_site

register = template.Library()

STATUS_WORDS = {
    "idea": gettext_lazy("Idea"),
    "planned": gettext_lazy("Planned"),
    "ongoing": gettext_lazy("Ongoing"),
    "paused": gettext_lazy("Paused"),
    "done": gettext_lazy("Done"),
    "cancelled": gettext_lazy("Cancelled"),
}
VERDICT_WORDS = {
    "achieved": gettext_lazy("Achieved"),
    "on_track": gettext_lazy("On track"),
    "too_slow": gettext_lazy("Progress, but too slow"),
    "insufficient": gettext_lazy("Insufficient"),
    "wrong_direction": gettext_lazy("Wrong direction"),
    "significant_improvement": gettext_lazy("Significant improvement"),
    "moderate_improvement": gettext_lazy("Moderate improvement"),
    "moderate_deterioration": gettext_lazy("Moderate deterioration"),
    "significant_deterioration": gettext_lazy("Significant deterioration"),
    "no_certain_trend": gettext_lazy("No certain trend"),
    "within_margin": gettext_lazy("Within the margin of error"),
    "cannot_assess": gettext_lazy("Cannot be assessed"),
}
TERM_WORDS = {
    "goal": gettext_lazy("Goal"),
    "goals": gettext_lazy("Goals"),
    "activity": gettext_lazy("Activity"),
    "activities": gettext_lazy("Activities"),
    "municipality": gettext_lazy("Municipality"),
    "municipalities": gettext_lazy("Municipalities"),
    "actor": gettext_lazy("Actor"),
    "actors": gettext_lazy("Actors"),
    "forum": gettext_lazy("Forum"),
    "forums": gettext_lazy("Forums"),
}


def _drawn(svg: str) -> SafeString:
    """Vouch for an SVG of our own, which holds nothing that people have written."""
    return mark_safe(svg)  # noqa: S308


@register.simple_tag
def region_mark() -> SafeString:
    """Draw the mark that stands where a region has set no logo."""
    return _drawn(signs.region_mark())


@register.simple_tag
def example_tag() -> SafeString:
    """Mark what stands before it as invented."""
    return format_html('<span class="example-tag">{}</span>', _("example"))


@register.simple_tag
def priority_tag() -> SafeString:
    """Mark a goal as one of those that the plan puts first."""
    return format_html('<span class="priority-tag">{}</span>', _("priority"))


@register.simple_tag
def status_bar(status: str) -> SafeString:
    """Draw an activity's status without its word, where the word already stands."""
    return _drawn(signs.status_bar(status))


@register.simple_tag
def status_sign(status: str) -> SafeString:
    """Draw an activity's status and say it."""
    return format_html(
        '<span class="status">{} <b>{}</b></span>',
        _drawn(signs.status_bar(status)),
        STATUS_WORDS[status],
    )


@register.simple_tag
def status_word(status: str) -> str:
    """Say an activity's status."""
    return str(STATUS_WORDS[status])


@register.simple_tag
def verdict_mark(verdict: str, *, large: bool = False, old: bool = False) -> SafeString:
    """Draw a verdict's sign without its words."""
    return format_html(
        '<span class="tone-{}">{}</span>',
        "none" if old else signs.verdict_tone(verdict),
        _drawn(signs.verdict_sign(verdict, is_large=large)),
    )


@register.simple_tag
def verdict_sign(verdict: str, reason: str = "", *, old: bool = False) -> SafeString:
    """Draw a verdict and say it; beneath it the reason or the date.

    An old verdict (more than 24 months) is grey and of normal weight.
    """
    is_plain = old or verdict == "cannot_assess"
    return format_html(
        '<span class="verdict tone-{}{}">{}<span class="verdict__words"><b>{}</b>{}</span></span>',
        "none" if old else signs.verdict_tone(verdict),
        " verdict--plain" if is_plain else "",
        _drawn(signs.verdict_sign(verdict)),
        VERDICT_WORDS[verdict],
        format_html(' <span class="verdict__reason">{}</span>', reason) if reason else "",
    )


@register.simple_tag
def term(key: str) -> str:
    """Say a word that a region may have set itself, with a capital first."""
    word = local_site().terms.get(key) or str(TERM_WORDS[key])
    return word[:1].upper() + word[1:]
