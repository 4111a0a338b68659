"""What `livskraft statistics` does and prints."""

import json
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from django.core.management.base import CommandError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.indicators.installation import polite_client, source_addresses
from livskraft.indicators.messages import text
from livskraft.indicators.models import Indicator, Origin
from livskraft.indicators.queries.figures import Series, find_indicator, indicator_series
from livskraft.indicators.services.catalogue import refresh_due
from livskraft.indicators.services.jobs import update_now
from livskraft.indicators.services.snapshots import Kept
from livskraft.indicators.services.sourcing import WITHOUT_PUBLISHER
from livskraft.indicators.services.updating import (
    in_order,
    is_derived,
    load_figures,
    refresh_derived,
)
from livskraft.indicators.sources import files
from livskraft.indicators.sources.errors import DeclarationError, SourceError
from livskraft.indicators.store import Changes

Say = Callable[[str], None]
Record = dict[str, Any]


def update(options: Record, say: Say) -> None:
    """Update indicators, a line each; one that fails does not stop the rest.

    When all are updated, publishers that answered are asked for their catalogue too where it is due.
    Raises CommandError that names every one that failed and what to do.
    """
    updated: list[Record] = []
    failed: list[Record] = []
    answered: set[str] = set()
    source_addresses()
    for indicator, outcome in _outcomes(_wanted(options["indicators"], options["source"])):
        if isinstance(outcome, SourceError):
            reason = outcome.text(_)
            failed.append(
                {
                    "indicator": indicator.address,
                    "reason": reason,
                    "retry_helps": outcome.retry_helps,
                }
            )
            line = _("%(indicator)s: not updated") % {"indicator": indicator.address}
        else:
            updated.append({"indicator": indicator.address, **_as_json(outcome)})
            answered.add(str(indicator.source.get("name")))
            line = f"{indicator.address}: {_told(outcome)}"
        if not options["json"]:
            say(line)
    if not options["indicators"]:
        _refresh_catalogues(answered)
    if options["json"]:
        say(json.dumps({"updated": updated, "failed": failed}, ensure_ascii=False, indent=2))
    elif not updated and not failed:
        say(_("No indicator has a source that can be asked."))
    if failed:
        lines = [f"{one['indicator']}: {one['reason']}" for one in failed]
        raise CommandError("\n".join([_("Not updated; what was there before is kept:"), *lines]))


def _refresh_catalogues(publishers: set[str]) -> None:
    """Fetch the catalogues that are due; why one did not come stands on the page of updates."""
    with polite_client() as client:
        refresh_due(publishers=publishers, client=client)


