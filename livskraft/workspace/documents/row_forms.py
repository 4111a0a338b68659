"""The forms of a part's page: one for each row with its questions, one for each other question."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.plans.planfile.content import Record
from livskraft.plans.reading.answers import ALLOWED, FIELDS, Answer
from livskraft.plans.reading.choosing import BY_LIKENESS
from livskraft.plans.reading.findings import Topic
from livskraft.plans.reading.review import Question, Review, Row
from livskraft.plans.services.readings import NewRow, QuestionReply, RowReply
from livskraft.shared.widgets import content_language
from livskraft.workspace.documents.fields import Choices, make_field, shown_value
from livskraft.workspace.documents.wording import answer_label
from livskraft.workspace.forms.fields import WordsField

FIELDS_OF = {
    "goals": ("number", "title", "parent"),
    "activities": ("title", "primary_goal", "lead", "starts", "ends", "status", "reason"),
    "organisations": ("title", "kind", "parent"),
    "forums": ("title", "mandate", "level"),
    "documents": ("title", "year"),
    "indicators": ("title",),
    "budget": ("title", "year", "amount"),
}
_NEW_FIELDS = {
    "goals": ("number", "title", "parent"),
    "activities": ("title", "primary_goal"),
    "organisations": ("title", "kind"),
    "forums": ("title", "mandate"),
    "documents": ("title", "year"),
}
_NEED_REASON = ("paused", "cancelled")
_DECISIONS = (("accepted", _("Take in")), ("left_out", _("Leave out")))


class RowForm(forms.Form):
    """One row: its questions, its fields, and whether it is taken in.

    A question's own fields stand with it, the others under "Change".
    """

    def __init__(self, data: Any, row: Row, choices: Choices) -> None:
        super().__init__(data, prefix=row.key.replace("/", "-"), auto_id="%s")
        self.row, self.choices = row, choices
        self.names = FIELDS_OF[row.section]
        self.as_read = {name: shown_value(row, name, choices, row.read) for name in self.names}
        for name in self.names:
            self.fields[name] = make_field(name, choices, row, section=row.section)
            self.initial[name] = shown_value(row, name, choices)
        for question in row.questions:
            key = f"question-{question.number}"
            self.fields[key] = forms.ChoiceField(
                choices=self._options(question), required=False, widget=forms.RadioSelect
            )
            self.initial[key] = question.answer
        if any(Answer.LEFT_OUT in ALLOWED[question.topic] for question in row.questions):
            pass  # One of the questions' answers leaves the row out.
        elif row.questions:
            self.fields["left_out"] = forms.BooleanField(
                required=False, label=_("Leave the row out")
            )
            self.initial["left_out"] = row.decision == "left_out"
        else:
            self.fields["decision"] = forms.ChoiceField(
                choices=_DECISIONS, required=False, widget=forms.RadioSelect
            )
            self.initial["decision"] = row.decision

    def _options(self, question: Question) -> list[tuple[str, str]]:
        options = []
        for answer in ALLOWED[question.topic]:
            label = answer_label(question.topic, answer, self.row.section)
            goal = str(self.row.read.get("primary_goal", ""))
            if question.topic is Topic.GOAL and answer is Answer.AS_READ and goal:
                label = format_html(
                    "{}: <span{}>{}</span>",
                    gettext("Yes"),
                    flatatt(content_language()),
                    self.choices.goal_label(goal),
                )
            options.append((str(answer), label))
        return options

    @property
    def asked(self) -> Iterator[dict[str, Any]]:
        """Yield each question with its choice and its fields, for the template."""
        taken: set[str] = set()
        for question in self.row.questions:
            names = [name for name in FIELDS.get(question.topic, ()) if name in self.fields]
            own = [self[name] for name in names if name not in taken]
            taken.update(names)
            yield {
                "question": question,
                "choice": self[f"question-{question.number}"],
                "fields": own,
                "is_suggestion": question.doubt.question.template == BY_LIKENESS,
            }

    @property
    def other_fields(self) -> list[forms.BoundField]:
        asked = {name for one in self.row.questions for name in FIELDS.get(one.topic, ())}
        return [self[name] for name in self.names if name not in asked]

    @property
    def is_to_be_seen(self) -> bool:
        """Whether the row is shown unfolded: it waits, or something in it is wrong."""
        return self.row.state == "waiting" or bool(self.is_bound and self.errors)

    def clean(self) -> Record:
        values = self.cleaned_data
        self._answer_for_changes(values)
        is_left_out = values.get("left_out") or values.get("decision") == "left_out"
        if not is_left_out:
            self._check(values)
        return values

    def _answer_for_changes(self, values: Record) -> None:
        """A field that was changed answers its question; "as it stands" takes a change back."""
        for question in self.row.questions:
            key = f"question-{question.number}"
            names = [name for name in FIELDS.get(question.topic, ()) if name in values]
            is_changed = any(values[name] != self.initial[name] for name in names)
            differs = any((values[name] or "") != (self.as_read[name] or "") for name in names)
            answer = values.get(key, "")
            is_untouched = answer in ("", Answer.AS_READ) and answer == self.initial[key]
            if is_untouched and is_changed and Answer.CHANGED in ALLOWED[question.topic]:
                values[key] = str(Answer.CHANGED)
            elif answer == Answer.AS_READ:
                values.update({name: self.as_read[name] for name in names})
            elif answer == Answer.CHANGED and not differs:
                self.add_error(
                    key, gettext("Change what stands below, or choose that it is right.")
                )
        if "decision" in values and not values["decision"] and self._is_edited(values):
            values["decision"] = "accepted"

    def _is_edited(self, values: Record) -> bool:
        return any(
            (values.get(name) or "") != (self.initial.get(name) or "") for name in self.names
        )

    def _check(self, values: Record) -> None:
        if not values.get("title") and "title" in self.names and "title" not in self.errors:
            self.add_error("title", gettext("Write a title, or leave the row out."))
        if self.row.section == "activities":
            check_days(self, values)
            self._check_reason(values)
            if not values.get("primary_goal") and self._is_edited(values):
                self.add_error("primary_goal", gettext("Choose the goal that the activity is for."))

    def _check_reason(self, values: Record) -> None:
        is_new = values.get("status") != self.as_read["status"]
        asked = any(
            values.get(f"question-{one.number}") == Answer.CHANGED
            for one in self.row.questions
            if one.topic is Topic.STATUS
        )
        if values.get("status") in _NEED_REASON and not values.get("reason") and (is_new or asked):
            self.add_error("reason", gettext("Write why the activity is paused or cancelled."))

    def reply(self) -> RowReply:
        values = self.cleaned_data
        decision = values.get("decision", "left_out" if values.get("left_out") else "")
        record = {name: values[name] for name in self.names}
        if record.get("reason") == "" and self.as_read.get("reason") == "":
            del record["reason"]
        return RowReply(self.row.key, decision, record)

    def question_replies(self) -> Iterator[QuestionReply]:
        for question in self.row.questions:
            answer = self.cleaned_data[f"question-{question.number}"]
            yield QuestionReply(question.number, answer)


def check_days(form: forms.Form, values: Record) -> None:
    """Refuse an end before the beginning."""
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        form.add_error(
            "ends", gettext("Write a day after the beginning, %(starts)s.") % {"starts": starts}
        )


class QuestionForm(forms.Form):
    """A question that is about no single row: about a list, or the document."""

    def __init__(self, data: Any, question: Question, choices: Choices) -> None:
        super().__init__(data, prefix=f"about-{question.number}", auto_id="%s")
        self.question = question
        topic = question.topic
        options = [(str(answer), answer_label(topic, answer)) for answer in ALLOWED[topic]]
        self.fields["answer"] = forms.ChoiceField(
            choices=options, required=False, widget=forms.RadioSelect
        )
        self.initial["answer"] = question.answer
        self.names: tuple[str, ...] = ()
        if topic in (Topic.GROUP_TIME, Topic.GROUP_GOAL, Topic.LEFT_OUT):
            self.names = FIELDS[topic]
        for name in self.names:
            self.fields[name] = make_field(name, choices, None, section="activities")
            self.initial[name] = question.values.get(name, "")
        if topic is Topic.LEFT_OUT:
            items = [(str(at), text) for at, (_place, text) in enumerate(question.doubt.items)]
            self.fields["items"] = forms.MultipleChoiceField(
                choices=items,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                label=_("Items to take in"),
            )
            self._show_taken(choices.review)
        if Answer.NOTED in ALLOWED[topic]:
            self.fields["note"] = WordsField(label=_("Note"), lines=2, max_length=2000)
            self.initial["note"] = question.note

    def _show_taken(self, review: Review) -> None:
        taken = {
            one["title"]: one
            for one in review.answers.added
            if one.get("doubt") == self.question.number
        }
        items = enumerate(self.question.doubt.items)
        self.initial["items"] = [str(at) for at, (_place, text) in items if text in taken]
        if taken:
            self.initial["primary_goal"] = next(iter(taken.values())).get("primary_goal", "")

    @property
    def filled_by(self) -> str:
        """The answer that the other fields belong to."""
        fillers = (Answer.CHANGED, Answer.TAKEN_IN, Answer.NOTED)
        of_topic = ALLOWED[self.question.topic]
        return str(next(one for one in fillers if one in of_topic)) if self.other_fields else ""

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("answer", "items")]

    @property
    def is_to_be_seen(self) -> bool:
        return not self.question.is_settled or bool(self.is_bound and self.errors)

    def clean(self) -> Record:
        values = self.cleaned_data
        if not values.get("answer"):
            if values.get("items"):
                values["answer"] = str(Answer.TAKEN_IN)
            elif values.get("note"):
                values["answer"] = str(Answer.NOTED)
        check_days(self, values)
        answer = values.get("answer")
        if answer == Answer.TAKEN_IN and not values.get("items"):
            self.add_error("items", gettext("Tick the items to take in."))
        needs_goal = answer == Answer.TAKEN_IN or (
            answer == Answer.CHANGED and self.question.topic is Topic.GROUP_GOAL
        )
        if needs_goal and not values.get("primary_goal"):
            self.add_error("primary_goal", gettext("Choose the goal that the activity is for."))
        if answer == Answer.NOTED and not values.get("note"):
            self.add_error("note", gettext("Write what needs doing."))
        return values

    def reply(self) -> QuestionReply:
        values = self.cleaned_data
        return QuestionReply(
            self.question.number,
            values["answer"],
            values.get("note", "") if values["answer"] == Answer.NOTED else "",
            {name: values[name] for name in self.names},
            [int(at) for at in values.get("items", ())],
        )


class NewRowForm(forms.Form):
    """A row that the document has and the reader missed."""

    def __init__(self, data: Any, section: str, choices: Choices) -> None:
        super().__init__(data, prefix="new", auto_id="%s")
        self.section = section
        self.names = _NEW_FIELDS[section]
        for name in self.names:
            self.fields[name] = make_field(name, choices, None, section=section)

    def clean(self) -> Record:
        values = self.cleaned_data
        if not values.get("title"):
            if values.get("number"):
                self.add_error("title", gettext("Write a title."))
        elif self.section == "activities" and not values.get("primary_goal"):
            self.add_error("primary_goal", gettext("Choose the goal that the activity is for."))
        return values

    def new_row(self) -> NewRow | None:
        values = self.cleaned_data
        return NewRow(self.section, values) if values.get("title") else None
