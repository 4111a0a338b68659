"""What `plan load` tells: a few lines for what was done, one for each record that needs a look."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.plans.services.planfile.report import LoadReport

LIMIT = 30


def report_lines(report: LoadReport) -> Iterator[str]:
    """Yield the lines; those of frames only when they changed."""
    for frame in report.frames:
        if frame.has_changed:
            yield from report_lines(frame)
    yield _("%(plan)s: %(title)s, read from %(file)s.") % {
        "plan": report.plan,
        "title": report.title,
        "file": report.file,
    }
    if not report.has_changed:
        yield "  " + _("Nothing has changed: %(count)d records as before.") % {
            "count": report.unchanged
        }
    if report.new:
        yield "  " + _("New: %(counts)s.") % {"counts": _counts(report.new)}
    if report.changed:
        names = [
            f"{section} › {slug} ({', '.join(keys)})" for section, slug, keys in report.changed
        ]
        yield from _listed(_("Changed:"), names)
    if report.renamed:
        names = [f"{section} › {old} → {new}" for section, old, new in report.renamed]
        yield from _listed(_("Renamed:"), names)
    if report.archived:
        yield from _listed(_("Archived:"), _names(report.archived))
    if report.missing:
        heading = _("Not in the file, left as they are (--archive-missing archives them):")
        yield from _listed(heading, _names(report.missing))


def _names(records: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{section} › {slug}" for section, slug in records]


def _listed(heading: str, names: list[str]) -> Iterator[str]:
    yield f"  {heading}"
    yield from (f"    {name}" for name in names[:LIMIT])
    if len(names) > LIMIT:
        yield "    " + _("… and %(count)d more.") % {"count": len(names) - LIMIT}


def _counts(records: Iterable[tuple[str, str]]) -> str:
    counts = Counter(section for section, _slug in records)
    return ", ".join(_count(section, number) for section, number in counts.items())


def _count(section: str, number: int) -> str:
    texts = {
        "plan": ngettext("%(number)d plan", "%(number)d plans", number),
        "documents": ngettext("%(number)d document", "%(number)d documents", number),
        "sources": ngettext("%(number)d source", "%(number)d sources", number),
        "organisations": ngettext("%(number)d organisation", "%(number)d organisations", number),
        "forums": ngettext("%(number)d forum", "%(number)d forums", number),
        "goals": ngettext("%(number)d goal", "%(number)d goals", number),
        "indicators": ngettext("%(number)d indicator", "%(number)d indicators", number),
        "activities": ngettext("%(number)d activity", "%(number)d activities", number),
        "budget": ngettext("%(number)d budget line", "%(number)d budget lines", number),
        "links": ngettext("%(number)d link", "%(number)d links", number),
    }
    return texts[section] % {"number": number}
