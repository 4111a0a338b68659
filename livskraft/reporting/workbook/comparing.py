"""What an uploaded workbook changes, cell by cell, and what stands in the way of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from livskraft.reporting.answers import checked
from livskraft.reporting.canonical import canonical_json, sha256_of
from livskraft.reporting.questions import Question
from livskraft.reporting.workbook.layout import folded, print_of
from livskraft.reporting.workbook.preview import CellShown, Outcome, Preview, RowShown, Standing
from livskraft.reporting.workbook.reading import Read, RowRead, WorkbookRead
from livskraft.reporting.workbook.values import (
    ERRORS,
    AnswerKey,
    answer_keys_of,
    as_text,
    yes_or_no,
)
from livskraft.shared.numbers import thousands


def compared(
    found: WorkbookRead,
    standings: Iterable[Standing],
    questions: Sequence[Question],
    taken: Collection[str] = (),
) -> Preview:
    """Return what a workbook changes.

    `standings` are the activities that the person may answer for; `taken` the addresses of those
    where the workbook is to win over what somebody else has written meanwhile.
    """
    comparison = _Comparison(tuple(standings), questions, frozenset(taken))
    rows = comparison.rows(found.rows)
    present = {row.activity for row in rows}
    return Preview(
        rows=tuple(rows),
        missing=tuple(comparison.label(key) for key in dict.fromkeys(found.missing)),
        strange=tuple(found.strange),
        absent=sum(one.address not in present for one in comparison.standings),
        seen=_print_of(rows),
    )


def _print_of(rows: Iterable[RowShown]) -> str:
    """Return a print of all that the preview says, but for the choices that are still to be made."""
    said = [
        [
            row.ref,
            row.activity,
            row.is_conflict,
            row.problems,
            [_cell_said(one) for one in row.cells],
        ]
        + ([] if row.is_conflict else [row.outcome])
        for row in rows
    ]
    return sha256_of(canonical_json(said))


def _cell_said(one: CellShown) -> list[str]:
    return [one.ref, one.before, one.after, one.problem]


@dataclass(frozen=True)
class _Change:
    """A cell that was changed since the workbook was made; `meanwhile` others changed it as well."""

    key: AnswerKey
    read: Read
    after: str
    is_meanwhile: bool


class _Comparison:
    """Compares the rows of a workbook with what stands."""

    def __init__(
        self, standings: Sequence[Standing], questions: Sequence[Question], taken: frozenset[str]
    ) -> None:
        self.standings = standings
        self._questions = [one for one in questions if one.kind != "evidence"]
        self._needs_evidence = any(one.kind == "evidence" and one.is_required for one in questions)
        self._keys = {one.key: one for one in answer_keys_of(questions)}
        self._by_address = {one.address: one for one in standings}
        self._taken = taken
        titles: dict[str, list[Standing]] = defaultdict(list)
        for one in standings:
            titles[folded(one.title)].append(one)
        self._by_title = {title: some[0] for title, some in titles.items() if len(some) == 1}

    def label(self, key: str) -> str:
        """Return what a column is called on pages."""
        asked = self._keys[key]
        words = asked.question.words
        return _("%(question)s Why?") % {"question": words} if asked.is_reason else words

    def rows(self, found: Sequence[RowRead]) -> list[RowShown]:
        """Return the rows as they are shown, each activity once."""
        shown: dict[str, list[RowShown]] = defaultdict(list)
        unknown: list[RowShown] = []
        for row in found:
            standing = self._standing(row)
            if standing is None:
                unknown.append(self._unknown(row))
            else:
                shown[standing.address].append(self._row(row, standing))
        return [*unknown, *(self._one_of(some) for some in shown.values())]

    def _standing(self, row: RowRead) -> Standing | None:
        if row.activity:
            return self._by_address.get(row.activity)
        return self._by_title.get(folded(row.title))

    def _unknown(self, row: RowRead) -> RowShown:
        problem = _("The row is of no activity that you answer for in this round. Remove the row.")
        return RowShown(
            row.ref, "", row.title or _("Row without activity"), Outcome.WRONG, (), (problem,)
        )

    def _one_of(self, rows: list[RowShown]) -> RowShown:
        """Return the row of an activity that stands several times: the one in which something is new."""
        new = [row for row in rows if row.outcome != Outcome.UNTOUCHED]
        if len({(row.outcome, tuple(one.after for one in row.cells)) for row in new}) < 2:
            return (new or rows)[0]
        others = ", ".join(row.ref for row in new[1:])
        problem = _(
            "The activity has other answers as well: %(rows)s. Remove the rows that do not hold."
        ) % {"rows": others}
        first = new[0]
        return RowShown(
            first.ref, first.activity, first.title, Outcome.WRONG, first.cells, (problem,)
        )

    def _row(self, row: RowRead, standing: Standing) -> RowShown:
        changes = self._changes(row, standing)
        if not standing.can_answer:
            cells = tuple(self._shown(one, standing, "") for one in changes)
            outcome = Outcome.STANDS if changes else Outcome.UNTOUCHED
            return RowShown(row.ref, standing.address, standing.title, outcome, cells)
        says_yes = yes_or_no(row.send.value) if row.send else False
        problems: list[str] = []
        if says_yes is None and row.send is not None:
            problems.append(
                _("%(cell)s: write yes or no, or leave the cell empty.") % {"cell": row.send.ref}
            )
        is_as_it_is = not changes and says_yes is True and standing.is_awaited
        if not changes and not is_as_it_is and not problems:
            return RowShown(row.ref, standing.address, standing.title, Outcome.UNTOUCHED)
        is_conflict = self._is_conflict(row, standing, changes)
        if is_conflict:
            changes = self._changes(row, standing, is_whole=True)
        return self._judged(row, standing, changes, problems, is_conflict=is_conflict)

    def _changes(
        self, row: RowRead, standing: Standing, *, is_whole: bool = False
    ) -> list[_Change]:
        """Return the cells that say something new.

        Those are what somebody has written since the workbook was made. With `is_whole` all that
        differ from what stands now: where two have written, one answer or the other is sent whole.
        """
        found = (self._change(row, standing, key, is_whole) for key in self._keys)
        return [one for one in found if one is not None]

    def _change(self, row: RowRead, standing: Standing, key: str, is_whole: bool) -> _Change | None:
        read = row.answers.get(key)
        if read is None:
            return None
        asked = self._keys[key]
        texts = asked.readings(read.value)
        now = asked.canonical(standing.answers.get(key))
        before = row.stand.prints.get(key) if row.stand else None
        is_left = not is_whole and before in [print_of(text) for text in texts]
        if now in texts or is_left:
            return None
        is_meanwhile = standing.is_answered if before is None else before != print_of(now)
        return _Change(asked, read, texts[0], is_meanwhile)

    def _judged(
        self,
        row: RowRead,
        standing: Standing,
        changes: list[_Change],
        problems: list[str],
        *,
        is_conflict: bool,
    ) -> RowShown:
        answers = self._answers(standing, changes)
        cells = self._cells(row, standing, changes, self._errors(answers))
        if self._needs_evidence and not standing.has_evidence:
            problems.append(
                _("Something that shows it must be added first, on the activity’s own form.")
            )
        outcome = Outcome.SENT if changes else Outcome.AS_IT_IS
        if is_conflict and standing.address not in self._taken:
            outcome = Outcome.KEPT
        elif problems or any(one.problem for one in cells):
            outcome = Outcome.WRONG
        return RowShown(
            *(row.ref, standing.address, standing.title, outcome, cells, tuple(problems)),
            standing=standing,
            answers=answers,
            is_conflict=is_conflict,
        )

    def _cells(
        self, row: RowRead, standing: Standing, changes: list[_Change], errors: dict[str, str]
    ) -> tuple[CellShown, ...]:
        """Return what is changed, and after it what is wrong with cells that nobody changed."""
        wrong = {one.key.key: self._problem(one, errors.pop(one.key.key, "")) for one in changes}
        cells = [self._shown(one, standing, wrong[one.key.key]) for one in changes]
        for key, problem in errors.items():
            ref = row.answers[key].ref if key in row.answers else ""
            words = self._words(key, standing.answers.get(key))
            is_content = self._keys[key].is_text
            cells.append(CellShown(ref, self.label(key), words, words, problem, is_content))
        return tuple(cells)

    def _answers(self, standing: Standing, changes: list[_Change]) -> dict[str, Any]:
        """Return the whole answer: what stands, with what was changed in the workbook."""
        answers = {key: standing.answers[key] for key in self._keys if key in standing.answers}
        for one in changes:
            answers[one.key.key] = one.after
            if not one.after:
                del answers[one.key.key]
        return answers

    def _errors(self, answers: Mapping[str, Any]) -> dict[str, str]:
        try:
            checked(self._questions, answers)
        except ValidationError as error:
            return {key: lines[0] for key, lines in error.message_dict.items()}
        return {}

    def _problem(self, change: _Change, problem: str) -> str:
        """Return what is wrong with a cell, in words that fit a workbook; "" for nothing."""
        if as_text(change.read.value).startswith(ERRORS):
            return _("The cell shows an error. Write the answer itself.")
        offered = change.key.offered
        is_chosen = bool(change.key.choices and change.after)
        if is_chosen and (problem or change.after not in offered):
            return _("Choose one of: %(choices)s.") % {"choices": ", ".join(offered.values())}
        return problem

    def _is_conflict(self, row: RowRead, standing: Standing, changes: list[_Change]) -> bool:
        """Return whether somebody else has written since the workbook was made.

        An answer of one's own that came by a workbook is none: the newer workbook replaces it.
        """
        if standing.is_own_workbook:
            return False
        is_newer = row.stand is None or row.stand.version != standing.version
        if standing.is_begun and is_newer:
            return True
        return any(one.is_meanwhile for one in changes)

    def _shown(self, change: _Change, standing: Standing, problem: str) -> CellShown:
        key = change.key.key
        return CellShown(
            ref=change.read.ref,
            label=self.label(key),
            before=self._words(key, standing.answers.get(key)),
            after=self._words(key, change.after) if not problem else as_text(change.read.value),
            problem=problem,
            is_content=change.key.is_text,
        )

    def _words(self, key: str, value: Any) -> str:
        """Return an answer in words, "" for none."""
        asked = self._keys[key]
        text = asked.canonical(value)
        if asked.labels:
            return asked.labels.get(text, text)
        if asked.kind == "money" and text.isdecimal():
            return thousands(int(text), get_language() or "sv")
        return as_text(value)
