"""Tags for content that people have written, as apart from the site's own words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from livskraft.shared.typesetting import breakable, unbroken

register = template.Library()


@register.simple_tag
def content_lang(is_translated: bool = False) -> str:
    """Return the attribute ` lang="sv"` where the page itself is not in Swedish, else nothing.

    `is_translated` says that the text is in the page's language after all.
    """
    if is_translated:
        return ""
    language = get_language() or "sv"
    return SafeString("" if language.startswith("sv") else ' lang="sv"')


@register.filter
def in_swedish(text: str) -> str:
    """Return a database text in running text, marked as Swedish where the page is not."""
    language = get_language() or "sv"
    return text if language.startswith("sv") else format_html('<span lang="sv">{}</span>', text)


@register.filter
def typeset(text: str) -> str:
    """Return a title whose long words may be broken with a hyphen, and whose "1 000" may not."""
    return breakable(unbroken(text))


@register.filter
def as_name(name: str) -> SafeString:
    """Return a person's name, marked as what no language says differently."""
    return format_html('<span translate="no">{}</span>', name)
