"""What has been reported in all rounds, as files for those who read it with programs."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.reporting.queries.public import ReportRecord, report_records
from livskraft.shared.context import page_addresses
from livskraft.website.report_table import reports_as_csv, reports_as_json


@require_safe
def reports_csv(request: HttpRequest) -> HttpResponse:
    """Give the reports asked for as a table that Excel opens as it is."""
    name = _("reports")
    list_address = page_addresses(request).root + reverse("activities")
    return HttpResponse(
        reports_as_csv(_asked_for(request), list_address),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


@require_safe
def reports_json(request: HttpRequest) -> HttpResponse:
    """Give the reports asked for as JSON that pages of other sites may read."""
    root = page_addresses(request).root
    content = reports_as_json(
        _asked_for(request), lambda name, slug: root + reverse(name, args=[slug])
    )
    return JsonResponse(
        content,
        json_dumps_params={"ensure_ascii": False},
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _asked_for(request: HttpRequest) -> Iterator[ReportRecord]:
    """Return the records of the round and the activity that the address names, else of all."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("omgang", "aktivitet")}
    found = report_records(round_=asked["omgang"], activity=asked["aktivitet"])
    if found is None:
        raise Http404(_("There is no such round or no such activity."))
    return found
