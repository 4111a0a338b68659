"""Chooses the figures that are not shown, and takes them out of a series."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from livskraft.indicators.sources.observation import Key, Observation
from livskraft.indicators.suppression.audit import determined
from livskraft.indicators.suppression.sums import Families, Sizes, Sum, known_sums

HIDDEN = "dolt"
_NOTHING = ("-", "–")
_STATUS = re.compile(rf"{HIDDEN}<(\d+)")


@dataclass(frozen=True)
class Rule:
    """`below` how many a figure is hidden: those who answered, and where `counts_people` the value.

    Nothing, 0, is shown: nobody is in it, and it says of nobody who they are. So is the rest of a
    series in which it stands.
    """

    below: int
    counts_people: bool


def hidden_status(below: int) -> str:
    """Return the symbol that stands in place of a hidden figure: "dolt<5".

    It is the same for small figures and for those that would give them away.
    """
    return f"{HIDDEN}<{below}"


def hidden_below(status: str | None) -> int | None:
    """Return the limit that a figure was hidden by, None for any other symbol."""
    found = _STATUS.fullmatch(status or "")
    return int(found[1]) if found else None


def hide(
    observations: Iterable[Observation], keys: Collection[Key], below: int
) -> list[Observation]:
    """Return the figures, those that are to be hidden with nothing but the symbol that says so."""
    status = hidden_status(below)
    return [
        Observation(one.area, one.period, one.sex, None, status, one.dimensions)
        if one.key in keys
        else one
        for one in observations
    ]


def hidden_keys(
    observations: Collection[Observation], rule: Rule, families: Families
) -> frozenset[Key]:
    """Return the figures of a whole series that must not be shown: always the same for the same.

    Were it others another time, the two choices together could give them away.
    """
    small = {one.key for one in observations if _is_small(one, rule)}
    if not small:
        return frozenset()
    years = {key[1][:4] for key in small}
    around = [one for one in observations if one.period[:4] in years]
    sizes = {one.key: _size(one, rule) for one in sorted(around, key=lambda one: one.key)}
    hiding = _Hiding(sizes, known_sums(sizes, families), small, rule.below)
    hiding.run()
    return frozenset(hiding.hidden | _groups_beside(hiding.hidden, sizes))


def _is_small(one: Observation, rule: Rule) -> bool:
    counted = [one.answers, one.value if rule.counts_people else None]
    return any(number is not None and 0 < abs(number) < rule.below for number in counted)


def _size(one: Observation, rule: Rule) -> float | None:
    if not rule.counts_people:
        return one.answers
    if one.value is None and one.status in _NOTHING:
        return 0
    return one.value


def _groups_beside(hidden: Collection[Key], sizes: Sizes) -> set[Key]:
    """Return the figures of a publisher's groups of areas where any area's is hidden.

    Who is in a group, its publisher tells; we do not know it.
    """
    without_area = {key[1:] for key in hidden}
    return {key for key in sizes if key[0].startswith("G") and key[1:] in without_area}


class _Standing:
    """A sum, and how many of its figures are not known to anybody, and not shown by us."""

    def __init__(self, one: Sum, sizes: Sizes) -> None:
        self.sum = one
        self.withheld = sum(sizes.get(key) is None for key in one.keys)
        self.hidden = 0
        self.together = 0.0
        self.is_whole_hidden = False

    def hide(self, key: Key, size: float | None) -> None:
        self.hidden += 1
        self.withheld -= size is None
        self.together += abs(size or 0)
        self.is_whole_hidden |= key == self.sum.whole

    def is_weak(self, below: int) -> bool:
        """Whether the sum gives a figure away, or that the hidden ones are few together."""
        if not self.hidden or self.withheld:
            return False
        return self.hidden == 1 or (not self.is_whole_hidden and self.together < below)


class _Hiding:
    """Hides figure after figure, always the smallest that helps, until none can be calculated."""

    def __init__(
        self, sizes: Sizes, sums: Iterable[Sum], small: Collection[Key], below: int
    ) -> None:
        self.hidden: set[Key] = set()
        self._small = small
        self._sizes = sizes
        self._below = below
        self._standings: dict[Key, list[_Standing]] = {}
        for one in sums:
            standing = _Standing(one, sizes)
            for key in one.keys:
                self._standings.setdefault(key, []).append(standing)

    def run(self) -> None:
        for key in sorted(self._small):
            self._hide(key)
        self._settle(self._with(self.hidden))
        waiting = dict.fromkeys(sorted(self.hidden))
        while waiting:
            cluster, around = self._cluster(next(iter(waiting)))
            sums = [one.sum for one in around]
            unknown = {key for one in sums for key in one.keys if self._is_unknown(key)}
            given_away = determined(sums, unknown) & self.hidden
            near = self._smallest_of(self._with(given_away)) or self._smallest_of(around)
            if given_away and near:
                self._hide(near)
                self._settle(self._with([near]))
                waiting[near] = None
            else:
                for key in cluster:
                    waiting.pop(key, None)

    def _settle(self, standings: Iterable[_Standing]) -> None:
        """Hide more until no single sum gives a figure away."""
        waiting = dict.fromkeys(standings)
        while waiting:
            one, _ = waiting.popitem()
            if one.is_weak(self._below) and (near := self._smallest_of([one])):
                self._hide(near)
                waiting |= dict.fromkeys(self._standings[near])

    def _smallest_of(self, standings: Iterable[_Standing]) -> Key | None:
        """Return the smallest figure that could be hidden too; never one of nothing."""
        keys = {
            key
            for one in standings
            for key in one.sum.keys
            if key not in self.hidden and self._sizes.get(key)
        }
        return min(keys, key=lambda key: (abs(self._sizes[key] or 0), key), default=None)

    def _hide(self, key: Key) -> None:
        self.hidden.add(key)
        for standing in self._standings.get(key, ()):
            standing.hide(key, self._sizes.get(key))

    def _is_unknown(self, key: Key) -> bool:
        return key in self.hidden or self._sizes.get(key) is None

    def _with(self, keys: Iterable[Key]) -> list[_Standing]:
        return [one for key in sorted(keys) for one in self._standings.get(key, ())]

    def _cluster(self, start: Key) -> tuple[set[Key], list[_Standing]]:
        """Return the hidden figures that sums tie to one, through unknown ones, and these sums."""
        seen, waiting = {start}, [start]
        found: dict[_Standing, None] = {}
        while waiting:
            for one in self._standings.get(waiting.pop(), ()):
                if one not in found:
                    found[one] = None
                    new = {key for key in one.sum.keys if self._is_unknown(key)} - seen
                    seen |= new
                    waiting += sorted(new)
        return seen & self.hidden, list(found)
