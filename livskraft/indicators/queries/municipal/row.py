"""One measure of a municipality: its value in a sentence, beside others on a strip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from livskraft.indicators.assessment import moment
from livskraft.indicators.assessment.comparable import is_old
from livskraft.indicators.findings import Measured, Voice, place_finding
from livskraft.indicators.queries.details import attribution_of
from livskraft.indicators.queries.figure_words import (
    at,
    figure,
    period_words,
    sex_word,
    symbol,
    with_unit,
)
from livskraft.indicators.queries.graphs.assembling import place_name
from livskraft.indicators.queries.graphs.graph import drawn
from livskraft.indicators.queries.graphs.ground import Ground, point
from livskraft.indicators.queries.latest import ALL, MEN, WOMEN
from livskraft.indicators.queries.municipal.drawing import (
    Draw,
    draw_nothing,
    pairs_drawing,
    places_drawing,
)
from livskraft.indicators.queries.places import NATION
from livskraft.indicators.queries.unit_words import unit_words
from livskraft.indicators.queries.verdicts import Judged
from livskraft.indicators.sources.observation import Observation
from livskraft.indicators.sources.periods import period_order
from livskraft.indicators.suppression import Rank, ranks
from livskraft.shared.listing import listed
from livskraft.shared.numbers import number_word
from livskraft.shared.typesetting import unbroken

WIDE, NARROW = 400, 284
FEWEST = 3
"""So many areas are needed for a place among them, or a middle, to say anything."""


@dataclass(frozen=True)
class ValueRow:
    """A measure that the municipality has a value of.

    `sentence` can be read aloud; `place` says where it stands among the others, "" where that is
    not known. `later` tells why there is no value for a later period.
    """

    ground: Ground
    code: str
    period: str
    sexes: tuple[str, ...]
    others: tuple[str, ...]
    are_named: bool
    judged: Judged | None
    is_context: bool

    @property
    def address(self) -> str:
        return self.ground.indicator.address

    @property
    def title(self) -> str:
        return self.ground.indicator.title

    @property
    def unit(self) -> str:
        return self.ground.indicator.unit

    @property
    def when(self) -> str:
        return period_words(self.period)

    @cached_property
    def is_old(self) -> bool:
        """Whether the value is too old to say anything of now."""
        newest = self.ground.values(self.code, self.sexes[0])[self.period]
        return is_old(point(newest), moment(self.ground.today))

    @property
    def age(self) -> str:
        """What is to be said of an old value where no verdict says until when it reaches."""
        is_told = self.judged and not self.is_context and self.judged.verdict != "cannot_assess"
        if not self.is_old or is_told:
            return ""
        return gettext("The value is of %(when)s and says nothing of now.") % {"when": self.when}

    @property
    def source(self) -> str:
        return attribution_of(self.ground.snapshot)

    @cached_property
    def sentence(self) -> str:
        if self.sexes != (ALL,):
            both = [
                f"{sex_word(sex)} {with_unit(self._shown(self.code, sex), self.unit)}"
                for sex in self.sexes
            ]
            return gettext("In %(place)s: %(values)s.") % {
                "place": place_name(self.ground, self.code),
                "values": at(listed(both), self.period),
            }
        own = self._measured(self.code, place_name(self.ground, self.code))
        assert own is not None
        found = place_finding(own, self.period, list(self._beside()), self.unit, self._voice)
        return unbroken(found.text(gettext))

    @cached_property
    def place(self) -> str:
        """The place among the municipalities, where margins of error tell how sure it is."""
        direction = self.ground.indicator.direction
        if self.sexes != (ALL,) or direction not in ("increase", "decrease"):
            return ""
        rank = self._ranks(is_higher_better=direction == "increase").get(self.code)
        if rank is None or rank.of < FEWEST:
            return ""
        told = {"first": rank.first, "last": rank.last, "of": rank.of}
        if rank.is_certain:
            return gettext("Place %(first)d of %(of)d.") % told
        if (rank.first, rank.last) == (1, rank.of):
            return gettext("The margins of error allow no place among the municipalities.")
        return gettext("Between place %(first)d and %(last)d of %(of)d.") % told

    @cached_property
    def is_alone(self) -> bool:
        """Whether there is nothing to compare with: then there is nothing to draw."""
        if self.sexes != (ALL,):
            return False
        beside = {*self.others, self.ground.main, NATION} - {self.code}
        return not any(self._measured(code, code) for code in beside)

    @property
    def later(self) -> str:
        newer = [
            one
            for one in self.ground.by_key.get((self.code, self.sexes[0]), ())
            if one.value is None and period_order(one.period) > period_order(self.period)
        ]
        if not newer:
            return ""
        return f"{period_words(newer[-1].period)}: {reason_of(newer[-1])}."

    @cached_property
    def wide(self) -> SafeString:
        return self._drawn(WIDE)

    @cached_property
    def narrow(self) -> SafeString:
        return self._drawn(NARROW)

    @cached_property
    def _draw(self) -> Draw:
        areas = (self.code, *(code for code in self.others if code != self.code))
        title = self.sentence
        if self.sexes == (ALL,):
            return places_drawing(
                self.ground, areas, self.period, title=title, are_named=self.are_named
            )
        return pairs_drawing(self.ground, areas, self.period, title=title, sexes=self.sexes)

    def _drawn(self, width: int) -> SafeString:
        return drawn(self._draw(width))

    @property
    def _voice(self) -> Voice:
        decimals, language = self.ground.decimals, get_language() or "sv"
        return Voice(
            figure=lambda value: figure(value, decimals),
            number_word=lambda number: number_word(number, language),
            period=period_words,
            unit=unit_words,
        )

    def _shown(self, code: str, sex: str) -> str:
        one = self.ground.values(code, sex)[self.period]
        assert one.value is not None
        return figure(one.value, self.ground.decimals)

    def _measured(self, code: str, name: str) -> Measured | None:
        one = self.ground.values(code).get(self.period)
        if one is None:
            return None
        placed = point(one)
        return Measured(name, placed.value, placed.low, placed.high)

    def _beside(self) -> Iterator[Measured]:
        """Yield what the value is compared with: county, nation, and the middle of similar ones."""
        main = self.ground.main
        names = {main: gettext("the county"), NATION: gettext("the nation")}
        if main != NATION and len(main) != 2:
            del names[main]
        found = [self._measured(code, name) for code, name in names.items()]
        yield from (one for one in found if one)
        if self.are_named:
            values = [one.value for code in self.others if (one := self._measured(code, code))]
            if len(values) >= FEWEST:
                yield Measured(gettext("the middle of the similar municipalities"), median(values))

    def _ranks(self, *, is_higher_better: bool) -> dict[str, Rank | None]:
        codes = [code for code in {self.code, *self.others} if self._measured(code, code)]
        spans = [one for code in codes if (one := self._measured(code, code))]
        found = ranks(
            [(one.value, one.low, one.high) for one in spans], is_higher_better=is_higher_better
        )
        return dict(zip(codes, found, strict=True))


@dataclass(frozen=True)
class MissingRow:
    """A goal's key measure that has no value for the municipality; `sentence` says why."""

    address: str
    title: str
    sentence: str

    @property
    def wide(self) -> SafeString:
        return drawn(draw_nothing(self.address, self.sentence, WIDE))

    @property
    def narrow(self) -> SafeString:
        return drawn(draw_nothing(self.address, self.sentence, NARROW))


