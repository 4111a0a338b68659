"""What people stand for: a judgement of a goal or an indicator, and a graph's headline.

Neither changes what the rules say. What is written is never edited: a newer one takes its place.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.indicators.models import Headline, Indicator, Judgement
from livskraft.plans.models import Goal
from livskraft.plans.planfile.gate import TEMPLATE_TEXT, template_text
from livskraft.plans.queries.plan import today

JUDGE = "indicators.judge"
JUDGED_VERDICTS = (
    "achieved",
    "on_track",
    "too_slow",
    "insufficient",
    "wrong_direction",
    "cannot_assess",
)
"""What a person may call it; certainty and margins are the rules' matter."""


def judge(
    *,
    of: Goal | Indicator,
    text: str,
    reason: str,
    by: Any,
    verdict: str = "",
    area: str = "",
    is_example: bool = False,
) -> Judgement:
    """Keep what a person says of a goal or an indicator; the newest one is shown.

    Raises PermissionDenied, and ValidationError by field where something is missing.
    """
    if not by.has_perm(JUDGE):
        raise PermissionDenied(JUDGE)
    text, reason = text.strip(), reason.strip()
    problems: dict[str, str] = {}
    if not text:
        problems["text"] = _("Write how it goes, in a sentence or two.")
    if not reason:
        problems["reason"] = _("Write what the judgement rests on.")
    for name, written in (("text", text), ("reason", reason)):
        if found := template_text(written):
            problems[name] = _(TEMPLATE_TEXT) % {"text": found}
    if verdict and verdict not in JUDGED_VERDICTS:
        problems["verdict"] = _("Choose one in the list.")
    if of.archived_at is not None or of.plan.archived_at is not None:
        problems["text"] = _("It is archived. Bring it back before you judge it.")
    if problems:
        raise ValidationError(problems)
    return Judgement.objects.create(
        goal=of if isinstance(of, Goal) else None,
        indicator=of if isinstance(of, Indicator) else None,
        area=area,
        text=text,
        verdict=verdict,
        reason=reason,
        author=by,
        judged_on=today(of.plan),
        created_at=timezone.now(),
        is_example=is_example,
    )


def confirm_headline(
    *, indicator: Indicator, kind: str, data_key: str, by: Any, areas: str = "", text: str = ""
) -> Headline:
    """Keep that a person stands for a graph's headline: the computed one, or `text` in its place.

    `data_key` tells for which data. Raises PermissionDenied and ValidationError.
    """
    if not by.has_perm(JUDGE):
        raise PermissionDenied(JUDGE)
    text = " ".join(text.split())
    if found := template_text(text):
        raise ValidationError({"text": _(TEMPLATE_TEXT) % {"text": found}})
    return Headline.objects.create(
        indicator=indicator,
        kind=kind,
        areas=areas,
        text=text[:500],
        data_key=data_key,
        by=by,
        created_at=timezone.now(),
    )
