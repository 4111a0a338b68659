"""Addresses for reading a document into a plan."""

from django.urls import path

from livskraft.workspace.documents import edition_views, load_views, part_views, views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/original/", views.document_file, name="document-file"),
    path("<int:pk>/del/<slug:word>/", part_views.document_part, name="document-part"),
    path("<int:pk>/utgava/", edition_views.document_edition, name="document-edition"),
    path("<int:pk>/avsikt/", edition_views.document_aim, name="document-aim"),
    path("<int:pk>/ladda/", load_views.document_load, name="document-load"),
    path("<int:pk>/planfil/", load_views.document_plan_file, name="document-plan-file"),
    path("<int:pk>/kassera/", views.document_discard, name="document-discard"),
    path("<int:pk>/igen/", views.document_again, name="document-again"),
]
