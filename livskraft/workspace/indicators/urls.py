"""Addresses of indicators: the list, files of figures, the catalogue, and updates that are stuck."""

from django.urls import path

from livskraft.workspace.indicators import catalogue, lists, updates, uploads

urlpatterns = [
    path("indikatorer/", lists.indicator_list, name="indicator-list"),
    path("indikatorer/<plan>/<slug>/hamta/", lists.update_indicator, name="indicator-update"),
    path("indikatorer/<plan>/<slug>/las-in/", uploads.load_indicator, name="indicator-load"),
    path("katalog/", catalogue.catalogue, name="catalogue"),
    path("katalog/hamta/", catalogue.fetch_catalogue, name="catalogue-fetch"),
    path(
        "katalog/<publisher>/<path:identity>/anvand/", catalogue.adopt_entry, name="catalogue-adopt"
    ),
    path("katalog/<publisher>/<path:identity>/", catalogue.entry, name="catalogue-entry"),
    path("uppdateringar/", updates.stuck_jobs, name="stuck-jobs"),
    path("uppdateringar/forsok-igen/", updates.retry_update, name="stuck-jobs-retry"),
    path("uppdateringar/last/", updates.read_notice, name="notices-read"),
]
