"""Addresses. Swedish pages at `/`, English ones under `/en/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("livskraft.website.machine_urls")),
    *i18n_patterns(
        path("", include("livskraft.website.urls")),
        path("", include("livskraft.intake.urls")),
        path("arbeta/", include("livskraft.accounts.urls")),
        path("arbeta/", include("livskraft.workspace.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "livskraft.shared.errors.bad_request"
handler500 = "livskraft.shared.errors.server_error"