def newest_row(
    ground: Ground,
    code: str,
    others: Sequence[str],
    judged: Judged | None,
    *,
    are_named: bool,
    is_context: bool,
) -> ValueRow | None:
    """Return the newest value of a municipality, of all or of women and men; None without any."""
    for sexes in ((ALL,), (WOMEN, MEN)):
        shared = set.intersection(*(set(ground.values(code, sex)) for sex in sexes))
        if shared:
            period = max(shared, key=period_order)
            return ValueRow(
                ground, code, period, sexes, tuple(others), are_named, judged, is_context
            )
    return None


def missing_sentence(ground: Ground, code: str) -> str:
    """Return why a municipality has no value of a measure, or which areas have one."""
    own = [one for sex in (ALL, WOMEN, MEN) for one in ground.by_key.get((code, sex), ())]
    if own:
        newest = max(own, key=lambda one: period_order(one.period))
        told = {"when": period_words(newest.period), "reason": reason_of(newest)}
        return gettext("The value of %(when)s is not there: %(reason)s.") % told
    for other, words in (
        (ground.main, gettext("The source has one only for the county: %(value)s.")),
        (NATION, gettext("The source has one only for the nation: %(value)s.")),
    ):
        if len(other) == 2 and (values := ground.values(other)):
            newest = values[max(values, key=period_order)]
            assert newest.value is not None
            shown = with_unit(figure(newest.value, ground.decimals), ground.indicator.unit)
            return words % {"value": at(shown, newest.period)}
    areas = [place_name(ground, area) for area in ground.areas]
    if not areas:
        return gettext("The source has no value for any area yet.")
    return gettext("The source has values only for %(areas)s.") % {"areas": listed(areas)}


def reason_of(one: Observation) -> str:
    """Return why a figure has no value, in words: the meaning of its symbol."""
    told = symbol(one.status, has_value=False)
    return told.meaning or told.word
