"""What must hold for the targets of an indicator: who decided what, and what each kind needs."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from livskraft.plans.planfile.index import Index
from livskraft.shared.yamlfile.errors import Path, _
from livskraft.shared.yamlfile.tree import Mapping

LEVEL = "level"
LOCAL_ORIGINS = ("regional", "municipal")
_MUNICIPALITY = 4
"""As many digits has the code of a municipality."""

_OWN_KEYS = {
    "level": ("area", "sex", "value", "low", "high", "year", "path"),
    "reach": ("area", "sex", "value", "year", "of", "needed"),
    "gap": ("area", "sex", "value", "year", "between"),
    "comparison": ("area", "sex", "value", "year", "with"),
}
_OF_A_KIND = {key for keys in _OWN_KEYS.values() for key in keys}
_NEEDS = {
    "reach": ("of", "needed", "value"),
    "gap": ("between", "value"),
    "comparison": ("with",),
}

Fault = tuple[tuple[str | int, ...], str, dict[str, object]]


def check_targets(index: Index, path: Path, indicator: Mapping) -> None:
    """Report targets that nobody decided, that lack something, or that contradict themselves."""
    seen: dict[tuple[object, ...], int] = {}
    for position, target in enumerate(indicator.get("targets") or []):
        where = (*path, "targets", position)
        for key, template, parameters in target_faults(target):
            is_there = key[0] in target
            index.report((*where, *key) if is_there else where, template, **parameters)
        _check_from(index, where, indicator, target)
        if target.get("replaced_on"):
            continue
        if (name := target_name(target)) in seen:
            index.report(
                where,
                _(
                    "This target is for the same as target number %(number)d. Give the one that "
                    "does not hold any longer the key replaced_on, with the day."
                ),
                number=seen[name] + 1,
            )
        seen.setdefault(name, position)


def target_name(target: Any) -> tuple[object, ...]:
    """Return what two targets of an indicator that hold at the same time may not share."""
    kind = target.get("kind") or LEVEL
    what = target.get("between") or target.get("with") or target.get("of") or ""
    if isinstance(what, list):
        what = tuple(sorted(what))
    return (kind, target.get("area") or "", target.get("sex") or "T", what, _last_year(target))


def target_faults(target: Any) -> Iterator[Fault]:
    """Yield what is wrong with one target, as (where in it, template, parameters).

    Where begins with a key of the target, also with one that is missing.
    """
    kind = str(target.get("kind") or LEVEL)
    for key in target:
        if key in _OF_A_KIND and key not in _OWN_KEYS[kind]:
            template = _('"%(key)s" does not belong to a target of the kind %(kind)s.')
            yield (key,), template, {"key": key, "kind": kind}
    for key in _NEEDS.get(kind, ()):
        if key not in target:
            template = _("A target of the kind %(kind)s needs the key %(key)s.")
            yield (key,), template, {"key": key, "kind": kind}
    yield from _numbers(kind, target)
    yield from _decision(target)
    yield from _days(target)


def _numbers(kind: str, target: Any) -> Iterator[Fault]:
    if kind == LEVEL:
        yield from _level(target)
    of, needed = target.get("of") or [], target.get("needed") or 0
    if kind == "reach" and of and needed > len(of):
        template = _("%(needed)d areas are needed, but only %(number)d are named.")
        yield ("needed",), template, {"needed": needed, "number": len(of)}
    between = target.get("between")
    if isinstance(between, list) and len(between) != 2:
        template = _('A gap is between two: write sexes, or two areas such as ["1980", "19"].')
        yield ("between",), template, {}
    if isinstance(target.get("with"), list) and not target["with"]:
        yield ("with",), _("Name at least one area to compare with."), {}


def _level(target: Any) -> Iterator[Fault]:
    low, high, way = target.get("low"), target.get("high"), target.get("path") or []
    if "value" not in target and low is None and high is None and not way:
        yield ("value",), _("A target needs a value, the limits low and high, or a path."), {}
    if low is not None and high is not None and low > high:
        yield ("low",), _("The lower limit is above the upper one."), {}
    years = [step["year"] for step in way]
    for position, (earlier, later) in enumerate(pairwise(years), start=1):
        if later <= earlier:
            template = _("The steps of a path stand in the order of their years.")
            yield ("path", position, "year"), template, {}
    if way and target.get("year") and target["year"] < years[-1]:
        template = _("The path goes on after the year of the target, %(year)d.")
        yield ("path", len(way) - 1, "year"), template, {"year": target["year"]}


def _decision(target: Any) -> Iterator[Fault]:
    """Yield what a local target lacks: somebody must have decided it."""
    origin, area = target.get("origin"), str(target.get("area") or "")
    is_local = origin in LOCAL_ORIGINS or "from" in target
    is_of_municipality = not origin and len(area) == _MUNICIPALITY
    if (is_local or is_of_municipality) and not _is_said(target, "decided_by"):
        template = _("A local target needs the key decided_by: who has decided it?")
        yield ("decided_by",), template, {}
    if is_local and not _is_said(target, "decision"):
        template = _(
            "A local target needs the key decision: the number or paragraph of the decision."
        )
        yield ("decision",), template, {}


def _days(target: Any) -> Iterator[Fault]:
    decided, replaced = target.get("decided_on"), target.get("replaced_on")
    if decided and replaced and replaced < decided:
        template = _(
            "The target was replaced on %(replaced)s, before it was decided on %(decided)s."
        )
        yield ("replaced_on",), template, {"replaced": replaced, "decided": decided}
    final = target.get("final") or {}
    if decided and final.get("on") and final["on"] < decided:
        template = _(
            "The final verdict is from %(on)s, before the target was decided on %(decided)s."
        )
        yield ("final", "on"), template, {"on": final["on"], "decided": decided}


def _check_from(index: Index, where: Path, indicator: Mapping, target: Any) -> None:
    """Report a target that builds on one that is not there, or on itself."""
    if "from" not in target:
        return
    slug, _slash, area = str(target["from"]).rpartition("/")
    records = {record["slug"]: record for _path, record in index.records["indicators"]}
    other = records.get(slug) if slug else indicator
    if other is None:
        return  # Told as a broken reference.
    known = [one for one in other.get("targets") or [] if one.get("area") == area]
    if not any(one is not target for one in known):
        index.report(
            (*where, "from"),
            _('There is no target for the area "%(area)s" that this one could build on.'),
            area=area,
        )


def _last_year(target: Any) -> object:
    way = target.get("path") or []
    return target.get("year") or (way[-1]["year"] if way else None)


def _is_said(target: Any, key: str) -> bool:
    return bool(str(target.get(key) or "").strip())


def check_events(index: Index, path: Path, record: Mapping) -> None:
    """Report events that end before they begin."""
    for position, event in enumerate(record.get("events") or []):
        first, last = str(event["from"]), str(event.get("to") or "")
        if last and last[: len(first)] < first[: len(last)]:
            index.report(
                (*path, "events", position, "to"),
                _("The event ends in %(last)s, before it begins in %(first)s."),
                first=first,
                last=last,
            )
