"""Several names in one sentence, in the page's language."""

from collections.abc import Iterable

from django.utils.translation import gettext


def listed(names: Iterable[str]) -> str:
    """Return "Sala, Norberg and Fagersta", "" where there are none."""
    *start, last = list(names) or [""]
    if not start:
        return last
    return gettext("%(start)s and %(last)s") % {"start": ", ".join(start), "last": last}
