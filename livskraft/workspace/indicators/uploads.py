"""Reading in a file of figures: what was understood is shown first, and kept when it is confirmed."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from livskraft.indicators.models import Indicator
from livskraft.indicators.queries.choices import IndicatorChoices
from livskraft.indicators.services.snapshots import Kept
from livskraft.indicators.services.sourcing import Retrieval
from livskraft.indicators.services.uploads import Upload, load_upload, read_upload, receive_upload
from livskraft.indicators.sources import files
from livskraft.indicators.sources.errors import SourceError
from livskraft.indicators.sources.periods import period_order
from livskraft.indicators.sources.preview import HEADING, Preview, Table
from livskraft.shared.shapes import area_names
from livskraft.workspace.forms.rows import Rows
from livskraft.workspace.indicators.access import indicator_or_404, needs
from livskraft.workspace.indicators.mapping import (
    FileForm,
    ReadForm,
    guessed,
    mapping_rows,
    more_rows,
    table_of,
    token_of,
    upload_of,
)

SHOWN_ROWS = 8
SHOWN_VALUES = 6
SHOWN_FIGURES = 8


@dataclass(frozen=True)
class Understood:
    """What a mapping makes of a file: the number of figures, and some of them."""

    count: int
    missing: int
    areas: tuple[str, ...]
    first: str
    last: str
    figures: tuple[tuple[str, Any], ...]
    warnings: tuple[str, ...]


@dataclass
class Opened:
    """A file that was opened with what the form says of it. `problem` says why it was not read."""

    upload: Upload
    form: ReadForm
    rows: Rows
    preview: Preview | None = None
    understood: Understood | None = None
    problem: str = ""

    @property
    def mapping(self) -> dict[str, Any]:
        return {
            "read": self.form.reading() if self.form.is_bound else self.form.initial,
            "select": self.rows.pack(self.rows.items()) if self.rows.is_bound else self.select,
            "area": self.form.area_code if self.form.is_bound else "",
        }

    select: Any = None


@needs("indicators.update")
@require_http_methods(["GET", "HEAD", "POST"])
def load_indicator(request: HttpRequest, plan: str, slug: str) -> HttpResponse:
    """Choose a file, look at what was understood of it, correct that, and read it in."""
    indicator = indicator_or_404(plan, slug)
    if indicator.source.get("name") == "derived":
        messages.error(
            request,
            _("%(title)s is calculated from other indicators; read in figures for those.")
            % {"title": indicator.title},
        )
        return redirect("indicator-list")
    if request.method != "POST":
        return _ask_for_file(request, indicator, FileForm())
    upload = upload_of(request.POST.get("token", ""))
    if request.FILES or upload is None:
        return _receive(request, indicator)
    return _go_on(request, indicator, upload)


def _ask_for_file(
    request: HttpRequest, indicator: Indicator, form: FileForm, status: int = 200
) -> HttpResponse:
    context = {"menu": "administration", "indicator": indicator, "form": form}
    return render(request, "workspace/indicators/load.html", context, status=status)


def _receive(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """Take a file and show what it holds, with a first guess at its columns."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask_for_file(request, indicator, form, status=422)
    file = form.cleaned_data["file"]
    try:
        upload = receive_upload(name=file.name, content=file.read())
        opened = _first_look(indicator, upload)
    except SourceError as error:
        form.add_error("file", error.text(_))
        return _ask_for_file(request, indicator, form, status=422)
    return _show(request, indicator, opened)


def _first_look(indicator: Indicator, upload: Upload, sheet: str = "") -> Opened:
    """Open a file as it was read the last time, or as its columns look. Raises SourceError."""
    remembered = indicator.source.get("read") if indicator.source.get("name") == "file" else None
    read = dict(remembered) if isinstance(remembered, dict) else {}
    if sheet:
        read["sheet"] = sheet
    try:
        preview = files.preview_payload(upload.content(), upload.name, read)
    except SourceError:
        if not read:
            raise
        read = {}
        preview = files.preview_payload(upload.content(), upload.name)
    whole = files.preview_payload(upload.content(), upload.name) if sheet else preview
    sheets = [one.sheet for one in whole.tables if one.sheet]
    table = table_of(preview, str(read.get("sheet", "")))
    if len(sheets) > 1:
        read["sheet"] = table.sheet
    select = guessed(indicator, table)
    choices = IndicatorChoices(indicator.plan)
    opened = Opened(
        upload,
        ReadForm(choices=choices, sheets=sheets, initial=read),
        mapping_rows(choices, select=select),
        preview=whole,
        select=select,
    )
    _understand(indicator, opened)
    return opened


