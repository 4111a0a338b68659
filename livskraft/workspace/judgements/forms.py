"""The form of a judgement, and that of a graph's headline."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.indicators.services.judging import JUDGED_VERDICTS
from livskraft.shared.templatetags.look import VERDICT_WORDS
from livskraft.workspace.forms.fields import WordChoiceField, WordsField


class JudgementForm(forms.Form):
    """How it goes, all things weighed, and what that rests on."""

    verdict = WordChoiceField(
        label=_("In one word"),
        words=[(one, VERDICT_WORDS[one]) for one in JUDGED_VERDICTS],
        empty=_("Only in words of my own"),
    )
    text = WordsField(
        label=_("Your judgement"),
        lines=4,
        max_length=2000,
        required=True,
        help_text=_(
            "One to three sentences that can be read aloud. Say what you see, and what it means."
        ),
        error_messages={"required": _("Write how it goes, in a sentence or two.")},
    )
    reason = WordsField(
        label=_("What it rests on"),
        lines=3,
        max_length=2000,
        required=True,
        help_text=_("Such as other figures, what people have told, or why the rule misleads here."),
        error_messages={"required": _("Write what the judgement rests on.")},
    )


class HeadlineForm(forms.Form):
    """A headline of one's own; empty means that the computed one is confirmed."""

    text = WordsField(
        label=_("Headline"),
        lines=2,
        is_one_line=True,
        max_length=500,
        help_text=_("In Swedish. Leave it empty to confirm the one that is computed."),
    )
    data_key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["data_key"].error_messages["required"] = _("Open the page anew.")
