"""From a declaration and a table's variables to a question: which codes, and what they mean."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from livskraft.indicators.sources.areas import AreaNames, area_code
from livskraft.indicators.sources.cube import Dimension
from livskraft.indicators.sources.errors import DeclarationError, Message, _, listed
from livskraft.indicators.sources.expressions import (
    expand,
    find_code,
    no_such_value,
    period_of,
    shown_values,
)
from livskraft.indicators.sources.select import DIMENSION, FIXED, Choice, role_words
from livskraft.indicators.sources.sexes import sex_of


@dataclass(frozen=True)
class Pick:
    """What is asked of one variable.

    `codes` are asked for, in the table's order; none means that the publisher sums over the
    variable. `keys` says what each code means to us; `role` is "" where no dimension is kept.
    With `is_open` the publisher alone knows the codes that `codes` describe.
    """

    dimension: Dimension
    role: str = ""
    codes: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    codelist: str = ""
    is_open: bool = False

    @property
    def count(self) -> int:
        """How many values the answer has of it."""
        if self.is_open:
            return max(1, len(self.dimension.values))
        return max(1, len(self.codes))


@dataclass(frozen=True)
class Question:
    """All that is asked of a table: a pick for every variable it has."""

    picks: tuple[Pick, ...]
    area: str = ""
    warnings: tuple[Message, ...] = ()

    @property
    def cells(self) -> int:
        return math.prod(pick.count for pick in self.picks)

    def parts(self, limit: int) -> Iterator["Question"]:
        """Yield questions of at most `limit` cells that together ask for the same.

        Measures stay together, since an observation needs all of them.
        """
        if self.cells <= limit:
            yield self
            return
        pick = max(self.picks, key=lambda pick: len(pick.codes) if _can_split(pick) else 0)
        if not _can_split(pick):
            raise DeclarationError(
                _(
                    "The question is for %(cells)d figures and the publisher gives at most "
                    "%(limit)d. Ask for fewer values."
                ),
                cells=self.cells,
                limit=limit,
            )
        step = max(1, min(limit * pick.count // self.cells, len(pick.codes) // 2))
        for start in range(0, len(pick.codes), step):
            narrowed = replace(pick, codes=pick.codes[start : start + step])
            picks = tuple(narrowed if other is pick else other for other in self.picks)
            yield from replace(self, picks=picks, warnings=()).parts(limit)


def _can_split(pick: Pick) -> bool:
    return pick.role != "measure" and not pick.is_open and len(pick.codes) > 1


@dataclass(frozen=True)
class Wanted:
    """What is asked for around `select`: the plan's areas, or one area for a table without any.

    `areas` None means all that the table has. `can_sum` says whether the table's keeper sums over
    a variable that is left out; a file cannot.
    """

    areas: Sequence[str] | None
    names: AreaNames
    area: str = ""
    can_sum: bool = True


def make_question(
    dimensions: Sequence[Dimension], choices: Sequence[Choice], wanted: Wanted
) -> Question:
    """Return the question. Raises DeclarationError that names variables and values."""
    chosen = _by_variable(dimensions, choices)
    warnings: list[Message] = []
    picks = []
    for dimension in dimensions:
        choice = chosen.get(dimension.code)
        if choice is None:
            picks.append(_left_out(dimension, wanted.can_sum))
        else:
            picks.append(make_pick(dimension, choice, wanted, warnings))
    roles = {pick.role for pick in picks}
    _need("period", roles)
    if "area" not in roles and not wanted.area:
        raise DeclarationError(
            _(
                "No variable is said to be the area. Say which one is, or give one area for all "
                "figures, for example %(example)s."
            ),
            example='area: "00"',
        )
    return Question(tuple(picks), wanted.area, tuple(warnings))


def _need(role: str, roles: set[str]) -> None:
    if role not in roles:
        raise DeclarationError(
            _("No variable is said to be %(role)s. Say which one is."), role=role_words(role)
        )


def find_dimension(dimensions: Sequence[Dimension], name: str) -> Dimension | None:
    """Return the variable with that code or text, also where only the case differs."""
    for same in (str, str.casefold):
        for dimension in dimensions:
            if same(name) in (same(dimension.code), same(dimension.label)):
                return dimension
    return None


def _by_variable(dimensions: Sequence[Dimension], choices: Sequence[Choice]) -> dict[str, Choice]:
    chosen: dict[str, Choice] = {}
    for choice in choices:
        dimension = find_dimension(dimensions, choice.variable)
        if dimension is None:
            raise DeclarationError(
                _('The table has no variable "%(variable)s". It has: %(variables)s.'),
                variable=choice.variable,
                variables=listed((found.code for found in dimensions), limit=20),
            )
        if dimension.code in chosen:
            raise DeclarationError(
                _('The variable "%(variable)s" is named twice.'),
                variable=dimension.code,
            )
        chosen[dimension.code] = choice
    return chosen


def _left_out(dimension: Dimension, can_sum: bool) -> Pick:
    """Return the pick for a variable that is not named: its only value, its total, or the sum."""
    if len(dimension.values) == 1:
        return Pick(dimension, codes=dimension.values)
    if dimension.total in dimension.values:
        return Pick(dimension, codes=(str(dimension.total),))
    if dimension.can_eliminate and can_sum:
        return Pick(dimension)
    raise DeclarationError(
        _(
            'The variable "%(variable)s" (%(label)s) cannot be left out. Choose from '
            "its values: %(values)s."
        ),
        variable=dimension.code,
        label=dimension.label,
        values=shown_values(dimension),
    )


def make_pick(
    dimension: Dimension, choice: Choice, wanted: Wanted, warnings: list[Message]
) -> Pick:
    if choice.role == "area":
        return _area_pick(dimension, choice, wanted, warnings)
    if choice.role == "measure":
        codes = {name: _one(code, dimension) for name, code in choice.measures.items()}
        keys = {code: name for name, code in codes.items()}
        ordered = tuple(code for code in dimension.values if code in keys)
        return _distinct(Pick(dimension, "measure", ordered, keys), len(choice.measures))
    codes_asked = expand(choice.values or ("*",), dimension, is_time=choice.role == "period")
    if choice.role == FIXED:
        if len(codes_asked) != 1:
            raise no_such_value(choice.values[0], dimension)
        return Pick(dimension, codes=codes_asked, codelist=choice.codelist)
    if choice.role == DIMENSION:
        keys = {code: choice.map.get(code, code) for code in codes_asked}
    else:
        keys = {code: _key(dimension, choice, code) for code in codes_asked}
    return _distinct(Pick(dimension, choice.role, codes_asked, keys, choice.codelist))


def _one(text: str, dimension: Dimension) -> str:
    code = find_code(text, dimension)
    if code is None:
        raise no_such_value(text, dimension)
    return code


def _key(dimension: Dimension, choice: Choice, code: str) -> str:
    """Return the period or the sex that a code means."""
    label = dimension.label_of(code)
    if written := choice.map.get(code, choice.map.get(label)):
        key = sex_of(written) if choice.role == "sex" else written
    elif choice.role == "sex":
        key = sex_of(label)
    else:
        key = period_of(dimension, code)
    if key is None:
        raise DeclarationError(
            _(
                'It is not clear what "%(label)s" (%(code)s) in "%(variable)s" says of %(role)s. '
                "Leave it out, or say what it means, for example %(example)s."
            ),
            label=label,
            code=code,
            variable=dimension.code,
            role=role_words(choice.role),
            example='map: {"1": K}' if choice.role == "sex" else 'map: {"1": "2024"}',
        )
    return key


def _area_pick(
    dimension: Dimension, choice: Choice, wanted: Wanted, warnings: list[Message]
) -> Pick:
    """Return the areas to ask for: those of `map` or `values`, else the plan's that are there."""
    if choice.map:
        asked = choice.values or tuple(choice.map)
        keys = {_one(code, dimension): choice.map.get(code, code) for code in asked}
    elif choice.values:
        codes = expand(choice.values, dimension, is_time=False)
        known = _known_areas(dimension, wanted.names)
        keys = {code: known.get(code, code) for code in codes}
    else:
        keys = _plan_areas(dimension, wanted, warnings)
    codes = tuple(code for code in dimension.values if code in keys)
    return _distinct(Pick(dimension, "area", codes, keys, choice.codelist))


