"""Addresses of the lists that one works from, of changing many at once, and of the archive."""

from django.urls import path

from livskraft.workspace.records import activities, archive, bulk, plans, shared

urlpatterns = [
    path("planer/", plans.plans, name="workspace-plans"),
    path("planer/<slug>/", plans.plan, name="workspace-plan"),
    path("aktiviteter/", activities.activities, name="workspace-activities"),
    path("aktiviteter/andra/", bulk.change_activities, name="change-activities"),
    path("aktorer/", shared.actors, name="workspace-actors"),
    path("forum/", shared.forums, name="workspace-forums"),
    path("arkivera/<plan>/<word>/<path:slug>/", archive.archive, name="archive-record"),
    path("ateruppta/<plan>/<word>/<path:slug>/", archive.unarchive, name="unarchive-record"),
]
