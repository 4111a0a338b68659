"""Rows of an indicator's form: its targets, each of one of four kinds, and what happened around it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from livskraft.plans.planfile.schema import FINAL_VERDICTS
from livskraft.plans.planfile.targets import target_faults
from livskraft.shared.templatetags.look import VERDICT_WORDS
from livskraft.workspace.forms.fields import (
    DayField,
    NumberField,
    RecordChoiceField,
    RecordTicksField,
    WordChoiceField,
    WordsField,
    YearField,
    YearOrDayField,
)
from livskraft.workspace.forms.rows import RowForm, Rows

KINDS = {
    "reach": _("as many areas as possible reach a value"),
    "gap": _("a gap is to close"),
    "comparison": _("as good as others"),
}
ORIGINS = {
    "eu": _("the EU"),
    "national": _("the nation"),
    "regional": _("the region"),
    "municipal": _("a municipality"),
}
_FIELD_OF = {"of": "areas", "between": "areas", "with": "areas", "from": "from_"}
_FINAL_NEEDS = ("verdict", "on", "by")
_NEEDED_WORDS: dict[str | int, Any] = {
    "decided_by": _("Write who has decided it: a local target needs a decision."),
    "decision": _("Write the number or paragraph of the decision, such as RF 2020-06-16 § 78."),
    "of": _("Tick the areas that are counted."),
    "with": _("Tick what it is compared with: the nation, or areas."),
    "needed": _("Write how many of the areas must reach the value."),
    "value": _("Write the value that is to be reached."),
}


class PathField(WordsField):
    """Years and values as one line: "2025: 60; 2030: 80"."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        steps = (f"{step['year']}: {str(step['value']).replace('.', ',')}" for step in value)
        return "; ".join(steps)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(self.prepare_value(value))
        return [self._step(part) for part in text.split(";") if part.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(super().has_changed(initial, data))
        except forms.ValidationError:
            return True

    def _step(self, part: str) -> dict[str, Any]:
        year, _colon, value = part.partition(":")
        try:
            number = NumberField().to_python(value)
        except forms.ValidationError:
            number = None
        if number is None or not year.strip().isdecimal() or len(year.strip()) != 4:
            raise forms.ValidationError(
                _("Write each year with its value, for example 2025: 60; 2030: 80.")
            )
        return {"year": int(year), "value": number}


class TargetRow(RowForm):
    one = _("Target")
    folded = (
        *("sex", "low", "high", "path", "areas", "needed", "decided_on", "origin", "from_", "note"),
        *("final__verdict", "final__on", "final__by", "final__note", "replaced_on"),
    )
    folded_about = _("More about the target: sex, limits, milestones, other areas, final verdict")

    kind = WordChoiceField(
        label=_("Kind"), words=KINDS.items(), empty=_("a value is to be reached")
    )
    area = RecordChoiceField(
        label=_("Area"),
        among="areas",
        empty=_("Choose an area"),
        required=True,
        error_messages={"required": _("Choose the area that the target is for.")},
    )
    value = NumberField(label=_("Value"))
    year = YearField(label=_("Year"))
    decided_by = WordsField(label=_("Decided by"), max_length=300)
    decision = WordsField(label=_("Decision"), max_length=300)
    sex = WordChoiceField(
        label=_("For whom"), words=[("K", _("women")), ("M", _("men"))], empty=_("all")
    )
    low = NumberField(label=_("Lower limit"))
    high = NumberField(label=_("Upper limit"))
    path = PathField(
        label=_("Values on the way"),
        help_text=_("Year and value: 2025: 60; 2030: 80. The last is the target."),
    )
    areas = RecordTicksField(
        label=_("Other areas"),
        among="areas",
        help_text=_(
            "Those that are counted, that it is compared with, or the two that the gap is "
            "between. None for a gap: between women and men."
        ),
    )
    needed = NumberField(
        label=_("How many of them"), least=1, most=300, help_text=_("That must reach the value.")
    )
    decided_on = DayField(label=_("Decided on"))
    origin = WordChoiceField(
        label=_("Decided at the level of"), words=ORIGINS.items(), empty=_("Not said")
    )
    from_ = WordsField(
        label=_("Builds on the target of"),
        help_text=_("The code of an area with a target here: 00 for the nation."),
    )
    note = WordsField(label=_("Note"), max_length=500)
    final__verdict = WordChoiceField(
        label=_("Final verdict"),
        words=[(one, VERDICT_WORDS[one]) for one in FINAL_VERDICTS],
        empty=_("None yet"),
        help_text=_("When the year is over: what became of it."),
    )
    final__on = DayField(label=_("Given on"))
    final__by = WordsField(label=_("Given by"), max_length=300)
    final__note = WordsField(label=_("Why"), max_length=500)
    replaced_on = DayField(
        label=_("Replaced on"),
        help_text=_("The day from which another target holds. This one stays in the history."),
    )

    def clean(self) -> dict[str, Any]:
        """See to what a target of its kind needs, each at its field."""
        found = super().clean() or {}
        if self.errors or not self.words():
            return found
        target = packed(self.words())
        for (key, *_inner), template, parameters in target_faults(target):
            is_missing = key not in target and key in _NEEDED_WORDS
            told = str(_NEEDED_WORDS[key]) if is_missing else gettext(template) % parameters
            name = _FIELD_OF.get(str(key), str(key))
            if name not in self.errors:
                self.add_error(name, told)
        for key in _FINAL_NEEDS if "final" in target else ():
            if key not in target["final"]:
                self.add_error(f"final__{key}", _("A final verdict says what, when and by whom."))
        return found


class Targets(Rows):
    key = "targets"
    label = _("Targets")
    help_text = _(
        "Values that somebody has decided on, each for one area. One whose year is over is never "
        "given a new year: it gets a final verdict, and a new target a row of its own."
    )

    @classmethod
    def unpack(cls, value: Any) -> list[dict[str, Any]]:
        return [_unpacked(item) for item in value or () if isinstance(item, Mapping)]

    @classmethod
    def pack(cls, items: list[dict[str, Any]]) -> Any:
        return [packed(item) for item in items]


def _unpacked(target: Mapping[str, Any]) -> dict[str, Any]:
    """Return a target with each of its fields beside the others."""
    flat = dict(target)
    against = [flat.pop(key) for key in ("of", "between", "with") if key in flat]
    if against:
        named = against[0]
        flat["areas"] = named if isinstance(named, list) else [] if named == "sexes" else [named]
    final = flat.pop("final", None) or {}
    flat |= {f"final__{key}": value for key, value in final.items()}
    if "from" in flat:
        flat["from_"] = flat.pop("from")
    if flat.get("sex") == "T":
        del flat["sex"]
    return flat


def packed(flat: dict[str, Any]) -> dict[str, Any]:
    """Return a target as the plan file has it."""
    areas = flat.pop("areas", None) or []
    target = {key: value for key, value in flat.items() if not key.startswith("final__")}
    match target.get("kind"):
        case "reach":
            target |= {"of": areas} if areas else {}
        case "gap":
            target["between"] = areas or "sexes"
        case "comparison":
            target |= {"with": areas[0] if len(areas) == 1 else areas} if areas else {}
    if "from_" in target:
        target["from"] = target.pop("from_")
    final = dict(_final(flat))
    return {**target, "final": final} if final else target


def _final(flat: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in flat.items():
        if key.startswith("final__"):
            yield key.removeprefix("final__"), value


class EventRow(RowForm):
    one = _("Event")
    title = WordsField(
        label=_("What happened"),
        max_length=200,
        required=True,
        error_messages={"required": _("Write what happened.")},
    )
    from_ = YearOrDayField(
        label=_("From"),
        required=True,
        error_messages={"required": _("Write the year or the day when it began.")},
    )
    to = YearOrDayField(label=_("To"))
    note = WordsField(label=_("Note"), max_length=500)


class Events(Rows):
    key = "events"
    label = _("What happened around it")
    help_text = _(
        "Shown as a band in the graphs, such as a drought or a closed plant. The pandemic is there "
        "without being written."
    )

    @classmethod
    def unpack(cls, value: Any) -> list[dict[str, Any]]:
        return [
            {("from_" if key == "from" else key): one for key, one in item.items()}
            for item in value or ()
        ]

    @classmethod
    def pack(cls, items: list[dict[str, Any]]) -> Any:
        return [
            {("from" if key == "from_" else key): one for key, one in item.items()}
            for item in items
        ]
