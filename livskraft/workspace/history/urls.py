"""Addresses of what has changed, and of undoing it."""

from django.urls import path

from livskraft.workspace.history import periods, records, undoing

_RECORD = "<plan>/<word>/<path:slug>/"

urlpatterns = [
    path("", periods.plan_history, name="plan-history"),
    path("andringar.csv", periods.plan_history_csv, name="plan-history-csv"),
    path("angra/", undoing.undo, name="undo-operation"),
    path(f"{_RECORD}aterstall/", records.restore, name="restore-record"),
    path(_RECORD, records.record_history, name="record-history"),
]