def _plan_areas(dimension: Dimension, wanted: Wanted, warnings: list[Message]) -> dict[str, str]:
    known = _known_areas(dimension, wanted.names)
    if wanted.areas is None:
        if unknown := [code for code in dimension.values if code not in known]:
            raise no_such_area(dimension, unknown)
        return known
    there = {area: code for code, area in reversed(known.items())}
    lacking = [area for area in wanted.areas if area not in there]
    if len(lacking) == len(wanted.areas):
        raise DeclarationError(
            _(
                'The variable "%(variable)s" has none of the plan\'s areas (%(areas)s). It has: '
                "%(values)s. Say what its codes mean."
            ),
            variable=dimension.code,
            areas=listed(wanted.areas),
            values=shown_values(dimension),
        )
    if lacking:
        warnings.append(
            Message(
                _("The table has no figures for these areas: %(areas)s."),
                {"areas": listed(lacking, limit=30)},
            )
        )
    return {there[area]: area for area in wanted.areas if area in there}


def _known_areas(dimension: Dimension, names: AreaNames) -> dict[str, str]:
    """Return SCB's code by the table's code, for the codes that are areas we know how to name.

    The code decides; labels are looked at only where no code is an area, or where the code is
    itself a text.
    """
    by_code = {code: area_code(code) for code in dimension.values}
    known = {code: area for code, area in by_code.items() if area}
    rest = [
        code
        for code in dimension.values
        if code not in known and (not known or dimension.label_of(code) == code)
    ]
    named = names.find_all(dimension.label_of(code) for code in rest)
    for code in rest:
        if area := named.get(dimension.label_of(code)):
            known[code] = area
    return {code: known[code] for code in dimension.values if code in known}


def no_such_area(dimension: Dimension, unknown: Sequence[str]) -> DeclarationError:
    return DeclarationError(
        _(
            '"%(variable)s" has areas that are neither codes of SCB nor names we know: %(areas)s. '
            "Write the codes (19, 1980), or say which areas they are."
        ),
        variable=dimension.code,
        areas=listed(unknown),
    )


def _distinct(pick: Pick, expected: int | None = None) -> Pick:
    """Return the pick. Raises where two codes mean the same, so that no figure is lost."""
    counts = Counter(pick.keys[code] for code in pick.codes)
    twice = {meaning for meaning, count in counts.items() if count > 1}
    if twice or (expected is not None and len(pick.codes) != expected):
        raise DeclarationError(
            _('Several values of "%(variable)s" are %(meanings)s: %(codes)s. Choose one of them.'),
            variable=pick.dimension.code,
            meanings=listed(sorted(twice)) or "–",
            codes=listed(code for code in pick.codes if pick.keys[code] in twice),
        )
    return pick
