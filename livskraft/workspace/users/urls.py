"""Addresses where administrators keep the accounts."""

from django.urls import path

from livskraft.workspace.users import views

urlpatterns = [
    path("", views.users, name="users"),
    path("bjud-in/", views.invite, name="user-invite"),
    path("<int:user_id>/", views.user, name="user"),
    path("<int:user_id>/lank/", views.send_a_link, name="user-send-link"),
    path("<int:user_id>/stang/", views.close, name="user-close"),
    path("<int:user_id>/oppna/", views.reopen, name="user-open"),
    path("<int:user_id>/tvasteg/", views.remove_step, name="user-remove-second-step"),
    path("<int:user_id>/logga-ut/", views.sign_out, name="user-sign-out"),
]
