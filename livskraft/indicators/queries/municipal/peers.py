"""Which municipalities are like one, by the characteristics that the site names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.figure_words import period_words
from livskraft.indicators.queries.graphs.ground import Ground, grounds
from livskraft.indicators.queries.listing import public_indicators
from livskraft.indicators.queries.shown import rule_of
from livskraft.indicators.similarity import Characteristic, Likeness, Nearness, likeness
from livskraft.indicators.sources.periods import period_order
from livskraft.plans.models import Plan
from livskraft.shared.listing import listed
from livskraft.shared.site import site_settings
from livskraft.shared.typesetting import unbroken


@dataclass(frozen=True)
class Peer:
    """A municipality that is like another."""

    code: str
    name: str
    nearness: Nearness


@dataclass(frozen=True)
class Peers:
    """The most alike first. `basis` tells by what; `lack` why there are none.

    All is empty where the site names no characteristics: then nothing is said of it.
    """

    found: tuple[Peer, ...] = ()
    basis: str = ""
    lack: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.found)

    @property
    def names(self) -> str:
        return listed([one.name for one in self.found])

    @property
    def how_near(self) -> str:
        """How near they are together, in a sentence: no more is promised than the figures hold."""
        steps = [one.nearness for one in self.found]
        if all(step == "near" for step in steps):
            return gettext("All of them are near.")
        if "near" in steps:
            number = steps.count("near")
            return ngettext(
                "One of them is near, the others less so.",
                "%(number)d of them are near, the others less so.",
                number,
            ) % {"number": number}
        if "fairly" in steps:
            return gettext("None of them is really near.")
        return gettext("Even the most alike differ much.")


def peers_of(plan: Plan, code: str, name: str) -> Peers:
    """Return which municipalities are like one, on the day that counts as today.

    No query, five where the site names characteristics; and the reads of these.
    """
    slugs = site_settings().similar_by
    if not slugs:
        return Peers()
    rows = public_indicators().filter(plan=plan, slug__in=slugs)
    indicators = sorted(rows, key=lambda one: slugs.index(one.slug))
    drawn = grounds(indicators, everywhere=True)
    there = [(one, drawn[one.pk]) for one in indicators if one.pk in drawn]
    periods = [_newest(ground, code) for _one, ground in there]
    characteristics = [
        Characteristic(_values(ground, period), rule_of(one, ground.snapshot).counts_people)
        for (one, ground), period in zip(there, periods, strict=True)
    ]
    places = {code: place for _one, ground in there for code, place in ground.places.items()}
    among = {area for one in characteristics for area in one.values}
    found = likeness(code, characteristics, among=among)
    if found.lack:
        return Peers(lack=_lack(found, [one for one, _ground in there], name))
    return Peers(
        found=tuple(Peer(one.area, places[one.area].title, one.nearness) for one in found.similar),
        basis=unbroken(listed(_basis(there, periods))),
    )


def _basis(there: Iterable[tuple[Indicator, Ground]], periods: Iterable[str]) -> list[str]:
    return [
        f"{_lower(one.title)} {period_words(period)}"
        for (one, _ground), period in zip(there, periods, strict=True)
    ]


def _newest(ground: Ground, code: str) -> str:
    return max(ground.values(code), default="", key=period_order)


def _values(ground: Ground, period: str) -> dict[str, float]:
    """Return the values of all municipalities for a period."""
    figures = ground.by_key.figures
    rows = zip(*map(figures.column, ("area", "sex", "period", "value")), strict=True)
    return {
        area: float(value)
        for area, sex, when, value in rows
        if sex == "T" and len(area) == 4 and when == period and value is not None
    }


def _lower(title: str) -> str:
    """Return a title as it stands inside a sentence; "BRP" stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _lack(found: Likeness, indicators: Sequence[Indicator], name: str) -> str:
    if found.lack == "no_characteristics":
        return gettext("There are no figures yet of what similar municipalities are found by.")
    if found.lack == "own_is_missing":
        missing = listed([_lower(indicators[place].title) for place in found.missing])
        return gettext("%(place)s has no value of %(measures)s, so none can be called similar.") % {
            "place": name,
            "measures": missing,
        }
    if found.lack == "too_few":
        return gettext("Too few municipalities have the figures that similar ones are found by.")
    return gettext("In what similar ones are found by, all municipalities are the same.")
