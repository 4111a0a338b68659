"""Addresses of what is only for those who are signed in."""

from django.urls import include, path

from livskraft.workspace import views

urlpatterns = [
    path("", views.start, name="workspace"),
    path("administration/", views.administration, name="administration"),
    path("", include("livskraft.workspace.records.urls")),
    path("", include("livskraft.workspace.drafts.urls")),
    path("historik/", include("livskraft.workspace.history.urls")),
    path("dokument/", include("livskraft.workspace.documents.urls")),
    path("", include("livskraft.workspace.indicators.urls")),
    path("bedomningar/", include("livskraft.workspace.judgements.urls")),
    path("", include("livskraft.workspace.rounds.urls")),
    path("", include("livskraft.workspace.reviewing.urls")),
    path("", include("livskraft.workspace.workbooks.urls")),
    path("", include("livskraft.workspace.people.urls")),
    path("anvandare/", include("livskraft.workspace.users.urls")),
]
