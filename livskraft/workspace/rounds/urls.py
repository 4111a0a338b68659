"""Addresses of rounds of follow-up as a strategist looks after them."""

from django.urls import path

from livskraft.workspace.rounds import assignments, boards, changing, opening

urlpatterns = [
    path("omgangar/", opening.round_list, name="rounds"),
    path("oppna-omgang/", opening.new_round, name="open-round"),
    path("omgangar/<slug:slug>/", boards.round_board, name="round"),
    path("omgangar/<slug:slug>/andra/", changing.edit_round, name="change-round"),
    path("omgangar/<slug:slug>/oppna/", opening.start_round, name="start-round"),
    path("omgangar/<slug:slug>/paminn/", changing.remind_round, name="remind-round"),
    path("omgangar/uppdrag/<int:pk>/", assignments.assignment, name="assignment"),
]
