"""Indicators as the public search finds them."""

from django.utils.translation import gettext

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.listing import public_indicators
from livskraft.plans.queries.search import SearchedKind
from livskraft.plans.queries.search_hits import Telling


def searched_indicators() -> SearchedKind:
    """Return the kind of record that the search is to know beside those of plans. No query."""
    return SearchedKind(
        "indicator",
        gettext("Indicators"),
        public_indicators(),
        ("title", "address", "unit", "sort_key", "declaration", "plan__title"),
        _tell,
    )


def _tell(indicator: Indicator) -> Telling:
    description = str(indicator.declaration.get("description") or "")
    return Telling(indicator.title, about=indicator.unit, text=description)
