"""Addresses of what people judge: goals, indicators, and headlines of graphs."""

from django.urls import path

from livskraft.workspace.judgements import headlines, views

urlpatterns = [
    path("", views.judgements, name="judgements"),
    path("lasta/", views.read_changes, name="judgements-read"),
    path("mal/<plan>/<slug>/", views.judge_goal, name="judge-goal"),
    path("indikator/<address>/", views.judge_indicator, name="judge-indicator"),
    path("indikator/<address>/rubrik/", headlines.headline, name="confirm-headline"),
]
