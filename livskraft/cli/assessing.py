"""What `livskraft assess` does: judges figures by the rules, and tells it in lines or as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from livskraft.cli.figures import found_indicator
from livskraft.cli.readiness import Say
from livskraft.indicators.assessment.reasons import reason_name
from livskraft.indicators.messages import text
from livskraft.indicators.models import Assessment, Indicator, Snapshot
from livskraft.indicators.queries.assessed import (
    Assessed,
    as_json,
    definition_on,
    main_or_nation,
)
from livskraft.indicators.queries.assessed import assess as judge
from livskraft.indicators.queries.figure_words import sex_word
from livskraft.indicators.queries.latest import newest_snapshots
from livskraft.indicators.queries.listing import public_indicators
from livskraft.indicators.queries.places import main_areas
from livskraft.indicators.queries.shown import LostFileError, shown_figures
from livskraft.indicators.queries.target_words import area_name, target_words
from livskraft.indicators.queries.verdict_words import rule_name, verdict_word
from livskraft.indicators.services.assessing import assess_indicators
from livskraft.indicators.targets import declared_targets
from livskraft.shared.shapes import area_names

Record = dict[str, Any]


def assess(options: Record, say: Say) -> None:
    """Assess the indicators and tell it; without `--on` it is kept too.

    Raises CommandError for an unknown indicator or area, for one without figures that is named,
    and for a day that is none.
    """
    on = _day(options["on"])
    for area in options["area"]:
        if area not in area_names():
            raise CommandError(
                _('There is no area with the code "%(code)s" in Sweden.') % {"code": area}
            )
    indicators = _wanted(options["indicators"])
    snapshots = newest_snapshots(one.pk for one in indicators)
    if options["indicators"]:
        for one in indicators:
            if one.pk not in snapshots:
                raise CommandError(
                    _("%(indicator)s has no figures to assess.") % {"indicator": one.address}
                )
    records = list(_records(indicators, snapshots, options["area"], on))
    if options["json"]:
        told = [{key: value for key, value in one.items() if key[0] != "_"} for one in records]
        say(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in _lines(records):
        say(line)


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise CommandError(
            _('"%(value)s" is not a date. Write year-month-day, for example 2021-01-31.')
            % {"value": written}
        ) from None


def _wanted(names: list[str]) -> list[Indicator]:
    if names:
        return [found_indicator(name) for name in dict.fromkeys(names)]
    return list(public_indicators().order_by("plan", "position", "pk"))


def _records(
    indicators: list[Indicator], snapshots: dict[int, Snapshot], areas: list[str], on: date | None
) -> Iterator[Record]:
    """Yield each verdict in the shape of `assess --json`; keys that begin with _ are for lines."""
    mains = main_areas(one.plan_id for one in indicators)
    if on is None:
        assess_indicators(indicators)
        stored = _stored(indicators)
    for indicator in indicators:
        if indicator.pk not in snapshots:
            continue
        main = main_or_nation(indicator, mains)
        found = (
            stored.get(indicator.pk, [])
            if on is None
            else list(_computed(indicator, snapshots[indicator.pk], main, on))
        )
        targets = {one.key: one for one in declared_targets(indicator.declaration, main)}
        for one in found:
            if not areas or one["area"] in areas:
                target = targets.get(one["target"] or "")
                one["_target"] = target_words(target, indicator) if target else ""
                yield {"indicator": indicator.address, **one}


def _stored(indicators: list[Indicator]) -> dict[int, list[Record]]:
    rows = Assessment.objects.filter(indicator__in=indicators, is_current=True)
    found: dict[int, list[Record]] = {}
    for row in rows.order_by("area", "sex", "target", "pk").values():
        told = _record(row["area"], row["sex"], row["target"], row)
        found.setdefault(row["indicator_id"], []).append(told)
    return found


def _computed(indicator: Indicator, snapshot: Snapshot, main: str, on: date) -> Iterator[Record]:
    try:
        observations = shown_figures(indicator, snapshot)
    except LostFileError:
        return
    said: Iterable[Assessed] = judge(observations, definition_on(indicator, main, on))
    for one in sorted(said, key=lambda one: (one.area, one.sex, one.target)):
        yield _record(one.area, one.sex, one.target, as_json(one.standing))


def _record(area: str, sex: str, target: str, said: Mapping[str, Any]) -> Record:
    return {
        "area": area,
        "sex": sex,
        "target": target or None,
        "rule": said["rule"],
        "verdict": said["verdict"],
        "value": said["value"],
        "inputs": said["inputs"],
        "reason": text(said["reason"]) if said["reason"] else None,
        "reason_code": reason_name(said["reason"]["template"]) if said["reason"] else None,
        "is_old": said["is_old"],
        "is_provisional": said["is_provisional"],
    }


def _lines(records: list[Record]) -> Iterator[str]:
    if not records:
        yield _("There are no figures to assess.")
    before = ""
    for one in records:
        if one["indicator"] != before:
            yield one["indicator"]
        before = one["indicator"]
        who = ", ".join(filter(None, [area_name(one["area"]), sex_word(one["sex"])]))
        told = [verdict_word(one["verdict"])]
        if one["reason"]:
            told.append(f"({one['reason']})")
        if one["is_old"] and one["verdict"] != "cannot_assess":
            told.append(_("until %(when)s") % {"when": one["inputs"].get("newest_period", "")})
        against = _("target: %(target)s") % {"target": one["_target"]} if one["_target"] else ""
        yield "  " + " · ".join(
            filter(None, [f"{who}: {' '.join(told)}", against, rule_name(one["rule"])])
        )