def _go_on(request: HttpRequest, indicator: Indicator, upload: Upload) -> HttpResponse:
    """Show what the corrected mapping makes of the file, or keep the figures."""
    choices = IndicatorChoices(indicator.plan)
    try:
        preview = files.preview_payload(upload.content(), upload.name)
    except SourceError as error:
        form = FileForm()
        messages.error(request, error.text(_))
        return _ask_for_file(request, indicator, form, status=422)
    sheets = [one.sheet for one in preview.tables if one.sheet]
    sheet = request.POST.get("sheet", "")
    if sheet in sheets and sheet != request.POST.get("guessed_for", sheet):
        try:
            return _show(request, indicator, _first_look(indicator, upload, sheet))
        except SourceError as error:
            messages.error(request, error.text(_))
    opened = Opened(
        upload,
        ReadForm(request.POST, choices=choices, sheets=sheets),
        mapping_rows(choices, data=request.POST),
        preview=preview,
    )
    is_right = opened.form.is_valid() and opened.rows.is_valid()
    if "more" in request.POST:
        opened.rows = more_rows(choices, opened.rows)
    elif is_right and request.POST.get("do") == "keep":
        try:
            kept = load_upload(
                indicator=indicator, upload=upload, mapping=opened.mapping, by=request.user
            )
        except SourceError as error:
            opened.problem = error.text(_)
        else:
            messages.success(request, _kept(kept))
            return redirect(f"{reverse('indicator-list')}#{indicator.plan.slug}-{indicator.slug}")
    elif is_right:
        _understand(indicator, opened)
    is_refused = "more" not in request.POST and (request.POST.get("do") == "keep" or not is_right)
    return _show(request, indicator, opened, status=422 if is_refused else 200)


def _kept(kept: Kept) -> str:
    if not kept.is_new:
        return _("The same figures were here already. Nothing is changed.")
    rows = kept.snapshot.rows
    return ngettext("%(count)d figure is read in.", "%(count)d figures are read in.", rows) % {
        "count": rows
    }


def _understand(indicator: Indicator, opened: Opened) -> None:
    """Read the file with the mapping, keeping nothing."""
    try:
        retrieval = read_upload(indicator=indicator, upload=opened.upload, mapping=opened.mapping)
    except SourceError as error:
        opened.problem = error.text(_)
    else:
        opened.understood = _told(retrieval)


def _told(retrieval: Retrieval) -> Understood:
    found = [one for part in retrieval.parts for one in part]
    names = area_names()
    periods = sorted({one.period for one in found}, key=period_order)
    areas = dict.fromkeys(one.area for one in found)
    newest = [one for one in found if one.period == periods[-1]]
    return Understood(
        count=len(found),
        missing=sum(1 for one in found if one.value is None),
        areas=tuple(names.get(area, area) for area in areas),
        first=periods[0],
        last=periods[-1],
        figures=tuple((names.get(one.area, one.area), one) for one in newest[:SHOWN_FIGURES]),
        warnings=tuple(warning.text(_) for warning in retrieval.warnings),
    )


def _show(
    request: HttpRequest, indicator: Indicator, opened: Opened, status: int = 200
) -> HttpResponse:
    sheet = str(opened.mapping["read"].get("sheet", ""))
    table = table_of(opened.preview, sheet) if opened.preview and opened.preview.tables else None
    context = {
        "menu": "administration",
        "indicator": indicator,
        "opened": opened,
        "token": token_of(opened.upload),
        "sheet": sheet,
        "table": table,
        "columns": _columns(table) if table else [],
        "shown": _rows(table) if table else [],
        "is_remembered": indicator.source.get("name") == "file",
    }
    return render(request, "workspace/indicators/mapping.html", context, status=status)


def _columns(table: Table) -> list[tuple[str, int, list[str]]]:
    """Return the columns with how many values they have, and some of these."""
    columns = [
        (found.label, len(found.values), [value for value in found.values if value][:SHOWN_VALUES])
        for found in table.dimensions
        if found.code != HEADING
    ]
    if table.figures:
        columns += [(name, 0, []) for name in table.figures[:SHOWN_VALUES]]
    return columns


def _rows(table: Table) -> list[dict[str, Any]]:
    """Return the first figures of the table: what they are of, value and symbol."""
    return [
        {
            "of": " · ".join(str(row[one.code]) for one in table.dimensions),
            "value": row["value"],
            "status": row["status"] or "",
        }
        for row in islice(table.rows(), SHOWN_ROWS)
    ]
