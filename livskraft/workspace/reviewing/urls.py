"""Addresses of answering, reviewing, closing and freezing, of gates and of partners' views."""

from django.urls import path

from livskraft.workspace.reviewing import (
    answering,
    closing,
    freezing,
    gates,
    own,
    queue,
    report,
    roles,
)

urlpatterns = [
    path("svara/", own.reports, name="reports"),
    path("svara/<int:pk>/", answering.report, name="report"),
    path("svara/<int:pk>/underlag/<int:evidence>/", answering.attached, name="report-file"),
    path("omgangar/<slug:slug>/granska/", queue.review_round, name="review-round"),
    path("granska/<int:pk>/", report.review_report, name="review-report"),
    path("omgangar/<slug:slug>/stang/", closing.close, name="close-round"),
    path("omgangar/<slug:slug>/frys/", freezing.freeze, name="freeze-round"),
    path("omgangar/<slug:slug>/fryst/", freezing.frozen, name="frozen-round"),
    path("omgangar/<slug:slug>/roller/", roles.round_roles, name="round-roles"),
    path("omgangar/<slug:slug>/roller/<slug:activity>/", roles.give_view, name="give-view"),
    path("sparrar/<slug:address>/", gates.gates, name="gates"),
    path("sparrar/avgor/<int:pk>/", gates.decide, name="decide-gate"),
]