def load(options: Record, say: Say) -> None:
    """Read an indicator's figures from a file. Raises SourceError."""
    indicator = found_indicator(options["indicator"])
    try:
        kept = load_figures(indicator=indicator, path=options["file"])
    except DeclarationError as error:
        how = _(
            "What the columns of a file are is said under source in the plan file, with select and "
            "read, or on the page of the indicator's figures: “Read in a file”."
        )
        raise CommandError(f"{error.text(_)}\n{how}") from error
    derived = list(refresh_derived(changed=indicator)) if kept.is_new else []
    if options["json"]:
        record = {"indicator": indicator.address, **_as_json(kept)}
        say(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        say(f"{indicator.address}: {_told(kept)}")
        for line in _beside(indicator, kept):
            say(f"  {line}")
    problems = []
    for other, outcome in derived:
        if isinstance(outcome, SourceError):
            problems.append(f"{other.address}: {outcome.text(_)}")
        elif not options["json"]:
            say(f"{other.address}: {_told(outcome)}")
    if problems:
        raise CommandError("\n".join([_("Not calculated anew:"), *problems]))


def preview(options: Record, say: Say) -> None:
    """Show what a file holds. Raises SourceError."""
    found = files.preview(options["file"])
    if options["json"]:
        say(json.dumps(found.as_json(all_rows=options["all"]), ensure_ascii=False, indent=1))
        return
    say(_("Format: %(format)s") % {"format": found.format})
    for table in found.as_json(all_rows=options["all"])["tables"]:
        say("")
        say(table["title"] or _("Table without title"))
        for dimension in table["dimensions"]:
            say(
                f"  {dimension['label']} ({len(dimension['values'])}): {_some(dimension['values'])}"
            )
        say(
            "  "
            + _("%(cells)d cells, %(missing)d without a value")
            % {"cells": table["cells"], "missing": table["missing"]}
        )
        for line in _rows(table["rows"]):
            say(f"    {line}")


def series(options: Record, say: Say) -> None:
    """Show an indicator's figures. Raises CommandError where there are none."""
    indicator = found_indicator(options["indicator"])
    found = indicator_series(
        indicator,
        areas=options["area"],
        sexes=[options["sex"]] if options["sex"] else [],
        snapshot=options["snapshot"],
        with_small_groups=options["with_small_groups"],
    )
    if found is None:
        raise CommandError(_nothing(indicator, options["snapshot"]))
    if options["json"]:
        say(json.dumps(series_as_json(found), ensure_ascii=False, indent=1))
        return
    for line in _series_lines(found):
        say(line)


def series_as_json(found: Series) -> Record:
    """Return the shape of `series --json`."""
    return {
        "indicator": found.indicator,
        "title": found.title,
        "unit": found.unit,
        "source": found.attribution,
        "table": found.table,
        "snapshot": found.snapshot,
        "version": found.version,
        "origin": found.origin,
        "retrieved": found.retrieved_at.isoformat(),
        "seen": found.seen_at.isoformat(),
        "stale": found.stale or None,
        "observations": [one.as_json() for one in found.observations],
    }


def _wanted(names: list[str], source: str | None) -> list[Indicator]:
    """Return the indicators to update, derived ones after those they rest on."""
    if names:
        found = [found_indicator(name) for name in dict.fromkeys(names)]
    else:
        live = Indicator.objects.filter(archived_at=None, plan__archived_at=None)
        found = [one for one in live.select_related("plan") if one.source and _can_ask(one)]
    if source is not None:
        found = [one for one in found if one.source.get("name") == source]
        if not found:
            raise CommandError(_('No indicator has the source "%(source)s".') % {"source": source})
    return in_order(found)


def _can_ask(indicator: Indicator) -> bool:
    return is_derived(indicator) or indicator.source.get("name") not in WITHOUT_PUBLISHER


def _outcomes(indicators: list[Indicator]) -> Iterator[tuple[Indicator, Kept | SourceError]]:
    """Yield how each update went; what rests on a changed indicator and was not named follows it."""
    named = {indicator.pk for indicator in indicators}
    with polite_client() as client:
        for indicator in indicators:
            try:
                kept = update_now(indicator=indicator, client=client)
            except SourceError as error:
                yield indicator, error
                continue
            yield indicator, kept
            if kept.is_new:
                for other, outcome in refresh_derived(changed=indicator):
                    if other.pk not in named:
                        yield other, outcome


def found_indicator(name: str) -> Indicator:
    """Return an indicator by its address or slug. Raises CommandError that names those like it."""
    indicator = find_indicator(name)
    if indicator is None:
        known = Indicator.objects.filter(archived_at=None).order_by("address")
        addresses = list(known.values_list("address", flat=True))
        begun = [one for one in addresses if one.startswith(name)]
        like = begun or get_close_matches(name, addresses, n=5) or addresses
        raise CommandError(
            _('There is no indicator "%(name)s". There are: %(known)s.')
            % {"name": name, "known": _some(like) or "–"}
        )
    return indicator


def _nothing(indicator: Indicator, snapshot: str) -> str:
    if snapshot:
        return _('%(indicator)s has no retrieval "%(snapshot)s".') % {
            "indicator": indicator.address,
            "snapshot": snapshot,
        }
    command = "load FILE --indicator" if not _can_ask(indicator) else "update"
    return _(
        "%(indicator)s has no figures yet. Run: livskraft statistics %(command)s %(indicator)s"
    ) % {"indicator": indicator.address, "command": command}


def _as_json(kept: Kept) -> Record:
    changes = kept.changes
    return {
        "snapshot": kept.snapshot.sha256,
        "is_new": kept.is_new,
        "rows": kept.snapshot.rows,
        "new": changes.new if changes else kept.snapshot.rows,
        "revised": changes.revised if changes else 0,
        "withdrawn": changes.withdrawn if changes else 0,
        "warnings": [text(warning) for warning in kept.snapshot.warnings],
    }


def _told(kept: Kept) -> str:
    if not kept.is_new:
        since = date_format(localtime(kept.snapshot.retrieved_at), "Y-m-d")
        return _("unchanged since %(date)s") % {"date": since}
    if kept.changes is None:
        return _("%(rows)d figures, %(first)s to %(last)s") % {
            "rows": kept.snapshot.rows,
            "first": kept.snapshot.first_period,
            "last": kept.snapshot.last_period,
        }
    return ", ".join(_counted(kept.changes))


def _counted(changes: Changes) -> Iterator[str]:
    """Yield how many figures are new, revised and withdrawn, those that there are any of."""
    told = [
        (changes.new, ngettext("%(number)d new", "%(number)d new", changes.new)),
        (changes.revised, ngettext("%(number)d revised", "%(number)d revised", changes.revised)),
        (
            changes.withdrawn,
            ngettext("%(number)d withdrawn", "%(number)d withdrawn", changes.withdrawn),
        ),
    ]
    return (words % {"number": number} for number, words in told if number)


def _beside(indicator: Indicator, kept: Kept) -> Iterator[str]:
    """Yield what is worth knowing of what was kept, and where that which is gone can be found."""
    for warning in kept.snapshot.warnings:
        yield text(warning)
    if kept.changes and kept.changes.withdrawn:
        before = kept.snapshot.revision.before
        yield _("The file takes the place of the whole series. What was there before is kept:")
        yield f"livskraft statistics series {indicator.address} --snapshot {before.sha256}"


def _some(values: list[str], limit: int = 6) -> str:
    return ", ".join(values[:limit]) + (", …" if len(values) > limit else "")


def _rows(rows: list[Record]) -> Iterator[str]:
    """Yield rows as a table: the heading, then a line for each."""
    if not rows:
        return
    lines = [list(rows[0]), *([_shown(cell) for cell in row.values()] for row in rows)]
    yield from _columns(lines)


def _series_lines(found: Series) -> Iterator[str]:
    yield f"{found.title} ({found.unit})" if found.unit else found.title
    yield _("%(source)s · retrieved %(date)s") % {
        "source": found.attribution,
        "date": date_format(localtime(found.retrieved_at), "Y-m-d"),
    }
    if found.origin == Origin.EXAMPLE:
        yield str(Origin.EXAMPLE.label).capitalize()
    if found.stale:
        yield _("The last update failed: %(reason)s") % {"reason": found.stale}
    yield ""
    lines = [[_("area"), _("period"), _("sex"), _("value"), ""]]
    for one in found.observations:
        details = [code for _variable, code in one.dimensions]
        details += [one.status or "", _interval(one), one.note or ""]
        lines.append(
            [one.area, one.period, one.sex, _shown(one.value), " · ".join(filter(None, details))]
        )
    yield from _columns(lines)


def _interval(one: Any) -> str:
    if one.margin is not None:
        return f"± {_shown(one.margin)}"
    if one.lower is not None and one.upper is not None:
        return f"{_shown(one.lower)}–{_shown(one.upper)}"
    return ""


def _shown(value: Any) -> str:
    return "–" if value is None else str(value)


def _columns(lines: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()
