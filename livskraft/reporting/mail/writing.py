"""What the mails say: calm, short, in plain text and HTML, in the site's own language.

The texts go to people who may open Livskraft twice a year. Each leads to the same form in English.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from livskraft.plans.models import Person
from livskraft.reporting.models import MailKind, ReportingRound
from livskraft.shared.numbers import number_word
from livskraft.shared.site import local_site


@dataclass(frozen=True)
class Asked:
    """One activity in a mail: where to answer, and what was answered last time ("" for nothing).

    `question` is what a reviewer asks, `decision` what was decided ("" for nothing) and `reason` why.
    """

    title: str
    url: str
    url_in_english: str = ""
    last_time: str = ""
    last_round: str = ""
    question: str = ""
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Written:
    """A mail as it is sent."""

    subject: str
    text: str
    html: str


def write(
    kind: MailKind,
    *,
    person: Person,
    round_: ReportingRound,
    asked: tuple[Asked, ...],
    day: date,
    optional: int = 0,
    **more: Any,
) -> Written:
    """Return the mail of a kind about some activities; `more` goes to its template.

    `questions` are those that must be answered, `optional` how many more there are.
    """
    with override(settings.LANGUAGE_CODE):
        context = {
            "site": local_site(),
            "person": person,
            "round": round_,
            "asked": asked,
            "first": asked[0],
            "number_words": capfirst(number_word(len(asked), settings.LANGUAGE_CODE)),
            "optional": optional,
            "optional_words": number_word(optional, settings.LANGUAGE_CODE),
            "days_left": (round_.closes_on - day).days,
            "language": settings.LANGUAGE_CODE,
            **more,
        }
        context["subject"] = _subject(kind, round_, asked, context["days_left"])
        name = f"reporting/mail/{kind}"
        return Written(
            subject=context["subject"],
            text=_tidy(render_to_string(f"{name}.txt", context)),
            html=render_to_string(f"{name}.html", context),
        )


def _subject(
    kind: MailKind, round_: ReportingRound, asked: tuple[Asked, ...], days_left: int
) -> str:
    names = {
        "round": round_.title,
        "day": date_format(round_.closes_on, "j F"),
        "activity": asked[0].title,
    }
    return _pattern(kind, days_left) % names


def _pattern(kind: MailKind, days_left: int) -> str:
    if kind == MailKind.RETURNED:
        return gettext("A question about your answer: %(activity)s")
    if kind == MailKind.DECIDED:
        return gettext("%(round)s: what was decided")
    if days_left < 0:
        return gettext("%(round)s: your answer is missing")
    if kind == MailKind.REMINDER:
        return gettext("Reminder: %(round)s, answer by %(day)s")
    return gettext("%(round)s: answer by %(day)s")


def _tidy(text: str) -> str:
    """Return the text without empty lines that a template left behind, two at most in a row."""
    lines = [line if line == "-- " else line.rstrip() for line in text.strip().splitlines()]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept) + "\n"
