"""Addresses for changing a record: its form, its draft, review and publishing."""

from django.urls import path

from livskraft.workspace.drafts import conflicts, editing, preview, views

urlpatterns = [
    path("redigera/<plan>/<word>/<path:slug>/", editing.edit_record, name="edit-record"),
    path("ny/<plan>/<word>/", editing.new_record, name="new-record"),
    path("utkast/", views.drafts, name="drafts"),
    path("utkast/<int:pk>/", views.draft_page, name="draft"),
    path("utkast/<int:pk>/redigera/", editing.edit_draft, name="edit-draft"),
    path("utkast/<int:pk>/forhandsvisa/", preview.draft_preview, name="draft-preview"),
    path("utkast/<int:pk>/lamna-in/", views.submit, name="draft-submit"),
    path("utkast/<int:pk>/granska/", views.review, name="draft-review"),
    path("utkast/<int:pk>/skicka-tillbaka/", views.send_back, name="draft-return"),
    path("utkast/<int:pk>/publicera/", views.publish, name="draft-publish"),
    path("utkast/<int:pk>/kasta/", views.discard, name="draft-discard"),
    path("utkast/<int:pk>/jamfor/", conflicts.draft_conflict, name="draft-conflict"),
]
