"""What has been reported, as a table for spreadsheets and as JSON for programs."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from livskraft.reporting.queries.public import (
    PublicAddendum,
    PublicEvidence,
    PublicReport,
    PublicRound,
    ReportRecord,
)
from livskraft.shared.tables import as_csv

FORMAT = "livskraft-reports/1"


def reports_as_csv(records: Iterable[ReportRecord], list_address: str) -> str:
    """Return the table, with semicolons and one column for each question that was answered.

    `list_address` is the whole address of the list of activities.
    """
    kept = list(records)
    questions = _questions(kept)
    head = [*_head(), *questions.values(), *_last_head()]
    rows = (
        [
            *_first(one, list_address),
            *(_answer(one.round.report, key) for key in questions),
            *_last(one),
        ]
        for one in kept
    )
    return as_csv(head, rows)


def _questions(records: Iterable[ReportRecord]) -> dict[str, str]:
    """Return what was asked, as the newest round words it; the status has a column of its own."""
    found: dict[str, str] = {}
    for one in records:
        for answer in one.round.report.said if one.round.report else ():
            found.setdefault(answer.key, answer.question)
    return found


def _head() -> list[str]:
    return [
        gettext("Round"),
        gettext("Activity"),
        gettext("Address"),
        gettext("Plan"),
        gettext("Primary goal"),
        gettext("Lead"),
        gettext("Reported on"),
        gettext("Standing"),
        gettext("Reported status"),
        gettext("Why paused or cancelled"),
    ]


def _last_head() -> list[str]:
    return [
        gettext("Evidence"),
        gettext("Decision"),
        gettext("Added later"),
        gettext("Checksum of the frozen round"),
        gettext("Invented"),
    ]


def _first(one: ReportRecord, list_address: str) -> list[str]:
    report = one.round.report
    return [
        one.round.round.title,
        one.title,
        f"{list_address}{one.address}/",
        one.plan,
        one.goal,
        one.actor,
        report.on.isoformat() if report else "",
        one.round.standing_word,
        report.status_word if report else "",
        report.status_reason if report else "",
    ]


def _answer(report: PublicReport | None, key: str) -> str:
    found = next((one for one in report.said if one.key == key), None) if report else None
    return ". ".join(filter(None, [found.words, found.why])) if found else ""


def _last(one: ReportRecord) -> list[str]:
    report = one.round.report
    return [
        "; ".join(_evidence_words(each) for each in report.evidence) if report else "",
        one.round.verdict_word,
        "; ".join(f"{each.on.isoformat()} {each.text}" for each in one.round.addenda),
        one.round.round.sha256,
        gettext("yes") if one.is_example else gettext("no"),
    ]


def _evidence_words(one: PublicEvidence) -> str:
    """Return "kind: what it shows", with its number, address or file."""
    said = [one.text, one.number_words, one.url, one.file_name]
    return f"{one.kind_word}: {', '.join(filter(None, said))}"


def reports_as_json(
    records: Iterable[ReportRecord], address_of: Callable[[str, str], str]
) -> dict[str, Any]:
    """Return rounds and reports; `address_of` gives a page's whole address by its name and slug."""
    rounds: dict[str, PublicRound] = {}
    reports = []
    for one in records:
        rounds.setdefault(one.round.round.address, one.round.round)
        reports.append(_report(one, address_of))
    return {
        "format": FORMAT,
        "rounds": [
            {
                "address": each.address,
                "title": each.title,
                "state": each.state,
                "last_day": each.closes_on,
                "sha256": each.sha256 or None,
                "href": address_of("public-round", each.address) if each.is_frozen else None,
                "is_example": each.is_example,
            }
            for each in rounds.values()
        ],
        "reports": reports,
    }


def _report(one: ReportRecord, address_of: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "round": one.round.round.address,
        "activity": {
            "address": one.address,
            "title": one.title,
            "href": address_of("activity", one.address),
        },
        "goal": {"address": one.goal_address, "title": one.goal},
        "actor": {"slug": one.actor_slug, "title": one.actor} if one.actor_slug else None,
        "standing": one.round.standing,
        "verdict": one.round.verdict or None,
        "report": _said(one.round.report) if one.round.report else None,
        "addenda": [_addendum(each) for each in one.round.addenda],
    }


def _said(report: PublicReport) -> dict[str, Any]:
    return {
        "reported_on": report.on,
        "status": report.status or None,
        "answers": [
            {
                "key": each.key,
                "question": each.question,
                "value": each.value,
                "words": each.words,
                "why": each.why or None,
            }
            for each in report.answers
        ],
        "evidence": [_evidence(each) for each in report.evidence],
        "is_example": report.is_example,
    }


def _evidence(one: PublicEvidence) -> dict[str, Any]:
    found = {
        "kind": one.kind,
        "text": one.text,
        "url": one.url,
        "number": _number(one.number),
        "unit": one.unit,
        "file_name": one.file_name,
        "size": one.size,
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def _addendum(one: PublicAddendum) -> dict[str, Any]:
    return {
        "on": one.on,
        "text": one.text,
        "reason": one.reason,
        "is_example": one.is_example,
    }
