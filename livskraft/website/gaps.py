"""What a goal's page does not know, said as plainly as what it knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from livskraft.indicators.queries import Measure
from livskraft.indicators.queries.verdicts import Facts
from livskraft.plans.queries.goal_page import GoalPage
from livskraft.reporting.queries.public import GroupReporting


@dataclass(frozen=True)
class Gap:
    """One thing that is not known: what it is about, and a sentence."""

    about: str
    sentence: str


def goal_gaps(
    page: GoalPage,
    measures: Sequence[Measure],
    facts: Facts | None,
    reporting: GroupReporting | None,
) -> tuple[Gap, ...]:
    """Return what is not known of a goal, the figures first. No query."""
    return (
        *_series(facts),
        *_figures(page, measures),
        *_activities(page),
        *_reports(reporting),
        *_record(page),
    )


def _series(facts: Facts | None) -> Iterator[Gap]:
    """Yield what the measure that the goal is judged by does not tell."""
    if facts is None:
        return
    yield Gap(
        gettext("Later"),
        gettext("No values after %(period)s are loaded.") % {"period": facts.last_period},
    )
    if not facts.has_municipalities:
        yield Gap(
            gettext("Municipalities"),
            gettext("The measure has no values for each municipality."),
        )
    if not facts.has_women_and_men:
        yield Gap(
            gettext("Women and men"), gettext("The measure is not divided into women and men.")
        )


def _figures(page: GoalPage, measures: Sequence[Measure]) -> Iterator[Gap]:
    if page.below:
        yield Gap(
            gettext("Figures"),
            gettext("The goal as a whole has no figure. Each goal below it is measured by itself."),
        )
    elif not measures:
        yield Gap(
            gettext("Measure"),
            gettext("What the goal is measured by is not entered, so no figure can be fetched."),
        )
    elif without := sum(not measure.has_figures for measure in measures):
        yield Gap(gettext("Figures"), _without_figures(without, len(measures)))
    if not page.below and not any(measure.targets for measure in measures):
        yield Gap(
            gettext("Target"),
            gettext("No target value is set: how much, and by which year, is not entered."),
        )


def _without_figures(without: int, total: int) -> str:
    if without < total:
        sentence = ngettext(
            "%(number)d of %(total)d measures has no figures.",
            "%(number)d of %(total)d measures have no figures.",
            without,
        )
    else:
        sentence = ngettext(
            "The measure is named, but no value is loaded.",
            "%(number)d measures are named, but no value is loaded.",
            without,
        )
    return sentence % {"number": without, "total": total}


def _activities(page: GoalPage) -> Iterator[Gap]:
    activities = page.activities
    if not activities.total:
        yield Gap(gettext("Activities"), gettext("No activity is linked to the goal."))
        return
    if not activities.primary:
        yield Gap(gettext("Activities"), gettext("No activity has this as its primary goal."))
    if activities.undated:
        yield Gap(
            gettext("Dates"),
            ngettext(
                "%(number)d of %(total)d activities lacks a first or a last day.",
                "%(number)d of %(total)d activities lack a first or a last day.",
                activities.undated,
            )
            % {"number": activities.undated, "total": activities.total},
        )
    if activities.unled:
        yield Gap(
            gettext("Responsible"),
            ngettext(
                "For %(number)d of %(total)d activities nobody is named as responsible.",
                "For %(number)d of %(total)d activities nobody is named as responsible.",
                activities.unled,
            )
            % {"number": activities.unled, "total": activities.total},
        )
    yield Gap(
        gettext("Cause"),
        gettext("Whether the activities change anything for the goal has not been examined."),
    )


def _reports(reporting: GroupReporting | None) -> Iterator[Gap]:
    """Yield that reports are missing, once the time to answer is over."""
    if reporting and reporting.missing and not reporting.round.is_open:
        yield Gap(
            gettext("Reports"),
            ngettext(
                "%(number)d of %(total)d activities has not reported in the latest round.",
                "%(number)d of %(total)d activities have not reported in the latest round.",
                len(reporting.missing),
            )
            % {"number": len(reporting.missing), "total": reporting.asked},
        )


def _record(page: GoalPage) -> Iterator[Gap]:
    if page.same_number:
        others = "; ".join(goal.title for goal in page.same_number)
        yield Gap(
            gettext("Number"),
            gettext("The number %(number)s stands at more than one goal, also: %(others)s.")
            % {"number": page.goal.number, "others": others},
        )
    if not page.bindings:
        yield Gap(gettext("Duty"), gettext("Whom the goal binds is not entered."))
    if not page.links.plans:
        yield Gap(
            gettext("Frames"), gettext("The goal is linked to no frame and to no other plan.")
        )
    if page.origin is None:
        yield Gap(gettext("Source"), gettext("Where the wording comes from is not entered."))
